"""The table of marks: one meaning each, one cell each, and no mark is drawn that is not in it."""

from __future__ import annotations

import ast
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from rich.cells import cell_len

from tests.support.repository import ROOT
from tui.text.marks import Mark, MarkTopic, explained_marks

KEY_NAMES = "⏎⇥←→↑↓"
"""Names of keys; they stand in the key bar and in hints, and are no marks."""

STROKES = range(0x2500, 0x2580)
"""Box drawing: what boxes, lines and frames are made of."""

TYPED = "−×"
"""A minus sign that people paste into filters and mark-up lines, and the sign between a number and what it counts."""

NO_DRAWING = {
    "tui/text/marks.py": "the table itself",
    "tui/text/safe.py": "shows hidden characters of a text as signs, which are not marks",
    "tui/system/langmap.py": "lists what keyboards type",
}
"""Modules whose strings are not checked, and why."""


def literals(path: Path) -> Iterator[ast.Constant]:
    """The strings of a module but for its docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node


def is_sign(letter: str) -> bool:
    """Whether a character is a symbol or a geometric shape rather than a letter or punctuation."""
    if letter.isascii() or ord(letter) in STROKES:
        return False
    return unicodedata.category(letter) in ("Sm", "So") or letter in {mark.value for mark in Mark}


def test_every_drawn_mark_comes_from_the_table() -> None:
    found = []
    for path in sorted((ROOT / "tui").rglob("*.py")):
        name = str(path.relative_to(ROOT))
        if name in NO_DRAWING:
            continue
        for node in literals(path):
            signs = {each for each in node.value if is_sign(each)} - {*KEY_NAMES}
            if signs - {*TYPED}:
                found.append(f"{name}:{node.lineno} {''.join(sorted(signs))}")
    assert found == []


def test_no_ascii_mark_is_typed_where_it_is_drawn() -> None:
    """A mark that is on every keyboard comes from the table where it leads a line; the keys ``=`` and ``?`` do not."""
    signs = tuple(f"{mark} " for mark in Mark if mark.isascii() and mark is not Mark.NEITHER)  # it ends questions
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.value[:20]}"
        for path in sorted((ROOT / "tui").rglob("*.py"))
        if path.name != "marks.py"
        for node in literals(path)
        if str(node.value).startswith(signs)
    ]
    assert found == []


def test_no_mark_has_two_meanings() -> None:
    shown = [glyph for _, rows in explained_marks() for glyphs, _ in rows for glyph in glyphs.split(" ")]
    assert sorted(shown) == sorted(mark.value for mark in Mark)
    assert len({*shown}) == len(shown)
    meanings = [meaning for _, rows in explained_marks() for _, meaning in rows]
    assert len({*meanings}) == len(meanings)
    assert [topic for topic, _ in explained_marks()] == [*MarkTopic]


def test_every_mark_takes_one_cell() -> None:
    assert [mark.name for mark in Mark if len(mark.value) != 1 or cell_len(mark.value) != 1] == []
    assert [mark.name for mark in Mark if unicodedata.east_asian_width(mark.value) in "WF"] == []
