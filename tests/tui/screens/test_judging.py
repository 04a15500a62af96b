"""Judging from the desk: status, verdicts, ratings, tags, notes and tasks, by key and form, with undo."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from db.journal.log import history
from db.journal.opening import open_writer
from db.model.enums import Confidence, Credibility, Likelihood, PartRole, Reliability, Status, Verdict
from db.model.fields import CLAIM
from db.model.ids import CaseId, ClaimId
from db.model.things import RowKind, Target
from db.queries.annotations import notes_on, tags_on, tasks_on
from db.queries.assessments import assessments_of, claim_assessments
from db.queries.claims import claim
from db.queries.ratings import ratings_for, source_letters
from db.store.opening import open_reader
from db.write.edit import edit
from tests.support.pilot import app_of, open_desk, press, screen_lines, screen_text, settle
from tests.support.pty import live_terminal
from tests.support.textual_private import notifications
from tui.screens.detail import DetailScreen
from tui.screens.form import FormScreen
from tui.screens.menu import MenuScreen

CASE = CaseId(1)


def claim_of(store: Path, key: str) -> ClaimId:
    with open_reader(store) as record:
        return claim(record, CASE, key).id


async def test_s_sets_status(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "s", "t")
        assert "◔ triaged" in screen_text(pilot.app)
        await press(pilot, "u")
        assert "triaged" not in "\n".join(screen_lines(pilot.app)[:20])
        await press(pilot, "ctrl+r", "s", "e")
    with open_reader(demo_store) as record:
        first = claim(record, CASE, "C1").id
        assert claim_assessments(record, [first])[first].status is Status.SECOND_LOOK
        assert [done.words for done in history(record)][:1] == ["C1: needs a second look"]


async def test_v_gives_a_verdict(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "v")
        assert isinstance(pilot.app.screen, FormScreen)
        await press(pilot, "d", "down", *["right"] * 5, "down", "m", "down", *"two sides", "ctrl+s")
        assert "⊜ disputed" in screen_text(pilot.app)
        assert "n.r." not in screen_text(pilot.app), "a verdict leaves the numbers beside it in words"
        await press(pilot, "v")
        assert isinstance(pilot.app.screen, FormScreen)
        assert pilot.app.screen.answers["rationale"] == "two sides"
        await press(pilot, "u", "ctrl+s")
    with open_reader(demo_store) as record:
        newest, first = assessments_of(record, claim(record, CASE, "C1").id)
        assert (first.verdict, first.likelihood, first.confidence, first.rationale) == (
            Verdict.DISPUTED,
            Likelihood.LIKELY,
            Confidence.MODERATE,
            "two sides",
        )
        assert newest.verdict is Verdict.UNVERIFIABLE


async def test_open_part_blocks(demo_store: Path) -> None:
    part = claim_of(demo_store, "C1a")
    with open_writer(demo_store, "Rana") as writer:
        edit(writer, CLAIM, part, parent=claim_of(demo_store, "C1"), part=PartRole.NECESSARY)
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "v", "c", *["down"] * 3, *"why", "ctrl+s")
        assert isinstance(pilot.app.screen, FormScreen), "it stays open"
        assert pilot.app.screen.answers["rationale"] == "why"
        assert "while a necessary part of it is open: C1a has no" in " ".join(screen_text(pilot.app).split())


async def test_R_rates(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "1", "j", "R", "c")
        bas_news = desk.panes[0].listing.selected
        await press(pilot, "2", "enter")
        view = pilot.app.screen
        assert isinstance(view, DetailScreen)
        at = next(at for at, each in enumerate(view.sheet.blocks) if each.row and each.row.kind is RowKind.STATEMENT)
        row = view.sheet.blocks[at].row
        assert row is not None
        view.sheet.cursor = at
        await press(pilot, "R", "3")
        await settle(pilot)
    with open_reader(demo_store) as record:
        assert source_letters(record, [bas_news]) == {bas_news: Reliability.C}  # type: ignore[list-item]
        pairs = ratings_for(record, claim(record, CASE, "C1").id)
        assert pairs[row.id].digit is Credibility.POSSIBLY_TRUE  # type: ignore[index]


async def test_R_where_nothing_is_rated(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "R")
        assert not isinstance(pilot.app.screen, MenuScreen)
        assert any("You can rate a source" in str(each.message) for each in notifications(pilot.app))


async def test_tags_in_one_line(demo_store: Path) -> None:
    first = Target(RowKind.CLAIM, claim_of(demo_store, "C1"))
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "number_sign", *"lasers, call back", "ctrl+s")
        assert "#call back" in screen_text(pilot.app)
        await press(pilot, "number_sign", *["backspace"] * len(", lasers"), "ctrl+s")
        with open_reader(demo_store) as record:
            assert [each.tag for each in tags_on(record, first)] == ["call back"]
        await press(pilot, "u")
        with open_reader(demo_store) as record:
            assert [each.tag for each in tags_on(record, first)] == ["call back", "lasers"]
        await press(pilot, "u")
    with open_reader(demo_store) as record:
        assert tags_on(record, first) == []


async def test_note_and_task(demo_store: Path) -> None:
    first = Target(RowKind.CLAIM, claim_of(demo_store, "C1"))
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "o", *"see R2", "ctrl+s")
        await press(pilot, "O", *"call INA", "down", *"Rana", "down", *"2026-13-01", "ctrl+s")
        assert isinstance(pilot.app.screen, FormScreen), "no such day"
        await press(pilot, *["backspace"] * 10, *"2026-12-01", "ctrl+s")
        await press(pilot, "enter")
        view = pilot.app.screen
        assert isinstance(view, DetailScreen)
        task = next(at for at, each in enumerate(view.sheet.blocks) if each.row and each.row.kind is RowKind.TASK)
        view.sheet.cursor = task
        await press(pilot, "e", "down", "down", "down", "y", "ctrl+s")
    with open_reader(demo_store) as record:
        assert [each.text for each in notes_on(record, first)] == ["see R2"]
        assert [(each.text, each.person, each.due, each.is_done) for each in tasks_on(record, first)] == [
            ("call INA", "Rana", "2026-12-01", True)
        ]


async def test_one_key_for_marked(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "2", "space", "space", "space", "s", "d")
        with open_reader(demo_store) as record:
            stand = claim_assessments(record, [ClaimId(id) for id in desk.panes[1].listing.ids])
            assert [each.status for each in stand.values()].count(Status.DONE) == 3
            assert history(record, most=1)[0].words == "C1, C1a, C1b: done"
        await press(pilot, "number_sign", *"lasers", "ctrl+s")
        with open_reader(demo_store) as record:
            stand = claim_assessments(record, list(stand))
            assert [each.tags for each in stand.values()].count(("lasers",)) == 3
        await press(pilot, "u", "u")
    with open_reader(demo_store) as record:
        assert not any(each.tags for each in claim_assessments(record, list(stand)).values())
        assert {each.status for each in claim_assessments(record, list(stand)).values()} == {Status.NEW}


@pytest.mark.parametrize("key", ["s", "v", "R", "number_sign", "o", "O"])
async def test_past_takes_no_judgement(demo_store: Path, key: str) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "m", "end", "enter", "2", key)
        assert not isinstance(pilot.app.screen, MenuScreen | FormScreen)
        assert any("viewing the past" in str(each.message) for each in notifications(app_of(pilot)))


@pytest.mark.slow
def test_e_opens_the_editor(demo_store: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor.py"
    editor.write_text("import sys\nwith open(sys.argv[1], 'a') as file:\n    file.write('and R4')\n")
    command = f"{sys.executable} {editor}"
    with live_terminal("--store", str(demo_store), EDITOR=command, VISUAL="") as desk:
        desk.until("step 1 of 3")
        desk.press("2o")
        desk.until("New note on C1")
        desk.press("see R2")
        desk.until("Saved", desk.press("\x07\x13"))
        desk.press("q")
        assert desk.wait_for_end() == 0
    with open_reader(demo_store) as record:
        (note,) = notes_on(record, Target(RowKind.CLAIM, claim(record, CASE, "C1").id))
        assert note.text.split() == ["see", "R2", "and", "R4"]
