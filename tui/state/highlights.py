"""Marks on a text: which words stand out and what is shown after words, ready to draw row by row. Knows no widget."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style

from tui.text.wrap import Cluster, clusters

MOST = 48
"""Marks of one row that are drawn: those that come last."""

Range = tuple[int, int]
"""Code points of the stored text, end exclusive."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """Words of the text that stand out."""

    start: int
    end: int
    style: str
    """A style of the theme."""
    sign: str = ""
    """One cell that stands at the edge of its rows; of two in one row, the later mark's."""
    edge: str = "$accent"
    """The style of that sign."""


@dataclass(frozen=True, slots=True)
class TrailingLabel:
    """What is shown after words, such as the key of their statement: no part of the text."""

    text: str
    """Safe to show."""
    style: str

    @property
    def cells(self) -> int:
        """The room it takes."""
        return cell_len(self.text)


class Highlights:
    """The marks and tags of one text."""

    def __init__(self, marks: Iterable[Highlight] = (), tags: Mapping[int, TrailingLabel] | None = None) -> None:
        ranked = sorted(enumerate(marks), key=lambda each: each[1].start)
        self._ranks = [rank for rank, _ in ranked]
        self._marks = [mark for _, mark in ranked]
        self._starts = [mark.start for mark in self._marks]
        self._reach = list(accumulate((mark.end for mark in self._marks), max))
        self.tags = dict(tags or {})
        """What is shown after the words that end at an offset."""

    @property
    def room(self) -> dict[int, int]:
        """Cells that the tags take, by offset."""
        return {offset: tag.cells for offset, tag in self.tags.items()}

    def within(self, start: int, end: int) -> list[Highlight]:
        """The marks on a row, in the order they were given."""
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
        """A row as pieces to draw, with its tags.

        :param text: the whole text.
        :param over: ranges drawn over every mark, such as what is selected.
        """
        marks = self.within(start, end)
        row = list(clusters(text, start, end))
        while row and row[-1].shown.isspace() and row[-1].end not in self.tags:
            row.pop()

        def look(each: Cluster) -> tuple[tuple[int, ...], tuple[int, ...], int | None]:
            on = tuple(at for at, mark in enumerate(marks) if mark.start <= each.start < mark.end)
            above = tuple(at for at, ((first, last), _) in enumerate(over) if first <= each.start < last)
            return on, above, each.end if each.end in self.tags else None

        pieces: list[Content | tuple[str, str | Style]] = []
        for (on, above, tagged), run in groupby(row, look):
            piece = Content("".join(each.shown for each in run))
            for at in on:
                piece = piece.stylize(marks[at].style)
            for at in above:
                piece = piece.stylize(over[at][1])
            pieces.append(piece)
            if tagged is not None:
                pieces.append((self.tags[tagged].text, self.tags[tagged].style))
        return pieces
