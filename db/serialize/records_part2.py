"""Single records in the shapes of :mod:`db.serialize.schemas`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from db.model.enums import Polarity, Reliability
from db.model.times import When
from db.queries.assessments import ClaimAssessments
from db.queries.cases import Case, counts
from db.queries.chain import Step
from db.queries.claims import Claim
from db.queries.denials import Denial
from db.queries.origins import OriginCounts, Support
from db.queries.provenance import TracedStatement, passages
from db.queries.reports import Capture, Report
from db.queries.sources import Source
from db.queries.statements import Stance, Statement, said_in
from db.serialize.assessments import judged_row
from db.serialize.schemas import (
    CaptureShape,
    CaseShape,
    ClaimShape,
    DenialShape,
    QuoteShape,
    ReportShape,
    SourceShape,
    SpokenShape,
    StanceShape,
    StatementShape,
    StepShape,
    SupportShape,
    UnquotedShape,
    WhenShape,
)
from db.store.reader import Reader, pages

SIGNS: dict[Polarity, Literal[-1, 0, 1]] = {Polarity.AGAINST: -1, Polarity.NEITHER: 0, Polarity.FOR: 1}
"""Polarity as JSON has it."""


def case_row(record: Reader, case: Case) -> CaseShape:
    """One case, and how much it holds."""
    found = counts(record, case.id)
    return {
        "key": case.key,
        "title": case.title,
        "place": case.place,
        "tz": case.tz,
        "day": case.day,
        "summary": case.summary,
        "claims": found.claims,
        "denials": found.denials,
        "reports": found.reports,
        "to_get": found.to_get,
    }


def source_row(source: Source, letter: Reliability | None) -> SourceShape:
    """One source.

    :param letter: how it is rated, if it is.
    """
    return {
        "key": source.key,
        "name": source.name,
        "kind": source.kind,
        "naming": source.naming,
        "boundary": source.is_boundary,
        "letter": letter.value if letter else None,
    }


def claim_row(claim: Claim, numbers: OriginCounts, stands: ClaimAssessments) -> ClaimShape:
    """One claim with its numbers, and what the desk decided of it."""
    return {
        "key": claim.key,
        "text": claim.text,
        "for": _support(numbers.supporting),
        "against": _support(numbers.against),
        "parent": claim.parent,
        "part": claim.part,
        "background": claim.is_background,
        "outlets": numbers.outlets,
        **judged_row(stands),
    }


def _support(numbers: Support) -> SupportShape:
    return {"named": numbers.named, "anonymous": numbers.anonymous, "not_recorded": numbers.not_recorded}


def denial_row(denial: Denial) -> DenialShape:
    """One denial; its silence is as long as it was read."""
    return {
        "statement": denial.key,
        "source": denial.source.name,
        "outlet": denial.report.outlet.name if denial.report else None,
        "denies": list(denial.denies),
        "silent_on": list(denial.silent_on),
        "report": denial.report.key if denial.report else None,
    }


def report_row(report: Report) -> ReportShape:
    """One report."""
    return {
        "report": report.key,
        "outlet": report.outlet.name,
        "known_via": report.known_via,
        "published": _when(report.published),
        "label": report.label,
        "title": report.title,
        "url": report.url,
        "author": report.author,
        "lang": report.lang,
        "holding": report.holding,
    }


def capture_row(capture: Capture) -> CaptureShape:
    """One capture of a report."""
    return {
        "captured_at": capture.captured_at,
        "method": capture.method,
        "text": capture.text,
        "text_sha256": capture.text_sha256,
        "raw_sha256": capture.raw_sha256,
        "tool": capture.tool,
        "tool_version": capture.tool_version,
        "final_url": capture.final_url,
        "status": capture.status,
        "redirects": [{"url": url, "status": status} for url, status in capture.redirects],
    }


def _when(time: When) -> WhenShape:
    return {"raw": time.raw, "edtf": time.edtf, "lo": time.lo, "hi": time.hi}


def step_row(record: Reader, here: Step) -> StepShape:
    """One step of the chain, with every statement of its report."""
    read = {passage.statement.id for passage in here.passages}
    rest = [id for id in said_in(record, here.report.id) if id not in read] if here.more else []
    said = [*here.passages, *(passage for page in pages(rest) for passage in passages(record, page))]
    report = report_row(here.report)
    return {
        "step": here.number,
        "report": report["report"],
        "outlet": report["outlet"],
        "known_via": report["known_via"],
        "published": report["published"],
        "quotes": [words for passage in said for words in _spoken(passage)],
        "stances": [stance for passage in said for stance in _stances(passage.statement)],
        "unquoted": [_unquoted(passage) for passage in said if not passage.statement.quotes],
        "title": report["title"],
        "url": report["url"],
        "holding": report["holding"],
        "note": here.note,
        "links": [{"kind": each.kind, "names": list(each.names)} for each in here.joins],
    }


def _spoken(passage: TracedStatement) -> Iterator[SpokenShape]:
    for quote in passage.statement.quotes:
        yield {
            "exact": quote.exact,
            "source": passage.speaker.name,
            "act": passage.act,
            "beginning": passage.beginning,
            "via": _via(passage),
            "statement": passage.statement.key,
            "cue": quote.cue,
            "form": quote.form,
            "lang": quote.lang,
        }


def _unquoted(passage: TracedStatement) -> UnquotedShape:
    return {
        "statement": passage.statement.key,
        "source": passage.speaker.name,
        "act": passage.act,
        "beginning": passage.beginning,
        "via": _via(passage),
        "summary": passage.statement.summary,
    }


def _via(passage: TracedStatement) -> list[str]:
    return [source.name for source in passage.via]


def statement_row(passage: TracedStatement, outlet: str | None) -> StatementShape:
    """One statement with its way to us.

    :param outlet: the name of its report's outlet.
    """
    statement = passage.statement
    return {
        "statement": statement.key,
        "report": statement.report_key,
        "outlet": outlet,
        "source": passage.speaker.name,
        "act": passage.act,
        "beginning": passage.beginning,
        "via": _via(passage),
        "teller": statement.source.name,
        "voice": statement.voice,
        "basis": statement.basis,
        "said": _when(statement.said),
        "summary": statement.summary,
        "quotes": quote_rows(statement),
        "stances": _stances(statement),
    }


def quote_rows(statement: Statement) -> list[QuoteShape]:
    """The words of a statement."""
    return [
        {"exact": each.exact, "cue": each.cue, "form": each.form, "lang": each.lang, "read_in": each.read_in}
        for each in statement.quotes
    ]


def _stances(statement: Statement) -> list[StanceShape]:
    return [_stance(statement.key, stance) for stance in statement.stances]


def _stance(statement: str, stance: Stance) -> StanceShape:
    return {
        "claim": stance.key,
        "polarity": SIGNS[stance.polarity],
        "certainty": stance.certainty,
        "statement": statement,
    }
