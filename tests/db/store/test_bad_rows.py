"""Rows that onrecord never writes are found by the store's own rules, and named with column and value."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from db.errors import DamagedStore
from db.store.bad_rows import bad_rows, describe_bad_row
from db.store.damage import damage_behind
from db.store.opening import open_reader
from db.store.sqlite_errors import explain_errors
from tests.attacks.rows import full_store
from tests.support.bad_rows import BadValue, write_bad_value


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """A store with every kind of row."""
    return full_store(tmp_path / "full.db")


def sentences(store: Path) -> list[str]:
    with open_reader(store) as record:
        return [describe_bad_row(record, bad) for bad in bad_rows(record)]


def test_whole_store_has_none(full: Path) -> None:
    assert sentences(full) == []
    assert damage_behind(ValueError("a bug"), full) is None


@pytest.mark.parametrize(
    ("table", "column", "value", "says"),
    [
        ("statements", "act", "bogus", "Statement S1 holds “bogus” in act: none of assert, report,"),
        ("stances", "polarity", 2, "A stance (row 1 of stances) holds the number 2 in polarity: none of -1, 0, 1."),
        ("cases", "tz", "Mars/Olympus", "Case K1 holds “Mars/Olympus” in tz: not a time zone such as Asia/Baghdad."),
        ("cases", "tz", "../../etc/passwd", "not a time zone"),
        ("cases", "day_edtf", "Y17E99999999", "in day_edtf: not an EDTF date."),
        ("claims", "text", None, "holds nothing in text: it must hold something."),
        ("claims", "text", b"\xff", "holds 1 bytes in text: not text."),
        ("claims", "status", 7, "holds the number 7 in status:"),
        ("quotes", "start", -5, "holds the number -5 in start: not allowed there (start >= 0)."),
        ("notes", "at", "2026-13-45T99:99:99Z", "not a moment such as 2020-12-16T18:45:00Z."),
        ("tasks", "due", "9999-99-99", "not a day such as 2020-12-16."),
        ("journal", "after", "[1]", "Row 1 of journal holds “[1]” in after: not JSON of a row."),
        ("captures", "redirects", '[["a"]]', "in redirects: not JSON of addresses with numbers."),
        ("proposals", "content", "[[5, 2]]", "in content: not JSON of places in a text."),
        ("drafts", "values", "[]", "in values: not JSON of a form's text."),
    ],
)
def test_bad_value_is_named(full: Path, table: str, column: str, value: object, says: str) -> None:
    assert write_bad_value(full, BadValue(table, column, value), 0) is not None
    assert says in "\n".join(sentences(full))
    with pytest.raises(DamagedStore) as error, explain_errors(full):
        raise TypeError("whatever a reader raises on it")
    assert error.value.message.startswith(f"{full} holds something that onrecord can't read. ")
    assert says in error.value.message
    assert "onrecord check" in error.value.hint


def test_loop_of_parts_is_named(full: Path) -> None:
    with open_reader(full) as record:
        child, parent = record.rows("SELECT id, parent FROM claims WHERE parent IS NOT NULL ORDER BY id")[0]
        ids = record.column("SELECT id FROM claims ORDER BY rowid")
    write_bad_value(full, BadValue("claims", "parent", child), ids.index(parent))
    assert sum("leads back to itself by parent" in each for each in sentences(full)) == 2


def test_look_ends_in_time(full: Path) -> None:
    found = damage_behind(ValueError("'bogus' is not a valid Act"), full, -1.0, 1)
    assert found is not None
    assert "a word that onrecord doesn't know: 'bogus' is no act." in found.message
    assert damage_behind(ValueError("something else"), full, -1.0, 1) is None


def test_other_errors_pass(full: Path) -> None:
    write_bad_value(full, BadValue("statements", "act", "bogus"), 0)
    with pytest.raises(RuntimeError), explain_errors(full):
        raise RuntimeError("no sign of damage")
    with pytest.raises(DamagedStore, match="malformed"), explain_errors(full):
        raise sqlite3.DatabaseError("malformed")
