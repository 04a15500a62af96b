"""Turn a line of content into the strip that a widget of Textual's Line API draws."""

from __future__ import annotations

from functools import partial

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from tui.system.textual_private import parse_theme_style
from tui.text.strips import clean


def render_strip(widget: Widget, content: Content, width: int, style: Style) -> Strip:
    """Draw a line of content, cleaned, as a strip of exactly this width.

    :param widget: the widget whose theme resolves the styles in the content.
    :param content: one line; cut with an ellipsis, or padded.
    :param width: cells.
    :param style: the style under those of the content.
    """
    if width <= 0:
        return Strip.blank(0)
    line = clean(content, one_line=True).truncate(width, ellipsis=True, pad=True)
    pieces = line.render(style, end="", parse_style=partial(parse_theme_style, widget))
    return Strip([Segment(text, (style + over).rich_style) for text, over in pieces], width)
