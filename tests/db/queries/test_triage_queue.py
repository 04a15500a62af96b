"""The triage queue: its order, and what decides a claim."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.journal.log import entries_of_action, history
from db.journal.writer import Writer
from db.model.enums import Credibility, Polarity, Status, Verdict
from db.model.ids import ClaimId
from db.model.things import RowKind, Target
from db.queries.claims import claims
from db.queries.triage_queue import (
    CaseQueue,
    ListQueue,
    TriageCounts,
    changed_claims,
    filter_undecided,
    first_undecided,
    known_tags,
    statement_ids_on_claim,
)
from db.write.annotations import add_tag
from db.write.assessments import assess, rate_statements, set_status
from tests.support.factories import CaseFactory


@pytest.fixture
def desk() -> Iterator[CaseFactory]:
    with CaseFactory.in_memory() as made:
        yield made


def keys(writer: Writer, ids: list[ClaimId] | tuple[ClaimId, ...]) -> list[str]:
    return [each.key for each in claims(writer, ids)]


def triaged(desk: CaseFactory, *ids: ClaimId) -> None:
    set_status(desk.writer, ids, Status.TRIAGED)


def test_next_new_then_first(desk: CaseFactory) -> None:
    one, two, three, four = (desk.claim() for _ in range(4))
    queue = CaseQueue(desk.case)
    assert queue.undecided(desk.writer, None) == one
    triaged(desk, two)
    assert queue.undecided(desk.writer, one) == three
    assert queue.undecided(desk.writer, four) == one
    assert queue.undecided(desk.writer, two) == three
    assert queue.undecided(desk.writer, two, at=True) == three
    assert queue.undecided(desk.writer, three, at=True) == three
    triaged(desk, one, three)
    assert queue.undecided(desk.writer, four) is None
    assert queue.undecided(desk.writer, one) == four
    triaged(desk, four)
    assert queue.undecided(desk.writer, None) is None


def test_pane_order(desk: CaseFactory) -> None:
    first = desk.claim()
    for _ in range(10):
        desk.claim()
    parts = [desk.claim(part_of=first) for _ in range(2)]
    queue = CaseQueue(desk.case)
    walked, at = [], None
    while len(walked) < 13:
        at = queue.undecided(desk.writer, at)
        assert at is not None
        walked.append(at)
    assert keys(desk.writer, walked) == ["C1", "C1a", "C1b", *(f"C{n}" for n in range(2, 12))]
    assert set(parts) <= set(walked)
    assert first_undecided(desk.writer, desk.case, 3) == walked[:3]


def test_other_and_joined_left_out(desk: CaseFactory) -> None:
    one, two, three = (desk.claim() for _ in range(3))
    other = desk.open_case()
    desk.claim(case=other)
    desk.writer.update("claims", two, joined_into=one)
    queue = CaseQueue(desk.case)
    assert queue.undecided(desk.writer, one) == three
    assert queue.around(desk.writer, one).ids == (one, three)
    assert queue.decided(desk.writer) == TriageCounts(0, 2)
    assert queue.among(desk.writer, [two, three]) == [three]
    assert queue.between(desk.writer, three, one, 10) == [one, three]
    assert ListQueue([three, two, one]).around(desk.writer, three).ids == (three, one)


def test_window_around_claim(desk: CaseFactory) -> None:
    ids = [desk.claim() for _ in range(9)]
    for queue in CaseQueue(desk.case), ListQueue(ids):
        middle = queue.around(desk.writer, ids[4], 2)
        assert (list(middle.ids), middle.before, middle.after) == (ids[2:7], True, True)
        start = queue.around(desk.writer, ids[0], 2)
        assert (list(start.ids), start.before, start.after) == (ids[:3], False, True)
        end = queue.around(desk.writer, ids[8], 2)
        assert (list(end.ids), end.before, end.after) == (ids[6:], True, False)
        assert queue.around(desk.writer, None, 2).ids[0] == ids[0]
        assert queue.between(desk.writer, ids[6], ids[3], 10) == ids[3:7]
        assert queue.between(desk.writer, ids[3], ids[6], 2) == ids[3:5]


def test_list_in_its_own_order(desk: CaseFactory) -> None:
    one, two, three = (desk.claim() for _ in range(3))
    desk.claim()
    queue = ListQueue([three, one, two])
    assert queue.undecided(desk.writer, None) == three
    assert queue.undecided(desk.writer, three) == one
    triaged(desk, one)
    assert queue.undecided(desk.writer, three) == two
    assert queue.undecided(desk.writer, two) == three
    assert queue.decided(desk.writer) == TriageCounts(1, 2)
    triaged(desk, two, three)
    assert queue.undecided(desk.writer, three) is None


def test_verdict_decides(desk: CaseFactory) -> None:
    one, two = desk.claim(), desk.claim()
    assess(desk.writer, [one], Verdict.DISPUTED)
    assert filter_undecided(desk.writer, [two, one]) == [two]
    assert CaseQueue(desk.case).decided(desk.writer) == TriageCounts(1, 1)
    set_status(desk.writer, [one], Status.NEW)
    assert CaseQueue(desk.case).decided(desk.writer) == TriageCounts(0, 2)


def test_action_names_its_claims() -> None:
    with CaseFactory.in_memory() as desk:
        desk.writer.who, desk.writer._is_journaling = "Rana", True
        one, two = desk.claim(), desk.claim()
        said = desk.says(holds=two)
        for act, about in (
            (lambda: assess(desk.writer, [two, one], Verdict.REFUTED), {one, two}),
            (lambda: set_status(desk.writer, [two], Status.DONE), {two}),
            (lambda: add_tag(desk.writer, [Target(RowKind.CLAIM, one)], "harbour"), {one}),
            (lambda: rate_statements(desk.writer, [(said, two)], Credibility.DOUBTFUL), {two}),
        ):
            act()
            last = history(desk.writer, most=1)[0]
            assert set(changed_claims(desk.writer, entries_of_action(desk.writer, last.id))) == about


def test_tags_known_once(desk: CaseFactory) -> None:
    one, two = desk.claim(), desk.claim()
    for tag in "bridge", "harbour", "Amal":
        add_tag(desk.writer, [Target(RowKind.CLAIM, one), Target(RowKind.CLAIM, two)], tag)
    assert known_tags(desk.writer) == ["Amal", "bridge", "harbour"]
    assert known_tags(desk.writer, 2) == ["Amal", "bridge"]


def test_statements_are_bounded(desk: CaseFactory) -> None:
    claim = desk.claim()
    said = [desk.says(holds=claim) for _ in range(5)]
    desk.says(denies=claim)
    assert statement_ids_on_claim(desk.writer, claim, Polarity.FOR, 3) == said[:3]


@settings(max_examples=25)
@given(st.lists(st.integers(0, 29), min_size=1, max_size=30), st.lists(st.booleans(), min_size=12, max_size=12))
def test_next_is_nearest_below(asked: list[int], decided: list[bool]) -> None:
    with CaseFactory.in_memory() as desk:
        ids = [desk.claim() for _ in range(12)]
        triaged(desk, *(id for id, done in zip(ids, decided, strict=True) if done))
        for queue in CaseQueue(desk.case), ListQueue(ids):
            for at in asked:
                here = at % 12
                order = [*range(here + 1, 12), *range(here)]
                nearest = next((ids[each] for each in order if not decided[each]), None)
                assert queue.undecided(desk.writer, ids[here]) == nearest


def test_queries_use_indexes(desk: CaseFactory) -> None:
    claim = desk.claim()
    seen: list[str] = []
    desk.writer._connection.set_trace_callback(seen.append)
    queue = CaseQueue(desk.case)
    queue.undecided(desk.writer, claim)
    queue.undecided(desk.writer, None)
    queue.around(desk.writer, claim)
    known_tags(desk.writer)
    desk.writer._connection.set_trace_callback(None)
    assert len(seen) >= 6
    for query in seen:
        plan = " ".join(row[3] for row in desk.writer.rows(f"EXPLAIN QUERY PLAN {query}"))
        assert "TEMP B-TREE" not in plan, query
        assert "SCAN c" not in plan, (query, plan)
    undecided = [query for query in seen if "status = 'new'" in query and "LIMIT" in query]
    assert undecided
    for query in undecided:
        assert "claims_undecided" in desk.writer.rows(f"EXPLAIN QUERY PLAN {query}")[0][3]
