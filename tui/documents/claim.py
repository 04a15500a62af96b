"""The document of a claim: its numbers, its parts, whom it is about, and every statement on it by origin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from db.algorithms.grouping import group_alike
from db.dataclass import dataclass, replace
from db.model.enums import OriginStanding, Polarity
from db.model.ids import ClaimId, ReportId, StatementId
from db.queries.assessments import ClaimAssessments, claim_assessments
from db.queries.citations import cited_claim, cited_passage
from db.queries.claim_joins import ClaimJoin, claim_join, claims_joined_into
from db.queries.claim_support import claim_support
from db.queries.claims import Claim, family, parties
from db.queries.dependents import party_ids
from db.queries.origins import Origin, OriginCounts, OriginGroup, group_by_origin, origin_counts
from db.queries.provenance import TracedStatement, passages
from db.queries.reports import Report
from db.store.reader import Reader, pages
from db.text.quotation import in_quotes
from tui.documents.claim_support import support_facts
from tui.documents.judgements import claim_judgements
from tui.documents.model import (
    Document,
    Fact,
    Section,
    SectionName,
    StatementFact,
    heading,
    in_print,
    named_fact,
    printed_heading,
)
from tui.documents.statements import NO_RATINGS, StatementRatings, ratings, reports_of_statements, statement_list
from tui.text import assessment_labels as labels
from tui.text import wording
from tui.text.marks import Mark
from tui.text.paragraphs import Paragraph
from tui.text.safe import block, line
from tui.text.styles import DIM, SIDE_STYLE
from tui.text.targets import Row, RowKind, Thing, ThingKind

if TYPE_CHECKING:
    from db.analysis.alarms import Alarm

MOST = 200
"""Statements the desk reads of each side at first; a line gives the number of the rest, and reads on."""

_JOINED = 20
"""Joined claims the desk names; a line gives the number of the rest."""

_JOINED_JUDGED = 3
"""Joined claims whose judgements the desk shows."""


def claim_document(record: Reader, claim: Claim, most: int | None = None) -> Document:
    """A claim and what it rests on.

    :param most: statements of each side, for the desk; None for all, to be printed.
    """
    id, whole = claim.id, most is None
    numbers, rests, found = origin_counts(record, [id])[id], claim_support(record, id), group_by_origin(record, id)
    sections = [
        Section(SectionName.TITLE, _title(claim)),
        Section(SectionName.WORDS, () if whole else _first_words(record, found.sides)),
        Section(SectionName.SUPPORT, support_facts(rests) if rests is not None else ()),
        Section(SectionName.ALARMS, _alarms(record, claim)),
        *_family(record, claim),
        Section(SectionName.JOINS, _joins(record, id)),
        Section(SectionName.NUMBERS, _numbers(numbers)),
        Section(SectionName.PARTIES, _parties(record, id)),
        Section(SectionName.JUDGED, claim_judgements(record, id, whole=whole)),
        Section(SectionName.JOINS_JUDGED, () if whole else _joins_judged(record, id)),
        *(Section(_SIDES[side], _side(record, claim, side, groups, most)) for side, groups in found.sides.items()),
        Section(SectionName.CIRCULAR, _circular(record, claim, found.ring, most)),
    ]
    return Document(f"{claim.key}  {line(claim.text)}", tuple(sections), cited_claim(claim, numbers))


_SIDES = {
    Polarity.FOR: SectionName.FOR,
    Polarity.AGAINST: SectionName.AGAINST,
    Polarity.NEITHER: SectionName.NEITHER,
}


def _title(claim: Claim) -> Iterator[Fact]:
    yield Fact(
        ((block(claim.text), "bold"),),
        (Paragraph(f"{claim.key} {wording.end_sentence(claim.text)}", 0, 2, heading=True),),
        row=Row(RowKind.CLAIM, claim.id),
    )
    if claim.is_background:
        yield named_fact("background", "background, not about the incident itself")


def _first_words(record: Reader, sides: Mapping[Polarity, Sequence[OriginGroup]]) -> Iterator[Fact]:
    """The first quote of each side, so that the view begins with words; all of them follow under their origins."""
    for side in Polarity.FOR, Polarity.AGAINST:
        ids = [group.origin.statement for group in sides.get(side, ())[:_LOOKED_AT]]
        found = next((each for each in passages(record, ids) if each.statement.quotes), None)
        if found is not None:
            quote, said = found.statement.quotes[0], found.statement
            exact, places = line(quote.exact), reports_of_statements(record, [found])
            words = f"{exact[:_SHOWN].rsplit(' ', 1)[0]} …" if len(exact) > _SHOWN else exact
            yield Fact(
                (f"{quote.marked[0]}{words}{quote.marked[-1]}", (f"  {line(found.speaker.short)}, {said.key}", DIM)),
                lead=((f"{wording.POLARITY_GLYPH[side]} ", SIDE_STYLE[side]),),
                target=Thing(ThingKind.WORDS, said.id),
                citation=cited_passage(found, places.get(said.report)),
            )


_LOOKED_AT = 8
"""Origins of a side among which the first quote is looked for."""

_SHOWN = 150
"""Code points of a first quote that are shown."""


def _numbers(numbers: OriginCounts) -> Iterator[Fact]:
    """The three numbers of both sides in print; the desk has them in the support of each side."""
    yield Fact(
        printed=in_print(
            wording.support_sentences(numbers),
            f"Carried by {wording.pluralize(numbers.outlets, 'outlet')}.",
            f"({wording.STANDINGS_EXPLAINED})",
        )
    )


def _alarms(record: Reader, claim: Claim) -> Iterator[Fact]:
    from db.analysis.alarms.lookup import alarms_on  # the desk's view must not wait for all alarms

    found = alarms_on(record, claim.id)
    if found:
        yield Fact(printed=printed_heading(f"Alarms ({len(found):,})"))
    for alarm, more in _folded(found):
        aside = f" Dismissed by {line(alarm.set_aside.who)}: {line(alarm.set_aside.reason)}" if alarm.set_aside else ""
        words = f"{wording.sentence(alarm.kind.word)} {line(alarm.sentence)}{aside} ({line(alarm.key)})"
        yield Fact(printed=(Paragraph(words, 2, 4),))
        if more:
            yield Fact(printed=(Paragraph(f"… and {more:,} similar: onrecord alarms --all lists them.", 4, 4),))


def _folded(found: Sequence[Alarm]) -> Iterator[tuple[Alarm, int]]:
    """Alarms; of many that repeat each other only the first, with the number of the others."""
    return ((alike[0], len(alike) - 1) for alike in group_alike(found, lambda alarm: alarm.alike))


def _family(record: Reader, claim: Claim) -> Iterator[Section]:
    """The claim it is a part of, and its own parts, each with its verdict where it has one."""
    parent, parts = family(record, claim.id)
    stand = claim_assessments(record, [each.id for each in (*parent, *parts)])
    above = [
        _relative(f"{claim.part} of", each, stand.get(each.id), f"{(claim.part or '').capitalize()} of {each.key}.")
        for each in parent
    ]
    below = [
        _relative(f"{each.part}", each, stand.get(each.id), _printed_part(each, stand.get(each.id))) for each in parts
    ]
    yield Section(SectionName.PARENT, above)
    yield Section(SectionName.PARTS, below)


def _relative(name: str, claim: Claim, stands: ClaimAssessments | None, printed: str) -> Fact:
    given = stands.assessment if stands is not None else None
    verdict = (f"   {labels.verdict(given.verdict)}", labels.VERDICT[given.verdict][1]) if given else ""
    target = Thing(ThingKind.CLAIM, claim.id)
    return named_fact(name, (f"{claim.key} ", "bold"), line(claim.text), verdict, target=target, printed=printed)


def _printed_part(part: Claim, stands: ClaimAssessments | None) -> str:
    given = stands.assessment if stands is not None else None
    verdict = f" Verdict: {given.verdict}." if given else ""
    return f"Part ({part.part}): {part.key} {wording.end_sentence(line(part.text))}{verdict}"


def _joins(record: Reader, claim: ClaimId) -> Iterator[Fact]:
    """The claim it is joined into, or those joined into it."""
    into = claim_join(record, claim)
    if into is not None:
        yield _join("joined with", into.into, into)
    found = claims_joined_into(record, claim)
    for at, each in enumerate(found):
        fact = _join("includes", each.claim, each)
        yield fact if into is None and at < _JOINED else replace(fact, phrases=())
    if into is None and len(found) > _JOINED:
        yield named_fact("", (f"… and {len(found) - _JOINED:,} more", DIM))


def _join(name: str, other: Claim, join: ClaimJoin) -> Fact:
    text, who, day = line(other.text), line(join.who), wording.day(join.at[:10])
    reason = f"  {in_quotes(line(join.reason))}" if join.reason else ""
    why = f": {wording.end_sentence(line(join.reason))}" if join.reason else "."
    sentence = f"{name.capitalize()}{'' if name == 'joined with' else ':'} {other.key} {wording.end_sentence(text)}"
    return named_fact(
        name,
        (f"{other.key} ", "bold"),
        text,
        (f"{reason}  {who}, {day}", DIM),
        printed=f"{sentence} Joined by {who}, {day}{why}",
        target=Thing(ThingKind.CLAIM, other.id),
    )


def _joins_judged(record: Reader, claim: ClaimId) -> Iterator[Fact]:
    """What people judged of the claim it is joined into, or of those joined into it, on the desk."""
    into = claim_join(record, claim)
    if into is not None:
        others = [(into.into, "which it is joined with")]
    else:
        others = [(each.claim, "joined with it") for each in claims_joined_into(record, claim)[:_JOINED_JUDGED]]
    for other, words in others:
        yield Fact(((f"and of {other.key}, {words}:", DIM),))
        yield from (replace(each, printed=()) for each in claim_judgements(record, other.id, whole=False)[1:])


def _parties(record: Reader, claim: ClaimId) -> Iterator[Fact]:
    for party, (role, source, speaks) in zip(party_ids(record, claim), parties(record, claim), strict=True):
        voice = "a statement of its own" if speaks else "no statement of its own"
        yield named_fact(
            role,
            (line(source.name), "bold"),
            (f"  has {voice}" if speaks else f"  {Mark.MISSING_VOICE} missing voice: {voice}", DIM),
            printed=f"{role.capitalize()}: {source.name}, which has {voice} on record.",
            target=Thing(ThingKind.SOURCE, source.id),
            row=Row(RowKind.PARTY, party),
        )


@dataclass(frozen=True, slots=True)
class _SideEntry:
    """A statement in the list of one side, with the origin it stands under."""

    id: StatementId
    origin: Origin
    is_origin: bool


def _side(
    record: Reader, claim: Claim, side: Polarity, groups: Sequence[OriginGroup], most: int | None
) -> Iterator[Fact | StatementFact]:
    """The origins of one side, each with the statements that pass it on."""
    if not groups:
        return
    title = f"{wording.POLARITY_GLYPH[side]} {side.word}"
    printed = f"{side.word.capitalize()}: statements by origin"
    yield heading(title, "each origin, and who relays it", printed=printed)
    entries = [
        _SideEntry(id, group.origin, id == group.origin.statement)
        for group in groups
        for id in (group.origin.statement, *group.carriers)
    ]
    read = {each.id for each in entries[:most]}
    shown = [each for each in entries if each.id in read and each.origin.statement in read]
    for page in pages(shown):
        found = {each.statement.id: each for each in passages(record, list(dict.fromkeys(each.id for each in page)))}
        beside = _Beside(
            reports_of_statements(record, found.values()), ratings(record, list(found), claim.id, whole=most is None)
        )
        for each in page:
            yield _entry(claim, side, each, found[each.id], beside)
    yield from _rest_of_side(len(entries) - len(entries[:most]), side.word)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is known of the statements of a page besides themselves."""

    places: Mapping[ReportId | None, Report]
    ratings: Mapping[StatementId, StatementRatings]


