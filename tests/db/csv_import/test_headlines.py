"""Importing appearances with headlines, outlets, authors, words and languages, with and without addresses."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

import pytest

from db.analysis.alarms import AlarmKind, alarms
from db.csv_import.mapping import ColumnMapping, Columns, TableRowKind
from db.csv_import.rejects import RejectsFile
from db.csv_import.rows import TableReader
from db.csv_import.run import ImportTotals, import_table
from db.journal.opening import create_store
from db.journal.undo import redo, undo
from db.journal.writer import Writer
from db.maintenance.check import check
from db.model.enums import Holding, Method, Naming, SourceKind
from db.model.ids import CaseId
from db.model.things import RowKind
from db.search.query import parse_query
from db.search.search import search_record
from db.store.fts import verify_index
from db.write.captures import add_capture
from db.write.cases import add_case
from db.write.remove import remove
from db.write.reports import add_report
from db.write.sources import add_source
from tests.support.csv_tables import write_file

CASE = CaseId(1)
STANCE = ColumnMapping("stance", {"for": "for", "against": "against", "observing": "neither"})

CORPUS = """\
,claimId,claimHeadline,articleId,articleHeadline,stance
0,c-1,The ferry to Sula sank,a-1,Ferry feared lost off Sula,for
1,c-1,The ferry to Sula sank,a-2,Sula ferry is safe in port,against
2,c-1,The ferry to Sula sank,a-3,What we know of the Sula ferry,observing
3,c-2,A wolf walked through the market,a-4,"Wolf in the market? It was a dog, say traders",against
4,c-2,A wolf walked through the market,a-3,What we know of the Sula ferry,observing
5,c-2,A wolf walked through the market,a-5,Wolf seen at dawn,for
"""
"""In the manner of a corpus of headlines on rumours: no address, no outlet, no date."""

CLAIM_COLUMNS = {"id": ColumnMapping("claimId"), "text": ColumnMapping("claimHeadline")}
CORPUS_COLUMNS = {
    "claim": ColumnMapping("claimId"),
    "id": ColumnMapping("articleId"),
    "headline": ColumnMapping("articleHeadline"),
    "stance": STANCE,
}
FULL = ("claim", "url", "stance", "headline", "outlet", "author", "words", "lang")
FULL_COLUMNS = {name: ColumnMapping(name) for name in FULL} | {"stance": STANCE}


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with create_store(tmp_path / "desk.db", who="Rana") as open:
        add_case(open, "Rumours", tz="UTC")
        bring(open, write_file(tmp_path, "corpus.csv", CORPUS), CLAIM_COLUMNS, TableRowKind.CLAIMS)
        yield open


def bring(
    writer: Writer,
    table: Path,
    columns: Columns,
    rows_are: TableRowKind = TableRowKind.APPEARANCES,
    **how: object,
) -> ImportTotals:
    with TableReader(table) as opened, RejectsFile(table.with_suffix(".rej"), table, opened.header) as rejects:
        totals = import_table(writer, CASE, opened, rows_are, columns, rejects=rejects, **how)  # type: ignore[arg-type]
    assert totals.rows == totals.added + totals.already_there + totals.rejected
    return totals


def corpus(writer: Writer, folder: Path, **how: object) -> ImportTotals:
    return bring(writer, folder / "corpus.csv", CORPUS_COLUMNS, **how)  # type: ignore[arg-type]


def full(writer: Writer, folder: Path, *rows: str, columns: Columns = FULL_COLUMNS) -> ImportTotals:
    text = "\n".join([",".join(FULL), *rows, ""])
    return bring(writer, write_file(folder, "full.csv", text), columns)


QUOTES = """SELECT st.key, re.key, q.exact, q.form, q.lang FROM quotes q JOIN statements st ON st.id = q.statement
JOIN captures c ON c.id = q.capture JOIN reports re ON re.id = c.report AND re.id = st.report ORDER BY st.id"""


@pytest.mark.parametrize("chunk_rows", [2, 3_000])
def test_corpus_lands_whole(writer: Writer, tmp_path: Path, chunk_rows: int) -> None:
    totals = corpus(writer, tmp_path, chunk_rows=chunk_rows)
    assert (totals.rows, totals.added, totals.rejected) == (6, 6, 0)
    assert totals.rows_added["reports"] == totals.rows_added["captures"] == 5
    assert writer.column("SELECT title FROM reports ORDER BY id") == [
        "Ferry feared lost off Sula",
        "Sula ferry is safe in port",
        "What we know of the Sula ferry",
        "Wolf in the market? It was a dog, say traders",
        "Wolf seen at dawn",
    ]
    quotes = writer.rows(QUOTES)
    assert [row[:2] for row in quotes] == [
        ("S1", "R1"), ("S2", "R2"), ("S3", "R3"), ("S4", "R4"), ("S5", "R3"), ("S6", "R5"),
    ]  # fmt: skip
    assert {row[3] for row in quotes} == {"headline"}
    assert {*writer.column("SELECT holding FROM reports")} == {"excerpt"}
    assert check(writer).findings == ()


def test_unknown_outlet_is_unattributed(writer: Writer, tmp_path: Path) -> None:
    corpus(writer, tmp_path)
    sources = 'SELECT name, kind, naming, "case" FROM sources'
    assert writer.rows(sources) == [("outlet not recorded", "outlet", "unattributed", 1)]
    full(writer, tmp_path, "c-1,,for,Ferry lost with all hands,,,,")
    assert len(writer.rows(sources)) == 1


def test_headline_is_no_origin(writer: Writer, tmp_path: Path) -> None:
    corpus(writer, tmp_path)
    assert writer.rows(
        "SELECT for_named, for_anonymous, for_not_recorded, against_named, against_anonymous, against_not_recorded "
        "FROM claims_overview ORDER BY id"
    ) == [(0, 0, 1, 0, 0, 1), (0, 0, 1, 0, 0, 1)]
    kinds = {alarm.kind for alarm in alarms(writer, CASE)}
    assert kinds == {AlarmKind.ORIGIN_NOT_RECORDED}


def test_headlines_are_found(writer: Writer, tmp_path: Path) -> None:
    corpus(writer, tmp_path)
    assert verify_index(writer) == []
    found = {(hit.place.table, hit.key) for hit in search_record(writer, parse_query("traders")).hits}
    assert ("reports", "R4") in found


def test_headline_run_again_adds_nothing(writer: Writer, tmp_path: Path) -> None:
    dry = corpus(writer, tmp_path, dry=True)
    first = corpus(writer, tmp_path, chunk_rows=2)
    assert (dry.added, dry.rejected) == (first.added, first.rejected)
    before = writer.rows("SELECT count(*) FROM journal")
    again = corpus(writer, tmp_path)
    assert (again.added, again.already_there) == (0, 6)
    assert writer.rows("SELECT count(*) FROM journal") == before


def test_headline_run_undone_as_one(writer: Writer, tmp_path: Path) -> None:
    corpus(writer, tmp_path, chunk_rows=2)
    made = writer.rows(QUOTES)
    undo(writer)
    for table in ("sources", "reports", "statements", "captures", "quotes"):
        assert writer.column(f"SELECT count(*) FROM {table}") == [0]
    assert verify_index(writer) == []
    redo(writer)
    assert writer.rows(QUOTES) == made
    assert verify_index(writer) == []
    assert corpus(writer, tmp_path).added == 0
    undo(writer)
    assert corpus(writer, tmp_path).added == 6


def test_row_gives_article_details(writer: Writer, tmp_path: Path) -> None:
    row = "c-1,https://news.example/a,for,Ferry sinks,The Sula Post,Ada Berg,“It sank by the lighthouse.”,en-GB"
    full(writer, tmp_path, row)
    assert writer.rows("SELECT title, url, author, lang, holding FROM reports") == [
        ("Ferry sinks", "https://news.example/a", "Ada Berg", "en-GB", "excerpt")
    ]
    assert writer.rows("SELECT name, kind, naming FROM sources") == [("The Sula Post", "outlet", "named")]
    assert writer.rows(QUOTES) == [("S1", "R1", "“It sank by the lighthouse.”", "direct", "en-GB")]
    assert full(writer, tmp_path, row).already_there == 1


def test_two_quotes_of_one_article(writer: Writer, tmp_path: Path) -> None:
    rows = [f"c-1,https://news.example/a,for,,,,{words}," for words in ("It sank.", "It sank at night.", "It sank.")]
    totals = full(writer, tmp_path, *rows)
    assert (totals.added, totals.already_there) == (2, 1)
    assert full(writer, tmp_path, *rows).added == 0
    assert full(writer, tmp_path, *rows, "c-2,https://news.example/a,for,,,,Nobody saw it.,").added == 1
    assert [row[2] for row in writer.rows(QUOTES)] == ["It sank.", "It sank at night.", "Nobody saw it."]
    assert writer.column("SELECT count(*) FROM reports") == [1]
    assert check(writer).findings == ()


def test_old_identity_is_known(writer: Writer, tmp_path: Path) -> None:
    bare = write_file(tmp_path, "bare.csv", "claim,url,stance\nc-1,https://news.example/a,for\n")
    bring(writer, bare, {name: FULL_COLUMNS[name] for name in ("claim", "url", "stance")})
    digest = blake2b(b"c-1\x1fhttps://news.example/a\x1ffor", digest_size=16).digest()
    assert writer.rows("SELECT identity, told FROM appearances_brought") == [(digest, "")]
    assert full(writer, tmp_path, "c-1,https://news.example/a,for,Ferry sinks,,,,").already_there == 1
    assert full(writer, tmp_path, "c-2,https://news.example/a,for,Ferry sinks,,Ada Berg,,en").added == 1
    assert writer.rows("SELECT title, author, lang, holding FROM reports") == [
        ("Ferry sinks", "Ada Berg", "en", "excerpt")
    ]


def test_bad_cells_are_rejected(writer: Writer, tmp_path: Path) -> None:
    totals = full(
        writer,
        tmp_path,
        "c-1,,for,,,,,",
        "c-1,,for,Ferry sinks,,,,english tongue",
        f"c-1,,for,{'x' * 3_000},,,,",
        f"c-1,,for,Ferry sinks,,,{'x' * 30_000},",
        "c-1,no address,for,Ferry sinks,,,,",
    )
    assert totals.added == 0
    assert set(totals.reasons) == {
        "the row has nothing to identify it", "no language tag", "the headline is too long", "the words are too long",
        "no http or https address",
    }  # fmt: skip


def test_languages_by_mapping(writer: Writer, tmp_path: Path) -> None:
    columns = FULL_COLUMNS | {
        "lang": ColumnMapping("lang", {"Arabic": "ar"}),
        "outlet": ColumnMapping("outlet", empty=("n/a",)),
    }
    full(writer, tmp_path, "c-1,,for,غرقت العبارة,n/a,,,Arabic", columns=columns)
    assert writer.rows("SELECT title, lang FROM reports") == [("غرقت العبارة", "ar")]
    assert writer.column("SELECT name FROM sources") == ["outlet not recorded"]


def test_outlet_and_day_tell_rows_apart(writer: Writer, tmp_path: Path) -> None:
    table = "claim,outlet,day,stance\nc-1,Sula Post,2020-03-17,for\nc-1,Sula Post,2020-03-18,for\nc-2,Sula Post,,for\n"
    columns = {"claim": ColumnMapping("claim"), "outlet": ColumnMapping("outlet"), "date": ColumnMapping("day")}
    path = write_file(tmp_path, "outlets.csv", table)
    assert bring(writer, path, columns | {"stance": STANCE}).rows_added["reports"] == 3
    assert bring(writer, path, columns | {"stance": STANCE}).added == 0
    assert writer.column("SELECT DISTINCT holding FROM reports") == ["cited"]


def test_vague_outlet_is_not_named(writer: Writer, tmp_path: Path) -> None:
    full(writer, tmp_path, "c-1,,for,Ferry sinks,Social media,,,", "c-1,,for,Ferry sinks,Sula Post,,,")
    assert writer.rows('SELECT name, naming, "case" FROM sources') == [
        ("Social media", "unattributed", 1), ("Sula Post", "named", None),
    ]  # fmt: skip


def test_words_of_held_report(writer: Writer, tmp_path: Path) -> None:
    outlet = add_source(writer, "Sula Post", kind=SourceKind.OUTLET, naming=Naming.NAMED)
    report = add_report(writer, CASE, outlet, holding=Holding.HELD, url="https://news.example/a")
    add_capture(writer, report, "The ferry left. It sank at night.", method=Method.PASTE)
    totals = full(
        writer,
        tmp_path,
        "c-1,https://news.example/a,for,Ferry sinks,,,It sank at night.,",
        "c-1,https://news.example/a,against,Ferry sinks,,,It never sank.,",
        "c-2,https://news.example/a,for,Ferry sinks,,,,",
    )
    assert (totals.added, list(totals.reasons)) == (2, ["the words are not in the report"])
    assert writer.rows(QUOTES) == [("S1", "R1", "It sank at night.", "direct", None)]
    assert writer.rows("SELECT count(*), holding, title FROM reports") == [(1, "held", "Ferry sinks")]


def test_removed_article_keeps_its_report(writer: Writer, tmp_path: Path) -> None:
    corpus(writer, tmp_path)
    (first,) = writer.column("SELECT id FROM statements WHERE key = 'S3'")
    remove(writer, RowKind.STATEMENT, first)
    table = "claimId,articleId,articleHeadline,stance\nc-1,a-3,What we know of the Sula ferry,for\n"
    totals = bring(writer, write_file(tmp_path, "more.csv", table), CORPUS_COLUMNS)
    assert (totals.added, totals.rows_added["reports"]) == (1, 0)
    assert corpus(writer, tmp_path).reasons.keys() == {"the appearance was removed"}


def test_hostile_headlines(writer: Writer, tmp_path: Path) -> None:
    headlines = ["\x1b]0;x\x07=cmd|'/c x'!A1", "e\u0301cole \u202eevird", "[…]", "[/b][bold]", "\u200b", "n" * 2_000]
    table = write_file(tmp_path, "hostile.csv", "claimId,articleId,articleHeadline,stance\n")
    with table.open("a", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([f"c-{1 + n % 2}", "a-1", each, "for"] for n, each in enumerate(headlines))
    for chunk_rows in (2, 3_000):
        totals = bring(writer, table, CORPUS_COLUMNS, chunk_rows=chunk_rows)
        assert (totals.rows, totals.rejected) == (6, 0)
    assert writer.column("SELECT exact FROM quotes ORDER BY id")[:2] == ["]0;x=cmd|'/c x'!A1", "\xe9cole \u202eevird"]
    assert check(writer).findings == ()


def test_words_for_one_report_in_many_runs(writer: Writer, tmp_path: Path) -> None:
    rows = [f"c-1,https://news.example/a,for,,,,word {n} of it\nand more," for n in range(30)]
    text = "\n".join([",".join(FULL), *(row.replace("word", '"word').replace("more", 'more"') for row in rows), ""])
    table = write_file(tmp_path, "many.csv", text)
    assert bring(writer, table, FULL_COLUMNS, chunk_rows=7).added == 30
    assert bring(writer, table, FULL_COLUMNS).added == 0
    assert writer.column("SELECT count(*) FROM quotes") == [30]
    assert writer.column("SELECT count(*) FROM reports") == [1]
    assert check(writer).findings == ()
    undo(writer)
    assert writer.column("SELECT count(*) FROM captures") == [0]
    assert verify_index(writer) == []
