"""The door text comes in by: what is stored is NFC and holds no control byte a terminal would obey."""

from __future__ import annotations

import re
import unicodedata

_CONTROLS = {code: None for code in (*range(0x20), 0x7F, *range(0x80, 0xA0)) if code not in (0x09, 0x0A)}
"""C0 except tab and newline, DEL and C1: they go."""

_SURROGATE = re.compile("[\ud800-\udfff]")


def normalize_text(text: str) -> str:
    r"""Text as the store keeps it: NFC, ``\r\n`` and ``\r`` as newlines, no C0 (but tab and newline), DEL or C1.

    Bidirectional and zero-width characters stay, since they are part of what was published; the
    screen shows them as marks. Lone surrogates, which SQLite can't hold, become U+FFFD.

    :param text: anything from outside.
    """
    if text.isascii() and text.isprintable():
        return text
    newlines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _SURROGATE.sub("\ufffd", newlines.translate(_CONTROLS)))


def normalize_line(text: str) -> str:
    """A name, a title or a key: cleaned, on one line, without blanks at its ends or in rows.

    :param text: anything from outside.
    """
    return " ".join(normalize_text(text).split())


def casefold_words(text: str) -> str:
    """Text as a filter compares it: without case, accents and other marks, and with one of letters written as another.

    :param text: text of the store, or what a person types.
    """
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).translate(_ALIKE)


_ALIKE: dict[int, str | None] = {
    **dict(zip(map(ord, "ıøłđٱىیکةہھ’‘“”"), "ioldاييكههه''\"\"", strict=True)),
    **dict.fromkeys(map(ord, "\u0640\u00ad\u200c\u200d")),
}
"""Letters and quotation marks that people write one for the other, and signs in words that are no letters."""
