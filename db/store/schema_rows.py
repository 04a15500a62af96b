"""The rows of a store's schema, without the tables that other programs are known to add. Nothing of it is run."""

from __future__ import annotations

import re
import sqlite3

SchemaRow = tuple[bytes, bytes, bytes, bytes | None]
"""Type, name, table and SQL of a table, view, index or trigger, as ``sqlite_schema`` has them."""


def read_rows(connection: sqlite3.Connection) -> list[SchemaRow]:
    """The rows of a schema, sorted, without what other programs are known to add."""
    before = connection.text_factory
    connection.text_factory = bytes  # invalid UTF-8 must not look like something else
    try:
        rows = connection.execute(_OBJECTS).fetchall()
    finally:
        connection.text_factory = before
    return [row for row in rows if not (row[1] in _ADDITIONS and _is_known_addition(*row))]


_OBJECTS = "SELECT type, name, tbl_name, sql FROM main.sqlite_schema ORDER BY type, name, tbl_name, sql"


_COLUMN = rb'\s*["\[`]?\w+["\]`]? (?:TEXT|INTEGER)(?: PRIMARY KEY)?(?: NOT NULL)?,?'

_ADDITIONS = {
    b"_litestream_seq": rb"CREATE TABLE _litestream_seq \(id INTEGER PRIMARY KEY, seq INTEGER\)",
    b"_litestream_lock": rb"CREATE TABLE _litestream_lock \(id INTEGER\)",
    b"sqlite_stat1": rb"CREATE TABLE sqlite_stat1\(tbl,idx,stat\)",
    b"sqlite_stat3": rb"CREATE TABLE sqlite_stat3\(tbl,idx,neq,nlt,ndlt,sample\)",
    b"sqlite_stat4": rb"CREATE TABLE sqlite_stat4\(tbl,idx,neq,nlt,ndlt,sample\)",
    b"_sqlite_migrations": (
        rb'CREATE TABLE ["\[]?_sqlite_migrations["\]]? \((?:'
        + _COLUMN
        + rb')+(?:\s*PRIMARY KEY \([\w", \[\]]+\))?\s*\)'
    ),
    b"idx__sqlite_migrations_migration_set_name": (
        rb'CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"\s+'
        rb'ON "_sqlite_migrations" \("migration_set", "name"\)'
    ),
}
"""What Litestream, SQLite and sqlite-utils add, with patterns of their SQL; the latter follow the version."""


def _is_known_addition(type: object, name: bytes, table: object, sql: object) -> bool:
    own = name if type == b"table" else b"_sqlite_migrations"
    return table == own and isinstance(sql, bytes) and re.fullmatch(_ADDITIONS[name], sql) is not None
