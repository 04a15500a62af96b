"""Rows of the desk's panes: a source, a claim, a denial."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from textual.content import Content

from db.dataclass import dataclass
from db.model.enums import Status
from db.model.ids import ClaimId
from db.queries.assessments import ClaimAssessments, claim_assessments
from db.queries.claims import Claim, claims
from db.queries.denials import SILENCES, Denial
from db.queries.origins import OriginCounts, origin_counts
from db.queries.sources import Source
from db.store.reader import Reader
from tui.text import wording
from tui.text.assessment_labels import STATUS, VERDICT
from tui.text.marks import Mark
from tui.text.safe import line
from tui.text.strips import Piece, row

DIM = "$text-muted"

ROOM = 26
"""Least cells for a row's own words beside the mark of its alarms."""

_NONE: Mapping[int, int] = {}

_LIT = {
    "for": (Mark.FOR, "$success"),
    "against": (Mark.AGAINST, "$error"),
    "both": (Mark.BOTH_SIDES, "$warning"),
    "neither": (Mark.NEITHER, DIM),
    "denied": (Mark.AGAINST, "$error"),
    "denies": (Mark.AGAINST, "$error"),
    "denies it": (Mark.AGAINST, "$error"),
    "silent": (Mark.SILENT, "$warning"),
    "here": (Mark.CHOSEN, "$accent"),
}
"""Glyph and colour of the reason why a row is lit; any other reason has a dot."""

_SIDES_LIT = ("for", "against", "both", "neither", "denied", "silent")
"""Reasons that a claim's row gives by its sign alone, before the claim."""


@dataclass(frozen=True, slots=True)
class ClaimListRow:
    """A claim with its numbers, as its pane shows it."""

    id: ClaimId
    claim: Claim
    both: OriginCounts
    judged: ClaimAssessments


def claim_rows(record: Reader, ids: Sequence[ClaimId]) -> list[ClaimListRow]:
    """Read a page of claims with their numbers."""
    numbers = origin_counts(record, ids)
    stand = claim_assessments(record, ids)
    return [ClaimListRow(claim.id, claim, numbers[claim.id], stand[claim.id]) for claim in claims(record, ids)]


def draw_source(source: Source, _part: int, width: int, lit: str) -> Content:
    """Glyph and name; at the edge why it is lit, or else its kind."""
    glyph, style = _glyph(lit)
    end = (lit, style) if lit else (str(source.kind), DIM)
    room = width - len(glyph) - len(end[0]) - 2
    name = source.name if cell_len(line(source.name)) <= room else source.short
    return row([(f"{glyph} ", style), (name, "bold" if lit else "")], end, width)


def draw_claim(
    shown: ClaimListRow, part: int, width: int, lit: str, *, alarms: Mapping[int, int] = _NONE, nests: bool = True
) -> Content:
    """Key and words, at the edge why it is lit, where no sign says so, and its alarms; under them its numbers.

    :param alarms: number of alarms, by claim.
    :param nests: whether to indent parts, which then stand under their claim.
    """
    claim = shown.claim
    indent = "  " if claim.parent and nests else ""
    if part == 0:
        glyph, style = _glyph(lit)
        words = "bold" if lit else ""
        left: list[Piece] = [
            (f"{glyph} ", style),
            indent,
            (f"{claim.key} ", "bold $primary"),
            (line(claim.text), words),
        ]
        why = "" if lit in _SIDES_LIT else lit
        return _with_alarms(left, (why, style), alarms.get(claim.id, 0), width)
    return _numbers(shown, " " * (3 + len(indent)), width)


def _numbers(shown: ClaimListRow, gap: str, width: int) -> Content:
    """The numbers of both sides; at the edge the verdict or status, if there is room for it."""
    stands = _standing(shown.judged)
    for edge in (stands, stands[:1]):
        mark = Content("  ").join([Content.assemble(each) for each in edge])
        room = width - mark.cell_length - 2
        numbers, is_whole = _both_sides(shown, gap, room)
        if edge and is_whole:
            return Content.assemble(numbers, "  ", mark)
    return _both_sides(shown, gap, width)[0]


def _standing(judged: ClaimAssessments) -> tuple[tuple[str, str], ...]:
    """The verdict, or else the status unless it is new; then the tags."""
    if judged.assessment is not None:
        glyph, style = VERDICT[judged.assessment.verdict]
        first = [(f"{glyph} {judged.assessment.verdict}", style)]
    elif judged.status is not Status.NEW:
        glyph, style = STATUS[judged.status]
        first = [(f"{glyph} {judged.status.word}", style)]
    else:
        first = []
    return (*first, *((f"#{line(tag)}", DIM) for tag in judged.tags[:2]))


_SIDES = (
    ("for ", "   against ", 0),
    ("for ", "  against ", 1),
    (f"{Mark.FOR} ", f" {Mark.AGAINST} ", 0),
    (f"{Mark.FOR} ", f" {Mark.AGAINST} ", 1),
    (f"{Mark.FOR} ", f" {Mark.AGAINST} ", 2),
)
"""Text before each side's numbers, and how often those are shortened, from the widest row to the narrowest."""


def _both_sides(shown: ClaimListRow, gap: str, width: int) -> tuple[Content, bool]:
    """The numbers of both sides on one line: whole, or both shortened alike; never one side cut.

    The second says whether they are there without a cut.
    """
    supporting, against = (wording.side_words(side) for side in (shown.both.supporting, shown.both.against))
    drawn = Content("")
    for at, (own, other, times) in enumerate(_SIDES):
        pieces: list[Piece] = [gap, (own, "$success"), (wording.short_support(supporting, times), DIM)]
        if not shown.both.against.is_none:
            pieces += [(other, "$error"), (wording.short_support(against, times), DIM)]
        if shown.claim.is_background and at == 0:
            pieces.append(("   background", DIM))
        drawn = Content.assemble(*pieces)
        if drawn.cell_length <= width:
            break
    return drawn.truncate(max(0, width), ellipsis=True, pad=True), drawn.cell_length <= width


def draw_denial(denial: Denial, part: int, width: int, lit: str, *, alarms: Mapping[int, int] = _NONE) -> Content:
    """Who denies; under it what and through whom, at the edge its alarms; then what it is silent on.

    :param alarms: number of alarms, by the denial's statement.
    """
    if part == 0:
        glyph, style = _glyph(lit)
        return row([(f"{glyph} ", style), (denial.source.name, "bold" if lit else "")], (lit, style), width)
    if part == 1:
        via = f"via {line(denial.publisher.short)}  " if denial.publisher else ""
        left: list[Piece] = ["  ", (via, DIM), (f"{denial.verb} ", "$error"), wording.list_keys(denial.denies)]
        return _with_alarms(left, ("", ""), alarms.get(denial.statement, 0), width)
    silent = " ".join(denial.silent_on) + (" …" if len(denial.silent_on) == SILENCES else "")
    return row(["  ", ("silent on ", "$warning"), (silent or "nothing", DIM)], "", width)


def _with_alarms(left: list[Piece], why: tuple[str, str], alarms: int, width: int) -> Content:
    """A row with its alarms after the reason why it is lit, if that leaves room for its own words."""
    word = f"{Mark.ALARM} {alarms:,}" if alarms else ""
    edge = Content.assemble(why, "  " if word and why[0] else "", (word, "$warning"))
    if not word or width - edge.cell_length < ROOM:
        return row(left, why, width)
    return row(left, edge, width)


def _glyph(lit: str) -> tuple[str, str]:
    return _LIT.get(lit, (Mark.LIT, "$accent")) if lit else (" ", "")
