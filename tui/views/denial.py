"""What a denial's own view says: its words, what it denies, what it leaves standing, and who passes it on."""

from __future__ import annotations

from textual.content import Content

from db.analysis.alarms.denial_scope import Mark, Scope, scope
from db.model.ids import StatementId
from db.queries.citations import cited_denial
from db.queries.denials import Denial, denials, passed_on
from db.queries.origins import Standings, standings
from db.queries.provenance import passages
from db.store.reader import Reader
from tui.text import wording
from tui.text.safe import line
from tui.text.styles import DIM
from tui.text.targets import Row, RowKind, Thing, ThingKind
from tui.views.assessments import denial_lines, marks_for
from tui.views.blocks import Block, View
from tui.views.parts import fact, heading, passage_block, places, plain

_MOST = 300


def denial_view(record: Reader, id: StatementId) -> View:
    """Read a denial, its scope and its silence."""
    denial = denials(record, [id], silences=-1)[0]
    own = passages(record, [id])[0]
    carried = passages(record, passed_on(record, id)[:_MOST])
    standing = places(record, carried)
    blocks = [
        plain(
            (line(denial.source.name), "bold"),
            (f" denies {' '.join(denial.denies)}", "$error"),
            row=Row(RowKind.STATEMENT, id),
        ),
        fact("published by", line((denial.publisher or denial.source).name), target=_published_in(denial)),
        passage_block(own, denial.report),
    ]
    blocks += denial_lines(record, id, {stance.claim: line(stance.key) for stance in own.statement.stances})
    blocks += _matrix(record, id)
    head = len(blocks)
    if carried:
        blocks.append(heading("Passed on by"))
        marks = marks_for(record, [each.statement.id for each in carried])
        blocks += [
            passage_block(each, standing.get(each.statement.report), gap=False, marks=marks.get(each.statement.id, ()))
            for each in carried
        ]
    title = f"Denial {denial.key}  {line(denial.source.name)}"
    return View(title, tuple(blocks), cited_denial(denial, own), head)


def _published_in(denial: Denial) -> Thing | None:
    return Thing(ThingKind.REPORT, denial.report.id) if denial.report is not None else None


_MARKS = {
    Mark.DENIED: ("− denied", "$error"),
    Mark.SILENT: ("○ silent", "$warning"),
    Mark.NOBODY_CLAIMS: ("≠ unclaimed", "$accent"),
}
"""Glyph, word and colour of a cell."""


def _matrix(record: Reader, id: StatementId) -> list[Block]:
    """Claims by what the denial does with each: denies it, is silent on it, denies it though nobody claims it."""
    rows = scope(record, id)
    used = [mark for mark in Mark if mark is not Mark.NOBODY_CLAIMS or any(row.mark is mark for row in rows)]
    count = {mark: sum(row.mark is mark for row in rows) for mark in Mark}
    said = f"denies {count[Mark.DENIED]:,}, is silent on {count[Mark.SILENT]:,}"
    if count[Mark.NOBODY_CLAIMS]:
        said += f", denies {count[Mark.NOBODY_CLAIMS]:,} that nobody claims"
    support = standings(record, [row.claim.id for row in rows[:_MOST]])
    blocks = [heading("Scope", f"{said}; of the claims of the incident that somebody makes")]
    blocks += [_cells(row, used, support[row.claim.id]) for row in rows[:_MOST]]
    if not count[Mark.SILENT]:
        blocks.append(plain(("○ silent on nothing: it reaches every claim that somebody makes", DIM)))
    if len(rows) > _MOST:
        blocks.append(plain(f"… and {len(rows) - _MOST} more: onrecord denials --json lists them all.", gap=True))
    return blocks


def _cells(row: Scope, used: list[Mark], both: Standings) -> Block:
    """A claim's line of the matrix, with what is for it."""
    cells: list[tuple[str, str]] = [(f"{line(row.claim.key):<5} ", "bold")]
    for mark in used:
        word, style = _MARKS[mark]
        cells.append((f"{word:<{len(word) + 1}}", style) if row.mark is mark else (f"{'·':<{len(word) + 1}}", DIM))
    return Block(
        Content.assemble(line(row.claim.text), (f"   for {wording.support(both.supporting)}", DIM)),
        lead=Content.assemble(*cells, " "),
        target=Thing(ThingKind.CLAIM, row.claim.id),
    )
