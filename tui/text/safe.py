"""The only way for stored text to the screen: without any character that a terminal would obey.

Stored text is clean already (:mod:`db.text.normalize`), but a store may come from anywhere: nothing is taken on
trust. Invisible characters that change how text reads (bidirectional and zero-width ones) are shown as marks.
The screen shows these strings as they are, never as markup.
"""

from __future__ import annotations

import unicodedata

LONGEST_LINE = 1_000
"""Most code points of a line on a screen; the rest is cut with an ellipsis."""

LONGEST_BLOCK = 200_000
"""Most code points of a text on a screen."""

_MARKS = {
    0x202A: "‹LRE›",
    0x202B: "‹RLE›",
    0x202C: "‹PDF›",
    0x202D: "‹LRO›",
    0x202E: "‹RLO›",
    0x2066: "‹LRI›",
    0x2067: "‹RLI›",
    0x2068: "‹FSI›",
    0x2069: "‹PDI›",
    0x200E: "‹LRM›",
    0x200F: "‹RLM›",
    0x061C: "‹ALM›",
    0x200B: "·",
    0x200C: "·",
    0x200D: "·",
    0x2060: "·",
    0xFEFF: "·",
    0x00AD: "·",
    0x2028: "↵",
    0x2029: "↵",
}

_JOINERS = frozenset("\u200c\u200d")
"""Zero-width non-joiner and joiner: Persian, the scripts of India and emoji are spelt with them."""

_LETTERS_OF_CF = frozenset({*range(0x0600, 0x0606), 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD})
"""Format characters that are drawn, such as the Arabic number sign: they stay."""


def block(text: str) -> str:
    """Text of several lines, safe to show. Newlines stay, tabs become four blanks.

    :param text: stored text, of any length.
    """
    if len(text) > LONGEST_BLOCK:
        text = text[:LONGEST_BLOCK] + "…"
    if text.isascii() and text.isprintable():
        return text
    return "".join(_safe_letter(letter) for letter in text.replace("\r\n", "\n"))


def quotable(text: str) -> str:
    """Text on one line for a clipboard: safe, uncut, with the joiners that spelling needs.

    :param text: a citation, of any length.
    """
    plain = text.replace("\n", " ").replace("\t", " ")
    return "".join(letter if letter in _JOINERS else _safe_letter(letter) for letter in plain)


def line(text: str) -> str:
    """Text on one line, safe to show. Newlines and tabs become one blank each.

    :param text: stored text, of any length.
    """
    if len(text) > LONGEST_LINE:
        text = text[:LONGEST_LINE] + "…"
    if text.isascii() and text.isprintable():
        return text
    return block(text.replace("\n", " ").replace("\t", " "))


def in_place(text: str) -> str:
    """Text in an input field, safe to show: one sign for each code point, so that the cursor stays in place.

    :param text: what a field holds.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(letter if letter == "\t" else _one_sign(letter) for letter in text)


def _one_sign(letter: str) -> str:
    safe = _safe_letter(letter)
    return safe if len(safe) == 1 else "·"


def _safe_letter(letter: str) -> str:
    if letter.isprintable():
        return letter
    code = ord(letter)
    if letter == "\n" or code in _LETTERS_OF_CF:
        return letter
    if letter == "\t":
        return "    "
    if code in _MARKS:
        return _MARKS[code]
    if code < 0x20:
        return chr(0x2400 + code)
    category = unicodedata.category(letter)
    if category == "Zs":
        return " "
    if category in ("Cc", "Cf"):
        return f"‹U+{code:04X}›"
    return "\ufffd"
