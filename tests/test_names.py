"""Names in the code base: a class has a name of its own, and a function's name says what it does or returns."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.support.repository import ROOT

EMPTY_NAMES = frozenset(
    {"told", "named", "kept", "said", *["_said", "_told", "_kept", "_made", "_named", "_words", "_row", "_read"]}
)
"""Names of functions that say nothing of what is done or returned."""


def module_level() -> Iterator[tuple[str, ast.stmt]]:
    """The statements of every module of db and tui, each with its place as ``db/errors.py:12``."""
    for path in sorted(path for folder in ("db", "tui") for path in (ROOT / folder).rglob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            yield f"{path.relative_to(Path(ROOT))}:{node.lineno}", node


def test_no_class_name_is_defined_twice() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for place, node in module_level():
        if isinstance(node, ast.ClassDef):
            places[node.name].append(place)
    assert len(places) > 100
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_no_function_has_an_empty_name() -> None:
    functions = [(place, node.name) for place, node in module_level() if isinstance(node, ast.FunctionDef)]
    functions += [(place, node.name) for place, node in module_level() if isinstance(node, ast.AsyncFunctionDef)]
    assert len(functions) > 1_000
    assert [(place, name) for place, name in functions if name in EMPTY_NAMES] == []
