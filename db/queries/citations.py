"""Citable lines: the words, the speaker, through whom, in which report, when."""

from __future__ import annotations

from db.model.enums import QuoteForm
from db.model.times import When
from db.queries.cases import Case
from db.queries.claims import Claim
from db.queries.denials import Denial
from db.queries.origins import OriginCounts, Support
from db.queries.provenance import TracedStatement, TraceEnd
from db.queries.reports import Report
from db.queries.sources import Source
from db.queries.statements import Quote, Statement
from db.text.normalize import normalize_line

LONGEST_QUOTE = 600
"""Code points of words in a citation; longer ones are cut with a mark, so that what follows them is still read."""


def cited_passage(passage: TracedStatement, report: Report | None) -> str:
    """A statement as one line to paste.

    :param passage: the statement and its way to us.
    :param report: the report it stands in, if it stands in one.
    """
    statement = passage.statement
    words = " … ".join(_quoted_words(quote, statement) for quote in statement.quotes)
    said = words or f"{statement.summary or 'words not recorded'} [the desk's wording]"
    first = "" if passage.beginning is TraceEnd.FOUND else ", not established as the first to say it"
    via = f", via {', via '.join(source.name for source in passage.via)}" if passage.via else ""
    when = stated(report.published if report else statement.said)
    known = f", known only through {report.known_via} ({report.known_via_label})" if report and report.known_via else ""
    key = f"{statement.key}, {report.key}" if report else statement.key
    return normalize_line(f"{said} — {passage.speaker.name} ({passage.act}{first}){via}; {when}{known} [{key}]")


def _quoted_words(quote: Quote, statement: Statement) -> str:
    """Words as long as a line can carry, with whose words they are where they are not the speaker's own."""
    words = quote.marked
    if len(words) > LONGEST_QUOTE:
        words = f"{words[:LONGEST_QUOTE]} […]{words[-1]}"
    return f"{words} [indirect, in the words of {statement.source.name}]" if quote.form is QuoteForm.INDIRECT else words


def cited_case(case: Case) -> str:
    """A case with its place, day and summary as one line to paste."""
    told = ", ".join(each for each in (case.place, case.day or "day not recorded") if each)
    return normalize_line(f"{case.title} ({told}){f': {case.summary}' if case.summary else ''} [{case.key}]")


def cited_claim(claim: Claim, standings: OriginCounts) -> str:
    """A claim with its three numbers for and against as one line to paste."""
    sides = f"for: {numbers(standings.supporting)}; against: {numbers(standings.against)}"
    return normalize_line(f"{claim.key} {claim.text} — {sides}")


def cited_denial(denial: Denial, passage: TracedStatement) -> str:
    """A denial with what it denies and leaves standing as one line to paste."""
    silent = f"; silent on {' '.join(denial.silent_on)}" if denial.silent_on else ""
    return f"{cited_passage(passage, denial.report)} denies {' '.join(denial.denies)}{silent}"


def cited_source(source: Source) -> str:
    """A source as one line to paste."""
    return normalize_line(f"{source.name} ({source.kind}, {source.naming}) [{source.key}]")


def cited_report(report: Report) -> str:
    """A report as one line to paste."""
    title = f"“{report.title}”, " if report.title else ""
    url = f", {report.url}" if report.url else ""
    known = f", known only through {report.known_via} ({report.known_via_label})" if report.known_via else ""
    return normalize_line(f"{title}{report.outlet.name}, {stated(report.published)}{url}{known} [{report.key}]")


def numbers(support: Support) -> str:
    """All three numbers in words: never one alone."""
    return f"{support.named} named, {support.anonymous} anonymous, {support.not_recorded} not recorded"


def stated(when: When) -> str:
    """A time as far as it is known: the EDTF expression and the words it came from."""
    if when.edtf and when.raw:
        return f"{when.edtf} (“{when.raw}”)"
    return when.edtf or (f"“{when.raw}”" if when.raw else "time not recorded")
