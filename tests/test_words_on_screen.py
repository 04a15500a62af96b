"""Words on the screen: one term for one thing, esc is back, and no contorted phrase of before returns."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.repository import ROOT
from tui.actions.registry import COMMANDS

NEVER_ON_SCREEN = {
    "passes it on": "relays it",
    "passed on by": "relayed by",
    "act of saying": "statement",
    "affirmed against": "contradicts",
    "known only through": "seen only in",
    "nothing nearer": "no closer source",
    "the walk up stops": "top level; stop counting above this",
    "no number follows": "Verdict (by a person, not counted)",
    "What the desk judges": "Verdict (by a person, not counted)",
    "opens onto the rows": "enter shows why",
    "judged it one with": "not merged with another source",
    "put away": "archived",
    "egin anew": "clear",
    "field before": "previous",
    "step before": "previous step",
    "In the desk's words": "In our words",
    "The desk says:": "In our words:",
    "second pair of eyes": "second look",
    "S? ": "new statement",
    "go to one first": "Select a claim first (2)",
    "has otherwise": "Review changed quotes",
    "to where you came from": "Go back.",
    "ring an article in": "Import an article",
    "take up again": "reopen",
}
"""Phrases that a person reads nowhere, each with the words in its place."""

SOURCES = [
    path
    for root in ("db", "tui")
    for path in sorted((ROOT / root).rglob("*.py"))
    if "attribution" not in path.relative_to(ROOT).parts
]


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """The string constants of a module, without its docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    described = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in described:
            yield node.lineno, node.value


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_old_phrases_stay_away(path: Path) -> None:
    found = [
        f"{line}: “{phrase}” is “{now}”"
        for line, words in strings(path)
        if "SELECT" not in words
        for phrase, now in NEVER_ON_SCREEN.items()
        if phrase in words
    ]
    assert found == []


def test_esc_is_back_on_every_key_bar() -> None:
    escaping = [each for each in COMMANDS if "escape" in each.keys.split(",")]
    assert escaping
    assert {each.words for each in escaping} == {"back"}
