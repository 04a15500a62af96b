"""The desk and the report chain as plain text: sentences and indentation, for a pipe, a printout or a screen reader."""

from __future__ import annotations

from collections.abc import Iterator

from db.model.ids import CaseId
from db.queries.assessments import claim_assessments
from db.queries.cases import Case, case_counts
from db.queries.chain import Step, chain, own_words, step
from db.queries.claims import Claim, claim_ids, claims
from db.queries.denials import Denial, denial_ids, denials
from db.queries.origins import origin_counts
from db.queries.provenance import TracedStatement, passages
from db.queries.sources import source_ids, sources
from db.queries.statements import statement_ids_in_report
from db.queries.step_diff import StepChanges
from db.store.reader import Reader, pages
from db.text.quotation import in_quotes
from tui.documents.denial import denial_title, denial_words
from tui.text import assessment_labels as judged_words
from tui.text import wording
from tui.text.paragraphs import BLANK, Paragraph


def desk_text(record: Reader, case: Case) -> Iterator[Paragraph]:
    """All four panes of the desk, one after the other: sources, claims, denials, and the chain step by step."""
    found = case_counts(record, case.id)
    numbers = ", ".join(
        wording.pluralize(number, noun)
        for number, noun in ((found.claims, "claim"), (found.denials, "denial"), (found.reports, "report"))
    )
    to_get = f"; {wording.pluralize(found.to_get, 'original')} to get" if found.to_get else ""
    yield Paragraph(f"{case.title}. {wording.day(case.day)}. {numbers}{to_get}.", heading=True)
    if case.summary:
        yield BLANK
        yield Paragraph(case.summary)
    yield from _sources(record, case.id)
    yield from _claims(record, case.id)
    yield from _denials(record, case.id)
    yield BLANK
    yield from chain_text(record, case)


def chain_text(record: Reader, case: Case) -> Iterator[Paragraph]:
    """The report chain, step by step."""
    walk = chain(record, case.id)
    if not walk:
        yield Paragraph("Report chain: no reports on record in this case.", heading=True)
        return
    yield Paragraph(f"Report chain of {case.title}: {wording.pluralize(len(walk), 'step')}", heading=True)
    for number in range(1, len(walk) + 1):
        yield BLANK
        yield from step_text(record, step(record, walk, number))


def passage_text(passage: TracedStatement, indent: int, *, lead: str = "") -> Iterator[Paragraph]:
    """A statement: speaker, way, the exact words with their cue, and the claims it is for and against.

    :param lead: text before the speaker.
    """
    statement = passage.statement
    head = f"{statement.key}, {lead}{wording.way(passage)} ({passage.act}; {wording.voice(passage)})."
    yield Paragraph(head, indent, 2)
    for quote in statement.quotes:
        cue = f"{quote.cue}: " if quote.cue else ""
        yield Paragraph(f"{cue}{quote.marked} ({quote.form_words})", indent + 2, 2)
        if quote.translation is not None:
            yield Paragraph(wording.translation(quote.translation), indent + 4, 2)
    if not statement.quotes:
        yield Paragraph("No quote recorded.", indent + 2, 2)
    if statement.summary:
        yield Paragraph(f"In our words: {wording.end_sentence(statement.summary)}", indent + 2, 2)
    yield Paragraph(wording.sentence(wording.stances(statement.stances)), indent + 2, 2)
    for link in statement.links:
        yield Paragraph(wording.sentence(wording.link(link)), indent + 2, 2)


def _sources(record: Reader, case: CaseId) -> Iterator[Paragraph]:
    ids = source_ids(record, case)
    yield from _heading("Sources", len(ids))
    for page in pages(ids):
        for source in sources(record, page):
            yield Paragraph(f"{source.key} {source.name}: {wording.kind_and_naming(source)}.", 2, 4)


