"""Bulk changes of one table with their journal, done inside SQLite: insert, delete again, restore.

:meth:`db.journal.writer.Writer.insert` does the same for one row. These functions run inside an open action.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Container, Iterator, Mapping, Sequence

from db.dataclass import dataclass
from db.journal.entries import LEFT_OUT, Op
from db.journal.ulids import new_ulids
from db.store.fts import add_words, index_entry
from db.store.reader import Reader

_ROWS_IN_PAGE = 5_000

ONE_BY_ONE = frozenset(("captures", "proposals"))
"""Tables whose rows can't be changed in bulk: the journal omits some columns, or a delete cascades to other rows."""


@dataclass(frozen=True, slots=True)
class RowBatch:
    """Consecutive journal entries with the same operation on the same table."""

    action: int
    op: Op
    table: str
    first: int
    """Their lowest ``journal.seq``."""
    last: int


def batches_of_action(record: Reader, action: int) -> Iterator[RowBatch]:
    """The journal entries of one action in batches, the last first."""
    last = None
    while found := record.row(
        """SELECT seq, op, "table" FROM journal WHERE action = ? AND seq < coalesce(?, seq + 1)
           ORDER BY seq DESC LIMIT 1""",
        action,
        last,
    ):
        end, op, table = found
        other = record.row(
            """SELECT seq FROM journal WHERE action = ? AND seq < ? AND (op <> ? OR "table" <> ?)
               ORDER BY seq DESC LIMIT 1""",
            action,
            end,
            op,
            table,
        )
        first = record.row(
            "SELECT min(seq) FROM journal WHERE action = ? AND seq > ?", action, other[0] if other else -1
        )
        assert first is not None
        last = first[0]
        yield RowBatch(action, Op(op), str(table), last, end)


