"""Keys: the short names of things on screen, such as C3, and which of them are well formed."""

from __future__ import annotations

import re

KEY_LETTERS = {
    "cases": "K",
    "sources": "W",
    "reports": "R",
    "statements": "S",
    "claims": "C",
    "notes": "N",
    "tasks": "T",
}
"""The first letter of keys, by table. The triggers of version 12 of the schema hold rows to the same form."""

_NUMBER = re.compile("(0|[1-9][0-9]{0,11})")
_NUMBER_AND_PART = re.compile("(0|[1-9][0-9]{0,11})[a-z]*")


def is_well_formed(table: str, key: str) -> bool:
    """Whether a key is its letter and a number, followed by small letters in the key of a claim's part.

    :param table: one of :data:`KEY_LETTERS`.
    """
    form = _NUMBER_AND_PART if table == "claims" else _NUMBER
    return key[:1] == KEY_LETTERS[table] and bool(form.fullmatch(key[1:])) and len(key) <= 60
