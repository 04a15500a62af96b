"""Lines of text on the desk, cleaned before they are laid out; a row of a list with what stays at its right edge."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from textual.content import Content, Span

from tui.text.safe import block, line

Piece = str | tuple[str, str]
"""Text, alone or with a style of the theme such as ``$accent bold``."""


def clean(content: Content, *, one_line: bool = False) -> Content:
    """Content as :func:`tui.text.safe.block` shows it, in its styles.

    :param one_line: whether newlines are shown as blanks.
    """
    plain = content.plain
    if plain.isprintable() or (not one_line and plain.replace("\n", "").isprintable()):
        return content
    safe = line if one_line else block
    letters = [safe(letter) for letter in plain]
    ends = [0, *accumulate(map(len, letters))]
    last = len(plain)  # Textual drops some control characters after it has counted them
    spans = [Span(ends[min(start, last)], ends[min(end, last)], style) for start, end, style in content.spans]
    return Content("".join(letters), spans)


def row(left: list[Piece], right: Piece | Content, width: int) -> Content:
    """One line, safe to show: left part cut with an ellipsis, right part whole at the edge.

    :param left: pieces from the left edge.
    :param right: what must stay readable, such as the reason why a row is lit.
    :param width: cells.
    """
    end = clean(Content.assemble(right), one_line=True)
    begin = Content.assemble(*(line(each) if isinstance(each, str) else (line(each[0]), each[1]) for each in left))
    room = max(0, width - end.cell_length - (1 if end.cell_length else 0))
    if room < 4:
        return begin.truncate(width, ellipsis=True, pad=True)
    start = begin.truncate(room, ellipsis=True, pad=True)
    return Content.assemble(start, " ", end) if end.cell_length else start


def index_at(cell: int, widths: Iterable[int]) -> int | None:
    """The index of the piece of a line at a cell, as under the mouse; None beyond the last.

    :param widths: cells of each piece, from the left.
    """
    return next((index for index, edge in enumerate(accumulate(widths)) if cell < edge), None)
