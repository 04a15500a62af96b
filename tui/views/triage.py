"""A claim in quick triage: its numbers, its status and verdict, and the words for and against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from db.dataclass import dataclass
from db.model.enums import OriginStanding, Polarity
from db.model.ids import ClaimId, SourceId, StatementId
from db.queries.assessments import ClaimAssessments, claim_assessments, open_parts
from db.queries.citations import cited_claim, cited_passage
from db.queries.claims import Claim, claims, family
from db.queries.origins import OriginCounts, group_by_origin, origin_counts
from db.queries.provenance import TracedStatement, passages
from db.queries.ratings import RatedPair, ratings_for
from db.queries.reports import Report
from db.queries.statements import Statement
from db.queries.triage_queue import filter_standalone, statement_ids_on_claim
from db.store.reader import Reader
from tui.actions.registry import key_of
from tui.documents.claim_support import number_fact
from tui.documents.statements import reports_of_statements
from tui.text import assessment_labels as judged_words
from tui.text import wording
from tui.text.marks import Mark
from tui.text.safe import block, line
from tui.text.strips import row
from tui.text.styles import DIM, SIDE_STYLE
from tui.text.targets import Row, RowKind, Thing, ThingKind
from tui.views.blocks import Block
from tui.views.document import block_of
from tui.views.parts import Piece, text_block, words_of_statement

if TYPE_CHECKING:
    from db.analysis.alarms import Alarm

MOST = 30
"""Statements shown of each side; the claim's own view has all."""

NEAR_WORDS = 40
"""Letters shown of a similar claim."""

_GROUPED = 400
"""Most statements on a claim for which each is shown under its origin."""


@dataclass(frozen=True, slots=True)
class Extra:
    """What takes longer to read than the claim itself."""

    alarms: tuple[Block, ...] = ()
    near: tuple[Block, ...] = ()
    """Similar claims."""


@dataclass(frozen=True, slots=True)
class TriageCard:
    """A claim as triage shows it."""

    claim: Claim
    judged: ClaimAssessments
    head: tuple[Block, ...]
    """Its words, status and verdict."""
    said: tuple[Block, ...]
    """The statements on it."""
    speakers: Mapping[StatementId, tuple[SourceId, str]]
    """The source of each shown statement, with its name."""
    citation: str

    def blocks(self, extra: Extra) -> list[Block]:
        """The whole card, with what was read later."""
        return [*self.head, *extra.alarms, *self.said, *extra.near]


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A claim in the list beside it."""

    id: ClaimId
    claim: Claim
    judged: ClaimAssessments


def triage_card(record: Reader, id: ClaimId) -> TriageCard | None:
    """Read a claim for triage; None where it is gone, or joined into another."""
    if not filter_standalone(record, [id]):
        return None
    claim = claims(record, [id])[0]
    stands = claim_assessments(record, [id])[id]
    both = origin_counts(record, [id])[id]
    pairs = ratings_for(record, id)
    shown = _shown(record, id, pairs)
    said = {each.statement.id: each for each in passages(record, [each.statement for each in shown])}
    reports = reports_of_statements(record, said.values())
    blocks: list[Block] = []
    for polarity in Polarity.FOR, Polarity.AGAINST, Polarity.NEITHER:
        side = [each for each in shown if each.side is polarity and each.statement in said]
        if side:
            blocks.append(_side_heading(polarity, len(side)))
        first: dict[tuple[str, ...], str] = {}
        for each in side:
            own = said[each.statement]
            exact = tuple(quote.exact for quote in own.statement.quotes)
            key = first.setdefault(exact, own.statement.key) if exact else own.statement.key
            again = "" if key == own.statement.key else key
            blocks.append(_statement_block(claim, each, own, reports.get(own.statement.report), pairs, again))
    if not blocks:
        blocks.append(text_block(("No statements on it.", DIM), gap=True))
    if len(pairs) > len(shown):
        left = wording.pluralize(len(pairs) - len(shown), "statement")
        more = f"… and {left} more: {key_of('triage.look')} opens the claim"
        blocks.append(text_block((more, DIM), gap=True))
    speakers = {id: (each.statement.source.id, line(each.statement.source.short)) for id, each in said.items()}
    head = (*_head(claim, stands), *_numbers(both), *_parts(record, claim))
    return TriageCard(claim, stands, head, tuple(blocks), speakers, cited_claim(claim, both))


def queue_rows(record: Reader, ids: Sequence[ClaimId]) -> list[QueueRow]:
    """Read a page of the list."""
    stands = claim_assessments(record, ids)
    return [QueueRow(claim.id, claim, stands[claim.id]) for claim in claims(record, ids)]


def draw_queue_row(shown: QueueRow, _part: int, width: int, _lit: str) -> Content:
    """The glyph of its verdict or status, its key and its words; a decided claim is dimmed."""
    glyph, style = _glyph(shown.judged)
    open_one = shown.judged.status == "new"
    given = shown.judged.assessment
    end = "" if open_one else given.verdict.value if given is not None else _cut_short(shown.judged.status.word)
    return row(
        [
            (f"{glyph} ", style),
            (f"{shown.claim.key} ", "bold $primary" if open_one else DIM),
            (shown.claim.text, "" if open_one else DIM),
        ],
        (end, style),
        width,
    )


def alarm_counts(found: Iterable[Alarm], claim: ClaimId) -> list[Block]:
    """The open alarms on a claim: the number of each kind, on one line."""
    of = ("claims", claim)
    at = [each for each in found if each.set_aside is None and any((row.table, row.id) == of for row in each.rows)]
    if not at:
        return []
    kinds = Counter(each.kind.word for each in at)
    said = " · ".join(kind if times == 1 else f"{kind} ×{times:,}" for kind, times in kinds.items())
    return [text_block((f"{Mark.ALARM} {wording.pluralize(len(at), 'alarm')}  ", "bold $warning"), said)]


def near_block(near: Sequence[Claim]) -> Block:
    """Similar claims, each cut to a few words."""
    said: list[Piece] = [(f"{Mark.LIKE} similar to  ", DIM)]
    for at, each in enumerate(near):
        words = line(each.text)
        cut = words if len(words) <= NEAR_WORDS else f"{words[:NEAR_WORDS].rstrip()}…"
        said += ["  " if at else "", (f"{each.key} ", "bold"), (cut, DIM)]
    return text_block(*said, gap=True)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A statement to show."""

    statement: StatementId
    side: Polarity
    lead: str
    indent: int = 0


