"""Statements on record that the words of a line may repeat: those of the same source in the same place.

A paper that writes "CNN reported, citing a US official" repeats what CNN's report has from that official already, and
adds no origin. So does a second sentence about one denial. What a repeat writes: `db.markup.planner`.
"""

from __future__ import annotations

from collections.abc import Sequence

from db.dataclass import dataclass
from db.markup.claims import ClaimWithStance
from db.markup.parse_names import NameDetails
from db.markup.plan import Repeat, RepeatReason, StepResult
from db.markup.plan_builder import PlanBuilder
from db.markup.saying_time import are_apart, time_of_saying
from db.markup.speakers import Speaker
from db.model.enums import Act, Naming, SourceKind
from db.model.ids import StatementId
from db.model.times import When
from db.queries.provenance import relaying_statements
from db.queries.statements import Stance, Statement, statements
from db.search.similar import content_words, similarity
from db.search.similar_candidates import rows_with_all_words
from db.store.fts import IndexedKind
from db.store.reader import Row, placeholders
from db.text.normalize import casefold_words
from db.text.words import WORD, word_set

_FEWEST_VERBATIM = 6
"""Words from which a sentence that two reports have is taken for a copy, not for chance."""

_MOST = 2_000
"""Statements that are looked at in a place."""

_NEAR = 91.0
"""The likeness of words, of 100, from which they are taken for the same statement. Words with more on one side only
have 90."""

_SAME = 99.0

_FEWEST_WORDS, _FEWEST_UNSPACED = 3, 8
"""With fewer words than this, or fewer letters in writing without spaces, words may belong to any statement."""


@dataclass(frozen=True, slots=True)
class _Found:
    """How well a statement fits a line, by its source and place."""

    is_same_source: bool
    is_first: bool
    """Whether it is in the first place: that of the station which has it from the source."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A statement that may be repeated."""

    statement: Statement
    found: _Found


def find_repeats(
    builder: PlanBuilder,
    who: Speaker,
    places: Sequence[Speaker],
    claims: Sequence[ClaimWithStance],
    told: NameDetails,
) -> tuple[Repeat, ...]:
    """The statements that a line repeats, the likeliest first.

    :param who: its first speaker.
    :param places: where that may be on record: each station's report, from the first to the one that is read.
    :param claims: the claims of the line.
    :param told: act and time that the line gives.
    """
    said = time_of_saying(builder, told.said)
    candidates = [
        each
        for each in _candidates(builder, who, places)
        if _fits(each.statement, claims, told.act) and not are_apart(builder, said, each.statement.said)
    ]
    words = _words_by_statement(builder, [each.statement for each in candidates])
    found: list[tuple[float, Repeat]] = []
    for each in candidates:
        likeness = max((_likeness(own, words[each.statement.id]) for own in _own_words(builder)), default=0.0)
        reason = _reason(likeness, claims, each.statement)
        if reason is not None:
            clear = each.found.is_same_source and each.found.is_first and not _says_other_day(said, each.statement)
            found.append((likeness, repeat_of(each.statement, reason, is_clear=clear)))
    found.sort(key=lambda each: (-each[0], each[1].statement))
    return tuple(repeat for _, repeat in found)


def clear_repeat(repeats: Sequence[Repeat]) -> Repeat | None:
    """The one statement that is surely repeated; None where there is none, or several may be meant."""
    clear = [each for each in repeats if each.is_clear]
    if len(repeats) == 1 and clear:
        return clear[0]
    worded = [each for each in clear if each.reason == RepeatReason.SAME_WORDS]
    return worded[0] if len(worded) == 1 else None


def repeat_of(statement: Statement, reason: RepeatReason, *, is_clear: bool) -> Repeat:
    """A statement that a line may repeat, with its words: "S3 a US official, for C1"."""
    bears = "".join(f", {stance.polarity.word} {stance.key}" for stance in statement.stances)
    where = f" in {statement.report_key}" if statement.report_key else ""
    return Repeat(statement.id, f"{statement.key} {statement.source.short}{where}{bears}", reason, is_clear)


