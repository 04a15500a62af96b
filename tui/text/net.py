"""The last step before a line reaches the terminal: no character that a terminal would obey, whoever drew the line."""

from __future__ import annotations

from functools import lru_cache

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tui.text.safe import Safe, in_place


class SafetyNet(LineFilter):
    """Cleans each line of the screen in its cells. Stock widgets, such as notices and inputs, can't draw past it.

    Our own widgets clean text before they lay it out, where a mark such as ‹RLO› has room.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The same segments where they are safe; else others of the same widths, without links."""
        for text, style, control in segments:
            if control or not text.isprintable() or (style is not None and style.link):
                return [_cleaned(each) for each in segments]
        return segments


def _cleaned(segment: Segment) -> Segment:
    style = segment.style
    return Segment(_in_cells(segment.text), style.update_link(None) if style is not None and style.link else style)


@lru_cache(1024)
def _in_cells(text: str) -> Safe:
    """A text with one sign for each cell of what is not drawn as it is."""
    signs = "".join(letter if letter.isprintable() else in_place(letter) * cell_len(letter) for letter in text)
    return in_place(set_cell_size(signs.replace("\t", " "), cell_len(text)))
