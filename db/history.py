"""What was done to the record, by whom and when; taking it back, and bringing it back. Both are new actions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.errors import NotFound, Refused
from db.journal import Entry, Op, read
from db.many import ONE_BY_ONE, Stretch, stretches
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

_PARTS = "SELECT id FROM actions WHERE id = :action OR part_of = :action"
"""An action and what went on with it."""

_DONE = f"""
SELECT a.id, a.at, a.who, a.words, a.undoes, a.redoes, {_IS_UNDONE},
       (SELECT coalesce(sum((SELECT count(*) FROM journal j WHERE j.action = p.id)), 0)
        FROM actions p WHERE p.id = a.id OR p.part_of = a.id)
FROM actions a"""


def history(record: Reader, *, most: int = 100, before: int | None = None) -> list[Done]:
    """What was done, the newest first.

    :param most: how many actions.
    :param before: go on below this action.
    """
    rows = record.rows(
        f"""{_DONE} WHERE a.part_of IS NULL AND (:before IS NULL OR a.id < :before)
            ORDER BY a.id DESC LIMIT :most""",
        before=before,
        most=most,
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
        f"""{_DONE} WHERE a.id IN (SELECT coalesce(t.part_of, t.id) FROM actions t
                                   WHERE t.id IN ({" UNION ".join([own, *touching])}))
            ORDER BY a.id DESC LIMIT :most""",
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


def entries(record: Reader, action: int, *, most: int | None = None) -> list[Entry]:
    """The rows that an action and its parts changed, in the order it changed them.

    :param most: how many, from the first; all of them where not given, and a long import has a million.
    """
    rows = record.rows(
        f"""SELECT op, "table", "row", before, after FROM journal WHERE action IN ({_PARTS})
            ORDER BY action, seq LIMIT :most""",
        action=action,
        most=-1 if most is None else most,
    )
    return [Entry(Op(op), table, row, read(before), read(after)) for op, table, row, before, after in rows]


def undo(writer: Writer) -> Done:
    """Take back the last action that stands with all its parts, whoever took it, as a new action.

    :returns: what was taken back.
    :raises NotFound: nothing is left to take back.
    :raises Refused: what it did has changed since.
    """
    with explained("The store"), writer.action():
        last = writer.row(
            f"""SELECT coalesce(l.part_of, l.id) FROM actions l JOIN actions a ON a.id = coalesce(l.part_of, l.id)
                WHERE a.undoes IS NULL AND a.redoes IS NULL AND NOT {_IS_UNDONE} ORDER BY l.id DESC LIMIT 1"""
        )
        if not last:
            raise NotFound("There is nothing to undo.", "onrecord history shows what was done.")
        done = _done(writer.rows(f"{_DONE} WHERE a.id = ?", last[0])[0])
        with writer.action(f"undo: {done.words}", undoes=done.id):
            for part in writer.column(f"{_PARTS} ORDER BY id DESC", action=done.id):
                _take_all_back(writer, part, done)
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
            _take_all_back(writer, undone[0], done)
    return done


_FEW = 50
"""Entries in a row that are taken back one by one; more go together, and none of them through memory."""


def _take_all_back(writer: Writer, action: int, done: Done) -> None:
    """Write the inverse of every row that one action changed, the last first."""
    for stretch in stretches(writer, action):
        if stretch.last - stretch.first < _FEW or stretch.op is Op.UPDATE or stretch.table in ONE_BY_ONE:
            for entry in _entries_of(writer, stretch):
                _take_back(writer, entry, done)
        elif not writer.take_back_many(stretch):
            raise _changed(done)


def _entries_of(record: Reader, stretch: Stretch) -> Iterator[Entry]:
    """The entries of a stretch, the last first, a page at a time."""
    before = stretch.last + 1
    while rows := record.rows(
        """SELECT seq, op, "table", "row", before, after FROM journal
           WHERE action = ? AND seq >= ? AND seq < ? ORDER BY seq DESC LIMIT 500""",
        stretch.action,
        stretch.first,
        before,
    ):
        before = rows[-1][0]
        for _, op, table, row, was, became in rows:
            yield Entry(Op(op), table, row, read(was), read(became))


def _changed(done: Done) -> Refused:
    return Refused(
        f"“{done.words}” can't be taken back as it stands: what it changed has changed since.",
        "onrecord history shows by whom; change it by hand.",
    )


def _take_back(writer: Writer, entry: Entry, done: Done) -> None:
    """Write the inverse of one changed row."""
    try:
        now = writer.whole_row(entry.table, entry.row)
    except Refused:
        now = {}
    if entry.op is Op.DELETE:
        if now:
            raise _changed(done)
        writer.insert(entry.table, **dict(entry.before or {}))
        return
    if not now or any(now.get(name) != value for name, value in (entry.after or {}).items()):
        raise _changed(done)
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
