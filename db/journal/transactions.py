"""Actions of a person on a store that is open for writing: each is one transaction, with its entries in the journal.

The rows that an action changes are written by :mod:`db.journal.writer`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlite_utils import Database
from ulid import ULID

from db.journal.case_versions import Row as AffectedRow
from db.journal.case_versions import affected_cases, bump_case_versions
from db.journal.entries import Entry, Op, describe_action, to_json
from db.store.connection import transaction
from db.store.fts import WordChanges
from db.store.reader import Reader
from db.store.retry import PATIENCE
from db.store.upgrade import upgrade


class JournaledConnection(Reader):
    """A connection whose changes are actions, each in a transaction and in the journal."""

    def __init__(self, connection: sqlite3.Connection, who: str | None = None) -> None:
        """Take a connection, and bring its store up to date.

        :param who: whose hand the journal names; None for what is no person's change, such as making the demo.
        """
        super().__init__(connection)
        self.who = who
        self.done: str | None = None
        """What the journal calls the last action through here; None where nothing was done yet."""
        self.own: set[int] = set()
        """The actions that were written through here; those of other programs are not among them."""
        self.last: int | None = None
        """The action that was written last through here."""
        self.patience = PATIENCE
        """Seconds that an action waits for other programs to finish theirs."""
        self._database = Database(connection, execute_plugins=False)
        self._entries: list[Entry] = []
        self._touched: set[AffectedRow] = set()
        self._searched = WordChanges()
        self._words = ""
        self._undoes: int | None = None
        self._redoes: int | None = None
        self._part_of: int | None = None
        self._action = 0
        """The action that is open, from when it is written."""
        self._in_journal = 0
        """How many of its entries are written."""
        self._at = ""
        self._journals = who is not None
        upgrade(connection, self.patience)

    @contextmanager
    def action(
        self, words: str = "", *, undoes: int | None = None, redoes: int | None = None, part_of: int | None = None
    ) -> Iterator[None]:
        """One action of a person: all of it is written, with its journal, or nothing.

        An action inside another is a part of it. The store is taken for writing at once, so that what is read
        inside is what is written upon.

        :param words: what the journal calls it; where empty, its first row says.
        :param undoes: the action it takes back.
        :param redoes: the action it brings back.
        :param part_of: the action it goes on with, for what takes too long to keep others waiting: both are undone as
            one.
        """
        if self._connection.in_transaction:
            with self._part(words, undoes, redoes):
                yield
            return
        with self._transaction():
            self._entries, self._words, self._undoes, self._redoes, self._action = [], words, undoes, redoes, 0
            self._touched, self._part_of, self._in_journal = set(), part_of, 0
            try:
                yield
                self._write_journal()
            finally:
                self._entries = []
            self.last = self._action

    @contextmanager
    def unjournaled(self) -> Iterator[None]:
        """Write what is no person's change, such as what rules propose; undoing passes it by."""
        before, self._journals = self._journals, False
        try:
            yield
        finally:
            self._journals = before

    @contextmanager
    def trying(self) -> Iterator[None]:
        """See what would come of something: whatever is written inside, such as a temporary table, goes again."""
        self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.rollback()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All of it or nothing, and no other program writes meanwhile."""
        self._action = 0
        try:
            with transaction(self._connection, self.patience):
                self._searched.back_to((0, 0))
                yield
                self._searched.write(self._connection)
        except BaseException:
            self.own.discard(self._action)
            raise

    @contextmanager
    def _part(self, words: str, undoes: int | None, redoes: int | None) -> Iterator[None]:
        """A part of the action that is open; what fails in it leaves the rest as it was."""
        entries, searched = len(self._entries), self._searched.mark()
        action, in_journal = self._action, self._in_journal
        called = self._words, self._undoes, self._redoes
        self._words = self._words or words
        self._undoes, self._redoes = self._undoes or undoes, self._redoes or redoes
        try:
            with self._database.atomic():
                yield
        except BaseException:
            del self._entries[entries:]
            if self._action != action:
                self.own.discard(self._action)
            self._action, self._in_journal = action, in_journal
            self._words, self._undoes, self._redoes = called
            self._searched.back_to(searched)
            raise

    def _note(self, entry: Entry) -> None:
        self._touched.update(affected_cases(entry))
        if self._journals:
            self._entries.append(entry)

    def _write_journal(self) -> None:
        """Write the action and its rows, last in its transaction; one that changed nothing leaves none."""
        if not (self._entries or self._action) or self.who is None:
            bump_case_versions(self, self._touched)
            return
        action = self._flushed()
        bump_case_versions(self, self._touched, self._at, action)

    def _flushed(self) -> int:
        """Write the entries so far, and the action where it isn't written yet.

        :returns: the action.
        """
        if not self._action:
            self._action = self._write_action()
            self.own.add(self._action)  # before it is confirmed, lest who watches the store takes it for another's
        self._connection.executemany(
            'INSERT INTO journal (action, op, "table", "row", before, after) VALUES (?, ?, ?, ?, ?, ?)',
            [
                (self._action, e.op, e.table, e.row, to_json(e.before), to_json(e.after))
                for e in self._entries[self._in_journal :]
            ],
        )
        self._in_journal = len(self._entries)
        return self._action

    def _write_action(self) -> int:
        self._at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.done = words = self._words or describe_action(self._entries, self._key_of(self._entries[0]))
        columns = ("ulid", "at", "who", "words", "undoes", "redoes", "part_of")
        return int(
            self._connection.execute(
                f"INSERT INTO actions ({', '.join(columns)}) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (str(ULID()), self._at, self.who, words, self._undoes, self._redoes, self._part_of),
            ).lastrowid
            or 0
        )

    def _key_of(self, entry: Entry) -> str | None:
        """The key of a changed row that has one; the journal's own values hold it only where it changed."""
        if entry.op is not Op.UPDATE or entry.table not in ("cases", "sources", "reports", "claims", "statements"):
            return None
        found = self.row(f'SELECT key FROM "{entry.table}" WHERE id = ?', entry.row)
        return str(found[0]) if found else None
