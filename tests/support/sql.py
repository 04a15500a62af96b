"""Plain SQL on a store, independent of the code under test."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def query_rows(store: Path, sql: str) -> list[tuple[object, ...]]:
    """The rows of a query."""
    connection = sqlite3.connect(store)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()
