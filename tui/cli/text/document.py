"""Documents as plain text, whole: a source, a claim, a denial, a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from db.dataclass import replace
from db.model.ids import CaseId
from db.queries.claims import Claim
from db.queries.denials import Denial
from db.queries.reports import Report
from db.queries.sources import Source
from db.store.reader import Reader
from tui.cli.text.desk import passage_text
from tui.documents.claim import claim_document
from tui.documents.denial import denial_document
from tui.documents.model import Document, Fact, SectionName, StatementFact, printed_heading
from tui.documents.report import report_document
from tui.documents.source import source_document
from tui.text.paragraphs import Paragraph


def source_text(record: Reader, case: CaseId, source: Source) -> Iterator[Paragraph]:
    """A source, where it belongs, and what it says in a case."""
    return document_text(source_document(record, case, source))


def claim_text(record: Reader, claim: Claim) -> Iterator[Paragraph]:
    """A claim, its numbers, whom it is about, and every statement on it under the origin it rests on."""
    return document_text(claim_document(record, claim))


def whole_denial_text(record: Reader, denial: Denial) -> Iterator[Paragraph]:
    """A denial, the claims it denies and leaves standing in full, and who passes it on."""
    return document_text(denial_document(record, denial))


def report_text(record: Reader, report: Report) -> Iterator[Paragraph]:
    """A report, how we know it, its captures, and its statements."""
    return document_text(report_document(record, report))


def document_text(document: Document) -> Iterator[Paragraph]:
    """A document with its sections in the order of their names, and its citation."""
    order = list(SectionName)
    for section in sorted(document.sections, key=lambda section: order.index(section.name)):
        yield from facts_text(section.facts)
    yield from printed_heading("To cite")
    yield Paragraph(document.citation, 2, 2)


def facts_text(facts: Iterable[Fact | StatementFact]) -> Iterator[Paragraph]:
    """What is printed of each fact."""
    for fact in facts:
        if fact.printed is not None:
            yield from fact.printed
        elif isinstance(fact, StatementFact):
            yield from _statement_text(fact)


def _statement_text(fact: StatementFact) -> Iterator[Paragraph]:
    report, indent = fact.passage.statement.report_key, fact.printed_indent
    place = f"in {report}, " if report else ""
    yield from passage_text(fact.passage, indent, lead=place + fact.printed_lead)
    yield from (replace(each, indent=indent + 2 + each.indent) for each in fact.ratings)
