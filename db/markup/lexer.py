"""The lexical parts of a line of mark-up: quotation marks and blanks, and the error of a line that can't be read."""

from __future__ import annotations

from db.errors import Refused

MARKS = {'"': '"', "“": "”", "„": "“", "«": "»"}
"""Opening quotation marks, each with its closing one."""

CLOSED = "|".join(f"{opening}[^{closing}]*{closing}" for opening, closing in MARKS.items())
"""The pattern of words in quotation marks."""


class UnreadableLine(Refused):
    """A line that can't be read."""

    def __init__(self, message: str, hint: str, offset: int) -> None:
        super().__init__(message, hint)
        self.offset = offset
        """The position of the error, in code points."""


def quote_words(text: str) -> str:
    """Words in quotation marks of a kind that they do not contain.

    :param text: words that lack the closing mark of at least one pair of :data:`MARKS`.
    """
    opening, closing = next((pair for pair in MARKS.items() if pair[1] not in text), ('"', '"'))
    return f"{opening}{text}{closing}"


def skip_blanks(line: str, at: int, commas: str = "") -> int:
    """The position after any blanks.

    :param commas: other characters to skip.
    """
    while at < len(line) and (line[at].isspace() or line[at] in commas):
        at += 1
    return at
