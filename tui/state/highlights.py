"""Highlights of a text, and labels after its words, drawn row by row. Independent of any widget."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, groupby

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style

from db.dataclass import dataclass
from tui.text.wrap import Cluster, clusters

MOST = 48
"""Highlights of one row that are drawn at most: the last ones."""

Range = tuple[int, int]
"""Code points of the stored text, end exclusive."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A highlighted range of the text."""

    start: int
    end: int
    style: str
    """A style of the theme."""
    sign: str = ""
    """One cell at the edge of its rows; the last highlight of a row wins."""
    edge: str = "$accent"
    """Style of the sign."""


@dataclass(frozen=True, slots=True)
class TrailingLabel:
    """A label after words, such as the key of their statement. It belongs to the screen, not to the text."""

    text: str
    """Safe to show."""
    style: str

    @property
    def cells(self) -> int:
        """Its width in cells."""
        return cell_len(self.text)


class Highlights:
    """The highlights and labels of one text."""

    def __init__(self, marks: Iterable[Highlight] = (), tags: Mapping[int, TrailingLabel] | None = None) -> None:
        ranked = sorted(enumerate(marks), key=lambda each: each[1].start)
        self._ranks = [rank for rank, _ in ranked]
        self._marks = [mark for _, mark in ranked]
        self._starts = [mark.start for mark in self._marks]
        self._reach = list(accumulate((mark.end for mark in self._marks), max))
        self.tags = dict(tags or {})
        """Labels by the offset after which they are shown."""

    @property
    def room(self) -> dict[int, int]:
        """Widths of the labels in cells, by offset."""
        return {offset: tag.cells for offset, tag in self.tags.items()}

    def within(self, start: int, end: int) -> list[Highlight]:
        """The highlights of a row, in the order they were given."""
        found: list[tuple[int, Highlight]] = []
        at = bisect_left(self._starts, end) - 1
        while at >= 0 and self._reach[at] > start and len(found) < 20 * MOST:
            if self._marks[at].end > start:
                found.append((self._ranks[at], self._marks[at]))
            at -= 1
        return [mark for _, mark in sorted(found, key=lambda each: each[0])[-MOST:]]

    def pieces(
        self, text: str, start: int, end: int, over: Sequence[tuple[Range, Style]]
    ) -> list[Content | tuple[str, str | Style]]:
        """A row as styled pieces, with its labels.

        :param text: the whole text.
        :param over: ranges drawn over all highlights, such as the selection.
        """
        marks = self.within(start, end)
        row = list(clusters(text, start, end))
        while row and row[-1].shown.isspace() and row[-1].end not in self.tags:
            row.pop()

        def styles_at(each: Cluster) -> tuple[tuple[int, ...], tuple[int, ...], int | None]:
            on = tuple(at for at, mark in enumerate(marks) if mark.start <= each.start < mark.end)
            above = tuple(at for at, ((first, last), _) in enumerate(over) if first <= each.start < last)
            return on, above, each.end if each.end in self.tags else None

        pieces: list[Content | tuple[str, str | Style]] = []
        for (on, above, tagged), run in groupby(row, styles_at):
            piece = Content("".join(each.shown for each in run))
            for at in on:
                piece = piece.stylize(marks[at].style)
            for at in above:
                piece = piece.stylize(over[at][1])
            pieces.append(piece)
            if tagged is not None:
                pieces.append((self.tags[tagged].text, self.tags[tagged].style))
        return pieces
