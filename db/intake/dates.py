"""When an article says it was published: its own words, and the day or time they surely mean. No guessing here."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from db.model.times import When
from db.text.normalize import normalize_line

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
_OFFSET = re.compile(r"\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)$", re.ASCII)
_EDTF = re.compile(r"[1-9]\d{3}-\d\d-\d\d(T\d\d:\d\d:\d\d([+-]\d\d:\d\d|Z))?", re.ASCII)
_LONGEST = 100
"""Longer words are no date."""


def published(raw: str | None) -> When:
    """The time as given, with EDTF when it is ISO 8601 or an e-mail date (RFC 5322).

    A time without an offset, and midnight to the second (which is how a bare day is mostly written), count as
    their day: the hour would be made up.

    :param raw: the words of a page, a feed or a file.
    """
    words = normalize_line(raw or "")
    if not words or len(words) > _LONGEST:
        return When()
    if _MONTH.fullmatch(words):
        return When(words, words)
    moment = _iso(words) or _mailed(words)
    return When(words, _edtf(moment) if moment else None)


def _iso(words: str) -> datetime | None:
    zone = _OFFSET.search(words)
    offset = "" if not zone else "Z" if zone[1] in ("UTC", "GMT") else zone[1]
    try:
        return datetime.fromisoformat(words[: zone.start()] + offset if zone else words)
    except ValueError:
        return None


def _mailed(words: str) -> datetime | None:
    try:
        return parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _edtf(moment: datetime) -> str | None:
    known = moment.tzinfo is not None and (moment.hour, moment.minute, moment.second) != (0, 0, 0)
    edtf = moment.isoformat(timespec="seconds") if known else moment.date().isoformat()
    return edtf.replace("+00:00", "Z") if _EDTF.fullmatch(edtf) else None
