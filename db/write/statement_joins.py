"""Making one statement of two that are the same act of saying: a second report of it, written down as another."""

from __future__ import annotations

from db.errors import Refused
from db.journal.writer import Writer
from db.model.enums import Polarity
from db.model.ids import StatementId
from db.model.things import RowKind
from db.write.remove import remove
from db.write.validate import checked_action, require_two

_SAME_ROW = {
    "quotes": ("statement", "capture", "start", "end"),
    "stances": ("statement", "claim"),
    "relays": ("child", "parent"),
    "statement_links": ("statement", "kind", "other"),
    "tags": ("on_statement", "tag"),
}
"""The columns that identify a row of a statement; a row that the kept statement has already is not moved."""

_ENDS = {"relays": ("child", "parent"), "statement_links": ("statement", "other")}
"""The columns of rows between two statements, which go where both become one."""

_FILLED = (("report",), ("summary",), ("said_raw", "said_edtf", "said_lo", "said_hi"))
"""Columns that the kept statement takes over where it has no value in any of them."""


def join_statements(writer: Writer, statement: StatementId, into: StatementId) -> None:
    """Make one statement of two. Quotes, stances, relays, links, notes, tags and tasks go to the kept one.

    The kept one keeps its speaker and its act, and takes report, summary and time where it has none. Undo restores
    both.

    :param statement: the one that goes.
    :param into: the one that is kept.
    :raises Refused: they are one already, are of different cases, or are on opposite sides of a claim.
    """
    require_two(statement, into, "A statement is not joined into itself.")
    with checked_action(writer):
        gone, kept = writer.whole_row("statements", statement), writer.whole_row("statements", into)
        if gone["case"] != kept["case"]:
            raise Refused(f"{gone['key']} and {kept['key']} are of different cases.", "Join statements of one case.")
        _check_sides(writer, statement, into, f"{gone['key']} and {kept['key']}")
        with writer.action(f"join {gone['key']} into {kept['key']}"):
            for key in writer.foreign_keys.naming("statements"):
                for id in writer.column(
                    f'SELECT id FROM "{key.table}" WHERE "{key.column}" = ? ORDER BY id', statement
                ):
                    _move(writer, key.table, key.column, id, into)
            for columns in _FILLED:
                if all(kept[column] is None for column in columns):
                    writer.update("statements", into, **{column: gone[column] for column in columns})
            remove(writer, RowKind.STATEMENT, statement)


def _check_sides(writer: Writer, one: StatementId, other: StatementId, names: str) -> None:
    found = writer.row(
        """SELECT c.key FROM stances a JOIN stances b ON b.claim = a.claim JOIN claims c ON c.id = a.claim
           WHERE a.statement = ? AND b.statement = ? AND a.polarity = -b.polarity AND a.polarity <> 0 LIMIT 1""",
        one,
        other,
    )
    if found:
        sides = f"{Polarity.FOR.word} and {Polarity.AGAINST.word}"
        raise Refused(f"{names} are {sides} {found[0]}: they are two statements.", "Change one of the stances first.")


def _move(writer: Writer, table: str, column: str, id: int, into: StatementId) -> None:
    """Give a row to the kept statement; delete it where that has an equal one."""
    row = writer.whole_row(table, id) | {column: into}
    ends = _ENDS.get(table)
    is_loop = ends is not None and row[ends[0]] == row[ends[1]]
    columns = _SAME_ROW.get(table, ())
    same = " AND ".join(f'"{name}" IS ?' for name in columns)
    is_there = bool(columns) and writer.row(
        f'SELECT 1 FROM "{table}" WHERE {same} AND id <> ?', *(row[name] for name in columns), id
    )
    if is_loop or is_there:
        remove(writer, RowKind(table), id)
    else:
        writer.update(table, id, **{column: into})
