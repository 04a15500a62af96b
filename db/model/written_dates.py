"""Dates as people write them, such as “6 Oct 2010” or “tomorrow 18:00”, to EDTF. What has two readings is refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from db.errors import Refused
from db.model.date_order import DateOrder, current_date_order

if TYPE_CHECKING:
    from dateparser.date import DateDataParser


def parse_written_date(text: str, zone: tzinfo | None = None, now: datetime | None = None) -> str | None:
    """A date as a person writes it, in EDTF: a month, a day, or a moment with its offset.

    Every word must be understood: “about 6 Oct 2010” is no date here, since the day alone would say more than is known.

    :param text: such as ``Saturday, October 9, 2010``, ``16.12.2020 21:45``, ``yesterday``, ``Oct 2010``.
    :param zone: the time zone of a time without an offset, and of “today”; the system's if none is given.
    :param now: what “today” counts from; the clock if none is given.
    :returns: None where it is no such date.
    :raises Refused: it can be read in two ways, or its weekday is not that of its day.
    """
    written, offset = _split_offset(_plain_digits(" ".join(text.split())).strip(" .,;"))
    if not _may_be_date(written):
        return None
    there = (now or datetime.now(UTC)).astimezone(zone)
    base = there.replace(tzinfo=None)
    found = _parse(written, "DMY", base)
    if found is None:
        return None
    if _SLASHED.search(written):
        found = _in_order(written, found, base)
    _check_weekday(written, found)
    return found.edtf(zone or there.tzinfo, offset)


class _ParsedDate:
    """A date that the parser found, with its language."""

    __slots__ = ("at", "locale", "period")

    def __init__(self, at: datetime, period: str, locale: str) -> None:
        self.at, self.period, self.locale = at, period, locale

    def edtf(self, zone: tzinfo | None, offset: str) -> str | None:
        match self.period:
            case "time":
                at = datetime.fromisoformat(f"{self.at:%Y-%m-%dT%H:%M:%S}{offset}")
                at = at if at.tzinfo else at.replace(tzinfo=zone)
                return at.isoformat(timespec="seconds").replace("+00:00", "Z")
            case _ if offset:
                return None  # an offset without a time
            case "day":
                return f"{self.at:%Y-%m-%d}"
            case "month":
                return f"{self.at:%Y-%m}"
        return None


_LONGEST = 60
_LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "pl", "tr", "ru", "uk", "ar", "fa", "he", "el")
"""The languages whose names of months are known, in the order they are tried."""

_CONNECTIVES = frozenset(
    re.findall(
        r"\w+",
        "at of the on um den der le la à de del a las às il alle ore om op o r roku g года г в во о року р saat"
        " في الساعة ساعت ב h uhr am pm noon midnight days day ago in",
    )
)
"""Words beside numbers and names that change nothing, or that the parser counts by (“3 days ago”)."""

_RELATIVE = ("0 day ago", "1 day ago", "in 1 day")
_MONTHS = re.findall(r"\w+", "january february march april may june july august september october november december")
_WEEKDAYS = re.findall(r"\w+", "monday tuesday wednesday thursday friday saturday sunday")

_OFFSET = re.compile(r"\s*(?<=[\d\s])(Z|UTC|GMT|(?:UTC|GMT)?\s?[+-]\d{1,2}(?::?\d\d)?)\s*$", re.ASCII)
_YEAR = re.compile(r"(?<!\d)[1-9]\d{3}(?!\d)", re.ASCII)
_COUNTED = re.compile(r"(\d{1,4} days ago|in \d{1,4} days)", re.ASCII | re.IGNORECASE)
_SLASHED = re.compile(r"(?<!\d)\d{1,2}([/-])\d{1,2}\1\d{4}(?!\d)", re.ASCII)
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2}([./-])\s?\d{1,2}\2\s?\d{4}|\d{4}([./-])\d{1,2}\3\d{1,2})(?!\d)", re.ASCII)
"""A whole date in numbers."""

_ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th|er|º|ª)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_FORBIDDEN = re.compile(r"[^\w\s.,:/+\-’']|_")


def _split_offset(text: str) -> tuple[str, str]:
    """A text without its offset, and the offset as ISO 8601 has it."""
    found = _OFFSET.search(text)
    if found is None or ":" not in text[: found.start()]:  # 16-12-2020 ends with no offset
        return text, ""
    name = found[1].removeprefix("UTC").removeprefix("GMT").strip()
    if name in ("", "Z"):
        return text[: found.start()], "+00:00"
    digits = name[1:].replace(":", "")
    hours, minutes = (digits, "00") if len(digits) < 3 else (digits[:-2], digits[-2:])
    return text[: found.start()], f"{name[0]}{int(hours):02}:{minutes}"


def _plain_digits(text: str) -> str:
    return "".join(str(unicodedata.digit(each)) if each.isdigit() and not each.isascii() else each for each in text)


def _may_be_date(text: str) -> bool:
    if not text or len(text) > _LONGEST or _FORBIDDEN.search(text):
        return False
    return bool(
        _YEAR.search(text) or _COUNTED.search(text) or not re.search(r"\d", text) or ":" in text or _is_hour(text)
    )


def _is_hour(text: str) -> bool:
    return bool(re.search(r"(?<!\d)\d{1,2}\s?(am|pm|h|uhr)\b", text, re.ASCII | re.IGNORECASE))


def _parse(text: str, order: str, base: datetime) -> _ParsedDate | None:
    """What the parser finds, where every word is known in its language and the day has its year."""
    got = _parser(order, base).get_date_data(text)
    if got.date_obj is None or got.locale is None:
        return None
    names = _known_words(got.locale)
    words = _folded_words(text)
    if not all(word in names or word in _CONNECTIVES for word in words):
        return None
    is_counted = bool(_COUNTED.search(text) or words & _near_days(got.locale))
    is_whole = bool(_NUMBERS.search(text) or (_YEAR.search(text) and words & _folded_names(got.locale, *_MONTHS)))
    if not is_counted and not is_whole:
        return None  # what is lacking would be a guess
    return _ParsedDate(got.date_obj, got.period, got.locale)


def _in_order(written: str, found: _ParsedDate, base: datetime) -> _ParsedDate:
    """A date of numbers, in the order that is set.

    :raises Refused: it can be read in two ways, and no order is set.
    """
    other = _parse(written, "MDY", base)
    if other is None or other.at == found.at:
        return found
    match current_date_order():
        case DateOrder.DAY_MONTH:
            return found
        case DateOrder.MONTH_DAY:
            return other
    raise Refused(
        f"“{written}” may be {found.at.day} {found.at:%B} or {other.at.day} {other.at:%B} {found.at.year}.",
        f"Write {found.at:%Y-%m-%d} or {other.at:%Y-%m-%d}, or the month as a word.",
    )


def _check_weekday(written: str, found: _ParsedDate) -> None:
    words = _folded_words(written)
    if words & _folded_names(found.locale, _WEEKDAYS[found.at.weekday()]):
        return
    for weekday in _WEEKDAYS:
        if words & _folded_names(found.locale, weekday):
            raise Refused(
                f"{found.at.day} {found.at:%B %Y} was no {weekday.capitalize()}, but a {found.at:%A}.",
                "Correct one of the two.",
            )


def _parser(order: str, base: datetime) -> DateDataParser:
    from dateparser.date import DateDataParser  # most dates are ISO 8601 and never come here

    return DateDataParser(
        languages=list(_LANGUAGES),
        use_given_order=True,
        settings={
            "DATE_ORDER": order,
            "PREFER_LOCALE_DATE_ORDER": False,
            "RELATIVE_BASE": base,
            "RETURN_TIME_AS_PERIOD": True,
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )


@cache
def _language_data(locale: str) -> Mapping[str, Any]:
    from dateparser.languages.loader import default_loader  # as above

    info: Mapping[str, Any] = default_loader.get_locale(locale).info
    return info


def _folded_words(text: str) -> set[str]:
    """The words of a text, without the endings of ordinal numbers."""
    return {each.casefold() for each in _WORD.findall(_ORDINAL.sub("", text))}


def _known_words(locale: str) -> frozenset[str]:
    """The names of months, weekdays and near days in a language, and of the halves of a day."""
    return _folded_names(locale, *_MONTHS, *_WEEKDAYS, "am", "pm") | _near_days(locale)


@cache
def _folded_names(locale: str, *keys: str) -> frozenset[str]:
    given = chain.from_iterable(_language_data(locale).get(key, ()) for key in keys)
    return frozenset(word.casefold() for name in given for word in _WORD.findall(name))


@cache
def _near_days(locale: str) -> frozenset[str]:
    near = _language_data(locale).get("relative-type", {})
    names = chain.from_iterable(near.get(key, ()) for key in _RELATIVE)
    return frozenset(name.casefold() for name in names if _WORD.fullmatch(name))