# --- candidates ---


def _candidates(builder: PlanBuilder, who: Speaker, places: Sequence[Speaker]) -> list[_Candidate]:
    """The statements of a source in the places where it may be on record, each once."""
    met: dict[StatementId, _Found] = {}
    here = _marked_up_here(builder) if _is_loose(who) else frozenset()
    for number, place in enumerate(places):
        if number and not _is_loose(who):
            break  # a source on record adds no origin by another statement
        for id, source, name, naming, kind in _heard_at(builder, place):
            is_unnamed = Naming(naming) in _LOOSE and kind != SourceKind.OUTLET
            is_same = source == who.source or (is_unnamed and _is_loose(who) and _is_called_the_same(who, name))
            # An article tells its unnamed sources apart by what it calls them; a copy may call them otherwise.
            may_be = is_unnamed and _is_loose(who) and id not in here and _may_be_called(who, name)
            if is_same or may_be:
                met.setdefault(id, _Found(is_same, number == 0))
    at_first_hand = bool(places) and places[0].report == builder.report.id
    for id in _verbatim_elsewhere(builder, who) if at_first_hand and _is_loose(who) else ():
        met.setdefault(id, _Found(is_same_source=False, is_first=False))
    return [_Candidate(each, met[each.id]) for each in statements(builder.record, sorted(met))]


def _verbatim_elsewhere(builder: PlanBuilder, who: Speaker) -> list[StatementId]:
    """The first statements of unnamed sources that other reports have in the same words: this report may be a copy."""
    long = [each for each in _own_words(builder) if len(WORD.findall(each)) >= _FEWEST_VERBATIM]
    ids = [id for each in long for id in rows_with_all_words(builder.record, IndexedKind.QUOTE, each)]
    rows = builder.record.rows(
        f"""SELECT st.id, q.exact, so.name, so.naming FROM quotes q JOIN captures ca ON ca.id = q.capture
            JOIN statements st ON st.id = q.statement JOIN sources so ON so.id = st.source
            WHERE q.id IN ({placeholders(ids[:_MOST])}) AND st."case" = ? AND ca.report <> ? AND so.kind <> 'outlet'
              AND NOT EXISTS (SELECT 1 FROM relays r WHERE r.child = st.id)""",
        *ids[:_MOST],
        builder.case,
        builder.report.id,
    )
    folded = {casefold_words(each) for each in long}
    return [
        id
        for id, exact, name, naming in rows
        if Naming(naming) in _LOOSE and casefold_words(exact) in folded and _may_be_called(who, name)
    ]


_LOOSE = (Naming.ANONYMOUS, Naming.COLLECTIVE, Naming.ROLE)
"""Naming of sources that have no name, and may be called otherwise in a copy."""


def _heard_at(builder: PlanBuilder, place: Speaker) -> list[Row]:
    """Id and source of the statements in a place, and of all that they pass on."""
    if isinstance(place.report, StepResult) or (place.report is None and isinstance(place.source, StepResult)):
        return []
    there = "report = :place" if place.report is not None else 'source = :place AND report IS NULL AND "case" = :case'
    return builder.record.rows(
        f"""WITH RECURSIVE up(node) AS (
              SELECT id FROM statements WHERE {there}
              UNION
              SELECT r.parent FROM up JOIN relays r ON r.child = up.node LIMIT :most)
            SELECT st.id, st.source, so.name, so.naming, so.kind FROM up
            JOIN statements st ON st.id = up.node JOIN sources so ON so.id = st.source""",
        place=place.source if place.report is None else place.report,
        case=builder.case,
        most=_MOST,
    )


