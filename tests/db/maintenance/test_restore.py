"""Restoring a backup: whole at every moment, undone by restoring what it kept, also over a damaged or missing store."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.errors import DamagedStore, NotAllowed, NotAStore, NotWhole, OnRecordError, Refused
from db.journal.opening import open_writer
from db.maintenance.backup import back_up
from db.maintenance.check import check
from db.maintenance.restore import restore
from db.model.ids import CaseId
from db.store.opening import open_reader
from db.write.claims import add_claim
from tests.support.cli_runner import CommandLine, file_hashes
from tests.support.wrong_places import device

CASE = CaseId(1)
NEW = "it fell"


@pytest.fixture
def backup(demo_store: Path, tmp_path: Path) -> Path:
    """A backup of the store, to which a claim is added afterwards."""
    path = tmp_path / "backup.db"
    with open_reader(demo_store) as record:
        back_up(record, demo_store, path)
    with open_writer(demo_store, "Rana") as writer:
        add_claim(writer, CASE, NEW)
    return path


def texts(store: Path) -> list[str]:
    """The claims of a store that is whole."""
    with open_reader(store, rules=True) as record:
        assert check(record).is_whole
        return record.column("SELECT text FROM claims")


def leftovers(store: Path) -> list[str]:
    """Files beside a store that are none of its own."""
    return sorted(path.name for path in store.parent.iterdir() if path.name.startswith((".", f"{store.name}-")))


def test_backup_takes_the_place(demo_store: Path, backup: Path) -> None:
    before = file_hashes(backup.parent)[backup.name]
    done = restore(demo_store, backup)
    assert NEW not in texts(demo_store)
    assert done.actions == 0
    assert done.kept is not None
    assert done.kept.parent == demo_store.parent
    assert done.kept.stat().st_mode & 0o077 == 0
    assert file_hashes(backup.parent)[backup.name] == before
    assert leftovers(demo_store) == []
    restore(demo_store, done.kept)
    assert NEW in texts(demo_store), "it is undone by restoring what was kept"


def test_open_programs_see_it(demo_store: Path, backup: Path) -> None:
    with open_reader(demo_store) as reader, open_writer(demo_store, "Rana") as writer:
        add_claim(writer, CASE, "in the log only")
        done = restore(demo_store, backup)
        assert reader.column("SELECT count(*) FROM claims") == [10]
        assert writer.column("SELECT count(*) FROM claims") == [10]
    assert NEW not in texts(demo_store)
    assert done.kept is not None
    assert {NEW, "in the log only"} < set(texts(done.kept))


def test_old_log_is_not_mixed_in(demo_store: Path, backup: Path, tmp_path: Path) -> None:
    left = tmp_path / "left"
    left.mkdir()
    with open_writer(demo_store, "Rana") as writer:
        add_claim(writer, CASE, "in the log only")
        for suffix in ("", "-wal"):  # as after kill -9
            shutil.copy(f"{demo_store}{suffix}", left / f"desk.db{suffix}")
    store = left / "desk.db"
    done = restore(store, backup)
    assert "in the log only" not in texts(store)
    assert done.kept is not None
    assert "in the log only" in texts(done.kept)
    store.unlink()
    (left / "desk.db-wal").write_bytes(b"an old log")
    done = restore(store, backup)
    assert len(texts(store)) == 10
    assert done.kept is not None
    assert Path(f"{done.kept}-wal").read_bytes() == b"an old log"


@pytest.mark.parametrize("damage", ["cut", "header", "empty", "middle", "page size", "missing"])
def test_damaged_store_is_replaced(demo_store: Path, backup: Path, damage: str) -> None:
    content = bytearray(demo_store.read_bytes())
    match damage:
        case "cut":
            content = content[:5000]
        case "header":
            content[:100] = bytes(100)
        case "empty":
            content = bytearray()
        case "middle":
            content[4096:40960] = b"x" * 36864
        case "page size":
            content[16:18] = b"\x20\x00"
    demo_store.write_bytes(content)
    if damage == "missing":
        demo_store.unlink()
    done = restore(demo_store, backup)
    assert NEW not in texts(demo_store)
    if damage == "missing":
        assert done.kept is None
    else:
        assert done.kept is not None
        assert done.kept.stat().st_size >= len(content)
    assert leftovers(demo_store) == []


def test_other_files_stay(demo_store: Path, backup: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.db"
    with closing(sqlite3.connect(foreign)) as raw:
        raw.execute("CREATE TABLE t (x)")
    (tmp_path / "notes.txt").write_text("mine")
    before = file_hashes(tmp_path)
    for store, wanted, error in (
        (foreign, backup, NotAStore),
        (tmp_path, backup, NotAStore),
        (device(), backup, NotAStore),
        (demo_store, tmp_path / "notes.txt", NotAStore),
        (demo_store, foreign, NotAStore),
        (demo_store, tmp_path / "missing.db", OnRecordError),
        (demo_store, demo_store, Refused),
        (tmp_path / "missing" / "desk.db", backup, OnRecordError),
    ):
        with pytest.raises(error):
            restore(store, wanted)
    assert file_hashes(tmp_path) == before


def test_broken_backup_is_refused(demo_store: Path, backup: Path) -> None:
    with closing(sqlite3.connect(backup)) as raw:
        raw.execute("INSERT INTO words (words) VALUES ('delete-all')")
        raw.commit()
    before = file_hashes(demo_store.parent)
    with pytest.raises(NotWhole, match="The check finds"):
        restore(demo_store, backup)
    assert file_hashes(demo_store.parent) == before
    assert restore(demo_store, backup, as_it_is=True).findings
    with closing(sqlite3.connect(backup)) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("DELETE FROM claims WHERE id = 1")
        raw.commit()
    with pytest.raises(DamagedStore):
        restore(demo_store, backup, as_it_is=True)


def test_earlier_backup_is_upgraded(demo_store: Path, frozen_store: Path) -> None:
    before = frozen_store.read_bytes()
    restore(demo_store, frozen_store)
    assert texts(demo_store)
    assert frozen_store.read_bytes() == before


def test_interrupt_changes_nothing(demo_store: Path, backup: Path) -> None:
    before = set(demo_store.parent.iterdir())

    def step(done: int, of: int, words: str) -> None:
        if words == "replacing":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        restore(demo_store, backup, step=step)
    assert NEW in texts(demo_store)
    assert set(demo_store.parent.iterdir()) == before


def test_command_says_where_it_kept(demo_store: Path, backup: Path) -> None:
    run = CommandLine(demo_store)
    assert isinstance(run.refused("--readonly", "restore", str(backup)), NotAllowed)
    kept = run("restore", str(backup)).splitlines()[1].removeprefix("What it held before is in ")
    assert NEW in texts(Path(kept))
    told = run.json("restore", kept)
    assert (told["store"], told["file"], told["actions"], told["findings"]) == (str(demo_store), kept, 1, [])
    assert NEW not in texts(Path(told["kept"]))
