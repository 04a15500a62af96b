"""Screens ask for other screens; :mod:`tui.navigation` alone opens them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.support.repository import ROOT

OPENS = {"push_screen", "push_screen_wait", "switch_screen", "install_screen"}
"""Textual's methods that put up a screen."""


def opened(file: Path) -> Iterator[str]:
    """The places of a module that put up a screen. An override that calls its own method above puts up none."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in OPENS and ast.unparse(node.value) != "super()":
            yield f"{file.relative_to(ROOT)}:{node.lineno} {node.attr}"


def test_only_navigation_opens_screens() -> None:
    files = [file for file in (ROOT / "tui").rglob("*.py") if file.name != "navigation.py"]
    assert [place for file in files for place in opened(file)] == []


def test_navigation_opens_screens() -> None:
    assert list(opened(ROOT / "tui" / "navigation.py"))
