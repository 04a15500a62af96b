"""The record from Python: open a store, read it, analyse it, write to it. This is what ``import onrecord`` gives.

Functions take the open store first, and things by their ids. Each that writes is one action of the journal, which
:func:`undo` takes back. Errors are :class:`OnRecordError`, each a sentence with a hint. Names outside ``__all__`` may
change with any version.
"""

from __future__ import annotations

from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from typing import Any

from db.analysis.alarms import Alarm, AlarmKind, alarms
from db.analysis.alarms.lookup import alarm_by_key, alarms_on
from db.analysis.drift import Drift, drift, wording_pairs
from db.analysis.gaps import Gap, gaps
from db.analysis.relay_graph import Graph, case_graph, claim_graph
from db.analysis.timeline import Timeline, timeline
from db.attribution import Proposal, propose
from db.errors import NotFound, OnRecordError, Refused
from db.intake.article import Article
from db.intake.read import read_bytes, read_file, read_text
from db.journal import opening as writing
from db.journal.log import JournaledAction, history
from db.journal.undo import redo, undo
from db.journal.writer import Writer
from db.maintenance.check import CheckResult, check
from db.maintenance.demo import temporary_demo
from db.model.enums import (
    Act,
    AffiliationKind,
    Basis,
    Certainty,
    Confidence,
    Credibility,
    Ground,
    Holding,
    Independence,
    Likelihood,
    LinkKind,
    Method,
    Naming,
    OriginStanding,
    PartRole,
    PartyRole,
    Polarity,
    QuoteForm,
    RelayMode,
    Reliability,
    Sameness,
    SourceKind,
    Status,
    Verdict,
    Voice,
)
from db.model.ids import CaptureId, CaseId, ClaimId, QuoteId, ReportId, SourceId, StatementId
from db.model.things import RowKind, Target
from db.model.times import When
from db.queries.annotations import Note, Task, all_notes, all_tasks
from db.queries.assessments import Assessment, assessments_of
from db.queries.cases import Case, case, cases
from db.queries.chain import Step, chain, step
from db.queries.claim_support import ClaimSupport, claim_support
from db.queries.claims import Claim, claim, claim_ids, claims
from db.queries.denials import Denial, denial, denial_ids, denials
from db.queries.origins import Origin, OriginCounts, Support, origin_counts, origins
from db.queries.reports import Capture, Report, captures, report, reports
from db.queries.sources import Source, source, source_ids, sources
from db.queries.statements import Quote, Stance, Statement, statement_ids, statements
from db.search.filter_claims import filter_claims
from db.search.query import parse_query
from db.search.search import SearchResults, search_record
from db.search.similar import near_claims, near_sources
from db.serialize.encoder import encode
from db.store import opening
from db.store.reader import Reader, pages
from db.write.annotations import add_note, add_tag, add_task, finish_tasks, remove_tag
from db.write.articles import ImportResult, import_article
from db.write.assessments import assess, rate_sources, rate_statements, set_status
from db.write.captures import add_capture
from db.write.cases import add_case
from db.write.claim_joins import join_claims, set_apart
from db.write.claims import add_claim, add_party
from db.write.excerpts import add_excerpt
from db.write.remove import remove
from db.write.reports import add_report
from db.write.source_judgements import judge_independence, judge_same
from db.write.sources import add_affiliation, add_source
from db.write.statements import add_link, add_quote, add_relay, add_stance, add_statement, set_stance

