"""A schema is data from another person: it is read within limits, and trusted with nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.errors import ForeignSchema
from db.journal.opening import open_writer
from db.store.connection_limits import MOST_OBJECTS, MOST_SQL_BYTES
from db.store.opening import open_reader


def add_to_schema(path: Path, *names_and_sql: tuple[str, str]) -> None:
    """Add views to a schema without SQLite's parsing them."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA writable_schema = ON")
        raw.executemany(
            "INSERT INTO sqlite_schema VALUES ('view', :name, :name, 0, 'CREATE VIEW ' || :name || ' AS ' || :sql)",
            [{"name": name, "sql": sql} for name, sql in names_and_sql],
        )
        raw.commit()


@pytest.mark.parametrize("door", [open_reader, open_writer])
def test_huge_schema_is_refused(demo_store: Path, door) -> None:  # type: ignore[no-untyped-def]
    add_to_schema(demo_store, *((f"v{number}", "SELECT 1") for number in range(2 * MOST_OBJECTS)))
    before = demo_store.read_bytes()
    with pytest.raises(ForeignSchema, match="more than 1,000 tables"):
        door(demo_store)
    assert demo_store.read_bytes() == before


@pytest.mark.parametrize("door", [open_reader, open_writer])
def test_long_definition_is_refused(demo_store: Path, door) -> None:  # type: ignore[no-untyped-def]
    add_to_schema(demo_store, ("long", f"SELECT 1 WHERE 1 IN ({'1,' * MOST_SQL_BYTES}1)"))
    with pytest.raises(ForeignSchema, match="longer than 10,000 bytes"):
        door(demo_store)


def test_connections_are_restricted(demo_store: Path) -> None:
    for door in open_reader, open_writer:
        with door(demo_store) as record:
            pragmas = ("foreign_keys", "cell_size_check", "writable_schema")
            assert [record.column(f"PRAGMA {name}")[0] for name in pragmas] == [1, 1, 0]
            with pytest.raises(sqlite3.OperationalError, match="depth"):
                record.rows(f"SELECT {'1+' * 1_000}1")
