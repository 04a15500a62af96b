"""Formulas in tables: cells that a spreadsheet would run are marked in what we write, and unmarked in what we read."""

from __future__ import annotations

import re
from collections.abc import Sequence

EXPORTED = ("ulid", "case", "key")
"""The first columns of a table that was exported; its cells are marked."""

_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
"""The beginning of a cell that a spreadsheet would run as a formula
(https://owasp.org/www-community/attacks/CSV_Injection), or of one that was marked."""


def mark_formula(cell: str) -> str:
    """A cell with an apostrophe before a sign that begins a formula, so that a spreadsheet shows it as text."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unmark_formula(cell: str) -> str:
    """The cell before :func:`mark_formula`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def is_exported_header(header: Sequence[str]) -> bool:
    """Whether a table was exported, by the names of its columns."""
    return tuple(header[: len(EXPORTED)]) == EXPORTED
