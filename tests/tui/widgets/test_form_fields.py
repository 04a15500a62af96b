"""Form fields: keys, choices, completion, pasting, hostile text, and every size of terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from db.journal.opening import open_writer
from db.model.ids import SourceId
from db.store.opening import open_reader
from tests.support.hostile_store import HOSTILE, PAYLOADS, poison, terminal_controls
from tests.support.pilot import open_desk, press, screen_lines, screen_text, settle
from tests.support.textual_private import screen_strips
from tui.screens.desk import DeskScreen
from tui.screens.form import FormScreen
from tui.widgets.lookup_field import OfferedMatches


def form_of(pilot: Pilot[None]) -> FormScreen:
    form = pilot.app.screen
    assert isinstance(form, FormScreen), screen_text(pilot.app)
    return form


def here(pilot: Pilot[None]) -> str:
    """The focused field."""
    (row,) = [row for row in form_of(pilot)._rows if row.has_focus_within]
    return row.ask.name


async def test_tab_and_arrows(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "a", "c")
        seen = [here(pilot)]
        for key in "up", "tab", "down", "enter", "tab", "shift+tab", "up", "shift+tab":
            await press(pilot, key)
            seen.append(here(pilot))
        assert seen == ["text", "text", "parent", "part", "background", "background", "part", "parent", "text"]


async def test_arrows_inside_long_text(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "a", "x", "tab", "a", "enter", "b", "up")
        assert here(pilot) == "passages"
        await press(pilot, "up")
        assert here(pilot) == "report"
        await press(pilot, "down", "down")
        assert here(pilot) == "passages"
        assert form_of(pilot).answers["passages"] == "a\nb"


async def test_undo_in_long_text_moves_cursor_back(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "a", "x", "tab")
        pilot.app.post_message(Paste("a\n" * 9))
        await settle(pilot)
        await press(pilot, "ctrl+z", "b")
        assert here(pilot) == "passages"
        assert form_of(pilot).answers["passages"] == "b"


async def test_enter_saves_at_last(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "a", "s", *"Reuters", *["enter"] * 8)
        assert pilot.app.screen is desk
    with open_reader(demo_store) as record:
        assert record.column("SELECT name FROM sources WHERE key = 'W16'") == ["Reuters"]


async def test_choice_keys_and_clicks(demo_store: Path) -> None:
    async with open_desk(demo_store, (80, 24)) as (pilot, _):
        await press(pilot, "a", "t")
        text = screen_text(pilot.app)
        for word in (
            "assert",
            "report",
            "confirm",
            "deny",
            "retract",
            "correct",
            "apologise",
            "query",
            "hedge",
            "advise",
        ):
            assert f" {word}" in text
        form = form_of(pilot)
        await press(pilot, "tab", "tab", "right")
        assert form.answers["act"] == "report"
        await press(pilot, "left", "left")
        assert form.answers["act"] == "advise", "it goes round"
        await press(pilot, "c")
        assert form.answers["act"] == "confirm"
        await press(pilot, "c")
        assert form.answers["act"] == "correct"
        assert "◉ correct" in screen_text(pilot.app)
        await pilot.click(form._rows[3].field, offset=(9, 0))
        assert form.answers["voice"] == "relayed"


async def test_completed_while_typing(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "a", "r", *"BAG")
        offered = pilot.app.screen.query(OfferedMatches).first()
        assert [known.key for known in offered.found] == ["W5", "W9"]
        await press(pilot, "down", "enter")
        assert form_of(pilot).answers["outlet"] == "W9 US embassy in Baghdad"
        assert here(pilot) == "title"
        await press(pilot, "shift+tab", *"baghdad op", "tab")
        assert form_of(pilot).answers["outlet"] == "W5 Baghdad Operations Command", "what is typed takes its place"
        await press(pilot, "shift+tab", *"ana", "escape")
        assert not offered.display
        assert isinstance(pilot.app.screen, FormScreen), "the first escape folds away what is offered"


async def test_by_key_and_words(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "a", "c", "tab", *"apolog", "enter")
        assert form_of(pilot).answers["parent"].startswith("C2 the embassy apologised")
        await press(pilot, "escape", "a", "x")
        pilot.app.screen.focused.value = ""
        await press(pilot, *"r3", "enter")
        assert form_of(pilot).answers["report"] == "R3 Anadolu"


async def test_click_takes_an_offer(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "a", "r", *"bag")
        await pilot.click(OfferedMatches, offset=(5, 1))
        await settle(pilot)
        assert form_of(pilot).answers["outlet"].startswith("W9")


async def test_other_cases_not_offered(two_cases: Path) -> None:
    with open_writer(two_cases) as writer, writer.action():
        writer.update("sources", SourceId(5), case=2)
    async with open_desk(two_cases, key="K1") as (pilot, _):
        await press(pilot, "a", "r", *"BAG")
        assert [known.key for known in pilot.app.screen.query(OfferedMatches).first().found] == ["W9"]


async def test_unknown_made_in_own_form(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "a", "r", *"Zeitung")
        assert "new outlet “Zeitung”" in screen_text(pilot.app)
        await press(pilot, "enter")
        nested = form_of(pilot)
        assert (nested.answers["name"], nested.answers["kind"]) == ("Zeitung", "outlet")
        await press(pilot, "escape")
        assert form_of(pilot).answers["outlet"] == "Zeitung"
        pilot.app.screen.focused.value = ""
        await press(pilot, *"Zeitung", "enter", "ctrl+s")
        assert form_of(pilot).answers["outlet"] == "W16 Zeitung"
        await press(pilot, "ctrl+s")
        assert pilot.app.screen is desk
    with open_reader(demo_store) as record:
        assert record.column(
            "SELECT so.name FROM reports re JOIN sources so ON so.id = re.outlet WHERE re.key = 'R5'"
        ) == ["Zeitung"]


async def test_typed_needs_whole_name(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "a", "r")
        form_of(pilot)._rows[0].field.answer = "Baghdad"
        await press(pilot, "ctrl+s")
        assert "✗ There is no source called “Baghdad”. Some hold these words: W5, W9." in screen_text(pilot.app)
        form_of(pilot)._rows[0].field.answer = "baghdad operations command"
        await press(pilot, "ctrl+s")
        assert not isinstance(pilot.app.screen, FormScreen)


async def test_paste_is_clean_and_whole(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "a", "s")
        pilot.app.post_message(Paste("one\x1b[31m\ntwo\r\nthree\x07\x9b"))
        await settle(pilot)
        assert form_of(pilot).answers["name"] == "one[31m two three"
        await press(pilot, "escape", "a", "x", "tab")
        pilot.app.post_message(Paste("one\x1b[31m\n\ntwo\r\nthree\x9b"))
        await settle(pilot)
        assert form_of(pilot).answers["passages"] == "one[31m\n\ntwo\nthree"
        await press(pilot, "shift+tab", *"R4", "tab", "ctrl+s")
    with open_reader(demo_store) as record:
        assert record.column("SELECT text FROM captures ORDER BY id DESC LIMIT 1") == ["one[31m\n\ntwo\nthree"]


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
async def test_hostile_text_fits(demo_store: Path, size: tuple[int, int]) -> None:
    poison(demo_store)
    async with open_desk(demo_store, size) as (pilot, desk):
        for keys in (
            ("1", "e"),
            ("2", "e"),
            ("2", "a", "p"),
            ("3", "e"),
            ("3", "e", "3"),
            ("4", "e"),
            ("K",),
            ("K", "e"),
        ):
            await press(pilot, *keys)
            check(pilot, size)
            if isinstance(pilot.app.screen, FormScreen):
                pilot.app.post_message(Paste(HOSTILE))
                await settle(pilot)
                check(pilot, size)
                await press(pilot, "tab", *"ou")
                check(pilot, size)
                await press(pilot, "ctrl+s")
                check(pilot, size)
            while pilot.app.screen is not desk:
                await press(pilot, "escape")
        assert pilot.app.is_running
    with open_reader(demo_store) as record:
        for draft in record.column('SELECT "values" FROM drafts'):
            assert not any(payload in draft for payload in PAYLOADS[:6])


def check(pilot: Pilot[None], size: tuple[int, int]) -> None:
    for strip in screen_strips(pilot.app):
        assert terminal_controls(strip.text) == set()
        assert strip.cell_length == size[0]


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_walked_at_small_sizes(demo_store: Path, size: tuple[int, int]) -> None:
    async with open_desk(demo_store, size) as (pilot, _):
        await press(pilot, "a", "r")
        form = form_of(pilot)
        for row in form._rows:
            assert here(pilot) == row.ask.name
            assert row.ask.label in screen_text(pilot.app)
            assert "^s save" in screen_lines(pilot.app)[-1]
            await press(pilot, "tab")


@pytest.mark.slow
@pytest.mark.parametrize("opened", [("a",), ("a", "t"), ("a", "r", "b", "a"), ("K", "e")])
async def test_resize_and_back(demo_store: Path, opened: tuple[str, ...]) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, *opened)
        before = screen_text(pilot.app)
        for width, height in (80, 24), (40, 12), (20, 6), (5, 3), (1, 1), (1, 40), (120, 1):
            await pilot.resize_terminal(width, height)
            await settle(pilot)
            assert all(len(line) <= width for line in screen_lines(pilot.app))
        await pilot.resize_terminal(120, 40)
        await settle(pilot)
        assert screen_text(pilot.app) == before


async def test_long_text_whole(demo_store: Path) -> None:
    words = "word " * 5_000
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "2", "a", "c")
        pilot.app.post_message(Paste(words))
        await press(pilot, "ctrl+s", "e")
        assert form_of(pilot).answers["text"] == words.strip()
        await press(pilot, "escape")
        assert isinstance(desk, DeskScreen)
