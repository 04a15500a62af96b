"""Plans of the queries behind keys: each searches an index, so that it takes no longer where a case is large."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.journal.watch import newest_entry_number
from db.model.enums import Polarity
from db.model.ids import CaseId, ClaimId, ReportId, SourceId, StatementId
from db.queries.assessments import assessments_of, claim_assessments
from db.queries.cases import is_small
from db.queries.chain import step, step_relations
from db.queries.claim_support import claim_support
from db.queries.claims import claim_ids, claims, family, parties
from db.queries.denials import denial_ids, denials, denials_among
from db.queries.origins import origin_counts
from db.queries.provenance import passages
from db.queries.related import related_to_claim, related_to_denial, related_to_report, related_to_source
from db.queries.reports import reports
from db.queries.sources import affiliations, source_ids, sources
from db.queries.triage_queue import first_undecided, statement_ids_on_claim
from db.store.opening import open_reader
from db.store.reader import Reader
from tests.support.large_store import generate

CASE = CaseId(1)
PAGE = range(100, 150)

GROWING = frozenset(
    ("claims", "statements", "stances", "relays", "quotes", "reports", "captures", "sources", "journal", "actions")
)
"""Tables that grow with a case."""

KEYS: dict[str, Callable[[Reader], object]] = {
    "the first page of claims": lambda record: claim_ids(record, CASE, "", most=50),
    "a page of claims": lambda record: claims(record, [ClaimId(id) for id in PAGE]),
    "the numbers of a page of claims": lambda record: origin_counts(record, [ClaimId(id) for id in PAGE]),
    "the first page of sources": lambda record: source_ids(record, CASE, "", most=50),
    "a page of sources": lambda record: sources(record, [SourceId(id) for id in PAGE]),
    "the first page of denials": lambda record: denial_ids(record, CASE, "", most=50),
    "a page of denials": lambda record: denials(record, denials_among(record, [*PAGE])),
    "a page of reports": lambda record: reports(record, [ReportId(id) for id in PAGE]),
    "a step of the chain": lambda record: step(record, [ReportId(id) for id in PAGE], 7),
    "what leads from a step to the next": lambda record: step_relations(record, ReportId(101), ReportId(102)),
    "what a claim lights up": lambda record: related_to_claim(record, ClaimId(120)),
    "what a source lights up": lambda record: related_to_source(record, CASE, SourceId(60)),
    "what a denial lights up": lambda record: related_to_denial(record, StatementId(120)),
    "what a step lights up": lambda record: related_to_report(record, ReportId(120)),
    "a claim's view": lambda record: (
        claim_support(record, ClaimId(120)),
        family(record, ClaimId(120)),
        parties(record, ClaimId(120)),
        assessments_of(record, ClaimId(120)),
        claim_assessments(record, [ClaimId(id) for id in PAGE]),
    ),
    "a source's view": lambda record: affiliations(record, SourceId(60)),
    "passages": lambda record: passages(record, [StatementId(id) for id in PAGE]),
    "the next claims of triage": lambda record: first_undecided(record, CASE, 50),
    "the statements of a claim in triage": lambda record: statement_ids_on_claim(
        record, ClaimId(120), Polarity.FOR, 50
    ),
    "whether another program wrote": newest_entry_number,
    "whether a case is small": lambda record: is_small(record, CASE),
}
"""What is read between a key and the frame that shows it."""


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """A case too large to be read as a whole; SQLite has no statistics of it, so plans are those of any size."""
    path: Path = tmp_path_factory.mktemp("plans") / "plans.db"
    generate(path, 500, small_cases=3)
    with open_reader(path) as record:
        assert not is_small(record, CASE)
        yield record


def queries_of(record: Reader, ask: Callable[[Reader], object]) -> list[str]:
    """The queries that a question runs, with their values in place."""
    seen: list[str] = []
    connection = record._connection
    connection.set_trace_callback(seen.append)
    try:
        ask(record)
    finally:
        connection.set_trace_callback(None)
    return [
        each
        for each in dict.fromkeys(seen)
        if re.match(r"\s*(--[^\n]*\n\s*)*(SELECT|WITH)", each) and "IN ()" not in each
    ]


def scans_of(record: Reader, sql: str) -> set[str]:
    """The growing tables that a query goes through from one end to the other, itself or by one of their indexes.

    Names in EXPLAIN QUERY PLAN are aliases, also those in views; the program of the query names pages of the file.
    """
    tables = dict(record.rows("SELECT rootpage, tbl_name FROM sqlite_schema WHERE rootpage > 0"))
    program = record.rows(f"EXPLAIN {sql}")
    opened = {p1: tables.get(p2) for _, code, p1, p2, *_ in program if code == "OpenRead"}
    return {table for _, code, p1, *_ in program if code == "Rewind" and (table := opened.get(p1)) in GROWING}


@pytest.mark.parametrize("name", KEYS)
def test_a_key_searches_indexes(record: Reader, name: str) -> None:
    queries = queries_of(record, KEYS[name])
    assert queries
    assert {sql: steps for sql in queries if (steps := scans_of(record, sql))} == {}


def test_a_scan_is_found(record: Reader) -> None:
    assert scans_of(record, "SELECT key FROM claims c WHERE c.text > 'a'") == {"claims"}
    assert scans_of(record, "SELECT count(*) FROM stances INDEXED BY stances_by_claim WHERE polarity = 1") == {
        "stances"
    }
    assert scans_of(record, "SELECT key FROM claims c WHERE c.id = 5") == set()
