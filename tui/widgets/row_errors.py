"""Unreadable rows: a page is read without them, and each is marked in its place in the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from textual.content import Content

from db.dataclass import dataclass
from db.errors import DamagedStore
from db.model.declared_types import has_declared_types
from db.model.things import RowKind, Target
from db.queries.keys import keys
from db.store.damage import SIGNS_OF_DAMAGE, sound
from db.store.reader import Reader
from db.store.sqlite_errors import explain_errors
from tui.text.marks import Mark
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
    """Read a page of rows; if one can't be read, read each row by itself.

    :param fetch: reads rows by their ids.
    :param of: what the ids are of, to name an unreadable row by its key.
    :param path: the store, for the error.
    """
    try:
        with explain_errors(path):
            return sound(list(fetch(record, ids)), path)
    except DamagedStore as error:
        return [row for id in ids for row in _read_row(record, fetch, id, of, error)]


def _read_row(
    record: Reader, fetch: FetchRows[T], id: int, of: RowKind | None, damage: DamagedStore
) -> Sequence[T | UnreadableRow]:
    """A row, or its mark if it can't be read; nothing if it is gone.

    :param damage: why the page could not be read.
    """
    try:
        rows = list(fetch(record, [id]))
        if has_declared_types(rows):
            return rows
    except SIGNS_OF_DAMAGE:
        pass
    key = ""
    with suppress(*SIGNS_OF_DAMAGE):
        key = "".join(map(str, keys(record, [Target(of, id)]).values())) if of is not None else ""
    return [UnreadableRow(id, key, damage)]


def readable_rows(rows: Sequence[Any | UnreadableRow]) -> list[Any]:
    """The readable rows. The others are read again when drawn, and reported then."""
    return [row for row in rows if not isinstance(row, UnreadableRow)]


def draw_unreadable(row: UnreadableRow, part: int) -> Content:
    """Draw a line of an unreadable row: that it can't be read, and which command says why."""
    if part:
        return Content("")
    name = line(row.key) or "This row"
    return Content.assemble(
        (f"{Mark.WRONG} ", "bold $error"), (f"{name} can't be read: ", "$error"), "onrecord check says why"
    )
