"""Rows of the record, written one by one or by the thousand, and the keys and ids they get.

What makes one action of several changes is :mod:`db.journal.transactions`.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from ulid import ULID

from db.errors import Refused
from db.journal.bulk import (
    ONE_BY_ONE,
    RowBatch,
    bulk_delete,
    bulk_restore,
    defaults,
    journal_came,
    rows_named,
    unchanged_since,
    write_rows,
)
from db.journal.case_versions import cases_of_row
from db.journal.entries import Entry, Op, change_of
from db.journal.log import last_of
from db.journal.transactions import JournaledConnection

_GO_WITH = {"captures": (("proposals", "capture"),), "proposals": (("proposals", "within"),)}
"""Rows that go with a row by the schema's own rule, but for drafts, which the journal doesn't know."""

_MANY_KIB = 32_768
"""Memory for pages of the store while many rows are written; SQLite's own 2 MiB would be read again and again."""

_MANY = 5_000
"""Rows of which it is looked up at once what they belong to."""

_REMOVED_KEYS = """
SELECT json_extract(j.before, '$.key') AS key FROM journal j
JOIN actions a ON a.id = j.action AND a.undoes IS NULL
WHERE j."table" = :table AND j.op = 'delete' AND (:case IS NULL OR json_extract(j.before, '$.case') = :case)
  AND NOT EXISTS (SELECT 1 FROM actions u WHERE u.undoes = a.id)"""
"""Undoing an entry is no removal: what was undone never was."""


