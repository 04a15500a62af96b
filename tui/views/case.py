"""The view of a case: its subject, how much it holds, what the desk judges, and what is left to do."""

from __future__ import annotations

from datetime import date

from db.analysis.home import CaseOverview, home_row
from db.as_of.shadow_views import has_hidden_rows
from db.model.ids import CaseId
from db.queries.cases import case_by_id, case_counts, is_small
from db.queries.citations import cited_case
from db.queries.tasks import open_tasks
from db.store.reader import Reader
from tui.actions.registry import keyed
from tui.documents.judgements import case_judgements
from tui.text import wording
from tui.text.marks import Mark
from tui.text.safe import block, line
from tui.text.styles import DIM
from tui.text.targets import Thing, ThingKind
from tui.views.blocks import Block, View
from tui.views.document import blocks_of
from tui.views.home_row import alarm_words, both_ways_words, changed_words, support_words, undecided_words
from tui.views.parts import Piece, fact, heading_block, text_block
from tui.views.tasks import task_blocks

_LISTED = 200
"""Tasks in the case that are laid out."""


def case_view(record: Reader, id: CaseId) -> View | None:
    """Read a case; None where it is gone."""
    case = case_by_id(record, id)
    if case is None:
        return None
    own = Thing(ThingKind.CASE, id)
    blocks = [
        text_block((line(case.title), "bold"), (f"   {case.key}", DIM), target=own, row=own.row),
        fact("day", wording.day(case.day)),
        fact("place", line(case.place) if case.place else ("not recorded", DIM)),
        fact("time zone", line(case.tz)),
        *([fact("summary", (block(case.summary), "italic"))] if case.summary else []),
    ]
    if case.is_archived:
        blocks.append(
            fact(
                "archived",
                (f"{Mark.ARCHIVED} {keyed('archived: home hides it; {home.archived} shows it')}", "bold $warning"),
            )
        )
    blocks += _holds(record, id)
    head = len(blocks)
    blocks += blocks_of(case_judgements(record, id, whole=False))
    blocks += _open_tasks(record, id, case.key)
    title = f"{case.key}  {line(case.title)}"
    return View(title, tuple(blocks), cited_case(case), head)


def _holds(record: Reader, id: CaseId) -> list[Block]:
    """How much is in it. The counts of the home screen are current, so a view of the past leaves them out."""
    blocks: list[Block] = []
    if is_small(record, id):
        found = case_counts(record, id)
        said = [wording.pluralize(found.claims, "claim"), wording.pluralize(found.denials, "denial")]
        said += [wording.pluralize(found.reports, "report")]
        to_get: Piece = (
            f" · {Mark.CITED} {wording.pluralize(found.to_get, 'original')} to get" if found.to_get else "",
            "$warning",
        )
        blocks.append(fact("holds", " · ".join(said), to_get))
    row = None if has_hidden_rows(record) else home_row(record, id)
    if row is not None:
        blocks += _home_counts(row)
    return blocks


def _home_counts(row: CaseOverview) -> list[Block]:
    pieces: list[Piece] = [undecided_words(row)]
    for piece in (both_ways_words(row.glance), alarm_words(row.glance)) if row.glance is not None else ():
        pieces += [("  " if piece[0] else "", ""), piece]
    blocks = [fact("claims", *pieces)]
    if row.claims and row.glance is not None and row.glance.support is not None:
        blocks.append(fact("origins for", *support_words(row, 60)))
    if row.changed is not None:
        said = f"   {line(row.changed.who)}: {line(row.changed.words)}"
        blocks.append(fact("last change", changed_words(row), (said, DIM)))
    return blocks


def _open_tasks(record: Reader, id: CaseId, key: str) -> list[Block]:
    """The open tasks on its claims, sources, reports and statements."""
    today = date.today()
    found = open_tasks(record, id, most=_LISTED, beside=False, today=today)
    if not found.open:
        return []
    late = f", {found.overdue:,} overdue" if found.overdue else ""
    note = f"{wording.pluralize(found.open, 'open task')}{late}; enter opens the item"
    blocks = [heading_block("Tasks", note), *task_blocks(record, found, today)]
    if found.open > len(found.tasks):
        said = f"… and {found.open - len(found.tasks):,} more: onrecord tasks --open --case {key} lists them all."
        blocks.append(text_block((said, DIM), gap=True))
    return blocks
