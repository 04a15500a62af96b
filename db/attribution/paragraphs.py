"""Paragraphs: where the text breaks. What stands inside a paragraph is read elsewhere."""

from __future__ import annotations

import re

_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_WRAP = 100
"""A block whose longest line is shorter than this may be wrapped by hand at a fixed width."""
_SHORT = 0.6
"""In a wrapped block a line shorter than this part of the longest one ends its paragraph."""

Range = tuple[int, int]


def paragraphs(text: str) -> list[Range]:
    """Ranges of the paragraphs, in order, without the white space around them.

    Blank lines always break; single line breaks do unless the lines look wrapped at a fixed width.
    """
    found: list[Range] = []
    at = 0
    for blank in _BLANK.finditer(text):
        _block(text, at, blank.start(), found)
        at = blank.end()
    _block(text, at, len(text), found)
    return found


def _block(text: str, start: int, end: int, found: list[Range]) -> None:
    """Add the paragraphs of what stands between two blank lines."""
    lines: list[Range] = []
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
        if longest >= _WRAP or stop - at < longest * _SHORT or stop == end:
            _add(text, begun, stop, found)
            begun = None
    if begun is not None:
        _add(text, begun, end, found)


def _add(text: str, start: int, end: int, found: list[Range]) -> None:
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    if left < len(words):
        found.append((start + left, start + len(words.rstrip())))