class Writer(JournaledConnection):
    """The one connection that writes. It also reads, so that an entry can look up what it names."""

    def insert(self, table: str, **columns: object) -> int:
        """Write a row, with a new ULID and a new id where it brings none.

        The id of a row that went is not given again: the journal names rows by it.

        :param table: a table of the schema.
        :param columns: its values by column.
        :returns: the row's id.
        """
        row = {"ulid": str(ULID()), **columns}
        id = row["id"] = int(str(columns.get("id") or self._next_id(table)))
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        self._connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(row.values()))
        self._note(change_of(table, id, row))
        self._searched.note(table, id, None, row)
        return id

    def insert_many(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> range:
        """Write many rows of one table, each with a new ULID and a new id, inside an action that has words.

        :param table: a table of the schema.
        :param columns: the columns that the rows bring.
        :param rows: their values, in that order.
        :returns: the rows' ids, in the same order.
        """
        first = self._next_id(table)
        ids = range(first, first + len(rows))
        if ids:
            write_rows(self._connection, table, first, columns, rows)
            for start in range(first, ids.stop, _MANY):
                self._touch_many(table, range(start, min(start + _MANY, ids.stop)))
            if self._journals:
                journal_came(self._connection, self._flushed(), table, first, ids[-1])
        return ids

    @contextmanager
    def writing_many(self) -> Iterator[None]:
        """Have memory at hand for many rows; to be entered before the first of the actions that write them.

        In memory, what a row would need to be taken back by itself; in a file it costs more than the row. Undoing has
        it in a file all the same: there it is all of an import.
        """
        self._connection.execute("PRAGMA temp_store = MEMORY")
        self._connection.execute(f"PRAGMA cache_size = -{_MANY_KIB}")
        self._connection.execute("PRAGMA wal_autocheckpoint = 10000")
        try:
            yield
        finally:
            self._connection.execute("PRAGMA temp_store = DEFAULT")
            self._connection.execute("PRAGMA cache_size = -2000")
            self._connection.execute("PRAGMA wal_autocheckpoint = 1000")

    def keep_many(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Write rows of a table that is about the record and no part of it, in the place of those with the same key.

        They are not journaled: undoing passes them by.
        """
        names = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join("?" * len(columns))
        self._connection.executemany(f'INSERT OR REPLACE INTO "{table}" ({names}) VALUES ({marks})', rows)

    def take_back_many(self, stretch: RowBatch) -> bool:
        """Write the inverse of many entries of the journal: take out what came, or put back what went.

        :param stretch: of rows that came or that went, of a table that is not one of ``db.journal.bulk.ONE_BY_ONE``.
        :returns: whether all of it was as it was left; where not, nothing is written.
        """
        if not unchanged_since(self._connection, stretch):
            return False
        self._searched.write(self._connection)  # the index has the rows as they are before they go from it
        action = self._flushed() if self._journals else None
        if stretch.op is Op.INSERT:
            for rows in rows_named(self, stretch):
                self._touch_many(stretch.table, rows)
            bulk_delete(self._connection, action, stretch)
        else:
            bulk_restore(self._connection, action, stretch)
            for rows in rows_named(self, stretch):
                self._touch_many(stretch.table, rows)
        return True

    def update(self, table: str, id: int, **columns: object) -> bool:
        """Change a row. Columns that stay as they are leave no trace.

        :param table: a table of the schema.
        :param columns: its new values by column.
        :returns: whether anything changed.
        :raises Refused: the row is gone.
        """
        before = self.whole_row(table, id)
        changed = {name: value for name, value in columns.items() if before[name] != value}
        if not changed:
            return False
        names = ", ".join(f'"{name}" = ?' for name in changed)
        self._connection.execute(f'UPDATE "{table}" SET {names} WHERE id = ?', (*changed.values(), id))
        self._note(Entry(Op.UPDATE, table, id, {name: before[name] for name in changed}, changed))
        self._searched.note(table, id, before, before | changed)
        return True

    def delete(self, table: str, id: int) -> None:
        """Take a row out; the journal keeps all of it, and of the rows that SQLite would take out with it.

        :param table: a table of the schema.
        :raises Refused: the row is gone already.
        """
        before = self.whole_row(table, id)
        for other, column in _GO_WITH.get(table, ()):
            while found := self.row(f'SELECT id FROM "{other}" WHERE "{column}" = ? ORDER BY id DESC', id):
                self.delete(other, found[0])
        self._connection.execute(f'DELETE FROM "{table}" WHERE id = ?', (id,))
        self._note(Entry(Op.DELETE, table, id, before, None))
        self._searched.note(table, id, before, None)

    def whole_row(self, table: str, id: int) -> dict[str, Any]:
        """A row by column.

        :raises Refused: it is gone; the sentence says by whose hand.
        """
        row = self.row_if_there(table, id)
        if row is None:
            raise self._gone(table, id)
        return row

    def row_if_there(self, table: str, id: int) -> dict[str, Any] | None:
        """A row by column; None where it is gone."""
        cursor = self._connection.execute(f'SELECT * FROM "{table}" WHERE id = ?', (id,))
        row = cursor.fetchone()
        if row is None:
            return None
        return {column[0]: value for column, value in zip(cursor.description, row, strict=True)}

    def has_come_to_have(self, table: str, id: int, came_with: Container[str]) -> bool:
        """Whether a row has anything in columns that it came without, but what the schema gives it there.

        :param table: its table; of one of ``db.journal.bulk.ONE_BY_ONE`` the journal never says.
        :param came_with: the columns it came with.
        """
        left = {name: sql for name, sql in defaults(self._connection, table).items() if name not in came_with}
        if table in ONE_BY_ONE or not left:
            return False
        others = " OR ".join(f'"{name}" IS NOT {default}' for name, default in left.items())
        return bool(self.row(f'SELECT 1 FROM "{table}" WHERE id = ? AND ({others})', id))

    def _gone(self, table: str, id: int) -> Refused:
        last = last_of(self, table, id)
        if last is None:
            return Refused("It is no longer in the store.", "Somebody took it out; look again.")
        return Refused(
            f"It is no longer in the store since {last.who} did “{last.words}” ({last.at}).",
            "onrecord history shows what was done; onrecord undo --action brings it back.",
        )

    def next_key(self, table: str, letter: str, case: int | None = None) -> str:
        """The next free key of a table: the letter and one more than the highest number so far.

        The key of something that was removed is not given again: a citation may name it. What was undone never was.

        :param table: a table whose rows have keys.
        :param letter: the key's letter: K, W, R, C or S.
        :param case: the case the keys are counted in, or None where they are the store's.
        """
        highest = f'SELECT max(CAST(substr(key, 2) AS INTEGER)) FROM "{table}"'
        found = self.row(highest) if case is None else self.row(f'{highest} WHERE "case" = ?', case)
        removed = self.row(
            f"SELECT max(CAST(substr(key, 2) AS INTEGER)) FROM ({_REMOVED_KEYS})", table=table, case=case
        )
        numbers = [row[0] for row in (found, removed) if row and row[0]]
        return f"{letter}{max(numbers, default=0) + 1}"

    def removed_keys(self, table: str, case: int | None = None) -> set[str]:
        """The keys of what was removed from a table, which are not given again either.

        :param table: a table whose rows have keys.
        :param case: the case whose keys they are, or None where they are the store's.
        """
        return set(self.column(_REMOVED_KEYS, table=table, case=case))

    def _next_id(self, table: str) -> int:
        found = self.row(
            f"""SELECT 1 + max(coalesce((SELECT max(id) FROM "{table}"), 0),
                               coalesce((SELECT max("row") FROM journal WHERE "table" = ?), 0))""",
            table,
        )
        assert found is not None
        return int(found[0])

    def _touch_many(self, table: str, ids: Sequence[int]) -> None:
        self._touched |= {("cases", case) for case in cases_of_row(self, [(table, id) for id in ids])}
