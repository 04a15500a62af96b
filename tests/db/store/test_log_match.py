"""A log that a killed program left is not replayed into another file that was put in the store's place."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.errors import DamagedStore
from db.journal.opening import create_store, open_writer
from db.maintenance.backup import back_up
from db.maintenance.restore import restore
from db.model.ids import CaseId
from db.store.log_match import is_log_of_another_file
from db.store.opening import identify, open_reader
from db.write.claims import add_claim
from tests.support.cli_runner import CommandLine

CASE = CaseId(1)


@pytest.fixture
def left(demo_store: Path, tmp_path: Path) -> Path:
    """A store with its log, as after a kill, and a backup from before."""
    (folder := tmp_path / "left").mkdir()
    with open_reader(demo_store) as record:
        back_up(record, demo_store, folder / "backup.db")
    with open_writer(demo_store, "Rana") as writer:
        add_claim(writer, CASE, "in the log only")
        for suffix in ("", "-wal"):
            shutil.copy(f"{demo_store}{suffix}", folder / f"desk.db{suffix}")
    return folder / "desk.db"


def test_own_log_is_read(left: Path) -> None:
    identify(left)
    with open_reader(left) as record:
        assert record.column("SELECT count(*) FROM claims") == [11]


@pytest.mark.parametrize("other", ["backup", "another store", "a copy of long ago"])
def test_log_of_another_file_is_refused(left: Path, demo_store: Path, tmp_path: Path, other: str) -> None:
    file = left.with_name("backup.db")
    if other == "another store":
        create_store(file := tmp_path / "another.db").close()
    elif other == "a copy of long ago":
        shutil.copy(left, file := tmp_path / "copy.db")
        Path(shutil.copy(f"{left}-wal", f"{file}-wal"))
        with closing(sqlite3.connect(file)) as raw:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for number in range(3):
            with open_writer(left, "Rana") as writer:
                add_claim(writer, CASE, f"claim {number}")
                shutil.copy(f"{left}-wal", tmp_path / "left-wal")
        shutil.copy(tmp_path / "left-wal", f"{left}-wal")
    shutil.copy(file, left)
    before = left.read_bytes(), Path(f"{left}-wal").read_bytes()
    run = CommandLine(left)
    for words in ("claims",), ("check",), ("add", "claim", "x"):
        assert "don't belong together" in run.refused(*words).message
    assert (left.read_bytes(), Path(f"{left}-wal").read_bytes()) == before
    with pytest.raises(DamagedStore):
        identify(left)
    kept = restore(left, left.with_name("backup.db")).kept
    with open_reader(left) as record:
        assert record.column("SELECT count(*) FROM claims") == [10]
    assert kept is not None
    assert (kept.read_bytes(), Path(f"{kept}-wal").read_bytes()) == before


def test_logs_of_many_sessions_are_own(demo_store: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    checkpoints = ("PASSIVE", "FULL", "RESTART", "TRUNCATE", "")
    with open_writer(demo_store, "Rana") as first, open_writer(demo_store, "Maysa") as second:
        for number in range(60):
            writer = (first, second)[number % 7 % 2]
            add_claim(writer, CASE, f"claim {number} " + "x" * (number % 5) * 3000)
            if kind := checkpoints[number % len(checkpoints)]:
                writer.rows(f"PRAGMA wal_checkpoint({kind})")
            if number % 11 == 0:
                with closing(sqlite3.connect(demo_store)) as raw:
                    raw.execute("UPDATE claims SET text = text || '.' WHERE id = 1")
                    raw.commit()
            for suffix in ("", "-wal"):
                shutil.copy(f"{demo_store}{suffix}", f"{copy}{suffix}")
            assert not is_log_of_another_file(copy), number
