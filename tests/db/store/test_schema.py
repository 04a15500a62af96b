"""The SQL of the schema explains itself."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from importlib.resources import files
from pathlib import Path

import pytest

from db.journal.opening import create_store
from db.store.schema_changes import CHANGES

FILES = ("tables", "rules", "views", "journal", "search")


def lines(name: str) -> list[str]:
    return files("db.store").joinpath("sql", f"{name}.sql").read_text("utf-8").splitlines()


def test_columns_are_explained(tmp_path: Path) -> None:
    create_store(tmp_path / "desk.db").close()
    with closing(sqlite3.connect(tmp_path / "desk.db")) as raw:
        columns = raw.execute(
            """SELECT t.name, c.name, t.sql FROM sqlite_schema t, pragma_table_info(t.name) c
               WHERE t.type = 'table' AND t.sql LIKE '%STRICT%'"""
        ).fetchall()
    assert len(columns) > 250
    assert [(table, column) for table, column, sql in columns if not is_explained(column, sql.splitlines())] == []


def is_explained(column: str, sql: list[str]) -> bool:
    """Whether a comment stands in the lines of a column, right before them, or in the migration that added it."""
    if any(f"ADD COLUMN {column} " in change and "/* " in change for change in CHANGES):
        return True
    (first,) = (n for n, line in enumerate(sql) if line.startswith((f"  {column} ", f'  "{column}" ')))
    last = first
    while sql[last + 1].startswith("   "):
        last += 1
    return any("-- " in line for line in sql[first : last + 1]) or sql[first - 1].strip().startswith("-- ")


@pytest.mark.parametrize("name", FILES)
def test_tables_have_a_reason(name: str) -> None:
    text = lines(name)
    for number, line in enumerate(text):
        if line.startswith(("CREATE INDEX", "CREATE UNIQUE INDEX", "CREATE TABLE", "CREATE VIEW", "CREATE VIRTUAL")):
            before = number
            while text[before].startswith("CREATE") and "-- " not in text[before]:
                before -= 1
            assert "-- " in text[before], line


@pytest.mark.parametrize("name", FILES)
def test_runs_in_sqlite3(name: str) -> None:
    pending = ""
    for line in lines(name):
        pending += f"{line}\n"
        if sqlite3.complete_statement(pending):
            pending = ""
        assert len(line) <= 120
    assert all(line.startswith("--") or not line for line in pending.splitlines())
