"""What onrecord and its extra for articles bring with them."""

from __future__ import annotations

import tomllib
from importlib.metadata import PackageNotFoundError, requires

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.repository import ROOT


def brought(requirements: list[str]) -> set[str]:
    """The names of all distributions that requirements bring, as far as they are installed."""
    waiting = [(line, "") for line in requirements]
    seen: set[tuple[str, str]] = set()
    while waiting:
        line, extra = waiting.pop()
        one = Requirement(line)
        if one.marker is not None and not one.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(one.name)
        for each in {"", *one.extras}:
            if (name, each) not in seen:
                seen.add((name, each))
                waiting += [(more, each) for more in _requirements_of(name)]
    return {name for name, _ in seen}


def _requirements_of(name: str) -> list[str]:
    try:
        return requires(name) or []
    except PackageNotFoundError:
        return []


def test_articles_need_no_numpy() -> None:
    """It is 57 MB, and sqlite-utils imports it wherever it is installed: 80 ms of each command that makes a store."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = brought([*project["dependencies"], *project["optional-dependencies"]["intake"]])
    assert {"textual", "trafilatura", "lxml", "justext"} <= names
    assert "numpy" not in names
