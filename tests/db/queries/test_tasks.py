"""Tasks of a case: which belong to it, their order, and the same count on the home screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db.analysis.home import home_row, home_rows
from db.as_of.as_of import show_as_of
from db.journal.opening import create_store
from db.model.ids import CaseId
from db.model.things import RowKind, Target
from db.queries.tasks import count_overdue, open_tasks
from db.store.opening import open_reader
from db.write.annotations import add_task, finish_tasks
from tests.support.factories import CaseFactory

TODAY = date(2026, 11, 23)
YESTERDAY, TOMORROW = "2026-11-22", "2026-11-24"


@pytest.fixture
def desk() -> Iterator[CaseFactory]:
    with CaseFactory.in_memory() as made:
        yield made


def keys(desk: CaseFactory, case: CaseId | None = None, **more: object) -> list[str]:
    found = open_tasks(desk.writer, case, today=TODAY, **more)  # type: ignore[arg-type]
    return [left.task.text for left in found.tasks]


def test_tasks_of_a_case(desk: CaseFactory) -> None:
    outlet = desk.source("An outlet", kind="outlet")
    speaker = desk.source("A speaker")
    report, claim = desk.report(outlet), desk.claim()
    statement = desk.says(speaker, holds=claim, report=report)
    for kind, id in (
        (RowKind.CASE, desk.case),
        (RowKind.SOURCE, speaker),
        (RowKind.SOURCE, outlet),
        (RowKind.REPORT, report),
        (RowKind.STATEMENT, statement),
        (RowKind.CLAIM, claim),
    ):
        add_task(desk.writer, Target(kind, id), f"{kind.word} {id}")
    other = desk.open_case("Another")
    add_task(desk.writer, Target(RowKind.CLAIM, desk.claim(case=other)), "elsewhere")
    add_task(desk.writer, Target(RowKind.SOURCE, desk.source("Silent")), "says nothing anywhere")
    own = keys(desk, desk.case)
    assert len(own) == 6
    assert "elsewhere" not in own
    assert len(keys(desk, desk.case, beside=False)) == 5
    assert keys(desk, other) == ["elsewhere"]
    assert len(keys(desk)) == 8
    rows = {row.id: row.tasks for row in home_rows(desk.writer)}
    assert rows == {desk.case: 6, other: 1}, "home counts the same, those on shared sources too"


def test_shared_source_everywhere(desk: CaseFactory) -> None:
    second, third, silent = (desk.open_case(f"Case {number}") for number in (2, 3, 4))
    both = desk.source("Everywhere", kind="outlet")
    desk.says(both, holds=desk.claim())
    desk.report(both, case=second)
    desk.says(both, holds=desk.claim(case=third), case=third)
    desk.report(both, case=third)
    add_task(desk.writer, Target(RowKind.SOURCE, both), "call", due=YESTERDAY)
    counted = {row.id: (row.tasks, row.overdue) for row in home_rows(desk.writer, TODAY)}
    assert counted == {desk.case: (1, 1), second: (1, 1), third: (1, 1), silent: (0, 0)}
    assert [count_overdue(desk.writer, case, TODAY) for case in (desk.case, second, third, silent)] == [1, 1, 1, 0]


def test_most_overdue_first(desk: CaseFactory) -> None:
    case = Target(RowKind.CASE, desk.case)
    for text, due in ("never", None), ("late", YESTERDAY), ("soon", TOMORROW), ("later still", "2020-01-01"):
        add_task(desk.writer, case, text, due=due)
    done = add_task(desk.writer, case, "done", due="2019-01-01")
    finish_tasks(desk.writer, [done])
    found = open_tasks(desk.writer, today=TODAY)
    assert [left.task.text for left in found.tasks] == ["later still", "late", "soon", "never"]
    assert (found.open, found.overdue) == (4, 2)
    assert keys(desk, also=[done])[0] == "done", "one that was done just now keeps its place"
    few = open_tasks(desk.writer, most=2, today=TODAY)
    assert (len(few.tasks), few.open) == (2, 4), "all are counted"


def test_target_and_place(desk: CaseFactory) -> None:
    speaker = desk.source("Ahmed")
    claim = desk.claim("it flew")
    said = desk.says(speaker, holds=claim, words="it was flying")
    for kind, id in (
        (RowKind.CLAIM, claim),
        (RowKind.SOURCE, speaker),
        (RowKind.STATEMENT, said),
        (RowKind.CASE, desk.case),
    ):
        add_task(desk.writer, Target(kind, id), kind.word)
    lost = desk.source("Nobody")
    add_task(desk.writer, Target(RowKind.SOURCE, lost), "lost")
    told = {left.task.text: (left.on_words, left.case) for left in open_tasks(desk.writer).tasks}
    assert told == {
        "claim": ("it flew", desk.case),
        "source": ("Ahmed", desk.case),
        "statement": ("Ahmed: it was flying", desk.case),
        "case": ("A case", desk.case),
        "lost": ("Nobody", None),
    }


def test_home_agrees(desk: CaseFactory) -> None:
    other = desk.open_case("Another")
    add_task(desk.writer, Target(RowKind.CASE, other), "now", due=YESTERDAY)
    rows = {row.id: row for row in home_rows(desk.writer, TODAY)}
    assert home_row(desk.writer, other, TODAY) == rows[other]
    assert home_row(desk.writer, CaseId(99)) is None


def test_past_hides_later_tasks(tmp_path: Path) -> None:
    store = tmp_path / "desk.db"
    with create_store(store, who="Rana") as writer:
        desk = CaseFactory(writer)
        add_task(writer, Target(RowKind.CLAIM, desk.claim()), "now")
    with open_reader(store) as record:
        assert open_tasks(record, desk.case).open == 1
        show_as_of(record, desk.case, moment="2021-01-01T00:00:00Z")
        found = open_tasks(record, desk.case)
        assert (found.tasks, found.open) == ((), 0)
