"""Unreadable rows: a page is read without them, and each is marked in its place in the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from textual.content import Content

from db.model.things import RowKind, Target
from db.queries.keys import keys
from db.store.reader import Reader
from tui.text.safe import line

if TYPE_CHECKING:
    from db.errors import OnRecordError

T = TypeVar("T")

DrawRow = Callable[[T, int, int, str], Content]
"""Draws a line of a row from the record, the index of the line, the width in cells, and the word of a lit row or ""."""

FetchRows = Callable[[Reader, Sequence[Any]], Sequence[T]]
"""Reads a page of records by their ids, in that order."""


@dataclass(frozen=True, slots=True)
class UnreadableRow:
    """A row that can't be read."""

    id: int
    key: str
    """Its key; empty if it is unknown."""
    error: OnRecordError


def read_rows(
    record: Reader, fetch: FetchRows[Any], ids: Sequence[int], of: RowKind | None, path: Path
) -> list[Any | UnreadableRow]:
    """Read a page of rows; if one has an invalid value, read each row by itself.

    :param fetch: reads rows by their ids.
    :param of: what the ids are of, to name an unreadable row by its key.
    :param path: the store, for the error.
    """
    from db.store.sqlite_errors import unknown_term_error  # kept out of start-up

    try:
        return list(fetch(record, ids))
    except ValueError as error:
        if (damaged := unknown_term_error(error, path)) is None:
            raise
    if len(ids) > 1:
        return [row for id in ids for row in read_rows(record, fetch, [id], of, path)]
    named = keys(record, [Target(of, ids[0])]) if of is not None else {}
    return [UnreadableRow(ids[0], next(iter(named.values()), ""), damaged)]


def readable_rows(rows: Sequence[Any | UnreadableRow]) -> list[Any]:
    """The readable rows. The others are read again when drawn, and reported then."""
    return [row for row in rows if not isinstance(row, UnreadableRow)]


def draw_unreadable(row: UnreadableRow, part: int) -> Content:
    """Draw a line of an unreadable row: that it can't be read, and which command says why."""
    if part:
        return Content("")
    name = line(row.key) or "This row"
    return Content.assemble(("✗ ", "bold $error"), (f"{name} can't be read: ", "$error"), "onrecord check says why")
