"""Functions that queries call take each kind of value that a row may hold, and NULL, on every SQLite."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest

from db.store.opening import open_reader
from db.store.sql_functions import register_functions
from tests.support.repository import ROOT

VALUES = {
    "nothing": "NULL",
    "integer": "-9223372036854775808",
    "real": "1.5e300",
    "infinity": "9e999",
    "text": "'Énamel'",
    "empty text": "''",
    "text with NUL": "'a' || char(0) || 'b'",
    "emoji": "char(128512)",
    "blob": "x'436166C3A9'",
    "empty blob": "x''",
    "blob that is not UTF-8": "x'FF00FE'",
    "text with a lone surrogate": "CAST(CAST(x'EDA080' AS TEXT) AS BLOB)",
    "text that is not UTF-8": "CAST(CAST(x'FF41' AS TEXT) AS BLOB)",
    "long text": "hex(zeroblob(1000))",
}
"""A value of each kind, in SQL. Queries cast text that may not be UTF-8, since sqlite3 passes on no other."""

PYTHON = [file for part in ("db", "tui", "tests") for file in sorted((ROOT / part).rglob("*.py"))]
REGISTERING = re.compile(r"\.(create_(?:function|aggregate|window_function|collation)|set_authorizer)\(")


def functions_of(connection: sqlite3.Connection) -> set[tuple[str, int]]:
    """Name and number of arguments of every function, as SQLite lists them."""
    return {(name, count) for name, count in connection.execute("SELECT name, narg FROM pragma_function_list")}


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as plain:
        register_functions(plain)
        yield plain


def test_a_reader_has_no_other_functions(demo_store: Path, connection: sqlite3.Connection) -> None:
    """Those that the test of every kind of value takes from SQLite's list are all that there are."""
    with open_reader(demo_store) as record, closing(sqlite3.connect(":memory:")) as plain:
        ours = functions_of(record._connection) - functions_of(plain)
        assert ours == functions_of(connection) - functions_of(plain)
        assert ("folded", 1) in ours


def test_functions_take_every_kind_of_value(connection: sqlite3.Connection) -> None:
    with closing(sqlite3.connect(":memory:")) as plain:
        ours = functions_of(connection) - functions_of(plain)
    assert ours
    for name, count in ours:
        for values in product(VALUES.values(), repeat=abs(count)):
            (found,) = connection.execute(f"SELECT {name}({', '.join(values)})").fetchone()
            assert (found is None) == ("NULL" in values), (name, values)


@pytest.mark.parametrize(
    ("value", "folded"),
    [
        (VALUES["nothing"], None),
        (VALUES["integer"], "-9223372036854775808"),
        ("1.5", "1.5"),
        (VALUES["text"], "enamel"),
        (VALUES["blob"], "cafe"),
        (VALUES["text with a lone surrogate"], "���"),
        (VALUES["text that is not UTF-8"], "�a"),
        ("CAST('ÉNAMEL' || hex(zeroblob(200)) AS BLOB)", "enamel" + "0" * 400),
    ],
)
def test_folded_value(connection: sqlite3.Connection, value: str, folded: str | None) -> None:
    (found,) = connection.execute(f"SELECT folded({value})").fetchone()
    assert found == folded


def test_queries_pass_text_as_bytes() -> None:
    calls = [call for file in PYTHON for call in _calls_of_folded(file)]
    assert len(calls) > 10
    assert [call for call in calls if not re.match(r"\s*CAST\(", call)] == []


def _calls_of_folded(file: Path) -> list[str]:
    if file == Path(__file__):
        return []
    return re.findall(r"\bfolded\((\s*\S+)", file.read_text("utf-8"))


def test_functions_are_registered_in_one_place() -> None:
    """Elsewhere, a function would be handed to SQLite without the guard."""
    there = [
        file.relative_to(ROOT).as_posix()
        for file in PYTHON
        if file != Path(__file__) and REGISTERING.search(file.read_text("utf-8"))
    ]
    assert there == ["db/store/sql_functions.py"]
