"""The view of a case: its head, annotations and tasks, and the ways there."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from db.as_of.as_of import show_as_of
from db.journal.log import history
from db.journal.opening import open_writer
from db.model.ids import CaseId
from db.model.things import Target
from db.queries.annotations import notes_on, tags_on, tasks_on
from db.store.opening import open_reader
from db.write.annotations import add_note, add_tag, add_task
from db.write.cases import add_case, archive
from tests.support.cli_runner import CommandLine
from tests.support.hostile_store import HOSTILE
from tests.support.pilot import open_desk, press, screen_lines, screen_text, settle, wait_until
from tui.app import prepare_app
from tui.screens.desk import DeskScreen
from tui.screens.detail import DetailScreen
from tui.screens.home import HomeScreen
from tui.screens.reader import ReaderScreen
from tui.screens.search import SearchScreen
from tui.text.targets import Row, RowKind, ThingKind
from tui.views.blocks import View
from tui.views.case import case_view

CASE = CaseId(1)
ON = Target(RowKind.CASE, CASE)


@pytest.fixture
def kept(demo_store: Path) -> Path:
    """The shipped case with an annotation on it and on each kind of thing in it."""
    with open_writer(demo_store, "Rana") as writer:
        add_tag(writer, [ON], "urgent")
        add_note(writer, ON, "nothing goes out **yet**")
        add_task(writer, ON, "agree on a headline", "Rana", "2020-02-02")
        add_task(writer, Target(RowKind.CLAIM, 1), "ask the ministry", "Omar")
        add_task(writer, Target(RowKind.SOURCE, 7), "call him back", due="2020-01-01")
        add_task(writer, Target(RowKind.REPORT, 1), "get the page")
        add_task(writer, Target(RowKind.STATEMENT, 5), "read the denial")
        add_task(writer, Target(RowKind.STATEMENT, 1), "check the wording")
    return demo_store


def view_of(store: Path, case: CaseId = CASE) -> View:
    with open_reader(store) as record:
        view = case_view(record, case)
    assert view is not None
    return view


def told(view: View) -> list[str]:
    return [f"{block.lead.plain}{block.content.plain}" for block in view.blocks]


def test_case_then_annotations(kept: Path) -> None:
    lines = told(view_of(kept))
    assert lines[0] == "Drone over al-Harthiya, Baghdad   K1"
    assert lines[1:4] == [
        "day          16 Dec 2020",
        "place        al-Harthiya, Baghdad",
        "time zone    Asia/Baghdad",
    ]
    assert "holds        10 claims · 1 denial · 4 reports · □ 3 originals to get" in lines
    judges = next(at for at, each in enumerate(lines) if each.startswith("Tags, notes and tasks"))
    assert lines[judges + 1] == "tags         #urgent"
    assert lines[judges + 2].startswith("task T1      ! overdue  agree on a headline   for Rana, due 2 Feb 2020")
    assert lines[judges + 3].endswith("nothing goes out **yet**")
    assert lines[judges + 4].startswith("Tasks  5 open tasks, 1 overdue")
    assert lines[judges + 5].startswith("T3   ! overdue  call him back   due 1 Jan 2020\nfor nobody yet · on W7 ")


def test_lines_and_tasks_open(kept: Path) -> None:
    view = view_of(kept)
    rows = [block.row for block in view.blocks if block.row is not None]
    assert {RowKind.CASE, RowKind.TAG, RowKind.NOTE, RowKind.TASK} == {row.kind for row in rows}
    opens = {block.row.id: block.target for block in view.blocks if block.row and block.row.kind is RowKind.TASK}
    assert [(opens[id].kind, opens[id].id) for id in (2, 3, 4, 5, 6) if opens[id]] == [  # type: ignore[union-attr]
        (ThingKind.CLAIM, 1),
        (ThingKind.SOURCE, 7),
        (ThingKind.REPORT, 1),
        (ThingKind.DENIAL, 5),
        (ThingKind.SOURCE, 7),
    ]


def test_empty_and_archived(demo_store: Path) -> None:
    with open_writer(demo_store, "Rana") as writer:
        bare = add_case(writer, "A barge", tz="UTC")
        archive(writer, bare)
    lines = told(view_of(demo_store, bare))
    assert "day          day not recorded" in lines
    assert "place        not recorded" in lines
    assert any(line.startswith("archived     ▣ archived") for line in lines)
    assert any("no tags, notes or tasks on the case" in line for line in lines)
    assert not any("Tasks  " in line for line in lines)
    with open_reader(demo_store) as record:
        assert case_view(record, CaseId(9)) is None


def test_past_leaves_out_later(kept: Path) -> None:
    with open_reader(kept) as record:
        show_as_of(record, CASE, moment="2020-12-17T00:00:00Z")
        view = case_view(record, CASE)
    assert view is not None
    lines = "\n".join(told(view))
    assert "Drone over" in lines
    for later in "urgent", "nothing goes out", "headline", "ministry", "call him", "undecided", "last change":
        assert later not in lines


def test_hostile_text_as_text(kept: Path) -> None:
    connection = sqlite3.connect(kept)
    text = HOSTILE.replace("\x00", "")
    connection.execute("UPDATE cases SET title = ?, place = ?, summary = ?, day_edtf = ?", (text,) * 4)
    connection.execute("UPDATE tasks SET text = ?, person = ?", (text, text))
    connection.execute("UPDATE sources SET name = ?", (text,))
    connection.commit()
    connection.close()
    view = view_of(kept)
    for said in "\n".join([view.title, *told(view)]), CommandLine(kept)("case", "K1"):
        assert not [letter for letter in said if ord(letter) < 0x20 and letter not in "\n\t"]
        assert not [letter for letter in said if 0x7F <= ord(letter) < 0xA0 or letter in "\u202e\u2066\ufeff"]


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_keys_work_there(demo_store: Path, size: tuple[int, int]) -> None:
    async with open_desk(demo_store, size) as (pilot, _):
        await press(pilot, "K", "l")
        view = pilot.app.screen
        assert isinstance(view, DetailScreen)
        assert "Drone over al-Harthiya, Baghdad" in screen_lines(pilot.app)[1]
        await press(pilot, "o", *"first note", "ctrl+s")
        await press(pilot, "O", *"first task", "ctrl+s")
        await press(pilot, "number_sign", *"hot", "ctrl+s")
        await wait_until(pilot, lambda: view.sheet.place_of(Row(RowKind.TAG, 1)) is not None)
        with open_reader(demo_store) as record:
            assert [each.text for each in notes_on(record, ON)] == ["first note"]
            assert [each.text for each in tasks_on(record, ON)] == ["first task"]
            assert [each.tag for each in tags_on(record, ON)] == ["hot"]
        at = view.sheet.place_of(Row(RowKind.NOTE, 1))
        assert at is not None
        view.sheet.cursor = at
        await press(pilot, "d")
        await wait_until(pilot, lambda: view.sheet.place_of(Row(RowKind.NOTE, 1)) is None)
        await press(pilot, "u")
        await wait_until(pilot, lambda: view.sheet.place_of(Row(RowKind.NOTE, 1)) is not None)
        view.sheet.cursor = 0
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, DeskScreen)


async def test_task_opens_at_its_line(kept: Path) -> None:
    async with open_desk(kept) as (pilot, _):
        await press(pilot, "K", "l")
        view = pilot.app.screen
        assert isinstance(view, DetailScreen)
        for task, row in (2, Row(RowKind.TASK, 2)), (3, Row(RowKind.TASK, 3)), (6, Row(RowKind.STATEMENT, 1)):
            at = view.sheet.place_of(Row(RowKind.TASK, task))
            assert at is not None
            view.sheet.cursor = at
            await press(pilot, "enter")
            opened = pilot.app.screen
            assert isinstance(opened, DetailScreen)
            assert opened is not view
            await wait_until(
                pilot, lambda there=opened, row=row: there.sheet.selected and there.sheet.selected.row == row
            )
            await press(pilot, "escape")


async def test_e_edits_from_the_head(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "K", "l", "e", "end", *" again", "ctrl+s")
        await wait_until(pilot, lambda: "Baghdad again" in screen_lines(pilot.app)[0])
    with open_reader(demo_store) as record:
        assert history(record)[0].words.startswith("change case K1")


async def test_home_leads_to_desk(demo_store: Path) -> None:
    with open_writer(demo_store, "Rana") as writer:
        add_note(writer, Target(RowKind.CASE, add_case(writer, "A barge", tz="UTC")), "who owns it?")
    app = prepare_app(demo_store, None)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        app.screen.listing.go_to(2)
        await press(pilot, "K")
        assert isinstance(app.screen, DetailScreen)
        assert "who owns it?" in screen_text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        await press(pilot, "K", "enter")
        await wait_until(pilot, lambda: isinstance(app.screen, DeskScreen))
        assert "A barge" in screen_lines(app)[0]


async def test_note_found_and_opened(kept: Path) -> None:
    async with open_desk(kept) as (pilot, _):
        await press(pilot, "ctrl+f", *"nothing goes out")
        search = pilot.app.screen
        assert isinstance(search, SearchScreen)
        await wait_until(pilot, lambda: len(search.sheet.blocks) > 0 and "1 found" in screen_lines(pilot.app)[0])
        await press(pilot, "enter")
        view = pilot.app.screen
        assert isinstance(view, DetailScreen)
        await wait_until(
            pilot, lambda: view.sheet.selected is not None and view.sheet.selected.row == Row(RowKind.NOTE, 1)
        )
        assert not isinstance(pilot.app.screen, ReaderScreen)


def test_command_text_and_json(kept: Path) -> None:
    run = CommandLine(kept)
    text = run("case", "k1")
    assert text.startswith("K1 Drone over al-Harthiya, Baghdad.")
    assert "  Task T1 (overdue, for Rana, due 2 Feb 2020): agree on a headline." in text
    assert "Tasks: 5 open tasks" in text
    assert "Task T3 on W7 Ahmed Khalaf" in text
    found = run.json("case")
    assert list(found)[:10] == [
        *("key", "title", "place", "tz", "day", "summary"),
        *("claims", "denials", "reports", "to_get"),
    ]
    assert (found["undecided"], found["archived"], found["open_tasks"], found["overdue"]) == (10, False, 6, 2)
    assert found["tags"] == ["urgent"]
    assert [each["key"] for each in found["tasks"]] == ["T1"]
    assert [each["key"] for each in found["to_do"]] == ["T3", "T2", "T4", "T5", "T6"]
    assert run.refused("case", "K9").message == "There is no case K9 in this store."
