"""Parser for publication times: ISO 8601 and e-mail dates to EDTF. Nothing is guessed."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from db.model.times import When
from db.text.normalize import normalize_line

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
_OFFSET = re.compile(r"\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)$", re.ASCII)
_EDTF = re.compile(r"[1-9]\d{3}-\d\d-\d\d(T\d\d:\d\d:\d\d([+-]\d\d:\d\d|Z))?", re.ASCII)
_MOST_LETTERS = 100
"""Longer texts are not parsed as dates."""


def parse_published(raw: str | None) -> When:
    """Parse a publication time: ISO 8601 or an e-mail date (RFC 5322) also gets its EDTF.

    A time without an offset counts as a day, and so does midnight to the second, which mostly stands for a bare day.

    :param raw: the text in a page, a feed or a file.
    :returns: the text as given, with EDTF where it could be parsed; empty for no text or a very long one.
    """
    words = normalize_line(raw or "")
    if not words or len(words) > _MOST_LETTERS:
        return When()
    if _MONTH.fullmatch(words):
        return When(words, words)
    moment = _parse_iso_8601(words) or _parse_email_date(words)
    return When(words, _to_edtf(moment) if moment else None)


def _parse_iso_8601(words: str) -> datetime | None:
    zone = _OFFSET.search(words)
    offset = "" if not zone else "Z" if zone[1] in ("UTC", "GMT") else zone[1]
    try:
        return datetime.fromisoformat(words[: zone.start()] + offset if zone else words)
    except ValueError:
        return None


def _parse_email_date(words: str) -> datetime | None:
    try:
        return parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _to_edtf(moment: datetime) -> str | None:
    has_time = moment.tzinfo is not None and (moment.hour, moment.minute, moment.second) != (0, 0, 0)
    edtf = moment.isoformat(timespec="seconds") if has_time else moment.date().isoformat()
    return edtf.replace("+00:00", "Z") if _EDTF.fullmatch(edtf) else None
