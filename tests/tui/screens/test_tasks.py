"""Tasks of all cases: order, opening, finishing and undo, and the overdue count in the desk's head."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.journal.log import history
from db.journal.opening import open_writer
from db.model.things import Target
from db.queries.annotations import task_by_key
from db.store.opening import open_reader
from db.write.annotations import add_task, finish_tasks
from db.write.cases import add_case
from db.write.claims import add_claim
from tests.support.cli_runner import CommandLine
from tests.support.pilot import app_of, open_desk, press, screen_lines, screen_text, settle, wait_until
from tui.app import prepare_app
from tui.screens.detail import DetailScreen
from tui.screens.form import FormScreen
from tui.screens.home import HomeScreen
from tui.screens.past import PastScreen
from tui.screens.tasks import TasksScreen
from tui.text.targets import Row, RowKind


@pytest.fixture
def tasks(demo_store: Path) -> Path:
    with open_writer(demo_store, "Rana") as writer:
        add_task(writer, Target(RowKind.CASE, 1), "agree on a headline", "Rana")
        add_task(writer, Target(RowKind.CLAIM, 1), "ask the ministry", "Omar", "2020-02-02")
        barge = add_case(writer, "A barge", tz="UTC")
        add_task(writer, Target(RowKind.CLAIM, add_claim(writer, barge, "it sank")), "ask the port", due="2020-01-01")
        done = add_task(writer, Target(RowKind.SOURCE, 7), "done already")
        finish_tasks(writer, [done])
    return demo_store


def is_done(store: Path, key: str) -> bool:
    with open_reader(store) as record:
        return task_by_key(record, key).is_done


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_L_lists_every_case(tasks: Path, size: tuple[int, int]) -> None:
    app = prepare_app(tasks, None)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "L")
        listed = app.screen
        assert isinstance(listed, TasksScreen)
        rows = [block.row for block in listed.sheet.blocks if block.row is not None]
        assert rows == [Row(RowKind.TASK, 3), Row(RowKind.TASK, 2), Row(RowKind.TASK, 1)]
        assert "! 2 overdue · ○ 3 open tasks" in screen_lines(app)[0]
        text = " ".join(screen_text(app).split())
        assert "T3 ! overdue ask the port due 1 Jan 2020" in text
        assert "for nobody yet · on C1 it sank · K2 A barge" in text
        assert "done already" not in text
        await press(pilot, "enter")
        opened = app.screen
        assert isinstance(opened, DetailScreen)
        assert opened.own_row == Row(RowKind.CLAIM, 11)
        await wait_until(pilot, lambda: opened.sheet.selected is not None and opened.sheet.selected.row == rows[0])
        await press(pilot, "escape", "L")
        assert isinstance(app.screen, HomeScreen)


async def test_Z_is_done_and_undone(tasks: Path) -> None:
    async with open_desk(tasks, key="K1") as (pilot, _):
        await press(pilot, "K", "w")
        assert isinstance(pilot.app.screen, TasksScreen)
        await press(pilot, "Z")
        await wait_until(pilot, lambda: "● done" in screen_text(pilot.app))
        assert is_done(tasks, "T3")
        assert "! 1 overdue · ○ 2 open tasks" in screen_lines(pilot.app)[0]
        await press(pilot, "Z")
        await wait_until(pilot, lambda: "● done" not in screen_text(pilot.app))
        assert not is_done(tasks, "T3")
        await press(pilot, "u")
        await wait_until(pilot, lambda: "● done" in screen_text(pilot.app))
        await press(pilot, "u")
        await wait_until(pilot, lambda: "● done" not in screen_text(pilot.app))
        await press(pilot, "ctrl+r")
        await wait_until(pilot, lambda: "● done" in screen_text(pilot.app))
        await press(pilot, "escape", "K", "w")
        assert "ask the port" not in screen_text(pilot.app), "what was done is gone when one comes back"
    with open_reader(tasks) as record:
        done = [each.words for each in history(record) if "T3" in each.words]
    assert [words for words in done if words.startswith("T3: ")] == ["T3: not done", "T3: done"]


async def test_e_edits_a_task(tasks: Path) -> None:
    async with open_desk(tasks, key="K1") as (pilot, _):
        await press(pilot, "K", "w", "e")
        assert isinstance(pilot.app.screen, FormScreen)
        await press(pilot, "end", *" again", "ctrl+s")
        await wait_until(pilot, lambda: "ask the port again" in screen_text(pilot.app))


async def test_nothing_to_do(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "K", "w")
        assert "Nothing to do. No open tasks." in screen_text(pilot.app)
        await press(pilot, "Z", "e", "enter")
        assert isinstance(pilot.app.screen, TasksScreen)


async def test_more_are_laid_out_later(demo_store: Path) -> None:
    with open_writer(demo_store, "Rana") as writer, writer.action("many"):
        for number in range(205):
            add_task(writer, Target(RowKind.CASE, 1), f"task {number}")
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "K", "w")
        listed = pilot.app.screen
        assert isinstance(listed, TasksScreen)
        assert "○ 205 open tasks" in screen_lines(pilot.app)[0]
        assert "… and 5 more" in listed.sheet.blocks[-1].content.plain
        listed.sheet.cursor = len(listed.sheet.blocks) - 1
        await press(pilot, "enter")
        await wait_until(pilot, lambda: sum(block.row is not None for block in listed.sheet.blocks) == 205)


async def test_head_counts_overdue(tasks: Path) -> None:
    async with open_desk(tasks, key="K1") as (pilot, desk):
        await wait_until(pilot, lambda: "! 1 task overdue" in screen_lines(pilot.app)[0])
        with open_writer(tasks, "Omar") as writer:
            finish_tasks(writer, [2])
        desk.read_again(None)
        await wait_until(pilot, lambda: "overdue" not in screen_lines(pilot.app)[0])


async def test_past_has_none_overdue(tasks: Path) -> None:
    async with open_desk(tasks, key="K1") as (pilot, _):
        await press(pilot, "m", "enter")
        assert isinstance(pilot.app.screen, PastScreen)
        assert "overdue" not in screen_lines(pilot.app)[0]
        await press(pilot, "K", "l")
        assert isinstance(pilot.app.screen, DetailScreen)
        assert "headline" not in screen_text(pilot.app)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PastScreen), "back to the desk as it was"
        await press(pilot, "K", "w")
        assert isinstance(pilot.app.screen, PastScreen)
        assert app_of(pilot).as_of


def test_text_says_status(demo_store: Path) -> None:
    from db.model.enums import Status, Verdict
    from db.model.ids import ClaimId
    from db.queries.cases import case
    from db.write.assessments import assess, set_status
    from tui.cli.text.desk import desk_text

    with open_writer(demo_store, "Rana") as writer:
        set_status(writer, [ClaimId(2)], Status.SECOND_LOOK)
        assess(writer, [ClaimId(1)], Verdict.DISPUTED)
    with open_reader(demo_store) as record:
        rows = [paragraph.text for paragraph in desk_text(record, case(record))]
    said = [row for row in rows if row.startswith("Status:")]
    assert len(said) == 2, "of the others nothing is said"
    assert said[0].startswith("Status: triaged. Verdict: disputed, says Rana on ")
    assert said[1] == "Status: needs a second look."


def test_command_lists_the_same(tasks: Path) -> None:
    found = CommandLine(tasks).json("tasks", "--open")
    assert [each["key"] for each in found] == ["T3", "T2", "T1"]
