"""Exports of a store, as bytes and as what JSON they hold."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

from db.exchange.export import Export, write_export
from db.exchange.formats import format_by_name


def export_bytes(export: Export, name: str) -> bytes:
    """What a format writes."""
    out = BytesIO()
    write_export(export, format_by_name(name), out)
    return out.getvalue()


def export_json(export: Export, name: str) -> Any:
    """The same, read as one JSON document."""
    return json.loads(export_bytes(export, name))