def write_rows(
    connection: sqlite3.Connection, table: str, first: int, columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    """Insert rows with new ULIDs and consecutive ids, and index their words.

    :param first: the id of the first row.
    """
    names = ", ".join(f'"{name}"' for name in ("id", "ulid", *columns))
    marks = ", ".join("?" * (len(columns) + 2))
    connection.executemany(
        f'INSERT INTO "{table}" ({names}) VALUES ({marks})',
        ((id, ulid, *row) for id, (ulid, row) in enumerate(zip(new_ulids(), rows, strict=False), first)),
    )
    if index_entry(table, first, dict.fromkeys(columns, "words")):
        found = (index_entry(table, id, dict(zip(columns, row, strict=True))) for id, row in enumerate(rows, first))
        add_words(connection, (each for each in found if each))


def journal_inserted_rows(connection: sqlite3.Connection, action: int, table: str, first: int, last: int) -> None:
    """Journal the rows of a table from one id to another as inserted."""
    connection.execute(
        f"""INSERT INTO journal (action, op, "table", "row", before, after)
            SELECT ?, 'insert', ?, t.id, NULL, {_row_as_json(connection, table, LEFT_OUT.get(table, set()))}
            FROM "{table}" t WHERE t.id BETWEEN ? AND ? ORDER BY t.id""",
        (action, table, first, last),
    )


def ids_in_batch(record: Reader, batch: RowBatch) -> Iterator[list[int]]:
    """The ids of the rows in a batch, in pages."""
    after = batch.first - 1
    while page := record.rows(
        f'SELECT seq, "row" FROM journal WHERE action = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT {_ROWS_IN_PAGE}',
        batch.action,
        after,
        batch.last,
    ):
        after = page[-1][0]
        yield [row for _, row in page]


def is_unchanged(connection: sqlite3.Connection, batch: RowBatch) -> bool:
    """Whether the rows of a batch are still as it left them: unchanged since they were inserted, or still deleted."""
    if batch.op is Op.DELETE:
        return not _exists(
            connection, f'{_ENTRIES} AND EXISTS (SELECT 1 FROM "{batch.table}" t WHERE t.id = j."row")', batch
        )
    other = " OR ".join(
        f"""t."{name}" IS NOT CASE WHEN json_type(j.after, '$.{name}') IS NULL THEN {default}
                                  ELSE json_extract(j.after, '$.{name}') END"""
        for name, default in column_defaults(connection, batch.table).items()
    )
    return not _exists(
        connection,
        f"""SELECT 1 FROM journal j LEFT JOIN "{batch.table}" t ON t.id = j."row"
            WHERE {_IN_BATCH}
              AND (t.id IS NULL OR (j.after <> {_row_as_json(connection, batch.table)} AND ({other})))""",
        batch,
    )


def column_defaults(connection: sqlite3.Connection, table: str) -> dict[str, str]:
    """The default of each column as SQL. A journal entry that lacks a column means this value."""
    rows = connection.execute(
        "SELECT name, coalesce(dflt_value, 'NULL') FROM pragma_table_info(?) ORDER BY cid", (table,)
    )
    return {str(name): str(default) for name, default in rows}


def delete_batch(connection: sqlite3.Connection, action: int | None, batch: RowBatch) -> None:
    """Delete the rows that a batch inserted, the last first, and journal it.

    :param action: the action that deletes them; None to journal nothing.
    """
    table = batch.table
    _remove_words(connection, batch)
    if action is not None:
        connection.execute(
            f"""INSERT INTO journal (action, op, "table", "row", before, after)
                SELECT :by, 'delete', j."table", t.id, {_row_as_json(connection, table)}, NULL
                FROM journal j JOIN "{table}" t ON t.id = j."row" WHERE {_IN_BATCH} ORDER BY j.seq DESC""",
            _bounds_of(batch) | {"by": action},
        )
    connection.execute(
        f'DELETE FROM "{table}" WHERE id IN (SELECT j."row" FROM journal j WHERE {_IN_BATCH})', _bounds_of(batch)
    )


def restore_batch(connection: sqlite3.Connection, action: int | None, batch: RowBatch) -> None:
    """Insert again the rows that a batch deleted, the last first, and journal it.

    :param action: the action that restores them; None to journal nothing.
    """
    table = batch.table
    known = connection.execute(
        f"SELECT k.key FROM journal j, json_each(j.before) k WHERE {_IN_BATCH} AND j.seq = :first", _bounds_of(batch)
    ).fetchall()
    columns = [name for name in _column_names(connection, table) if (name,) in known]
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(f"json_extract(j.before, '$.{name}')" for name in columns)
    connection.execute(
        f'INSERT INTO "{table}" ({names}) SELECT {values} FROM journal j WHERE {_IN_BATCH} ORDER BY j.seq DESC',
        _bounds_of(batch),
    )
    if action is not None:
        connection.execute(
            f"""INSERT INTO journal (action, op, "table", "row", before, after)
                SELECT :by, 'insert', j."table", t.id, NULL, {_row_as_json(connection, table)}
                FROM journal j JOIN "{table}" t ON t.id = j."row" WHERE {_IN_BATCH} ORDER BY j.seq DESC""",
            _bounds_of(batch) | {"by": action},
        )
    add_words(connection, sorted(_indexed_words(connection, batch)))


_IN_BATCH = "j.action = :action AND j.seq BETWEEN :first AND :last"
_ENTRIES = f"SELECT 1 FROM journal j WHERE {_IN_BATCH}"


def _bounds_of(batch: RowBatch) -> dict[str, int]:
    return {"action": batch.action, "first": batch.first, "last": batch.last}


def _exists(connection: sqlite3.Connection, sql: str, batch: RowBatch) -> bool:
    return connection.execute(f"{sql} LIMIT 1", _bounds_of(batch)).fetchone() is not None


def _remove_words(connection: sqlite3.Connection, batch: RowBatch) -> None:
    """Remove the words of rows from the index before the rows are deleted, in the order of their ids."""
    connection.executemany(
        "INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)", sorted(_indexed_words(connection, batch))
    )


def _indexed_words(connection: sqlite3.Connection, batch: RowBatch) -> Iterator[tuple[int, str]]:
    """Index id and folded words of the rows in a batch."""
    columns = _column_names(connection, batch.table)
    if not index_entry(batch.table, 1, dict.fromkeys(columns, "words")):
        return
    rows = connection.execute(
        f'SELECT t.* FROM journal j JOIN "{batch.table}" t ON t.id = j."row" WHERE {_IN_BATCH}', _bounds_of(batch)
    )
    for row in rows:
        values: Mapping[str, object] = dict(zip(columns, row, strict=True))
        if found := index_entry(batch.table, row[0], values):
            yield found


def _column_names(connection: sqlite3.Connection, table: str) -> list[str]:
    return [str(name) for (name,) in connection.execute("SELECT name FROM pragma_table_info(?) ORDER BY cid", (table,))]


def _row_as_json(connection: sqlite3.Connection, table: str, left_out: Container[str] = ()) -> str:
    """An SQL expression for a whole row ``t`` as the journal stores it."""
    names = (name for name in _column_names(connection, table) if name not in left_out)
    pairs = ", ".join(f"""'{name}', t."{name}\"""" for name in names)
    return f"json_object({pairs})"
