"""Reading from anywhere: r, or enter on a quote, opens the text at the words."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from db.errors import Refused
from db.journal.opening import open_writer
from db.model.enums import Holding, Naming, SourceKind
from db.queries.cases import case
from db.write.reports import add_report
from db.write.sources import add_source
from tests.support.cli_runner import CommandLine
from tests.support.import_pilot import notices_text
from tests.support.pilot import open_desk, press, screen_lines
from tests.support.reader_pilot import create_article_store, selected_text
from tui.screens.alarms import AlarmScreen
from tui.screens.desk import DeskScreen
from tui.screens.detail import DetailScreen
from tui.screens.graph import GraphScreen
from tui.screens.reader import ReaderScreen
from tui.system.browser import open_in_browser
from tui.text.targets import RowKind, ThingKind
from tui.views.blocks import Block


@pytest.mark.parametrize("steps", range(3))
async def test_cited_report_opens_its_words(demo_store: Path, steps: int) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, *["n"] * steps)
        step = desk.chain.current
        assert step is not None
        await press(pilot, "r")
        reader = pilot.app.screen
        assert isinstance(reader, ReaderScreen)
        assert "R1  Beirut article, which has the words of the report you came from" in screen_lines(pilot.app)[0]
        assert len(selected_text(reader)) > 20
        await press(pilot, "escape")
        assert pilot.app.screen is desk


async def test_enter_on_a_quote_of_the_step(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "j", "enter")
        reader = pilot.app.screen
        assert isinstance(reader, ReaderScreen)
        words = selected_text(reader)
        assert desk.chain.sheet.selected is not None
        assert words in desk.chain.sheet.selected.content.plain
        cursor = reader.passage.pointer.row - reader.passage.scroll_offset.y
        assert 0 <= cursor < reader.passage.size.height


@pytest.mark.parametrize("key", ["r", "enter"])
async def test_quote_in_a_view_opens_the_text(demo_store: Path, key: str) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "3", "enter")
        view = pilot.app.screen
        assert isinstance(view, DetailScreen)
        await walk_to(pilot, view, lambda block: block.target is not None and block.target.kind is ThingKind.WORDS)
        await press(pilot, key)
        reader = pilot.app.screen
        assert isinstance(reader, ReaderScreen)
        assert view.sheet.selected is not None
        assert selected_text(reader) in view.sheet.selected.content.plain


async def walk_to(pilot: Pilot[None], screen: DetailScreen | AlarmScreen, is_it: Callable[[Block], bool]) -> None:
    for _ in range(60):
        block = screen.sheet.selected
        if block is not None and is_it(block):
            return
        await press(pilot, "j")
    raise AssertionError("there is no such line")


async def test_statement_behind_an_alarm(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "A", "j", "enter")
        alarm = pilot.app.screen
        assert isinstance(alarm, AlarmScreen)
        await walk_to(pilot, alarm, lambda block: block.row is not None and block.row.kind is RowKind.STATEMENT)
        await press(pilot, "r")
        assert isinstance(pilot.app.screen, ReaderScreen)


async def test_triage_opens_words_and_claim(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "t", "l", "enter")
        reader = pilot.app.screen
        assert isinstance(reader, ReaderScreen)
        assert selected_text(reader)
        await press(pilot, "escape", "K")
        assert isinstance(pilot.app.screen, DetailScreen)


async def test_timeline_reads_its_row(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "m", "r")
        assert isinstance(pilot.app.screen, ReaderScreen)


async def test_chain_view_reads_its_box(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "c", "r")
        reader = pilot.app.screen
        assert isinstance(reader, ReaderScreen)
        assert selected_text(reader)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, GraphScreen)


async def test_no_text_at_all_says_what_to_do(tmp_path: Path) -> None:
    store = create_article_store(tmp_path / "s.db")
    with open_writer(store, "Rana") as writer:
        outlet = add_source(writer, "Another", kind=SourceKind.OUTLET, naming=Naming.NAMED)
        add_report(writer, case(writer, None).id, outlet, holding=Holding.CITED, url="https://example.org/a")
    async with open_desk(store) as (pilot, _):
        await press(pilot, "end", "r")
        assert isinstance(pilot.app.screen, DeskScreen)
        assert "We don't have the text of R2, Another." in notices_text(pilot.app)
        assert "B opens https://example.org/a" in notices_text(pilot.app)


@pytest.mark.parametrize(("browser", "words"), [(None, "There is no browser here"), ("window", "Opening https://")])
async def test_b_opens_the_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, browser: str | None, words: str
) -> None:
    opened = fake_browser(monkeypatch, browser)
    store = create_article_store(tmp_path / "s.db")
    with open_writer(store, "Rana") as writer:
        outlet = add_source(writer, "Another", kind=SourceKind.OUTLET, naming=Naming.NAMED)
        add_report(writer, case(writer, None).id, outlet, holding=Holding.CITED, url="https://example.org/a")
    async with open_desk(store) as (pilot, _):
        await press(pilot, "end", "B")
        assert words in notices_text(pilot.app)
        await press(pilot, "home", "B")
        assert "No address of R1" in notices_text(pilot.app)
    assert opened == (["https://example.org/a"] if browser else [])
    cli = CommandLine(store)
    said = cli("open", "R2") if browser else str(cli.refused("open", "R2"))
    assert words in said


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "https://", "-x", "http://a\nb"])
def test_only_web_addresses_are_opened(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    opened = fake_browser(monkeypatch, "window")
    with pytest.raises(Refused, match="no web address"):
        open_in_browser(address)
    assert opened == []


def fake_browser(monkeypatch: pytest.MonkeyPatch, kind: str | None) -> list[str]:
    """Put a browser in the place of the desktop's; None for none.

    :returns: the addresses that it opens.
    """
    opened: list[str] = []

    class Window(webbrowser.BaseBrowser):
        def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:  # noqa: ARG002
            opened.append(url)
            return True

    def get(using: str | None = None) -> webbrowser.BaseBrowser:
        if kind is None:
            raise webbrowser.Error("none")
        return Window()

    monkeypatch.setattr(webbrowser, "get", get)
    return opened
