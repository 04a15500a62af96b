"""What a denial's own view says: its words, what it denies, what it leaves standing, and who passes it on."""

from __future__ import annotations

from textual.content import Content

from db.citation import cited_denial
from db.claims import Claim
from db.denials import Denial, denials, denied, passed_on, silence
from db.lineage import passages
from db.origins import Standings, standings
from db.reader import Reader
from db.terms import StatementId
from tui import wording
from tui.blocks import Block, View
from tui.sheets.parts import DIM, fact, heading, passage_block, places, plain
from tui.text import line
from tui.things import Row, RowKind, Thing, ThingKind

_MOST = 300


def denial_view(record: Reader, id: StatementId) -> View:
    """Read a denial, its scope and its silence."""
    denial = denials(record, [id], silences=-1)[0]
    own = passages(record, [id])[0]
    against, silent = denied(record, id), silence(record, id)
    support = standings(record, [claim.id for claim in (*against, *silent[:_MOST])])
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
        heading("− What it denies"),
        *(_scope(claim, support[claim.id], "− denied", "$error") for claim in against),
        heading("○ On what it is silent", "claims of the incident that somebody makes, and it leaves standing"),
        *(_scope(claim, support[claim.id], "○ silent", "$warning") for claim in silent[:_MOST]),
    ]
    if not silent:
        blocks.append(plain(("nothing: it reaches every claim of the incident that somebody makes", DIM)))
    if len(silent) > _MOST:
        blocks.append(plain(f"… and {len(silent) - _MOST} more: onrecord denials --json lists them all.", gap=True))
    if carried:
        blocks.append(heading("Passed on by"))
        blocks += [passage_block(each, standing.get(each.statement.report), gap=False) for each in carried]
    title = f"Denial {denial.key}  {line(denial.source.name)}"
    return View(title, tuple(blocks), cited_denial(denial, own))


def _published_in(denial: Denial) -> Thing | None:
    return Thing(ThingKind.REPORT, denial.report.id) if denial.report is not None else None


def _scope(claim: Claim, both: Standings, word: str, style: str) -> Block:
    """A claim in the denial's scope, with what is for it."""
    return Block(
        Content.assemble(line(claim.text), (f"   for {wording.support(both.supporting)}", DIM)),
        lead=Content.assemble((f"{word:<9} ", style), (f"{claim.key:<5}", "bold")),
        target=Thing(ThingKind.CLAIM, claim.id),
    )
