"""The log of actions: what was done, by whom, when, and to which rows. Undo: :mod:`db.journal.undo`."""

from __future__ import annotations

from db.dataclass import dataclass
from db.journal.entries import Entry, Op, values_from_json
from db.store.reader import Reader, Row


@dataclass(frozen=True, slots=True)
class JournaledAction:
    """One action of a person."""

    id: int
    at: str
    """UTC, ``YYYY-MM-DDTHH:MM:SSZ``."""
    who: str
    words: str
    undoes: int | None
    """The action that this one took back."""
    redoes: int | None
    """The action that this one brought back."""
    is_undone: bool
    """Whether it is undone now."""
    rows: int
    """The number of rows it changed."""


IS_UNDONE = """
coalesce((SELECT c.undoes IS NOT NULL FROM actions c WHERE c.undoes = a.id OR c.redoes = a.id
          ORDER BY c.id DESC LIMIT 1), 0)"""
"""Whether an action ``a`` is undone: the newest undo or redo of it is an undo."""

PARTS = "SELECT id FROM actions WHERE id = :action OR part_of = :action"
"""An action and its parts."""

_ACTIONS = f"""
SELECT a.id, a.at, a.who, a.words, a.undoes, a.redoes, {IS_UNDONE},
       (SELECT coalesce(sum((SELECT count(*) FROM journal j WHERE j.action = p.id)), 0)
        FROM actions p WHERE p.id = a.id OR p.part_of = a.id)
FROM actions a"""


def history(record: Reader, *, most: int = 100, before: int | None = None) -> list[JournaledAction]:
    """Actions, the newest first.

    :param most: the most to return.
    :param before: return only actions before this one.
    """
    rows = record.rows(
        f"""{_ACTIONS} WHERE a.part_of IS NULL AND (:before IS NULL OR a.id < :before)
            ORDER BY a.id DESC LIMIT :most""",
        before=before,
        most=most,
    )
    return [_read_action(row) for row in rows]


def history_of(record: Reader, table: str, id: int, *, most: int = 100) -> list[JournaledAction]:
    """Actions on one thing and on rows that refer to it, such as a claim's stances, the newest first.

    :param table: the thing's table.
    :param id: its row.
    :param most: the most to return.
    """
    touching = [
        f"""SELECT action FROM journal j WHERE j."table" = '{key.table}' AND j."row" IN (
              SELECT "row" FROM journal WHERE "table" = '{key.table}' AND op <> 'update'
              AND json_extract(coalesce(after, before), '$.{key.column}') = :id)"""
        for key in record.foreign_keys.naming(table)
    ]
    own = 'SELECT action FROM journal j WHERE j."table" = :table AND j."row" = :id'
    rows = record.rows(
        f"""{_ACTIONS} WHERE a.id IN (SELECT coalesce(t.part_of, t.id) FROM actions t
                                   WHERE t.id IN ({" UNION ".join([own, *touching])}))
            ORDER BY a.id DESC LIMIT :most""",
        table=table,
        id=id,
        most=most,
    )
    return [_read_action(row) for row in rows]


def last_action_on(record: Reader, table: str, id: int) -> JournaledAction | None:
    """The last action on a row; None if there was none.

    :param table: its table.
    :param id: the row; it may be deleted.
    """
    rows = record.rows(
        f"""{_ACTIONS} WHERE a.id = (
              SELECT action FROM journal WHERE "table" = ? AND "row" = ? ORDER BY seq DESC LIMIT 1)""",
        table,
        id,
    )
    return _read_action(rows[0]) if rows else None


def action_by_number(record: Reader, action: int) -> JournaledAction:
    """One action.

    :param action: one that is in the journal.
    """
    return _read_action(record.rows(f"{_ACTIONS} WHERE a.id = ?", action)[0])


def deleted_row_id(record: Reader, table: str, key: str, case: int | None) -> int | None:
    """The id of the deleted row that last had a key; None if there is none.

    :param table: the thing's table.
    :param key: in capitals, except the letters of a part.
    :param case: the case it was in; None if its keys are unique in the store.
    """
    found = record.row(
        """SELECT "row" FROM journal WHERE "table" = :table AND op = 'delete' AND json_extract(before, '$.key') = :key
           AND (:case IS NULL OR json_extract(before, '$.case') = :case) ORDER BY seq DESC LIMIT 1""",
        table=table,
        key=key,
        case=case,
    )
    return int(found[0]) if found else None


def entries_of_action(record: Reader, action: int, *, most: int | None = None) -> list[Entry]:
    """The entries of an action and its parts, in order.

    :param most: the most to return; by default all, which may be a million.
    """
    rows = record.rows(
        f"""SELECT op, "table", "row", before, after FROM journal WHERE action IN ({PARTS})
            ORDER BY action, seq LIMIT :most""",
        action=action,
        most=-1 if most is None else most,
    )
    return [
        Entry(Op(op), table, row, values_from_json(before), values_from_json(after))
        for op, table, row, before, after in rows
    ]


def _read_action(row: Row) -> JournaledAction:
    id, at, who, words, undoes, redoes, is_undone, rows = row
    return JournaledAction(id, at, who, words, undoes, redoes, bool(is_undone), rows)
