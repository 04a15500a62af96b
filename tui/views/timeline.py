"""The timeline: a row for each report and statement, its bar on a shared axis, and its facts in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from db.analysis.timeline import Event, EventKind, timeline
from db.analysis.timeline_pages import TimelinePlace, place_before, time_span, timeline_page
from db.as_of.as_of import AsOf, reports_of_walk
from db.dataclass import dataclass, replace
from db.model.ids import ReportId
from db.queries.cases import Case
from db.queries.denials import denial_ids, denials_among
from db.queries.reports import Report, reports
from db.store.reader import Reader, pages
from db.text.quotation import in_quotes
from tui.text import wording
from tui.text.marks import Mark
from tui.text.safe import line
from tui.text.styles import DIM
from tui.views.blocks import Block
from tui.views.parts import text_block
from tui.workers.past import Moment


@dataclass(frozen=True, slots=True)
class TimeRow:
    """A report or a statement, as the timeline shows it."""

    id: int
    """Its place on the timeline, from 0."""
    event: Event
    glyph: str
    what: str
    """Report, statement or denial."""
    note: str
    """How a report is known, or the report a statement stands in; safe to show."""
    moment: Moment | None
    """When it was known: the time of its report, or its own; None if neither is recorded."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The span of time that all bars share."""

    lo: datetime
    """In UTC, as ``hi``, so that a day on which clocks change keeps its true length."""
    hi: datetime
    zone: tzinfo
    """The time zone of the case, for the labels."""

    def cell(self, moment: datetime, width: int) -> int:
        """The cell of a line of some width that a moment falls in."""
        share = (moment - self.lo) / (self.hi - self.lo)
        return max(0, min(width - 1, int(share * width)))


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The timeline of a case, and the stops of the cursor that shows what was known when."""

    rows: tuple[TimeRow, ...]
    axis: Axis | None
    """None if no time is recorded."""
    stops: tuple[int, ...]
    """Rows of the reports, in the order of the chain."""
    contradictions: tuple[str, ...]
    """Sentences, safe to show."""
    after: TimelinePlace | None = None
    """Where the next page of a large case begins; None where all is read."""
    is_part: bool = False
    """Whether it is of a large case, which is read page by page."""


def timeline_view(record: Reader, case: Case) -> TimelineView:
    """Read the timeline of a small case."""
    found = timeline(record, case.id)
    zone = ZoneInfo(case.tz)
    named = _reports(record, found.events)
    denying = frozenset[int](denial_ids(record, case.id, ""))
    rows = tuple(_time_row(at, event, named, denying, case, zone) for at, event in enumerate(found.events))
    at = {row.event.id: row.id for row in rows if row.event.kind is EventKind.REPORT}
    walk = tuple(at[report] for report in reports_of_walk(record, case.id) if report in at)
    return TimelineView(
        rows, _axis(found.events, zone), walk, tuple(line(each.sentence) for each in found.contradictions)
    )


def timeline_part(record: Reader, case: Case, at: ReportId | None, before: TimelineView | None = None) -> TimelineView:
    """Read the timeline of a large case to one page more; all pages so far share one axis.

    :param at: the report to begin with, where nothing is read yet; the earliest if not given.
    :param before: what is read already, with the place of the next page.
    """
    zone = ZoneInfo(case.tz)
    if before is None:
        after = place_before(record, at) if at is not None else TimelinePlace()
        before = TimelineView((), _axis_between(*time_span(record, case.id), zone), (), (), after, is_part=True)
    assert before.after is not None
    found, then = timeline_page(record, case.id, before.after)
    named = _reports(record, found.events)
    statements = [event.id for event in found.events if event.kind is EventKind.STATEMENT]
    denying = frozenset[int](denials_among(record, statements))
    first = len(before.rows)
    rows = tuple(_time_row(first + at, event, named, denying, case, zone) for at, event in enumerate(found.events))
    stops = tuple(row.id for row in rows if row.event.kind is EventKind.REPORT)
    sentences = tuple(line(each.sentence) for each in found.contradictions)
    return replace(
        before,
        rows=(*before.rows, *rows),
        stops=(*before.stops, *stops),
        contradictions=(*before.contradictions, *sentences),
        after=then,
    )


def known_then(record: Reader, moment: Moment) -> tuple[AsOf, frozenset[tuple[EventKind, int]]]:
    """What was known of a case at a moment: how much, and which events.

    :param record: a connection of its own, since later rows stay hidden from it.
    """
    known = moment.hide(record)
    return known, frozenset((event.kind, event.id) for event in timeline(record, moment.case).events)


def bar(event: Event, axis: Axis | None, width: int) -> str:
    """The bar of an event: solid where it is known to the second, light where it is vague, arrows at open ends."""
    if width < 1:
        return ""
    if axis is None or event.untimed:
        return f"time {'not recorded' if event.untimed else 'out of range'}".ljust(width)[:width]
    lo, hi = _parse_end(event.lo), _parse_end(event.hi)
    first = axis.cell(lo, width) if lo is not None else 0
    last = axis.cell(hi, width) if hi is not None else width - 1
    drawn = [Mark.TIME_VAGUE if event.vague else Mark.TIME_KNOWN] * (max(first, last) - first + 1)
    if lo is None:
        drawn[0] = Mark.NO_BOUND
    if hi is None:
        drawn[-1] = Mark.NO_BOUND
    return (" " * first + "".join(drawn)).ljust(width)


def ticks(axis: Axis, width: int) -> str:
    """The labels of the axis: clock times within days, days within years, else years, each at its cell."""
    fits = (step for step in _STEPS if width * step >= (axis.hi - axis.lo) * _LABEL)
    step = next(fits, _STEPS[-1])
    drawn = ""
    shown, year = None, 0
    for moment in _labelled_moments(axis, step):
        at = axis.cell(_local(moment, UTC), width)
        label = str(moment.year) if step >= _YEAR else f"{moment:%-d %b}"
        if _DAY <= step < _YEAR and axis.lo.year != axis.hi.year and moment.year != year:
            label = f"{label} {moment.year}"
        if step < _DAY and moment.date() == shown:
            label = f"{moment:%H:%M}"
        elif step < _DAY and (moment.hour or moment.minute):
            label = f"{moment:%-d %b %H:%M}"
        if at >= len(drawn) + bool(drawn) and at + len(label) + 1 <= width:
            drawn, shown, year = f"{drawn:<{at}}{Mark.TICK}{label}", moment.date(), moment.year
    return drawn.ljust(width)[:width]


def event_words(row: TimeRow, known: AsOf | None, zone: ZoneInfo) -> list[Block]:
    """The event at the cursor: its bounds in words, and what was known then."""
    event = row.event
    raw = f", {in_quotes(line(event.raw))}" if event.raw else ""
    by = f", narrowed by {' and '.join(event.tightened_by)}" if event.tightened_by else ""
    clash = f"   {Mark.DIFFERENT} conflicts with {' and '.join(event.contradicts)}" if event.contradicts else ""
    head = text_block(
        (f"{row.glyph} {event.key} {line(event.label)}", "bold"),
        (f"   {row.what}{f', {row.note}' if row.note else ''} · {wording.span(event.lo, event.hi, zone)}{raw}{by}", ""),
        (clash, "$error"),
    )
    if row.moment is None:
        return [head, text_block(("No time is recorded for this, so the desk can't be shown as of it.", DIM))]
    said = wording.as_of_text(known, zone) if known is not None else "…"
    return [
        head,
        text_block((f"{Mark.AS_OF} as of {row.moment.words}: ", "bold $warning"), (said.partition(": ")[2], "")),
    ]


def _time_row(
    at: int, event: Event, named: dict[str, Report], denying: frozenset[int], case: Case, zone: ZoneInfo
) -> TimeRow:
    own = named.get(event.key if event.kind is EventKind.REPORT else event.report or "")
    moment = None
    if own is not None:
        moment = Moment(case.id, f"{own.key} {line(own.label)}, {wording.day(own.published.edtf)}", report=own.id)
    elif event.hi is not None:
        moment = Moment(case.id, wording.span(event.hi, event.hi, zone), time=event.hi)
    if event.kind is EventKind.REPORT:
        assert own is not None
        return TimeRow(at, event, wording.HOLDING_GLYPH[own.holding], "report", wording.holding_words(own), moment)
    note = f"in {line(event.report)}" if event.report else "not in a report on record"
    if event.id in denying:
        return TimeRow(at, event, Mark.AGAINST, "denial", note, moment)
    return TimeRow(at, event, "“", "statement", note, moment)


def _reports(record: Reader, events: Sequence[Event]) -> dict[str, Report]:
    ids = [ReportId(event.id) for event in events if event.kind is EventKind.REPORT]
    return {report.key: report for page in pages(ids) for report in reports(record, page)}


def _axis(events: Sequence[Event], zone: tzinfo) -> Axis | None:
    """An axis from the first known end to the last, with a little room at each side."""
    ends = [end for event in events for end in (_parse_end(event.lo), _parse_end(event.hi)) if end is not None]
    return _axis_around(ends, zone)


def _axis_between(first: str | None, last: str | None, zone: tzinfo) -> Axis | None:
    return _axis_around([end for end in (_parse_end(first), _parse_end(last)) if end is not None], zone)


def _axis_around(ends: Sequence[datetime], zone: tzinfo) -> Axis | None:
    if not ends:
        return None
    lo, hi = min(ends), max(ends)
    room = max((hi - lo) * _ROOM, timedelta(minutes=30) if hi == lo else timedelta(seconds=1))
    return Axis(_shifted(lo, -room), _shifted(hi, room), zone)


_ROOM = 0.04
"""Share of the span left empty at each side."""


def _local(moment: datetime, zone: tzinfo) -> datetime:
    """A moment in another zone; on the first and the last day of the calendar, its clock time in that zone."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment.replace(tzinfo=zone)


