"""Times of the record: raw words, an EDTF expression, and UTC bounds that sort."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from db.dataclass import dataclass
from db.errors import Refused

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class When:
    """When something was said or published, as far as we know."""

    raw: str | None = None
    """The words as given: "earlier on Wednesday"."""
    edtf: str | None = None
    """The same in EDTF (ISO 8601-2:2019, levels 0 to 2)."""
    lo: str | None = None
    """Not before: UTC, ``YYYY-MM-DDTHH:MM:SSZ``."""
    hi: str | None = None
    """Not after, in the same form."""

    @property
    def is_in_bounds(self) -> bool:
        """Whether its bounds say more than its EDTF expression: there is none, or only a day for a known moment."""
        if not self.edtf:
            return bool(self.lo or self.hi)
        return self.lo is not None and self.lo == self.hi and "T" not in self.edtf


def parse_edtf_bounds(when: When, tz: str) -> When:
    """Fill in the bounds of an EDTF expression. Bounds that are given stay.

    A day means that day in the case's time zone; a time with an offset means that second.

    :param when: its lo and hi may be ISO times with an offset; they are returned in UTC.
    :param tz: the case's IANA time zone.
    :raises Refused: the expression is not EDTF, a bound is not a time, its year is out of range, or the bounds are
        the wrong way round.
    """
    zone = _time_zone(tz)
    lo, hi = _edtf_bounds(when.edtf, zone) if when.edtf else (None, None)
    first = _format_utc(_parse_instant(when.lo, zone)) if when.lo else lo
    last = _format_utc(_parse_instant(when.hi, zone)) if when.hi else hi
    if first and last and first > last:
        raise Refused(f"The time runs backwards: {first} is after {last}.", "Swap the two bounds.")
    return When(when.raw, when.edtf, first, last)


def parse_typed_bounds(when: When, tz: str) -> When:
    """Fill in the bounds of a time whose parts may also be typed as people write dates (:mod:`db.model.written_dates`).

    :param tz: the case's IANA time zone.
    :returns: with its EDTF expression, and bounds in UTC.
    :raises Refused: as :func:`parse_edtf_bounds`; or a part has two readings.
    """
    try:
        return parse_edtf_bounds(when, tz)
    except Refused:
        found = _parse_parts(when, tz)
        if found == when:
            raise
        return parse_edtf_bounds(found, tz)


def _parse_parts(when: When, tz: str) -> When:
    """A time whose parts are EDTF and ISO 8601 where they can be understood."""
    first, last = (_parse_written(part, tz) for part in (when.lo, when.hi))
    return When(
        when.raw,
        _parse_written(when.edtf, tz) or when.edtf,
        parse_edtf_bounds(When(edtf=first), tz).lo if first else when.lo,
        parse_edtf_bounds(When(edtf=last), tz).hi if last else when.hi,
    )


def _parse_written(typed: str | None, tz: str) -> str | None:
    from db.model.written_dates import parse_written_date  # most times are ISO 8601

    return parse_written_date(typed, _time_zone(tz)) if typed else None


def parse_typed_time(typed: str, tz: str) -> When:
    """A time as a person types it: a moment, a day, another EDTF expression, or words.

    :param typed: ``2020-12-16T21:45``, ``2020-12-16``, ``16 Dec 2020 21:45``, ``2020-12``, ``earlier on Wednesday``.
    :param tz: the time zone of a moment without an offset.
    :raises Refused: it has the form of a date and is none, or has two readings.
    """
    text = " ".join(typed.split())
    if not text:
        return When()
    if _MOMENT.fullmatch(text):
        text = _parse_instant(text, _time_zone(tz)).isoformat(timespec="seconds").replace("+00:00", "Z")
    try:
        parse_edtf_bounds(When(edtf=text), tz)
    except Refused:
        if written := _parse_written(text, tz):
            return When(edtf=written)
        if _LIKE_A_DATE.match(text):
            raise
        return When(raw=text)
    return When(edtf=text)


_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*", re.ASCII)
_LIKE_A_DATE = re.compile(r"Y?-?\d{4,}($|[-/~?%XuE])", re.ASCII)

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?", re.ASCII)
_EDTF_TEXT = re.compile(r"(?!Y-?\d+E\d{3})(?!/?\.\./?\Z)[!-~]{1,120}")
"""Text that the EDTF parser gets: ASCII without blanks, since the parser would skip those. It computes without end for
an exponent of many digits (``Y17E999999999``), takes long for a long list, and prints an interval with no bound.
"""

_SHOWN = 60
"""Characters of a wrong time that a message repeats."""


def _edtf_bounds(edtf: str, zone: ZoneInfo) -> tuple[str | None, str | None]:
    plain = _plain_iso_bounds(edtf, zone)
    if plain is not None:
        return _format_utc(plain[0]), _format_utc(plain[1])
    from edtf import parse_edtf  # a tenth of a second to import, and most times are plain days
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parsed = parse_edtf(edtf if _EDTF_TEXT.fullmatch(edtf) else "")
        first = _date_of(parsed.lower_strict()) if not edtf.startswith("/") else None
        last = _date_of(parsed.upper_strict()) if not edtf.endswith("/") else None
    except (EDTFParseException, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise Refused(
            f"“{edtf[:_SHOWN]}” is not a date.", "Write 2020-12-16, 16 Dec 2020, 2020-12, or 2020-12-16/2020-12-18."
        ) from error
    return (
        _format_utc(datetime.combine(first, time(), zone)) if first else None,
        _format_utc(datetime.combine(last, time(), zone) + timedelta(days=1, seconds=-1)) if last else None,
    )


def _date_of(parsed: object) -> date | None:
    """The day of the EDTF parser's result; None for an open end, or a year that Python's dates can't hold."""
    try:
        return date(*parsed[:3])  # type: ignore[index]
    except (TypeError, ValueError):
        return None


def _plain_iso_bounds(edtf: str, zone: ZoneInfo) -> tuple[datetime, datetime] | None:
    """Bounds of a plain day or of a time to the second, without the EDTF parser."""
    try:
        if _DAY.fullmatch(edtf):
            day = datetime.combine(date.fromisoformat(edtf), time(), zone)
            return day, day + timedelta(days=1, seconds=-1)
        if _TIME.fullmatch(edtf):
            instant = _parse_instant(edtf, zone)
            return instant, instant
    except (ValueError, Refused):
        pass
    return None


def _parse_instant(text: str, zone: ZoneInfo) -> datetime:
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refused(f"“{text[:_SHOWN]}” is not a time.", "Write it as 2020-12-16T21:45:00+02:00.") from error
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=zone)


def _format_utc(moment: datetime) -> str:
    try:
        return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"
    except OverflowError as error:
        raise Refused(f"The year of {moment} is out of reach.", "Keep the words, and leave the date out.") from error


def is_time_zone(tz: str) -> bool:
    """Whether a name is that of an IANA time zone."""
    try:
        _time_zone(tz)
    except Refused:
        return False
    return True


def _time_zone(tz: str) -> ZoneInfo:
    from zoneinfo import ZoneInfo  # only writing a time needs it, and the first screen reads

    try:
        return ZoneInfo(tz)
    except (KeyError, ValueError, OSError) as error:
        raise Refused(f"“{tz[:_SHOWN]}” is not a time zone.", "Use an IANA name such as Asia/Baghdad.") from error
