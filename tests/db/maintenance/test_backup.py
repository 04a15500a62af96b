"""Backups: of one moment while others write, verified, and never over another file unless told to."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from db.errors import DamagedStore, NotAStore, Refused
from db.journal.opening import open_writer
from db.maintenance.backup import back_up
from db.maintenance.check import check
from db.model.ids import CaseId
from db.store.opening import open_reader
from db.write.claims import add_claim
from tests.support.cli_runner import CommandLine
from tests.support.raw_store import breaking

CASE = CaseId(1)


def test_backup_is_a_whole_store(demo_store: Path, tmp_path: Path) -> None:
    to = tmp_path / "kept" / "backup.db"
    to.parent.mkdir()
    with open_writer(demo_store, "Rana") as writer, open_reader(demo_store) as record:
        add_claim(writer, CASE, "it fell")  # in the log only, and must be in the copy
        done = back_up(record, demo_store, to)
    assert (done.actions, done.replaced, done.bytes) == (1, False, to.stat().st_size)
    assert [each.name for each in to.parent.iterdir()] == ["backup.db"], "nothing half-made is left beside"
    assert to.stat().st_mode & 0o077 == 0
    with open_reader(to) as copy:
        assert copy.column("SELECT text FROM claims WHERE key = 'C6'") == ["it fell"]
        assert check(copy).is_whole


def test_of_the_moment_it_began(demo_store: Path, tmp_path: Path) -> None:
    to, steps = tmp_path / "backup.db", []
    with open_writer(demo_store, "Rana") as writer, open_reader(demo_store) as record:

        def step(done: int, of: int) -> None:
            steps.append((done, of))
            add_claim(writer, CASE, f"claim {len(steps)}")

        assert back_up(record, demo_store, to, step=step, pages=4).actions == 0
        assert len(steps) > 10
        assert [done for done, _ in steps] == sorted(done for done, _ in steps), "it is never begun anew"
    with open_reader(to) as copy:
        assert copy.column("SELECT count(*) FROM claims") == [10]
        assert check(copy).is_whole


def test_writers_are_not_held_up(demo_store: Path, tmp_path: Path) -> None:
    wrote = threading.Event()

    def write() -> None:
        with open_writer(demo_store, "Rana") as writer:
            add_claim(writer, CASE, "it fell")
        wrote.set()

    def step(done: int, of: int) -> None:
        threading.Thread(target=write).start()
        assert wrote.wait(20)

    with open_reader(demo_store) as record:
        back_up(record, demo_store, tmp_path / "backup.db", step=step)


def test_existing_file_stays(demo_store: Path, tmp_path: Path) -> None:
    to = tmp_path / "notes.txt"
    to.write_text("mine")
    with open_reader(demo_store) as record:
        with pytest.raises(NotAStore, match="exists already"):
            back_up(record, demo_store, to)
        assert to.read_text() == "mine"
        with pytest.raises(NotAStore, match="not a store or a backup"):
            back_up(record, demo_store, to, over=True)
        assert to.read_text() == "mine"
        to = tmp_path / "backup.db"
        back_up(record, demo_store, to)
        assert back_up(record, demo_store, to, over=True).replaced
        with pytest.raises(Refused, match="the store itself"):
            back_up(record, demo_store, demo_store, over=True)
        with pytest.raises(NotAStore, match="is a folder"):
            back_up(record, demo_store, tmp_path, over=True)
    with open_reader(to) as copy:
        assert copy.column("SELECT count(*) FROM cases") == [1]


def test_store_in_use_stays(demo_store: Path, tmp_path: Path) -> None:
    to = tmp_path / "other.db"
    with open_reader(demo_store) as record:
        back_up(record, demo_store, to)
        with open_writer(to, "Rana") as writer:
            add_claim(writer, CASE, "it fell")
            with pytest.raises(Refused, match="is in use"):
                back_up(record, demo_store, to, over=True)


def test_broken_off_leaves_nothing(demo_store: Path, tmp_path: Path) -> None:
    def step(done: int, of: int) -> None:
        raise KeyboardInterrupt

    before = set(tmp_path.iterdir())
    with open_reader(demo_store) as record, pytest.raises(KeyboardInterrupt):
        back_up(record, demo_store, tmp_path / "backup.db", step=step)
    assert set(tmp_path.iterdir()) == before


def test_damaged_store_no_backup(demo_store: Path, tmp_path: Path) -> None:
    with breaking(demo_store) as raw:
        raw.execute("UPDATE stances SET claim = 999 WHERE id = 1")
    with open_reader(demo_store) as record, pytest.raises(DamagedStore, match="The copy is not whole"):
        back_up(record, demo_store, tmp_path / "backup.db")
    assert not (tmp_path / "backup.db").exists()


def test_command_says_what_it_did(demo_store: Path, tmp_path: Path) -> None:
    run = CommandLine(demo_store)
    to = tmp_path / "backup.db"
    assert "checked, and intact" in run("backup", str(to))
    assert "exists already" in run.refused("backup", str(to)).message
    assert run.json("backup", str(to), "--over") == {
        "file": str(to),
        "bytes": to.stat().st_size,
        "actions": 0,
        "replaced": True,
    }
