"""The known name that a mistyped one may stand for."""

from __future__ import annotations

from collections.abc import Iterable

_ALIKE = 75
"""The least score out of 100; below it, two names only share some letters."""


def nearest_words(name: str, known: Iterable[str]) -> str:
    """The known name that is nearest to an unknown one, as the end of a sentence; empty for none."""
    from rapidfuzz import process  # only a wrong name needs it

    found = process.extractOne(name, [*known], score_cutoff=_ALIKE)
    return f"; the nearest is {found[0]}" if found else ""
