"""Normalize text before it is stored: NFC, and no control characters that a terminal would obey."""

from __future__ import annotations

import re
import unicodedata

_REMOVED_CONTROLS = {code: None for code in (*range(0x20), 0x7F, *range(0x80, 0xA0)) if code not in (0x09, 0x0A)}
"""Characters to remove: C0 except tab and newline, DEL, C1."""

_SURROGATE = re.compile("[\ud800-\udfff]")


def normalize_text(text: str) -> str:
    r"""Normalize text to store: NFC, ``\r\n`` and ``\r`` as newlines, no C0 (but tab and newline), DEL or C1.

    Bidirectional and zero-width characters stay, since they are part of what was published; the screen shows them
    as marks. Lone surrogates, which SQLite can't store, become U+FFFD.

    :param text: anything from outside.
    """
    if text.isascii() and text.isprintable():
        return text
    newlines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _SURROGATE.sub("\ufffd", newlines.translate(_REMOVED_CONTROLS)))


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
