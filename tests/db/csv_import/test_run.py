"""Importing tables: each row is added once or rejected, a broken run can go on, and a run is undone as one."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.csv_import.mapping import ColumnMapping, Columns, TableRowKind, read_mappings
from db.csv_import.rejects import RejectsFile
from db.csv_import.rows import TableReader
from db.csv_import.run import ImportTotals, import_table
from db.errors import Refused
from db.journal.log import history, history_of
from db.journal.opening import create_store, open_writer
from db.journal.undo import redo, undo
from db.journal.writer import Writer
from db.model.enums import Holding, Naming, SourceKind
from db.model.ids import CaseId, ClaimId
from db.model.things import RowKind
from db.store.fts import verify_index
from db.store.reader import Reader, Row
from db.write.cases import add_case
from db.write.claim_joins import join_claims
from db.write.remove import remove
from db.write.reports import add_report
from db.write.sources import add_source
from tests.support.csv_tables import APPEARANCES, CLAIMS, MAPPING, rumor_table, write_file

CASE = CaseId(1)


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with create_store(tmp_path / "desk.db", who="Rana") as open:
        add_case(open, "A harbour", tz="UTC")
        yield open


def bring(
    writer: Writer, table: Path, *, columns: Columns | None = None, dry: bool = False, **how: object
) -> ImportTotals:
    """Import a table with the mapping for its name."""
    rows_are = TableRowKind(table.name.partition(".")[0])
    said = columns or read_mappings(write_file(table.parent, "m.toml", MAPPING))[rows_are]
    with TableReader(table) as opened, RejectsFile(table.with_suffix(".rej"), table, opened.header) as rejects:
        return import_table(writer, CASE, opened, rows_are, said, rejects=rejects, dry=dry, **how)  # type: ignore[arg-type]


def both(writer: Writer, folder: Path) -> tuple[ImportTotals, ImportTotals]:
    first = bring(writer, write_file(folder, "claims.csv", CLAIMS))
    return first, bring(writer, write_file(folder, "appearances.csv", APPEARANCES))


def rejected(table: Path) -> list[tuple[int, str]]:
    """The line and reason of each rejected row."""
    with table.with_suffix(".rej").open(newline="") as file:
        return [(int(row["line"]), row["reason"]) for row in csv.DictReader(file)]


TABLES = ("sources", "reports", "claims", "statements", "stances", "tags", "assessments")


def everything(record: Reader, *, ulids: bool = True) -> dict[str, list[Row]]:
    """Every row of the record; without ULIDs, which differ from run to run."""
    found = {}
    for table in TABLES:
        names = [name for (name,) in record.rows("SELECT name FROM pragma_table_info(?)", table)]
        kept = ", ".join(f'"{name}"' for name in names if ulids or name not in ("ulid", "at"))
        found[table] = record.rows(f'SELECT {kept} FROM "{table}" ORDER BY id')
    return found


def numbers(totals: ImportTotals) -> tuple[int, int, int, int]:
    assert totals.rows == totals.added + totals.already_there + totals.rejected
    return totals.rows, totals.added, totals.already_there, totals.rejected


def test_claims_land_once(writer: Writer, tmp_path: Path) -> None:
    totals = bring(writer, write_file(tmp_path, "claims.csv", CLAIMS))
    assert numbers(totals) == (3, 2, 0, 1)
    assert writer.rows(
        "SELECT c.key, text, tag, status FROM claims c JOIN tags t ON t.on_claim = c.id ORDER BY c.id"
    ) == [
        ("C1", "The harbour was closed, they said", "rated false", "new"),
        ("C2", "Two lines in one cell", "rated true", "new"),
    ]
    assert writer.rows("SELECT * FROM assessments") == []
    ((line, reason),) = rejected(tmp_path / "claims.csv")
    assert line == 5
    assert "“X” is no tag in the mapping. It knows “T”, “F”, “U”." in reason


def test_verdict_only_if_mapped(writer: Writer, tmp_path: Path) -> None:
    columns = {
        "id": ColumnMapping("claim_id"),
        "text": ColumnMapping("claim"),
        "verdict": ColumnMapping("veracity", {"F": "refuted", "T": "corroborated"}, empty=("X",)),
    }
    assert numbers(bring(writer, write_file(tmp_path, "claims.csv", CLAIMS), columns=columns)) == (3, 3, 0, 0)
    assert writer.rows("SELECT claim, verdict, rationale, who FROM assessments") == [
        (1, "refuted", "claims.csv, line 2: “F”", "Rana"),
        (2, "corroborated", "claims.csv, line 3: “T”", "Rana"),
    ]
    assert writer.column("SELECT status FROM claims ORDER BY id") == ["triaged", "triaged", "new"]


def test_appearance_is_no_origin(writer: Writer, tmp_path: Path) -> None:
    _, totals = both(writer, tmp_path)
    assert numbers(totals) == (10, 3, 1, 6)
    assert writer.rows("SELECT key, name, kind, naming, \"case\" FROM sources") == [
        ("W1", "harbour.example", "outlet", "named", None), ("W2", "wire.example", "outlet", "named", None),
    ]  # fmt: skip
    assert writer.rows("SELECT key, outlet, url, holding, published_raw, published_edtf FROM reports") == [
        ("R1", 1, "https://www.harbour.example/a", "cited", "3 17 2020", "2020-03-17"),
        ("R2", 1, "https://harbour.example/a", "cited", None, None),
        ("R3", 2, "http://wire.example/b?x=1", "cited", "3 18 2020", "2020-03-18"),
    ]
    assert writer.rows(
        """SELECT st.key, source, report, act, voice, basis, claim, polarity, certainty
           FROM statements st JOIN stances s ON s.statement = st.id ORDER BY st.id"""
    ) == [
        ("S1", 1, 1, "report", "own", "not_recorded", 1, 1, "uncommitted"),
        ("S2", 1, 2, "deny", "own", "not_recorded", 1, -1, "uncommitted"),
        ("S3", 2, 3, "query", "own", "not_recorded", 2, 0, "uncommitted"),
    ]
    sides = "for_named, for_not_recorded, against_named, against_not_recorded"
    assert writer.rows(f"SELECT {sides} FROM claims_overview ORDER BY id") == [(0, 1, 0, 1), (0, 0, 0, 0)]


def test_rejects_say_line_and_why(writer: Writer, tmp_path: Path) -> None:
    both(writer, tmp_path)
    reasons = dict(rejected(tmp_path / "appearances.csv"))
    for line, words in (
        (6, "the header again"), (7, "with the id 3"), (8, "“yesterday” is not a date"), (9, "http and https"),
        (10, "“support”"), (11, "3 cells"),
    ):  # fmt: skip
        assert words in reasons.pop(line)
    assert reasons == {}


def test_second_run_adds_mended(writer: Writer, tmp_path: Path) -> None:
    both(writer, tmp_path)
    before, done = everything(writer), len(history(writer))
    claims, appearances = both(writer, tmp_path)
    assert (claims.added, appearances.added, claims.already_there, appearances.already_there) == (0, 0, 2, 4)
    assert everything(writer) == before
    assert len(history(writer)) == done
    mended = bring(writer, write_file(tmp_path, "appearances.csv", APPEARANCES.replace("suupport", "support")))
    assert numbers(mended) == (10, 1, 4, 5)


def test_rejects_file_imports(writer: Writer, tmp_path: Path) -> None:
    both(writer, tmp_path)
    rejects = (tmp_path / "appearances.rej").read_text().replace("suupport,", "support")
    path = write_file(tmp_path, "appearances.mended.csv", rejects.replace("suupport", "support"))
    assert bring(writer, path).added == 1


def test_changed_identity_is_told(writer: Writer, tmp_path: Path) -> None:
    both(writer, tmp_path)
    before = everything(writer)
    bring(writer, write_file(tmp_path, "claims.csv", CLAIMS.replace("was closed", "was open")))
    assert "other words already (C1, line 2)" in rejected(tmp_path / "claims.csv")[0][1]
    bring(writer, write_file(tmp_path, "appearances.csv", APPEARANCES.replace("3 17 2020", "3 19 2020")))
    assert "another date, 2020-03-17 (S1, line 2)" in rejected(tmp_path / "appearances.csv")[0][1]
    assert everything(writer) == before


def test_one_address_one_report(writer: Writer, tmp_path: Path) -> None:
    bring(writer, write_file(tmp_path, "claims.csv", CLAIMS))
    url = "https://a.example/x"
    table = f"claim_id,date,url,stance\n1,3 17 2020,{url},support\n2,3 18 2020,{url},deny\n2,None,{url}#b,query\n"
    assert bring(writer, write_file(tmp_path, "appearances.csv", table)).added == 3
    assert writer.rows("SELECT url, published_edtf FROM reports") == [(url, "2020-03-17")]
    assert writer.rows("SELECT report, said_edtf FROM statements") == [(1, None), (1, "2020-03-18"), (1, None)]


def test_known_outlet_is_taken(writer: Writer, tmp_path: Path) -> None:
    outlet = add_source(writer, "The Wire", kind=SourceKind.OUTLET, naming=Naming.NAMED, short="wire.example")
    other = add_source(writer, "Harbour Times", kind=SourceKind.OUTLET, naming=Naming.NAMED)
    add_report(writer, CASE, other, holding=Holding.EXCERPT, url="https://harbour.example/a")
    _, totals = both(writer, tmp_path)
    assert totals.rows_added["sources"] == 1
    assert writer.column("SELECT source FROM statements ORDER BY id") == [other + 1, other, outlet]


def test_ambiguous_outlet_refused(writer: Writer, tmp_path: Path) -> None:
    for _ in range(2):
        add_source(writer, "wire.example", kind=SourceKind.OUTLET, naming=Naming.NAMED)
    both(writer, tmp_path)
    assert "several outlets: W1, W2" in dict(rejected(tmp_path / "appearances.csv"))[4]


def test_parts_undo_as_one(writer: Writer, tmp_path: Path) -> None:
    claims = "claim_id,veracity,claim\n" + "".join(f"{n},T,Claim number {n}\n" for n in range(200))
    rows = "".join(f"{n},3 17 2020,https://o{n % 9}.example/{n},deny\n" for n in range(200))
    empty = everything(writer)
    bring(writer, write_file(tmp_path, "claims.csv", claims), chunk_rows=60)
    between = everything(writer)
    bring(writer, write_file(tmp_path, "appearances.csv", f"claim_id,date,url,stance\n{rows}"), chunk_rows=60)
    after = everything(writer)
    (last, first, _) = history(writer)
    assert (last.words, first.words) == ("import appearances of appearances.csv", "import claims of claims.csv")
    assert (first.rows, last.rows) == (400, 200 * 3 + 9)
    assert writer.column("SELECT count(*) FROM actions WHERE part_of IS NOT NULL") == [6]
    assert undo(writer).words == last.words
    assert everything(writer) == between
    assert undo(writer).words == first.words
    assert everything(writer) == empty
    assert verify_index(writer) == []
    for _ in range(2):
        redo(writer)
    assert everything(writer) == after
    assert verify_index(writer) == []
    assert [done.words for done in history_of(writer, "claims", 199)][-1] == first.words
    undo(writer)
    assert everything(writer) == between
    assert writer.rows("PRAGMA foreign_key_check") == []


def test_undone_lands_removed_not(writer: Writer, tmp_path: Path) -> None:
    both(writer, tmp_path)
    before = everything(writer, ulids=False)
    undo(writer)
    assert bring(writer, tmp_path / "appearances.csv").added == 3
    assert [len(rows) for rows in everything(writer).values()] == [len(rows) for rows in before.values()]
    remove(writer, RowKind.STATEMENT, writer.column("SELECT max(id) FROM statements")[0])
    assert numbers(bring(writer, tmp_path / "appearances.csv")) == (10, 0, 2, 8)
    assert "removed since" in rejected(tmp_path / "appearances.csv")[0][1]
    remove(writer, RowKind.CLAIM, 2)
    assert bring(writer, tmp_path / "claims.csv").added == 0
    undo(writer)
    assert numbers(bring(writer, tmp_path / "claims.csv")) == (3, 0, 2, 1)


def test_redone_run_is_known(writer: Writer, tmp_path: Path) -> None:
    both(writer, tmp_path)
    before = everything(writer)
    second, first = (done.id for done in history(writer, most=2))
    undo(writer)
    undo(writer)
    both(writer, tmp_path)
    undo(writer)
    undo(writer)
    redo(writer, action=first)
    redo(writer, action=second)
    assert [totals.added for totals in both(writer, tmp_path)] == [0, 0]
    assert everything(writer) == before


def test_built_on_not_half_undone(writer: Writer, tmp_path: Path) -> None:
    claims = "claim_id,veracity,claim\n" + "".join(f"{n},T,Claim number {n}\n" for n in range(200))
    bring(writer, write_file(tmp_path, "claims.csv", claims), chunk_rows=60)
    with writer.unjournaled(), writer.action():
        writer.update("claims", 7, text="Another hand was here")
    before = everything(writer)
    with pytest.raises(Refused, match="changed since"):
        undo(writer)
    assert everything(writer) == before


def test_broken_run_goes_on(writer: Writer, tmp_path: Path) -> None:
    bring(writer, write_file(tmp_path, "claims.csv", CLAIMS), chunk_rows=50)
    rows = "".join(f"{n % 2 + 1},3 17 2020,https://o{n % 9}.example/{n % 180},deny\n" for n in range(240))
    table = write_file(tmp_path, "appearances.csv", f"claim_id,date,url,stance\n{rows}x,,,\n")

    def broken_off(totals: ImportTotals, _: int) -> None:
        if totals.rows >= 100:
            raise KeyboardInterrupt

    so_far = ImportTotals()
    with pytest.raises(KeyboardInterrupt):
        bring(writer, table, totals=so_far, step=broken_off, chunk_rows=50)
    assert numbers(so_far) == (100, 100, 0, 0)
    assert numbers(bring(writer, table, chunk_rows=50)) == (241, 80, 160, 1)
    with create_store(tmp_path / "whole.db", who="Rana") as whole:
        add_case(whole, "A harbour", tz="UTC")
        bring(whole, tmp_path / "claims.csv", chunk_rows=50)
        bring(whole, table, chunk_rows=50)
        assert everything(whole, ulids=False) == everything(writer, ulids=False)


def test_others_write_between_parts(writer: Writer, tmp_path: Path) -> None:
    bring(writer, write_file(tmp_path, "claims.csv", CLAIMS), chunk_rows=50)
    rows = "".join(f"1,3 17 2020,https://o{n % 9}.example/{n},deny\n" for n in range(200))
    table = write_file(tmp_path, "appearances.csv", f"claim_id,date,url,stance\n{rows}")
    with open_writer(tmp_path / "desk.db", "Omar") as other:

        def between(totals: ImportTotals, _: int) -> None:
            if totals.rows == 50:
                add_source(other, "o9.example", kind=SourceKind.OUTLET, naming=Naming.NAMED)
                add_report(other, CASE, other.column("SELECT max(id) FROM sources")[0], holding=Holding.CITED)

        assert bring(writer, table, step=between, chunk_rows=50).added == 200
    keys = writer.column("SELECT key FROM reports")
    assert len(keys) == len(set(keys)) == 201
    assert [done.who for done in history(writer, most=2)] == ["Omar", "Omar"]
    assert undo(writer).words == "import appearances of appearances.csv"
    assert writer.column("SELECT count(*) FROM reports") == [1]


def test_undone_while_running(writer: Writer, tmp_path: Path) -> None:
    rows = "".join(f"{n},T,Claim number {n}\n" for n in range(200))
    table = write_file(tmp_path, "claims.csv", f"claim_id,veracity,claim\n{rows}")
    with open_writer(tmp_path / "desk.db", "Omar") as other:

        def between(totals: ImportTotals, _: int) -> None:
            if totals.rows == 100:
                undo(other, action=writer.last)

        with pytest.raises(Refused, match="undone by Omar while it ran"):
            bring(writer, table, step=between, chunk_rows=50)
    assert writer.column("SELECT count(*) FROM claims") == [0]
    assert bring(writer, table, chunk_rows=50).added == 200
    undo(writer)
    assert writer.column("SELECT count(*) FROM claims") == [0]


def test_dry_run_counts_only(writer: Writer, tmp_path: Path) -> None:
    bring(writer, write_file(tmp_path, "claims.csv", CLAIMS))
    before, (marks,) = everything(writer), writer.rows("SELECT count(*), max(seq) FROM journal")
    table = write_file(tmp_path, "appearances.csv", APPEARANCES)
    dry = bring(writer, table, dry=True)
    assert everything(writer) == before
    assert writer.rows("SELECT count(*), max(seq) FROM journal") == [marks]
    assert writer.rows("SELECT * FROM appearances_brought") == []
    assert numbers(bring(writer, table)) == numbers(dry)
    assert bring(writer, table, dry=True).added == 0


def test_appearance_of_joined_claim(writer: Writer, tmp_path: Path) -> None:
    bring(writer, write_file(tmp_path, "claims.csv", CLAIMS))
    join_claims(writer, ClaimId(2), ClaimId(1))
    table = "claim_id,date,url,stance\n2,None,https://a.example/x,support\n"
    bring(writer, write_file(tmp_path, "appearances.csv", table))
    assert writer.rows("SELECT claim, polarity FROM stances ORDER BY claim") == [(1, 1), (2, 1)]


def test_hostile_cells(writer: Writer, tmp_path: Path) -> None:
    table = "claim_id,veracity,claim\n1,T,a\x1b[31mred\x1b]0;x\x07 claim\n2,T,\x07\n,T,x\n3,T," + "y" * 30_000 + "\n"
    totals = bring(writer, write_file(tmp_path, "claims.csv", table))
    assert numbers(totals) == (4, 1, 0, 3)
    assert writer.column("SELECT text FROM claims") == ["a[31mred]0;x claim"]


@pytest.mark.slow
def test_rumor_dataset_is_whole(writer: Writer, tmp_path: Path) -> None:
    tables = {
        name: write_file(tmp_path, f"{name}.csv", rumor_table(f"{name}.csv").read_bytes()) for name in TableRowKind
    }
    claims, appearances = (bring(writer, tables[name]) for name in (TableRowKind.CLAIMS, TableRowKind.APPEARANCES))
    assert numbers(claims) == (4_129, 4_128, 0, 1)
    assert numbers(appearances) == (32_747, 23_258, 223, 9_266)
    assert {kind: count for kind, (count, _, _) in appearances.reasons.items()} == {
        "the stance is empty": 7_376,
        "stance is not in the mapping": 867,
        "no http or https address": 528,
        "no claim has that id": 444,
        "not a date in the given format": 37,
        "came already with another date": 14,
    }
    assert [numbers(bring(writer, tables[name])) for name in TableRowKind] == [
        (4_129, 0, 4_128, 1), (32_747, 0, 23_481, 9_266),
    ]  # fmt: skip
    assert len(rejected(tables[TableRowKind.APPEARANCES])) == 9_266
    assert writer.column("SELECT count(*) FROM origins WHERE standing <> 'not_recorded'") == [0]
    undo(writer)
    assert writer.column("SELECT count(*) FROM statements") == [0]
