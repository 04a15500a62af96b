"""The panel under a relay graph: the words of the box at the cursor, and its relays."""

from __future__ import annotations

from db.analysis.graph_groups import StatementGroup
from db.analysis.relay_graph import Graph, GraphNode, Relay
from db.model.enums import Ground, RelayMode
from db.model.ids import StatementId
from db.queries.citations import cited_passage
from db.queries.provenance import passages
from db.store.reader import Reader
from tui.documents.statements import reports_of_statements
from tui.graph_drawing.labels import ECHO, FLIP, LOOP
from tui.text.marks import Mark
from tui.text.safe import line
from tui.text.styles import DIM
from tui.views.blocks import Block
from tui.views.parts import fact, heading_block, passage_block

MOST = 8
"""Statements of a folded box, or relays of a statement, that the panel lists."""


def group_blocks(record: Reader, graph: Graph, group: StatementGroup) -> list[Block]:
    """The words of a box's statements."""
    shown = group.members[:MOST]
    found = passages(record, [node.id for node in shown])
    known = reports_of_statements(record, found)
    blocks = [
        passage_block(each, known.get(each.statement.report), gap=number > 0) for number, each in enumerate(found)
    ]
    if len(group.members) == 1:
        return [*blocks, *_mark_blocks(group.members[0]), *_relays(graph, group.members[0])]
    rest = f", the first {MOST} here" if len(group.members) > MOST else ""
    title = f"{Mark.ORGANISATION} {line(group.house)}: {len(group.members):,} statements{rest}"
    return [heading_block(title, "enter unfolds it"), *blocks]


def cite_group(record: Reader, group: StatementGroup) -> str:
    """The statements of a box as one line to paste."""
    found = passages(record, [node.id for node in group.members[:MOST]])
    known = reports_of_statements(record, found)
    return " ; ".join(cited_passage(each, known.get(each.statement.report)) for each in found)


def relay_words(kind: RelayMode, ground: Ground) -> str:
    """A relay in words, and how we know of it: "quotes", "translates, inferred"."""
    return str(kind) if ground is Ground.EXPLICIT else f"{kind}, {ground.replace('_', ' ')}"


def _mark_blocks(node: GraphNode) -> list[Block]:
    blocks = []
    if node.echo:
        blocks.append(fact(f"{ECHO} echo", line(node.echo)))
    if node.in_ring:
        blocks.append(fact(f"{LOOP} loop", "its relays form a loop: nobody in it said it first"))
    return blocks


def _relays(graph: Graph, node: GraphNode) -> list[Block]:
    ids = [each.id for each in graph.nodes]
    above = [relay for relay in graph.relays if ids[relay.child] == node.id]
    below = [relay for relay in graph.relays if ids[relay.parent] == node.id]
    return [
        *_relay_list("relays", [(relay, graph.nodes[relay.parent]) for relay in above]),
        *_relay_list("relayed by", [(relay, graph.nodes[relay.child]) for relay in below]),
    ]


def _relay_list(name: str, joined: list[tuple[Relay, GraphNode]]) -> list[Block]:
    blocks = []
    for relay, other in joined[:MOST]:
        flips = f"  {FLIP} flips {' '.join(relay.flips)}" if relay.flips else ""
        closes = f"  {LOOP} closes a loop" if relay.closes else ""
        blocks.append(
            fact(
                name,
                (f"{other.key} ", "bold"),
                line(other.source.short),
                (f"  {relay_words(relay.kind, relay.ground)}", DIM),
                (flips, "bold $error"),
                (closes, "bold $warning"),
            )
        )
    if len(joined) > MOST:
        blocks.append(fact(name, (f"… and {len(joined) - MOST:,} more", DIM)))
    return blocks


def group_of(groups: tuple[StatementGroup, ...], statement: StatementId | None) -> int:
    """Index of the box that holds a statement; 0 where none does."""
    found = (at for at, group in enumerate(groups) if any(node.id == statement for node in group.members))
    return next(found, 0)
