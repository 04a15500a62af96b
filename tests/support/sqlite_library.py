"""The SQLite that the wheel of pysqlite3 holds, newer than most systems'."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path


def newer_sqlite() -> Path | None:
    """Its library; None without pysqlite3, and where one library can't take the place of another (not on Linux)."""
    found = find_spec("pysqlite3")
    if sys.platform != "linux" or found is None or found.origin is None:
        return None
    return next(Path(found.origin).parent.glob("_sqlite3.*.so"), None)
