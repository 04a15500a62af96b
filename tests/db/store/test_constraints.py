"""Constraints of the schema, tried with the plain sqlite3 module."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.journal.opening import create_store
from db.journal.ulids import new_ulid
from db.journal.writer import Writer
from tests.support.factories import CaseFactory

HASH = "0" * 64
MOON = "\N{FULL MOON SYMBOL}"


def build_two_cases(writer: Writer) -> None:
    """Two cases with the same few rows: ids 1 belong to the first, ids 2 to the second; the first has more besides."""
    desk = CaseFactory(writer)
    other = desk.open_case("Another case")
    outlet = desk.source("Outlet", kind="outlet")
    for case in (desk.case, other):
        report = desk.report(outlet, case=case)
        claim = desk.claim(case=case)
        desk.says(outlet, report=report, holds=claim, words=f"{MOON} shot down {MOON} said so", case=case)
    desk.says(outlet, report=desk.report(outlet))
    desk.claim()


@pytest.fixture
def raw(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    path = tmp_path / "desk.db"
    with create_store(path) as writer:
        build_two_cases(writer)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys = ON")
    yield connection
    connection.close()


def insert(raw: sqlite3.Connection, table: str, verb: str = "INSERT", /, **columns: object) -> None:
    row = {"ulid": new_ulid(), **columns}
    names = ", ".join(f'"{name}"' for name in row)
    raw.execute(f'{verb} INTO "{table}" ({names}) VALUES ({", ".join("?" * len(row))})', tuple(row.values()))


def refused(raw: sqlite3.Connection, because: str, sql: str, *values: object) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=because):
        raw.execute(sql, values)


def copy(raw: sqlite3.Connection, table: str, /, **changed: object) -> dict[str, object]:
    """The columns of a row without its id and ULID, some of them changed."""
    cursor = raw.execute(f'SELECT * FROM "{table}" WHERE id = 1')
    names = [column[0] for column in cursor.description]
    row = dict(zip(names, cursor.fetchone(), strict=True))
    return {name: value for name, value in row.items() if name not in ("id", "ulid")} | changed


# --- captures ---


@pytest.mark.parametrize(
    "change", ["text = 'other'", "captured_at = '2020-01-01T00:00:00Z'", "report = 2", "raw = x''"]
)
def test_capture_never_edited(raw: sqlite3.Connection, change: str) -> None:
    refused(raw, "never edited", f"UPDATE captures SET {change}")
    refused(raw, "never edited", f"UPDATE OR REPLACE captures SET {change}")


@pytest.mark.parametrize("same", ["id", "ulid", "text_sha256"])
def test_capture_never_replaced(raw: sqlite3.Connection, same: str) -> None:
    raw.execute("PRAGMA foreign_keys = OFF")
    kept = raw.execute("SELECT * FROM captures").fetchall()
    columns = copy(raw, "captures", text="other", text_sha256=HASH)
    columns |= {same: raw.execute(f"SELECT {same} FROM captures WHERE id = 1").fetchone()[0]}
    with pytest.raises(sqlite3.IntegrityError, match="never edited"):
        insert(raw, "captures", "INSERT OR REPLACE", **columns)
    assert raw.execute("SELECT * FROM captures").fetchall() == kept


def test_quoted_capture_stays(raw: sqlite3.Connection) -> None:
    refused(raw, "FOREIGN KEY", "DELETE FROM captures WHERE id = 1")


def test_supersedes_same_report(raw: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="of the same report"):
        insert(raw, "captures", **copy(raw, "captures", text_sha256=HASH, supersedes=2))
    insert(raw, "captures", **copy(raw, "captures", text_sha256=HASH, supersedes=1))


# --- quotes ---


@pytest.mark.parametrize(
    "place",
    [
        {"exact": "shot downe"},
        {"exact": "SHOT DOWN"},
        {"start": 3, "end": 12},
        {"start": 1, "end": 10},
        {"end": 12},
        {"exact": "shot down", "start": 2, "end": 4000},
        {"capture": 99},
    ],
)
def test_quote_slices_capture(raw: sqlite3.Connection, place: dict[str, object]) -> None:
    insert(raw, "quotes", **copy(raw, "quotes", exact="shot down", start=2, end=11))
    with pytest.raises(sqlite3.IntegrityError, match="not in the capture"):
        insert(raw, "quotes", **copy(raw, "quotes", **({"exact": "shot down", "start": 2, "end": 11} | place)))
    sets = ", ".join(f'"{name}" = ?' for name in place)
    refused(raw, "not in the capture", f"UPDATE quotes SET {sets} WHERE start = 2", *place.values())


def test_places_are_code_points(raw: sqlite3.Connection) -> None:
    text = raw.execute("SELECT text FROM captures WHERE id = 1").fetchone()[0]
    words = f"{MOON} said"
    start = text.index(words)
    assert (start, len(words)) == (12, 6)
    insert(raw, "quotes", **copy(raw, "quotes", exact=words, start=start, end=start + 6))
    for wrong in (start + 1, start + 3):  # where it would be in UTF-16 units, and in bytes
        with pytest.raises(sqlite3.IntegrityError, match="not in the capture"):
            insert(raw, "quotes", **copy(raw, "quotes", exact=words, start=wrong, end=wrong + 6))


def test_quote_has_words_and_place(raw: sqlite3.Connection) -> None:
    for changed in ({"exact": "", "start": 3, "end": 3}, {"exact": "", "start": 5, "end": 2}, {"start": -1}):
        with pytest.raises(sqlite3.IntegrityError):
            insert(raw, "quotes", **copy(raw, "quotes", **changed))


# --- nothing stands on itself ---


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE reports SET known_via = id",
        "UPDATE claims SET parent = id, part = 'detail'",
        "INSERT INTO relays (ulid, child, parent, kind, ground) VALUES (?, 1, 1, 'quotes', 'explicit')",
        "INSERT INTO statement_links (ulid, statement, kind, other) VALUES (?, 1, 'denies', 1)",
        "INSERT INTO affiliations (ulid, member, org, kind) VALUES (?, 1, 1, 'part_of')",
    ],
)
def test_nothing_rests_on_itself(raw: sqlite3.Connection, sql: str) -> None:
    refused(raw, "CHECK", sql, *([new_ulid()] if "?" in sql else []))


# --- one case ---


@pytest.mark.parametrize(
    ("because", "table", "columns"),
    [
        ("passes on only", "relays", {"child": 1, "parent": 2, "kind": "quotes", "ground": "explicit"}),
        ("bears only on claims", "stances", {"statement": 1, "claim": 2, "polarity": 1, "certainty": "certain"}),
        ("Linked statements", "statement_links", {"statement": 1, "kind": "denies", "other": 2}),
        ("step of the chain", "chain_steps", {"case": 1, "position": 1, "report": 2}),
    ],
)
def test_links_stay_in_case(raw: sqlite3.Connection, because: str, table: str, columns: dict[str, object]) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=because):
        insert(raw, table, **columns)


@pytest.mark.parametrize(
    ("because", "table", "changed"),
    [
        ("known via a report of the same case", "reports", {"key": "R9", "known_via": 2}),
        ("A claim and its parent", "claims", {"key": "C9", "parent": 2, "part": "detail"}),
        ("A statement and its report", "statements", {"key": "S9", "report": 2}),
        ("capture of its statement's case", "quotes", {"capture": 2}),
    ],
)
def test_names_stay_in_case(raw: sqlite3.Connection, because: str, table: str, changed: dict[str, object]) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=because):
        insert(raw, table, **copy(raw, table, **changed))
    sets = ", ".join(f'"{name}" = ?' for name in changed)
    refused(raw, because, f'UPDATE "{table}" SET {sets} WHERE id = 1', *changed.values())


@pytest.mark.parametrize(
    ("because", "sql"),
    [
        ("passes on only", "UPDATE relays SET parent = 2"),
        ("bears only on claims", "UPDATE stances SET claim = 2 WHERE id = 1"),
        ("bears only on claims", "UPDATE stances SET statement = 2 WHERE id = 1"),
        ("Linked statements", "UPDATE statement_links SET other = 2"),
        ("step of the chain", "UPDATE chain_steps SET report = 2"),
        ("capture of its statement's case", "UPDATE quotes SET statement = 2 WHERE id = 1"),
    ],
)
def test_link_not_moved_to_case(raw: sqlite3.Connection, because: str, sql: str) -> None:
    insert(raw, "relays", child=1, parent=3, kind="quotes", ground="explicit")
    insert(raw, "statement_links", statement=1, kind="denies", other=3)
    insert(raw, "chain_steps", case=1, position=1, report=1)
    refused(raw, because, sql)


@pytest.mark.parametrize("table", ["reports", "statements", "claims"])
def test_rows_stay_in_case(raw: sqlite3.Connection, table: str) -> None:
    refused(
        raw, "stays in its case|belong to one case", f'UPDATE "{table}" SET "case" = 2, key = key || 9 WHERE id = 1'
    )
    refused(raw, "stays in its case", f'UPDATE "{table}" SET "case" = 2, key = key || 9 WHERE id > 2')


# --- rows ---


def test_every_table_is_strict(raw: sqlite3.Connection) -> None:
    ours = raw.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    assert {name for name, strict in ours if not strict} == {"_sqlite_migrations"}
    refused(raw, "cannot store TEXT", "UPDATE stances SET polarity = 'for'")
    refused(raw, "cannot store BLOB", "UPDATE claims SET text = x'00'")


def test_every_reference_holds(raw: sqlite3.Connection) -> None:
    for sql in (
        "UPDATE statements SET source = 99",
        "UPDATE reports SET outlet = 99",
        "DELETE FROM cases",
        "DELETE FROM sources",
        "DELETE FROM claims WHERE id = 1",
        "INSERT INTO claim_parties (ulid, claim, source, role) VALUES ('00000000000000000000000000', 99, 1, 'accused')",
    ):
        refused(raw, "FOREIGN KEY", sql)


def test_every_reference_has_index(raw: sqlite3.Connection) -> None:
    """A look-up from the other side must not read a whole table."""
    for table, column in (
        ("statements", "source"),
        ("statements", "report"),
        ("quotes", "statement"),
        ("quotes", "capture"),
        ("relays", "child"),
        ("relays", "parent"),
        ("stances", "statement"),
        ("stances", "claim"),
        ("captures", "report"),
        ("reports", "outlet"),
        ("reports", "known_via"),
    ):
        plan = raw.execute(f'EXPLAIN QUERY PLAN SELECT id FROM "{table}" WHERE "{column}" = 1').fetchall()
        assert "SEARCH" in plan[0][3], f"{table}.{column}: {plan[0][3]}"


ABOUT_THE_RECORD = {"journal", "words_folded", "words_known", "case_changes", "case_tallies", "case_glances"} | {
    "tables_brought",
    "claims_brought",
    "appearances_brought",
}
"""Tables whose rows are no part of the record, so that two desks' stores are merged without them."""


