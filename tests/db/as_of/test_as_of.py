"""A store read as of a moment or a report: every query follows, and nothing is written."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.analysis.alarms import alarms
from db.as_of.as_of import parse_moment, reports_of_walk, show_as_of, show_as_of_typed, show_whole_record
from db.as_of.visibility import VisibilityCounts
from db.errors import NotFound, Refused, WrongUse
from db.model.enums import Polarity
from db.model.ids import CaseId, ReportId
from db.model.times import When
from db.queries.cases import case_counts
from db.queries.chain import chain, step
from db.queries.claims import claim, claim_ids, claims
from db.queries.denials import denial_ids
from db.queries.origins import Support, origin_counts
from db.queries.reports import reports
from db.queries.sources import source_ids, sources
from db.queries.statements import statement_ids, statements
from db.store.opening import open_reader
from db.store.reader import Reader
from db.write.chain import set_chain
from tests.support.factories import CaseFactory

CASE = CaseId(1)


def keys(record: Reader, case: CaseId = CASE) -> list[str]:
    return [each.key for each in statements(record, statement_ids(record, case))]


def support(record: Reader, key: str, case: CaseId = CASE) -> tuple[Support, Support]:
    id = claim(record, case, key).id
    sides = origin_counts(record, [id])[id]
    return sides.supporting, sides.against


def numbers(record: Reader, case: CaseId = CASE) -> object:
    """Every number that is computed for a case."""
    ids = claim_ids(record, case)
    walk = chain(record, case)
    return (
        origin_counts(record, ids),
        claims(record, ids),
        denial_ids(record, case),
        case_counts(record, case),
        alarms(record, case),
        source_ids(record, case),
        statements(record, statement_ids(record, case)),
        [step(record, walk, number) for number in range(1, len(walk) + 1)],
        record.rows("SELECT * FROM claims_overview"),
        record.rows("SELECT * FROM denials"),
        record.rows("SELECT * FROM chain"),
    )


class Kept(CaseFactory):
    """A case in memory, read as a read-only store is."""

    @contextmanager
    def read(self) -> Iterator[Reader]:
        connection = self.writer._connection
        connection.execute("PRAGMA query_only = ON")
        record = Reader(connection)
        yield record
        show_whole_record(record)
        connection.execute("PRAGMA query_only = OFF")

    def out(self, lo: str | None = None, hi: str | None = None, *, via: ReportId | None = None) -> ReportId:
        """A report published within bounds, given as hours of one day."""
        return self.report(published=When(lo=hour(lo), hi=hour(hi)), via=via)


def hour(said: str | None) -> str | None:
    return f"2020-12-16T{said}:00:00Z" if said else None


@pytest.fixture
def kept() -> Iterator[Kept]:
    with Kept.in_memory() as desk:
        yield desk


# --- the example case ------------------------------------------------------------------------------------------


def test_anadolu_no_denial_yet(record: Reader) -> None:
    found = show_as_of_typed(record, CASE, "R3")
    assert denial_ids(record, CASE) == []
    assert record.rows("SELECT * FROM denials") == []
    assert support(record, "C1") == (Support(named=1, not_recorded=1), Support())
    assert support(record, "C2") == (Support(named=1), Support())
    assert [alarm.kind for alarm in alarms(record, CASE) if alarm.kind in ("same house", "denial scope")] == []
    assert (found.reports, found.statements) == (VisibilityCounts(2, 0, 2, 0), VisibilityCounts(4, 2, 17, 0))
    assert found.words == "R3"


def test_bas_news_officer_relayed(record: Reader) -> None:
    show_as_of_typed(record, CASE, "R2")
    assert keys(record) == ["S1", "S2", "S3"]
    assert support(record, "C1") == (Support(not_recorded=1), Support())
    assert support(record, "C1a") == (Support(named=1), Support())
    assert [each.key for each in claims(record, claim_ids(record, CASE))] == ["C1", "C1a", "C1b", "C1e", "C2"]
    assert case_counts(record, CASE).claims == 5


def test_ina_denied_article_later(record: Reader) -> None:
    show_as_of_typed(record, CASE, "r4")
    assert support(record, "C1") == (Support(named=1, not_recorded=1), Support(named=1))
    assert "C3" not in [each.key for each in claims(record, claim_ids(record, CASE))]
    assert [each.name for each in sources(record, source_ids(record, CASE)) if each.short == "Beirut article"] == []


def test_words_from_later_report(record: Reader) -> None:
    show_as_of_typed(record, CASE, "R3")
    (found,) = step(record, chain(record, CASE), 2).passages
    assert found.statement.quotes[0].exact.startswith("the American air defense system")
    assert found.statement.quotes[0].read_in == "R1"
    assert [each.known_via for each in reports(record, chain(record, CASE))] == ["R1", "R1"]
    assert case_counts(record, CASE).reports == 2


@pytest.mark.parametrize("end", ["R1", "2020-12-16", "2030", "2020-12-16T22:45", "2020-12-16 21:45:00+02:00"])
def test_end_equals_whole_case(record: Reader, end: str) -> None:
    whole_case = numbers(record)
    found = show_as_of_typed(record, CASE, end)
    assert numbers(record) == whole_case
    assert (found.reports, found.statements) == (VisibilityCounts(4, 0, 0, 0), VisibilityCounts(23, 0, 0, 0))


def test_before_first_is_empty(record: Reader) -> None:
    found = show_as_of_typed(record, CASE, "2020-12-16T12:00")
    assert (statement_ids(record, CASE), claim_ids(record, CASE), chain(record, CASE)) == ([], [], [])
    assert alarms(record, CASE) == []
    assert found.moment == "2020-12-16T09:00:00Z"
    assert (found.reports, found.statements) == (VisibilityCounts(0, 3, 1, 0), VisibilityCounts(0, 9, 14, 0))


def test_possible_on_request(record: Reader) -> None:
    found = show_as_of_typed(record, CASE, "2020-12-16T12:00", take_in_possible=True)
    assert keys(record) == ["S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9"]
    assert support(record, "C1") == (Support(2, 0, 2), Support(1, 0, 0))
    assert found.reports == VisibilityCounts(0, 3, 1, 0)


def test_moves_both_ways(record: Reader) -> None:
    before = numbers(record)
    seen = []
    for stop in (*reports_of_walk(record, CASE), *reversed(reports_of_walk(record, CASE))):
        show_as_of(record, CASE, report=stop)
        seen.append(len(statement_ids(record, CASE)))
    assert seen == [3, 4, 7, 23, 23, 7, 4, 3]
    show_whole_record(record)
    assert numbers(record) == before


def test_stops_follow_chain(record: Reader) -> None:
    assert [each.key for each in reports(record, reports_of_walk(record, CASE))] == ["R2", "R3", "R4", "R1"]


def test_never_writes(demo_store: Path) -> None:
    before = sha256(demo_store.read_bytes()).hexdigest(), sorted(path.name for path in demo_store.parent.iterdir())
    with open_reader(demo_store) as record:
        show_as_of_typed(record, CASE, "R3")
        for sql in ("DELETE FROM main.stances", "DELETE FROM temp.timed", "CREATE TEMP TABLE more (id)"):
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                record.rows(sql)
        numbers(record)
    after = sha256(demo_store.read_bytes()).hexdigest(), sorted(path.name for path in demo_store.parent.iterdir())
    assert after == before


def test_other_connection_is_whole(demo_store: Path) -> None:
    with open_reader(demo_store) as record, open_reader(demo_store) as other:
        before = numbers(other)
        show_as_of_typed(record, CASE, "R2")
        assert numbers(other) == before


def test_readonly_folder(demo_store: Path) -> None:
    folder = demo_store.parent / "closed"
    folder.mkdir()
    copy = Path(shutil.copy(demo_store, folder))
    folder.chmod(0o500)
    try:
        with open_reader(copy) as record:
            show_as_of_typed(record, CASE, "R3")
            assert denial_ids(record, CASE) == []
    finally:
        folder.chmod(0o700)


def test_writer_reads_whole(desk: CaseFactory) -> None:
    with pytest.raises(WrongUse):
        show_as_of(desk.writer, desk.case, moment="2020-12-16T12:00:00Z")


def test_bad_moment_refused(record: Reader) -> None:
    show_as_of_typed(record, CASE, "R3")
    for said, error in (("R9", NotFound), ("soon", Refused), ("2020-12-16/", Refused), ("2020-99-99T10:00", Refused)):
        with pytest.raises(error):
            show_as_of_typed(record, CASE, said)
    for wrong in ({}, {"moment": "2020-12-16T12:00:00Z", "report": ReportId(1)}):
        with pytest.raises(WrongUse):
            show_as_of(record, CASE, **wrong)  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        show_as_of(record, CASE, report=ReportId(99))
    assert keys(record) == ["S1", "S2", "S3", "S4"]


def test_day_ends_late_time_local() -> None:
    assert parse_moment("2020-12-16", "Asia/Baghdad") == "2020-12-16T20:59:59Z"
    assert parse_moment("2020-12", "UTC") == "2020-12-31T23:59:59Z"
    assert parse_moment("2020-12-16T21:45", "Asia/Baghdad") == "2020-12-16T18:45:00Z"
    assert parse_moment("2020-12-16T21:45+02:00", "Asia/Baghdad") == "2020-12-16T19:45:00Z"


# --- the rules, from rows -----------------------------------------------------------------------------------------


def test_report_known_when_out(kept: Kept) -> None:
    first, second, third = kept.out("06", "08"), kept.out("07", "10"), kept.out("09", "11")
    for report in (first, second, third):
        kept.says(report=report)
    open_ended, unknown = kept.says(report=kept.out("07")), kept.says(report=kept.report())
    with kept.read() as record:
        found = show_as_of(record, kept.case, moment="2020-12-16T08:00:00Z")
        assert keys(record, kept.case) == ["S1"]
        assert (found.reports, found.statements) == (VisibilityCounts(1, 2, 1, 1), VisibilityCounts(1, 2, 1, 1))
        show_as_of(record, kept.case, moment="2020-12-16T08:00:00Z", take_in_possible=True)
        assert keys(record, kept.case) == ["S1", "S2", "S4"]
        assert unknown not in statement_ids(record, kept.case)
        assert open_ended in statement_ids(record, kept.case)


def test_loose_statement_by_time(kept: Kept) -> None:
    outlet, speaker = kept.source(kind="outlet"), kept.source()
    passed, never = kept.says(speaker), kept.says(speaker)
    kept.says(outlet, report=kept.out("08", "08"), relays=passed)
    with kept.read() as record:
        found = show_as_of(record, kept.case, moment="2020-12-16T07:00:00Z")
        assert (keys(record, kept.case), found.statements) == ([], VisibilityCounts(0, 0, 2, 1))
        found = show_as_of(record, kept.case, moment="2020-12-16T08:00:00Z")
        assert (keys(record, kept.case), found.statements) == (["S1", "S3"], VisibilityCounts(2, 0, 0, 1))
    assert never


def test_via_report_was_out_first(kept: Kept) -> None:
    article = kept.out("08", "08")
    far = article
    for _ in range(5):
        far = kept.report(via=far)
    kept.says(report=far)
    with kept.read() as record:
        assert show_as_of(record, kept.case, moment="2020-12-16T08:00:00Z").reports == VisibilityCounts(6, 0, 0, 0)
        assert keys(record, kept.case) == ["S1"]


def test_relayed_was_out_first(kept: Kept) -> None:
    untimed, later = kept.says(report=kept.report()), kept.says(report=kept.out("20", "20"))
    beside = kept.says(report=kept.report())
    known = kept.out("08", "08")
    kept.says(report=known, relays=untimed)
    kept.says(report=known, relays=later)
    with kept.read() as record:
        show_as_of(record, kept.case, moment="2020-12-16T08:00:00Z")
        assert untimed in statement_ids(record, kept.case)
        assert later not in statement_ids(record, kept.case)
        assert beside not in statement_ids(record, kept.case)


def test_bounds_before_set_chain(kept: Kept) -> None:
    morning, noon, evening = kept.out("06", "08"), kept.out("07", "12"), kept.out("18", "20")
    for report in (morning, noon, evening):
        kept.says(report=report)
    set_chain(kept.writer, kept.case, [(evening, None), (noon, None), (morning, None)])
    with kept.read() as record:
        show_as_of(record, kept.case, report=noon)
        assert keys(record, kept.case) == ["S2"]
        show_as_of(record, kept.case, report=evening)
        assert keys(record, kept.case) == ["S1", "S2", "S3"]


def test_overlap_only_possible(kept: Kept) -> None:
    first, second = kept.out("06", "10"), kept.out("08", "12")
    kept.says(report=first)
    kept.says(report=second)
    with kept.read() as record:
        assert show_as_of(record, kept.case, report=second).reports == VisibilityCounts(1, 1, 0, 0)
        assert keys(record, kept.case) == ["S2"]


def test_undated_by_chain_or_relay(kept: Kept) -> None:
    here, timed, before = kept.report(), kept.out("06", "06"), kept.report()
    for report in (here, timed, before):
        kept.says(report=report)
    set_chain(kept.writer, kept.case, [(before, None), (here, None)])
    with kept.read() as record:
        assert show_as_of(record, kept.case, report=here).reports == VisibilityCounts(2, 0, 0, 1)
        assert keys(record, kept.case) == ["S1", "S3"]


def test_claim_hidden_until_made(kept: Kept) -> None:
    whole_claim, later, nobody = kept.claim("it fell"), kept.claim("later"), kept.claim("our own question")
    part = kept.claim("by mistake", part_of=whole_claim)
    kept.says(holds=part, report=kept.out("08", "08"))
    kept.says(holds=later, report=kept.out("20", "20"))
    with kept.read() as record:
        show_as_of(record, kept.case, moment="2020-12-16T08:00:00Z")
        assert claim_ids(record, kept.case) == [whole_claim, part, nobody]


def test_words_later_than_saying(kept: Kept) -> None:
    speaker, held = kept.source(), kept.claim()
    statement = kept.says(speaker, holds=held)
    early, late = kept.out("08", "08"), kept.out("20", "20")
    for report, words in ((early, "it fell"), (late, "it fell, and was shot")):
        kept.says(report=report, relays=statement, holds=held)
        kept.quote(statement, words, report)
    with kept.read() as record:
        show_as_of(record, kept.case, moment="2020-12-16T08:00:00Z")
        (found,) = statements(record, [statement])
        assert [quote.exact for quote in found.quotes] == ["it fell"]


def test_stance_follows_statement(kept: Kept) -> None:
    held = kept.claim()
    statement = kept.says(holds=held)
    kept.says(report=kept.out("08", "08"), relays=statement)
    with kept.read() as record:
        show_as_of(record, kept.case, moment="2020-12-16T08:00:00Z")
        assert support(record, "C1", kept.case)[0] == Support(named=1)


def test_word_of_mouth_reach(kept: Kept) -> None:
    reached, not_yet = kept.claim("reached"), kept.claim("not yet")
    first = kept.says(holds=reached)
    kept.stance(first, not_yet)
    second = kept.says(holds=reached, relays=first)
    kept.stance(second, not_yet)
    kept.says(holds=reached, relays=second, report=kept.out("08", "08"))
    kept.says(holds=not_yet, relays=second, report=kept.out("20", "20"))
    with kept.read() as record:
        show_as_of(record, kept.case, moment="2020-12-16T08:00:00Z")
        assert support(record, "C1", kept.case)[0] == Support(named=1)
        assert claim_ids(record, kept.case) == [reached]
        show_as_of(record, kept.case, moment="2020-12-16T20:00:00Z")
        assert support(record, "C2", kept.case)[0] == Support(named=1)


def test_origins_by_same_query(record: Reader) -> None:
    def plan() -> list[str]:
        steps = record.rows("EXPLAIN QUERY PLAN SELECT * FROM origins WHERE claim IN (1, 2, 3)")
        return sorted(
            index
            for *_, step in steps
            for index in ("stances_by_claim", "autoindex_stances_2", "autoindex_relays_2")
            if index in step
        )

    before = plan()
    show_as_of_typed(record, CASE, "R3")
    assert plan() == before


def test_other_case_is_whole(kept: Kept) -> None:
    other = kept.open_case("Another")
    kept.says(report=kept.report(case=other), case=other)
    kept.says(report=kept.out("20", "20"))
    with kept.read() as record:
        show_as_of(record, kept.case, moment="2020-12-16T08:00:00Z")
        assert (keys(record, kept.case), keys(record, other)) == ([], ["S1"])


def test_empty_case_and_ring_end(kept: Kept) -> None:
    empty = kept.open_case("Empty")
    held = kept.claim()
    ring = [kept.says(holds=held, voice="relayed") for _ in range(3)]
    for child, parent in zip(ring, [*ring[1:], ring[0]], strict=True):
        kept.relay(child, parent)
    kept.says(report=kept.out("08", "08"), relays=ring[0], holds=held)
    with kept.read() as record:
        assert show_as_of(record, empty, moment="2020-12-16T08:00:00Z").reports == VisibilityCounts(0, 0, 0, 0)
        show_whole_record(record)
        before = numbers(record, kept.case)
        show_as_of(record, kept.case, moment="2020-12-16T08:00:00Z")
        assert numbers(record, kept.case) == before


hours = st.integers(0, 23)
bounds = st.tuples(hours, hours).map(sorted)


@settings(max_examples=30)
@given(st.data(), st.lists(bounds, min_size=1, max_size=5))
def test_knowledge_only_grows(data: st.DataObject, published: list[list[int]]) -> None:
    with Kept.in_memory() as kept:
        held = kept.claim()
        out = [kept.out(f"{lo:02}", f"{hi:02}") for lo, hi in published]
        made = [kept.says(report=data.draw(st.sampled_from([None, *out])), holds=held) for _ in range(4)]
        for child, parent in data.draw(st.lists(st.permutations(made).map(lambda two: two[:2]), max_size=3)):
            if not kept.writer.column("SELECT 1 FROM relays WHERE child = ? AND parent = ?", child, parent):
                kept.relay(child, parent)
        kept.stance(made[0], kept.claim("other"), Polarity.AGAINST)
        with kept.read() as record:
            before: set[int] = set()
            for hour in range(24):
                found = show_as_of(record, kept.case, moment=f"2020-12-16T{hour:02}:00:00Z")
                now = set(statement_ids(record, kept.case))
                assert before <= now
                assert found.statements.known == len(now)
                assert sum((found.statements.known, found.statements.possibly)) <= len(made)
                before = now
            assert found.reports == VisibilityCounts(len(out), 0, 0, 0)
            assert (found.statements.possibly, found.statements.later) == (0, 0)
            if not found.statements.untimed:
                at_end = numbers(record, kept.case)
                show_whole_record(record)
                assert numbers(record, kept.case) == at_end
