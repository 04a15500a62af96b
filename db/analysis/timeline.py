"""The timeline of a case: its reports and statements, each with the bounds of its time.

Recorded bounds are tightened by what must hold: a statement linked *after* another is not before it; a relaying
statement is not before the one it passes on; a report is not before its statements; a report known only through another
is not after that. An end without a bound stays open. Where order and times contradict each other, the recorded times
stay, and the contradiction is listed.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from enum import StrEnum

from db.algorithms.layered_graph import cycles
from db.algorithms.time_bounds import Bounds, tighten_bounds
from db.dataclass import dataclass, field
from db.model.enums import LinkKind
from db.model.ids import CaseId, ReportId
from db.queries.reports import reports
from db.store.reader import Reader, Row, pages


class EventKind(StrEnum):
    """The kinds of event: a report was published, or a statement was made."""

    REPORT = "report"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Event:
    """A report or a statement on the timeline."""

    kind: EventKind
    id: int
    key: str
    label: str
    """The name of the report as in the chain, or of the speaker."""
    report: str | None
    """For a statement, the key of its report."""
    lo: str | None
    """Not before, in UTC; None where nothing is known."""
    hi: str | None
    """Not after."""
    raw: str | None
    """The time in the words of the source."""
    edtf: str | None
    vague: bool
    """Whether the time is not known to the second."""
    tightened_by: tuple[str, ...]
    """Keys of the events that make its bounds narrower than its recorded time."""
    contradicts: tuple[str, ...] = ()
    """Keys of the events that contradict its time; its bounds are then the recorded ones."""

    @property
    def untimed(self) -> bool:
        """Whether nothing is known of its time."""
        return self.lo is None and self.hi is None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """An order that contradicts recorded times, or itself."""

    keys: tuple[str, ...]
    """Keys of the events in between."""
    sentence: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The events of a case in order, and the contradictions."""

    events: list[Event]
    contradictions: list[Contradiction] = field(default_factory=list)


def timeline(record: Reader, case: CaseId) -> Timeline:
    """The reports and statements of a case, the earliest first; those without any known time last.

    An event without a lower bound is sorted by its upper bound, before events that begin there.

    :param case: the case; rows hidden by :mod:`db.as_of.as_of` are left out.
    """
    things = _timed_things(record, case)
    linked = [(first, then) for first, then in record.rows(BEFORE.format(among=_IN_CASE), case=case)]
    passed_on = record.rows(PASSED_ON.format(among=_IN_CASE), case=case)
    return arrange(things, linked, passed_on, record.rows(_CITED, case=case))


def arrange(
    things: Iterable[TimedThing],
    linked: Sequence[tuple[int, int]],
    passed_on: Sequence[tuple[int, int]],
    cited: Sequence[tuple[int, int]],
    shown: Container[EventPlace] | None = None,
) -> Timeline:
    """Put reports and statements in order, with bounds narrowed by each other.

    :param linked: pairs of statements of which a link says that the first is not after the second.
    :param passed_on: pairs of statements of which the second passes the first on.
    :param cited: pairs of reports of which the first is known through the second.
    :param shown: the events to return; the others only narrow their bounds.
    """
    nodes = {(thing.kind, thing.id): thing for thing in things}
    order = _known_order(nodes, [*linked, *passed_on], cited)
    bounds = tighten_bounds({place: (node.lo, node.hi) for place, node in nodes.items()}, order)
    found = [_event_of(node, bounds[place], nodes) for place, node in nodes.items() if shown is None or place in shown]
    contradictions = [*_order_cycles(linked, nodes, shown), *_time_contradictions(bounds, nodes, shown)]
    return Timeline(sorted(found, key=_event_sort_key), contradictions)


# --- what is on it ------------------------------------------------------------------------------------------------

EventPlace = tuple[EventKind, int]
"""A report or a statement, by id."""


@dataclass(frozen=True, slots=True)
class TimedThing:
    """A report or statement as it is recorded."""

    kind: EventKind
    id: int
    key: str
    label: str
    raw: str | None
    edtf: str | None
    lo: str | None
    hi: str | None
    report: int | None = None
    report_key: str | None = None
    by_outlet: bool = False
    """Whether its speaker is the outlet of its report."""


def _timed_things(record: Reader, case: CaseId) -> Iterator[TimedThing]:
    yield from timed_reports(record, record.column('SELECT id FROM reports WHERE "case" = ? ORDER BY id', case))
    yield from map(
        timed_statement, record.rows(f'{TIMED_STATEMENTS} WHERE st."case" = :case ORDER BY st.id', case=case)
    )


def timed_reports(record: Reader, ids: Sequence[ReportId]) -> Iterator[TimedThing]:
    """Reports as they are recorded."""
    for page in pages(ids):
        for report in reports(record, page):
            when = report.published
            yield TimedThing(
                EventKind.REPORT, report.id, report.key, report.label, when.raw, when.edtf, when.lo, when.hi
            )


