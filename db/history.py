"""What was done to the record, by whom and when; taking it back, and bringing it back. Both are new actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.errors import NotFound, Refused
from db.journal import Entry, Op, read
from db.reader import Reader, Row, among
from db.store import explained

if TYPE_CHECKING:
    from db.writer import Writer


@dataclass(frozen=True, slots=True)
class Done:
    """One action of a person."""

    id: int
    at: str
    """UTC, ``YYYY-MM-DDTHH:MM:SSZ``."""
    who: str
    words: str
    undoes: int | None
    """The action it took back."""
    redoes: int | None
    """The action it brought back."""
    is_undone: bool
    """Whether it is taken back now."""
    rows: int
    """Rows it changed."""


_IS_UNDONE = """
coalesce((SELECT c.undoes IS NOT NULL FROM actions c WHERE c.undoes = a.id OR c.redoes = a.id
          ORDER BY c.id DESC LIMIT 1), 0)"""
"""Whether an action ``a`` is taken back: the last that was said of it is that it is undone."""

_DONE = f"""
SELECT a.id, a.at, a.who, a.words, a.undoes, a.redoes, {_IS_UNDONE},
       (SELECT count(*) FROM journal j WHERE j.action = a.id)
FROM actions a"""


def history(record: Reader, *, most: int = 100, before: int | None = None) -> list[Done]:
    """What was done, the newest first.

    :param most: how many actions.
    :param before: go on below this action.
    """
    rows = record.rows(
        f"{_DONE} WHERE :before IS NULL OR a.id < :before ORDER BY a.id DESC LIMIT :most", before=before, most=most
    )
    return [_done(row) for row in rows]


def history_of(record: Reader, table: str, id: int, *, most: int = 100) -> list[Done]:
    """What was done to one thing and to the rows that hang on it, such as a claim's stances, the newest first.

    :param table: the thing's table.
    :param id: its row.
    :param most: how many actions.
    """
    touching = [
        f"""SELECT action FROM journal j WHERE j."table" = '{other}' AND j."row" IN (
              SELECT "row" FROM journal WHERE "table" = '{other}' AND op <> 'update'
              AND json_extract(coalesce(after, before), '$.{column}') = :id)"""
        for other, column in _pointing(record, table)
    ]
    own = 'SELECT action FROM journal j WHERE j."table" = :table AND j."row" = :id'
    rows = record.rows(
        f"{_DONE} WHERE a.id IN ({' UNION '.join([own, *touching])}) ORDER BY a.id DESC LIMIT :most",
        table=table,
        id=id,
        most=most,
    )
    return [_done(row) for row in rows]


def removed(record: Reader, table: str, key: str, case: int | None) -> int | None:
    """The row that had a key and is off the record now, the last of them; None where there was none.

    :param table: the thing's table.
    :param key: in capitals but for the letters of a part.
    :param case: the case it was in; None where its keys are the store's.
    """
    found = record.row(
        """SELECT "row" FROM journal WHERE "table" = :table AND op = 'delete' AND json_extract(before, '$.key') = :key
           AND (:case IS NULL OR json_extract(before, '$.case') = :case) ORDER BY seq DESC LIMIT 1""",
        table=table,
        key=key,
        case=case,
    )
    return int(found[0]) if found else None


def entries(record: Reader, action: int) -> list[Entry]:
    """The rows that an action changed, in the order it changed them."""
    rows = record.rows('SELECT op, "table", "row", before, after FROM journal WHERE action = ? ORDER BY seq', action)
    return [Entry(Op(op), table, row, read(before), read(after)) for op, table, row, before, after in rows]


def undo(writer: Writer) -> Done:
    """Take back the last action that stands, whoever took it, as a new action.

    :returns: what was taken back.
    :raises NotFound: nothing is left to take back.
    :raises Refused: what it did has changed since.
    """
    with explained("The store"), writer.action():
        found = writer.row(
            f"{_DONE} WHERE a.undoes IS NULL AND a.redoes IS NULL AND NOT {_IS_UNDONE} ORDER BY a.id DESC LIMIT 1"
        )
        if not found:
            raise NotFound("There is nothing to undo.", "onrecord history shows what was done.")
        done = _done(found)
        with writer.action(f"undo: {done.words}", undoes=done.id):
            for entry in reversed(entries(writer, done.id)):
                _take_back(writer, entry, done)
    return done


def redo(writer: Writer) -> Done:
    """Bring back what was last undone, unless something else was done since, as a new action.

    :returns: what was brought back.
    :raises NotFound: nothing was undone, or something else was done since.
    :raises Refused: what it did has changed since.
    """
    with explained("The store"), writer.action():
        found = writer.row(
            f"""{_DONE} JOIN actions u ON u.undoes = a.id
                WHERE {_IS_UNDONE} AND u.id > coalesce(
                  (SELECT max(id) FROM actions WHERE undoes IS NULL AND redoes IS NULL), 0)
                ORDER BY u.id DESC LIMIT 1"""
        )
        if not found:
            raise NotFound("There is nothing to redo.", "What was undone can be redone until something else is done.")
        done = _done(found)
        undone = writer.row("SELECT max(id) FROM actions WHERE undoes = ?", done.id)
        assert undone is not None
        with writer.action(f"redo: {done.words}", redoes=done.id):
            for entry in reversed(entries(writer, undone[0])):
                _take_back(writer, entry, done)
    return done


def _take_back(writer: Writer, entry: Entry, done: Done) -> None:
    """Write the inverse of one changed row."""
    changed = Refused(
        f"“{done.words}” can't be taken back as it stands: what it changed has changed since.",
        "onrecord history shows by whom; change it by hand.",
    )
    try:
        now = writer.whole_row(entry.table, entry.row)
    except Refused:
        now = {}
    if entry.op is Op.DELETE:
        if now:
            raise changed
        writer.insert(entry.table, **dict(entry.before or {}))
        return
    if not now or any(now.get(name) != value for name, value in (entry.after or {}).items()):
        raise changed
    if entry.op is Op.INSERT:
        writer.delete(entry.table, entry.row)
    else:
        writer.update(entry.table, entry.row, **dict(entry.before or {}))


def _pointing(record: Reader, table: str) -> Sequence[tuple[str, str]]:
    """The tables with a column that names a row of a table, and that column."""
    rows: list[Row] = record.rows(
        f"""SELECT m.name, f."from" FROM sqlite_schema m, pragma_foreign_key_list(m.name) f
            WHERE m.type = 'table' AND f."table" = ? AND m.name NOT IN ({among(_OWN)}) ORDER BY 1, 2""",
        table,
        *_OWN,
    )
    return [(str(name), str(column)) for name, column in rows]


_OWN = ("actions", "journal", "drafts")
"""Tables that are about the record, not part of it."""


def _done(row: Row) -> Done:
    id, at, who, words, undoes, redoes, is_undone, rows = row
    return Done(id, at, who, words, undoes, redoes, bool(is_undone), rows)
