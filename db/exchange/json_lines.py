"""JSON Lines: a list of the record, an object a line, in the shapes of ``--json``."""

from __future__ import annotations

import json
from typing import BinaryIO

from db.exchange.escaping import escape_json
from db.exchange.export import Export
from db.exchange.table_rows import table_rows


def write(export: Export, out: BinaryIO) -> None:
    """Write the list that is exported."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    for row in table_rows(export):
        out.write(f"{escape_json(encode(row))}\n".encode())
