"""Only `tui.navigation` knows which screen opens."""

from __future__ import annotations

import ast
from pathlib import Path

import tui

ROOT = Path(tui.__file__).parent

EXTENDED = {
    "tui.screens.past": {"tui.screens.desk"},
    "tui.screens.import_article": {"tui.screens.form"},
}
"""Screens that extend another one, by module."""


def test_only_it_imports_screens() -> None:
    screens = {f"tui.screens.{path.stem}" for path in (ROOT / "screens").glob("*.py") if _has_screen(path)}
    assert {"tui.screens.desk", "tui.screens.detail", "tui.screens.menu"} <= screens
    found = {}
    for path in ROOT.rglob("*.py"):
        module = ".".join(("tui", *path.relative_to(ROOT).with_suffix("").parts))
        named = _imported(path) & screens - EXTENDED.get(module, set())
        if named and module != "tui.navigation":
            found[module] = named
    assert found == {}


def _has_screen(path: Path) -> bool:
    classes = [node.name for node in ast.parse(path.read_text()).body if isinstance(node, ast.ClassDef)]
    return any(name.endswith("Screen") for name in classes)


def _imported(path: Path) -> set[str]:
    """Modules that a module imports from, inside functions too."""
    nodes = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom)]
    return {str(node.module) for node in nodes} | {
        f"{node.module}.{each.name}" for node in nodes for each in node.names
    }
