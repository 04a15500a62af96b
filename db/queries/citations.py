"""Citations: one line with the words, the speaker, through whom, in which report, and when."""

from __future__ import annotations

from db.model.times import When
from db.queries.cases import Case
from db.queries.claims import Claim
from db.queries.denials import Denial
from db.queries.origins import OriginCounts, Support
from db.queries.provenance import TracedStatement, TraceEnd
from db.queries.reports import Report
from db.queries.sources import Source
from db.queries.statements import Quote
from db.text.normalize import normalize_line
from db.text.quotation import in_quotes

LONGEST_QUOTE = 600
"""The most code points of a quote in a citation; longer quotes are cut, so that the rest of the line is read."""


def cited_passage(passage: TracedStatement, report: Report | None) -> str:
    """A citation of a statement.

    :param passage: the statement with its path to us.
    :param report: its report, if it has one.
    """
    statement = passage.statement
    words = " … ".join(_quoted_words(quote) for quote in statement.quotes)
    said = words or f"{statement.summary or 'no quote recorded'} [our words]"
    first = "" if passage.beginning is TraceEnd.FOUND else ", not established as the first to say it"
    via = f", via {', via '.join(source.name for source in passage.via)}" if passage.via else ""
    when = time_words(report.published if report else statement.said)
    known = f", seen only in {report.known_via} ({report.known_via_label})" if report and report.known_via else ""
    key = f"{statement.key}, {report.key}" if report else statement.key
    return normalize_line(f"{said} — {passage.speaker.name} ({passage.act}{first}){via}; {when}{known} [{key}]")


def _quoted_words(quote: Quote) -> str:
    """A quote cut to length; a paraphrase with whose words it is, which are those of who wrote it."""
    words = quote.marked
    if len(words) > LONGEST_QUOTE:
        words = f"{words[:LONGEST_QUOTE]} […]{words[-1]}"
    return f"{words} [{quote.form}, in the words of {quote.words_by}]" if quote.words_by else words


def cited_case(case: Case) -> str:
    """A citation of a case, with its place, day and summary."""
    told = ", ".join(each for each in (case.place, case.day or "day not recorded") if each)
    return normalize_line(f"{case.title} ({told}){f': {case.summary}' if case.summary else ''} [{case.key}]")


def cited_claim(claim: Claim, standings: OriginCounts) -> str:
    """A citation of a claim, with its three numbers for and against."""
    sides = f"for: {support_words(standings.supporting)}; against: {support_words(standings.against)}"
    return normalize_line(f"{claim.key} {claim.text} — {sides}")


def cited_denial(denial: Denial, passage: TracedStatement) -> str:
    """A citation of a denial, with the claims it denies but is silent on."""
    silent = f"; silent on {' '.join(denial.silent_on)}" if denial.silent_on else ""
    return f"{cited_passage(passage, denial.report)} denies {' '.join(denial.denies)}{silent}"


def cited_source(source: Source) -> str:
    """A citation of a source."""
    return normalize_line(f"{source.name} ({source.kind}, {source.naming}) [{source.key}]")


def cited_report(report: Report) -> str:
    """A citation of a report."""
    title = f"{in_quotes(report.title)}, " if report.title else ""
    url = f", {report.url}" if report.url else ""
    known = f", seen only in {report.known_via} ({report.known_via_label})" if report.known_via else ""
    return normalize_line(f"{title}{report.outlet.name}, {time_words(report.published)}{url}{known} [{report.key}]")


def support_words(support: Support) -> str:
    """The three numbers of a side in words. They are never shown singly."""
    when = f" on {support.withdrawn_on}" if support.withdrawn_on else ""
    gone = f"; {support.withdrawn} withdrawn{when}" if support.withdrawn else ""
    return f"{support.named} named, {support.anonymous} anonymous, {support.not_recorded} not recorded{gone}"


def time_words(when: When) -> str:
    """A time for a citation: its EDTF expression and its raw words."""
    known = _bounds_in_words(when.lo, when.hi) if when.is_in_bounds else when.edtf
    if known and when.raw:
        return f"{known} ({in_quotes(when.raw)})"
    return known or (in_quotes(when.raw) if when.raw else "time not recorded")


def _bounds_in_words(lo: str | None, hi: str | None) -> str:
    """Bounds in UTC: "2020-12-16T18:45:00Z", "not after …", "between … and …"; empty for none."""
    if lo and hi:
        return lo if lo == hi else f"between {lo} and {hi}"
    return f"not before {lo}" if lo else f"not after {hi}" if hi else ""
