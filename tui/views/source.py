"""What a source's own view says: who it is, where it belongs, and what it said, in whose voice."""

from __future__ import annotations

from collections.abc import Sequence

from db.model.enums import Sameness
from db.model.ids import CaseId, SourceId, StatementId
from db.queries.citations import cited_source
from db.queries.claims import about
from db.queries.provenance import hearing, passages
from db.queries.reports import published_by
from db.queries.source_judgements import sameness
from db.queries.sources import Source, affiliations, sources
from db.store.reader import Reader
from tui.text import wording
from tui.text.safe import line
from tui.text.styles import DIM
from tui.text.targets import Row, RowKind, Thing, ThingKind
from tui.views.assessments import marks_for, source_lines
from tui.views.blocks import Block, View
from tui.views.parts import fact, heading, passage_block, places, plain

_MOST = 100
"""Statements a view reads of each voice; it says how many more there are, and the command line prints them all."""

_LISTED = 20
"""Reports and claims that are listed above what a source said."""


def source_view(record: Reader, case: CaseId, id: SourceId) -> View:
    """Read a source and what it says in a case."""
    source = sources(record, [id])[0]
    heard = hearing(record, case, id)
    blocks = [
        plain((line(source.name), "bold"), (f"   {source.key}", DIM), row=Row(RowKind.SOURCE, id)),
        fact("known as", wording.known_as(source)),
        *_belongs(record, id),
        *_publishes(record, case, id),
        *_said_of(record, case, id),
        *_same_as(record, id),
        *source_lines(record, id),
        *_said(record, source, "In its own voice", heard.own),
        *_said(record, source, "What it passes on", heard.relayed),
        *_said(record, source, "Its words as others pass them on", heard.as_passed_on),
    ]
    if not (heard.own or heard.relayed):
        blocks.append(plain("○ Nothing it said is on record in this case: known only as others speak of it.", gap=True))
    return View(line(source.name), tuple(blocks), cited_source(source))


def _said(record: Reader, source: Source, title: str, ids: Sequence[StatementId]) -> list[Block]:
    if not ids:
        return []
    said = passages(record, ids[:_MOST])
    standing = places(record, said)
    blocks = [heading(title, f"{wording.counted(len(ids), 'statement')} on record")]
    marks = marks_for(record, [each.statement.id for each in said])
    blocks += [
        passage_block(each, standing.get(each.statement.report), marks=marks.get(each.statement.id, ()))
        for each in said
    ]
    if len(ids) > _MOST:
        more = f"… and {len(ids) - _MOST:,} more: onrecord source {source.key} prints them all."
        blocks.append(plain(more, gap=True))
    return blocks


def _belongs(record: Reader, id: SourceId) -> list[Block]:
    found = affiliations(record, id)
    if not found:
        return [fact("belongs to", ("not recorded", DIM))]
    blocks = []
    for each in found:
        member = "" if each.depth == 1 else f"{line(each.member.short)} is "
        stop = "   boundary: the walk up stops here" if each.org.is_boundary else ""
        blocks.append(
            fact(
                "belongs to" if each is found[0] else "",
                (f"{'  ' * (each.depth - 1)}{member}{wording.affiliated(each.kind)} ", DIM),
                (line(each.org.name), "bold"),
                (stop, DIM),
                target=Thing(ThingKind.SOURCE, each.org.id),
                row=Row(RowKind.AFFILIATION, each.id),
            )
        )
    return blocks


def _publishes(record: Reader, case: CaseId, id: SourceId) -> list[Block]:
    """Its reports, each to be opened."""
    return [
        fact(
            "publishes",
            (f"{report.key} ", "bold"),
            f"{line(report.label)}, {wording.when(report.published)}",
            target=Thing(ThingKind.REPORT, report.id),
        )
        for report in published_by(record, case, id, _LISTED)
    ]


def _said_of(record: Reader, case: CaseId, id: SourceId) -> list[Block]:
    """The claims it is a party to, each to be opened."""
    return [
        fact(f"{role} in", (f"{claim.key} ", "bold"), line(claim.text), target=Thing(ThingKind.CLAIM, claim.id))
        for role, claim in about(record, case, id, _LISTED)
    ]


_SAME = {
    Sameness.SAME: ("≡ the same as", "$success"),
    Sameness.DIFFERENT: ("≠ not the same as", "$error"),
    Sameness.UNSURE: ("? perhaps the same as", "$warning"),
}
"""Glyph, words and colour of what a person judged."""


def _same_as(record: Reader, id: SourceId) -> list[Block]:
    """What a person judged of whether it is one with others, and a line to judge it."""
    judged = sameness(record, id)
    others = [each.b if each.a == id else each.a for each in judged]
    known = {source.id: source for source in sources(record, others[:_LISTED])}
    blocks = [
        fact(
            "same as" if not at else "",
            _SAME[each.judgement],
            (f" {line(known[other].name)} ({line(known[other].key)})", "bold"),
            (f"   {line(each.who)}, {wording.day(each.at)}: {line(each.reason)}", DIM),
            target=Thing(ThingKind.SAMENESS, id, str(other)),
        )
        for at, (other, each) in enumerate(zip(others[:_LISTED], judged, strict=False))
    ]
    nobody = "○ nobody judged it one with another source" if not blocks else "another source"
    name = "same as" if not blocks else ""
    return [*blocks, fact(name, (f"{nobody}: enter judges", DIM), target=Thing(ThingKind.SAMENESS, id))]
