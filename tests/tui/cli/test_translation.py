"""A quote has a place for its translation: its text, its language and by whom."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.cli_runner import CommandLine


@pytest.fixture
def run(demo_store: Path) -> CommandLine:
    run = CommandLine(demo_store)
    run(
        "edit",
        "quote",
        "S2",
        "laser",
        "--translation",
        "Das System",
        "--translation-lang",
        "de",
        "--translation-by",
        "J",
    )
    return run


def test_translation_stands_under_its_words(run: CommandLine) -> None:
    lines = [line.strip() for line in run("report", "R2").splitlines()]
    assert "In de, translated by J: Das System" in lines
    (quote,) = run.json("report", "R2")["statements"][0]["quotes"]
    assert quote["translation"] == {"text": "Das System", "lang": "de", "by": "J"}


def test_translation_is_compared_with_nothing(run: CommandLine, demo_store: Path) -> None:
    before = run("drift", "S2", "S4")
    run("edit", "quote", "S2", "laser", "--translation", "Etwas ganz anderes")
    assert run("drift", "S2", "S4") == before
    assert "Das System" not in run("drift", "S2", "S4")


def test_translation_is_undone(run: CommandLine) -> None:
    run("undo")
    assert run.json("report", "R2")["statements"][0]["quotes"][0]["translation"] is None