def _claims(record: Reader, case: CaseId) -> Iterator[Paragraph]:
    ids = claim_ids(record, case)
    yield from _heading("Claims and their origins", len(ids))
    if ids:
        yield Paragraph(f"({wording.STANDINGS_EXPLAINED})", 2, 2)
    depths: dict[str, int] = {}
    for page in pages(ids):
        numbers, decided = origin_counts(record, page), claim_assessments(record, page)
        for claim in claims(record, page):
            depths[claim.key] = depth = depths.get(claim.parent, 0) + 1 if claim.parent else 0
            yield Paragraph(f"{claim.key} {wording.end_sentence(claim.text)}{_role_in_parent(claim)}", 2 + 2 * depth, 4)
            yield Paragraph(wording.support_sentences(numbers[claim.id]), 4 + 2 * depth, 2)
            if told := judged_words.stands(decided.get(claim.id)):
                yield Paragraph(told, 4 + 2 * depth, 2)


def _role_in_parent(claim: Claim) -> str:
    part = f" {wording.sentence(f'{claim.part} of {claim.parent}')}" if claim.parent else ""
    return f"{part} Background." if claim.is_background else part


def _denials(record: Reader, case: CaseId) -> Iterator[Paragraph]:
    ids = denial_ids(record, case)
    yield from _heading("Denials and what they do not deny", len(ids))
    for page in pages(ids):
        said = {passage.statement.id: passage for passage in passages(record, page)}
        for denial in denials(record, page, silences=-1):
            yield from denial_text(denial, said[denial.statement])


def denial_text(denial: Denial, passage: TracedStatement) -> Iterator[Paragraph]:
    """A denial in a list: who, through whom, the words, what it denies but is silent on.

    :param denial: read with all its silences.
    """
    yield Paragraph(denial_title(denial), 2, 4)
    yield from denial_words(denial, passage, 4)


def step_text(record: Reader, here: Step) -> Iterator[Paragraph]:
    """A step of the report chain with all its statements."""
    report = here.report
    title = f" {in_quotes(report.title)}," if report.title else ""
    yield Paragraph(
        f"Step {here.number} of {here.of}. {report.outlet.name},{title} report {report.key}.", 0, 2, heading=True
    )
    yield Paragraph(f"Published: {wording.time_words(report.published)}.", 2, 2)
    yield Paragraph(f"How we know it: {wording.holding_words(report)}.", 2, 2)
    for link in here.joins:
        yield Paragraph(f"Link: {wording.step_relation_words(link)}.", 2, 2)
    if here.number > 1 and not here.joins:
        yield Paragraph("Link: no recorded link to the previous step.", 2, 2)
    if here.note:
        yield Paragraph(f"Note: {wording.end_sentence(here.note)}", 2, 2)
    if here.open_proposals:
        yield Paragraph(
            f"{wording.pluralize(here.open_proposals, 'proposal')} in its text: onrecord proposals {report.key}.", 2, 4
        )
    if here.opening is not None:
        yield Paragraph(f"Text, nothing marked up yet: {in_quotes(here.opening)}", 2, 4)
    for passage in here.passages:
        yield from passage_text(passage, 2)
    for page in pages(statement_ids_in_report(record, report.id)[len(here.passages) :] if here.more else []):
        for passage in passages(record, page):
            yield from passage_text(own_words(passage), 2)
    if here.copies:
        yield Paragraph(f"Quoted in {', '.join(here.copies)} too.", 2, 2)
    if here.changed is not None:
        yield from _changed_words(here.changed, "previous step" if here.number > 1 else "next step")


def _changed_words(changed: StepChanges, other: str) -> Iterator[Paragraph]:
    if not changed.comparable:
        yield Paragraph(f"Words not compared with the {other}: one has none, or the languages differ.", 2, 2)
        return
    yield Paragraph(f"Words only here, not in the {other}: {_listed_words(changed.new)}.", 2, 2)
    yield Paragraph(f"Words only in the {other}: {_listed_words(changed.gone)}.", 2, 2)


def _listed_words(words: tuple[str, ...]) -> str:
    return "; ".join(run for run in words) or "none"


def _heading(words: str, number: int) -> Iterator[Paragraph]:
    yield BLANK
    yield Paragraph(f"{words} ({number:,})", heading=True)
    if not number:
        yield Paragraph("None on record.", 2)
