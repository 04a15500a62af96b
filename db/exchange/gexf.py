"""GEXF 1.2: the record as a graph, for Gephi and what reads its files. 1.3 is newer than what networkx reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from db.exchange.export import Export
from db.exchange.record_graph import EDGE_VALUES, NODE_VALUES, graph_edges, graph_nodes
from db.exchange.xml_text import xml_text

_NODE_ATTRIBUTES: Mapping[str, type] = {"kind": str, "detail": str, **NODE_VALUES}
_EDGE_ATTRIBUTES: Mapping[str, type] = {"kind": str, "polarity": int, **EDGE_VALUES}
_TYPES = {str: "string", int: "integer", bool: "boolean"}


def write(export: Export, out: BinaryIO) -> None:
    """Write a directed graph, with kinds and polarity as attributes."""
    for line in _lines(export):
        out.write(f"{line}\n".encode())


def _lines(export: Export) -> Iterator[str]:
    state = export.state
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">'
    date = f' lastmodifieddate="{xml_text(state.at[:10])}"' if state.at else ""
    yield f"<meta{date}><creator>onrecord</creator>"
    yield f"<description>{xml_text(state.words)}</description></meta>"
    yield '<graph defaultedgetype="directed" mode="static">'
    yield from _declarations("node", _NODE_ATTRIBUTES)
    yield from _declarations("edge", _EDGE_ATTRIBUTES)
    yield "<nodes>"
    for node in graph_nodes(export):
        values = _values("node", {"kind": node.kind, "detail": node.detail, **node.values})
        yield f'<node id="{xml_text(node.id)}" label="{xml_text(node.label)}">{values}</node>'
    yield "</nodes>"
    yield "<edges>"
    for edge in graph_edges(export):
        polarity = {"polarity": int(edge.polarity)} if edge.polarity is not None else {}
        ends = f'source="{xml_text(edge.source)}" target="{xml_text(edge.target)}"'
        values = _values("edge", {"kind": edge.kind, **polarity, **edge.values})
        yield f'<edge id="{xml_text(edge.id)}" {ends} label="{xml_text(edge.label)}">{values}</edge>'
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _declarations(domain: str, attributes: Mapping[str, type]) -> Iterator[str]:
    yield f'<attributes class="{domain}" mode="static">'
    for name, kind in attributes.items():
        yield f'<attribute id="{domain}_{name}" title="{name}" type="{_TYPES[kind]}"/>'
    yield "</attributes>"


def _values(domain: str, values: Mapping[str, object]) -> str:
    held = "".join(f'<attvalue for="{domain}_{name}" value="{xml_text(value)}"/>' for name, value in values.items())
    return f"<attvalues>{held}</attvalues>"
