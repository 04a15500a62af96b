"""The timeline: recorded bounds narrowed by the order of events, and contradictions."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from db.algorithms.time_bounds import tighten_bounds
from db.analysis.timeline import Event, timeline
from db.as_of.as_of import show_as_of_typed
from db.model.enums import Act
from db.model.ids import CaseId, ReportId, StatementId
from db.model.times import When
from db.store.reader import Reader
from db.write.statements import add_statement
from tests.support.factories import CaseFactory

CASE = CaseId(1)


def at(said: str | None) -> str | None:
    return f"2020-12-16T{said}:00:00Z" if said else None


def out(desk: CaseFactory, lo: str | None = None, hi: str | None = None, raw: str | None = None) -> ReportId:
    return desk.report(published=When(raw=raw, lo=at(lo), hi=at(hi)))


def said(
    desk: CaseFactory, lo: str | None = None, hi: str | None = None, report: ReportId | None = None
) -> StatementId:
    when = When(lo=at(lo), hi=at(hi))
    return add_statement(desk.writer, desk.case, desk.source(), act=Act.ASSERT, report=report, said=when)


def events(desk: CaseFactory) -> dict[str, Event]:
    return {event.key: event for event in timeline(desk.writer, desk.case).events}


def bounds(event: Event) -> tuple[str | None, str | None]:
    return event.lo and event.lo[11:13], event.hi and event.hi[11:13]


# --- the example case ------------------------------------------------------------------------------------------


def test_shipped_order(record: Reader) -> None:
    found = timeline(record, CASE)
    keys = [event.key for event in found.events]
    assert [key for key in keys if key.startswith("R")] == ["R2", "R3", "R4", "R1"]
    assert len(keys) == len(set(keys)) == 4 + 23
    assert found.contradictions == []
    by_key = {event.key: event for event in found.events}
    assert (by_key["R3"].raw, by_key["R3"].vague, by_key["R1"].vague) == ("earlier on Wednesday", True, False)


def test_passed_on_spoke_before(record: Reader) -> None:
    washington = next(event for event in timeline(record, CASE).events if event.key == "S20")
    assert (washington.lo, washington.hi) == (None, "2020-12-16T19:45:00Z")
    assert washington.tightened_by == ("R1",)


def test_as_of_shows_only_known(record: Reader) -> None:
    show_as_of_typed(record, CASE, "R3")
    assert [event.key for event in timeline(record, CASE).events] == ["R2", "R3", "S1", "S2", "S3", "S4"]


# --- from rows ----------------------------------------------------------------------------------------------------


def test_sorted_by_lo_then_hi(desk: CaseFactory) -> None:
    out(desk)
    out(desk, "08", "12")
    out(desk, "08", "09")
    out(desk, None, "10")
    out(desk, "07")
    out(desk, "10", "11")
    assert list(events(desk)) == ["R5", "R3", "R2", "R4", "R6", "R1"]


def test_unclosed_end_is_open(desk: CaseFactory) -> None:
    out(desk, "08")
    said(desk, None, "09")
    said(desk)
    found = events(desk)
    assert [bounds(found[key]) for key in ("R1", "S1", "S2")] == [("08", None), (None, "09"), (None, None)]
    assert found["S2"].untimed
    assert all(event.vague and event.tightened_by == () for event in found.values())


def test_after_raises_start(desk: CaseFactory) -> None:
    first, second, third = said(desk, "08", "10"), said(desk, "06", "12"), said(desk)
    desk.link(second, "after", first)
    desk.link(second, "before", third)
    found = events(desk)
    assert bounds(found["S2"]) == ("08", "12")
    assert bounds(found["S3"]) == ("08", None)
    assert (found["S2"].tightened_by, found["S3"].tightened_by) == (("S1",), ("S1",))
    assert bounds(found["S1"]) == ("08", "10")


def test_before_lowers_end(desk: CaseFactory) -> None:
    first, second = said(desk, "06"), said(desk, "08", "09")
    desk.link(first, "before", second)
    assert bounds(events(desk)["S1"]) == ("06", "09")


def test_other_links_no_bounds(desk: CaseFactory) -> None:
    first, second = said(desk, "08", "09"), said(desk)
    for kind in ("denies", "confirms", "corrects", "retracts", "responds_to"):
        desk.link(second, kind, first)
    assert events(desk)["S2"].untimed


def test_report_not_before_words(desk: CaseFactory) -> None:
    report = out(desk, "08", "10")
    said(desk, report=report)
    said(desk, "09", "12", report=report)
    found = events(desk)
    assert bounds(found["S1"]) == (None, "10")
    assert bounds(found["S2"]) == ("09", "10")
    assert bounds(found["R1"]) == ("09", "10")
    assert found["R1"].tightened_by == ("S2",)


def test_own_voice_in_its_report(desk: CaseFactory) -> None:
    outlet = desk.source(kind="outlet")
    report = desk.report(outlet, published=When(lo=at("08"), hi=at("10")))
    desk.says(outlet, report=report)
    found = events(desk)["S1"]
    assert (bounds(found), found.tightened_by, found.report) == (("08", "10"), ("R1",), "R1")


def test_known_via_was_out_before(desk: CaseFactory) -> None:
    article = out(desk, "08", "08")
    desk.report(via=article)
    assert bounds(events(desk)["R2"]) == (None, "08")


def test_contradiction_is_told(desk: CaseFactory) -> None:
    early, late = said(desk, "06", "08"), said(desk, "10", "12")
    between = said(desk)
    desk.link(early, "after", between)
    desk.link(between, "after", late)
    (found,) = timeline(desk.writer, desk.case).contradictions
    assert found.keys == ("S1", "S2", "S3")
    assert "S2 is not before 2020-12-16T10:00:00Z and S1 not after 2020-12-16T08:00:00Z" in found.sentence
    by_key = events(desk)
    assert [bounds(by_key[key]) for key in ("S1", "S2", "S3")] == [("06", "08"), ("10", "12"), (None, None)]
    assert (by_key["S1"].contradicts, by_key["S1"].tightened_by) == (("S2",), ())


def test_link_ring_told_once(desk: CaseFactory) -> None:
    ring = [said(desk) for _ in range(3)]
    for first, then in zip(ring, [*ring[1:], ring[0]], strict=True):
        desk.link(first, "before", then)
    desk.link(said(desk), "before", ring[0])
    relayed = [said(desk), said(desk, "08", "09")]
    desk.relay(*relayed)
    desk.relay(*reversed(relayed))
    (found,) = timeline(desk.writer, desk.case).contradictions
    assert found.keys == ("S1", "S2", "S3")
    assert bounds(events(desk)["S5"]) == ("08", "09")


def test_empty_case(desk: CaseFactory) -> None:
    assert timeline(desk.writer, desk.case).events == []


things = st.integers(0, 7)
times = st.none() | st.integers(10, 20).map(str)
recorded = st.dictionaries(things, st.tuples(times, times), min_size=1)
orders = st.lists(st.tuples(things, things).filter(lambda pair: pair[0] != pair[1]), max_size=12)


@given(recorded, orders)
def test_strictest_bounds(recorded: dict[int, tuple[str | None, str | None]], order: list[tuple[int, int]]) -> None:
    order = [pair for pair in order if set(pair) <= recorded.keys()]
    los = {thing: lo or "" for thing, (lo, _) in recorded.items()}
    his = {thing: hi or "~" for thing, (_, hi) in recorded.items()}
    for _ in range(len(recorded)):
        for first, then in order:
            los[then] = max(los[then], los[first])
            his[first] = min(his[first], his[then])
    found = tighten_bounds(recorded, order)
    assert {thing: each.lo or "" for thing, each in found.items()} == los
    assert {thing: each.hi or "~" for thing, each in found.items()} == his
    for thing, each in found.items():
        assert each.lo_by is None or recorded[each.lo_by][0] == each.lo
        assert each.hi_by is None or recorded[each.hi_by][1] == each.hi
        assert each.lo != recorded[thing][0] or each.lo_by in (None, thing)
