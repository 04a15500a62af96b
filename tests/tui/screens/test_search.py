"""The search screen: results while typing, ranked and highlighted; enter opens the exact words."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from db.journal.opening import open_writer
from db.model.enums import Holding, Method, Naming, SourceKind, Status
from db.model.ids import CaseId
from db.model.things import RowKind, Target
from db.queries.claims import claim
from db.search.candidates import Candidates, SearchLimits
from db.write.annotations import add_note
from db.write.assessments import set_status
from db.write.captures import add_capture
from db.write.cases import add_case
from db.write.claims import add_claim
from db.write.reports import add_report
from db.write.sources import add_source
from tests.support.pilot import open_desk, press, screen_lines, screen_text, wait_until
from tui.screens.desk import DeskScreen
from tui.screens.detail import DetailScreen
from tui.screens.reader import ReaderScreen
from tui.screens.search import SearchScreen
from tui.views.search_hits import LIT

CASE = CaseId(1)


async def searching(pilot: Pilot[None], *typed: str) -> SearchScreen:
    """Type into the search, and wait for the results."""
    await press(pilot, "ctrl+f", *typed)
    found = pilot.app.screen
    assert isinstance(found, SearchScreen)
    await wait_until(pilot, lambda: "looking" not in screen_lines(pilot.app)[0])
    return found


def lit(search: SearchScreen, at: int) -> list[str]:
    """The highlighted words of a hit."""
    content = search.sheet.blocks[at].content
    return [content.plain[span.start : span.end] for span in content.spans if span.style == LIT]


async def test_words_are_lit(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        search = await searching(pilot, *"laser guid")
        assert "3 found" in screen_lines(pilot.app)[0]
        assert [block.lead.plain.split() for block in search.sheet.blocks] == [
            ["claim", "C1b"],
            ["words", "S2"],
            ["text", "R1"],
        ]
        assert lit(search, 0) == ["laser", "guided"]
        await press(pilot, "x")
        await wait_until(pilot, lambda: "0 found" in screen_lines(pilot.app)[0])


async def test_case_title_place_summary(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        search = await searching(pilot, *"outlets reported drone")
        assert "Drone over al-Harthiya, Baghdad · al-Harthiya, Baghdad · Two outlets" in screen_text(pilot.app)
        assert lit(search, 0)[:3] == ["Drone", "outlets", "reported"]


async def test_enter_selects_exact_words(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await searching(pilot, *"laser")
        await press(pilot, "down", "enter")
        reader = pilot.app.screen
        assert isinstance(reader, ReaderScreen)
        await wait_until(pilot, lambda: reader.passage.selection is not None)
        start, end = reader.passage.selection or (0, 0)
        assert reader.passage.text[start:end] == "laser"
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, SearchScreen)


async def test_note_opens_in_its_view(demo_store: Path) -> None:
    with open_writer(demo_store, "Rana") as writer:
        add_note(writer, Target(RowKind.CLAIM, claim(writer, CASE, "C2").id), "Zeugin anrufen")
    async with open_desk(demo_store) as (pilot, _):
        await searching(pilot, *"zeugin")
        await press(pilot, "enter")
        view = pilot.app.screen
        assert isinstance(view, DetailScreen)
        await wait_until(
            pilot, lambda: view.sheet.selected is not None and "Zeugin" in view.sheet.selected.content.plain
        )


async def test_filter_words_and_errors(demo_store: Path) -> None:
    with open_writer(demo_store, "Rana") as writer:
        set_status(writer, [claim(writer, CASE, "C2").id], Status.DONE)
    async with open_desk(demo_store) as (pilot, _):
        search = await searching(pilot, *"status:dine")
        assert "“dine” is not a value of “status:”" in " ".join(screen_text(pilot.app).split())
        await press(pilot, *["backspace"] * 3, *"one")
        await wait_until(pilot, lambda: "1 found" in screen_lines(pilot.app)[0])
        assert search.sheet.blocks[0].lead.plain.split() == ["claim", "C2"]


async def test_tab_searches_the_store(demo_store: Path) -> None:
    with open_writer(demo_store, "Rana") as writer:
        other = add_case(writer, title="A barge", tz="UTC")
        add_claim(writer, other, "the barge had a laser")
    async with open_desk(demo_store, key="K1") as (pilot, _):
        search = await searching(pilot, *"barge laser")
        assert "0 found" in screen_lines(pilot.app)[0]
        assert "No results in K1: tab searches the whole store." in screen_text(pilot.app)
        await press(pilot, "tab")
        await wait_until(pilot, lambda: "1 found" in screen_lines(pilot.app)[0])
        assert search.sheet.blocks[0].lead.plain.split() == ["claim", "K2", "C1"]
        await press(pilot, "enter")
        await wait_until(pilot, lambda: "the barge had a laser" in screen_text(pilot.app))
        await press(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, DeskScreen)


async def test_long_title_leaves_room(demo_store: Path) -> None:
    with open_writer(demo_store, "Rana") as writer:
        add_claim(writer, add_case(writer, title="A very long title " * 9, tz="UTC"), "a barge")
    async with open_desk(demo_store, (80, 24), key="K2") as (pilot, _):
        await searching(pilot, *"barge")
        assert "1 found" in screen_lines(pilot.app)[0]


@pytest.mark.parametrize("typed", ["AND (", '"', "*", "-", "NEAR(", "status:", "a" * 500, "\u202e\u200f", "([{^:"])
async def test_any_typing_goes_on(demo_store: Path, typed: str) -> None:
    async with open_desk(demo_store, (80, 24)) as (pilot, _):
        search = await searching(pilot)
        search.query_one("#search-line").value = typed  # type: ignore[attr-defined]
        await press(pilot, "down", "tab", "enter")
        while not isinstance(pilot.app.screen, DeskScreen):
            before = len(pilot.app.screen_stack)
            await press(pilot, "escape")
            assert len(pilot.app.screen_stack) < before


async def test_first_before_ranked(demo_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    goes_on = Event()
    finish = Candidates.finish

    def waits(self: Candidates) -> None:
        goes_on.wait(20)
        finish(self)

    with open_writer(demo_store, "Rana") as writer, writer.action("many"):
        outlet = add_source(writer, "Outlet", kind=SourceKind.OUTLET, naming=Naming.NAMED)
        for number in range(SearchLimits().few + 2):
            report = add_report(writer, CASE, outlet, holding=Holding.HELD)
            add_capture(writer, report, f"ж number {number}", method=Method.PASTE)
    monkeypatch.setattr(Candidates, "finish", waits)
    async with open_desk(demo_store) as (pilot, _):
        await pilot.press("ctrl+f", "ж")
        search = pilot.app.screen
        assert isinstance(search, SearchScreen)
        try:
            await wait_until(pilot, lambda: "looking" in screen_lines(pilot.app)[0] and len(search.sheet.blocks) > 3)
            few = len(search.sheet.blocks)
            await pilot.press("down")
            at = search.sheet.selected
        finally:
            goes_on.set()
        await wait_until(pilot, lambda: "found" in screen_lines(pilot.app)[0])
        assert len(search.sheet.blocks) > few
        assert at is not None
        assert search.sheet.selected is not None
        assert search.sheet.selected.citation == at.citation
