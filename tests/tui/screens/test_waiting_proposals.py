"""Open proposals: counted on the desk, at the step and at home; n in the reader goes on along all reports."""

from __future__ import annotations

from pathlib import Path

from db.journal.opening import open_writer
from db.markup.proposals import add_proposals
from db.model.enums import Holding, Method, Naming, SourceKind
from db.model.times import When
from db.queries.cases import case
from db.write.captures import add_capture
from db.write.cases import add_case
from db.write.reports import add_report
from db.write.sources import add_source
from tests.support.import_pilot import notices_text
from tests.support.pilot import open_app, open_desk, press, screen_lines, screen_text
from tests.support.reader_pilot import FERRY_ARTICLE, create_article_store, ferry_proposals
from tui.app import prepare_app
from tui.screens.gaps import GapsScreen
from tui.screens.home import HomeScreen
from tui.screens.reader import ReaderScreen

OTHER = "The mayor of Lindholm said the pier would be closed."


def create_two_articles(path: Path) -> Path:
    """A store with two held reports: the later one with five proposals, the earlier one not looked through."""
    create_article_store(path, propose=ferry_proposals)
    with open_writer(path, "Rana") as writer:
        here = case(writer, None).id
        outlet = add_source(writer, "Morning Post", kind=SourceKind.OUTLET, naming=Naming.NAMED)
        report = add_report(writer, here, outlet, holding=Holding.HELD, published=When(edtf="2021-03-02"))
        capture = add_capture(writer, report, OTHER, method=Method.PASTE)
        add_proposals(writer, capture)
    return path


async def test_desk_and_step_count_what_waits(tmp_path: Path) -> None:
    async with open_desk(create_two_articles(tmp_path / "s.db")) as (pilot, _):
        assert "○ 6 proposals wait: r" in screen_lines(pilot.app)[0]
        assert "○ 5 proposals wait in its text: r" in screen_text(pilot.app)
        await press(pilot, "n")
        assert "○ 1 proposal waits in its text: r" in screen_text(pilot.app)
        await press(pilot, "r", "n", "x", "escape")
        assert "○ 5 proposals wait: r" in screen_lines(pilot.app)[0]
        assert "waits in its text" not in screen_text(pilot.app)


async def test_text_not_looked_through_is_not_counted(tmp_path: Path) -> None:
    async with open_desk(create_article_store(tmp_path / "s.db")) as (pilot, _):
        assert "wait" not in screen_text(pilot.app)
        await press(pilot, "r", "escape", "n", "p")
        assert "proposals wait: r" in screen_lines(pilot.app)[0]


async def test_home_counts_what_waits(tmp_path: Path) -> None:
    store = create_two_articles(tmp_path / "s.db")
    with open_writer(store, "Rana") as writer:
        add_case(writer, "Nothing in it", tz="UTC")
    for size in ((120, 40), (80, 24)):
        async with open_app(prepare_app(store, None), size) as pilot:
            assert isinstance(pilot.app.screen, HomeScreen)
            await press(pilot, "slash", *"Ferry", "enter")
            in_row_and_below = screen_text(pilot.app).count("6 proposals wait")
            assert in_row_and_below == 2
            await press(pilot, "escape", "slash", *"Nothing", "enter")
            assert "wait" not in screen_text(pilot.app)


async def test_n_goes_on_to_the_next_report_and_the_list(tmp_path: Path) -> None:
    async with open_desk(create_two_articles(tmp_path / "s.db")) as (pilot, desk):
        await press(pilot, "r", *["n"] * 5)
        reader = pilot.app.screen
        assert isinstance(reader, ReaderScreen)
        assert "R1" in screen_lines(pilot.app)[0]
        assert "proposal 5 of 5" in screen_text(pilot.app)
        await press(pilot, "n")
        assert pilot.app.screen is reader
        assert "R2" in screen_lines(pilot.app)[0]
        assert "closed" in reader.passage.text
        assert "proposal 1 of 1" in screen_text(pilot.app)
        await press(pilot, "n")
        assert "R1" in screen_lines(pilot.app)[0], "what was left open comes round again"
        await press(pilot, *["x"] * 5, "n", "x", "n")
        assert isinstance(pilot.app.screen, GapsScreen), notices_text(pilot.app)
        await press(pilot, "escape", "escape")
        assert pilot.app.screen is desk
        assert "wait" not in screen_lines(pilot.app)[0]


async def test_left_open_ones_come_round_in_one_report(tmp_path: Path) -> None:
    store = create_article_store(tmp_path / "s.db", FERRY_ARTICLE, propose=ferry_proposals)
    async with open_desk(store) as (pilot, _):
        await press(pilot, "r", *["n"] * 6)
        assert "proposal 1 of 5" in screen_text(pilot.app)