def _shown(record: Reader, claim: ClaimId, pairs: Mapping[StatementId, RatedPair]) -> list[_Shown]:
    """The statements to show of each side: origins with who passes them on; if there are many, the first."""
    found: list[_Shown] = []
    if len(pairs) > _GROUPED:
        for side in Polarity:
            found += [_Shown(each, side, "") for each in statement_ids_on_claim(record, claim, side, MOST)]
        return found
    sorted_out = group_by_origin(record, claim)
    for side, groups in sorted_out.sides.items():
        of_side: list[_Shown] = []
        for group in groups:
            known = group.origin.standing
            if group.origin.is_withdrawn:
                lead = f"{Mark.WITHDRAWN} withdrawn, counts as no origin"
            elif known is OriginStanding.NOT_RECORDED:
                lead = f"{Mark.NOT_RECORDED} not recorded, counts as no origin"
            else:
                lead = f"{Mark.ORIGIN} {known.word} origin"
            of_side.append(_Shown(group.origin.statement, side, lead))
            of_side += [_Shown(each, side, f"{Mark.CARRIER} relays it", 3) for each in group.carriers]
        found += of_side[:MOST]
    ring = [_Shown(each, Polarity.NEITHER, f"{Mark.LOOP} relays in a loop") for each in sorted_out.ring[:MOST]]
    once = {each.statement: each for each in reversed([*found, *ring])}
    return [each for each in [*found, *ring] if once.get(each.statement) is each]


def _head(claim: Claim, stands: ClaimAssessments) -> list[Block]:
    """The words of the claim; then status, verdict, tags and annotations on one line."""
    background = "   background" if claim.is_background else ""
    glyph, style = judged_words.STATUS[stands.status]
    pieces: list[Piece] = [(f"{glyph} {stands.status.word}", f"bold {style}"), "   "]
    given = stands.assessment
    if given is None:
        pieces.append((judged_words.NOT_ASSESSED, DIM))
    else:
        glyph, style = judged_words.VERDICT[given.verdict]
        pieces.append((f"{glyph} {given.verdict}", f"bold {style}"))
        pieces.append((f" by {line(given.who)}, {given.at[:10]}", DIM))
    pieces += [(f"   #{line(tag)}", "$accent") for tag in stands.tags]
    notes = wording.pluralize(stands.notes, "note") if stands.notes else ""
    tasks = wording.pluralize(stands.tasks, "open task") if stands.tasks else ""
    pieces += [(f"   {each}", DIM) for each in (notes, tasks) if each]
    blocks = [
        text_block((f"{claim.key}  ", "bold $primary"), (block(claim.text), "bold"), (background, DIM)),
        text_block(*pieces),
    ]
    if given is not None and given.rationale:
        blocks.append(text_block(("because ", DIM), (block(given.rationale), "italic")))
    return blocks


