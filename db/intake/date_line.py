"""The date line of an article: a line of its text that is a date, alone or after a name: “Post, 9 October 2010”."""

from __future__ import annotations

import re
from itertools import islice

from db.errors import Refused
from db.model.written_dates import parse_written_date

_LOOKED_AT = 40
"""Lines from the beginning of a text that are looked at."""

_LONGEST = 80
"""The longest date line, in characters."""

_LEADS = re.compile(
    r"^(?:(?:first\s+)?(?:published|posted|updated|last\s+updated|date)(?:\s+(?:on|at))?\s*:?\s*)", re.IGNORECASE
)
"""Words before the date: "Published on"."""

_SEPARATOR = re.compile(r"\s*[,|·•]\s+|\s+[-–—/]+\s+")
"""What stands between the name of an outlet or author and the date."""

_HAS_YEAR = re.compile(r"\d{4}")
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?", re.ASCII)


def date_line(text: str) -> str | None:
    """The first line of a text that is a date with its year, as it is written there; None where there is none.

    :param text: such as an article that was pasted, with "Wednesday, 16 December 2020" under its headline.
    """
    for line in islice(text.splitlines(), _LOOKED_AT):
        whole = line.strip()
        if len(whole) > _LONGEST:
            continue
        for start in (0, *(found.end() for found in _SEPARATOR.finditer(whole))):
            words = _LEADS.sub("", whole[start:]).strip()
            if _HAS_YEAR.search(words) and _is_date(words):
                return words
    return None


def _is_date(words: str) -> bool:
    if _ISO.fullmatch(words):
        return True
    if words.isdecimal():
        return False
    try:
        return parse_written_date(words) is not None
    except Refused:
        return True  # a date with two readings: the person says which
