"""The document of a report: how we know it, its captures with the quotes marked, and its statements."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from db.model.ids import ReportId
from db.queries.citations import cited_report
from db.queries.reports import Capture, MarkedQuote, Report, capture_count, captures, quote_marks, reports_known_via
from db.queries.statements import statement_ids_in_report
from db.store.reader import Reader
from db.text.quotation import in_quotes
from tui.documents.judgements import report_judgements
from tui.documents.model import (
    Document,
    Fact,
    Phrase,
    Section,
    SectionName,
    StatementFact,
    heading,
    named_fact,
    printed_heading,
)
from tui.documents.statements import counted_heading, statement_list
from tui.text import wording
from tui.text.marks import Mark
from tui.text.paragraphs import Paragraph
from tui.text.safe import block, line
from tui.text.styles import DIM, QUOTE_STYLE
from tui.text.targets import Row, RowKind, Thing, ThingKind

MOST = 300
"""Statements and cited reports that the desk shows; a line gives the number of the rest."""

_PARAGRAPHS = 6_000
"""Paragraphs of a text that the desk lays out."""


def report_document(record: Reader, report: Report, most: int | None = None) -> Document:
    """A report, its captures and its statements.

    :param most: statements, for the desk, with the newest capture; None for all, to be printed.
    """
    id = report.id
    sections = (
        Section(SectionName.TITLE, _title(report)),
        Section(SectionName.AUTHOR, _author(report)),
        Section(SectionName.PUBLISHED, [named_fact("published", wording.time_words(report.published))]),
        Section(SectionName.HOLDING, [_holding(report)]),
        Section(SectionName.ADDRESS, _address(report)),
        Section(SectionName.CITES, _cites(record, id, most)),
        Section(SectionName.JUDGED, report_judgements(record, id, whole=most is None)),
        Section(SectionName.CHANGED_QUOTES, () if most is None else _changed_quotes(record, id)),
        Section(SectionName.CAPTURES, _captures(record, id, whole=most is None)),
        Section(SectionName.STATEMENTS, _statements(record, report, most)),
    )
    return Document(f"{report.key}  {line(report.label)}", sections, cited_report(report))


def _title(report: Report) -> Iterator[Fact]:
    quoted = f" {in_quotes(line(report.title))}," if report.title else ""
    printed = f"{report.key} {line(report.outlet.name)},{quoted} {wording.time_words(report.published)}."
    yield Fact(
        ((line(report.outlet.name), "bold"), (f"   {report.key}", DIM)),
        (Paragraph(printed, 0, 2, heading=True),),
        row=Row(RowKind.REPORT, report.id),
    )
    if report.title:
        yield Fact(((line(report.title), "bold"),))


def _author(report: Report) -> Iterator[Fact]:
    if report.author:
        author = line(report.author)
        yield named_fact("signed", author, printed=f"Signed: {wording.end_sentence(author)}")


def _holding(report: Report) -> Fact:
    holding = wording.holding_words(report)
    return named_fact(
        "we have",
        f"{wording.HOLDING_GLYPH[report.holding]} {holding}",
        printed=f"How we know it: {holding}.",
        target=Thing(ThingKind.REPORT, report.known_via_id) if report.known_via_id is not None else None,
    )


def _address(report: Report) -> Iterator[Fact]:
    if report.url:
        yield named_fact("address", line(report.url), printed=f"Address: {report.url}")


def _cites(record: Reader, id: ReportId, most: int | None) -> Iterator[Fact]:
    """The reports that are known through it alone."""
    for at, each in enumerate(reports_known_via(record, id)[:most]):
        yield named_fact(
            "cites" if at == 0 else "",
            line(each.label),
            printed=f"Seen only here: {each.key}, {each.label}.",
            target=Thing(ThingKind.REPORT, each.id),
        )


def _changed_quotes(record: Reader, id: ReportId) -> Iterator[Fact]:
    """On the desk, a line that leads to the quotes that the newest text changed or lost."""
    from db.queries.quote_places import (  # brings what writes, which the first key must not wait for
        lost_quotes,
        open_places,
    )

    changed, gone = len(open_places(record, report=id)), len(lost_quotes(record, report=id))
    words = [f"{Mark.DIFFERENT} {wording.pluralize(changed, 'quote')} changed in the newest text"] if changed else []
    words += [f"{Mark.GONE} {wording.pluralize(gone, 'quote')} no longer in it"] if gone else []
    if words:
        phrase = (" · ".join(words), "bold $warning" if changed else "")
        yield Fact((phrase, (": enter to review", DIM)), target=Thing(ThingKind.CHANGED, id), gap=True)


def _captures(record: Reader, id: ReportId, *, whole: bool) -> Iterator[Fact]:
    """The newest capture as the desk shows it, and all of them in print."""
    kept = captures(record, id, most=-1 if whole else 1)
    if not kept:
        yield Fact((f"{Mark.CITED} We don't have its text: get the original.",), gap=True)
        return
    yield from _marked_text(kept[0], capture_count(record, id), quote_marks(record, kept[0].id))
    if whole:
        yield from (Fact(printed=tuple(_printed_capture(each))) for each in kept)


def _printed_capture(capture: Capture) -> Iterator[Paragraph]:
    yield from printed_heading(f"Capture ({capture.method}) of {line(capture.captured_at)}")
    yield Paragraph(f"SHA-256 {capture.text_sha256}", 2, 2)
    for name, fact in wording.capture(capture):
        yield Paragraph(f"{name[0].upper()}{name[1:]}: {fact}", 2, 2)
    yield from (Paragraph(row, 2) for row in block(capture.text).split("\n"))


def _marked_text(capture: Capture, count: int, quotes: list[MarkedQuote]) -> Iterator[Fact]:
    """The text of a capture, one fact a paragraph, each quote marked with the key of its statement."""
    note = f"{capture.method}, captured {line(capture.captured_at[:10])}, SHA-256 {capture.text_sha256[:12]}…"
    newest = f"; the newest of {wording.pluralize(count, 'capture')}" if count > 1 else ""
    yield heading("Text", note + newest, Row(RowKind.CAPTURE, capture.id), printed="")
    yield from (named_fact(name, fact) for name, fact in wording.capture(capture))
    if any(quote.carried for quote in quotes):
        yield named_fact(
            f"{Mark.QUOTE_OPENS}{Mark.BECAME}S1{Mark.QUOTE_CLOSES}",
            "taken from an earlier capture, found in this one too",
        )
    start = 0
    for paragraph in capture.text.split("\n")[:_PARAGRAPHS]:
        end = start + len(paragraph)
        if paragraph:
            inside = [quote for quote in quotes if quote.start < end and quote.end > start]
            yield Fact(tuple(_marked_paragraph(paragraph, start, inside)), indent=2, gap=True)
        start = end + 1


def _marked_paragraph(paragraph: str, offset: int, quotes: list[MarkedQuote]) -> Iterator[Phrase]:
    """A paragraph, cut where quotes begin and end so that marks stay true to what is shown."""
    edges = {0, len(paragraph)}
    for quote in quotes:
        edges |= {max(0, quote.start - offset), min(len(paragraph), quote.end - offset)}
    for start, end in pairwise(sorted(edges)):
        over = [quote for quote in quotes if quote.start - offset < end and quote.end - offset > start]
        text = block(paragraph[start:end])
        yield (text, QUOTE_STYLE[over[0].form]) if over else text
        closing = " ".join(dict.fromkeys(_quote_key(quote) for quote in over if quote.end - offset == end))
        if closing:
            yield (f" {Mark.QUOTE_OPENS}{closing}{Mark.QUOTE_CLOSES}", "$accent")


def _quote_key(quote: MarkedQuote) -> str:
    """The key of a quote's statement, with a sign where the quote was taken from an earlier capture."""
    return f"{Mark.BECAME}{quote.statement_key}" if quote.carried else quote.statement_key


def _statements(record: Reader, report: Report, most: int | None) -> Iterator[Fact | StatementFact]:
    ids = statement_ids_in_report(record, report.id)
    title = counted_heading("Statements", len(ids), printed=wording.pluralize(len(ids), "statement"))
    yield from statement_list(record, title, ids, most, opens_report=False)
    if left := len(ids) - len(ids[:most]):
        yield Fact((f"… and {left} more: onrecord report {report.key} prints them all.",), gap=True)
