"""What a claim rests on: the three numbers of a side, whose they are, in which houses, carried by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import islice

from textual.content import Content

from db.model.enums import Polarity, Standing
from db.model.ids import ClaimId, StatementId
from db.queries.claim_support import Between, ClaimSupport, Line, Person, Side, support
from db.queries.origins import grouped
from db.queries.provenance import passages
from db.queries.reports import Report, reports
from db.queries.sources import sources
from db.store.reader import Reader
from tui.text import wording
from tui.text.safe import line
from tui.text.styles import DIM, SIDE_STYLE
from tui.text.targets import Thing, ThingKind
from tui.views.blocks import Block, View
from tui.views.parts import fact, heading, numbers, passage_block, places, plain

PAIRS = 6
"""Pairs of origins whose independence a claim's view lists."""

_NAMES = 4
"""Names that stand beside a number."""

_MOST = 200
"""Rows that the view of one number lays out."""

_CARRIERS = 20
"""Of the statements that pass one on, those that it lays out."""


class Number(StrEnum):
    """What of a side opens in a view of its own."""

    NAMED = "named"
    ANONYMOUS = "anonymous"
    NOT_RECORDED = "not_recorded"
    HOUSES = "organisations"
    CARRIERS = "carriers"
    INDEPENDENCE = "independence"


def support_lines(found: ClaimSupport) -> list[Block]:
    """Both sides: numbers with whom they count, origins in organisations, who carries it, what was judged."""
    return [*_side(found, found.supporting), *_side(found, found.against)]


def number_view(record: Reader, id: ClaimId, name: str) -> View | None:
    """What makes one number of a claim.

    :param name: the side and the number, as :func:`opening` names them.
    :returns: None where the claim is gone.
    """
    found = support(record, id)
    if found is None:
        return None
    word, _, which = name.partition(" ")
    side = found.supporting if word == Polarity.FOR.word else found.against
    number = Number(which)
    key = line(found.claim.key)
    title = f"{key} {word} · {_title(side, number)}"
    if number is Number.HOUSES:
        blocks = _houses_view(side)
    elif number is Number.CARRIERS:
        blocks = _carriers_view(record, side)
    elif number is Number.INDEPENDENCE:
        blocks = [_between(each) for each in islice(side.independence(), _MOST)]
    else:
        blocks = _statements(record, id, side, Standing(number.value))
    head = [
        plain((f"{key} ", "bold $primary"), (line(found.claim.text), "bold")),
        plain((_title(side, number), f"bold {SIDE_STYLE[side.polarity]}"), (f" {word} it", DIM)),
    ]
    return View(title, (*head, *blocks), f"{key} {word}: {_title(side, number)}")


def opening(claim: ClaimId, polarity: Polarity, number: Number) -> Thing:
    """What opens one number of a side."""
    return Thing(ThingKind.NUMBER, claim, f"{polarity.word} {number}")


def _side(found: ClaimSupport, side: Side) -> list[Block]:
    claim, word = found.claim, side.polarity.word
    blocks = [numbers(word, side.support, side.polarity)]

    def row(number: Number, title: str, names: Sequence[str]) -> Block:
        shown = ", ".join(names[:_NAMES])
        rest = f" and {len(names) - _NAMES:,} more" if len(names) > _NAMES else ""
        return Block(
            Content.assemble(shown, (rest, DIM)),
            indent=2,
            lead=Content.assemble((f"{title:<16} ", SIDE_STYLE[side.polarity])),
            target=opening(claim.id, side.polarity, number),
            citation=f"{claim.key} {word}: {title}: {', '.join(names)}",
        )

    for number, persons in (Number.NAMED, side.named), (Number.ANONYMOUS, side.anonymous):
        if persons:
            title = f"◆ {len(persons):,} {Standing(number.value).word}"
            blocks.append(row(number, title, [_person(each) for each in persons]))
    if side.not_recorded:
        title = f"◇ {len(side.not_recorded):,} not recorded"
        blocks.append(row(Number.NOT_RECORDED, title, [_line(each) for each in side.not_recorded]))
    if side.origins:
        houses = [_house([body.short for body in each.bodies]) for each in side.organisations]
        blocks.append(_houses(found, side, houses))
    if side.reports:
        blocks.append(row(Number.CARRIERS, "carried by", [_carried(side), *(line(o.short) for o in side.outlets)]))
    pairs = list(islice(side.independence(), PAIRS))
    blocks += [_between(each) for each in pairs]
    left = len(side.origins) * (len(side.origins) - 1) // 2 - len(pairs)
    if left:
        target = opening(claim.id, side.polarity, Number.INDEPENDENCE)
        blocks.append(fact("", (f"… and {left:,} more pairs of origins", DIM), target=target))
    return blocks


def _houses(found: ClaimSupport, side: Side, houses: Sequence[str]) -> Block:
    shown = "; ".join(houses[:_NAMES]) + (f" and {len(houses) - _NAMES:,} more" if len(houses) > _NAMES else "")
    return Block(
        Content.assemble(side.in_organisations, (f"   {shown}", DIM)),
        indent=2,
        target=opening(found.claim.id, side.polarity, Number.HOUSES),
        citation=f"{found.claim.key} {side.polarity.word}: {side.in_organisations}: {'; '.join(houses)}",
    )


