"""Reading in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from db.errors import NoSuchStore, OnRecordError
from db.store.reader import Reader
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
