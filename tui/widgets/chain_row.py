"""The row of reports along the top of the chain, with what links each to the one before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.text.safe import line

AROUND = 4
"""Reports read on each side of the one a person is at."""


@dataclass(frozen=True, slots=True)
class Node:
    """One report in the row."""

    report: int
    label: str
    arrow: str
    """What links it to the report before; empty for the first."""
    index: int
    """Its place in the chain, from 0."""


class ChainRow(Widget):
    """Bas News ── same speaker ─▶ Anadolu ── denied by ─▶ INA statement, the current one marked."""

    lit: reactive[Mapping[Any, str]] = reactive({})
    """Ids of reports that light up, each with the word that says why."""

    @dataclass
    class ReportClicked(Message):
        """A person clicked a report."""

        index: int

    def __init__(self) -> None:
        super().__init__(id="chain-row")
        self._drawn: tuple[Node, ...] = ()
        self._current = 0
        self._edges: list[tuple[int, int, int]] = []

    def show(self, nodes: Sequence[Node], current: int) -> None:
        """Show these reports.

        :param current: place of the one a person is at.
        """
        self._drawn = tuple(nodes)
        self._current = current
        self.refresh()

    def render(self) -> Content:
        """The row as it fits: with long arrows, with short ones, or the part of it around the current report."""
        width = self.size.width
        drawn = [self._node(node, "── ", " ─▶") for node in self._drawn]
        if sum(arrow.cell_length + body.cell_length for arrow, body in drawn) > width:
            drawn = [self._node(node, "─", "▶") for node in self._drawn]
        starts, at = [], 0
        for arrow, body in drawn:
            starts.append((at + arrow.cell_length, at + arrow.cell_length + body.cell_length))
            at += arrow.cell_length + body.cell_length
        here = next((index for index, node in enumerate(self._drawn) if node.index == self._current), 0)
        offset = self._offset(starts, here, width, at)
        self._edges = [
            (start - offset, end - offset, node.index) for (start, end), node in zip(starts, self._drawn, strict=True)
        ]
        return _crop(Content("").join(piece for pair in drawn for piece in pair), offset, width)

    def on_click(self, event: events.Click) -> None:
        """Go to the report under the mouse."""
        for start, end, index in self._edges:
            if start <= event.x < end:
                self.post_message(self.ReportClicked(index))
                return

    def _node(self, node: Node, before: str, after: str) -> tuple[Content, Content]:
        here = node.index == self._current
        why = self.lit.get(node.report, "")
        glyph, style = ("◆", "bold reverse $accent") if here else ("◈", "bold $accent") if why else ("◇", "")
        note = f"{why} " if why and why != "here" and not here else ""
        arrow = Content.assemble((f"{before}{node.arrow}{after}", "$primary")) if node.arrow else Content("")
        return arrow, Content.assemble((f" {glyph} {line(node.label)} ", style), (note, "$text-muted"))

    @staticmethod
    def _offset(starts: Sequence[tuple[int, int]], here: int, width: int, whole: int) -> int:
        """Cells hidden on the left, so that the current report and what follows it are in sight."""
        if whole <= width or not starts:
            return 0
        start, end = starts[here]
        middle = start - max(0, (width - (end - start)) // 3)
        return max(0, min(middle, whole - width))


def _crop(content: Content, offset: int, width: int) -> Content:
    """Cells of a line from an offset on, with a mark where it goes on to either side."""
    cut = content
    if offset:
        position = cells = 0
        for letter in content.plain:
            if cells >= offset + 1:
                break
            cells += Content(letter).cell_length
            position += 1
        cut = Content.assemble(("‹", "$text-muted"), content[position:])
    if cut.cell_length > width > 1:
        cut = Content.assemble(cut.truncate(width - 1), ("›", "$text-muted"))
    return cut.truncate(width)
