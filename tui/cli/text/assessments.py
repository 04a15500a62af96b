"""What a desk decides of a thing as plain text, whole: under a heading of its own, beside the record's numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from db.model.ids import CaseId, ClaimId, ReportId, SourceId, StatementId
from db.model.targets import On, OnKind
from db.queries.annotations import Task, kept_on, notes_on, tags_on, tasks_on
from db.queries.assessments import Assessment, assessments_of, judged
from db.queries.ratings import rated_on, ratings_by, ratings_for, ratings_of
from db.queries.statements import Stance
from db.store.reader import Reader
from tui.cli.text.desk import BLANK
from tui.text import assessment_labels as judged_words
from tui.text import wording
from tui.text.paragraphs import Paragraph
from tui.text.safe import block, line

_HEADING = Paragraph("What the desk judges; no number follows it", heading=True)


def case_judged(record: Reader, id: CaseId) -> Iterator[Paragraph]:
    """What is kept beside a case."""
    kept = list(_kept(record, On(OnKind.CASE, id)))
    if kept:
        yield BLANK
        yield _HEADING
        yield from kept


def task_text(task: Task, today: date, *, on: str = "", indent: int = 2) -> Paragraph:
    """A task: how far it is, whose, due when.

    :param on: what it is on, safe to show, where that is not clear.
    """
    state = "done" if task.is_done else "overdue" if task.is_overdue(today) else "open"
    person = f", for {line(task.person)}" if task.person else ""
    due = f", due {wording.day(task.due)}" if task.due else ""
    return Paragraph(f"Task {task.key}{on} ({state}{person}{due}): {wording.ended(line(task.text))}", indent, 2)


def claim_judged(record: Reader, id: ClaimId) -> Iterator[Paragraph]:
    """Status, every verdict from the newest on, and what is kept beside a claim."""
    found = judged(record, [id]).get(id)
    if found is None:
        return
    yield BLANK
    yield _HEADING
    yield Paragraph(f"Status: {found.status.word}.", 2, 2)
    given = assessments_of(record, id)
    if not given:
        yield Paragraph("Verdict: not assessed.", 2, 2)
    for at, each in enumerate(given):
        yield from _assessment("Before that" if at else "Verdict", each)
        if not at and found.open_parts:
            told = judged_words.contradiction(found.open_parts)
            yield Paragraph(f"{told[:1].upper()}{told[1:]}.", 2, 2)
    yield from _kept(record, On(OnKind.CLAIM, id))


def source_judged(record: Reader, id: SourceId) -> Iterator[Paragraph]:
    """How far a source can be relied on, every mark from the newest on, and what is kept beside it."""
    yield BLANK
    yield _HEADING
    given = ratings_of(record, id)
    if not given:
        yield Paragraph("Reliability: not rated.", 2, 2)
    for at, each in enumerate(given):
        if each.letter is not None:
            why = f": {wording.ended(line(each.reason))}" if each.reason else "."
            name = "Before that" if at else "Reliability"
            told = f"{name}: {each.letter} {each.letter.word}, says {line(each.who)} on {wording.day(each.at)}{why}"
            yield Paragraph(told, 2, 2)
    yield from _kept(record, On(OnKind.SOURCE, id))


def report_judged(record: Reader, id: ReportId) -> Iterator[Paragraph]:
    """What is kept beside a report."""
    kept = list(_kept(record, On(OnKind.REPORT, id)))
    if kept:
        yield BLANK
        yield _HEADING
        yield from kept


def denial_judged(record: Reader, id: StatementId, stances: Sequence[Stance]) -> Iterator[Paragraph]:
    """The marks of a denial on each claim that it bears on, and what is kept beside it."""
    yield BLANK
    yield _HEADING
    pairs = ratings_by(record, id)
    for stance in stances:
        if stance.claim in pairs:
            yield Paragraph(f"On {line(stance.key)}: {pairs[stance.claim].words}.", 2, 2)
    yield from _kept(record, On(OnKind.STATEMENT, id))


def rated_text(
    record: Reader, statements: Sequence[StatementId], claim: ClaimId | None = None, *, indent: int = 4
) -> dict[StatementId, list[Paragraph]]:
    """How statements are rated, and what is kept beside each, to stand under it.

    :param claim: the claim that it is told of, where that they are not rated is said as well; else every rated one.
    """
    found: dict[StatementId, list[Paragraph]] = {}
    if claim is not None:
        for id, pair in ratings_for(record, claim, statements).items():
            found[id] = [Paragraph(f"Rated {pair.words}." if pair.letter or pair.digit else "Not rated.", indent, 2)]
    else:
        for id, pairs in rated_on(record, statements).items():
            found[id] = [Paragraph(f"Rated on {line(key)}: {pair.words}.", indent, 2) for key, pair in pairs]
    kept = kept_on(record, OnKind.STATEMENT, statements)
    for statement in statements:
        if statement in kept:
            found.setdefault(statement, []).extend(_kept(record, On(OnKind.STATEMENT, statement), indent))
    return found


def _assessment(name: str, given: Assessment) -> Iterator[Paragraph]:
    """A verdict; how likely and how sure are sentences of their own, as ICD 203 asks."""
    why = f": {wording.ended(line(given.rationale))}" if given.rationale else "."
    yield Paragraph(f"{name}: {given.verdict}, says {line(given.who)} on {wording.day(given.at)}{why}", 2, 2)
    if given.likelihood is not None:
        yield Paragraph(judged_words.likelihood(given.likelihood), 4, 2)
    if given.confidence is not None:
        yield Paragraph(judged_words.confidence(given.confidence), 4, 2)


def _kept(record: Reader, on: On, indent: int = 2) -> Iterator[Paragraph]:
    """Tags, tasks and notes, all of them."""
    today = date.today()
    if tags := tags_on(record, on):
        yield Paragraph(f"Tags: {', '.join(line(each.tag) for each in tags)}.", indent, 2)
    for task in tasks_on(record, on):
        yield task_text(task, today, indent=indent)
    for note in notes_on(record, on):
        yield Paragraph(f"Note {note.key}, {line(note.who)} on {wording.day(note.at)}:", indent, 2)
        for row in block(note.text).split("\n"):
            yield Paragraph(row, indent + 2)
