"""A query that never ends can be stopped: by a signal, by a progress, after a time, and as the process ends."""

from __future__ import annotations

import signal
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

from db.errors import TooLarge
from db.journal.opening import open_writer
from db.store.interruption import raise_from_signal, stop_reading, stopping_reads
from db.store.opening import open_reader
from db.store.progress import Progress
from db.store.reader import Reader

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"


@contextmanager
def alarm(seconds: float, error: BaseException) -> Iterator[None]:
    """Raise an error from a signal handler after a time."""

    def handler(_number: int, _frame: FrameType | None) -> None:
        raise_from_signal(error)

    before = signal.signal(signal.SIGALRM, handler)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(143)])
def test_signal_ends_a_query(record: Reader, error: BaseException) -> None:
    with pytest.raises(type(error)) as raised, alarm(0.05, error):
        record.rows(ENDLESS)
    assert raised.value is error
    assert record.column("SELECT 1") == [1]


def test_signal_ends_a_change(demo_store: Path) -> None:
    with open_writer(demo_store) as writer:
        before = writer.column("SELECT text FROM claims")
        with pytest.raises(KeyboardInterrupt), alarm(0.05, KeyboardInterrupt()), writer.action():
            writer.rows(f"UPDATE claims SET text = ({ENDLESS})")
        with writer.action():
            assert writer.column("SELECT text FROM claims") == before


def test_signal_outside_of_queries_is_raised_once(record: Reader) -> None:
    with pytest.raises(KeyboardInterrupt), alarm(0.01, KeyboardInterrupt()):
        threading.Event().wait(30)
    assert record.column("SELECT 1") == [1]


def test_progress_ends_a_query(record: Reader) -> None:
    progress = Progress()
    record.heed(progress)
    threading.Timer(0.05, lambda: setattr(progress, "stopped", True)).start()
    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        record.rows(ENDLESS)


def test_time_ends_a_query(record: Reader) -> None:
    with pytest.raises(TooLarge, match="takes too long"), record.within(0.05):
        record.rows(ENDLESS)
    assert record.column("SELECT 1") == [1]


def test_end_of_process_stops_reading_only(demo_store: Path) -> None:
    with stopping_reads(), open_reader(demo_store) as record, open_writer(demo_store) as writer:
        threading.Timer(0.05, stop_reading).start()
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            record.rows(ENDLESS)
        with writer.action():
            writer.rows("UPDATE claims SET text = text || '!'")


def test_interrupting_a_closed_reader_does_nothing(demo_store: Path) -> None:
    with open_reader(demo_store) as record:
        record.interrupt()
        assert record.column("SELECT 1") == [1]
    record.interrupt()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        record.column("SELECT 1")
