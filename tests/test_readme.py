"""The README is short and agrees with the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.cli_runner import CommandLine
from tests.support.repository import ROOT
from tui.actions.registry import COMMANDS, all_key_labels

README = (ROOT / "README.md").read_text("utf-8")


def first_cells(heading: str) -> list[str]:
    """What stands in code in the first column of the table under a heading."""
    section = README.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = [row.split("|")[1] for row in section.splitlines() if row.startswith("| `")]
    assert rows
    return [word for row in rows for word in re.findall(r"`([^`]+)`", row)]


def test_it_is_at_most_6_kb() -> None:
    assert len(README.encode()) <= 6_000


def test_it_has_ten_keys_and_six_commands() -> None:
    tables = [README.partition(f"## {each}\n")[2].partition("\n## ")[0] for each in ("Ten keys", "Six commands")]
    assert [table.count("\n| `") for table in tables] == [10, 6]


def test_keys_are_real() -> None:
    known = {key for command in COMMANDS for key in all_key_labels(command).replace("esc", "escape").split(" ")}
    assert set(first_cells("Ten keys")) <= known


def test_commands_run(demo_store: Path, tmp_path: Path) -> None:
    run = CommandLine(demo_store)
    (tmp_path / "FILE").write_text("Laser defences were tested, a spokesman said on Monday.", "utf-8")
    for command in first_cells("Six commands"):
        assert run(*command.replace("FILE", str(tmp_path / "FILE")).split()[1:])


def test_library_example_runs(
    demo_store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert code is not None
    monkeypatch.chdir(demo_store.parent)
    demo_store.rename("drone.db")
    exec(code[1], {})
    assert capsys.readouterr().out.splitlines() == re.findall("# (.*)", code[1])


def test_named_files_exist() -> None:
    named = re.findall(r"\]\(([^)#]+)\)", README)
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_commands_make_venv() -> None:
    commands = re.findall(r"^python3 -m venv .*$", README, re.MULTILINE)
    assert [command.split("&& ")[-1] for command in commands] == [".venv/bin/onrecord demo", ".venv/bin/pytest"]
