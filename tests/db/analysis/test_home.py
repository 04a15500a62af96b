"""The list of cases: counts that are never out of date, work that is left, and the order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from db.analysis.case_stats import (
    CaseStats,
    ClaimSupportCounts,
    VersionedCaseStats,
    case_stats,
    case_version,
    save_case_stats,
)
from db.analysis.home import CaseOrder, CaseOverview, filter_cases, home_rows, sort_cases
from db.errors import Refused
from db.journal.opening import create_store, open_writer
from db.journal.undo import redo, undo
from db.model.enums import AffiliationKind, PartyRole, Status, Verdict
from db.model.fields import CASE, SOURCE
from db.model.ids import CaseId
from db.model.things import RowKind, Target
from db.queries.cases import SMALL_CASE
from db.store.opening import open_reader
from db.write.annotations import add_note, add_tag, add_task
from db.write.assessments import assess, set_status
from db.write.cases import add_case, archive
from db.write.claims import add_claim, add_party
from db.write.edit import edit
from db.write.remove import remove
from db.write.sources import add_affiliation
from tests.support.factories import CaseFactory

TODAY = date(2026, 11, 23)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[CaseFactory]:
    """A case whose changes are journaled."""
    with create_store(tmp_path / "desk.db", who="Rana") as writer:
        yield CaseFactory(writer)


def row_of(desk: CaseFactory, case: CaseId | None = None) -> CaseOverview:
    return next(row for row in home_rows(desk.writer, TODAY) if row.id == (case or desk.case))


def count(desk: CaseFactory, case: CaseId | None = None, small_case: int = SMALL_CASE) -> CaseStats:
    """Count a case and keep what was counted."""
    counted = case_stats(desk.writer, case or desk.case, small_case=small_case)
    assert counted is not None
    save_case_stats(desk.writer, [counted])
    return counted.glance


def test_undecided_always_current(desk: CaseFactory) -> None:
    assert (row_of(desk).claims, row_of(desk).undecided) == (0, 0)
    claims = [desk.claim(f"claim {number}") for number in range(5)]
    assert (row_of(desk).claims, row_of(desk).undecided) == (5, 5)
    set_status(desk.writer, claims[:2], Status.DONE)
    assess(desk.writer, [claims[2]], Verdict.DISPUTED)
    assert (row_of(desk).claims, row_of(desk).undecided) == (5, 2)
    remove(desk.writer, RowKind.CLAIM, claims[3])
    remove(desk.writer, RowKind.CLAIM, claims[0])
    assert (row_of(desk).claims, row_of(desk).undecided) == (3, 1)
    for _ in range(4):
        undo(desk.writer)
    assert (row_of(desk).claims, row_of(desk).undecided) == (5, 5)
    redo(desk.writer)
    assert (row_of(desk).claims, row_of(desk).undecided) == (5, 3)
    with desk.writer.action():
        desk.writer.rows("UPDATE claims SET joined_into = ? WHERE id = ?", claims[4], claims[3])
    assert (row_of(desk).claims, row_of(desk).undecided) == (4, 2), "one that was joined is counted with the other"


def test_tasks_and_overdue(desk: CaseFactory) -> None:
    other = desk.open_case("Another")
    source, report, claim = desk.source(), desk.report(), desk.claim()
    statement = desk.says(source, holds=claim, report=report)
    with desk.writer.action():
        desk.writer.rows('UPDATE sources SET "case" = ? WHERE id = ?', desk.case, source)
    on = [Target(RowKind.CASE, desk.case), Target(RowKind.SOURCE, source), Target(RowKind.REPORT, report)]
    on += [Target(RowKind.STATEMENT, statement), Target(RowKind.CLAIM, claim)]
    for thing in on:
        add_task(desk.writer, thing, "ask")
    add_task(desk.writer, on[0], "today", due="2026-11-23")
    add_task(desk.writer, on[1], "late", due="2026-11-22")
    assert (row_of(desk).tasks, row_of(desk).overdue) == (7, 1)
    assert (row_of(desk, other).tasks, row_of(desk, other).overdue) == (0, 0)


def test_counts_match_origins(desk: CaseFactory) -> None:
    lone, several, told_both_ways, _ = (desk.claim(f"claim {number}") for number in range(4))
    desk.says(holds=lone)
    desk.says(holds=several)
    desk.says(holds=several, basis="insider")
    desk.says(holds=told_both_ways, basis="not_recorded")
    desk.says(denies=told_both_ways)
    assert count(desk) == row_of(desk).glance
    glance = row_of(desk).glance
    assert glance is not None
    assert glance.support == ClaimSupportCounts(several=1, single=1, without=2, against=1)
    assert glance.both_ways == 1
    assert glance.alarms
    assert glance.is_whole
    set_status(desk.writer, [told_both_ways], Status.DONE)
    assert count(desk).both_ways == 0, "it is decided"


Step = Callable[[CaseFactory], object]

STEPS: dict[str, Step] = {
    "a claim": lambda desk: desk.claim(),
    "a report": lambda desk: desk.report(case=desk.case),
    "a title": lambda desk: edit(desk.writer, CASE, desk.case, title="Otherwise"),
    "a status": lambda desk: set_status(desk.writer, [1], Status.TRIAGED),  # type: ignore[list-item]
    "a verdict": lambda desk: assess(desk.writer, [1], Verdict.REFUTED),  # type: ignore[list-item]
    "a stance": lambda desk: desk.says(denies=1),  # type: ignore[arg-type]
    "a relay": lambda desk: desk.relay(desk.says(), 1),  # type: ignore[arg-type]
    "words": lambda desk: desk.quote(1, "these words", desk.report()),  # type: ignore[arg-type]
    "a party": lambda desk: add_party(desk.writer, 1, 1, PartyRole.ACCUSED),  # type: ignore[arg-type]
    "a link": lambda desk: desk.link(1, "denies", desk.says()),  # type: ignore[arg-type]
    "a tag": lambda desk: add_tag(desk.writer, [Target(RowKind.STATEMENT, 1)], "check"),
    "a note": lambda desk: add_note(desk.writer, Target(RowKind.REPORT, 1), "look again"),
    "archiving": lambda desk: archive(desk.writer, desk.case),
    "a removal": lambda desk: remove(desk.writer, RowKind.STATEMENT, 1),
}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_change_outdates_counts(desk: CaseFactory, step: Step) -> None:
    other = desk.open_case("Another")
    desk.says(holds=desk.claim(), report=desk.report())
    for case in desk.case, other:
        count(desk, case)
    before = row_of(desk).version[0]
    step(desk)
    done = row_of(desk)
    assert done.version[0] > before
    assert done.glance is None
    assert done.changed is not None
    assert (done.changed.who, done.changed.words) == ("Rana", desk.writer.done)
    apart = row_of(desk, other)
    assert apart.version[0] == 1, "nothing changed there"
    undo(desk.writer)
    assert row_of(desk).glance is None
    assert row_of(desk).changed != done.changed


@pytest.mark.parametrize("what", ["name", "affiliation", "judgement"])
def test_shared_change_outdates_all(desk: CaseFactory, what: str) -> None:
    other = desk.open_case("Another")
    one, two = desk.source(), desk.source()
    for case in desk.case, other:
        count(desk, case)
    before = [case_version(desk.writer, case) for case in (desk.case, other)]
    if what == "name":
        edit(desk.writer, SOURCE, one, naming="anonymous")  # type: ignore[arg-type]
    elif what == "affiliation":
        add_affiliation(desk.writer, one, AffiliationKind.PART_OF, two)
    else:
        from db.model.enums import Sameness
        from db.write.source_judgements import judge_same

        judge_same(desk.writer, one, two, Sameness.SAME, "one and the same")
    after = [case_version(desk.writer, case) for case in (desk.case, other)]
    assert [own for own, _ in after] == [own for own, _ in before]
    assert all(now > then for (_, now), (_, then) in zip(after, before, strict=True))
    assert [row.glance for row in home_rows(desk.writer, TODAY)] == [None, None]


def test_own_source_changes_one(desk: CaseFactory) -> None:
    other = desk.open_case("Another")
    source = desk.source()
    with desk.writer.action():
        desk.writer.rows('UPDATE sources SET "case" = ? WHERE id = ?', desk.case, source)
    before = {case: case_version(desk.writer, case) for case in (desk.case, other)}
    edit(desk.writer, SOURCE, source, name="Otherwise")
    assert case_version(desk.writer, desk.case)[0] == before[desk.case][0] + 1
    assert case_version(desk.writer, other) == before[other]


def test_keeping_count_is_silent(desk: CaseFactory) -> None:
    desk.claim()
    before = desk.writer.rows("SELECT count(*), max(id) FROM actions"), case_version(desk.writer, desk.case)
    count(desk)
    assert (desk.writer.rows("SELECT count(*), max(id) FROM actions"), case_version(desk.writer, desk.case)) == before
    assert undo(desk.writer).words.startswith("add claim")


def test_overtaken_count_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "desk.db"
    with create_store(path, who="Rana") as writer:
        desk = CaseFactory(writer)
        monkeypatch.setattr("db.analysis.case_stats.is_small", lambda *_: bool(desk.claim()))
        assert case_stats(writer, desk.case) is None


def test_large_counted_on_request(desk: CaseFactory) -> None:
    claim = desk.claim()
    desk.says(holds=claim)
    desk.says(denies=claim)
    assert count(desk, small_case=0) == CaseStats(1)
    assert row_of(desk).glance == CaseStats(1)
    asked = case_stats(desk.writer, desk.case, whole=True, small_case=0)
    assert asked is not None
    assert asked.glance.is_whole
    save_case_stats(desk.writer, [asked])
    assert row_of(desk).glance == asked.glance
    count(desk, small_case=0)
    assert row_of(desk).glance == asked.glance, "a shorter count of the same takes nothing away"


def test_neediest_case_first(desk: CaseFactory) -> None:
    remove(desk.writer, RowKind.CASE, desk.case)
    overdue, both_ways, alarmed, undecided, quiet = (
        desk.open_case(title) for title in ("overdue", "both ways", "alarmed", "undecided", "quiet")
    )
    add_task(desk.writer, Target(RowKind.CASE, overdue), "long ago", due="2020-01-01")
    for _ in range(2):
        desk.claim(case=undecided)
    keep = [
        VersionedCaseStats(both_ways, (1, 0), CaseStats(2, None, 0)),
        VersionedCaseStats(alarmed, (1, 0), CaseStats(1, None, 3)),
    ]
    save_case_stats(desk.writer, keep)
    rows = home_rows(desk.writer, TODAY)
    titles = [row.case.title for row in sort_cases(rows, CaseOrder.NEEDS)]
    assert titles == ["overdue", "both ways", "alarmed", "undecided", "quiet"]
    assert row_of(desk, quiet).glance is None, "what was not counted stands where nothing would"


def test_sort_orders_and_filter(desk: CaseFactory) -> None:
    remove(desk.writer, RowKind.CASE, desk.case)
    for title, day in ("Éclat", "2021-05-01"), ("اغتيال", None), ("Zebra", "2020-01-01"), ("barge", "2020-12-16"):
        edit(desk.writer, CASE, desk.open_case(title), day=day)
    rows = home_rows(desk.writer, TODAY)

    def titles(order: CaseOrder) -> list[str]:
        return [row.case.title for row in sort_cases(rows, order)]

    assert titles(CaseOrder.TITLE) == ["barge", "Éclat", "Zebra", "اغتيال"]
    assert titles(CaseOrder.DAY) == ["Éclat", "barge", "Zebra", "اغتيال"]
    assert [row.case.title for row in filter_cases(rows, "eclat")] == ["Éclat"]
    assert [row.case.title for row in filter_cases(rows, "2020 BARGE")] == ["barge"]
    assert filter_cases(rows, "nothing of the kind") == []
    assert len(filter_cases(rows, " ")) == 4
    for order in CaseOrder:
        assert sorted(row.id for row in sort_cases(rows, order)) == sorted(row.id for row in rows)
        assert order.word


def test_archive_is_undoable(desk: CaseFactory) -> None:
    assert archive(desk.writer, desk.case)
    assert row_of(desk).case.is_archived
    assert desk.writer.done == "archive case K1 “A case”"
    assert not archive(desk.writer, desk.case), "it is so already"
    undo(desk.writer)
    assert not row_of(desk).case.is_archived
    redo(desk.writer)
    assert archive(desk.writer, desk.case, away=False)
    assert desk.writer.done == "unarchive case K1 “A case”"
    with pytest.raises(Refused):
        archive(desk.writer, CaseId(99))


def test_removed_case_returns(desk: CaseFactory) -> None:
    other = desk.open_case("Another")
    desk.claim(case=other)
    remove(desk.writer, RowKind.CASE, other, whole=True)
    assert [row.id for row in home_rows(desk.writer, TODAY)] == [desk.case]
    undo(desk.writer)
    assert (row_of(desk, other).claims, row_of(desk, other).glance) == (1, None)


def test_failed_action_no_change(desk: CaseFactory) -> None:
    desk.claim()
    before = case_version(desk.writer, desk.case)
    with pytest.raises(Refused), desk.writer.action():  # noqa: PT012
        desk.claim()
        archive(desk.writer, CaseId(99))
    assert case_version(desk.writer, desk.case) == before
    assert row_of(desk).claims == 1


def test_upgrade_keeps_last_change(frozen_store: Path) -> None:
    with open_reader(frozen_store) as record:
        changes = {row.case.key: row.changed for row in home_rows(record, TODAY)}
        glances = [row.glance for row in home_rows(record, TODAY)]
        tallies = record.rows("SELECT * FROM case_tallies ORDER BY 1")
    assert {key: change and change.words for key, change in changes.items()} == {
        "K1": "undo: tag C1a “to be undone”",
        "K2": "task T3 on R1",
    }
    assert tallies == [(1, 9, 7), (2, 3, 3)]
    assert all(glance and glance.is_whole for glance in glances)


def test_untouched_case_no_change(tmp_path: Path) -> None:
    with create_store(tmp_path / "desk.db") as writer:
        case = add_case(writer, title="A barge", tz="UTC")
        add_claim(writer, case, "x")
    with open_writer(tmp_path / "desk.db", "Rana") as writer:
        (row,) = home_rows(writer, TODAY)
        assert (row.changed, row.claims, row.undecided, row.case.title) == (None, 1, 1, "A barge")
