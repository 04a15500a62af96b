"""A card: a few rows about one thing, each cut to the width."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from tui.text.strips import Piece, row
from tui.widgets.strip import render_strip


class Card(Widget):
    """A few rows, drawn line by line; rows below the bottom edge are not shown."""

    COMPONENT_CLASSES = {"card--text"}

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._rows: Sequence[list[Piece]] = ()

    def show(self, rows: Sequence[list[Piece]]) -> None:
        """Show these rows.

        :param rows: pieces of safe text, the most important row first.
        """
        self._rows = rows
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        width = self.size.width
        pieces = self._rows[y] if y < len(self._rows) else []
        content = row([" ", *pieces], "", width) if pieces else Content("")
        return render_strip(self, content, width, self.get_visual_style("card--text"))
