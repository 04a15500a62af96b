"""The contributing guide agrees with the code."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.support.repository import ROOT

GUIDE = (ROOT / ".github" / "CONTRIBUTING.md").read_text("utf-8")


@pytest.mark.parametrize("root", ["db", "tui"])
def test_its_layers_are_those_that_are_checked(root: str) -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    (layers,) = [each["layers"] for each in contracts if each.get("layers", [""])[0].startswith(f"{root}.")]
    checked = [{name.strip().removeprefix(f"{root}.") for name in layer.split("|")} for layer in layers]
    table = GUIDE.partition(f"| `{root}/`, from the top |")[2].partition("\n\n")[0].splitlines()[2:]
    assert [set(re.findall(r"`(\w+)`", row.split("|")[1])) for row in table] == checked


def test_its_commands_are_those_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    commands = re.findall(r"^python3 -m venv .*$", GUIDE, re.MULTILINE)
    assert commands
    assert commands == re.findall(r"^python3 -m venv .*$", readme, re.MULTILINE)


def test_every_file_it_names_is_there() -> None:
    named = re.findall(r"`([\w/.]+\.(?:py|sql))`", GUIDE)
    assert len(named) >= 6
    assert [name for name in named if not (ROOT / name).exists()] == []
