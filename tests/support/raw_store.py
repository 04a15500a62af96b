"""Write into a store past its rules, as another program could; its schema is onrecord's afterwards."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


@contextmanager
def breaking(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that writes at once, without foreign keys, constraints and triggers. The triggers come back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("PRAGMA ignore_check_constraints = ON")
        triggers = raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid").fetchall()
        for name, _ in triggers:
            raw.execute(f'DROP TRIGGER "{name}"')
        yield raw
        for _, sql in triggers:
            raw.execute(sql)