def _numbers(both: OriginCounts) -> list[Block]:
    """The three numbers of each side, zeros too."""
    sides = ((Polarity.FOR, both.supporting), (Polarity.AGAINST, both.against))
    return [block_of(number_fact(polarity, support)) for polarity, support in sides]


def _parts(record: Reader, claim: Claim) -> list[Block]:
    """The claim it is a part of, and its open necessary parts: while there are any, it can't be corroborated."""
    parent, _ = family(record, claim.id)
    blocks = [
        text_block((f"{f'{claim.part} of':<13}", DIM), (f"{each.key} ", "bold"), line(each.text)) for each in parent
    ]
    still = open_parts(record, [claim.id]).get(claim.id, ())
    if still:
        said = " · ".join(f"{part.key} {part.standing}" for part in still)
        blocks.append(text_block((f"{Mark.ATTENTION} parts open  ", "bold $warning"), said))
    return blocks


def _side_heading(polarity: Polarity, count: int) -> Block:
    sign = f"{wording.POLARITY_GLYPH[polarity]} {polarity.word}"
    note = f"  {wording.pluralize(count, 'statement')}"
    return Block(Content.assemble((sign, f"bold {SIDE_STYLE[polarity]}"), (note, DIM)), gap=True)


def _statement_block(
    claim: Claim,
    shown: _Shown,
    passage: TracedStatement,
    report: Report | None,
    pairs: Mapping[StatementId, RatedPair],
    again: str,
) -> Block:
    """A statement: who, through whom, where and when; the words; how they are rated.

    :param again: the key of the statement above with the very same words; empty for none.
    """
    statement = passage.statement
    pair = pairs.get(statement.id, RatedPair(None, None))
    bearing = statement.bearing(claim.id)
    turned = bearing is not None and bearing.polarity is not shown.side and shown.side is not Polarity.NEITHER
    lead = f"{shown.lead}{f', reversed: {bearing.polarity.word}' if turned and bearing else ''}  " if shown.lead else ""
    certainty = f" · {bearing.certainty}" if bearing is not None else ""
    rated = (pair.words, "$accent") if pair.letter or pair.digit else ("not rated", DIM)
    where = f"in {statement.report_key}" if statement.report_key else "not in a report on record"
    pieces: list[Piece] = [
        (lead, SIDE_STYLE[shown.side]),
        (wording.way(passage), "bold"),
        "\n",
        _same_words(statement, again) if again else words_of_statement(statement),
        "\n",
        rated,
        (f" · {statement.key} {where} · {_time(passage, report)}{certainty} · {wording.voice(passage)}", DIM),
    ]
    return Block(
        Content.assemble(*pieces),
        indent=shown.indent,
        target=Thing(ThingKind.WORDS, statement.id) if statement.quotes else None,
        citation=cited_passage(passage, report),
        row=Row(RowKind.STATEMENT, statement.id),
    )


def _same_words(statement: Statement, key: str) -> Content:
    """That its words are those of another statement; then the desk's summary."""
    summary = f"\nIn our words: {block(statement.summary)}" if statement.summary else ""
    return Content.assemble((f"the same words as {key}{summary}", f"italic {DIM}"))


def _time(passage: TracedStatement, report: Report | None) -> str:
    """When it was said or, if that is not known, published."""
    said = passage.statement.said
    if said.raw or said.edtf:
        return wording.time_words(said)
    if report is not None and (report.published.raw or report.published.edtf):
        return f"published {wording.time_words(report.published)}"
    return "time not recorded"


def _glyph(stands: ClaimAssessments) -> tuple[str, str]:
    """The glyph of its verdict, or else of its status."""
    if stands.assessment is not None and stands.status != "new":
        return judged_words.VERDICT[stands.assessment.verdict]
    return judged_words.STATUS[stands.status]


def _cut_short(word: str) -> str:
    return "second look" if "second" in word else word
