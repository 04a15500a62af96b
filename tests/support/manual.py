"""The manual's tables, made from the code. ``python -m tests.support.manual`` writes them and the man page anew.

A table stands in a page between ``<!-- NAME -->`` and ``<!-- end -->``. What stands after a colon, as in
``<!-- keys: desk chain -->``, is passed to the function that makes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.support import json_shapes, manual_tables
from tests.support.man_page import PAGE, man_page
from tests.support.repository import ROOT

MANUAL = ROOT / "tui" / "manual"

TABLES: dict[str, Callable[[str], str]] = {
    "alarms": manual_tables.alarm_table,
    "commands": manual_tables.command_table,
    "exit codes": manual_tables.exit_code_table,
    "fields": manual_tables.field_table,
    "formats": manual_tables.format_table,
    "filter words": manual_tables.filter_word_table,
    "json": json_shapes.shape_table,
    "keys": manual_tables.key_tables,
    "marks": manual_tables.mark_tables,
}
"""What makes each table, by its name."""

_TABLE = re.compile(r"<!-- ([a-z ]+?)(?:: ([^\n]*?))? -->\n.*?<!-- end -->\n", re.DOTALL)


def generated_page(text: str) -> str:
    """A page of the manual with its tables made from the code as it is."""
    return _TABLE.sub(_table_anew, text)


def named_tables(text: str) -> list[tuple[str, str]]:
    """The tables of a page: name, and what is passed on."""
    return [(found[1], found[2] or "") for found in _TABLE.finditer(text)]


def _table_anew(found: re.Match[str]) -> str:
    begin = found[0].partition("\n")[0]
    return f"{begin}\n{TABLES[found[1]](found[2] or '')}<!-- end -->\n"


if __name__ == "__main__":
    for path in sorted(MANUAL.glob("*.md")):
        path.write_text(generated_page(path.read_text("utf-8")), "utf-8")
    PAGE.write_text(man_page(), "utf-8")
