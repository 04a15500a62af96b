"""Texts in XML 1.0, which has no place for most control characters."""

from __future__ import annotations

import re

from db.exchange.escaping import escape_match

_NOT_IN_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 can't hold, and control characters that it can."""

_MARKUP = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


def xml_text(value: object) -> str:
    r"""A value as a text or an attribute of XML. Characters that it can't hold are written as ``\u0007``."""
    shown = str(value).lower() if isinstance(value, bool) else str(value)
    return _NOT_IN_XML.sub(escape_match, shown).translate(_MARKUP)
