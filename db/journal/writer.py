"""The writer: insert, update and delete rows, one by one or in bulk, and give them keys and ids.

Actions and their transactions: :mod:`db.journal.transactions`.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from db.errors import Refused
from db.journal.bulk import (
    ONE_BY_ONE,
    RowBatch,
    column_defaults,
    delete_batch,
    ids_in_batch,
    is_unchanged,
    journal_inserted_rows,
    restore_batch,
    write_rows,
)
from db.journal.case_versions import cases_of_rows
from db.journal.entries import Entry, Op, insert_entry
from db.journal.log import last_action_on
from db.journal.transactions import JournaledConnection
from db.journal.ulids import new_ulid

_BULK_CACHE_KIB = 32_768
"""Page cache for bulk writes, in KiB. With SQLite's default of 2 MiB the same pages would be read again and again."""

_ROWS_AT_ONCE = 5_000
"""Rows whose cases are looked up at a time."""

_REMOVED_KEYS = """
SELECT json_extract(j.before, '$.key') AS key FROM journal j
JOIN actions a ON a.id = j.action AND a.undoes IS NULL
WHERE j."table" = :table AND j.op = 'delete' AND (:case IS NULL OR json_extract(j.before, '$.case') = :case)
  AND NOT EXISTS (SELECT 1 FROM actions u WHERE u.undoes = a.id)"""
"""Keys of removed rows. An undone removal, and the removal by an undo, don't count."""


