"""Tasks as lines: what to do, by when and by whom; each opens the thing it is on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from textual.content import Content

from db.model.ids import StatementId
from db.queries.annotations import Task
from db.queries.statements import statements
from db.queries.tasks import TaskList, TaskOnThing, open_tasks
from db.store.reader import Reader, pages
from tui.actions.registry import keyed
from tui.text import wording
from tui.text.marks import Mark
from tui.text.safe import line
from tui.text.styles import DIM
from tui.text.targets import Row, RowKind, Thing, ThingKind
from tui.views.blocks import Block
from tui.views.parts import Piece, heading_block, text_block

MOST = 200
"""Tasks that are laid out at first."""

_WORDS = 80
"""Characters of the name of a task's thing that its line shows."""

_OPENED = {
    RowKind.CASE: ThingKind.CASE,
    RowKind.SOURCE: ThingKind.SOURCE,
    RowKind.REPORT: ThingKind.REPORT,
    RowKind.CLAIM: ThingKind.CLAIM,
}
"""Kinds with a view of their own; a statement opens in its denial, its report or its source."""


def tasks_view(record: Reader, most: int, also: Sequence[int]) -> tuple[list[Block], TaskList]:
    """Read every open task of the store, the longest overdue first.

    :param most: tasks to lay out.
    :param also: done tasks to show too.
    """
    today = date.today()
    found = open_tasks(record, most=most, also=also, today=today)
    if not found.tasks:
        return [
            text_block(
                ("Nothing to do.", "bold"), (keyed(" No open tasks. {judge.task} adds one to what is selected."), DIM)
            )
        ], found
    opens = _opening(record, found.tasks)
    blocks: list[Block] = []
    for title, group in groupby(found.tasks, lambda left: _when(left.task, today)):
        blocks.append(heading_block(title))
        blocks += [task_block(left, opens, today, of_case=True) for left in group]
    laid_out = sum(not left.task.is_done for left in found.tasks)
    if laid_out < found.open:
        said = (
            f"… and {found.open - laid_out:,} more: enter shows more, onrecord tasks --open lists them all.",
            DIM,
        )
        blocks.append(text_block(said, target=Thing(ThingKind.MORE, 0), gap=True))
    return blocks, found


def task_blocks(record: Reader, found: TaskList, today: date) -> list[Block]:
    """Tasks of one case as lines that open what they are on."""
    opens = _opening(record, found.tasks)
    return [task_block(left, opens, today) for left in found.tasks]


def task_block(left: TaskOnThing, opens: Mapping[int, Thing], today: date, *, of_case: bool = False) -> Block:
    """One task.

    :param opens: what tasks open, by their ids.
    :param of_case: whether to name its case.
    """
    task = left.task
    due = f"due {wording.day(task.due)}" if task.due else "no day"
    said_due = f"   {due}" if task.due or not of_case else ""
    person = f"for {line(task.person)}" if task.person else "for nobody yet"
    where: list[Piece] = [f"\n{person} · on ", (line(task.on_key), "bold"), f" {_cut_short(left.on_words)}"]
    if of_case and task.on.kind is not RowKind.CASE:
        where.append(f" · {line(task.case or 'shared by all cases')}{f' {line(left.case_title)}' if task.case else ''}")
    said = line(task.text)
    return Block(
        Content.assemble((said, DIM if task.is_done else "bold"), (said_due, DIM), *_dimmed(where)),
        lead=Content.assemble((f"{task.key:<5}", DIM), _state(task, today)),
        target=opens.get(task.id),
        row=Row(RowKind.TASK, task.id),
        citation=f"{task.key}: {task.text} ({due}, {person}) [{task.on_key}]",
    )


def _cut_short(words: str) -> str:
    said = line(words)
    return said if len(said) <= _WORDS else f"{said[: _WORDS - 1]}…"


def _dimmed(pieces: Sequence[Piece]) -> list[Piece]:
    return [(each, DIM) if isinstance(each, str) else each for each in pieces]


def _state(task: Task, today: date) -> tuple[str, str]:
    if task.is_done:
        return f"{Mark.DONE} done     ", "$success"
    return (
        (f"{Mark.ATTENTION} overdue  ", "bold $warning")
        if task.is_overdue(today)
        else (f"{Mark.OPEN} open     ", "$accent")
    )


def _when(task: Task, today: date) -> str:
    """The heading a task stands under; one that was done just now stays where it was."""
    if task.due is None:
        return "No due day"
    return "Overdue" if task.due < today.isoformat() else "Due today" if task.due == today.isoformat() else "Due"


def _opening(record: Reader, left: Sequence[TaskOnThing]) -> dict[int, Thing]:
    """The thing each task opens, by the task's id, with the cursor at the task or at its statement."""
    found: dict[int, Thing] = {}
    said = [StatementId(each.task.on.id) for each in left if each.task.on.kind is RowKind.STATEMENT]
    known = {each.id: each for page in pages(said) for each in statements(record, page)}
    for each in left:
        task = each.task
        at, id = Row(RowKind.TASK, task.id), task.on.id
        if (kind := _OPENED.get(task.on.kind)) is not None:
            found[task.id] = Thing(kind, id, at=at)
        elif each.is_on_denial:
            found[task.id] = Thing(ThingKind.DENIAL, id, at=at)
        elif (statement := known.get(StatementId(id))) is not None:
            place = Row(RowKind.STATEMENT, id)
            if statement.report is not None:
                found[task.id] = Thing(ThingKind.REPORT, statement.report, at=place)
            else:
                found[task.id] = Thing(ThingKind.SOURCE, statement.source.id, at=place)
    return found
