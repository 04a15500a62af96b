"""A card: a few rows about one thing, each cut to the width, as many as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from tui.text.strips import Piece, row
from tui.widgets.strip import render_strip


class Card(Widget):
    """Rows of pieces, drawn line by line."""

    COMPONENT_CLASSES = {"card--text"}

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._rows: Sequence[list[Piece]] = ()

    def show(self, rows: Sequence[list[Piece]]) -> None:
        """Show these rows; those for which there is no room are left out.

        :param rows: safe text, most needed first.
        """
        self._rows = rows
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        width = self.size.width
        pieces = self._rows[y] if y < len(self._rows) else []
        return render_strip(
            self, row([" ", *pieces], "", width) if pieces else Content(""), width, self.get_visual_style("card--text")
        )
