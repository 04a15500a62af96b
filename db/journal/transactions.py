"""Actions of a person: each is one transaction with its journal entries. Writing rows: :mod:`db.journal.writer`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from db.journal.case_versions import RowId as AffectedRow
from db.journal.case_versions import affected_cases, bump_case_versions
from db.journal.entries import Entry, Op, describe_action, values_to_json
from db.journal.ulids import new_ulid
from db.journal.watch import schema_version
from db.model.things import TARGET_KINDS
from db.store.connection import empty_log, savepoint, transaction
from db.store.fts import WordChanges
from db.store.reader import Reader
from db.store.replacement import record_replaced_error
from db.store.retry import PATIENCE
from db.store.upgrade import upgrade
from db.text.normalize import normalize_text


class JournaledConnection(Reader):
    """A connection that writes each action as one transaction, with its journal entries."""

    def __init__(self, connection: sqlite3.Connection, who: str | None = None) -> None:
        """Take a connection, and upgrade its store if needed.

        :param who: the author of changes; None to journal nothing, as for the demo.
        """
        super().__init__(connection)
        self.who = who
        self.done: str | None = None
        """The description of this writer's last action; None before the first."""
        self.own: set[int] = set()
        """The ids of this writer's actions."""
        self.last: int | None = None
        """The id of this writer's last action."""
        self.patience = PATIENCE
        """Seconds that an action waits for the lock."""
        self._entries: list[Entry] = []
        self._affected: set[AffectedRow] = set()
        self._word_changes = WordChanges()
        self._words = ""
        self._undoes: int | None = None
        self._redoes: int | None = None
        self._part_of: int | None = None
        self._action = 0
        """The id of the open action; 0 until its row is written."""
        self._entries_written = 0
        """How many of its entries are in the journal."""
        self._at = ""
        self._is_journaling = who is not None
        upgrade(connection, self.patience)
        self._schema = schema_version(self)

    @contextmanager
    def action(
        self, words: str = "", *, undoes: int | None = None, redoes: int | None = None, part_of: int | None = None
    ) -> Iterator[None]:
        """Run a block as one action: all of it is written, with its journal, or nothing.

        An action inside another is a part of it. The write lock is taken at the start, so that what the block reads
        can't change before it writes.

        :param words: its description; by default made from its first entry.
        :param undoes: the action that it takes back.
        :param redoes: the action that it brings back.
        :param part_of: the action that it continues. Long imports are written in several actions, to let others
            write in between, and undone as one.
        """
        if self._connection.in_transaction:
            with self._nested_action(words, undoes, redoes):
                yield
            return
        with self._transaction():
            self._entries, self._words, self._undoes, self._redoes, self._action = [], words, undoes, redoes, 0
            self._affected, self._part_of, self._entries_written = set(), part_of, 0
            try:
                yield
                self._write_journal()
            finally:
                self._entries = []
            self.last = self._action

    def check_place(self) -> None:
        """Check that the store's file is still the one that was opened; nothing is written.

        :raises StoreReplaced: another file is in its place, or was copied over it.
        """
        with transaction(self._connection, self.patience, has_change=False):
            self._check_record_is_the_same()

    def empty_log(self) -> None:
        """Write the log into the store's file and empty it, unless another program needs it now."""
        empty_log(self._connection)

    @contextmanager
    def unjournaled(self) -> Iterator[None]:
        """Write changes that no person made, such as proposals of rules: not journaled, and ignored by undo."""
        before, self._is_journaling = self._is_journaling, False
        try:
            yield
        finally:
            self._is_journaling = before

    @contextmanager
    def trying(self) -> Iterator[None]:
        """Run a block and roll back what it wrote, including temporary tables."""
        self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.rollback()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Run a block as one transaction, with its words written to the index."""
        self._action = 0
        try:
            with transaction(self._connection, self.patience):
                self._check_record_is_the_same()
                self._word_changes.back_to((0, 0))
                yield
                self._word_changes.write(self._connection)
        except BaseException:
            self.own.discard(self._action)
            raise

    def _check_record_is_the_same(self) -> None:
        """Check that ids still mean what they meant when this connection read them.

        :raises StoreReplaced: a backup was restored meanwhile, or a later onrecord upgraded the store.
        """
        if schema_version(self) != self._schema:
            raise record_replaced_error()

    @contextmanager
    def _nested_action(self, words: str, undoes: int | None, redoes: int | None) -> Iterator[None]:
        """Run a block as a part of the open action; if it fails, only the part is rolled back."""
        entries, searched = len(self._entries), self._word_changes.mark()
        action, in_journal = self._action, self._entries_written
        called = self._words, self._undoes, self._redoes
        self._words = self._words or words
        self._undoes, self._redoes = self._undoes or undoes, self._redoes or redoes
        try:
            with savepoint(self._connection):
                yield
        except BaseException:
            del self._entries[entries:]
            if self._action != action:
                self.own.discard(self._action)
            self._action, self._entries_written = action, in_journal
            self._words, self._undoes, self._redoes = called
            self._word_changes.back_to(searched)
            raise

    def _record_entry(self, entry: Entry) -> None:
        self._affected.update(affected_cases(self, entry))
        if self._is_journaling:
            self._entries.append(entry)

    def _write_journal(self) -> None:
        """Write the action and its entries at the end of the transaction. An action without changes is not written."""
        if not (self._entries or self._action) or self.who is None:
            bump_case_versions(self, self._affected)
            return
        action = self._flush_journal()
        bump_case_versions(self, self._affected, self._at, action)

    def _flush_journal(self) -> int:
        """Write the entries so far, and the action if it isn't written yet.

        :returns: the id of the action.
        """
        if not self._action:
            self._action = self._write_action()
            self.own.add(self._action)  # before the commit: a watcher of the store would take it for another program's
        self._connection.executemany(
            'INSERT INTO journal (action, op, "table", "row", before, after) VALUES (?, ?, ?, ?, ?, ?)',
            [
                (self._action, e.op, e.table, e.row, values_to_json(e.before), values_to_json(e.after))
                for e in self._entries[self._entries_written :]
            ],
        )
        self._entries_written = len(self._entries)
        return self._action

    def _write_action(self) -> int:
        self._at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        described = self._words or describe_action(self._entries, self._updated_key(self._entries[0]))
        self.done = words = normalize_text(described)  # it may name a file, or a row that was written before
        columns = ("ulid", "at", "who", "words", "undoes", "redoes", "part_of")
        return int(
            self._connection.execute(
                f"INSERT INTO actions ({', '.join(columns)}) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (new_ulid(), self._at, self.who, words, self._undoes, self._redoes, self._part_of),
            ).lastrowid
            or 0
        )

    def _updated_key(self, entry: Entry) -> str | None:
        """The key of an updated row; its entry has the key only if that changed."""
        if entry.op is not Op.UPDATE or entry.table not in TARGET_KINDS:
            return None
        found = self.row(f'SELECT key FROM "{entry.table}" WHERE id = ?', entry.row)
        return str(found[0]) if found else None
