"""What a source's own view says: who it is, where it belongs, and what it said."""

from __future__ import annotations

from db.citation import cited_source
from db.lineage import passages
from db.reader import Reader
from db.sources import affiliations, sources
from db.statements import said_by
from db.terms import CaseId, SourceId
from tui import wording
from tui.blocks import Block, View
from tui.sheets.parts import DIM, fact, heading, passage_block, places, plain
from tui.text import line
from tui.things import Thing, ThingKind

_MOST = 300


def source_view(record: Reader, case: CaseId, id: SourceId) -> View:
    """Read a source and what it says in a case."""
    source = sources(record, [id])[0]
    ids = said_by(record, case, id)
    said = passages(record, ids[:_MOST])
    standing = places(record, said)
    blocks = [
        plain((line(source.name), "bold"), (f"   {source.key}", DIM)),
        fact("is", wording.known_as(source)),
        *_belongs(record, id),
        heading("What it said", f"{len(ids)} on record" if ids else ""),
        *(passage_block(each, standing.get(each.statement.report)) for each in said),
    ]
    if not ids:
        blocks.append(plain("○ Nothing it said is on record in this case: known only as others speak of it.", gap=True))
    if len(ids) > _MOST:
        blocks.append(plain(f"… and {len(ids) - _MOST} more: onrecord source {source.key} prints them all.", gap=True))
    return View(line(source.name), tuple(blocks), cited_source(source))


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
            )
        )
    return blocks
