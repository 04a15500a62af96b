"""Paragraphs: where the text breaks. What stands inside a paragraph is read elsewhere."""

from __future__ import annotations

import re

_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_MAX_WRAPPED_LINE = 100
"""A block whose longest line is shorter than this may be wrapped by hand at a fixed width."""
_LAST_LINE_PART = 0.6
"""In a wrapped block a line shorter than this part of the longest one ends its paragraph."""

TextRange = tuple[int, int]


def split_paragraphs(text: str) -> list[TextRange]:
    """Ranges of the paragraphs, in order, without the white space around them.

    Blank lines always break; single line breaks do unless the lines look wrapped at a fixed width.
    """
    found: list[TextRange] = []
    at = 0
    for blank in _BLANK.finditer(text):
        _split_block(text, at, blank.start(), found)
        at = blank.end()
    _split_block(text, at, len(text), found)
    return found


def _split_block(text: str, start: int, end: int, found: list[TextRange]) -> None:
    """Add the paragraphs of what stands between two blank lines."""
    lines: list[TextRange] = []
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        lines.append((at, stop))
        at = stop + 1
    longest = max((stop - at for at, stop in lines), default=0)
    begun: int | None = None
    for at, stop in lines:
        begun = at if begun is None else begun
        if longest >= _MAX_WRAPPED_LINE or stop - at < longest * _LAST_LINE_PART or stop == end:
            _add_stripped(text, begun, stop, found)
            begun = None
    if begun is not None:
        _add_stripped(text, begun, end, found)


def _add_stripped(text: str, start: int, end: int, found: list[TextRange]) -> None:
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    if left < len(words):
        found.append((start + left, start + len(words.rstrip())))
