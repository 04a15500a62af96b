"""Many rows of one table at once, with their journal: written, taken back and brought back inside SQLite.

What :meth:`db.journal.writer.Writer.insert` does for a row, this does for thousands; nothing here opens or
ends an action.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from time import time

from db.journal.entries import Op
from db.store.fts import add_words, indexed
from db.store.reader import Reader

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAGE = 5_000

ONE_BY_ONE = frozenset(("captures", "proposals"))
"""Tables whose rows hold what the journal leaves out, or take others with them."""


@dataclass(frozen=True, slots=True)
class RowBatch:
    """Entries of the journal that follow each other, of one kind of change in one table."""

    action: int
    op: Op
    table: str
    first: int
    """Their first number in the journal."""
    last: int


def ulids() -> Iterator[str]:
    """New ULIDs in rising order: the time, ten letters by chance, and a count in the rest."""
    while True:
        start = _base32(int(time() * 1000), 10) + _base32(int.from_bytes(os.urandom(7)) >> 6, 10)
        for letters in product(_CROCKFORD, repeat=4):
            yield f"{start}00{''.join(letters)}"


def batches(record: Reader, action: int) -> Iterator[RowBatch]:
    """The entries of one action, the last first, in stretches."""
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
    """Write rows with new ULIDs and rising ids, and the words of them that are searched.

    :param first: the id of the first.
    """
    names = ", ".join(f'"{name}"' for name in ("id", "ulid", *columns))
    marks = ", ".join("?" * (len(columns) + 2))
    connection.executemany(
        f'INSERT INTO "{table}" ({names}) VALUES ({marks})',
        ((id, ulid, *row) for id, (ulid, row) in enumerate(zip(ulids(), rows, strict=False), first)),
    )
    if indexed(table, first, dict.fromkeys(columns, "words")):
        found = (indexed(table, id, dict(zip(columns, row, strict=True))) for id, row in enumerate(rows, first))
        add_words(connection, (each for each in found if each))


def journal_came(connection: sqlite3.Connection, action: int, table: str, first: int, last: int) -> None:
    """Journal the rows of a table from one id to another as rows that came."""
    connection.execute(
        f"""INSERT INTO journal (action, op, "table", "row", before, after)
            SELECT ?, 'insert', ?, t.id, NULL, {_as_json(connection, table)} FROM "{table}" t
            WHERE t.id BETWEEN ? AND ? ORDER BY t.id""",
        (action, table, first, last),
    )


def rows_named(record: Reader, stretch: RowBatch) -> Iterator[list[int]]:
    """The rows that a stretch names, by the page."""
    after = stretch.first - 1
    while page := record.rows(
        f'SELECT seq, "row" FROM journal WHERE action = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT {_PAGE}',
        stretch.action,
        after,
        stretch.last,
    ):
        after = page[-1][0]
        yield [row for _, row in page]


def unchanged_since(connection: sqlite3.Connection, stretch: RowBatch) -> bool:
    """Whether the rows of a stretch are still as it left them: as they came, or gone."""
    if stretch.op is Op.DELETE:
        return not _first(
            connection, f'{_NAMED} AND EXISTS (SELECT 1 FROM "{stretch.table}" t WHERE t.id = j."row")', stretch
        )
    other = " OR ".join(
        f"""t."{name}" IS NOT CASE WHEN json_type(j.after, '$.{name}') IS NULL THEN {default}
                                  ELSE json_extract(j.after, '$.{name}') END"""
        for name, default in defaults(connection, stretch.table).items()
    )
    return not _first(
        connection,
        f"""SELECT 1 FROM journal j LEFT JOIN "{stretch.table}" t ON t.id = j."row"
            WHERE {_WHERE}
              AND (t.id IS NULL OR (j.after <> {_as_json(connection, stretch.table)} AND ({other})))""",
        stretch,
    )


def defaults(connection: sqlite3.Connection, table: str) -> dict[str, str]:
    """What each column of a table has where a row came without it, as SQL: so the journal means it."""
    rows = connection.execute(
        "SELECT name, coalesce(dflt_value, 'NULL') FROM pragma_table_info(?) ORDER BY cid", (table,)
    )
    return {str(name): str(default) for name, default in rows}


def bulk_delete(connection: sqlite3.Connection, action: int | None, stretch: RowBatch) -> None:
    """Take out the rows that came in a stretch, the last first, and journal that they went.

    :param action: the action that takes them out; None where nothing is journaled.
    """
    table = stretch.table
    _drop_words(connection, stretch)
    if action is not None:
        connection.execute(
            f"""INSERT INTO journal (action, op, "table", "row", before, after)
                SELECT :by, 'delete', j."table", t.id, {_as_json(connection, table)}, NULL
                FROM journal j JOIN "{table}" t ON t.id = j."row" WHERE {_WHERE} ORDER BY j.seq DESC""",
            _of(stretch) | {"by": action},
        )
    connection.execute(
        f'DELETE FROM "{table}" WHERE id IN (SELECT j."row" FROM journal j WHERE {_WHERE})', _of(stretch)
    )


def bulk_restore(connection: sqlite3.Connection, action: int | None, stretch: RowBatch) -> None:
    """Put back the rows that went in a stretch, the last first, and journal that they came.

    :param action: the action that puts them back; None where nothing is journaled.
    """
    table = stretch.table
    known = connection.execute(
        f"SELECT k.key FROM journal j, json_each(j.before) k WHERE {_WHERE} AND j.seq = :first", _of(stretch)
    ).fetchall()
    columns = [name for name in _columns(connection, table) if (name,) in known]
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(f"json_extract(j.before, '$.{name}')" for name in columns)
    connection.execute(
        f'INSERT INTO "{table}" ({names}) SELECT {values} FROM journal j WHERE {_WHERE} ORDER BY j.seq DESC',
        _of(stretch),
    )
    if action is not None:
        connection.execute(
            f"""INSERT INTO journal (action, op, "table", "row", before, after)
                SELECT :by, 'insert', j."table", t.id, NULL, {_as_json(connection, table)}
                FROM journal j JOIN "{table}" t ON t.id = j."row" WHERE {_WHERE} ORDER BY j.seq DESC""",
            _of(stretch) | {"by": action},
        )
    add_words(connection, sorted(_words(connection, stretch)))


_WHERE = "j.action = :action AND j.seq BETWEEN :first AND :last"
_NAMED = f"SELECT 1 FROM journal j WHERE {_WHERE}"


def _of(stretch: RowBatch) -> dict[str, int]:
    return {"action": stretch.action, "first": stretch.first, "last": stretch.last}


def _first(connection: sqlite3.Connection, sql: str, stretch: RowBatch) -> bool:
    return connection.execute(f"{sql} LIMIT 1", _of(stretch)).fetchone() is not None


def _drop_words(connection: sqlite3.Connection, stretch: RowBatch) -> None:
    """Take the words of rows that are about to go out of the index, in the order of their ids."""
    connection.executemany(
        "INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)", sorted(_words(connection, stretch))
    )


def _words(connection: sqlite3.Connection, stretch: RowBatch) -> Iterator[tuple[int, str]]:
    """What the index has of the rows that a stretch names."""
    columns = _columns(connection, stretch.table)
    if not indexed(stretch.table, 1, dict.fromkeys(columns, "words")):
        return
    rows = connection.execute(
        f'SELECT t.* FROM journal j JOIN "{stretch.table}" t ON t.id = j."row" WHERE {_WHERE}', _of(stretch)
    )
    for row in rows:
        values: Mapping[str, object] = dict(zip(columns, row, strict=True))
        if found := indexed(stretch.table, row[0], values):
            yield found


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [str(name) for (name,) in connection.execute("SELECT name FROM pragma_table_info(?) ORDER BY cid", (table,))]


def _as_json(connection: sqlite3.Connection, table: str) -> str:
    """An expression for a whole row ``t`` as the journal has it."""
    pairs = ", ".join(f"""'{name}', t."{name}\"""" for name in _columns(connection, table))
    return f"json_object({pairs})"


def _base32(number: int, letters: int) -> str:
    return "".join(_CROCKFORD[number >> 5 * place & 31] for place in range(letters - 1, -1, -1))