def _between(each: Between) -> Block:
    """Two origins, and what a person judged of them."""
    judged = each.judged
    why = f"   {line(judged.who)}, {wording.day(judged.at)}: {line(judged.reason)}" if judged else "   J judges"
    glyph, style = _JUDGED[each.word]
    one, other = line(each.one.source.short), line(each.other.source.short)
    return Block(
        Content.assemble(f"{one} and {other}: ", (f"{glyph} {each.word}", style), (why, DIM)),
        lead=Content.assemble((f"{'independence':<13}", DIM)),
        target=Thing(ThingKind.INDEPENDENCE, each.one.id, str(each.other.id)),
        citation=f"{one} and {other}: independence {each.word}{why if judged else ''}",
    )


_JUDGED = {
    "not established": ("○", "$warning"),
    "independent": ("●", "$success"),
    "not independent": ("=", "$error"),
    "unsure": ("?", "$warning"),
}
"""Glyph and colour of what was judged; its word always stands with it."""


def _person(each: Person) -> str:
    return f"{line(each.source.short)} ({' '.join(line(said.key) for said in each.lines[:3])})"


def _line(each: Line) -> str:
    return f"{line(each.source.short)} ({line(each.key)})"


def _house(bodies: Sequence[str]) -> str:
    return " with ".join(line(body) for body in bodies)


def _carried(side: Side) -> str:
    return f"{wording.counted(len(side.outlets), 'outlet')} in {wording.counted(len(side.reports), 'report')}"


def _title(side: Side, number: Number) -> str:
    if number is Number.HOUSES:
        return side.in_organisations
    if number is Number.CARRIERS:
        return f"carried by {_carried(side)}"
    if number is Number.INDEPENDENCE:
        return "independence between its origins"
    count = {"named": len(side.named), "anonymous": len(side.anonymous), "not_recorded": len(side.not_recorded)}
    return f"{count[number]:,} {Standing(number.value).word}"


def _statements(record: Reader, id: ClaimId, side: Side, standing: Standing) -> list[Block]:
    """The statements that make one of the three numbers, by whose they are, with the exact words we have of them."""
    carriers = {group.origin.statement: group.carriers for group in grouped(record, id).sides.get(side.polarity, ())}
    blocks: list[Block] = []
    if standing is Standing.NOT_RECORDED:
        for said in side.not_recorded[:_MOST]:
            blocks += _words(record, said.statement, carriers)
    for person in side.origins[:_MOST]:
        if person.standing is standing:
            source = person.source
            blocks.append(heading(line(source.name), f"{line(source.key)}, {wording.known_as(source)}"))
            for said in person.lines[:_MOST]:
                blocks += _words(record, said.statement, carriers)
    return blocks or [plain(("No statement makes it.", DIM), gap=True)]


def _words(record: Reader, id: StatementId, carriers: Mapping[StatementId, Sequence[StatementId]]) -> list[Block]:
    """A statement with its words, and those that pass it on with theirs: often the only words there are."""
    passing_on = carriers.get(id, ())
    said = passages(record, [id, *passing_on[:_CARRIERS]])
    standing = places(record, said)
    blocks = []
    for each in said:
        report = standing.get(each.statement.report)
        if each.statement.id == id:
            blocks.append(passage_block(each, report))
        else:
            head = f"{line(each.statement.source.short)} passes it on"
            blocks.append(passage_block(each, report, indent=3, lead="└ ", head=head, gap=False))
    if len(passing_on) > _CARRIERS:
        blocks.append(plain((f"… and {len(passing_on) - _CARRIERS:,} more pass it on", DIM), indent=3))
    return blocks


def _houses_view(side: Side) -> list[Block]:
    """Each organisation with those of the origins that belong to it."""
    blocks: list[Block] = []
    known = {each.id: each for each in side.origins}
    for house in side.organisations[:_MOST]:
        blocks.append(heading(_house([body.name for body in house.bodies]), "one organisation"))
        blocks += [
            fact("origin", (_person(known[id]), "bold"), target=Thing(ThingKind.SOURCE, known[id].source.id))
            for id in house.members
        ]
    return blocks


def _carrier(report: Report) -> Block:
    return fact(
        line(report.key),
        (line(report.label), "bold"),
        (f"   {wording.when(report.published)}, {wording.holding(report)}", DIM),
        target=Thing(ThingKind.REPORT, report.id),
    )


def _carriers_view(record: Reader, side: Side) -> list[Block]:
    """Every report that says it or passes it on, and whose it is."""
    shown = side.reports[:_MOST]
    found = {report.id: report for report in reports(record, [each.report for each in shown])}
    blocks = [heading("Reports"), *(_carrier(found[each.report]) for each in shown if each.report in found)]
    blocks.append(heading("Outlets"))
    own = sources(record, [outlet.id for outlet in side.outlets[:_MOST]])
    blocks += [fact(line(each.key), line(each.name), target=Thing(ThingKind.SOURCE, each.id)) for each in own]
    return blocks