def _marked_up_here(builder: PlanBuilder) -> frozenset[StatementId]:
    """The statements that the report which is read gives to their source itself."""
    return frozenset(
        builder.record.column(
            """SELECT p.statement FROM captures ca JOIN proposals p ON p.capture = ca.id
               WHERE ca.report = :report AND p.statement IS NOT NULL
               UNION
               SELECT q.statement FROM captures ca JOIN quotes q ON q.capture = ca.id WHERE ca.report = :report""",
            report=builder.report.id,
        )
    )


def _is_loose(who: Speaker) -> bool:
    """Whether a line has a new source without a name."""
    return isinstance(who.source, StepResult) and who.naming in _LOOSE


def _is_called_the_same(who: Speaker, name: str) -> bool:
    return content_words(name) == content_words(who.label)


def _may_be_called(who: Speaker, name: str) -> bool:
    return bool(_described(who.label) & _described(name))


def _described(label: str) -> frozenset[str]:
    return frozenset(content_words(label.replace(".", "")).split()) - _VAGUE


_VAGUE = word_set("one two three four five some several many other another senior top unnamed unidentified us")
"""Words that tell two unnamed sources neither together nor apart."""


# --- comparison ---


def _fits(statement: Statement, claims: Sequence[ClaimWithStance], act: Act | None) -> bool:
    """Whether a statement neither takes the other side on a claim nor does something else with it."""
    if act is not None and act is not statement.act and (act in _OTHER_ACTS or statement.act in _OTHER_ACTS):
        return False
    return not any(
        (stance := stance_on(each, statement)) is not None and stance.polarity is not each.polarity for each in claims
    )


_OTHER_ACTS = (Act.RETRACT, Act.CORRECT, Act.APOLOGISE, Act.QUERY, Act.DECLINE, Act.ADVISE)
"""Acts that are not another report of an assertion or a denial."""


def _says_other_day(said: When | None, statement: Statement) -> bool:
    """Whether two statements have different words for their time, which may mean the same day or not."""
    raw = said.raw if said else None
    return bool(raw and statement.said.raw) and casefold_words(raw or "") != casefold_words(statement.said.raw or "")


def _reason(likeness: float, claims: Sequence[ClaimWithStance], statement: Statement) -> RepeatReason | None:
    if likeness >= _SAME:
        return RepeatReason.SAME_WORDS
    if likeness >= _NEAR:
        return RepeatReason.NEAR_WORDS
    is_same = bool(claims) and all(stance_on(each, statement) is not None for each in claims)
    return RepeatReason.SAME_CLAIMS if is_same else None


def stance_on(claim: ClaimWithStance, statement: Statement) -> Stance | None:
    """The stance of a statement on a claim of a line, if it has one."""
    return None if isinstance(claim.claim, StepResult) else statement.bearing(claim.claim)


def _own_words(builder: PlanBuilder) -> list[str]:
    return [builder.text[start:end] for start, end in builder.spans]


def _likeness(own: str, others: Sequence[str]) -> float:
    """The likeness of words with the nearest of others, to 100; 0 for words too few to tell."""
    wanted = content_words(own)
    if len(wanted.split()) < _FEWEST_WORDS and (wanted.isascii() or len(wanted) < _FEWEST_UNSPACED):
        return 0.0
    folded = [content_words(each) for each in others]
    if wanted in folded:
        return 100.0
    return max((score for _, score in similarity(wanted, folded, _NEAR)), default=0.0)


def _words_by_statement(builder: PlanBuilder, found: Sequence[Statement]) -> dict[StatementId, tuple[str, ...]]:
    """The words of statements: their own quotes, and those of the statements that pass them on."""
    words: dict[StatementId, tuple[str, ...]] = {}
    for each in found:
        passing_on = statements(builder.record, relaying_statements(builder.record, [each.id], _MOST)[:_MOST])
        words[each.id] = tuple(dict.fromkeys(quote.exact for one in (each, *passing_on) for quote in one.quotes)) + (
            (each.summary,) if each.summary else ()
        )
    return words
