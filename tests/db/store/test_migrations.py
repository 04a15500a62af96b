"""A store of an earlier onrecord: it gets the tables of this one when it is opened, once, and keeps what it holds."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from shutil import copy

import pytest
from sqlite_utils import Database
from ulid import ULID

from db.errors import NotAllowed
from db.journal.log import history
from db.journal.opening import open_writer
from db.journal.undo import undo
from db.model.ids import CaseId
from db.queries.cases import cases
from db.store.header import APPLICATION_ID, SCHEMA_VERSION
from db.store.migrations import migrations
from db.store.opening import open_reader
from db.write.claims import record_claim

PROGRAMS = 6


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """A store of before there was a journal, with one case."""
    path = tmp_path / "earlier.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrations.apply(Database(connection, execute_plugins=False), stop_before="intake_and_journal")
        with connection:
            connection.execute(
                "INSERT INTO cases (ulid, key, title, tz) VALUES (?, 'K1', 'A barge', 'UTC')", (str(ULID()),)
            )
        connection.execute("PRAGMA journal_mode = WAL")
    return path


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_reading_brings_it_up_to_date_and_keeps_what_it_holds(earlier: Path) -> None:
    assert version(earlier) < SCHEMA_VERSION
    with open_reader(earlier) as record:
        assert [case.title for case in cases(record)] == ["A barge"]
        assert history(record) == []
    assert version(earlier) == SCHEMA_VERSION


def test_writing_brings_it_up_to_date_and_can_be_undone(earlier: Path) -> None:
    with open_writer(earlier, "Rana") as writer:
        record_claim(writer, CaseId(1), "it ran aground")
        assert undo(writer).words == "add claim C1 “it ran aground”"


def test_what_only_its_log_holds_is_kept(earlier: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(earlier)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        with connection:
            connection.execute("UPDATE cases SET title = 'Two barges'")
        left = tmp_path / "left.db"
        for suffix in "", "-wal":
            copy(f"{earlier}{suffix}", f"{left}{suffix}")
    with open_reader(left) as record:
        assert [case.title for case in cases(record)] == ["Two barges"]


def test_one_that_may_not_be_written_says_so(earlier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(NotAllowed, match="earlier onrecord and is read-only"):
        open_reader(earlier)
    assert version(earlier) < SCHEMA_VERSION


@pytest.mark.parametrize("attempt", range(5))
def test_several_programs_that_open_it_at_once_all_can(earlier: Path, attempt: int) -> None:
    together = threading.Barrier(PROGRAMS)

    def titles(number: int) -> list[str]:
        together.wait()
        with open_writer(earlier) if number % 2 else open_reader(earlier) as record:
            return [case.title for case in cases(record)]

    with ThreadPoolExecutor(PROGRAMS) as programs:
        assert list(programs.map(titles, range(PROGRAMS))) == [["A barge"]] * PROGRAMS