class Writer(JournaledConnection):
    """The connection that writes. It is a reader too, so that functions that add can look up what they refer to."""

    def insert(self, table: str, **columns: object) -> int:
        """Insert a row, with a new ULID and a new id unless they are given.

        Ids of deleted rows are never reused, since the journal refers to rows by id.

        :param table: a table of the schema.
        :param columns: its values by column.
        :returns: the row's id.
        """
        row = {"ulid": new_ulid(), **columns}
        id = row["id"] = int(str(columns.get("id") or self.next_id(table)))
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        self._connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(row.values()))
        self._record_entry(insert_entry(table, id, row))
        self._word_changes.note(table, id, None, row)
        return id

    def insert_many(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> range:
        """Insert many rows of one table with new ULIDs and ids, inside an action with a description.

        :param table: a table of the schema.
        :param columns: the columns that are given.
        :param rows: their values, in that order.
        :returns: the rows' ids, in the same order.
        """
        first = self.next_id(table)
        ids = range(first, first + len(rows))
        if ids:
            write_rows(self._connection, table, first, columns, rows)
            for start in range(first, ids.stop, _ROWS_AT_ONCE):
                self._note_cases_of(table, range(start, min(start + _ROWS_AT_ONCE, ids.stop)))
            if self._is_journaling:
                journal_inserted_rows(self._connection, self._flush_journal(), table, first, ids[-1])
        return ids

    @contextmanager
    def writing_many(self) -> Iterator[None]:
        """Use more memory while many rows are written. Enter it before the first action.

        SQLite's statement journals go to memory, since in a file they cost more than the rows. An undo keeps them in
        a file all the same, as they hold a whole import there.
        """
        self._connection.execute("PRAGMA temp_store = MEMORY")
        self._connection.execute(f"PRAGMA cache_size = -{_BULK_CACHE_KIB}")
        self._connection.execute("PRAGMA wal_autocheckpoint = 10000")
        try:
            yield
        finally:
            self._connection.execute("PRAGMA temp_store = DEFAULT")
            self._connection.execute("PRAGMA cache_size = -2000")
            self._connection.execute("PRAGMA wal_autocheckpoint = 1000")

    def replace_many(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Insert or replace rows of a table that is not part of the record.

        They are not journaled, and undo ignores them.
        """
        names = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join("?" * len(columns))
        self._connection.executemany(f'INSERT OR REPLACE INTO "{table}" ({names}) VALUES ({marks})', rows)

    def take_back_many(self, batch: RowBatch) -> bool:
        """Reverse a batch of inserts or deletes.

        :param batch: inserts or deletes, not of a table of :data:`db.journal.bulk.ONE_BY_ONE`.
        :returns: whether the rows were unchanged since; if not, nothing is written.
        """
        if not is_unchanged(self._connection, batch):
            return False
        self._word_changes.write(
            self._connection
        )  # rows must be in the index as they are, before they are removed from it
        action = self._flush_journal() if self._is_journaling else None
        if batch.op is Op.INSERT:
            for rows in ids_in_batch(self, batch):
                self._note_cases_of(batch.table, rows)
            delete_batch(self._connection, action, batch)
        else:
            restore_batch(self._connection, action, batch)
            for rows in ids_in_batch(self, batch):
                self._note_cases_of(batch.table, rows)
        return True

    def update(self, table: str, id: int, **columns: object) -> bool:
        """Update a row. Columns whose value stays the same are not journaled.

        :param table: a table of the schema.
        :param columns: its new values by column.
        :returns: whether anything changed.
        :raises Refused: the row was deleted.
        """
        before = self.whole_row(table, id)
        changed = {name: value for name, value in columns.items() if before[name] != value}
        if not changed:
            return False
        names = ", ".join(f'"{name}" = ?' for name in changed)
        self._connection.execute(f'UPDATE "{table}" SET {names} WHERE id = ?', (*changed.values(), id))
        self._record_entry(Entry(Op.UPDATE, table, id, {name: before[name] for name in changed}, changed))
        self._word_changes.note(table, id, before, before | changed)
        return True

    def delete(self, table: str, id: int) -> None:
        """Delete a row and those that cascade from it; the journal keeps all of them.

        :param table: a table of the schema.
        :raises Refused: the row was deleted already.
        """
        before = self.whole_row(table, id)
        for key in self.foreign_keys.naming(table):
            if key.cascades:
                sql = f'SELECT id FROM "{key.table}" WHERE "{key.column}" = ? ORDER BY id DESC'
                while found := self.row(sql, id):
                    self.delete(key.table, found[0])
        self._connection.execute(f'DELETE FROM "{table}" WHERE id = ?', (id,))
        self._record_entry(Entry(Op.DELETE, table, id, before, None))
        self._word_changes.note(table, id, before, None)

    def whole_row(self, table: str, id: int) -> dict[str, Any]:
        """A row by column.

        :raises Refused: it was deleted; the message names who did it.
        """
        row = self.row_if_there(table, id)
        if row is None:
            raise self._gone_error(table, id)
        return row

    def row_if_there(self, table: str, id: int) -> dict[str, Any] | None:
        """A row by column; None if it was deleted."""
        cursor = self._connection.execute(f'SELECT * FROM "{table}" WHERE id = ?', (id,))
        row = cursor.fetchone()
        if row is None:
            return None
        return {column[0]: value for column, value in zip(cursor.description, row, strict=True)}

    def differs_from_default(self, table: str, id: int, came_with: Container[str]) -> bool:
        """Whether a column that an inserted row came without has another value than its default by now.

        :param table: its table; False for the tables of :data:`db.journal.bulk.ONE_BY_ONE`.
        :param came_with: the columns in the row's journal entry.
        """
        left = {name: sql for name, sql in column_defaults(self._connection, table).items() if name not in came_with}
        if table in ONE_BY_ONE or not left:
            return False
        others = " OR ".join(f'"{name}" IS NOT {default}' for name, default in left.items())
        return bool(self.row(f'SELECT 1 FROM "{table}" WHERE id = ? AND ({others})', id))

    def _gone_error(self, table: str, id: int) -> Refused:
        last = last_action_on(self, table, id)
        if last is None:
            return Refused("It is no longer in the store.", "Somebody removed it; look again.")
        return Refused(
            f"It is no longer in the store since {last.who} did “{last.words}” ({last.at}).",
            "onrecord history shows what was done; onrecord undo --action brings it back.",
        )

    def next_id(self, table: str) -> int:
        """The next free id of a table. Ids of deleted rows are never reused, since the journal refers to rows by id."""
        found = self.row(
            f"""SELECT 1 + max(coalesce((SELECT max(id) FROM "{table}"), 0),
                               coalesce((SELECT max("row") FROM journal WHERE "table" = ?), 0))""",
            table,
        )
        assert found is not None
        return int(found[0])

    def next_key(self, table: str, letter: str, case: int | None = None) -> str:
        """The next free key of a table: the letter and the highest number so far plus one.

        Keys of removed rows are not reused, since a citation may name them; keys of undone rows are.

        :param table: a table whose rows have keys.
        :param letter: the first letter of its keys.
        :param case: the case in which keys are unique; None if they are unique in the store.
        """
        highest = f'SELECT max(CAST(substr(key, 2) AS INTEGER)) FROM "{table}"'
        found = self.row(highest) if case is None else self.row(f'{highest} WHERE "case" = ?', case)
        removed = self.row(
            f"SELECT max(CAST(substr(key, 2) AS INTEGER)) FROM ({_REMOVED_KEYS})", table=table, case=case
        )
        numbers = [row[0] for row in (found, removed) if row and row[0]]
        return f"{letter}{max(numbers, default=0) + 1}"

    def removed_keys(self, table: str, case: int | None = None) -> set[str]:
        """The keys of rows that were removed from a table.

        :param table: a table whose rows have keys.
        :param case: as for :meth:`next_key`.
        """
        return set(self.column(_REMOVED_KEYS, table=table, case=case))

    def _note_cases_of(self, table: str, ids: Sequence[int]) -> None:
        self._affected |= {("cases", case) for case in cases_of_rows(self, [(table, id) for id in ids])}
