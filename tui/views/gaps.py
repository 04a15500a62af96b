"""The list of what to get next: each thing to get, with the numbers and the alarms it could change."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from db.algorithms.grouping import group_alike
from db.analysis.gaps import Gap, GapKind, gaps
from db.errors import NotFound
from db.model.ids import CaseId
from db.queries.claims import claim
from db.queries.reports import report
from db.queries.sources import source
from db.queries.statements import statement_id_by_key, statements
from db.store.progress import Progress
from db.store.reader import Reader
from tui.text import wording
from tui.text.marks import Mark
from tui.text.safe import line
from tui.text.styles import DIM
from tui.text.targets import Thing, ThingKind
from tui.views.blocks import Block
from tui.views.parts import heading_block, text_block

MOST = 200
"""Lines of things to get that are laid out, where things of one kind and source are one; a line gives the rest."""

_ALIKE = 50
"""Things of one kind and source that are laid out."""

_GLYPH = {
    GapKind.ORIGINAL: Mark.CITED,
    GapKind.VOICE: Mark.MISSING_VOICE,
    GapKind.ORIGIN: Mark.NOT_RECORDED,
    GapKind.CITATION: Mark.CITED,
}
"""Glyph of a kind; its word always stands beside it."""


def next_view(record: Reader, case: CaseId, *, progress: Progress | None = None) -> tuple[list[Block], int]:
    """Read what to get next in a case, the most consequential first; and the number of things to get."""
    found = gaps(record, case, progress=progress)
    if not found:
        return [text_block(("Nothing to get.", "bold"), (" Nothing is known to be missing.", DIM))], 0
    first = heading_block(
        f"{Mark.OPEN} {wording.pluralize(len(found), 'thing')} to get",
        "sorted by what could change most; enter opens the report, source or claim",
    )
    shown = [gap for alike in group_alike(found, lambda gap: gap.alike)[:MOST] for gap in alike[:_ALIKE]]
    blocks = [first, *(_gap(record, case, gap) for gap in shown)]
    if len(found) > len(shown):
        left = f"… and {len(found) - len(shown):,} more: onrecord next --all lists them."
        blocks.append(text_block((left, DIM), gap=True))
    return blocks, len(found)


def _gap(record: Reader, case: CaseId, gap: Gap) -> Block:
    """One thing to get: what to do, and under it the numbers and alarms it could change."""
    changes = f"could change the numbers of {line(wording.list_keys(gap.could_change))}" if gap.could_change else ""
    verb, count = "and" if changes else "could change", wording.pluralize(len(gap.alarms), "alarm")
    alarms = f"{verb} {count}: {_alarm_names(gap.alarms)}"
    said = " ".join(each for each in (changes, alarms if gap.alarms else "") if each)
    settled = f" · covered by getting {gap.settled_by}" if gap.settled_by else ""
    return Block(
        Content.assemble(
            (f"{_GLYPH[gap.kind]} {gap.kind} ", "bold $warning"),
            line(gap.sentence),
            (f"\n{said or 'could change no number'}", "$primary"),
            (settled, DIM),
        ),
        target=_opening(record, case, gap),
        citation=f"{gap.kind}: {gap.sentence} [{' '.join(gap.could_change) or 'no claim'}]",
        gap=True,
        alike=gap.alike,
    )


def _alarm_names(alarms: Iterable[str]) -> str:
    return "; ".join(line(alarm) for alarm in alarms)


def _opening(record: Reader, case: CaseId, gap: Gap) -> Thing | None:
    """What a line opens: the report to get, the source to ask, the claim without an origin."""
    try:
        if gap.settled_by is not None:
            return Thing(ThingKind.REPORT, report(record, case, gap.settled_by).id)
        if gap.kind is GapKind.ORIGINAL:
            return Thing(ThingKind.REPORT, report(record, case, gap.key).id)
        if gap.kind is GapKind.VOICE:
            return Thing(ThingKind.SOURCE, source(record, gap.key).id)
        if gap.kind is GapKind.ORIGIN:
            return Thing(ThingKind.CLAIM, claim(record, case, gap.key).id)
        said = statements(record, [statement_id_by_key(record, case, gap.key)])
    except NotFound:
        return None
    return Thing(ThingKind.REPORT, said[0].report) if said and said[0].report is not None else None
