"""An import inside a function says why it is late: in a comment, or in the docstring of its module or package."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.repository import ROOT

SAID = re.compile(r"import(ed|s)?\b[^.]*\b(inside functions|late|when)\b")
"""How a docstring says it for all imports below it."""

FILES = sorted(file for package in ("db", "tui") for file in (ROOT / package).rglob("*.py"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_late_imports_give_their_reason(file: Path) -> None:
    lines = file.read_text("utf-8").splitlines()
    tree = ast.parse("\n".join(lines))
    if is_said_for_all(file):
        return
    found = [node for node in late_imports(tree) if not has_reason(lines, node)]
    assert not found, f"{file.relative_to(ROOT)}, line {found[0].lineno}: say in a comment why this import is late"


def is_said_for_all(file: Path) -> bool:
    """Whether the module or one of its packages says in its docstring what is imported late, and why."""
    packages = [folder / "__init__.py" for folder in file.parents if folder.is_relative_to(ROOT) and folder != ROOT]
    docstrings = (ast.get_docstring(ast.parse(each.read_text("utf-8"))) or "" for each in (file, *packages))
    return any(SAID.search(each) for each in docstrings)


def late_imports(tree: ast.Module) -> Iterator[ast.Import | ast.ImportFrom]:
    """The imports that stand inside functions."""
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    for function in functions:
        yield from (node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom))


def has_reason(lines: list[str], node: ast.Import | ast.ImportFrom) -> bool:
    """Whether a comment stands on an import, above it, or with the imports right before it."""
    if any("#" in line for line in lines[node.lineno - 1 : node.end_lineno]):
        return True
    above = node.lineno - 2
    while lines[above].strip().startswith(("from ", "import ")):
        if "#" in lines[above]:
            return True
        above -= 1
    return lines[above].strip().startswith("#")
