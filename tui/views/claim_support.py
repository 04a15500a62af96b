"""The view of one number of a claim: the origins, organisations or reports that it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from db.model.enums import OriginStanding, Polarity
from db.model.ids import ClaimId, StatementId
from db.queries.claim_support import SupportSide, claim_support
from db.queries.origins import group_by_origin
from db.queries.provenance import passages
from db.queries.reports import reports
from db.queries.sources import sources
from db.store.reader import Reader
from tui.documents.claim_support import Number, between_fact, carried_by, organisation_name, origin_name
from tui.documents.statements import reports_of_statements
from tui.text import wording
from tui.text.marks import Mark
from tui.text.safe import line
from tui.text.styles import DIM, SIDE_STYLE
from tui.text.targets import Thing, ThingKind
from tui.views.blocks import Block, View
from tui.views.document import block_of
from tui.views.parts import fact, heading_block, passage_block, report_fact, text_block

_MOST = 200
"""Rows that the view of one number lays out."""

_CARRIERS = 20
"""Statements passing one on that it lays out."""


def number_view(record: Reader, id: ClaimId, name: str) -> View | None:
    """Read what one number of a claim counts.

    :param name: the side and the number, as :func:`tui.documents.claim_support.opening` names them.
    :returns: None where the claim is gone.
    """
    found = claim_support(record, id)
    if found is None:
        return None
    word, _, which = name.partition(" ")
    side = found.supporting if word == Polarity.FOR.word else found.against
    number = Number(which)
    key = line(found.claim.key)
    title = f"{key} {word} · {_title(side, number)}"
    if number is Number.HOUSES:
        blocks = _organisations(side)
    elif number is Number.CARRIERS:
        blocks = _reports_and_outlets(record, side)
    elif number is Number.INDEPENDENCE:
        blocks = [block_of(between_fact(each)) for each in islice(side.independence(), _MOST)]
    elif number is Number.WITHDRAWN:
        blocks = [block for said in side.withdrawn[:_MOST] for block in _with_carriers(record, said.statement, {})]
    else:
        blocks = _statements(record, id, side, OriginStanding(number.value))
    head = [
        text_block((f"{key} ", "bold $primary"), (line(found.claim.text), "bold")),
        text_block((_title(side, number), f"bold {SIDE_STYLE[side.polarity]}"), (f" {word} it", DIM)),
    ]
    if number in (Number.NAMED, Number.ANONYMOUS, Number.NOT_RECORDED):
        head.append(text_block((wording.STANDINGS_EXPLAINED, DIM)))
    return View(title, (*head, *blocks), f"{key} {word}: {_title(side, number)}")


def _title(side: SupportSide, number: Number) -> str:
    if number is Number.HOUSES:
        return side.in_organisations
    if number is Number.CARRIERS:
        return f"carried by {carried_by(side)}"
    if number is Number.INDEPENDENCE:
        return "independence of its origins"
    if number is Number.WITHDRAWN:
        return f"{side.support.withdrawn:,} withdrawn"
    count = {"named": len(side.named), "anonymous": len(side.anonymous), "not_recorded": len(side.not_recorded)}
    return f"{count[number]:,} {OriginStanding(number.value).word}"


def _statements(record: Reader, id: ClaimId, side: SupportSide, standing: OriginStanding) -> list[Block]:
    """The statements that one of the three numbers counts, by speaker, with their exact words."""
    carriers = {
        group.origin.statement: group.carriers for group in group_by_origin(record, id).sides.get(side.polarity, ())
    }
    blocks: list[Block] = []
    if standing is OriginStanding.NOT_RECORDED:
        for said in side.not_recorded[:_MOST]:
            blocks += _with_carriers(record, said.statement, carriers)
    for person in side.origins[:_MOST]:
        if person.standing is standing:
            source = person.source
            blocks.append(heading_block(line(source.name), f"{line(source.key)}, {wording.kind_and_naming(source)}"))
            for said in person.lines[:_MOST]:
                blocks += _with_carriers(record, said.statement, carriers)
    return blocks or [text_block(("No statements.", DIM), gap=True)]


def _with_carriers(
    record: Reader, id: StatementId, carriers: Mapping[StatementId, Sequence[StatementId]]
) -> list[Block]:
    """A statement with its words, and those that pass it on with theirs, often the only words there are."""
    passing_on = carriers.get(id, ())
    said = passages(record, [id, *passing_on[:_CARRIERS]])
    standing = reports_of_statements(record, said)
    blocks = []
    for each in said:
        report = standing.get(each.statement.report)
        if each.statement.id == id:
            blocks.append(passage_block(each, report))
        else:
            head = f"{line(each.statement.source.short)} relays it"
            blocks.append(passage_block(each, report, indent=3, lead=f"{Mark.CARRIER} ", head=head, gap=False))
    if len(passing_on) > _CARRIERS:
        blocks.append(text_block((f"… and {len(passing_on) - _CARRIERS:,} more relay it", DIM), indent=3))
    return blocks


def _organisations(side: SupportSide) -> list[Block]:
    """Each organisation with the origins that belong to it."""
    blocks: list[Block] = []
    known = {each.id: each for each in side.origins}
    for house in side.organisations[:_MOST]:
        blocks.append(heading_block(organisation_name([body.name for body in house.bodies]), "one organisation"))
        blocks += [
            fact("origin", (origin_name(known[id]), "bold"), target=Thing(ThingKind.SOURCE, known[id].source.id))
            for id in house.members
        ]
    if side.without_organisation:
        blocks.append(heading_block("organisation not recorded"))
        blocks += [
            fact("origin", (origin_name(each), "bold"), target=Thing(ThingKind.SOURCE, each.source.id))
            for each in side.without_organisation[:_MOST]
        ]
    return blocks


def _reports_and_outlets(record: Reader, side: SupportSide) -> list[Block]:
    """Every report that says it or relays it, and their outlets."""
    shown = side.reports[:_MOST]
    found = {report.id: report for report in reports(record, [each.report for each in shown])}
    blocks = [heading_block("Reports"), *(report_fact(found[each.report]) for each in shown if each.report in found)]
    blocks.append(heading_block("Outlets"))
    own = sources(record, [outlet.id for outlet in side.outlets[:_MOST]])
    blocks += [fact(line(each.key), line(each.name), target=Thing(ThingKind.SOURCE, each.id)) for each in own]
    return blocks
