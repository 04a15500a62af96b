"""A case as plain text, without the limits of its view on the desk. Other things: :mod:`tui.cli.text.document`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from db.analysis.home import home_row
from db.model.things import RowKind
from db.queries.cases import Case, case_counts
from db.queries.tasks import open_tasks
from db.store.reader import Reader
from tui.cli.text.document import facts_text
from tui.documents.judgements import case_judgements, task_paragraph
from tui.text import wording
from tui.text.paragraphs import BLANK, Paragraph


def case_text(record: Reader, case: Case) -> Iterator[Paragraph]:
    """A case: what it is about, how much it holds, what is kept beside it, and its open tasks."""
    yield Paragraph(f"{case.key} {wording.end_sentence(case.title)}", 0, 2, heading=True)
    yield Paragraph(f"Day: {wording.end_sentence(wording.day(case.day))}", 2, 2)
    yield Paragraph(f"Place: {wording.end_sentence(case.place if case.place else 'not recorded')}", 2, 2)
    yield Paragraph(f"Time zone: {case.tz}.", 2, 2)
    if case.summary:
        yield Paragraph(f"In our words: {wording.end_sentence(case.summary)}", 2, 2)
    if case.is_archived:
        yield Paragraph("Archived: lists leave it out unless they are asked for it.", 2, 2)
    found, row = case_counts(record, case.id), home_row(record, case.id)
    undecided = f", {row.undecided:,} of them undecided" if row is not None and row.undecided else ""
    to_get = f"; {wording.pluralize(found.to_get, 'original')} to get" if found.to_get else ""
    held = f"{wording.pluralize(found.claims, 'claim')}{undecided}, {wording.pluralize(found.denials, 'denial')}"
    yield Paragraph(f"Holds: {held}, {wording.pluralize(found.reports, 'report')}{to_get}.", 2, 2)
    if row is not None and row.changed is not None:
        changed = row.changed
        who = f"{wording.day(changed.at)}, {changed.who}: {changed.words}"
        yield Paragraph(f"Last change: {wording.end_sentence(who)}", 2, 2)
    yield from facts_text(case_judgements(record, case.id, whole=True))
    yield from _open_tasks(record, case)


def _open_tasks(record: Reader, case: Case) -> Iterator[Paragraph]:
    today = date.today()
    left = [each for each in open_tasks(record, case.id, today=today).tasks if each.task.on.kind is not RowKind.CASE]
    if not left:
        return
    yield BLANK
    yield Paragraph(f"Tasks: {wording.pluralize(len(left), 'open task')}", heading=True)
    for each in left:
        yield task_paragraph(each.task, today, on=f" on {each.task.on_key} {each.on_words}")
