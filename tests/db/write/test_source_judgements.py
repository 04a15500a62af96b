"""Judgements of sources: superseded, undone, and counted by the last one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.analysis.alarms import alarms
from db.errors import Refused
from db.journal.log import history
from db.journal.opening import open_writer
from db.journal.undo import redo, undo
from db.journal.writer import Writer
from db.model.enums import Independence, Sameness
from db.model.ids import CaseId, ClaimId, SourceId
from db.model.things import RowKind
from db.queries.origins import Support, origin_counts, origins
from db.queries.source_judgements import (
    all_judgements,
    first_same_sources,
    independence,
    independence_between,
    sameness,
)
from db.queries.sources import source
from db.store.reader import Reader
from db.write.alarm_dismissals import set_aside
from db.write.remove import remove
from db.write.source_judgements import judge_independence, judge_same
from tests.support.factories import CaseFactory

SAME, DIFFERENT, UNSURE = Sameness.SAME, Sameness.DIFFERENT, Sameness.UNSURE


def named(record: Reader, claim: ClaimId) -> int:
    return origin_counts(record, [claim])[claim].supporting.named


@pytest.fixture
def writer(demo_store: Path) -> Iterator[Writer]:
    with open_writer(demo_store, "Rana") as open:
        yield open


# --- who is one ---


def test_judged_same_counts_once(desk: CaseFactory) -> None:
    claim = desk.claim()
    one, other = desk.source("Ahmed Khalaf"), desk.source("Capt. Khalaf")
    for person in (one, other):
        desk.says(person, holds=claim)
    assert named(desk.writer, claim) == 2
    judge_same(desk.writer, other, one, SAME, "the same rank, place and words")
    assert named(desk.writer, claim) == 1
    assert [origin.person for origin in origins(desk.writer, claim)] == [one, one]
    for judgement in (UNSURE, DIFFERENT):
        judge_same(desk.writer, one, other, judgement, "another first name")
        assert named(desk.writer, claim) == 2
        judge_same(desk.writer, one, other, SAME, "the agency corrected the name")
        assert named(desk.writer, claim) == 1
    assert [found.judgement for found in all_judgements(desk.writer, other, one)] == [
        SAME, UNSURE, SAME, DIFFERENT, SAME,
    ]  # fmt: skip


def test_overview_agrees(desk: CaseFactory) -> None:
    claim = desk.claim()
    people = [desk.source() for _ in range(3)]
    for person in people:
        desk.says(person, holds=claim)
        desk.says(person, denies=claim)
    judge_same(desk.writer, people[0], people[2], SAME, "the same")
    assert desk.writer.rows("SELECT for_named, against_named FROM claims_overview") == [(2, 2)]


def test_sameness_is_transitive(desk: CaseFactory) -> None:
    a, b, c, d, e = (desk.source() for _ in range(5))
    judge_same(desk.writer, a, b, SAME, "one")
    judge_same(desk.writer, c, b, SAME, "two")
    judge_same(desk.writer, c, d, UNSURE, "three")
    judge_same(desk.writer, d, e, DIFFERENT, "four")
    assert first_same_sources(desk.writer) == {a: a, b: a, c: a}


def test_judgement_ring_ends(desk: CaseFactory) -> None:
    ring = [desk.source() for _ in range(4)]
    for at, one in enumerate(ring):
        judge_same(desk.writer, one, ring[at - 1], SAME, "round")
    assert first_same_sources(desk.writer) == dict.fromkeys(ring, ring[0])


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.sampled_from(Sameness)), max_size=20))
def test_any_judgements_by_hand(judged: list[tuple[int, int, Sameness]]) -> None:
    with CaseFactory.in_memory() as desk, desk.writer.action():
        sources = [desk.source() for _ in range(7)]
        last: dict[tuple[int, int], Sameness] = {}
        for one, other, judgement in judged:
            if one != other:
                judge_same(desk.writer, sources[one], sources[other], judgement, "why")
                last[min(one, other), max(one, other)] = judgement
        group = list(range(7))
        for (one, other), judgement in last.items():
            if judgement is SAME:
                group = [group[one] if each == group[other] else each for each in group]
        first = {each: group.index(each) for each in group}
        wanted = {sources[at]: sources[first[each]] for at, each in enumerate(group) if group.count(each) > 1}
        assert first_same_sources(desk.writer) == wanted


def test_person_has_best_naming(desk: CaseFactory) -> None:
    claim = desk.claim()
    officer = desk.source("a police officer", "anonymous")
    desk.says(officer, holds=claim)
    captain = desk.source("Ahmed Khalaf")
    assert origin_counts(desk.writer, [claim])[claim].supporting == Support(anonymous=1)
    judge_same(desk.writer, officer, captain, SAME, "the captain said it was he")
    assert origin_counts(desk.writer, [claim])[claim].supporting == Support(named=1)
    desk.says(captain, holds=claim)
    assert origin_counts(desk.writer, [claim])[claim].supporting == Support(named=1)


def test_anonymous_stay_two(desk: CaseFactory) -> None:
    claim = desk.claim()
    two = [desk.source("a security source", "anonymous") for _ in range(2)]
    for one in two:
        desk.says(one, holds=claim, report=desk.report())
    assert origin_counts(desk.writer, [claim])[claim].supporting == Support(anonymous=2)
    judge_same(desk.writer, *two, SAME, "the same words at the same hour")
    assert origin_counts(desk.writer, [claim])[claim].supporting == Support(anonymous=1)


def test_merged_outlet_carries_once(desk: CaseFactory) -> None:
    claim = desk.claim()
    outlets = [desk.source(kind="outlet") for _ in range(2)]
    for outlet in outlets:
        desk.says(holds=claim, report=desk.report(outlet))
    assert origin_counts(desk.writer, [claim])[claim].outlets == 2
    judge_same(desk.writer, *outlets, SAME, "a renamed site")
    assert origin_counts(desk.writer, [claim])[claim].outlets == 1


def test_hundred_in_a_row_are_one(desk: CaseFactory) -> None:
    claim = desk.claim()
    with desk.writer.action():
        row = [desk.source() for _ in range(100)]
        for at, one in enumerate(row):
            desk.says(one, holds=claim)
            if at:
                judge_same(desk.writer, row[at - 1], one, SAME, "next")
    assert named(desk.writer, claim) == 1


# --- the judgement itself ---


def test_journaled_and_undoable(writer: Writer) -> None:
    khalaf, media = source(writer, "W7").id, source(writer, "W8").id
    judge_same(writer, media, khalaf, SAME, "said to be his")
    (done,) = history(writer)
    assert (done.who, done.words) == ("Rana", "judge W7 and W8 the same")
    (found,) = sameness(writer, khalaf)
    assert (found.a, found.b, found.judgement, found.who, found.reason) == (
        khalaf,
        media,
        SAME,
        "Rana",
        "said to be his",
    )
    judge_same(writer, khalaf, media, DIFFERENT, "it was not")
    assert [each.judgement for each in sameness(writer, media)] == [DIFFERENT]
    undo(writer)
    assert [each.judgement for each in sameness(writer, media)] == [SAME]
    undo(writer)
    assert sameness(writer, khalaf) == []
    redo(writer)
    redo(writer)
    assert [each.judgement for each in sameness(writer, khalaf)] == [DIFFERENT]


def test_independence_last_word(desk: CaseFactory) -> None:
    a, b, c = (desk.source() for _ in range(3))
    judge_independence(desk.writer, b, a, Independence.INDEPENDENT, "two places")
    judge_independence(desk.writer, a, b, Independence.NOT_INDEPENDENT, "one press release")
    judge_independence(desk.writer, b, c, Independence.UNSURE, "who knows")
    assert [(found.a, found.b, found.judgement) for found in independence(desk.writer, b)] == [
        (b, c, Independence.UNSURE), (a, b, Independence.NOT_INDEPENDENT),
    ]  # fmt: skip
    assert [found.reason for found in independence_between(desk.writer, [a, b])] == ["one press release"]
    assert len(independence_between(desk.writer, [a, b, c])) == 2
    assert independence_between(desk.writer, [a, c]) == independence_between(desk.writer, []) == []


@pytest.mark.parametrize("reason", ["", "  \n", "\x00\x1b"])
def test_no_reason_refused(desk: CaseFactory, reason: str) -> None:
    two = [desk.source() for _ in range(2)]
    with pytest.raises(Refused, match="needs a reason"):
        judge_same(desk.writer, *two, SAME, reason)
    with pytest.raises(Refused, match="needs a reason"):
        judge_independence(desk.writer, *two, Independence.UNSURE, reason)


def test_bad_pair_refused(desk: CaseFactory) -> None:
    one = desk.source()
    with pytest.raises(Refused, match="needs two"):
        judge_same(desk.writer, one, one, SAME, "of course")
    with pytest.raises(Refused, match="no longer"):
        judge_same(desk.writer, one, SourceId(99), SAME, "why")
    assert sameness(desk.writer, one) == []


@pytest.mark.parametrize("table", ["same_sources", "independence", "alarms_set_aside"])
def test_judgements_are_immutable(writer: Writer, table: str) -> None:
    judge_same(writer, SourceId(1), SourceId(2), SAME, "why")
    judge_independence(writer, SourceId(1), SourceId(2), Independence.INDEPENDENT, "why")
    set_aside(writer, alarms(writer, CaseId(1))[0], "why")
    with pytest.raises(sqlite3.IntegrityError, match="a newer one supersedes it"):
        writer.rows(f"UPDATE {table} SET reason = 'another'")
    row = writer.whole_row(table, 1)
    marks = ", ".join("?" * len(row))
    with pytest.raises(sqlite3.IntegrityError, match="a newer one supersedes it"):
        writer.rows(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", *{**row, "reason": "another"}.values())
    assert writer.column(f"SELECT reason FROM {table}") == ["why"]


def test_store_refuses_bad_rows(desk: CaseFactory) -> None:
    a, b = desk.source(), desk.source()
    row = {"judgement": "same", "reason": "why", "who": "Rana", "at": "2026-01-01T00:00:00Z"}
    for changed in (
        {"a": b, "b": a},
        {"a": a, "b": a},
        {"judgement": "perhaps"},
        {"who": ""},
        {"reason": ""},
        {"at": "now"},
    ):
        with pytest.raises(sqlite3.IntegrityError, match="CHECK"), desk.writer.action():
            desk.writer.insert("same_sources", **{"a": a, "b": b, **row, **changed})


def test_removed_with_source(writer: Writer) -> None:
    a, b = source(writer, "W14").id, source(writer, "W15").id
    judge_same(writer, a, b, DIFFERENT, "two states")
    judge_independence(writer, b, a, Independence.INDEPENDENT, "two states")
    before = writer.rows("SELECT * FROM same_sources"), writer.rows("SELECT * FROM independence")
    remove(writer, RowKind.SOURCE, b)
    assert writer.rows("SELECT id FROM same_sources UNION ALL SELECT id FROM independence") == []
    undo(writer)
    assert (writer.rows("SELECT * FROM same_sources"), writer.rows("SELECT * FROM independence")) == before
