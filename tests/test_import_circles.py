"""Modules import each other in one direction: no circles, imports inside functions counted."""

from __future__ import annotations

import ast
from collections import deque
from collections.abc import Iterator, Mapping, Set
from pathlib import Path

import pytest

from tests.support.repository import ROOT

Graph = Mapping[str, Set[str]]
"""The modules that each module imports."""


def modules(package: Path) -> dict[str, Path]:
    """The modules of a package, each with its file."""
    files = {".".join(file.relative_to(package.parent).with_suffix("").parts): file for file in package.rglob("*.py")}
    return {name.removesuffix(".__init__"): file for name, file in files.items()}


def drawn(files: Mapping[str, Path]) -> Graph:
    """The import graph of some modules."""
    return {name: set(imported(ast.parse(file.read_text("utf-8")), files)) - {name} for name, file in files.items()}


def imported(node: ast.AST, known: Mapping[str, object]) -> Iterator[str]:
    """The modules that some code imports anywhere, without those for the type checker alone."""
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.If(test=ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING")):
                for other in child.orelse:
                    yield from imported(other, known)
            case ast.Import():
                yield from (each.name for each in child.names if each.name in known)
            case ast.ImportFrom(module=str(base), level=0):
                found = {f"{base}.{each.name}" for each in child.names}
                yield from found & known.keys()
                if base in known and found - known.keys():
                    yield base
            case ast.ImportFrom():
                raise AssertionError(f"relative import in line {child.lineno}")
            case _:
                yield from imported(child, known)


def circle(graph: Graph) -> list[str]:
    """The shortest way from a module back to itself; empty where there is none."""
    ways = [way for start in sorted(graph) if (way := way_back(graph, start))]
    return min(ways, key=len, default=[])


def way_back(graph: Graph, start: str) -> list[str]:
    """The shortest way from one module back to it."""
    before: dict[str, str] = {}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for there in sorted(graph[here]):
            if there == start:
                way = [here]
                while way[-1] != start:
                    way.append(before[way[-1]])
                return [*reversed(way), start]
            if there not in before:
                before[there] = here
                waiting.append(there)
    return []


@pytest.mark.parametrize("package", ["db", "tui"])
def test_no_import_circle(package: str) -> None:
    found = circle(drawn(modules(ROOT / package)))
    assert not found, " → ".join(found)


def test_circle_in_function_found(tmp_path: Path) -> None:
    package = tmp_path / "inn"
    package.mkdir()
    for name, code in {
        "__init__": "",
        "hall": "from inn import kitchen",
        "kitchen": "def cook():\n    if True:\n        from inn.cellar import WINE",
        "cellar": "from inn.hall import KEY",
        "stable": "import inn.hall",
    }.items():
        (package / f"{name}.py").write_text(code)
    assert circle(drawn(modules(package))) == ["inn.cellar", "inn.hall", "inn.kitchen", "inn.cellar"]


def test_type_checking_left_out(tmp_path: Path) -> None:
    package = tmp_path / "inn"
    package.mkdir()
    (package / "hall.py").write_text("import typing\nif typing.TYPE_CHECKING:\n    from inn.cellar import Cask")
    (package / "cellar.py").write_text("from inn.hall import KEY")
    assert circle(drawn(modules(package))) == []
