"""The menu of the store: history, backup, check, claims that read alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from db.journal.opening import open_writer
from db.queries.cases import case
from db.write.claims import add_claim
from tests.support.pilot import app_of, open_app, open_desk, press, screen_lines, screen_text
from tests.support.raw_store import breaking
from tests.support.sql import query_rows
from tui.app import prepare_app
from tui.screens.back_up import BackupScreen
from tui.screens.check_store import CheckScreen
from tui.screens.desk import DeskScreen
from tui.screens.history import HistoryScreen
from tui.screens.home import HomeScreen
from tui.screens.import_case import CaseImportScreen
from tui.screens.import_table import TableImportScreen
from tui.screens.join_claims import ClaimJoinScreen
from tui.screens.near_pairs import NearPairsScreen


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_menu_opens_each_and_escape_comes_back(demo_store: Path, size: tuple[int, int]) -> None:
    async with open_desk(demo_store, size) as (pilot, desk):
        for key, screen in (
            ("h", HistoryScreen),
            ("b", BackupScreen),
            ("c", CheckScreen),
            ("n", NearPairsScreen),
            ("k", CaseImportScreen),
            ("t", TableImportScreen),
        ):
            await press(pilot, "Q", key)
            assert isinstance(pilot.app.screen, screen)
            await press(pilot, "escape")
            assert pilot.app.screen is desk
        await press(pilot, "Q", "escape")
        assert pilot.app.screen is desk


async def test_palette_opens_them_too(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "ctrl+p", *"back up", "enter")
        assert isinstance(pilot.app.screen, BackupScreen)


async def test_home_has_the_menu(two_cases: Path) -> None:
    async with open_app(prepare_app(two_cases, None)) as pilot:
        await press(pilot, "Q")
        assert "near claims" not in screen_text(pilot.app)
        await press(pilot, "h")
        assert isinstance(pilot.app.screen, HistoryScreen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_history_says_who_what_when(demo_store: Path) -> None:
    with open_writer(demo_store, "Rana") as writer:
        add_claim(writer, case(writer, None).id, "a bell rang twice")
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "Q", "h")
        first = next(row for row in screen_lines(pilot.app) if "Rana" in row)
        assert "UTC" in first
        assert "a bell rang twice" in first
        await press(pilot, "y")
        assert "Rana" in pilot.app.clipboard


async def test_check_shows_what_it_finds(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "Q", "c")
        assert "● The store is intact: 11 parts checked" in screen_text(pilot.app)
        await press(pilot, "escape")
        with breaking(demo_store) as connection:
            connection.execute("UPDATE claims SET key = 'nonsense' WHERE key = 'C5'")
        await press(pilot, "Q", "c")
        assert "✗" in screen_text(pilot.app)
        assert "nonsense" in screen_text(pilot.app)


async def test_check_stops_by_escape(demo_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "Q", "c", "escape")
        checking = CheckScreen(demo_store, accept_schema=False)
        monkeypatch.setattr(CheckScreen, "action_start", lambda _: None)
        await pilot.app.push_screen(checking)
        checking.stop()
        await press(pilot)
        text = screen_text(pilot.app)
        assert "Stopped; nothing was changed." in text or "whole" in text
        await press(pilot, "escape")
        assert pilot.app.screen is desk


async def test_backup_makes_a_new_file_and_replaces_only_when_told(demo_store: Path, tmp_path: Path) -> None:
    to = tmp_path / "copy.db"
    async with open_desk(demo_store) as (pilot, _):
        await back_up_to(pilot, str(to))
        assert "checked, and intact" in screen_text(pilot.app)
        made = to.read_bytes()
        await press(pilot, "enter")
        assert "ctrl+o replaces it" in screen_text(pilot.app)
        assert to.read_bytes() == made
        await press(pilot, "ctrl+o")
        assert "checked, and intact" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, DeskScreen)
        await back_up_to(pilot, str(demo_store))
        assert "✗" in screen_text(pilot.app)
        await press(pilot, *["ctrl+o"])
        assert "✗" in screen_text(pilot.app)
    async with open_desk(to) as (pilot, _):
        assert app_of(pilot).opened is not None


async def back_up_to(pilot: Pilot[None], path: str) -> None:
    await press(pilot, "Q", "b")
    asked = pilot.app.screen
    assert isinstance(asked, BackupScreen)
    assert asked.to.value.endswith(".db")
    asked.to.value = path
    await press(pilot, "enter")


async def test_near_claims_lead_to_joining(demo_store: Path) -> None:
    with open_writer(demo_store, "Rana") as writer:
        add_claim(writer, case(writer, None).id, "The embassy has apologised to the Iraqi army")
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "Q", "n")
        assert "C6" in screen_text(pilot.app)
        await press(pilot, "equals_sign")
        assert isinstance(pilot.app.screen, ClaimJoinScreen)


async def test_table_is_looked_at_tried_and_imported(demo_store: Path, tmp_path: Path) -> None:
    table = tmp_path / "claims.csv"
    table.write_text("Claim ID,Claim,Note\n7,the pier was closed,x\n8,a bell rang,y\n9,,z\n", "utf-8")
    async with open_desk(demo_store, (80, 24)) as (pilot, desk):
        await press(pilot, "Q", "t", *str(table), "enter")
        asked = pilot.app.screen
        assert isinstance(asked, TableImportScreen)
        assert asked.columns.value == "claims 'id=Claim ID' text=Claim"
        assert "the pier was closed · a bell rang" in screen_text(pilot.app)
        before = query_rows(demo_store, "SELECT count(*) FROM claims")
        await press(pilot, "enter")
        assert "3 rows: 2 would be added, 0 already on record, 1 rejected" in screen_text(pilot.app)
        assert query_rows(demo_store, "SELECT count(*) FROM claims") == before
        assert [*tmp_path.glob("*rejects*")] == []
        await press(pilot, "enter")
        assert "3 rows: 2 added" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert pilot.app.screen is desk
    assert query_rows(demo_store, "SELECT count(*) FROM claims WHERE text = 'a bell rang'") == [(1,)]
    assert len([*tmp_path.glob("*rejects*")]) == 1


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ("claims id=Nothing text=Claim", "has no column “Nothing”"),
        ("whatever id=x", "says not what the rows are"),
        ("claims 'id=x", "has no end"),
    ],
)
async def test_wrong_columns_are_explained(demo_store: Path, tmp_path: Path, columns: str, said: str) -> None:
    table = tmp_path / "claims.csv"
    table.write_text("id,Claim\n7,the pier was closed\n", "utf-8")
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "Q", "t", *str(table), "enter")
        asked = pilot.app.screen
        assert isinstance(asked, TableImportScreen)
        asked.columns.value = columns
        await press(pilot, "enter")
        assert said in screen_text(pilot.app)
