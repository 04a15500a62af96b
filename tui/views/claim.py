"""What a claim's own view says: the numbers, whom it is about, and every statement grouped by origin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db.model.enums import Polarity, Standing
from db.model.ids import ClaimId, ReportId, StatementId
from db.queries.assessments import Judged, judged
from db.queries.citations import cited_claim
from db.queries.claim_support import support
from db.queries.claims import Claim, claims, family, parties
from db.queries.dependents import party_ids
from db.queries.origins import Group, grouped, standings
from db.queries.provenance import Passage, passages
from db.queries.reports import Report
from db.store.reader import Reader
from tui.text import assessment_labels as judged_words
from tui.text import wording
from tui.text.safe import block, line
from tui.text.styles import DIM, SIDE_STYLE
from tui.text.targets import Row, RowKind, Thing, ThingKind
from tui.views.assessments import claim_lines, marks_for
from tui.views.blocks import Block, View
from tui.views.claim_joins import joined_judged, joined_lines
from tui.views.claim_support import support_lines
from tui.views.parts import Piece, fact, heading, passage_block, places, plain

MOST = 200
"""Statements a view reads of each side at first; a line says how many more there are, and reads them."""


def claim_view(record: Reader, id: ClaimId, most: int = MOST) -> View:
    """Read a claim and what it rests on.

    :param most: statements to read of each side.
    """
    claim = claims(record, [id])[0]
    both = standings(record, [id])[id]
    found = grouped(record, id)
    rests = support(record, id)
    head = [*_head(claim), *(support_lines(rests) if rests is not None else ())]
    beside = [*_family(record, claim), *joined_lines(record, id), *_parties(record, id)]
    blocks = [*head, *beside, *claim_lines(record, id), *joined_judged(record, id)]
    for polarity, groups in found.sides.items():
        blocks += _side(record, claim, polarity, groups, most)
    blocks += _ring(record, claim, found.ring, most)
    return View(f"{claim.key}  {line(claim.text)}", tuple(blocks), cited_claim(claim, both), len(head))


def _head(claim: Claim) -> list[Block]:
    blocks = [plain((block(claim.text), "bold"), row=Row(RowKind.CLAIM, claim.id))]
    if claim.is_background:
        blocks.append(fact("background", "beside the incident"))
    return blocks


def _family(record: Reader, claim: Claim) -> list[Block]:
    """The claim it is a part of, and its own parts."""
    parent, parts = family(record, claim.id)
    stand = judged(record, [each.id for each in (*parent, *parts)])
    blocks = [_relative(f"{claim.part} of", each, stand.get(each.id)) for each in parent]
    return blocks + [_relative(f"{each.part}", each, stand.get(each.id)) for each in parts]


def _relative(word: str, claim: Claim, stands: Judged | None) -> Block:
    """A claim that it is a part of, or that is a part of it, with its verdict where it has one."""
    given = stands.assessment if stands is not None else None
    verdict = (f"   {judged_words.verdict(given.verdict)}", judged_words.VERDICT[given.verdict][1]) if given else ""
    target = Thing(ThingKind.CLAIM, claim.id)
    return fact(word, (f"{claim.key} ", "bold"), line(claim.text), verdict, target=target)


def _parties(record: Reader, claim: ClaimId) -> list[Block]:
    return [
        fact(
            role,
            (line(source.name), "bold"),
            ("  ● has a statement of its own" if speaks else "  ○ missing voice: no statement of its own", DIM),
            target=Thing(ThingKind.SOURCE, source.id),
            row=Row(RowKind.PARTY, party),
        )
        for party, (role, source, speaks) in zip(party_ids(record, claim), parties(record, claim), strict=True)
    ]


def _side(record: Reader, claim: Claim, polarity: Polarity, groups: Sequence[Group], most: int) -> list[Block]:
    """The origins of one side, each with who passes it on, as many as a view reads."""
    ids: list[StatementId] = []
    for group in groups:
        ids += (group.origin.statement, *group.carriers)
    if not ids:
        return []
    said = {each.statement.id: each for each in passages(record, list(dict.fromkeys(ids[:most])))}
    beside = _Beside(places(record, said.values()), marks_for(record, list(said), claim.id))
    blocks = [heading(f"{wording.POLARITY_GLYPH[polarity]} {polarity.word}", "each origin, and who passes it on")]
    for group in groups:
        if group.origin.statement in said:
            blocks.append(_origin(claim, said[group.origin.statement], group.origin.standing, beside, polarity))
            carriers = [said[id] for id in group.carriers if id in said]
            blocks += [_carrier(claim, each, beside, polarity) for each in carriers]
    return blocks + _more(len(ids) - most, polarity.word)


def _more(left: int, word: str) -> list[Block]:
    """That there are statements which are not read yet; opening the line reads them."""
    if left <= 0:
        return []
    return [plain(f"… and {left:,} more {word}: enter reads on", target=Thing(ThingKind.MORE, 0), gap=True)]


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is known of the statements of a side besides themselves."""

    places: Mapping[ReportId | None, Report]
    marks: Mapping[StatementId, Sequence[Piece]]


def _origin(claim: Claim, own: Passage, known: Standing, beside: _Beside, side: Polarity) -> Block:
    recorded = known is not Standing.NOT_RECORDED
    word = f"◆ {known.word} origin  " if recorded else "◇ not recorded, counts as no origin  "
    report, marks = beside.places.get(own.statement.report), beside.marks.get(own.statement.id, ())
    return passage_block(own, report, lead=(word + _turned(claim, own, side), SIDE_STYLE[side]), marks=marks)


def _carrier(claim: Claim, other: Passage, beside: _Beside, side: Polarity) -> Block:
    """A statement that passes an origin on, under its own source's name, so that no two read alike."""
    head = f"{line(other.statement.source.short)} passes it on"
    lead = ("└ " + _turned(claim, other, side), SIDE_STYLE[side])
    report, marks = beside.places.get(other.statement.report), beside.marks.get(other.statement.id, ())
    return passage_block(other, report, indent=3, lead=lead, head=head, gap=False, marks=marks)


def _turned(claim: Claim, passage: Passage, side: Polarity) -> str:
    """That a statement bears on the claim the other way than what it passes on."""
    bearing = passage.statement.bearing(claim.id)
    return f"turned {bearing.polarity.word}  " if bearing and bearing.polarity is not side else ""


def _ring(record: Reader, claim: Claim, ids: Sequence[StatementId], most: int) -> list[Block]:
    """Statements with no origin at all: they pass each other on in a ring."""
    if not ids:
        return []
    said = passages(record, ids[:most])
    standing, marks = places(record, said), marks_for(record, [each.statement.id for each in said], claim.id)
    blocks = [heading("↻ circular", "these pass each other on; no origin stands behind them")]
    blocks += [
        passage_block(each, standing.get(each.statement.report), indent=3, marks=marks.get(each.statement.id, ()))
        for each in said
    ]
    return blocks + _more(len(ids) - most, "in a ring")
