"""Documents as views of the desk: a source, a claim, a denial, a report."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from db.model.ids import CaseId, ClaimId, ReportId, SourceId, StatementId
from db.queries.claims import claims
from db.queries.denials import denials
from db.queries.reports import reports
from db.queries.sources import sources
from db.store.reader import Reader
from tui.documents import claim, denial, report, source
from tui.documents.model import Document, Fact, SectionName, StatementFact
from tui.views.blocks import Block, View
from tui.views.parts import passage_block


def source_view(record: Reader, case: CaseId, id: SourceId) -> View:
    """Read a source and what it says in a case."""
    return view_of(source.source_document(record, case, sources(record, [id])[0], source.MOST))


def claim_view(record: Reader, id: ClaimId, most: int = claim.MOST) -> View:
    """Read a claim and what it rests on.

    :param most: statements to read of each side.
    """
    return view_of(claim.claim_document(record, claims(record, [id])[0], most))


def denial_view(record: Reader, id: StatementId) -> View:
    """Read a denial, its scope and its silence."""
    return view_of(denial.denial_document(record, denials(record, [id], silences=-1)[0], denial.MOST))


def report_view(record: Reader, id: ReportId) -> View:
    """Read a report, its newest capture and its statements."""
    return view_of(report.report_document(record, reports(record, [id])[0], report.MOST))


def view_of(document: Document) -> View:
    """Draw a document; alarms are left to the screen, which adds them after :attr:`View.head` blocks."""
    blocks: list[Block] = []
    head = 0
    for section in document.sections:
        if section.name is SectionName.ALARMS:
            head = len(blocks)
        else:
            blocks += blocks_of(section.facts)
    return View(document.title, tuple(blocks), document.citation, head)


def blocks_of(facts: Iterable[Fact | StatementFact]) -> list[Block]:
    """Facts as blocks; those that are only printed are left out."""
    return [block_of(fact) for fact in facts if isinstance(fact, StatementFact) or fact.phrases]


def block_of(fact: Fact | StatementFact) -> Block:
    """One fact as a block."""
    if isinstance(fact, StatementFact):
        return passage_block(
            fact.passage,
            fact.report,
            indent=fact.indent,
            lead=fact.lead,
            head=fact.head,
            gap=fact.gap,
            opens_report=fact.opens_report,
            marks=fact.marks,
        )
    return Block(
        Content.assemble(*fact.phrases),
        indent=fact.indent,
        lead=Content.assemble(*fact.lead),
        target=fact.target,
        citation=fact.citation,
        row=fact.row,
        gap=fact.gap,
    )
