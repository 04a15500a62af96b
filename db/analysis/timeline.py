"""The timeline of a case: its reports and statements on bounds, as far as their times are known. Nothing is invented.

Bounds are what is recorded, made narrower by what must be so: a statement linked *after* another does not begin before
it; who passes a thing on is not before it; words stand in no report before they were said; a report known only through
another was out before it. An end that nothing closes stays open. Where order and times contradict each other, the
recorded times stand and the contradiction is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from db.algorithms.layered_graph import cycles
from db.algorithms.time_bounds import Bounds, tighten_bounds
from db.model.enums import LinkKind
from db.model.ids import CaseId
from db.queries.reports import reports
from db.store.reader import Reader, Row, pages


class EventKind(StrEnum):
    """What happened: a report came out, or something was said."""

    REPORT = "report"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Event:
    """A report or a statement on the timeline."""

    kind: EventKind
    id: int
    key: str
    label: str
    """What to call it: the report's name on a chain, or the speaker's."""
    report: str | None
    """Of a statement, the key of the report it stands in."""
    lo: str | None
    """Not before, in UTC; None where nothing says."""
    hi: str | None
    """Not after."""
    raw: str | None
    """The words of its time, as given."""
    edtf: str | None
    vague: bool
    """Whether it is not known to the second."""
    tightened_by: tuple[str, ...]
    """Keys of what makes its bounds narrower than its own recorded time does."""
    contradicts: tuple[str, ...] = ()
    """Keys of what its time can't be squared with; its bounds are then those recorded."""

    @property
    def untimed(self) -> bool:
        """Whether nothing at all is known of when it was."""
        return self.lo is None and self.hi is None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """An order and times, or an order alone, that can't all be right."""

    keys: tuple[str, ...]
    """What lies between."""
    sentence: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The events of a case in order, and what does not fit."""

    events: list[Event]
    contradictions: list[Contradiction] = field(default_factory=list)


def timeline(record: Reader, case: CaseId) -> Timeline:
    """The reports and statements of a case, from the earliest on; those of which nothing is known are last.

    What has no beginning stands where it ends, before what begins there.

    :param case: the case; what :mod:`db.as_of.as_of` hides is not on it.
    """
    nodes = {(node.kind, node.id): node for node in _timed_things(record, case)}
    order = list(_known_order(record, case, nodes))
    bounds = tighten_bounds({place: (node.lo, node.hi) for place, node in nodes.items()}, order)
    found = [_event_of(node, bounds[place], nodes) for place, node in nodes.items()]
    return Timeline(
        sorted(found, key=_event_sort_key), [*_order_cycles(record, case, nodes), *_time_contradictions(bounds, nodes)]
    )


# --- what is on it ------------------------------------------------------------------------------------------------

EventPlace = tuple[EventKind, int]
"""A report or a statement by its id."""


@dataclass(frozen=True, slots=True)
class _TimedThing:
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
    """Whether the publisher of its report says it."""


def _timed_things(record: Reader, case: CaseId) -> Iterator[_TimedThing]:
    for page in pages(record.column('SELECT id FROM reports WHERE "case" = ? ORDER BY id', case)):
        for report in reports(record, page):
            when = report.published
            yield _TimedThing(
                EventKind.REPORT, report.id, report.key, report.label, when.raw, when.edtf, when.lo, when.hi
            )
    rows: list[Row] = record.rows(
        """SELECT st.id, st.key, coalesce(so.short, so.name), st.said_raw, st.said_edtf, st.said_lo, st.said_hi,
                  st.report, re.key, st.source IS re.outlet
           FROM statements st JOIN sources so ON so.id = st.source LEFT JOIN reports re ON re.id = st.report
           WHERE st."case" = ? ORDER BY st.id""",
        case,
    )
    for row in rows:
        yield _TimedThing(EventKind.STATEMENT, *row)


_BEFORE = f"""
SELECT CASE kind WHEN '{LinkKind.BEFORE}' THEN statement ELSE other END,
       CASE kind WHEN '{LinkKind.BEFORE}' THEN other ELSE statement END
FROM statement_links WHERE kind IN ('{LinkKind.BEFORE}', '{LinkKind.AFTER}')
  AND statement IN (SELECT id FROM statements WHERE "case" = :case)"""

_PASSED_ON = """
SELECT parent, child FROM relays WHERE child IN (SELECT id FROM statements WHERE "case" = :case)"""

_CITED = """
SELECT id, known_via FROM reports WHERE "case" = :case AND known_via IS NOT NULL"""


def _known_order(
    record: Reader, case: CaseId, nodes: dict[EventPlace, _TimedThing]
) -> Iterator[tuple[EventPlace, EventPlace]]:
    """Pairs of which the first is not after the second."""
    said, out = EventKind.STATEMENT, EventKind.REPORT
    pairs = [
        *(
            ((said, first), (said, then))
            for sql in (_BEFORE, _PASSED_ON)
            for first, then in record.rows(sql, case=case)
        ),
        *(((out, cited), (out, citing)) for cited, citing in record.rows(_CITED, case=case)),
    ]
    for node in nodes.values():
        if node.report is not None:
            pairs.append(((said, node.id), (out, node.report)))
            if node.by_outlet and node.lo is None and node.hi is None:
                pairs.append(((out, node.report), (said, node.id)))  # its report is its saying
    yield from (pair for pair in pairs if pair[0] in nodes and pair[1] in nodes)


def _event_of(node: _TimedThing, found: Bounds[EventPlace], nodes: dict[EventPlace, _TimedThing]) -> Event:
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
    """By beginning, then by end. What has no beginning stands at its end, before what begins there."""
    first = event.lo or event.hi or ""
    return event.untimed, first, event.lo is not None, event.hi is None, event.hi or "", event.kind, event.id


# --- what does not fit --------------------------------------------------------------------------------------------


def _time_contradictions(
    bounds: dict[EventPlace, Bounds[EventPlace]], nodes: dict[EventPlace, _TimedThing]
) -> Iterator[Contradiction]:
    """Times that an order can't be squared with: one finding for each two of them, with all that lies between."""
    between: dict[tuple[EventPlace, EventPlace], list[EventPlace]] = {}
    for place, found in bounds.items():
        if found.contradict and found.lo_by is not None and found.hi_by is not None:
            between.setdefault((found.lo_by, found.hi_by), []).append(place)
    for (first, last), places in between.items():
        earliest, latest = nodes[first], nodes[last]
        yield Contradiction(
            _keys_of(places, nodes),
            f"{earliest.key} is not before {earliest.lo} and {latest.key} not after {latest.hi}, "
            f"though {earliest.key} comes before {latest.key} by what is recorded.",
        )


def _order_cycles(record: Reader, case: CaseId, nodes: dict[EventPlace, _TimedThing]) -> Iterator[Contradiction]:
    """Statements that links put before each other in a ring. A ring of relays is an alarm, and none of times."""
    order = [
        ((EventKind.STATEMENT, first), (EventKind.STATEMENT, then)) for first, then in record.rows(_BEFORE, case=case)
    ]
    for ring in sorted(cycles(order), key=min):
        keys = _keys_of(ring, nodes)
        yield Contradiction(keys, f"{', '.join(keys)}: links put each of them before the next, in a ring.")


def _keys_of(places: Iterable[EventPlace], nodes: dict[EventPlace, _TimedThing]) -> tuple[str, ...]:
    return tuple(nodes[place].key for place in sorted(places) if place in nodes)
