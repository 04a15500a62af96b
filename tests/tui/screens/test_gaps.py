"""The gaps screen: what to get next, what it could change, and opening it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.cli_runner import CommandLine
from tests.support.import_pilot import paste
from tests.support.pilot import on_one_line, open_desk, press, screen_lines, screen_text
from tests.support.sql import query_rows
from tui.screens.desk import DeskScreen
from tui.screens.detail import DetailScreen
from tui.screens.gaps import GapsScreen
from tui.screens.import_article import ImportScreen
from tui.screens.reader import ReaderScreen


async def test_line_says_what_it_changes(demo_store: Path) -> None:
    async with open_desk(demo_store, (120, 60)) as (pilot, _):
        await press(pilot, "F")
        text = on_one_line(screen_text(pilot.app))
        assert "○ 13 things to get" in screen_lines(pilot.app)[0]
        for said in (
            "□ original Get the report of Bas News (R2). It is seen only in Beirut article (R1). "
            "could change the numbers of C1 C1a C1b C1e C2 and 3 alarms: echo",
            "◌ voice US embassy (W9) is credited in C2 and C3",
            "◇ origin No origin is recorded for C1b",
            "□ citation Find the words of Anadolu (S4) in R3 itself.",
            "covered by getting R3",
            "could change no number",
        ):
            assert said in text, said
        assert text.index("(R2)") < text.index("US embassy") < text.index("US forces")


@pytest.mark.parametrize(
    ("downs", "name"),
    [(0, "Bas News"), (2, "Anadolu"), (3, "US embassy"), (7, "C1b")],
)
async def test_enter_opens_its_thing(demo_store: Path, downs: int, name: str) -> None:
    async with open_desk(demo_store, (120, 60)) as (pilot, _):
        await press(pilot, "F", *"j" * downs, "enter")
        assert isinstance(pilot.app.screen, DetailScreen)
        assert name in screen_lines(pilot.app)[0]
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, GapsScreen)
        await press(pilot, "F")
        assert isinstance(pilot.app.screen, DeskScreen)


async def test_copy_with_claims(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "F", "y")
        assert pilot.app.clipboard.startswith("original: Get the report of Bas News (R2).")
        assert pilot.app.clipboard.endswith("[C1 C1a C1b C1e C2]")


async def test_nothing_lacking(tmp_path: Path) -> None:
    from db.journal.opening import create_store

    store = tmp_path / "empty.db"
    create_store(store).close()
    CommandLine(store)("add", "case", "Nothing yet", "--tz", "UTC")
    async with open_desk(store) as (pilot, _):
        await press(pilot, "F", "enter", "j")
        assert "Nothing to get." in screen_text(pilot.app)


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (20, 6), (3, 3)])
async def test_walked_at_any_size(demo_store: Path, size: tuple[int, int]) -> None:
    async with open_desk(demo_store, size) as (pilot, _):
        await press(pilot, "F", *"jjjj", "enter", "escape", "escape")
        assert isinstance(pilot.app.screen, DeskScreen)


async def test_import_from_a_line_is_that_reports_text(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "F", "i")
        screen = pilot.app.screen
        assert isinstance(screen, ImportScreen)
        assert screen.answers["report"] == "R2 Bas News"
        await paste(pilot, "Baghdad\n\nThe laser-guided system shot down the drone, the agency said.\n")
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, ReaderScreen)
        assert "R2" in screen_lines(pilot.app)[0]
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, GapsScreen)
        assert "Get the report of Bas News" not in screen_text(pilot.app)
    assert query_rows(demo_store, "SELECT holding FROM reports WHERE key = 'R2'") == [("held",)]
    assert query_rows(demo_store, "SELECT count(*) FROM reports") == [(4,)]


async def test_import_from_a_line_about_no_report(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "F", *"jjj", "i")
        screen = pilot.app.screen
        assert isinstance(screen, ImportScreen)
        assert screen.answers["report"] == ""
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, GapsScreen)
