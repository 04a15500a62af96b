"""Reading from anywhere: r, or enter on a quote, opens the text at the words."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.journal.opening import open_writer
from db.model.enums import Holding, Naming, SourceKind
from db.queries.cases import case
from db.write.reports import add_report
from db.write.sources import add_source
from tests.support.import_pilot import notices_text
from tests.support.pilot import open_desk, press, screen_lines
from tests.support.reader_pilot import create_article_store, selected_text
from tui.screens.alarms import AlarmScreen
from tui.screens.desk import DeskScreen
from tui.screens.detail import DetailScreen
from tui.screens.reader import ReaderScreen


@pytest.mark.parametrize("steps", range(3))
async def test_cited_report_opens_its_words(demo_store: Path, steps: int) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, *["n"] * steps)
        step = desk.chain.current
        assert step is not None
        await press(pilot, "r")
        assert isinstance(reader := pilot.app.screen, ReaderScreen)
        assert "R1  Beirut article, which has the words of the report you came from" in screen_lines(pilot.app)[0]
        assert len(selected_text(reader)) > 20
        await press(pilot, "escape", "escape")
        assert pilot.app.screen is desk


async def test_enter_on_a_quote_of_the_step(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "j", "enter")
        assert isinstance(reader := pilot.app.screen, ReaderScreen)
        words = selected_text(reader)
        assert words in desk.chain.sheet.selected.content.plain  # type: ignore[union-attr]
        cursor = reader.passage.pointer.row - reader.passage.scroll_offset.y
        assert 0 <= cursor < reader.passage.size.height


@pytest.mark.parametrize("key", ["r", "enter"])
async def test_quote_in_a_view_opens_the_text(demo_store: Path, key: str) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "3", "enter")
        assert isinstance(view := pilot.app.screen, DetailScreen)
        while not (view.sheet.selected and view.sheet.selected.target and view.sheet.selected.target.kind == "words"):
            await press(pilot, "j")
        await press(pilot, key)
        assert isinstance(reader := pilot.app.screen, ReaderScreen)
        assert selected_text(reader) in view.sheet.selected.content.plain


async def test_statement_behind_an_alarm(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "A", "j", "enter")
        assert isinstance(alarm := pilot.app.screen, AlarmScreen)
        while not (alarm.sheet.selected and alarm.sheet.selected.row and alarm.sheet.selected.row.kind == "statements"):
            await press(pilot, "j")
        await press(pilot, "r")
        assert isinstance(pilot.app.screen, ReaderScreen)


async def test_triage_opens_words_and_claim(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "t", "enter")
        assert isinstance(reader := pilot.app.screen, ReaderScreen)
        assert selected_text(reader)
        await press(pilot, "escape", "escape", "L")
        assert isinstance(pilot.app.screen, DetailScreen)


async def test_timeline_reads_its_row(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "m", "r")
        assert isinstance(pilot.app.screen, ReaderScreen)


async def test_no_text_at_all_says_what_to_do(tmp_path: Path) -> None:
    store = create_article_store(tmp_path / "s.db")
    with open_writer(store, "Rana") as writer:
        outlet = add_source(writer, "Another", kind=SourceKind.OUTLET, naming=Naming.NAMED)
        add_report(writer, case(writer, None).id, outlet, holding=Holding.CITED, url="https://example.org/a")
    async with open_desk(store) as (pilot, _):
        await press(pilot, "end", "r")
        assert isinstance(pilot.app.screen, DeskScreen)
        assert "No text of R2, Another, is held." in notices_text(pilot.app)
        assert "B opens https://example.org/a" in notices_text(pilot.app)
