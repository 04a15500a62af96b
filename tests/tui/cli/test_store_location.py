"""The store that is opened: named, else from the environment, else in the data directory."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.store.location import default_path, locate_store
from tests.support.cli_runner import file_hashes, run_piped


def test_named_beats_environment(demo_store: Path, tmp_path: Path) -> None:
    missing = str(tmp_path / "missing.db")
    assert run_piped("claims", "--store", str(demo_store), ONRECORD_STORE=missing).code == 0
    done = run_piped("claims", "--store", missing, ONRECORD_STORE=str(demo_store))
    assert done.code == 3
    assert done.err.startswith(f"onrecord: There is no store at {missing}.\n")


def test_environment_beats_usual(demo_store: Path) -> None:
    assert run_piped("claims", ONRECORD_STORE=str(demo_store)).out.startswith("key\ttext")


def test_usual_in_data_directory(tmp_path: Path) -> None:
    done = run_piped("claims", XDG_DATA_HOME=str(tmp_path), HOME=str(tmp_path))
    assert done.code == 3
    assert done.out == ""
    assert "desk.db" in done.err.splitlines()[0]
    assert "onrecord demo" in done.err.splitlines()[1]
    assert file_hashes(tmp_path) == {}


def test_empty_variable_is_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_STORE", "")
    place = locate_store()
    assert (place.path, place.named) == (default_path(), False)
    assert place.path.parts[-2:] == ("onrecord", "desk.db")


def test_demo_ignores_environment(two_cases: Path) -> None:
    before = file_hashes(two_cases.parent)
    done = run_piped("demo", "--text", ONRECORD_STORE=str(two_cases))
    assert done.code == 0
    assert file_hashes(two_cases.parent) == before