def _entry(claim: Claim, side: Polarity, entry: _SideEntry, passage: TracedStatement, beside: _Beside) -> StatementFact:
    """An origin; or who relays it, under the name of that source, so that no two read alike."""
    mine, known = beside.ratings.get(entry.id, NO_RATINGS), entry.origin.standing
    if not entry.is_origin:
        lead, printed = f"{Mark.CARRIER} ", "relays it, "
    elif entry.origin.is_withdrawn:
        lead, printed = f"{Mark.WITHDRAWN} withdrawn, counts as no origin  ", "withdrawn, "
    elif known is OriginStanding.NOT_RECORDED:
        lead, printed = f"{Mark.NOT_RECORDED} not recorded, counts as no origin  ", "origin not recorded, "
    else:
        lead, printed = f"{Mark.ORIGIN} {known.word} origin  ", f"{known.word} origin, "
    return StatementFact(
        passage,
        beside.places.get(passage.statement.report),
        lead=(lead + _turned(claim, passage, side), SIDE_STYLE[side]),
        head="" if entry.is_origin else f"{line(passage.statement.source.short)} relays it",
        indent=0 if entry.is_origin else 3,
        gap=entry.is_origin,
        marks=mine.marks,
        printed_lead=printed,
        printed_indent=2 if entry.is_origin else 6,
        ratings=mine.printed,
    )


def _turned(claim: Claim, passage: TracedStatement, side: Polarity) -> str:
    """That a statement bears on the claim the other way than what it passes on."""
    bearing = passage.statement.bearing(claim.id)
    return f"reversed: {bearing.polarity.word}  " if bearing and bearing.polarity is not side else ""


def _circular(
    record: Reader, claim: Claim, ids: Sequence[StatementId], most: int | None
) -> Iterator[Fact | StatementFact]:
    """Statements without an origin: they pass each other on in a ring."""
    if not ids:
        return
    printed = "Circular: these only relay each other, and there is no origin"
    title = heading(f"{Mark.LOOP} circular", "these only relay each other; there is no origin", printed=printed)
    yield from statement_list(record, title, ids, most, claim=claim.id, indent=3)
    yield from _rest_of_side(len(ids) - len(ids[:most]), "in a loop")


def _rest_of_side(left: int, word: str) -> Iterator[Fact]:
    """The number of statements that are not read yet; opening the line reads them."""
    if left:
        yield Fact((f"… and {left:,} more {word}: enter shows more",), target=Thing(ThingKind.MORE, 0), gap=True)
