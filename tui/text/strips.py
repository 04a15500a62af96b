"""One line of a list: what is cut with an ellipsis at the left, and what stays whole at the right edge."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from textual.content import Content

Piece = str | tuple[str, str]
"""Safe text (from :mod:`tui.text.safe`), alone or with a style of the theme such as ``$accent bold``."""


def row(left: list[Piece], right: Piece | Content, width: int) -> Content:
    """One line: left part cut with an ellipsis, right part whole at the edge.

    :param left: pieces from the left edge.
    :param right: what must stay readable, such as the reason why a row is lit.
    :param width: cells.
    """
    end = Content.assemble(right)
    room = max(0, width - end.cell_length - (1 if end.cell_length else 0))
    if room < 4:
        return Content.assemble(*left).truncate(width, ellipsis=True, pad=True)
    start = Content.assemble(*left).truncate(room, ellipsis=True, pad=True)
    return Content.assemble(start, " ", end) if end.cell_length else start


def index_at(cell: int, widths: Iterable[int]) -> int | None:
    """The index of the piece of a line at a cell, as under the mouse; None beyond the last.

    :param widths: cells of each piece, from the left.
    """
    return next((index for index, edge in enumerate(accumulate(widths)) if cell < edge), None)