TIMED_STATEMENTS = """
SELECT st.id, st.key, coalesce(so.short, so.name), st.said_raw, st.said_edtf, st.said_lo, st.said_hi,
  st.report, re.key, st.source IS re.outlet
FROM statements st JOIN sources so ON so.id = st.source LEFT JOIN reports re ON re.id = st.report"""


def timed_statement(row: Row) -> TimedThing:
    """A statement as it is recorded, from its columns."""
    return TimedThing(EventKind.STATEMENT, *row)


_IN_CASE = 'SELECT id FROM statements WHERE "case" = :case'

BEFORE = f"""
SELECT CASE kind WHEN '{LinkKind.BEFORE}' THEN statement ELSE other END,
       CASE kind WHEN '{LinkKind.BEFORE}' THEN other ELSE statement END
FROM statement_links WHERE kind IN ('{LinkKind.BEFORE}', '{LinkKind.AFTER}')
  AND statement IN ({{among}})"""

PASSED_ON = """
SELECT parent, child FROM relays WHERE child IN ({among})"""

_CITED = """
SELECT id, known_via FROM reports WHERE "case" = :case AND known_via IS NOT NULL"""


def _known_order(
    nodes: dict[EventPlace, TimedThing],
    statements_in_order: Iterable[tuple[int, int]],
    cited: Iterable[tuple[int, int]],
) -> Iterator[tuple[EventPlace, EventPlace]]:
    """Pairs of events of which the first is not after the second."""
    said, out = EventKind.STATEMENT, EventKind.REPORT
    pairs = [
        *(((said, first), (said, then)) for first, then in statements_in_order),
        *(((out, known), (out, citing)) for known, citing in cited),
    ]
    for node in nodes.values():
        if node.report is not None:
            pairs.append(((said, node.id), (out, node.report)))
            if node.by_outlet and node.lo is None and node.hi is None:
                pairs.append(((out, node.report), (said, node.id)))  # it was said when its report was published
    yield from (pair for pair in pairs if pair[0] in nodes and pair[1] in nodes)


def _event_of(node: TimedThing, found: Bounds[EventPlace], nodes: dict[EventPlace, TimedThing]) -> Event:
    others = [by for by in (found.lo_by, found.hi_by) if by is not None and by != (node.kind, node.id)]
    keys = tuple(dict.fromkeys(nodes[by].key for by in others))
    lo, hi = (node.lo, node.hi) if found.contradict else (found.lo, found.hi)
    return Event(
        kind=node.kind,
        id=node.id,
        key=node.key,
        label=node.label,
        report=node.report_key,
        lo=lo,
        hi=hi,
        raw=node.raw,
        edtf=node.edtf,
        vague=lo is None or lo != hi,
        tightened_by=() if found.contradict else keys,
        contradicts=keys if found.contradict else (),
    )


def _event_sort_key(event: Event) -> tuple[object, ...]:
    """Sort by lower bound, then by upper bound. Without a lower bound, by the upper one, before what begins there."""
    first = event.lo or event.hi or ""
    return event.untimed, first, event.lo is not None, event.hi is None, event.hi or "", event.kind, event.id


# --- what does not fit --------------------------------------------------------------------------------------------


def _time_contradictions(
    bounds: dict[EventPlace, Bounds[EventPlace]],
    nodes: dict[EventPlace, TimedThing],
    shown: Container[EventPlace] | None,
) -> Iterator[Contradiction]:
    """Times that contradict the order: one finding for each pair of them, with the events in between."""
    between: dict[tuple[EventPlace, EventPlace], list[EventPlace]] = {}
    for place, found in bounds.items():
        if found.contradict and found.lo_by is not None and found.hi_by is not None:
            between.setdefault((found.lo_by, found.hi_by), []).append(place)
    for (first, last), places in between.items():
        if shown is not None and min(places) not in shown:
            continue
        earliest, latest = nodes[first], nodes[last]
        yield Contradiction(
            _keys_of(places, nodes),
            f"{earliest.key} is not before {earliest.lo} and {latest.key} not after {latest.hi}, "
            f"though {earliest.key} is recorded as before {latest.key}.",
        )


def _order_cycles(
    linked: Iterable[tuple[int, int]], nodes: dict[EventPlace, TimedThing], shown: Container[EventPlace] | None
) -> Iterator[Contradiction]:
    """Statements that links put before each other in a cycle. A cycle of relays is the alarm *circular* instead."""
    order = [((EventKind.STATEMENT, first), (EventKind.STATEMENT, then)) for first, then in linked]
    for ring in sorted(cycles(order), key=min):
        if shown is not None and min(ring) not in shown:
            continue
        keys = _keys_of(ring, nodes)
        yield Contradiction(keys, f"{', '.join(keys)}: their links put each before the next, in a loop.")


def _keys_of(places: Iterable[EventPlace], nodes: dict[EventPlace, TimedThing]) -> tuple[str, ...]:
    return tuple(nodes[place].key for place in sorted(places) if place in nodes)
