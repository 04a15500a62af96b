"""The contributing guide agrees with the code."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path

import pytest

from db.analysis import alarms
from db.analysis.alarms import AlarmKind
from tests.support.cli_runner import environment
from tests.support.repository import ROOT
from tui.cli.command_table import COMMAND_FUNCTIONS
from tui.views.alarms import MEANING

GUIDE = (ROOT / ".github" / "CONTRIBUTING.md").read_text("utf-8")

NOT_YET = {"db/exchange/"}
"""Where the guide says that there is nothing yet."""


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
    named = {*re.findall(r"`((?:db|tui|tests|screenshots)/[\w/.]*|[\w/]+\.(?:py|sql|md))`", GUIDE)} - NOT_YET
    assert len(named) >= 20
    assert [name for name in sorted(named) if not places_of(name)] == []


def places_of(name: str) -> list[Path]:
    """Where a path of the guide is: in the repository, or below the packages that it speaks of."""
    return [path for path in (ROOT / name, ROOT / "db" / "analysis" / "alarms" / name) if path.exists()]


@pytest.mark.parametrize("kind", AlarmKind)
def test_every_alarm_kind_has_the_places_of_the_checklist(kind: AlarmKind) -> None:
    assert kind in alarms.FINDERS
    assert kind in alarms.SETTLE
    assert kind in MEANING
    tests = [path.read_text("utf-8") for path in (ROOT / "tests" / "db" / "analysis" / "alarms").glob("test_*.py")]
    assert any(kind.name in test for test in tests)


@pytest.mark.parametrize("name", COMMAND_FUNCTIONS)
def test_every_command_has_the_places_of_the_checklist(name: str) -> None:
    module, _, function = COMMAND_FUNCTIONS[name].partition(".")
    assert (ROOT / "tui" / "cli" / "commands" / f"{module}.py").exists(), function
    tests = [path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py")]
    assert any(re.search(rf"[\"' ]{name}[\"' ]", test) for test in tests)
    assert f"`onrecord {name}" in (ROOT / "tui" / "manual" / "commands.md").read_text("utf-8")


@pytest.mark.slow
def test_the_checklist_of_a_command_makes_one(tmp_path: Path) -> None:
    """Its code and its line in the table, put where it says, are a command with help, manual and man page."""
    for folder in ("db", "tui", "tests"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "frozen"))
    section = GUIDE.partition("## Add a command")[2].partition("\n## ")[0]
    (code,) = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    (entry,) = re.findall(r'`("tally": "tally.*?,)`', section)
    (tmp_path / "tui" / "cli" / "commands" / "tally.py").write_text(textwrap.dedent(code), "utf-8")
    table = tmp_path / "tui" / "cli" / "command_table.py"
    group = "    CommandGroup.LOOK: {\n"
    table.write_text(table.read_text("utf-8").replace(group, f"{group}        {entry}\n"), "utf-8")

    def run(*words: str) -> str:
        python = [sys.executable, "-m", *words]
        changed = {"PYTHONPATH": str(tmp_path), "COLUMNS": "80"}
        done = subprocess.run(
            python, cwd=tmp_path, env=environment(**changed), capture_output=True, text=True, check=True
        )
        return done.stdout

    store = str(tmp_path / "drone.db")
    run("tui.cli.main", "demo", "--text", "--store", store)
    assert run("tui.cli.main", "--store", store, "tally") == "10\n"
    assert run("tui.cli.main", "--store", store, "tally", "--json").split() == ["{", '"claims":', "10", "}"]
    assert "\n  tally         Count the claims of a case.\n" in run("tui.cli.main", "--help")
    for path, before, pattern in (
        ("tests/support/json_shapes.py", "EXAMPLES = {\n", r'`("tally": \[.*?,)`'),
        ("tui/manual/json_keys.py", "KEY_MEANINGS = {\n", r'`("tally claims": .*?,)`'),
        ("tui/manual/json.md", "# JSON: what --json prints\n", r"```markdown\n(.*?)```"),
    ):
        (added,) = re.findall(pattern, section, re.DOTALL)
        text = (tmp_path / path).read_text("utf-8")
        assert before in text
        (tmp_path / path).write_text(text.replace(before, f"{before}{textwrap.dedent(added)}\n", 1), "utf-8")
    run("tests.support.manual")
    json_page = (tmp_path / "tui" / "manual" / "json.md").read_text("utf-8")
    assert "| `claims` | the number of claims |" in json_page.partition("## onrecord tally")[2].partition("\n## ")[0]
    assert "\n.B onrecord tally\n" in (tmp_path / "tui" / "manual" / "onrecord.1").read_text("utf-8")
    assert "`onrecord tally`" in (tmp_path / "tui" / "manual" / "commands.md").read_text("utf-8")
