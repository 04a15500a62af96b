"""Anchors: the place of words in a capture (W3C Web Annotation TextQuoteSelector and TextPositionSelector)."""

from __future__ import annotations

from db.dataclass import dataclass
from db.errors import Refused
from db.text.quotation import in_quotes

CONTEXT = 32
"""Code points of context kept on either side."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words in a text. Positions count Unicode code points of the NFC text, end exclusive."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


def find_anchor(text: str, exact: str, start: int | None = None) -> Anchor:
    """Find words in a text. Words that occur more than once need their start.

    :param text: the capture's text.
    :param exact: the words to find.
    :param start: where they begin, if known, in code points.
    :raises Refused: the text does not have the words, or has them more than once and no start is given.
    """
    if not exact:
        raise Refused("A quote needs words.", "Nothing was saved.")
    first = text.find(exact)
    at = first if start is None else start
    if start is not None and first >= 0 and (at < 0 or text[at : at + len(exact)] != exact):
        raise Refused(
            f"{in_quotes(exact[:60])} does not begin at {start}, but at {first}{_second_place(text, exact, first)}.",
            "Say which.",
        )
    if at < 0 or text[at : at + len(exact)] != exact:
        raise Refused(
            f"{in_quotes(exact[:60])} is not in the capture.", "Copy the words from the capture as they stand."
        )
    if start is None and text.find(exact, at + 1) >= 0:
        raise Refused(
            f"{in_quotes(exact[:60])} stands in the capture more than once.",
            f"Say where it begins: {first}{_second_place(text, exact, first)}.",
        )
    end = at + len(exact)
    return Anchor(exact, text[max(0, at - CONTEXT) : at], text[end : end + CONTEXT], at, end)


def _second_place(text: str, exact: str, first: int) -> str:
    """The second place of some words, for a message, and whether there are more."""
    second = text.find(exact, first + 1)
    if second < 0:
        return ""
    return f" or {second}" if text.find(exact, second + 1) < 0 else f", {second} or further on"