def test_every_row_has_its_ulid(raw: sqlite3.Connection) -> None:
    strict = raw.execute("SELECT name FROM pragma_table_list WHERE strict")
    tables = [name for (name,) in strict if name not in ABOUT_THE_RECORD]
    assert len(tables) >= 28
    for table in tables:
        for (ulid,) in raw.execute(f'SELECT ulid FROM "{table}"').fetchall():
            assert re.fullmatch("[0-7][0-9A-HJKMNP-TV-Z]{25}", ulid)
    taken = raw.execute("SELECT ulid FROM sources").fetchone()[0]
    with pytest.raises(sqlite3.IntegrityError, match=r"UNIQUE constraint failed: sources\.ulid"):
        insert(raw, "sources", **copy(raw, "sources", key="W99", ulid=taken))
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        insert(raw, "sources", **copy(raw, "sources", key="W99", ulid="short"))


@pytest.mark.parametrize(
    ("sql", "because"),
    [
        ("UPDATE cases SET key = 'C1'", "The key of a case is K and a number"),
        ("UPDATE sources SET key = 'W'", "The key of a source is W and a number"),
        ("UPDATE claims SET text = '' WHERE id = 1", "CHECK"),
        ("UPDATE claims SET key = 'C2' WHERE id = 1", "UNIQUE"),
        ("UPDATE claims SET part = 'detail' WHERE id = 1", "CHECK"),
        ("UPDATE statements SET key = 'S2' WHERE id = 1", "UNIQUE"),
        ("UPDATE reports SET key = 'R2' WHERE id = 1", "UNIQUE"),
        ("UPDATE reports SET published_lo = '16 December'", "CHECK"),
        ("UPDATE reports SET published_lo = '2020-12-17T00:00:00Z', published_hi = '2020-12-16T00:00:00Z'", "CHECK"),
        ("UPDATE statements SET said_lo = '2020-12-17T00:00:00Z', said_hi = '2020-12-16T00:00:00Z'", "CHECK"),
        (
            "INSERT INTO stances SELECT 99, 'x' || substr(ulid, 2), statement, claim, -1, certainty FROM stances",
            "UNIQUE",
        ),
    ],
)
def test_senseless_row_refused(raw: sqlite3.Connection, sql: str, because: str) -> None:
    refused(raw, because, sql)


def test_cases_number_alike(raw: sqlite3.Connection) -> None:
    assert raw.execute("SELECT key FROM statements ORDER BY id").fetchall() == [("S1",), ("S1",), ("S2",)]
    assert raw.execute("SELECT key FROM reports ORDER BY id").fetchall() == [("R1",), ("R1",), ("R2",)]
