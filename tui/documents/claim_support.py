"""What a claim rests on, side by side: the numbers, whose they are, in which organisations, carried by whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import islice

from db.dataclass import replace
from db.model.enums import OriginStanding, Polarity
from db.model.ids import ClaimId
from db.queries.claim_support import ClaimSupport, PairIndependence, SupportingStatement, SupportSide, SupportSpeaker
from db.queries.claims import Claim
from db.queries.origins import Support
from tui.documents.model import Fact, in_print, named_fact
from tui.text import wording
from tui.text.marks import Mark
from tui.text.paragraphs import Paragraph
from tui.text.safe import line
from tui.text.styles import DIM, SIDE_STYLE
from tui.text.targets import Thing, ThingKind

PAIRS = 6
"""Pairs of origins whose independence the desk lists."""

_NAMES = 4
"""Names that the desk shows beside a number."""


class Number(StrEnum):
    """What of a side opens in a view of its own."""

    NAMED = "named"
    ANONYMOUS = "anonymous"
    NOT_RECORDED = "not_recorded"
    WITHDRAWN = "withdrawn"
    HOUSES = "organisations"
    CARRIERS = "carriers"
    INDEPENDENCE = "independence"


def support_facts(found: ClaimSupport) -> Iterator[Fact]:
    """Both sides: numbers with names, origins in organisations, who carries it, judgements of independence."""
    yield from _side(found, found.supporting)
    yield from _side(found, found.against)
    yield Fact(((wording.STANDINGS_EXPLAINED, DIM),), indent=2)


def opening(claim: ClaimId, polarity: Polarity, number: Number) -> Thing:
    """The view of one number of a side."""
    return Thing(ThingKind.NUMBER, claim, f"{polarity.word} {number}")


def between_fact(each: PairIndependence) -> Fact:
    """Two origins, and whether a person judged them independent."""
    judgement = each.judged
    if judgement is None:
        why = "   J to judge"
    else:
        why = f"   {line(judgement.who)}, {wording.day(judgement.at)}: {line(judgement.reason)}"
    glyph, style = _INDEPENDENCE[each.word]
    one, other = line(each.one.source.short), line(each.other.source.short)
    return Fact(
        (f"{one} and {other}: ", (f"{glyph} {each.word}", style), (why, DIM)),
        lead=((f"{'independence':<13}", DIM),),
        target=Thing(ThingKind.INDEPENDENCE, each.one.id, str(each.other.id)),
        citation=f"{one} and {other}: independence {each.word}{why if judgement else ''}",
    )


def number_fact(polarity: Polarity, numbers: Support) -> Fact:
    """One side's three numbers, all of them, zeros too."""
    name = f"{wording.POLARITY_GLYPH[polarity]} {polarity.word:<11}"
    return Fact((wording.side_words(numbers, whole=True),), lead=((name, f"bold {SIDE_STYLE[polarity]}"),))


def origin_name(origin: SupportSpeaker) -> str:
    """An origin with its statements: "Khalaf (S1 S3)"."""
    return f"{line(origin.source.short)} ({' '.join(line(said.key) for said in origin.lines[:3])})"


def organisation_name(bodies: Sequence[str]) -> str:
    """The bodies that are one organisation."""
    return " with ".join(line(body) for body in bodies)


def carried_by(side: SupportSide) -> str:
    """How many outlets in how many reports carry a side."""
    return f"{wording.pluralize(len(side.outlets), 'outlet')} in {wording.pluralize(len(side.reports), 'report')}"


