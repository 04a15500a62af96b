"""The date line of an article: a line of its text that is a date and nothing else."""

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

_HAS_YEAR = re.compile(r"\d{4}")
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?", re.ASCII)


def date_line(text: str) -> str | None:
    """The first line of a text that is a date with its year, as it is written there; None where there is none.

    :param text: such as an article that was pasted, with "Wednesday, 16 December 2020" under its headline.
    """
    for line in islice(text.splitlines(), _LOOKED_AT):
        words = _LEADS.sub("", line.strip()).strip()
        if 0 < len(words) <= _LONGEST and _HAS_YEAR.search(words) and _is_date(words):
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
