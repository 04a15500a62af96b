"""Wording drift, the timeline and relay graphs, as ``--json`` prints them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from db.analysis.drift import Drift, QuotePair
from db.analysis.relay_graph import Graph, GraphNode, Relay
from db.analysis.timeline import Timeline
from db.as_of.as_of import AsOf
from db.serialize.encoder import Json, encode, encode_fields
from db.text.word_classes import ClassedSpan
from db.text.word_diff import AlignedWords


def encode_drift(drift: Drift) -> Json:
    """Two statements, or one in several captures, with their words side by side."""
    return {
        **encode_fields(drift, "one=pair.one_key other=pair.other_key why=pair.why parent=pair.parent_key changed"),
        "beside": [_encode_comparison(each) for each in drift.beside],
    }


def _encode_comparison(beside: QuotePair) -> Json:
    return {
        **encode_fields(beside, "one other why_not"),
        "pieces": [_encode_piece(piece) for piece in beside.pieces],
    }


def _encode_piece(piece: AlignedWords) -> Json:
    """Some words in a row, and what became of them."""
    return {
        **encode_fields(piece, "shift before after marks"),
        "gone": _encode_marks(piece.before, piece.gone),
        "new": _encode_marks(piece.after, piece.new),
    }


def _encode_marks(text: str, spans: Sequence[ClassedSpan]) -> list[Json]:
    """The classified words of a text, each with its class and its offsets in code points."""
    return [{"text": text[span.start : span.end], **encode_fields(span, "mark start end")} for span in spans]


def encode_timeline(pages: Iterable[Timeline], as_of: AsOf | None) -> Json:
    """A timeline, its events one by one.

    :param pages: its parts, in order.
    :param as_of: what the case was read as of.
    """
    contradictions: list[Json] = []

    def events() -> Iterator[Json]:
        for page in pages:
            contradictions.extend(map(encode, page.contradictions))
            yield from map(encode, page.events)

    return {"as_of": encode(as_of), "events": events(), "contradictions": (each for each in contradictions)}


def encode_graph(graph: Graph) -> Json:
    """A relay graph, its edges by the keys of statements; nodes and edges come one by one."""
    keys = [node.key for node in graph.nodes]
    return {
        "claim": graph.claim,
        "nodes": map(_encode_node, graph.nodes),
        "edges": (_encode_edge(relay, keys) for relay in graph.relays),
        "more": graph.more,
    }


def _encode_node(node: GraphNode) -> Json:
    names = (
        "statement=key source=source.key name=source.name report=report_key outlet=outlet.name read=is_read "
        "layer standing withdrawn=is_withdrawn bearings loop=in_ring"
    )
    return {**encode_fields(node, names), "echo": node.echo or None}


def _encode_edge(relay: Relay, keys: Sequence[str]) -> Json:
    return {
        "parent": keys[relay.parent],
        "child": keys[relay.child],
        **encode_fields(relay, "kind ground flips loop=closes"),
    }
