"""Rules for the tests themselves: where they lie, their names, what they share and what they patch."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.support.repository import ROOT

TESTS = ROOT / "tests"
LONGEST_NAME = 60
LONGEST_TEXT = 30

TABLES = {"FORMATS"}
"""Tables of contents, which are no limits."""
"""Lines of a text inside a test module; a longer one is a file in a folder ``golden``."""


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the tests, by its path in the repository."""
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text("utf-8")) for path in sorted(TESTS.rglob("*.py"))}


def imported(tree: ast.Module) -> Iterator[str]:
    """The modules that a module imports, and the names that it imports from them, dotted."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{each.name}" for each in node.names)


def patched(tree: ast.Module) -> Iterator[str]:
    """The names that ``monkeypatch`` sets on modules."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "setattr":
            named = [each.value for each in node.args[:2] if isinstance(each, ast.Constant)]
            yield from (str(name).rpartition(".")[2] for name in named[-1:])


def test_packages_mirror_the_house() -> None:
    folders = {path.parent for path in TESTS.rglob("test_*.py")} - {TESTS}
    assert [str(folder) for folder in sorted(folders) if not (ROOT / folder.relative_to(TESTS)).is_dir()] == []


def test_no_test_imports_a_test() -> None:
    found = [
        f"{path} imports {name}"
        for path, tree in modules().items()
        for name in imported(tree)
        if re.search(r"^tests\b.*\.(test_|conftest)", name)
    ]
    assert found == [], "what tests share belongs in tests/support"


def test_names_are_short() -> None:
    names = [
        node.name
        for tree in modules().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    ]
    assert len(names) > 1_000
    assert [name for name in names if len(name) > LONGEST_NAME] == []


def test_long_texts_are_files() -> None:
    found = [
        f"{path}:{node.lineno}"
        for path, tree in modules().items()
        if Path(path).name.startswith("test_")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant | ast.JoinedStr) and (node.end_lineno or 0) - node.lineno >= LONGEST_TEXT
    ]
    assert found == []


def test_no_constant_is_patched() -> None:
    found = [
        f"{path}: {name}"
        for path, tree in modules().items()
        for name in patched(tree)
        if name.strip("_").isupper() and name not in TABLES
    ]
    assert found == [], "a limit that a test needs is a parameter with a default"
