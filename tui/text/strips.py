"""Lines of a Line-API widget: content as strips of exactly one width, cut or padded."""

from __future__ import annotations

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

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


def strip(widget: Widget, content: Content, width: int, style: Style) -> Strip:
    """A line of content as a strip of exactly a width.

    :param widget: whose theme and styles it is drawn with.
    :param content: one line.
    :param width: cells.
    :param style: the style under it.
    """
    if width <= 0:
        return Strip.blank(0)
    line = content.truncate(width, ellipsis=True, pad=True)
    # Textual gives no public way to parse a theme's style for a Line-API widget.
    pieces = line.render(style, end="", parse_style=widget._get_style)
    return Strip([Segment(text, (style + over).rich_style) for text, over in pieces], width)
