"""Escapes of characters that are not shown, in what is exported."""

from __future__ import annotations

import re

_CONTROLS = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f]")
"""Control characters but tab and line feed."""

_UNSHOWN = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""What JSON leaves as it is, although some programs end a line there, or can't read it."""


def escape_controls(text: str) -> str:
    r"""A text with its control characters as ``\u0007``; tabs and line feeds stay."""
    return _CONTROLS.sub(escape_match, text)


def escape_json(json: str) -> str:
    r"""JSON with every character that is not shown as ``\u0085``, which JSON reads back."""
    return json if json.isascii() and "\x7f" not in json else _UNSHOWN.sub(escape_match, json)


def escape_match(found: re.Match[str]) -> str:
    r"""A character that a pattern found, as ``\u0007``."""
    return f"\\u{ord(found[0]):04x}"


_INVISIBLE = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
"""Control characters, and what is not shown but changes how text reads. Joiners stay: languages are spelt with them."""


def show_invisible(text: str) -> str:
    """A text with its control and bidirectional characters as ``‹U+202E›``; tabs and line feeds stay."""
    return text if text.isprintable() else _INVISIBLE.sub(lambda found: f"‹U+{ord(found[0]):04X}›", text)
