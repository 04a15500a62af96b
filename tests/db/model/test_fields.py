"""Every column of a thing's table is a field of it, or is known to be one that no person fills in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from db.journal.writer import Writer
from db.model.field_table import NEVER_ENTERED, FieldTable
from db.model.fields import FIELD_TABLES, REPORT
from db.write.edit import edit
from tests.support.factories import CaseFactory

PLACES = """Give it its four places, in this order:
1. db/store/schema_changes.py: the ALTER TABLE that adds it, with what it holds.
2. db/model/fields.py: its Field, for the form, the commands, the cleaning and the manual; or its name in `not_entered`.
3. db/queries/: the attribute of the record that is read, such as Report in db/queries/reports.py.
4. tui/documents/: the line of the thing's view and printed text, such as in tui/documents/report.py.
.github/CONTRIBUTING.md says more."""


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        Writer(connection)
        yield connection


def unknown_columns(connection: sqlite3.Connection, table: FieldTable) -> str:
    """What to do about the columns of a table that are no fields; empty where all are."""
    stored = {name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table.table,))}
    fields = {column for field in table for column in field.columns}
    assert fields <= stored, f"{table.table} lacks the columns of fields: {sorted(fields - stored)}"
    unknown = sorted(stored - fields - table.not_entered - NEVER_ENTERED)
    return f"Columns of {table.table} that are no fields: {', '.join(unknown)}. {PLACES}" if unknown else ""


@pytest.mark.parametrize("table", FIELD_TABLES, ids=lambda table: table.noun)
def test_every_column_is_a_field_or_is_never_entered(connection: sqlite3.Connection, table: FieldTable) -> None:
    unknown = unknown_columns(connection, table)
    assert not unknown, unknown


def test_a_new_column_is_told_its_four_places(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE reports ADD COLUMN desk TEXT")
    assert unknown_columns(connection, REPORT).startswith(
        "Columns of reports that are no fields: desk. Give it its four"
    )


def test_a_field_that_a_thing_does_not_have_is_refused() -> None:
    with CaseFactory.in_memory() as desk, pytest.raises(TypeError, match="no field of a report: desk"):
        edit(desk.writer, REPORT, desk.report(), desk="night")
