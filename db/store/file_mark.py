"""The mark of a store's file: a random number that a new store, a backup and a restored store each begin with.

It is SQLite's schema version, which any change of the schema raises by one. It stands in the file's header and in each
copy of the first page in the log, so that a log can be told from that of another file.
"""

from __future__ import annotations

import sqlite3
import sys

LARGEST_STEP = 1_000
"""More than changes of the schema add to the mark within one log; two random marks are further apart."""


def mark_file(connection: sqlite3.Connection) -> None:
    """Give a store's file a new mark. Other connections then read the schema again."""
    import secrets  # only a new file needs it

    if sys.version_info >= (3, 12):  # a defensive connection ignores it
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, False)
    connection.execute(f"PRAGMA schema_version = {secrets.randbelow(2**30) + LARGEST_STEP}")
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)
