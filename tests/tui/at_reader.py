"""The reader under a pilot: a store with one held report of a text, and the reader open on it."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from db.entry.claims import record_claim
from db.entry.people import record_case, record_source
from db.entry.reports import keep_capture, record_report
from db.store import create_store
from db.terms import Holding, Kind, Method, Naming, Part
from db.times import When
from tests.tui.piloting import at_desk, press, settled
from tui.screens.reader import ReaderScreen

ARTICLE = """Two people were hurt on Monday when a ferry hit the pier in Lindholm, the harbour office said.

“The ferry came in far too fast,” said Maria Lind, a nurse who saw it from the quay. She said the captain had been warned.

The shipping line denied this. “No warning was ever given to our crew,” it said in a statement published by the Northern Agency."""
"""Who says what, without anybody's article."""


def store_with(path: Path, text: str = ARTICLE) -> Path:
    """A new store with a case of one held report, two known sources and three claims."""
    with create_store(path) as writer:
        case = record_case(writer, "Ferry at the pier", tz="UTC", day="2021-03-01")
        outlet = record_source(writer, "The Courier", kind=Kind.OUTLET, naming=Naming.NAMED)
        report = record_report(writer, case, outlet, holding=Holding.HELD, published=When(edtf="2021-03-01"))
        keep_capture(writer, report, text, method=Method.PASTE)
        record_source(writer, "Maria Lind", kind=Kind.PERSON, naming=Naming.NAMED)
        record_source(writer, "Northern Agency", kind=Kind.OUTLET, naming=Naming.NAMED)
        hit = record_claim(writer, case, "a ferry hit the pier in Lindholm")
        record_claim(writer, case, "it came in too fast", parent=hit, part=Part.DETAIL)
        record_claim(writer, case, "the captain had been warned")
    return path


@asynccontextmanager
async def at_reader(store: Path, size: tuple[int, int] = (120, 40)) -> AsyncIterator[tuple[Pilot[None], ReaderScreen]]:
    async with at_desk(store, size) as (pilot, _):
        await press(pilot, "r")
        await settled(pilot)
        reader = pilot.app.screen
        assert isinstance(reader, ReaderScreen)
        yield pilot, reader


def selected(reader: ReaderScreen) -> str:
    """The words that are selected, cut from the stored text."""
    assert reader.passage.selection is not None
    return reader.passage.text[slice(*reader.passage.selection)]


def rows(store: Path, sql: str) -> list[tuple[object, ...]]:
    """What plain SQL finds in a store."""
    connection = sqlite3.connect(store)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()
