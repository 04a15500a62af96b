"""Reading in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from db.analysis.graph_groups import organisation_by_source
from db.analysis.relay_graph import Graph, case_graph
from db.errors import NoSuchStore, OnRecordError
from db.journal.opening import create_store, open_writer
from db.journal.undo import undo
from db.model.ids import CaseId
from db.store.progress import Progress
from db.store.reader import Reader
from tests.support.factories import CaseFactory
from tui.views.timeline import known_then
from tui.workers.past import Moment
from tui.workers.reads import ReadWorker

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def endless(record: Reader, started: threading.Event) -> object:
    started.set()
    return record.row(ENDLESS)


def thread_of(_record: Reader) -> str:
    return threading.current_thread().name


async def test_close_stops_a_query(demo_store: Path) -> None:
    reading = ReadWorker(demo_store)
    started = threading.Event()
    asked = asyncio.ensure_future(reading.ask("long", endless, started))
    await asyncio.to_thread(started.wait)
    await asyncio.to_thread(reading.close)
    with pytest.raises(OnRecordError):
        await asked


def graph_while_undone(record: Reader, store: Path, *, progress: Progress | None = None) -> set[str]:
    """The organisations of a case, whose source another program takes back after the graph was read."""
    graph = case_graph(record, CaseId(1))
    with open_writer(store, "Omar") as other:
        undo(other)
    return set(organisation_by_source(record, graph).values())


@pytest.mark.parametrize("way", ["ask", "ask_apart", "ask_long", "at_once"])
async def test_answer_is_of_one_moment(tmp_path: Path, way: str) -> None:
    store = tmp_path / "desk.db"
    with create_store(store, who="Omar") as writer:
        desk = CaseFactory(writer)
        with writer.action("a statement"):
            desk.says(desk.source("Ministry"))
    reading = ReadWorker(store)
    match way:
        case "at_once":
            found = reading.at_once(graph_while_undone, store)
        case "ask_long":
            found = await reading.ask_long(graph_while_undone, store, progress=Progress())
        case _:
            found = await getattr(reading, way)("graph", graph_while_undone, store)
    assert found == {"Ministry"}
    assert await reading.ask("graph", case_graph, CaseId(1)) == Graph(None, (), (), 0)
    reading.close()


async def test_hidden_rows_stay_hidden_after_answer(demo_store: Path) -> None:
    reading = ReadWorker(demo_store)
    moment = Moment(CaseId(1), "the beginning", time="2000-01-01T00:00:00Z")
    known, _ = await reading.ask("known", known_then, moment)
    assert not await reading.ask("reports", lambda record: record.column("SELECT id FROM reports"))
    assert known.reports.known == 0
    reading.close()


async def test_newer_replaces_waiting(demo_store: Path) -> None:
    reading = ReadWorker(demo_store)
    go = threading.Event()
    asked: list[str] = []

    def answer(record: Reader, name: str) -> str:
        go.wait()
        asked.append(name)
        return name

    first = asyncio.ensure_future(reading.ask("other", answer, "first"))
    await asyncio.sleep(0)
    second = asyncio.ensure_future(reading.ask("lane", answer, "second"))
    await asyncio.sleep(0)
    third = asyncio.ensure_future(reading.ask("lane", answer, "third"))
    await asyncio.sleep(0)
    go.set()
    assert await first == "first"
    assert await third == "third"
    with pytest.raises(asyncio.CancelledError):
        await second
    assert asked == ["first", "third"]
    reading.close()


async def test_read_off_the_loop(demo_store: Path) -> None:
    reading = ReadWorker(demo_store)
    assert await reading.ask("thread", thread_of) != threading.current_thread().name
    reading.close()


def test_missing_store_refused(tmp_path: Path) -> None:
    with pytest.raises(NoSuchStore):
        ReadWorker(tmp_path / "none.db")
