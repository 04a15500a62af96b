"""The README agrees with the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.readme import update_tables
from tests.support.repository import ROOT
from tui.actions.registry import COMMANDS, all_key_labels

README = (ROOT / "README.md").read_text("utf-8")


def test_keys_are_real() -> None:
    table = README[README.index("## On the desk") : README.index("## How to read it")]
    named = {
        key
        for row in table.splitlines()
        if row.startswith("| `")
        for key in re.findall(r"`([^`]+)`", row.split("|")[1])
    }
    known = {key for command in COMMANDS for key in all_key_labels(command).replace("esc", "escape").split(" ")}
    assert named
    assert named <= known


def test_library_example_runs(
    demo_store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert code is not None
    monkeypatch.chdir(demo_store.parent)
    demo_store.rename("drone.db")
    exec(code[1], {})
    assert f"# {capsys.readouterr().out.strip()}" in code[1]


def test_named_files_exist() -> None:
    named = re.findall(r"\]\(([^)#]+)\)", README) + re.findall(r"\.venv/bin/python (\S+\.py)", README)
    named += [module.replace(".", "/") + ".py" for module in re.findall(r"\.venv/bin/python -m (tests[\w.]+)", README)]
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_commands_make_venv() -> None:
    commands = re.findall(r"^python3 -m venv .*$", README, re.MULTILINE)
    assert [command.split("&& ")[-1] for command in commands] == [".venv/bin/onrecord demo", ".venv/bin/pytest"]


def test_its_tables_are_as_the_code_makes_them() -> None:
    assert update_tables(README) == README, "python -m tests.support.readme writes them anew"
