"""Paths as people type and terminals drop them, and their completion."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.system.paths import MOST_OFFERED, PathCompletion, complete_path, parse_path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (
        "ferry one.txt",
        "ferry two.txt",
        "page.html",
        ".hidden",
        "ca\u0301fe.txt",
        "bad\x1bname",
        "two\nlines",
    ):
        (tmp_path / name).write_text("words", "utf-8")
    (tmp_path / "sub").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "sure", "among"),
    [
        ("pa", "page.html", ()),
        ("f", "ferry ", ("ferry one.txt", "ferry two.txt")),
        ("ferry o", "ferry one.txt", ()),
        ("su", "sub/", ()),
        ("sub/", "sub/", ()),
        ("sub/none", "sub/none", ()),
        ("none/", "none/", ()),
        (".h", ".hidden", ()),
        ("ca", "ca\u0301fe.txt", ()),
        ("~", "~/", ()),
        ("~/pa", "~/page.html", ()),
        ("bad", "bad", ()),
        ("two", "two", ()),
        ("\x00", "\x00", ()),
        ("a" * 5_000, "a" * 5_000, ()),
    ],
)
@pytest.mark.usefixtures("folder")
def test_completed_while_sure(typed: str, sure: str, among: tuple[str, ...]) -> None:
    assert complete_path(typed) == PathCompletion(sure, among)


def test_hidden_only_if_typed(folder: Path) -> None:
    assert ".hidden" not in complete_path(f"{folder}/").among


def test_some_of_many_names(tmp_path: Path) -> None:
    for number in range(100):
        (tmp_path / f"a{number}").touch()
    found = complete_path(f"{tmp_path}/a")
    assert len(found.among) == MOST_OFFERED


@pytest.mark.parametrize(
    "typed",
    ["ferry one.txt", "'ferry one.txt'", '"ferry one.txt"', " ferry one.txt ", "ferry\\ one.txt", "~/ferry one.txt"],
)
def test_spellings_of_a_path(folder: Path, typed: str) -> None:
    assert (folder / parse_path(typed)).read_text("utf-8") == "words"


def test_dropped_file_url(folder: Path) -> None:
    assert parse_path(f"file://{folder}/ferry%20one.txt") == folder / "ferry one.txt"
    assert parse_path("file://[") == Path("file://[")


def test_own_backslash_stays(folder: Path) -> None:
    (folder / "a\\b.txt").touch()
    assert parse_path("a\\b.txt") == Path("a\\b.txt")
