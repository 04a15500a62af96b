"""Files that are not usable stores: each has its sentence and exit code, and stays unchanged."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db.store.header import SCHEMA_VERSION
from tests.support.cli_runner import Completed, environment, file_hashes, run_piped
from tests.support.repository import ROOT

AS_ROOT = os.geteuid() == 0


def refused(store: Path, code: int, sentence: str, *, folder: Path | None = None) -> None:
    """Run every kind of command; each says the same, and leaves the folder as it was."""
    before = file_hashes(folder or store.parent)
    for words in ("claims",), ("chain", "--json"), ("claim", "C1"), (), ("demo", "--text"):
        done = run_piped(*words, "--store", str(store))
        assert (done.code, done.out) == (code, ""), words
        said, hint, *more = done.err.splitlines()
        assert said == f"onrecord: {sentence}"
        assert hint
        assert not more
    assert file_hashes(folder or store.parent) == before


def test_missing_file(tmp_path: Path) -> None:
    store = tmp_path / "missing.db"
    for words in ("claims", "chain", "cases"):
        done = run_piped(words, "--store", str(store))
        assert (done.code, done.out) == (3, "")
        assert done.err.startswith(f"onrecord: There is no store at {store}.\n")
    assert run_piped("--store", str(store)).code == 3
    assert file_hashes(tmp_path) == {}


def test_folder(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    refused(tmp_path / "folder", 4, f"{tmp_path / 'folder'} is a folder, not a store.")


def test_not_sqlite(tmp_path: Path) -> None:
    store = tmp_path / "notes.txt"
    store.write_text("who said it?\n" * 100)
    refused(store, 4, f"{store} is not an onrecord store, nor an SQLite file.")


def test_empty_file(tmp_path: Path) -> None:
    store = tmp_path / "empty.db"
    store.touch()
    refused(store, 4, f"{store} is empty, not an onrecord store.")


def test_pipe_is_not_awaited(tmp_path: Path) -> None:
    store = tmp_path / "pipe"
    os.mkfifo(store)
    done = run_piped("claims", "--store", str(store))
    assert (done.code, done.err.splitlines()[0]) == (4, f"onrecord: {store} is a device or a pipe, not a store.")


def test_foreign_sqlite(tmp_path: Path) -> None:
    store = tmp_path / "history.db"
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("CREATE TABLE visits (url TEXT)")
        connection.commit()
    refused(store, 4, f"{store} is an SQLite file of another program, not an onrecord store.")


def test_later_schema(demo_store: Path) -> None:
    with closing(sqlite3.connect(demo_store)) as connection:
        connection.execute("PRAGMA user_version = 99")
    refused(
        demo_store, 6, f"{demo_store} was written by a later onrecord (schema 99; this one knows {SCHEMA_VERSION})."
    )


def test_too_early_schema(demo_store: Path) -> None:
    with closing(sqlite3.connect(demo_store)) as connection:
        connection.execute("PRAGMA user_version = 9")
    refused(
        demo_store,
        18,
        f"{demo_store} was written by an earlier onrecord (schema 9) than this one can bring up to date.",
    )


@pytest.mark.parametrize("length", [1, 15, 16, 50, 99])
def test_cut_within_header(demo_store: Path, length: int) -> None:
    os.truncate(demo_store, length)
    refused(demo_store, 5, f"{demo_store} is cut short: its header is incomplete.")


@pytest.mark.parametrize("part", [0.001, 0.1, 0.5, 0.9, 0.9999])
def test_cut_further_in(demo_store: Path, part: float) -> None:
    size = demo_store.stat().st_size
    length = max(100, int(size * part))
    os.truncate(demo_store, length)
    refused(demo_store, 5, f"{demo_store} is cut short: {length:,} of {size:,} bytes.")


def test_rubbish_page(demo_store: Path) -> None:
    with demo_store.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (demo_store.stat().st_size - 4096))
    before = file_hashes(demo_store.parent)
    done = run_piped("claims", "--store", str(demo_store))
    assert done.code == 5
    assert done.err.startswith(f"onrecord: {demo_store} is damaged: ")
    assert "Traceback" not in done.err
    assert file_hashes(demo_store.parent) == before


def test_reading_writes_nothing(demo_store: Path) -> None:
    before = file_hashes(demo_store.parent)
    for words in (
        ("cases",),
        ("sources",),
        ("claims", "--json"),
        ("denials",),
        ("chain", "--json"),
        ("claim", "C1"),
        ("source", "W1", "--json"),
        ("denial", "S5"),
        ("report", "R1"),
        ("demo", "--text"),
    ):
        assert run_piped(*words, "--store", str(demo_store)).code == 0
    assert file_hashes(demo_store.parent) == before


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """A folder that nobody can write to, not even root where a read-only mount is possible."""
    folder = tmp_path / "locked"
    folder.mkdir()
    if not AS_ROOT:
        yield folder
        folder.chmod(0o700)
        return
    if subprocess.run(["mount", "-t", "tmpfs", "none", str(folder)], check=False, capture_output=True).returncode:
        pytest.skip("root writes everywhere, and this system lets it mount nothing: run this as another user")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def lock(folder: Path) -> None:
    if AS_ROOT:
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    else:
        folder.chmod(0o500)


def test_readonly_folder_no_demo(shipped_store: Path, locked: Path) -> None:
    store = Path(shutil.copy(shipped_store, locked / "desk.db"))
    store.chmod(0o400)
    lock(locked)
    before = file_hashes(locked)
    assert run_piped("claims", "--store", str(store)) == run_piped("claims", "--store", str(shipped_store))
    assert run_piped("demo", "--store", str(store)).code == 0
    done = run_piped("demo", "--store", str(locked / "new.db"))
    assert (done.code, done.out) == (7, "")
    assert str(locked / "new.db") in done.err.splitlines()[0]
    assert file_hashes(locked) == before


@pytest.mark.skipif(AS_ROOT, reason="root reads everything: run this as another user")
def test_no_permission(demo_store: Path) -> None:
    demo_store.chmod(0)
    done = run_piped("claims", "--store", str(demo_store))
    assert (done.code, done.err.splitlines()[0]) == (7, f"onrecord: No permission for {demo_store}.")


@pytest.mark.skipif(
    not AS_ROOT, reason="only root can mount a small disk: run this as root; a size limit is tested too"
)
def test_full_disk(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=100k", "none", str(disk)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("this system lets root mount nothing; the size limit is tested instead")
    try:
        done = run_piped("demo", "--store", str(disk / "kept.db"))
        assert (done.code, done.out) == (8, "")
        assert done.err.startswith(f"onrecord: There is no room to write {disk / 'kept.db'}.\n")
        assert file_hashes(disk) == {}
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("kilobytes", [1, 60, 150, 250])
def test_file_size_limit(tmp_path: Path, kilobytes: int) -> None:
    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, kilobytes * 1024))

    done = subprocess.run(
        [sys.executable, "-m", "tui.cli.main", "demo", "--store", str(tmp_path / "kept.db")],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment(),
        preexec_fn=limit,
        check=False,
    )
    ended = Completed(done.returncode, done.stdout, done.stderr)
    assert (ended.code, ended.out) == (8, "")
    assert ended.err.startswith(f"onrecord: There is no room to write {tmp_path / 'kept.db'}.\n")
    assert file_hashes(tmp_path) == {}
