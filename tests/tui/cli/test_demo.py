"""The demo's store: temporary or kept, and never written over a file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from db.errors import NotAStore, OtherCases
from db.journal.opening import create_store
from db.journal.writer import Writer
from db.maintenance import demo as making
from db.maintenance.demo import open_or_create_demo, temporary_demo
from db.queries.cases import cases
from db.store.opening import open_reader
from tests.support.cli_runner import file_hashes, run_piped

TITLE = "Drone over al-Harthiya, Baghdad"


def test_fresh_copy_goes_at_end(tmp_path: Path) -> None:
    done = run_piped("demo", "--text", TMPDIR=str(tmp_path))
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"{TITLE}. 16 Dec 2020. 10 claims")
    assert file_hashes(tmp_path) == {}


def test_fresh_copy_goes_on_error() -> None:
    seen: list[Path] = []

    def interrupted() -> None:
        with temporary_demo() as path:
            seen.append(path)
            assert path.exists()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert not seen[0].parent.exists()


def test_pipe_gets_text() -> None:
    assert run_piped("demo") == run_piped("demo", "--text")


@pytest.mark.parametrize("order", ["before", "after"])
def test_kept_demo_opens_again(tmp_path: Path, order: str) -> None:
    kept = tmp_path / "kept.db"
    words = ("--store", str(kept), "demo") if order == "before" else ("demo", "--store", str(kept))
    first = run_piped(*words)
    assert (first.code, first.err) == (0, "")
    made = file_hashes(tmp_path)
    assert list(made) == ["kept.db"]
    assert run_piped(*words) == first
    assert file_hashes(tmp_path) == made


def test_other_cases_refused(two_cases: Path) -> None:
    before = file_hashes(two_cases.parent)
    done = run_piped("demo", "--store", str(two_cases))
    assert (done.code, done.out) == (12, "")
    assert "holds other cases than the one that ships; it was not touched." in done.err
    assert file_hashes(two_cases.parent) == before


def test_empty_store_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    create_store(path).close()
    with pytest.raises(OtherCases, match="holds no case"):
        open_or_create_demo(path)


def test_sudden_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kept.db"
    enter = making.add_case_file

    def entering(writer: Writer, text: str) -> object:
        path.write_text("mine")
        return enter(writer, text)

    monkeypatch.setattr(making, "add_case_file", entering)
    with pytest.raises(NotAStore, match="exists already"):
        open_or_create_demo(path)
    assert path.read_text() == "mine"
    assert list(file_hashes(tmp_path)) == ["kept.db"]


def test_dangling_link_stays(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    path.symlink_to(tmp_path / "elsewhere.db")
    with pytest.raises(NotAStore, match="exists already"):
        open_or_create_demo(path)
    assert path.is_symlink()
    assert not (tmp_path / "elsewhere.db").exists()


def test_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    path = open_or_create_demo(tmp_path / "kept.db")
    with open_reader(path) as record:
        assert [case.title for case in cases(record)] == [TITLE]
    assert list(file_hashes(tmp_path)) == ["kept.db"]


def test_sudden_file_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kept.db"

    def refused(*_: object) -> None:
        path.write_text("mine")
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    with pytest.raises(NotAStore, match="exists already"):
        open_or_create_demo(path)
    assert path.read_text() == "mine"
    assert list(file_hashes(tmp_path)) == ["kept.db"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_failed_demo_is_cleared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]) -> None:
    def stop(*_: object) -> None:
        raise error

    monkeypatch.setattr(making, "add_case_file", stop)
    with pytest.raises(error):
        open_or_create_demo(tmp_path / "kept.db")
    assert file_hashes(tmp_path) == {}


def test_kept_demo_is_private(tmp_path: Path) -> None:
    assert open_or_create_demo(tmp_path / "kept.db").stat().st_mode & 0o777 == 0o600


def test_missing_folder_is_told(tmp_path: Path) -> None:
    done = run_piped("demo", "--store", str(tmp_path / "no" / "kept.db"))
    assert done.code == 3
    assert done.err.startswith(f"onrecord: There is no folder for {tmp_path / 'no' / 'kept.db'}.\n")
    assert file_hashes(tmp_path) == {}
