"""Paragraphs of plain text for a terminal or a pipe: wrapped by width and indented, without boxes."""

from __future__ import annotations

import unicodedata

from db.dataclass import dataclass
from tui.text.safe import Safe, block

WIDTH = 100
"""Columns of a line of plain text."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence or more; the empty one is a blank line."""

    text: str = ""
    """Newlines in it count as blanks."""
    indent: int = 0
    """Blanks before the first line."""
    hang: int = 0
    """Further blanks before the other lines."""
    heading: bool = False
    """Whether it is a heading."""

    def wrapped(self, width: int = WIDTH) -> Safe:
        """The lines of the paragraph, safe to print, with words kept whole.

        Words of a wide script, which has no blanks, are broken; a long address is not, so that it can be copied.

        :param width: columns of a line.
        """
        first, rest = " " * self.indent, " " * (self.indent + self.hang)
        lines: list[str] = []
        now, used = first, self.indent
        for word in block(self.text).split():
            for piece, size, glued in _unbroken(word, width - len(rest)):
                gap = 0 if glued or not now.strip() else 1
                if now.strip() and used + gap + size > width:
                    lines.append(now)
                    now, used, gap = rest, len(rest), 0
                now += " " * gap + piece
                used += gap + size
        return block("\n".join([*lines, now]) if now.strip() else "")


BLANK = Paragraph()
"""A blank line."""


def cells(text: str) -> int:
    """Columns a text takes on a terminal."""
    return len(text) if text.isascii() else sum(map(_letter_cells, text))


def _letter_cells(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _unbroken(word: str, room: int) -> list[tuple[str, int, bool]]:
    """A word, or the letters of a word in a wide script: text, width, and whether it follows without a blank."""
    size = cells(word)
    if size <= room or size <= len(word):
        return [(word, size, False)]
    return [(letter, _letter_cells(letter), at > 0) for at, letter in enumerate(word)]
