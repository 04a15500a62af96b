"""Paragraphs: split a text at blank lines, and at line breaks where the lines aren't wrapped at a fixed width."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_MAX_WRAPPED_LINE = 100
"""A block with a longer line isn't wrapped: each of its lines is a paragraph."""
_LAST_LINE_PART = 0.6
"""In a wrapped block, a line shorter than this part of the longest one ends its paragraph."""

TextRange = tuple[int, int]
"""Start and end of some words in the text, in code points, end exclusive."""


def split_paragraphs(text: str) -> list[TextRange]:
    """Ranges of the paragraphs, in order, without the white space around them."""
    blanks = [blank.span() for blank in _BLANK_LINES.finditer(text)]
    starts = [0, *(end for _, end in blanks)]
    ends = [*(start for start, _ in blanks), len(text)]
    found: list[TextRange] = []
    for block_start, block_end in zip(starts, ends, strict=True):
        for start, end in _split_block(text, block_start, block_end):
            words = text[start:end]
            if words.strip():
                found.append((start + len(words) - len(words.lstrip()), start + len(words.rstrip())))
    return found


def _split_block(text: str, start: int, end: int) -> Iterator[TextRange]:
    """The paragraphs between two blank lines."""
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
            yield begun, stop
            begun = None
    if begun is not None:
        yield begun, end
