"""Forms that add to a statement on record: a relay, a link, a quote, and another statement that is the same."""

from __future__ import annotations

from pathlib import Path

from db.store.opening import open_reader
from tests.support.forms import answer, fill, form_of, last_done, row
from tests.support.pilot import open_desk, press, screen_text
from tui.screens.menu import AddScreen


async def test_menu_offers_them_on_a_statement(demo_store: Path) -> None:
    async with open_desk(demo_store, (80, 24)) as (pilot, _):
        await press(pilot, "3", "a")
        assert isinstance(pilot.app.screen, AddScreen)
        offered = [entry.words for entry in pilot.app.screen._menu.entries]
        assert offered[:5] == ["stance", "quote", "relay", "link", "same"]
        await press(pilot, "escape", "2", "a")
        assert "relay" not in [entry.words for entry in pilot.app.screen._menu.entries]


async def test_relay_is_added(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "3", "a", "y")
        assert form_of(pilot).answers["child"].startswith("S5 Baghdad Operations Command")
        await fill(pilot, parent="S2", kind="paraphrases")
        assert row(demo_store, "SELECT child, parent, kind FROM relays ORDER BY id DESC LIMIT 1") == (
            5,
            2,
            "paraphrases",
        )
        assert desk.panes[2].listing.selected == 5
        await press(pilot, "a", "y")
        answer(pilot, parent="S5")
        await press(pilot, "ctrl+s")
        assert "✗ A statement can't relay itself" in screen_text(pilot.app)


async def test_link_is_added(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "3", "a", "l", "tab", "tab", *"s1 ")
        assert "S1 " in screen_text(pilot.app)
        await press(pilot, "enter", "ctrl+s")
        assert row(demo_store, "SELECT statement, kind, other FROM statement_links ORDER BY id DESC LIMIT 1") == (
            5,
            "denies",
            1,
        )


async def test_quote_on_an_old_statement_is_kept_with_its_report(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "3", "a", "u")
        await fill(pilot, words="It is untrue.", report="R3", cue="said")
        assert row(
            demo_store,
            """SELECT q.statement, q.exact, q.cue, ca.report, ca.text FROM quotes q
               JOIN captures ca ON ca.id = q.capture
               ORDER BY q.id DESC LIMIT 1""",
        ) == (5, "It is untrue.", "said", 3, "It is untrue.")


async def test_two_statements_become_one(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "a", "d")
        await fill(pilot, words="There is nothing in it.", speaker="W5", claims="C1 C2", outlet="Anadolu Agency")
        assert "Denials · 2" in screen_text(pilot.app)
        gone = row(demo_store, "SELECT id, key FROM statements WHERE act = 'deny' ORDER BY id DESC LIMIT 1")
        await press(pilot, "a", "o")
        assert form_of(pilot).answers["statement"].startswith(gone[1])
        answer(pilot, into="S5")
        await press(pilot, "ctrl+s")
        assert last_done(demo_store) == f"join {gone[1]} into S5"
        assert "Denials · 1" in screen_text(pilot.app)
        assert desk.panes[2].listing.selected == 5
        with open_reader(demo_store) as record:
            assert record.column(
                "SELECT count(*) FROM quotes WHERE statement = 5 AND exact LIKE 'There is nothing%'"
            ) == [1]
            assert record.column("SELECT count(*) FROM relays WHERE parent = 5") == [2]
            assert record.column("SELECT claim FROM stances WHERE statement = 5 ORDER BY claim") == [1, 5, 7]
        await press(pilot, "u")
        assert "Denials · 2" in screen_text(pilot.app)


async def test_joining_statements_of_two_speakers_asks_first(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "3", "a", "o")
        answer(pilot, into="S1")
        await press(pilot, "ctrl+s")
        assert "ctrl+s again saves it so." in screen_text(pilot.app)
