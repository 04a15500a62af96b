"""Errors and questions beside their fields, and sources that are added while a form is typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.store.opening import open_reader
from tests.support.forms import answer, fill, form_of, last_done, row
from tests.support.pilot import open_desk, press, screen_text
from tui.screens.form import FormScreen


def here(form: FormScreen) -> str:
    """The name of the focused field."""
    (found,) = [each for each in form._rows if each.has_focus_within]
    return found.ask.name


async def test_error_goes_once_its_field_is_mended(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "a", "r")
        answer(pilot, outlet="INA", edtf="2020-13-45")
        await press(pilot, "ctrl+s")
        assert "✗ “2020-13-45” is not a date" in screen_text(pilot.app)
        assert here(form_of(pilot)) == "edtf"
        await press(pilot, "backspace")
        assert "✗" not in screen_text(pilot.app)


async def test_error_of_another_field_stays(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "a", "c", "tab", *"C99", "ctrl+s")
        assert "✗ A claim" in screen_text(pilot.app)
        assert here(form_of(pilot)) == "text"
        await press(pilot, "tab", "x")
        assert "✗ A claim" in screen_text(pilot.app)
        await press(pilot, "up", "x")
        assert "✗ A claim" not in screen_text(pilot.app)


async def test_outlet_is_added_while_typing_a_report(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "a", "r", *"Die Zeitung")
        assert "new outlet “Die Zeitung”" in screen_text(pilot.app)
        await press(pilot, "tab")
        assert "= new outlet, added when you save" in screen_text(pilot.app)
        await press(pilot, *"A headline", "ctrl+s")
        assert pilot.app.screen is desk
        assert row(
            demo_store,
            """SELECT so.key, so.kind, re.title FROM reports re JOIN sources so ON so.id = re.outlet
               ORDER BY re.id DESC LIMIT 1""",
        ) == ("W16", "outlet", "A headline")
        assert last_done(demo_store) == "new report, with the new source W16 Die Zeitung"
        await press(pilot, "u")
        with open_reader(demo_store) as record:
            assert not record.rows("SELECT 1 FROM sources WHERE key = 'W16'")


async def test_refused_form_adds_no_source(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "a", "r")
        answer(pilot, outlet="Die Zeitung", edtf="no date")
        await press(pilot, "ctrl+s")
        assert "✗" in screen_text(pilot.app)
        with open_reader(demo_store) as record:
            assert not record.rows("SELECT 1 FROM sources WHERE name = 'Die Zeitung'")


async def test_several_sources_of_one_form_are_added(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "a", "d")
        await fill(pilot, words="No.", speaker="Xanthe Quill", claims="C1", outlet="Quarterly Zephyr")
        with open_reader(demo_store) as record:
            assert record.rows("SELECT name, kind FROM sources ORDER BY id DESC LIMIT 2") == [
                ("Quarterly Zephyr", "outlet"),
                ("Xanthe Quill", "person"),
            ]


async def test_a_denial_for_a_claim_is_asked_about(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "3", "a", "b")
        answer(pilot, claim="C2", polarity="1")
        await press(pilot, "ctrl+s")
        assert "is it for the claim, not against it? ctrl+s again saves it so." in screen_text(pilot.app)
        answer(pilot, certainty="probable")
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, FormScreen), "other answers are asked about anew"
        await press(pilot, "ctrl+s")
        assert pilot.app.screen is desk
        assert row(demo_store, "SELECT polarity FROM stances WHERE statement = 5 AND claim = 7") == (1,)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_error_is_in_sight_on_small_screens(demo_store: Path, size: tuple[int, int]) -> None:
    async with open_desk(demo_store, size) as (pilot, _):
        await press(pilot, "a", "r")
        answer(pilot, outlet="INA", edtf="2020-13-45")
        await press(pilot, "ctrl+s")
        assert "✗ “2020-13-45”" in screen_text(pilot.app)


async def test_a_new_case_begins_in_the_zone_of_the_system(demo_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Kyiv")
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "a", "k", *"Another", "tab", "tab")
        assert form_of(pilot).answers["tz"] == "Europe/Kyiv"
        await press(pilot, *"baghd")
        assert "Asia/Baghdad UTC+03:00" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert form_of(pilot).answers["tz"] == "Asia/Baghdad"
        await press(pilot, "ctrl+s")
        assert row(demo_store, "SELECT tz FROM cases ORDER BY id DESC LIMIT 1") == ("Asia/Baghdad",)
