"""Ownership of rows, read from the schema's foreign keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.journal.writer import Writer
from db.model.things import TARGET_KINDS
from db.store.connection import connect
from db.store.foreign_keys import ABOUT_THE_RECORD
from db.store.opening import open_reader
from tests.support.factories import CaseFactory


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("sources", {"case"}),
        ("reports", {"case"}),
        ("statements", {"case"}),
        ("chain_steps", {"case"}),
        ("captures", {"report"}),
        ("quotes", {"statement"}),
        ("stances", {"statement"}),
        ("claim_parties", {"claim"}),
        ("same_sources", {"a", "b"}),
        ("proposals", {"capture"}),
        ("tags", {kind.column for kind in TARGET_KINDS}),
        ("filters", set()),
    ],
)
def test_rows_have_an_owner(demo_store: Path, table: str, columns: set[str]) -> None:
    with open_reader(demo_store) as record:
        assert {key.column for key in record.foreign_keys.owners(table)} == columns


def test_bookkeeping_has_no_owner(demo_store: Path) -> None:
    with open_reader(demo_store) as record:
        naming = [
            key
            for table in record.column("SELECT name FROM sqlite_schema")
            for key in record.foreign_keys.naming(table)
        ]
    assert "stances" in {key.table for key in naming}
    assert not ABOUT_THE_RECORD & {key.table for key in naming}


def test_schema_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    path.touch()
    connection = connect(path.as_uri() + "?mode=rw", path)
    asked: list[str] = []
    with Writer(connection, "Rana") as writer:
        desk = CaseFactory(writer)
        connection.set_trace_callback(asked.append)
        for number in range(20):
            desk.claim(f"it happened {number} times")
        assert writer.column("SELECT count(*) FROM claims") == [20]
    assert sum("foreign_key_list" in sql for sql in asked) <= 1
