"""The row of reports along the top of the chain, with an arrow between each two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from db.dataclass import dataclass
from tui.text.marks import Mark
from tui.text.safe import line

AROUND = 4
"""Reports read on each side of the current one."""


@dataclass(frozen=True, slots=True)
class Node:
    """One report in the row."""

    report: int
    label: str
    arrow: str
    """The label of the arrow from the report before; empty for the first."""
    index: int
    """Its index in the chain, from 0."""


class ChainRow(Widget):
    """Reports and arrows, such as Bas News ── same speaker ─▶ Anadolu ── denied by ─▶ INA statement."""

    lit: reactive[Mapping[Any, str]] = reactive({})
    """Ids of lit reports, each with the word that says why."""

    @dataclass
    class ReportClicked(Message):
        """A person clicked a report."""

        index: int

    def __init__(self) -> None:
        super().__init__(id="chain-row")
        self._reports: tuple[Node, ...] = ()
        self._current = 0
        self._edges: list[tuple[int, int, int]] = []

    def show(self, nodes: Sequence[Node], current: int) -> None:
        """Show these reports.

        :param current: index of the current one in the chain.
        """
        self._reports = tuple(nodes)
        self._current = current
        self.refresh()

    def render(self) -> Content:
        """Draw the row: with long arrows, else with short ones, else the part around the current report."""
        width = self.size.width
        drawn = [self._draw_node(node, "── ", f" ─{Mark.ARROW}") for node in self._reports]
        if sum(arrow.cell_length + body.cell_length for arrow, body in drawn) > width:
            drawn = [self._draw_node(node, "─", Mark.ARROW) for node in self._reports]
        spans, at = [], 0
        for arrow, body in drawn:
            spans.append((at + arrow.cell_length, at + arrow.cell_length + body.cell_length))
            at += arrow.cell_length + body.cell_length
        here = next((index for index, node in enumerate(self._reports) if node.index == self._current), 0)
        offset = self._offset(spans, here, width, at)
        self._edges = [
            (start - offset, end - offset, node.index) for (start, end), node in zip(spans, self._reports, strict=True)
        ]
        return _crop(Content("").join(piece for pair in drawn for piece in pair), offset, width)

    def on_click(self, event: events.Click) -> None:
        """Choose the report under the mouse."""
        for start, end, index in self._edges:
            if start <= event.x < end:
                self.post_message(self.ReportClicked(index))
                return

    def _draw_node(self, node: Node, before: str, after: str) -> tuple[Content, Content]:
        """The arrow to a report, and the report.

        :param before: the arrow left of its label.
        :param after: the arrow right of its label.
        """
        here = node.index == self._current
        why = self.lit.get(node.report, "")
        glyph, style = (
            (Mark.CHOSEN, "bold reverse $accent")
            if here
            else (Mark.LIT, "bold $accent")
            if why
            else (Mark.NOT_CHOSEN, "")
        )
        note = f"{why} " if why and why != "here" and not here else ""
        arrow = Content.assemble((f"{before}{node.arrow}{after}", "$primary")) if node.arrow else Content("")
        return arrow, Content.assemble((f" {glyph} {line(node.label)} ", style), (note, "$text-muted"))

    @staticmethod
    def _offset(spans: Sequence[tuple[int, int]], here: int, width: int, whole: int) -> int:
        """Cells to hide on the left, so that the current report and those after it are visible.

        :param spans: the first cell of each report, and the cell after its last.
        :param whole: cells of the whole row.
        """
        if whole <= width or not spans:
            return 0
        start, end = spans[here]
        left = start - max(0, (width - (end - start)) // 3)
        return max(0, min(left, whole - width))


def _crop(content: Content, offset: int, width: int) -> Content:
    """The part of a line from a cell on, with a mark at each side that is cut."""
    cut = content
    if offset:
        position = cells = 0
        for letter in content.plain:
            if cells >= offset + 1:
                break
            cells += Content(letter).cell_length
            position += 1
        cut = Content.assemble((Mark.CUT_LEFT, "$text-muted"), content[position:])
    if cut.cell_length > width > 1:
        cut = Content.assemble(cut.truncate(width - 1), (Mark.CUT_RIGHT, "$text-muted"))
    return cut.truncate(width)
