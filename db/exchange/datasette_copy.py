"""A copy for Datasette: a .zip with an SQLite file of tables to read, and metadata with canned queries.

Without the journal, drafts, notes, tasks and the bytes of captures. ``datasette case.db --metadata metadata.json``
opens it.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from db.exchange.archive import Archive
from db.exchange.datasette_queries import QUERIES
from db.exchange.datasette_tables import COPIED, create_sql, read_rows
from db.exchange.escaping import escape_controls
from db.exchange.export import Export
from db.model.things import RowKind
from db.queries.denials import denials, denials_among
from db.queries.origins import Support, origin_counts
from db.store.reader import pages, placeholders

_README = """A copy of a case from onrecord, for Datasette (https://datasette.io):

    datasette case.db --metadata metadata.json

case.db is an SQLite file, which other programs read too.
"""


def write(export: Export, out: BinaryIO) -> None:
    """Write the copy."""
    with TemporaryDirectory(prefix="onrecord-") as folder, Archive(out) as archive:
        path = Path(folder) / "case.db"
        with closing(sqlite3.connect(path, isolation_level=None)) as copy:
            for pragma in ("journal_mode = OFF", "synchronous = OFF", "temp_store = MEMORY"):
                copy.execute(f"PRAGMA {pragma}").fetchall()
            copy.execute("BEGIN")
            _copy_tables(export, copy)
            _add_computed(export, copy)
            copy.execute("COMMIT")
        with path.open("rb") as file:
            archive.write("case.db", lambda whole: shutil.copyfileobj(file, whole))
        archive.add("metadata.json", json.dumps(_metadata(export), ensure_ascii=False, indent=2).encode())
        archive.add("README.txt", _README.encode())


def _copy_tables(export: Export, copy: sqlite3.Connection) -> None:
    for table in COPIED:
        words_by = _writers(export) if table.name == "quotes" else None
        copy.execute(create_sql(export.record, table, "words_by TEXT" if words_by is not None else ""))
        for rows in read_rows(export, table):
            values = [(*row[1:], words_by.get(row[0])) if words_by is not None else row[1:] for row in rows]
            _insert(export, copy, table.name, values)


def _writers(export: Export) -> dict[int, str | None]:
    """Who wrote the words of each quote, where not all are the speaker's."""
    return {quote.id: quote.words_by for said in export.statements() for quote in said.quotes}


def _insert(export: Export, copy: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    masked = [tuple(map(_clean, export.mask.apply(row))) for row in rows]
    if masked:
        copy.executemany(f'INSERT INTO "{table}" VALUES ({placeholders(masked[0])})', masked)


def _clean(value: Any) -> Any:
    return escape_controls(value).encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value


# --- what the store computes ---

_COMPUTED = """
CREATE TABLE claim_numbers (
  claim TEXT REFERENCES claims(ulid), side TEXT, named INTEGER, anonymous INTEGER, not_recorded INTEGER,
  withdrawn INTEGER, withdrawn_on TEXT, outlets INTEGER, PRIMARY KEY (claim, side));
CREATE TABLE origins (
  claim TEXT REFERENCES claims(ulid), statement TEXT REFERENCES statements(ulid), side TEXT,
  source TEXT REFERENCES sources(ulid), standing TEXT, person TEXT REFERENCES sources(ulid), is_withdrawn INTEGER,
  PRIMARY KEY (claim, statement));
CREATE TABLE denials (
  statement TEXT PRIMARY KEY REFERENCES statements(ulid), source TEXT REFERENCES sources(ulid),
  report TEXT REFERENCES reports(ulid), denies TEXT, silent_on TEXT);
CREATE INDEX origins_by_statement ON origins(statement);
CREATE INDEX stances_by_claim ON stances(claim);
CREATE INDEX stances_by_statement ON stances(statement);
CREATE INDEX quotes_by_statement ON quotes(statement);
CREATE INDEX relays_by_parent ON relays(parent);
CREATE INDEX relays_by_child ON relays(child);
CREATE INDEX statements_by_source ON statements(source);
CREATE INDEX statements_by_report ON statements(report);
CREATE INDEX assessments_by_claim ON assessments(claim);
CREATE INDEX claims_by_key ON claims(key COLLATE NOCASE);
CREATE INDEX statements_by_key ON statements(key COLLATE NOCASE);
"""

_DESCRIPTIONS = {
    "claim_numbers": "The three numbers of each side of a claim, which are never added up, and what was withdrawn.",
    "origins": "The statements that a claim rests on: who said it first, as far up as relays are recorded.",
    "denials": "Statements against claims, with the claims that they leave open.",
}

_SIDES = {1: "for", 0: "neither", -1: "against"}


def _add_computed(export: Export, copy: sqlite3.Connection) -> None:
    copy.execute("PRAGMA foreign_keys = OFF")
    for statement in filter(str.strip, _COMPUTED.split(";")):
        copy.execute(statement)
    for page in pages(export.selection.claims):
        _insert(export, copy, "claim_numbers", _claim_numbers(export, page))
        _insert(export, copy, "origins", _origins(export, page))
    for said in pages(export.selection.statements):
        _insert(export, copy, "denials", _denials(export, said))


def _claim_numbers(export: Export, page: Any) -> Iterator[tuple[Any, ...]]:
    ulids = export.ulids(RowKind.CLAIM, page)
    for id, numbers in origin_counts(export.record, page).items():
        yield ulids[id], "for", *_support(numbers.supporting), numbers.outlets
        yield ulids[id], "against", *_support(numbers.against), None


def _support(side: Support) -> tuple[Any, ...]:
    return side.named, side.anonymous, side.not_recorded, side.withdrawn, side.withdrawn_on


def _origins(export: Export, page: Any) -> Iterator[tuple[Any, ...]]:
    marks = placeholders(page)
    rows = export.record.rows(
        f"""SELECT claim, statement, polarity, source, standing, person, 0 FROM origins WHERE claim IN ({marks})
            UNION SELECT o.claim, o.statement, o.polarity, o.source, t.standing, o.person, 1
            FROM withdrawn_origins o JOIN standings t ON t.statement = o.statement WHERE o.claim IN ({marks})
            ORDER BY 1, 2""",
        *page,
        *page,
    )
    claims = export.ulids(RowKind.CLAIM, page)
    statements = export.ulids(RowKind.STATEMENT, [row[1] for row in rows])
    sources = export.ulids(RowKind.SOURCE, sorted({id for row in rows for id in (row[3], row[5])}))
    for claim, statement, polarity, source, standing, person, is_withdrawn in rows:
        yield (
            claims[claim],
            statements[statement],
            _SIDES[polarity],
            sources[source],
            standing.replace("_", " "),
            sources[person] if export.has_source(person) else sources[source],
            is_withdrawn,
        )


def _denials(export: Export, page: Any) -> Iterator[tuple[Any, ...]]:
    found = denials(export.record, denials_among(export.record, page), silences=-1)
    statements = export.ulids(RowKind.STATEMENT, [each.statement for each in found])
    sources = export.ulids(RowKind.SOURCE, [each.source.id for each in found])
    reports = export.ulids(RowKind.REPORT, [each.report.id for each in found if each.report])
    for each in found:
        report = reports[each.report.id] if each.report else None
        denies, silent_on = " ".join(each.denies), " ".join(each.silent_on)
        yield statements[each.statement], sources[each.source.id], report, denies, silent_on


# --- metadata ---


def _metadata(export: Export) -> dict[str, Any]:
    titles = "; ".join(f"{case.key} {case.title}" for case in export.cases()) or "An empty store"
    at = f", {export.state.at}" if export.state.at else ""
    masked = " Names of persons are masked." if export.mask else ""
    tables: dict[str, Any] = {
        table.name: {"description": table.description, **({"label_column": table.label} if table.label else {})}
        for table in COPIED
    }
    tables |= {name: {"description": words} for name, words in _DESCRIPTIONS.items()}
    return {
        "title": titles,
        "description": f"From onrecord, as of action {export.state.action} of the store{at}.{masked} "
        "A verdict is what a person judged; whether sources are independent is not established unless it says so.",
        "databases": {"case": {"tables": tables, "queries": QUERIES}},
    }
