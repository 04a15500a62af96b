"""The rows that the terminal shows: of an update, only the cells that differ from them are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.control import Control
from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip

if TYPE_CHECKING:
    from rich.console import Console

DrawnPiece = tuple[int, int, Strip]
"""A row, the column where a piece of it begins, and the piece."""


class DrawnRows:
    """What was written to the terminal last, row by row."""

    def __init__(self) -> None:
        self._size = Size(0, 0)
        self._rows: list[Strip | None] = []
        self._painted: list[str] = []

    def begin_with(self, painted: Sequence[str]) -> None:
        """Note the rows that were painted before the app began, as the terminal got them."""
        self._painted = list(painted)

    @property
    def is_painted(self) -> bool:
        """Whether nothing was written since the app began on painted rows."""
        return bool(self._painted)

    def forget(self) -> None:
        """Write everything anew: the terminal may show anything."""
        self._size, self._rows, self._painted = Size(0, 0), [], []

    def rendered(self, console: Console) -> list[str]:
        """The rows as the terminal got them, without those that are not known."""
        return [row.render(console) for row in self._rows if row is not None]

    def change(self, pieces: Iterable[DrawnPiece], size: Size, console: Console) -> str:
        """Note an update.

        :param pieces: what is drawn, in any order; of pieces of one row, none overlaps another.
        :param size: of the terminal.
        :returns: the sequences that bring the terminal from what it shows to the update; empty where nothing differs.
        """
        if size != self._size:
            self._size, self._rows = size, [None] * size.height
        painted, self._painted = self._painted, []
        changed: dict[int, list[DrawnPiece]] = {}
        for piece in pieces:
            changed.setdefault(piece[0], []).append(piece)
        written: list[str] = []
        for y, of_row in sorted(changed.items()):
            before = self._rows[y] if y < len(self._rows) else None
            now = _put_in(before, of_row, size.width)
            if now is None:  # a part of a row whose rest is not known
                written += [_at(x, y, strip.render(console)) for _, x, strip in of_row]
                continue
            self._rows[y] = now
            if before is None:
                whole = now.render(console)
                if len(painted) != size.height or painted[y] != whole:
                    written.append(_at(0, y, whole))
            elif (span := _differing(before, now)) is not None:
                start, end = span
                written.append(_at(start, y, _cells(now, start, end).render(console)))
        return "".join(written)


def _at(x: int, y: int, text: str) -> str:
    return f"{Control.move_to(x, y).segment.text}{text}"


def _put_in(row: Strip | None, pieces: Sequence[DrawnPiece], width: int) -> Strip | None:
    """A row with pieces in the place of what was there; None where some of it is not known."""
    joined: list[Strip] = []
    at = 0
    for _, x, piece in sorted(pieces, key=lambda each: each[1]):
        if x > at:
            if row is None:
                return None
            joined.append(_cells(row, at, x))
        joined.append(piece)
        at = x + piece.cell_length
    if at < width:
        if row is None:
            return None
        joined.append(_cells(row, at, width))
    return Strip.join(joined).simplify() if joined else None


def _cells(row: Strip, start: int, end: int) -> Strip:
    """The cells of a row between two; :meth:`Strip.crop` may drop the accent of the last one."""
    cut: list[Segment] = []
    at = 0
    for segment in row:
        stop = at + segment.cell_length
        if start <= at and stop <= end:
            cut.append(segment)
        elif stop > start and at < end:
            cut.append(Segment(_letters(segment.text, start - at, end - at), segment.style))
        at = stop
    return Strip(cut, end - start)


def _letters(text: str, start: int, end: int) -> str:
    """The letters in the cells between two; a space for the half of a wide one."""
    found = ""
    at = 0
    for letter in text:
        cells = cell_len(letter)
        if cells == 0:
            found += letter if start < at <= end and found else ""
        elif start <= at and at + cells <= end:
            found += letter
        else:
            found += " " * max(0, min(at + cells, end) - max(at, start))
        at += cells
    return found


def _differing(before: Strip, now: Strip) -> tuple[int, int] | None:
    """The first cell that differs between two rows, and the one after the last; None where none does."""
    old, new = list(before), list(now)
    if old == new:
        return None
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    tail = sum(
        1
        for _ in takewhile(
            lambda pair: pair[0] == pair[1], zip(reversed(old[same:]), reversed(new[same:]), strict=False)
        )
    )
    start = sum(segment.cell_length for segment in new[:same])
    end = now.cell_length - sum(segment.cell_length for segment in new[len(new) - tail :]) if tail else now.cell_length
    return start, end
