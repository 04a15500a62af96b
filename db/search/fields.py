"""The filter words, such as ``status:``, and the values that each takes. Nothing here reads a store."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING

from db.analysis.alarms.model import AlarmKind
from db.dataclass import dataclass
from db.model.enums import Reliability, Status, Verdict, WordedEnum

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


class FilterWord(WordedEnum):
    """The words of a filter, each written before a colon, with what it asks."""

    STATUS = "status", "status of work on a claim"
    VERDICT = "verdict", "the last assessment of a claim; none where it has none"
    SOURCE = "source", "who says something on it: a name, a part of one, or a key"
    OUTLET = "outlet", "in whose reports: a name, a part of one, or a key"
    TAG = "tag", "a tag on it"
    DENIED = "denied", "whether somebody denies it"
    ALARM = "alarm", "an alarm about it that is not dismissed"
    ORIGINS = "origins", "how many origins it has for it, named and anonymous"
    BEFORE = "before", "said or published before a day or a time"
    AFTER = "after", "said or published on a day or after it, or at a time or later"
    HAS = "has", "what it has: a note, an open task, a tag …"
    CASE = "case", "which case: its key or words of its title"
    RATING = "rating", "the letter of a source, the digit of what it says, or both: C, 3, C3"


class FieldKind(StrEnum):
    """The values of ``has:``."""

    NOTE = "note"
    TASK = "task"
    TAG = "tag"
    VERDICT = "verdict"
    RATING = "rating"
    QUOTE = "quote"
    PARTS = "parts"


NONE = "none"
"""After ``verdict:`` and ``rating:``: without one."""

ANY = "any"
"""After ``alarm:``: an alarm of any kind."""

CHOICES: Mapping[FilterWord, Mapping[str, str]] = {
    FilterWord.STATUS: {each.value.replace("_", "-"): each.word for each in Status},
    FilterWord.VERDICT: {each.value: f"assessed as {each}" for each in Verdict} | {NONE: "without an assessment"},
    FilterWord.DENIED: {"yes": "somebody denies it", "no": "nobody does"},
    FilterWord.ALARM: {each.value.replace(" ", "-"): "" for each in AlarmKind} | {ANY: "whichever"},
    FilterWord.HAS: {each.value: "an open task" if each is FieldKind.TASK else "" for each in FieldKind},
}
"""For words with fixed values: each value and what it means."""

NAMED = (FilterWord.SOURCE, FilterWord.OUTLET, FilterWord.TAG, FilterWord.CASE)
"""Words whose value is a name from the store."""

ORIGINS = re.compile(r"(<=|>=|<|>|=)?(\d{1,6})", re.ASCII)
RATING = re.compile(rf"([{''.join(Reliability)}])?([1-6])?|none", re.ASCII | re.IGNORECASE)
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*", re.ASCII)
_DAY_BEGUN = re.compile(r"\d{1,4}([-./](\d{1,2}([-./](\d{1,4})?)?)?)?|[^\W\d_]{1,12}")

_DAY_SHAPE = (
    "a day, a month, a year or a time, such as 2020-12-16, 16.12.2020, 2020-12, yesterday, 2020-12-16T21:45,"
    " or “16 Dec 2020” in quotation marks"
)

SHAPES = {
    FilterWord.ORIGINS: "a number with a sign before it, such as <2, >=3 or 0",
    FilterWord.RATING: "a letter A to F, a digit 1 to 6, or both, such as C3; or none",
    FilterWord.BEFORE: _DAY_SHAPE,
    FilterWord.AFTER: _DAY_SHAPE,
}
"""For words without fixed values: what to type after them, as part of a sentence."""


@dataclass(frozen=True, slots=True)
class FilterDay:
    """A day, a month or a year, as its first day; or a time."""

    first: date
    at: datetime | None = None
    """The time; without an offset it is meant in the time zone of the case."""

    def begins(self, zone: ZoneInfo) -> str:
        """When it begins in a time zone, in UTC: ``YYYY-MM-DDTHH:MM:SSZ``."""
        begins = self.at or datetime.combine(self.first, time())
        moment = (begins if begins.tzinfo else begins.replace(tzinfo=zone)).astimezone(UTC)
        return f"{moment.replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def normalize_choice(value: str) -> str:
    """A value as the fixed values are written: "In Progress" and "in_progress" become "in-progress"."""
    return re.sub(r"[\s_]+", "-", value.strip()).casefold()


def parse_day(value: str) -> FilterDay | None:
    """Parse a day, a month, a year or a time, also as people write dates; None where it is none of them.

    :raises Refused: it has two readings.
    """
    at = None
    found = _DAY.fullmatch(value)
    if not found:
        at = _parse_moment(value)
        found = _DAY.fullmatch(at.date().isoformat() if at else _parse_written(value) or "")
    if not found:
        return None
    year, month, number = (int(part or 1) for part in found.groups())
    try:
        first = date(year, month, number)
        first - timedelta(days=2), first + timedelta(days=2)  # no time zone may lead out of the calendar
    except (ValueError, OverflowError):
        return None
    return FilterDay(first, at)


def _parse_moment(value: str) -> datetime | None:
    """A time, without an offset where none is typed."""
    if _MOMENT.fullmatch(value):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            return None
    here, there = _parse_written(value, UTC), _parse_written(value, timezone(timedelta(hours=1)))
    if here is None or there is None or "T" not in here:
        return None
    at = datetime.fromisoformat(here)
    return at if at == datetime.fromisoformat(there) else at.replace(tzinfo=None)


def _parse_written(value: str, zone: tzinfo | None = None) -> str | None:
    from db.model.written_dates import parse_written_date  # most dates are ISO 8601

    return parse_written_date(value, zone)


def can_complete(word: FilterWord, value: str) -> bool:
    """Whether a value that is still being typed is the beginning of a valid one."""
    if not value:
        return True
    if word in CHOICES:
        return any(each.startswith(normalize_choice(value)) for each in CHOICES[word])
    return _BEGUN[word](value)


_BEGUN: Mapping[FilterWord, Callable[[str], bool]] = {
    FilterWord.ORIGINS: lambda value: value in ("<", ">", "=", "<=", ">="),
    FilterWord.RATING: lambda value: "none".startswith(value.casefold()),
    FilterWord.BEFORE: lambda value: bool(_DAY_BEGUN.fullmatch(value)),
    FilterWord.AFTER: lambda value: bool(_DAY_BEGUN.fullmatch(value)),
    **{word: lambda value: not value for word in NAMED},
}