def _shifted(moment: datetime, by: timedelta) -> datetime:
    try:
        return moment + by
    except OverflowError:  # the first or the last year of the calendar
        return moment


def _parse_end(moment: str | None) -> datetime | None:
    """An end of bounds; None if it is open or can't be read as a time, as in a store that another program wrote."""
    try:
        return datetime.fromisoformat(moment).astimezone(UTC) if moment is not None else None
    except (ValueError, OverflowError):
        return None


_DAY = timedelta(days=1)
_YEAR = timedelta(days=365)
_STEPS = (
    *(timedelta(minutes=each) for each in (1, 5, 15, 30, 60, 120, 180, 360, 720)),
    *(timedelta(days=each) for each in (1, 2, 7, 14, 30, 91, 182)),
    *(_YEAR * each for each in (1, 2, 5, 10, 25, 50, 100, 500, 2000)),
)
"""Distances between labels of an axis."""

_LABEL = 14
"""Cells of a label with the room beside it."""


def _labelled_moments(axis: Axis, step: timedelta) -> list[datetime]:
    """The labelled moments: whole hours, days or years in the case's zone."""
    lo, hi = _local(axis.lo, axis.zone), _local(axis.hi, axis.zone)
    start = lo.replace(hour=0, minute=0, second=0, microsecond=0)
    if step >= _YEAR:
        years = step.days // 365
        numbers = range(lo.year - lo.year % years, hi.year + 1, years)
        found = [start.replace(year=number, month=1, day=1) for number in numbers if number]
    else:
        count = int((hi - start) / step) + 1
        found = [_shifted(start, step * number) for number in range(count)]
    return [moment for moment in found if lo <= moment <= hi]
