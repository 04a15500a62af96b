"""A relay graph in the shape of :mod:`db.serialize.analysis_part4`."""

from __future__ import annotations

from db.analysis.relay_graph import Graph, GraphNode, Relay
from db.serialize.analysis_part4 import EdgeShape, GraphShape, NodeShape


def shaped_graph(graph: Graph) -> GraphShape:
    """A graph with its nodes and edges by key."""
    keys = [node.key for node in graph.nodes]
    return {
        "claim": graph.claim,
        "nodes": map(_node, graph.nodes),
        "edges": (_edge(relay, keys) for relay in graph.relays),
        "more": graph.more,
    }


def _node(node: GraphNode) -> NodeShape:
    return {
        "statement": node.key,
        "source": node.source.key,
        "name": node.source.name,
        "report": node.report_key,
        "outlet": node.outlet.name if node.outlet is not None else None,
        "read": node.is_read,
        "layer": node.layer,
        "standing": node.standing,
        "bearings": [
            {"claim": on.claim, "polarity": on.polarity.value, "certainty": on.certainty} for on in node.bearings
        ],
        "loop": node.in_ring,
        "echo": node.echo or None,
    }


def _edge(relay: Relay, keys: list[str]) -> EdgeShape:
    return {
        "parent": keys[relay.parent],
        "child": keys[relay.child],
        "kind": relay.kind,
        "ground": relay.ground,
        "flips": list(relay.flips),
        "loop": relay.closes,
    }
