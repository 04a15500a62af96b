"""A relay graph as plain text: the drawing, its legend, and every relay as a sentence. The drawing needs Textual."""

from __future__ import annotations

from collections.abc import Iterator

from db.analysis.graph_groups import GroupedGraph
from db.analysis.relay_graph import Graph
from tui.graph_drawing.canvas import Drawing
from tui.graph_drawing.labels import FLIP, LEGEND, LOOP
from tui.text import wording
from tui.views.graph import relay_words

_ROOM = 10_000
"""Columns of an output without a width."""


def graph_text(graph: Graph, found: GroupedGraph, width: int | None) -> Iterator[str]:
    """The drawing, and under it the relays as sentences, for readers who can't see it.

    :param width: columns of the terminal; None for no limit.
    """
    if not graph.nodes:
        yield f"No statements on {graph.claim}." if graph.claim else "No statement is on record in this case."
        return
    drawing = Drawing(found, width or _ROOM)
    if width is not None and drawing.width > width:
        drawing = Drawing(found, width, tall=False)
    yield from (drawn.rstrip() for drawn in drawing.text())
    yield ""
    yield " · ".join(LEGEND)
    yield ""
    for relay in graph.relays:
        parent, child = graph.nodes[relay.parent], graph.nodes[relay.child]
        flips = f", {FLIP} flips {' '.join(relay.flips)}" if relay.flips else ""
        closes = f", {LOOP} closes a loop" if relay.closes else ""
        said = f"{child.key} {child.source.short} relays {parent.key} {parent.source.short}"
        yield f"{said}: {relay_words(relay.kind, relay.ground)}{flips}{closes}"
    for node in graph.nodes:
        if node.echo:
            yield f"Echo at {node.key}: {node.echo}"
    if graph.more:
        yield f"{wording.pluralize(graph.more, 'more statement')} not drawn."
    if drawing.left_out:
        yield f"{wording.pluralize(drawing.left_out, 'long line')} not drawn."