__all__ = [
    "Act",
    "AffiliationKind",
    "Alarm",
    "AlarmKind",
    "Article",
    "Assessment",
    "Basis",
    "Capture",
    "CaptureId",
    "Case",
    "CaseId",
    "Certainty",
    "CheckResult",
    "Claim",
    "ClaimId",
    "ClaimSupport",
    "Confidence",
    "Credibility",
    "Denial",
    "Drift",
    "Gap",
    "Graph",
    "Ground",
    "Holding",
    "ImportResult",
    "Independence",
    "JournaledAction",
    "Likelihood",
    "LinkKind",
    "Method",
    "Naming",
    "NotFound",
    "Note",
    "OnRecordError",
    "Origin",
    "OriginCounts",
    "OriginStanding",
    "PartRole",
    "PartyRole",
    "Polarity",
    "Proposal",
    "Quote",
    "QuoteForm",
    "QuoteId",
    "Reader",
    "Refused",
    "RelayMode",
    "Reliability",
    "Report",
    "ReportId",
    "RowKind",
    "Sameness",
    "SearchResults",
    "Source",
    "SourceId",
    "SourceKind",
    "Stance",
    "Statement",
    "StatementId",
    "Status",
    "Step",
    "Support",
    "Target",
    "Task",
    "Timeline",
    "Verdict",
    "Voice",
    "When",
    "Writer",
    "add_affiliation",
    "add_capture",
    "add_case",
    "add_claim",
    "add_excerpt",
    "add_link",
    "add_note",
    "add_party",
    "add_quote",
    "add_relay",
    "add_report",
    "add_source",
    "add_stance",
    "add_statement",
    "add_tag",
    "add_task",
    "alarm_by_key",
    "alarms",
    "alarms_on",
    "all_notes",
    "all_tasks",
    "assess",
    "assessments_of",
    "captures",
    "case",
    "case_claims",
    "case_denials",
    "case_graph",
    "case_sources",
    "case_statements",
    "cases",
    "chain",
    "check",
    "claim",
    "claim_graph",
    "claim_support",
    "denial",
    "drift",
    "encode_record",
    "finish_tasks",
    "gaps",
    "history",
    "import_article",
    "join_claims",
    "judge_independence",
    "judge_same",
    "near_claims",
    "near_sources",
    "open_reader",
    "open_writer",
    "origin_counts",
    "origins",
    "propose",
    "rate_sources",
    "rate_statements",
    "read_bytes",
    "read_file",
    "read_text",
    "redo",
    "remove",
    "remove_tag",
    "report",
    "reports",
    "search",
    "set_apart",
    "set_stance",
    "set_status",
    "source",
    "step",
    "temporary_demo",
    "timeline",
    "undo",
    "wording_pairs",
]


def open_reader(path: str | PathLike[str]) -> Reader:
    """Open a store for reading. The connection can't write; it is closed by ``with`` or ``close()``.

    :param path: the store's file. One of an earlier onrecord is upgraded if it can be written to.
    :raises OnRecordError: the file is missing, not a store, damaged, too new, too old, or not readable.
    """
    return opening.open_reader(Path(path))


def open_writer(path: str | PathLike[str], who: str | None = None, *, create: bool = False) -> Writer:
    """Open a store for reading and writing.

    :param path: the store's file.
    :param who: the author of changes; by default that of the environment or the system's user.
    :param create: whether a store is created where there is no file.
    :raises OnRecordError: as :func:`open_reader`, or the file is read-only or can't be created.
    """
    return writing.open_or_create(Path(path), who) if create else writing.open_writer(Path(path), who)


def case_claims(record: Reader, case: CaseId, words: str = "") -> Iterator[Claim]:
    """The claims of a case in the order of their keys, without those joined into another.

    :param words: a filter, as on the desk: ``status:new said:army drone``; empty for all.
    :raises OnRecordError: a word or value of the filter is not valid.
    """
    ids = filter_claims(record, parse_query(words, finished=True), case).ids if words else claim_ids(record, case)
    for page in pages(ids):
        yield from claims(record, page)


def case_denials(record: Reader, case: CaseId) -> Iterator[Denial]:
    """The denials of a case, in the order they were added."""
    for page in pages(denial_ids(record, case)):
        yield from denials(record, page)


def case_sources(record: Reader, case: CaseId) -> Iterator[Source]:
    """The sources that speak or publish in a case, or that its claims are about, in the order they were added."""
    for page in pages(source_ids(record, case)):
        yield from sources(record, page)


def case_statements(record: Reader, case: CaseId) -> Iterator[Statement]:
    """The statements of a case, with their quotes and stances, in the order of their keys."""
    for page in pages(statement_ids(record, case)):
        yield from statements(record, page)


def search(record: Reader, words: str, case: CaseId | None = None) -> SearchResults:
    """Find what has all of the words, the best first.

    :param words: as in the desk's search: plain words, and conditions such as ``verdict:false``.
    :param case: only in this case; None for the whole store.
    :raises OnRecordError: a condition is not valid.
    """
    return search_record(record, parse_query(words, finished=True), case)


def encode_record(value: object) -> Any:
    """A record, or a list of records, as JSON can hold it: the shape that ``--json`` prints.

    :raises KeyError: nothing is published of a record of this type.
    """
    return encode(value)
