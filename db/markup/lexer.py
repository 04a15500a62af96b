"""What every part of a line of mark-up is made of: quotation marks, and the error where it can't be read."""

from __future__ import annotations

from db.errors import Refused

MARKS = {'"': '"', "“": "”", "„": "“", "«": "»"}
"""Quotation marks that open, with those that close."""

CLOSED = "|".join(f"{opening}[^{closing}]*{closing}" for opening, closing in MARKS.items())
"""Words in quotation marks, as a pattern."""


class Unread(Refused):
    """A line that can't be read."""

    def __init__(self, message: str, hint: str, offset: int) -> None:
        super().__init__(message, hint)
        self.offset = offset
        """Where it can't be read, in code points."""


def quoted(text: str) -> str:
    """Words in quotation marks that they don't hold.

    :param text: words that some pair of :data:`MARKS` can hold.
    """
    opening, closing = next((pair for pair in MARKS.items() if pair[1] not in text), ('"', '"'))
    return f"{opening}{text}{closing}"


def past_blanks(line: str, at: int, commas: str = "") -> int:
    """Where a line goes on after blanks.

    :param commas: what else is passed by.
    """
    while at < len(line) and (line[at].isspace() or line[at] in commas):
        at += 1
    return at
