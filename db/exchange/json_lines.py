"""JSON Lines: a list of the record, an object a line, in the shapes of ``--json``."""

from __future__ import annotations

from typing import BinaryIO

from db.exchange.export import Export
from db.exchange.json_items import json_line
from db.exchange.table_rows import table_rows


def write(export: Export, out: BinaryIO) -> None:
    """Write the list that is exported."""
    for row in table_rows(export):
        out.write(json_line(row))
