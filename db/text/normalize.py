"""Normalize text before it is stored: NFC, and no control characters that a terminal would obey."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_REMOVED_CODES = [code for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in (0x09, 0x0A)]
_REMOVED_CONTROLS = dict.fromkeys(_REMOVED_CODES)
"""Characters to remove: C0 except tab and newline, DEL, C1."""

_REMOVED_BYTES = bytes(code for code in _REMOVED_CODES if code < 0x80)
_C1_BYTES = re.compile(rb"\xc2[\x80-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MOST_MARKS = 256
"""Combining marks in a row that are kept: NFC takes time quadratic in them, and people pile up no more."""


def normalize_text(text: str) -> str:
    r"""Normalize text to store: NFC, ``\r\n`` and ``\r`` as newlines, no C0 (but tab and newline), DEL or C1.

    Bidirectional and zero-width characters stay, since they are part of what was published; the screen shows them
    as marks. Lone surrogates, which SQLite can't store, become U+FFFD, and so does the rest of an endless row of
    combining marks.

    :param text: anything from outside.
    """
    if _is_normalized(text):
        return text
    newlines = text.replace("\r\n", "\n").replace("\r", "\n")
    storable = _SURROGATE.sub("\ufffd", newlines.translate(_REMOVED_CONTROLS))
    return _cut_rows_of_marks(unicodedata.normalize("NFC", _cut_rows_of_marks(storable)))


def _is_normalized(text: str) -> bool:
    """Whether a text is normalized already, as most are: this is quicker than doing it again."""
    if text.isascii() and text.isprintable():
        return True
    try:
        raw = text.encode()
    except UnicodeEncodeError:  # a lone surrogate
        return False
    if len(raw.translate(None, _REMOVED_BYTES)) < len(raw) or _C1_BYTES.search(raw):
        return False
    return text.isascii() or (not _may_have_long_row_of_marks(text) and unicodedata.is_normalized("NFC", text))


def _cut_rows_of_marks(text: str) -> str:
    return _long_rows_of_marks().sub("\\1\ufffd", text) if _may_have_long_row_of_marks(text) else text


def _may_have_long_row_of_marks(text: str) -> bool:
    """Look at every 256th character: a longer row of marks can't lie between two of them."""
    return any(map(unicodedata.combining, text[::_MOST_MARKS]))


@cache
def _long_rows_of_marks() -> re.Pattern[str]:
    """The pattern of a row of more combining marks than are kept; those that are kept are its group."""
    marks = [code for code in range(0x300, 0x1F000) if unicodedata.combining(chr(code))]
    starts = [code for code in marks if not unicodedata.combining(chr(code - 1))]
    ends = [code for code in marks if not unicodedata.combining(chr(code + 1))]
    ranges = "".join(f"{chr(first)}-{chr(last)}" for first, last in zip(starts, ends, strict=True))
    return re.compile(f"([{ranges}]{{{_MOST_MARKS}}})[{ranges}]+")


def normalize_line(text: str) -> str:
    """Normalize a name, a title or a key: one line, with single blanks between words.

    :param text: anything from outside.
    """
    return " ".join(normalize_text(text).split())


def casefold_words(text: str) -> str:
    """Fold text for comparison in filters: no case, no accents, interchangeable letters made equal.

    :param text: stored or typed text.
    """
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).translate(_INTERCHANGEABLE)


_INTERCHANGEABLE: dict[int, str | None] = {
    **dict(zip(map(ord, "ıøłđٱىیکةہھ’‘“”"), "ioldاييكههه''\"\"", strict=True)),
    **dict.fromkeys(map(ord, "\u0640\u00ad\u200c\u200d")),
}
"""Letters and quotation marks that people use interchangeably, and characters in words that are not letters."""
