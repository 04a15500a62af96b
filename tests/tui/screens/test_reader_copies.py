"""Copies in the reader: what an accepted proposal repeats, and other reports with its words."""

from __future__ import annotations

from pathlib import Path

from db.journal.opening import create_store, open_writer
from db.model.enums import Holding, Method, Naming, SourceKind
from db.write.captures import add_capture
from db.write.cases import add_case
from db.write.claims import add_claim
from db.write.reports import add_report
from db.write.sources import add_source
from tests.support.import_pilot import notices_text
from tests.support.pilot import press, screen_text, settle
from tests.support.reader_pilot import open_reader_screen, walk_to_words
from tests.support.sql import query_rows

WIRE = "A security source said that the wreckage of the drone fell into the river near the bridge."
AGAIN = "The army denied that it shot down a drone.\n\n“We shot down no drone at all,” the army said on air."


def create_papers(folder: Path, *texts: str) -> Path:
    """A store with a report for each text."""
    store = folder / "papers.db"
    create_store(store).close()
    with open_writer(store, "Rana") as writer:
        case = add_case(writer, "A drone", tz="UTC")
        add_claim(writer, case, "a drone was shot down")
        for number, text in enumerate(texts):
            outlet = add_source(writer, f"Paper {number}", kind=SourceKind.OUTLET, naming=Naming.NAMED)
            report = add_report(writer, case, outlet, holding=Holding.HELD, lang="en")
            add_capture(writer, report, text, method=Method.PASTE)
    return store


async def test_copies_are_offered_and_marked(tmp_path: Path) -> None:
    store = create_papers(tmp_path, WIRE, f"By our staff. {WIRE}", f"{WIRE} More follows.")
    async with open_reader_screen(store) as (pilot, reader):
        await press(pilot, "n", "enter", "plus", "enter")
        await settle(pilot)
        assert "The same words in R2 R3: Y marks copies of S2" in notices_text(pilot.app)
        await press(pilot, "right_square_bracket", "Y")
        assert "Copies of S2?" in screen_text(pilot.app)
        await press(pilot, "a")
        await settle(pilot)
        assert query_rows(store, "SELECT child, parent, kind, ground FROM relays WHERE child > 2 ORDER BY child") == [
            (3, 2, "republishes", "text_match"),
            (4, 2, "republishes", "text_match"),
        ]
        assert pilot.app.screen is reader
        await press(pilot, "u")
        await settle(pilot)
        assert query_rows(store, "SELECT count(*) FROM statements") == [(2,)]


async def test_same_statement_is_changed_by_a_key(tmp_path: Path) -> None:
    store = create_papers(tmp_path, AGAIN)
    async with open_reader_screen(store) as (pilot, reader):
        await press(pilot, "n", "enter", "minus", "enter")
        await settle(pilot)
        await walk_to_words(pilot, reader, "We shot down no drone")
        await press(pilot, "enter", "minus")
        await settle(pilot)
        assert "same statement as S1" in screen_text(pilot.app)
        await press(pilot, "ctrl+t")
        await settle(pilot)
        assert "another statement" in screen_text(pilot.app)
        await press(pilot, "ctrl+t", "enter")
        await settle(pilot)
        assert query_rows(store, "SELECT count(*) FROM denial_statements") == [(1,)]
        assert query_rows(store, "SELECT count(*) FROM quotes WHERE statement = 1") == [(2,)]


async def test_markup_line_says_another(tmp_path: Path) -> None:
    store = create_papers(tmp_path, AGAIN)
    async with open_reader_screen(store) as (pilot, reader):
        await press(pilot, "n", "enter", "minus", "enter")
        await settle(pilot)
        await walk_to_words(pilot, reader, "We shot down no drone")
        await press(pilot, "e", "space", "colon", "space", "minus", "C", "1")
        await settle(pilot)
        assert "same statement as S1" in screen_text(pilot.app)
        await press(pilot, "ctrl+t")
        await settle(pilot)
        await press(pilot, "enter")
        await settle(pilot)
        assert query_rows(store, "SELECT count(*) FROM denial_statements") == [(2,)]
