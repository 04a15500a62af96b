"""A step of the report chain, as the pane under the chain shows it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from db.dataclass import replace
from db.model.enums import Holding
from db.queries.chain import Step
from db.queries.citations import cited_report
from db.queries.provenance import TracedStatement
from db.queries.step_diff import compare_steps
from db.text.quotation import in_quotes
from tui.text import wording
from tui.text.marks import Mark
from tui.text.safe import line
from tui.text.styles import CHANGED, DIM
from tui.text.targets import Row, RowKind, Thing, ThingKind
from tui.views.blocks import Block
from tui.views.parts import passage_block

_LISTED = 12
"""Changed words that are listed; all of them are marked in the text."""


def previous_blocks(previous: Step, step: Step) -> list[Block]:
    """A step as it stands beside the one after it: outlet, time, how we know it, and the words.

    Words that the later step does not have are marked. A speaker's statement is as far down as in the later step.
    """
    changed = compare_steps(previous.passages, step.passages)
    passages = tuple(_by_speaker(previous.passages, step.passages))
    return [_head(previous, "previous step: "), *_statements(replace(previous, passages=passages, changed=changed))]


def _by_speaker(passages: Sequence[TracedStatement], others: Sequence[TracedStatement]) -> list[TracedStatement]:
    """Passages in an order in which as many as possible have the same speaker as the one at that index in others."""
    left = list(passages)
    same: dict[int, TracedStatement] = {}
    for index, other in enumerate(others):
        found = next((each for each in left if each.speaker.id == other.speaker.id), None)
        if found is not None:
            same[index] = found
            left.remove(found)
    ordered: list[TracedStatement] = []
    for index in range(len(others)):
        if index in same:
            ordered.append(same[index])
        elif left:
            ordered.append(left.pop(0))
    return [*ordered, *left]


def statement_groups(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks in groups that can be lined up: those before the first statement, then each statement's."""
    groups: list[list[Block]] = [[]]
    for block in blocks:
        if block.row is not None and block.row.kind is RowKind.STATEMENT:
            groups.append([])
        groups[-1].append(block)
    return groups


def step_blocks(step: Step) -> list[Block]:
    """Outlet, time, how we know it, what links it to the step before, the words, and which words changed."""
    note = [Block(Content.assemble(("note: ", DIM), line(step.note)))] if step.note else []
    return [_head(step), *_joins(step), *note, *_statements(step), *_changed_words(step)]


def _head(step: Step, lead: str = "") -> Block:
    report = step.report
    known = "$text-muted" if report.holding is Holding.HELD else "$warning"
    return Block(
        Content.assemble(
            (lead, DIM),
            (line(report.outlet.name), "bold $accent"),
            (f" · {wording.time_words(report.published)} · ", ""),
            (f"{wording.HOLDING_GLYPH[report.holding]} {wording.holding_words(report)}", known),
            (f"   {report.key}", DIM),
        ),
        target=Thing(ThingKind.REPORT, report.id),
        row=Row(RowKind.REPORT, report.id),
        citation=cited_report(report),
    )


def _statements(step: Step) -> list[Block]:
    """The statements of a step, and what is left to read or do in its text."""
    said = [passage_block(each, step.report, changes=step.changed, opens_report=False) for each in step.passages]
    if step.opening is not None:
        words = Content.assemble(
            (in_quotes(line(step.opening)), ""), ("  its text; nothing in it is marked up yet", DIM)
        )
        said.insert(0, Block(words, gap=True))
    if step.open_proposals:
        waits = f"{Mark.OPEN} {wording.waiting_proposals(step.open_proposals)} in its text: r"
        said.append(Block(Content.assemble((waits, "$accent")), gap=True))
    if step.copies:
        said.append(Block(Content.assemble((f"{Mark.RELATED} quoted in {' '.join(step.copies)} too", DIM))))
    if not said:
        said = [Block(Content("No statement of this report is on record."), gap=True)]
    if step.more:
        said.append(Block(Content(f"… and {step.more} more statements: open the report to see them."), gap=True))
    return said


def _joins(step: Step) -> list[Block]:
    if step.number == 1:
        return []
    if not step.joins:
        return [Block(Content.assemble((f"{Mark.RELATED} no recorded link to the previous step", DIM)))]
    return [
        Block(Content.assemble((f"{Mark.RELATED} {wording.step_relation_words(join)}", "$primary")))
        for join in step.joins
    ]


def _changed_words(step: Step) -> list[Block]:
    changed = step.changed
    if changed is None:
        return []
    if not changed.comparable:
        words = "Words not compared: no words in one language on both sides"
        return [Block(Content.assemble((words, DIM)), gap=True)]
    if step.number == 1:
        lines = [(f"{Mark.DIFFERENT} not in the next step's words: ", changed.new)]
    else:
        lines = [
            (f"{Mark.DIFFERENT} new here: ", changed.new),
            (f"{Mark.DIFFERENT} gone since the previous step: ", changed.gone),
        ]
    shown = [(name, found) for name, found in lines if found]
    if not shown:
        return [Block(Content.assemble((f"{Mark.SAME} the same words", DIM)), gap=True)]
    return [
        Block(Content.assemble((name, DIM), (_listed(found), CHANGED if found is changed.new else "")), gap=number == 0)
        for number, (name, found) in enumerate(shown)
    ]


def _listed(runs: tuple[str, ...]) -> str:
    rest = f" and {len(runs) - _LISTED} more" if len(runs) > _LISTED else ""
    return ", ".join(line(run) for run in runs[:_LISTED]) + rest
