"""The only way for text to the screen and into pipes: without any character that a terminal would obey.

Stored text is clean already (:mod:`db.text.normalize`), but a store may come from anywhere: nothing is taken on
trust. Invisible characters that change how text reads (bidirectional and zero-width ones) are shown as marks.
The screen shows these strings as they are, never as markup.

Only functions of this module make :class:`Safe` text, and what prints takes nothing else (:mod:`tui.cli.output`). The
desk cleans text before it is laid out (:mod:`tui.text.strips`), and once more what it draws (:mod:`tui.text.net`).
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from typing import Literal, NewType

Safe = NewType("Safe", str)
"""Text without a character that a terminal would obey, but for newlines, and tabs between fields."""

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


def block(text: str) -> Safe:
    """Text of several lines, safe to show. Newlines stay, tabs become four blanks.

    :param text: stored text, of any length.
    """
    if len(text) > LONGEST_BLOCK:
        text = text[:LONGEST_BLOCK] + "…"
    if text.isprintable():
        return Safe(text)
    return Safe("\n".join(_safe_row(row) for row in text.replace("\r\n", "\n").split("\n")))


def quotable(text: str) -> Safe:
    """Text on one line for a clipboard: safe, uncut, with the joiners that spelling needs.

    :param text: a citation, of any length.
    """
    plain = text.replace("\n", " ").replace("\t", " ")
    return Safe("".join(letter if letter in _JOINERS else _safe_letter(letter) for letter in plain))


def copyable(text: str) -> Safe:
    """Text of several lines for a clipboard: each line as :func:`quotable` gives it.

    :param text: a selection or a citation, of any length.
    """
    return joined("\n", map(quotable, text.split("\n")))


def line(text: str) -> Safe:
    """Text on one line, safe to show. Newlines and tabs become one blank each.

    :param text: stored text, of any length.
    """
    if len(text) > LONGEST_LINE:
        text = text[:LONGEST_LINE] + "…"
    if text.isprintable():
        return Safe(text)
    return block(text.replace("\n", " ").replace("\t", " "))


def in_place(text: str) -> Safe:
    """Text in an input field, safe to show: one sign for each code point, so that the cursor stays in place.

    :param text: what a field holds.
    """
    if text.isprintable():
        return Safe(text)
    return Safe("".join(letter if letter == "\t" else _one_sign(letter) for letter in text))


def joined(between: Literal["\t", "\n"], parts: Iterable[Safe]) -> Safe:
    """Safe texts with tabs or newlines between, as the rows of a list in a pipe."""
    return Safe(between.join(parts))


def json_text(value: object) -> Safe:
    r"""A value as JSON; characters that a terminal would obey or hide are written as ``\uXXXX``.

    :param value: what JSON can hold.
    """
    text = json.dumps(value, ensure_ascii=False)
    if text.isprintable():
        return Safe(text)
    return Safe("".join(letter if letter.isprintable() else _json_escape(letter) for letter in text))


def _json_escape(letter: str) -> str:
    r"""A character as JSON escapes it: ``\uXXXX``, and as a surrogate pair beyond the first plane."""
    units = letter.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _safe_row(row: str) -> str:
    return row if row.isprintable() else "".join(map(_safe_letter, row))


def _one_sign(letter: str) -> str:
    safe = _safe_letter(letter)
    return safe if len(safe) == 1 else "·"


def _safe_letter(letter: str) -> str:
    if letter.isprintable():
        return letter
    code = ord(letter)
    if code in _LETTERS_OF_CF:
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
