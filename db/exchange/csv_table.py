"""CSV: a list of the record as a table for spreadsheets and for ``onrecord import-table`` (RFC 4180, UTF-8)."""

from __future__ import annotations

import csv
from typing import BinaryIO

from db.csv_import.formulas import mark_formula
from db.exchange.escaping import escape_controls
from db.exchange.export import Export
from db.exchange.table_rows import COLUMNS, row_cells, table_rows
from db.serialize.encoder import field_paths

BETWEEN = " | "
"""Between the values of one cell."""


def write(export: Export, out: BinaryIO) -> None:
    """Write the list that is exported."""
    writer = csv.writer(_EncodedText(out), lineterminator="\r\n")
    writer.writerow(name for name, _ in field_paths(COLUMNS[export.listing]))
    for row in table_rows(export):
        writer.writerow(map(_cell, row_cells(row, export.listing)))


def _cell(value: object) -> str:
    """A value as a cell: a number stays one, and a text that would run as a formula is marked."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, list):
        # the values of two columns belong together in their order, so that empty ones keep their place
        value = BETWEEN.join("" if each is None else str(each) for each in value) if any(value) else ""
    return mark_formula(escape_controls(str(value)))


class _EncodedText:
    """A binary file that takes text; what UTF-8 can't hold is escaped."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, text: str) -> int:
        return self._out.write(text.encode("utf-8", "backslashreplace"))
