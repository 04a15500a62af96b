"""Keys are a letter, a number and the letters of parts: the schema refuses others, and ``check`` names them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db.maintenance.check import check
from db.maintenance.findings import CheckPart
from db.model.keys import KEY_LETTERS, is_well_formed
from db.store.header import FIRST_VERSION
from db.store.opening import open_reader

TAILS = ("\x1b]52;c;T1dORUQ=\x07", "\x00\x1b[2J", "\u202e", " ", "é", ".5", "e5", "\n", "-", "A", "\ufffd")


@pytest.fixture
def raw(demo_store: Path) -> Iterator[sqlite3.Connection]:
    """A connection of a person with plain SQL, to a store with a row in every table with keys."""
    with closing(sqlite3.connect(demo_store, isolation_level=None)) as raw:
        for table, letter in ("notes", "N"), ("tasks", "T"):
            raw.execute(
                f"""INSERT INTO {table} (ulid, key, text, who, at, on_case)
                    VALUES (printf('%026d', 1), ?, 'x', 'x', '2026-01-01T00:00:00Z', 1)""",
                (f"{letter}1",),
            )
        yield raw


@pytest.mark.parametrize(("table", "letter"), KEY_LETTERS.items())
def test_keys_are_bounded_by_the_schema(raw: sqlite3.Connection, table: str, letter: str) -> None:
    columns = [name for (name,) in raw.execute("SELECT name FROM pragma_table_info(?)", (table,))]
    listed = ", ".join(f'"{name}"' for name in columns)
    row = dict(zip(columns, raw.execute(f'SELECT {listed} FROM "{table}"').fetchone(), strict=True))
    numbers = ("", "-1", "+1", "01", "1_0", "1000000000000", "9" * 400, *(f"1{tail}" for tail in TAILS))
    keys = [f"{letter}{number}" for number in numbers] + [f" {letter}1", f"{letter.lower()}1", "X1", "1", ""]
    keys += [f"C1{'a' * 60}"] if table == "claims" else [f"{letter}1a"]
    for key in keys:
        assert not is_well_formed(table, key), key
        with pytest.raises(sqlite3.IntegrityError, match=r"The key of a|CHECK"):
            raw.execute(f'UPDATE "{table}" SET key = ? WHERE id = ?', (key, row["id"]))
        values = [*{**row, "id": 999, "ulid": f"{999:026}", "key": key}.values()]
        with pytest.raises(sqlite3.IntegrityError, match=r"The key of a|CHECK"):
            raw.execute(f'INSERT INTO "{table}" ({listed}) VALUES ({", ".join("?" * len(values))})', values)
    for key in (f"{letter}999999999999", f"{letter}70", *(("C70abz",) if table == "claims" else ())):
        assert is_well_formed(table, key)
        raw.execute(f'UPDATE "{table}" SET key = ? WHERE id = ?', (key, row["id"]))


@pytest.mark.parametrize(("table", "letter"), KEY_LETTERS.items())
@pytest.mark.parametrize("tail", TAILS[:3])
def test_malformed_key_is_found(raw: sqlite3.Connection, demo_store: Path, table: str, letter: str, tail: str) -> None:
    for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE name GLOB '*_keys_*_bounded'").fetchall():
        raw.execute(f'DROP TRIGGER "{name}"')
    raw.execute(f'UPDATE "{table}" SET key = ? WHERE id = 1', (f"{letter}1{tail}",))
    raw.execute("DROP INDEX statement_links_retracting")
    for column in ("translation", "translation_lang", "translation_by"):
        raw.execute(f"ALTER TABLE quotes DROP COLUMN {column}")
    raw.execute(f"PRAGMA user_version = {FIRST_VERSION}")  # as an onrecord before version 12 left it
    with open_reader(demo_store, rules=True) as record:
        found = [each for each in check(record).findings if each.part is CheckPart.KEYS]
    assert [(each.table, each.row) for each in found] == [(table, 1)]
    assert "has a malformed key" in found[0].sentence