def _side(found: ClaimSupport, side: SupportSide) -> Iterator[Fact]:
    claim = found.claim
    yield replace(number_fact(side.polarity, side.support), printed=_printed(side))
    for number, origins in (Number.NAMED, side.named), (Number.ANONYMOUS, side.anonymous):
        if origins:
            word = OriginStanding(number.value).word
            names = [origin_name(each) for each in origins]
            yield _number_row(claim, side, number, f"{Mark.ORIGIN} {word}", names, cited=f"{len(origins):,} {word}")
    if side.not_recorded:
        names = [_statement_name(each) for each in side.not_recorded]
        title, cited = f"{Mark.NOT_RECORDED} not recorded", f"{len(names):,} not recorded"
        yield _number_row(claim, side, Number.NOT_RECORDED, title, names, cited=cited)
    if side.withdrawn:
        on = f", {wording.day(side.support.withdrawn_on)}" if side.support.withdrawn_on else ""
        names = [_statement_name(each) for each in side.withdrawn]
        title, cited = f"{Mark.WITHDRAWN} withdrawn", f"{side.support.withdrawn:,} withdrawn{on}"
        yield _number_row(claim, side, Number.WITHDRAWN, title, names, cited=cited)
    if side.origins:
        yield _organisations(claim, side)
    if side.reports:
        names = [carried_by(side), *(line(outlet.short) for outlet in side.outlets)]
        yield _number_row(claim, side, Number.CARRIERS, "carried by", names)
    pairs = list(islice(side.independence(), PAIRS))
    yield from (between_fact(each) for each in pairs)
    left = len(side.origins) * (len(side.origins) - 1) // 2 - len(pairs)
    if left:
        target = opening(claim.id, side.polarity, Number.INDEPENDENCE)
        yield named_fact("", (f"… and {left:,} more pairs of origins", DIM), target=target)


def _printed(side: SupportSide) -> tuple[Paragraph, ...]:
    """What is printed of a side: who carries it, the organisations of its origins, judgements of independence."""
    word, sentences = side.polarity.word.capitalize(), []
    if side.reports:
        reports = ", ".join(line(each.key) for each in side.reports)
        sentences.append(f"{word}: in {reports}, of {', '.join(line(each.name) for each in side.outlets)}.")
    if side.origins:
        bodies = "; ".join(organisation_name([body.name for body in each.bodies]) for each in side.organisations)
        sentences.append(f"{word}: {side.in_organisations}{_listed(side, bodies)}.")
    known = {origin.id: line(origin.source.name) for origin in side.origins}
    for each in side.judged:
        two = f"{known[each.a]} and {known[each.b]}: {each.judgement.word}"
        by = f"says {line(each.who)} on {wording.day(each.at)}"
        sentences.append(f"{two}, {by}: {wording.end_sentence(line(each.reason))}")
    return in_print(*sentences)


def _number_row(
    claim: Claim, side: SupportSide, number: Number, title: str, names: Sequence[str], *, cited: str = ""
) -> Fact:
    """Whom a number of the line above counts; it opens in a view of its own.

    :param cited: the number with its word, as it is copied; empty for the title.
    """
    rest = f" and {len(names) - _NAMES:,} more" if len(names) > _NAMES else ""
    return Fact(
        (", ".join(names[:_NAMES]), (rest, DIM)),
        indent=2,
        lead=((f"{title:<16} ", SIDE_STYLE[side.polarity]),),
        target=opening(claim.id, side.polarity, number),
        citation=f"{claim.key} {side.polarity.word}: {cited or title}: {', '.join(names)}",
    )


def _organisations(claim: Claim, side: SupportSide) -> Fact:
    names = [organisation_name([body.short for body in each.bodies]) for each in side.organisations]
    shown = "; ".join(names[:_NAMES]) + (f" and {len(names) - _NAMES:,} more" if len(names) > _NAMES else "")
    return Fact(
        (side.in_organisations, (f"   {shown}" if shown else "", DIM)),
        indent=2,
        target=opening(claim.id, side.polarity, Number.HOUSES),
        citation=f"{claim.key} {side.polarity.word}: {side.in_organisations}{': ' if names else ''}{'; '.join(names)}",
    )


def _listed(side: SupportSide, bodies: str) -> str:
    """The organisations after their number: in brackets where every origin has one, else after a colon."""
    if not bodies:
        return ""
    return f": {bodies}" if side.without_organisation else f" ({bodies})"


_INDEPENDENCE = {
    "not established": (Mark.UNJUDGED, "$warning"),
    "independent": (Mark.INDEPENDENT, "$success"),
    "not independent": (Mark.DEPENDENT, "$error"),
    "unsure": (Mark.UNJUDGED, "$warning"),
}
"""Glyph and colour of a judgement; its word always stands with it."""


def _statement_name(each: SupportingStatement) -> str:
    return f"{line(each.source.short)} ({line(each.key)})"
