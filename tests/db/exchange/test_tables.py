"""Tables of the lists: CSV and JSON Lines, and CSV that comes back."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from db.csv_import.rows import TableReader
from db.exchange import csv_table, json_lines
from db.exchange.export import Export, TableList
from db.exchange.masking import make_mask
from db.exchange.selection import Scope, ScopeKind
from db.exchange.table_rows import COLUMNS
from db.model.ids import CaseId
from db.queries.claim_order import ClaimOrder
from db.queries.claims import claim_ids
from db.queries.denials import denial_ids
from db.serialize.encoder import Json
from db.serialize.records import encode_claims
from db.store.reader import Reader
from tests.support.cli_runner import CommandLine
from tests.support.factories import CaseFactory

CASE = CaseId(1)


def read_csv(export: Export) -> list[dict[str, str]]:
    out = io.BytesIO()
    csv_table.write(export, out)
    return list(csv.DictReader(io.StringIO(out.getvalue().decode(), newline=""), strict=True))


def read_lines(export: Export) -> list[Json]:
    out = io.BytesIO()
    json_lines.write(export, out)
    return [json.loads(line) for line in out.getvalue().decode().splitlines()]


@pytest.mark.parametrize("listing", TableList)
def test_both_tables_have_the_same_rows(record: Reader, listing: TableList) -> None:
    export = Export(record, Scope(CASE), listing=listing)
    table, lines = read_csv(export), read_lines(export)
    assert table
    assert [row["key"] for row in table] == [row["key"] for row in lines]
    assert all(len(row) == len(COLUMNS[listing].split()) for row in table)
    assert read_csv(export) == table


def test_lines_of_claims_are_what_json_prints(record: Reader) -> None:
    printed = [{**each} for each in encode_claims(record, CASE)]
    lines = read_lines(Export(record, Scope(CASE)))
    assert [{key: row[key] for key in row if key not in ("ulid", "case")} for row in lines] == json.loads(
        json.dumps(printed)
    )
    assert [row["ulid"] for row in lines] == record.column(
        """SELECT ulid FROM claims ORDER BY CAST(substr(key, 2) AS INTEGER), length(key), key"""
    )


def test_tables_obey_the_rows_and_the_order_of_a_list(record: Reader) -> None:
    some = [int(id) for id in claim_ids(record, CASE)][4:1:-1]
    keys = record.column("SELECT key FROM claims WHERE id IN (?, ?, ?) ORDER BY id DESC", *some)
    assert [row["key"] for row in read_csv(Export(record, Scope(CASE, rows=some)))] == keys
    newest = Export(record, Scope(CASE), order=ClaimOrder.NEWEST)
    assert [row["key"] for row in read_csv(newest)] == record.column("SELECT key FROM claims ORDER BY id DESC")
    last = [int(denial_ids(record, CASE)[-1])]
    chosen = Export(record, Scope(CASE, ScopeKind.DENIALS, last), listing=TableList.DENIALS)
    assert [row["key"] for row in read_csv(chosen)] == record.column("SELECT key FROM statements WHERE id = ?", *last)


def test_stances_on_unselected_claims_stay_behind(record: Reader) -> None:
    first = [int(claim_ids(record, CASE)[0])]
    rows = read_lines(Export(record, Scope(CASE, rows=first), listing=TableList.STATEMENTS))
    assert {stance["claim"] for row in rows for stance in row["stances"]} == {"C1"}


@pytest.mark.parametrize("listing", TableList)
def test_a_masked_person_is_in_no_table(record: Reader, listing: TableList) -> None:
    (key, name) = record.rows("SELECT key, name FROM sources WHERE name LIKE '%Khalaf%'")[0]
    out = io.BytesIO()
    export = Export(record, Scope(CASE), mask=make_mask(record, [key]), listing=listing)
    csv_table.write(export, out)
    json_lines.write(export, out)
    assert name not in out.getvalue().decode()
    assert "Khalaf" not in out.getvalue().decode()


HOSTILE = ['=HYPERLINK("http://evil","x")', "+1", "-1", "@SUM(A1)", "'=1", "''@x", "a, “b”", 'say "no"', "＝1+1"]


def test_formulas_are_marked_and_come_back(desk: CaseFactory, tmp_path: Path) -> None:
    for text in HOSTILE:
        desk.claim(text)
    export = Export(desk.writer, Scope(desk.case))
    assert all(row["text"][0] not in "=+-@＝" for row in read_csv(export))
    assert [row["text"] for row in read_lines(export)] == HOSTILE
    path = tmp_path / "claims.csv"
    with path.open("wb") as out:
        csv_table.write(export, out)
    assert path.read_bytes().count(b"\r\n") == len(HOSTILE) + 1
    with TableReader(path) as table:
        assert [row.cells[table.column("text")] for row in table.rows()] == HOSTILE


def test_control_characters_are_escaped(desk: CaseFactory) -> None:
    claim = desk.claim("plain")
    with desk.writer.action("as another program writes"):
        desk.writer.update("claims", claim, text="\x1b[2Jx\x00\x9b\u2028y")
    export = Export(desk.writer, Scope(desk.case))
    assert read_csv(export)[0]["text"] == "\\u001b[2Jx\\u0000\\u009b\u2028y"
    out = io.BytesIO()
    json_lines.write(export, out)
    assert not {*"\x1b\x00\x9b\u2028"} & {*out.getvalue().decode()}
    assert read_lines(export)[0]["text"] == "\x1b[2Jx\x00\x9b\u2028y"


def test_exported_claims_come_back_through_import(demo_store: Path, record: Reader, tmp_path: Path) -> None:
    path, other = tmp_path / "claims.csv", CommandLine(tmp_path / "other.db")
    with path.open("wb") as out:
        csv_table.write(Export(record, Scope(CASE)), out)
    other("add", "case", "Another desk", "--tz", "UTC")
    done = other("import-table", str(path), "--rows", "claims", "--column", "id=key", "--column", "text=text")
    assert "0 rejected" in done
    texts = sorted(each["text"] for each in CommandLine(demo_store).json("claims"))
    assert sorted(each["text"] for each in other.json("claims")) == texts
