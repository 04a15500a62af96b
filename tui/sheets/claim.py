"""What a claim's own view says: the numbers, whom it is about, and every statement grouped by origin."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from db.citation import cited_claim
from db.claims import Claim, claims, parties
from db.lineage import Passage, passages
from db.origins import Origin, Standings, origins, resting_on, standings
from db.reader import Reader
from db.reports import Report
from db.terms import ClaimId, Polarity, ReportId, Standing, StatementId
from tui import wording
from tui.blocks import Block, View
from tui.sheets.parts import DIM, SIDE_STYLE, fact, heading, numbers, passage_block, places, plain
from tui.text import block, line
from tui.things import Thing, ThingKind

_MOST = 300
"""Statements a view reads; it says how many more there are, and the command line prints them all."""


def claim_view(record: Reader, id: ClaimId) -> View:
    """Read a claim and what it rests on."""
    claim = claims(record, [id])[0]
    both = standings(record, [id])[id]
    rests = resting_on(record, id)
    shown = list(rests)[:_MOST]
    said = {passage.statement.id: passage for passage in passages(record, shown)}
    standing = places(record, said.values())
    found = [origin for origin in origins(record, id) if origin.statement in said]
    carriers = _carriers(rests, said)
    blocks = [*_head(claim, both, len(found)), *_parties(record, id)]
    for polarity in Polarity.FOR, Polarity.AGAINST, Polarity.NEITHER:
        blocks += _side(claim, [each for each in found if each.polarity is polarity], polarity, carriers, standing)
    blocks += _ring([said[each] for each in shown if not rests[each]], standing)
    if len(rests) > _MOST:
        blocks.append(
            plain(f"… and {len(rests) - _MOST} more statements: onrecord claim {claim.key} prints them all.", gap=True)
        )
    return View(f"{claim.key}  {line(claim.text)}", tuple(blocks), cited_claim(claim, both))


Carriers = dict[StatementId, list[Passage]]
"""By origin: its own statement, then those that rest on it."""


def _carriers(rests: dict[StatementId, list[StatementId]], said: dict[StatementId, Passage]) -> Carriers:
    carriers: Carriers = {id: [passage] for id, passage in said.items()}
    for child, roots in rests.items():
        for root in roots:
            if root != child and root in said and child in said:
                carriers[root].append(said[child])
    return carriers


def _head(claim: Claim, both: Standings, found: int) -> list[Block]:
    blocks = [
        plain((block(claim.text), "bold")),
        Block(Content.assemble((_belongs(claim), DIM))),
        numbers("for", both.supporting, Polarity.FOR),
        numbers("against", both.against, Polarity.AGAINST),
        fact("carried by", wording.counted(both.outlets, "outlet")),
    ]
    if found > 1:
        blocks.append(fact("independence", "between its origins not established"))
    return blocks


def _belongs(claim: Claim) -> str:
    part = f"{claim.part} of {claim.parent}" if claim.parent else "a claim of its own"
    return f"{part} · background, beside the incident" if claim.is_background else part


def _parties(record: Reader, claim: ClaimId) -> list[Block]:
    return [
        fact(
            role,
            (line(source.name), "bold"),
            ("  ● has a statement of its own" if speaks else "  ○ missing voice: no statement of its own", DIM),
            target=Thing(ThingKind.SOURCE, source.id),
        )
        for role, source, speaks in parties(record, claim)
    ]


def _side(
    claim: Claim,
    found: Sequence[Origin],
    polarity: Polarity,
    carriers: Carriers,
    standing: dict[ReportId | None, Report],
) -> list[Block]:
    if not found:
        return []
    blocks = [heading(f"{wording.POLARITY_GLYPH[polarity]} {polarity.word}", "each origin, and who passes it on")]
    for origin in found:
        own, *others = carriers[origin.statement]
        known = origin.standing is not Standing.NOT_RECORDED
        word = f"◆ {origin.standing.word} origin  " if known else "◇ not recorded, counts as no origin  "
        blocks.append(_row(claim, own, standing, word, polarity))
        blocks += [_row(claim, other, standing, "└ ", polarity, indent=3) for other in others]
    return blocks


def _row(
    claim: Claim,
    passage: Passage,
    standing: dict[ReportId | None, Report],
    lead: str,
    side: Polarity,
    indent: int = 0,
) -> Block:
    """A statement under its origin; one that turns what it passes on says so."""
    bearing = passage.statement.bearing(claim.id)
    polarity = bearing.polarity if bearing else side
    turned = f"turned {polarity.word}  " if polarity is not side else ""
    report = standing.get(passage.statement.report)
    lead_piece = (lead + turned, SIDE_STYLE[polarity])
    return passage_block(passage, report, indent=indent, lead=lead_piece, gap=indent == 0)


def _ring(said: list[Passage], standing: dict[ReportId | None, Report]) -> list[Block]:
    """Statements with no origin at all: they pass each other on in a ring."""
    if not said:
        return []
    return [
        heading("↻ circular", "these pass each other on; no origin stands behind them"),
        *(passage_block(each, standing.get(each.statement.report), indent=3) for each in said),
    ]
