"""Limits of every connection: a store may come from another person, so its schema is data and not to be trusted."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from functools import cache
from pathlib import Path

from db.errors import ForeignSchema

MOST_OBJECTS = 1_000
"""Tables, views, indexes and triggers that a store may have; onrecord's own are about 240."""

MOST_SQL_BYTES = 10_000
"""The longest definition of one of them; the longest of onrecord's is a quarter of this."""

MOST_VALUE_BYTES = 256 << 20
"""The longest text, blob or row: two times the longest article, as bytes and as text."""

_PRAGMAS = (
    "PRAGMA cell_size_check = ON",  # a damaged page is found when it is read
    "PRAGMA writable_schema = OFF",
    "PRAGMA foreign_keys = ON",
)

_DISTRUST = "PRAGMA trusted_schema = OFF"
"""Views, triggers and indexes then call no function that could do harm."""

_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: MOST_VALUE_BYTES,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 500,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 100,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1_000,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 20,
    sqlite3.SQLITE_LIMIT_ATTACHED: 1,  # VACUUM attaches a file of its own
}
"""Far below what SQLite allows by default, and above what any query or view of onrecord needs."""

_OPS_PER_CHECK = 1_000
"""SQLite runs about 7 steps for each object that it reads of a schema."""


def restrict(connection: sqlite3.Connection) -> None:
    """Restrict a new connection, and read its schema, which SQLite parses now and runs nothing of.

    From Python 3.12 on, the connection is defensive too: no statement can write to the schema's own table, or to the
    tables behind an index of words.

    :raises sqlite3.DatabaseError: the schema can't be read; :func:`is_oversized_schema` tells whether it is too large.
    """
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    if _can_distrust_schemas():
        connection.execute(_DISTRUST)
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)
    for limit, most in _LIMITS.items():
        connection.setlimit(limit, most)
    connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, MOST_SQL_BYTES)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 2 * MOST_SQL_BYTES)
    left = 7 * MOST_OBJECTS // _OPS_PER_CHECK

    def is_enough() -> bool:
        nonlocal left
        left -= 1
        return left < 0

    connection.set_progress_handler(is_enough, _OPS_PER_CHECK)
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    finally:
        connection.set_progress_handler(None, 0)
        for limit in sqlite3.SQLITE_LIMIT_SQL_LENGTH, sqlite3.SQLITE_LIMIT_LENGTH:
            connection.setlimit(limit, _LIMITS[limit])


@cache
def _can_distrust_schemas() -> bool:
    """Whether this SQLite counts its own JSON functions as harmless, as some before 3.51 don't; tables use them."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(_DISTRUST)
        try:
            connection.execute("CREATE TABLE tried (a CHECK (json_valid(a)))")
        except sqlite3.OperationalError:
            return False
    return True


def is_oversized_schema(error: sqlite3.Error) -> bool:
    """Whether :func:`restrict` failed since a schema has too many objects, or one that is too long."""
    return getattr(error, "sqlite_errorcode", 0) in (sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_TOOBIG)


def oversized_schema_error(path: Path) -> ForeignSchema:
    """The error for a schema that is too large to be read.

    :param path: the file that the message names.
    """
    return ForeignSchema(
        f"The schema of {path} is not onrecord's: it has more than {MOST_OBJECTS:,} tables, views, indexes and "
        f"triggers, or one whose definition is longer than {MOST_SQL_BYTES:,} bytes.",
        "It was not opened, and nothing in it was run. An earlier backup may be intact.",
    )
