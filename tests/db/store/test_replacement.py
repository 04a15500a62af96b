"""Another file in the place of an open store: no change goes to the one that is gone, and none is lost."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from db.errors import StoreReplaced
from db.journal.opening import open_writer
from db.maintenance.backup import back_up
from db.maintenance.check import check
from db.maintenance.restore import restore
from db.model.ids import CaseId
from db.store.opening import open_reader
from db.write.claims import add_claim

CASE = CaseId(1)


def claims(store: Path) -> list[str]:
    """The claims of a store that is whole."""
    with open_reader(store, rules=True) as record:
        assert check(record).is_whole
        return record.column("SELECT text FROM claims")


def move_other_over(store: Path) -> None:
    other = store.with_name("other.db")
    shutil.copy(store.with_name("before.db"), other)
    other.replace(store)


def delete(store: Path) -> None:
    store.unlink()


def delete_with_log(store: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(f"{store}{suffix}").unlink()


def delete_log(store: Path) -> None:
    Path(f"{store}-wal").unlink()


def rename_folder(store: Path) -> None:
    store.parent.rename(store.parent.with_name("elsewhere"))


def move_away(store: Path) -> None:
    store.rename(store.with_name("moved.db"))


HAPPENINGS = (move_other_over, delete, delete_with_log, delete_log, rename_folder, move_away)


@pytest.fixture
def store(demo_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (folder := tmp_path / "folder").mkdir()
    shutil.copy(demo_store, folder / "before.db")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    return Path(shutil.copy(demo_store, folder / "desk.db"))


@pytest.mark.parametrize("happens", HAPPENINGS)
def test_change_is_kept_aside(store: Path, happens: Callable[[Path], None]) -> None:
    with open_writer(store, "Rana") as writer:
        add_claim(writer, CASE, "the one before")
        happens(store)
        there = store.read_bytes() if store.exists() else b""
        with pytest.raises(StoreReplaced, match="kept in") as raised:
            add_claim(writer, CASE, "the last one")
        assert raised.value.kept is not None
        assert {"the one before", "the last one"} < set(claims(raised.value.kept))
        assert raised.value.kept.stat().st_mode & 0o077 == 0
    if happens in (move_other_over, delete_log):
        assert happens is delete_log or store.read_bytes() == there
        assert ("the last one" in claims(store)) == (happens is delete_log), "an open log is written to its file"
    restore_place = store if store.parent.exists() else raised.value.kept.with_name("again.db")
    restore(restore_place, raised.value.kept)
    assert "the last one" in claims(restore_place)


def test_replaced_while_it_commits(store: Path) -> None:
    with open_writer(store, "Rana") as writer:

        def change() -> None:
            with writer.action():
                add_claim(writer, CASE, "the last one")
                move_other_over(store)

        with pytest.raises(StoreReplaced) as raised:
            change()
        assert raised.value.kept is not None
        assert "the last one" in claims(raised.value.kept)
    assert "the last one" not in claims(store)


def test_new_file_is_not_mixed_with_old_log(store: Path) -> None:
    other = store.with_name("before.db").read_bytes()
    with open_writer(store, "Rana") as writer, open_reader(store):
        for number in range(20):
            add_claim(writer, CASE, f"claim {number}")
        move_other_over(store)
        with pytest.raises(StoreReplaced):
            add_claim(writer, CASE, "the last one")
        assert not Path(f"{store}-wal").exists()
        assert store.read_bytes() == other
    assert store.read_bytes() == other
    assert len(claims(store)) == 10


def test_restore_below_a_writer_refuses_its_change(store: Path) -> None:
    backup = store.with_name("backup.db")
    with open_writer(store, "Rana") as writer, open_reader(store) as record:
        back_up(record, store, backup)
        add_claim(writer, CASE, "after the backup")
        restore(store, backup)
        with pytest.raises(StoreReplaced, match="restored"):
            add_claim(writer, CASE, "the last one")
    with open_writer(store, "Rana") as writer:
        add_claim(writer, CASE, "on the restored one")
    assert len(claims(store)) == 11


def test_kept_copy_goes_elsewhere(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_writer(store, "Rana") as writer:
        shutil.rmtree(store.parent)
        with pytest.raises(StoreReplaced) as raised:
            add_claim(writer, CASE, "the last one")
        assert raised.value.kept is not None
        assert raised.value.kept.parent == tmp_path / "share" / "onrecord"
        assert "the last one" in claims(raised.value.kept)


def test_own_files_are_no_replacement(store: Path) -> None:
    link = store.with_name("link.db")
    link.symlink_to(store)
    with open_writer(link, "Rana") as writer, open_reader(store) as record:
        for number in range(3):
            add_claim(writer, CASE, f"claim {number}")
            with open_writer(store, "Maysa") as other:
                add_claim(other, CASE, f"claim of another {number}")
            os.utime(store)
        assert not record.describe_replacement()


def test_file_copied_over_is_left_alone(store: Path, tmp_path: Path) -> None:
    with open_reader(store) as record:
        back_up(record, store, tmp_path / "backup.db")
    backup = (tmp_path / "backup.db").read_bytes()
    with open_writer(store, "Rana") as writer, open_reader(store) as record:
        add_claim(writer, CASE, "the one before")
        assert not record.is_overwritten()
        store.write_bytes(backup)  # as cp does
        assert record.is_overwritten()
        with pytest.raises(StoreReplaced, match="your last change is not in it") as raised:
            add_claim(writer, CASE, "the last one")
        assert "The log of the store before is in" in raised.value.hint
        (log,) = store.parent.glob("desk-log-before-*.log")
        assert log.stat().st_size
    assert store.read_bytes() == backup
    assert len(claims(store)) == 10
