"""``onrecord cases``: the list of the home screen, and archiving by command."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.errors import NotFound
from db.journal.opening import create_store
from db.model.ids import CaseId
from tests.support.cli_runner import CommandLine
from tests.support.filler import make_case_large


@pytest.fixture
def run(tmp_path: Path) -> CommandLine:
    """Three cases, the first with something to do."""
    path = tmp_path / "desk.db"
    create_store(path).close()
    run = CommandLine(path)
    for title, day in ("Port of Aden", "2026-10-02"), ("Éclat", "2026-11-01"), ("Barge", "2020-12-16"):
        run("add", "case", title, "--tz", "UTC", "--day", day)
    for text in "it burnt", "it sank":
        run("add", "claim", text, "--case", "K1")
    run("status", "C2", "done", "--case", "K1")
    return run


def keys(run: CommandLine, *words: str) -> list[str]:
    return [row["key"] for row in run.json("cases", *words)]


def test_work_left_and_last_change(run: CommandLine) -> None:
    row = run.json("cases")[-1]
    assert (row["claims"], row["undecided"], row["both_ways"], row["archived"]) == (2, 1, 0, False)
    assert row["support"] == {"several": 0, "single": 0, "without": 2, "against": 0}
    assert (row["tasks"], row["overdue"]) == (0, 0)
    assert isinstance(row["alarms"], int)
    assert row["changed"]["who"] == "Rana"
    head, *rows = [line.split("\t") for line in run("cases").splitlines()]
    assert dict(zip(head, rows[-1], strict=True))["status"] == "open"


@pytest.mark.parametrize(
    ("order", "first"),
    [("needs", "K1"), ("undecided", "K1"), ("changed", "K1"), ("title", "K3"), ("day", "K2"), ("alarms", None)],
)
def test_sorted_as_on_home(run: CommandLine, order: str, first: str | None) -> None:
    found = keys(run, "--sort", order)
    assert sorted(found) == ["K1", "K2", "K3"]
    assert first in (None, found[0])
    assert keys(run) == ["K3", "K2", "K1"], "the newest first where nothing is said"


def test_archive_and_undo(run: CommandLine) -> None:
    assert run("archive", "K2") == "archive case K2 “Éclat”\n"
    assert keys(run) == ["K3", "K1"]
    assert keys(run, "--archived") == ["K3", "K2", "K1"]
    assert run("archive", "K2") == "Already so; nothing changed.\n"
    assert run.json("claims", "--case", "K2") == [], "its commands still find it"
    run("undo")
    assert keys(run) == ["K3", "K2", "K1"]
    run("archive", "k2")
    assert run("unarchive", "K2") == "unarchive case K2 “Éclat”\n"
    assert keys(run) == ["K3", "K2", "K1"]
    assert isinstance(run.refused("archive", "K9"), NotFound)


def test_uncounted_is_no_number(run: CommandLine) -> None:
    row = run.json("cases", "--no-count")[-1]
    assert (row["support"], row["alarms"], row["both_ways"], row["undecided"]) == (None, None, None, 1)
    make_case_large(run.store, CaseId(1))
    row = run.json("cases")[-1]
    assert (row["support"], row["alarms"], row["both_ways"]) == (None, None, 0)
    assert run.json("cases", "--count")[-1]["support"] is not None


def test_case_is_renamed(run: CommandLine) -> None:
    run("edit", "case", "K1", "--title", "Port of Aden II")
    row = run.json("cases")[-1]
    assert row["title"] == "Port of Aden II"
    assert row["changed"]["words"].startswith("change case K1")
