"""What runs before anything lands agrees with the project's own files."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib

from tests.support.repository import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
RUN = (ROOT / ".ci" / "run").read_text("utf-8")


def test_pre_commit_lints_what_ci_lints() -> None:
    hooks = re.findall(r"^ +entry: (.+)$", (ROOT / ".pre-commit-config.yaml").read_text("utf-8"), re.MULTILINE)
    assert len(hooks) == 4
    assert re.findall(r"^\.venv/bin/(?!pip).+$", RUN, re.MULTILINE) == hooks


def test_every_dependency_has_bounds_and_a_reason() -> None:
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    extras = PROJECT["optional-dependencies"]
    for requirement in (*PROJECT["dependencies"], *extras["intake"], *extras["serve"], *extras["test"]):
        if requirement.startswith(("onrecord", "textual==")):
            continue
        name = re.split(r"[\[><=]", requirement)[0]
        assert re.search(r">=[\d.]+,<[\d.]+(;|$)", requirement) or name == "tzdata", requirement
        (at,) = (at for at, line in enumerate(lines) if f'"{requirement}"' in line)
        has_reason = "#" in lines[at] or lines[at - 1].strip().startswith("#")
        assert has_reason or name == "pytest", f"say in a comment why {name} is there"


def test_constraints_allow_what_the_project_asks_for() -> None:
    lines = (ROOT / ".ci" / "constraints.txt").read_text("utf-8").splitlines()
    fixed = {line.partition("==")[0] for line in lines if not line.startswith("#")}
    extras = PROJECT["optional-dependencies"]
    requirements = (*PROJECT["dependencies"], *extras["intake"], *extras["serve"], *extras["test"])
    asked = {re.split(r"[\[><=]", requirement)[0] for requirement in requirements}
    assert asked - {"onrecord"} <= fixed


def test_supported_pythons_are_those_of_the_classifiers() -> None:
    versions = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["classifiers"]))
    assert PROJECT["requires-python"] == f">={versions[0]}"
    assert len(versions) == 5


def test_lowest_versions_are_the_lower_bounds() -> None:
    done = subprocess.run([sys.executable, str(ROOT / ".ci" / "lowest.py")], capture_output=True, text=True, check=True)
    assert "textual==8.2.8" in done.stdout.splitlines()
    extras = PROJECT["optional-dependencies"]
    assert len(done.stdout.splitlines()) == len(PROJECT["dependencies"]) + len(extras["intake"])


def test_tests_on_other_pythons_exist() -> None:
    named = re.findall(r"tests/[\w/]+(?:\.py)?", (ROOT / ".ci" / "pythons").read_text("utf-8"))
    assert len(named) > 10
    assert [each for each in named if not (ROOT / each).exists()] == []
