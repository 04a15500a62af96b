"""Names of IANA time zones: those that match typed words, and the one that is meant."""

from __future__ import annotations

from functools import cache

MOST = 6
"""The most matches at a time."""


def zones_like(typed: str, most: int = MOST) -> list[str]:
    """Time zones whose name contains typed words; those whose place begins with them come first.

    :param typed: part of a name, such as ``baghdad``, ``new york`` or ``asia/``.
    """
    words = _folded(typed)
    found = [name for name in _names() if words in _folded(name)]

    def rank(name: str) -> tuple[bool, bool, bool, str]:
        folded, place = _folded(name), _place(name)
        return folded != words, place != words, not (place.startswith(words) or folded.startswith(words)), name

    return sorted(found, key=rank)[:most]


def zone_named(typed: str) -> str:
    """The name of a time zone from what a person typed: a name in any capitals, or its place where one zone has it.

    :returns: what was typed, where it is neither.
    """
    words = _folded(typed)
    whole = [name for name in _names() if _folded(name) == words]
    placed = [name for name in _names() if _place(name) == words]
    return whole[0] if whole else placed[0] if len(placed) == 1 else typed


@cache
def _names() -> tuple[str, ...]:
    from zoneinfo import available_timezones  # reads a file; only a form that asks for a zone needs it

    return tuple(sorted(available_timezones()))


def _folded(words: str) -> str:
    return " ".join(words.replace("_", " ").split()).casefold()


def _place(name: str) -> str:
    return _folded(name.rpartition("/")[2])
