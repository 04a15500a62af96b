"""GraphML: the record as a graph, for yEd, Gephi, Cytoscape, igraph, networkx."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from db.exchange.export import Export
from db.exchange.record_graph import EDGE_VALUES, NODE_VALUES, RecordEdge, RecordNode, graph_edges, graph_nodes
from db.exchange.xml_text import xml_text

_NODE_KEYS: Mapping[str, type] = {"kind": str, "label": str, "detail": str, **NODE_VALUES}
_EDGE_KEYS: Mapping[str, type] = {"kind": str, "label": str, "polarity": int, **EDGE_VALUES}
_TYPES = {str: "string", int: "int", bool: "boolean"}


def write(export: Export, out: BinaryIO) -> None:
    """Write a directed graph, with kinds and polarity as properties."""
    for line in _lines(export):
        out.write(f"{line}\n".encode())


def _lines(export: Export) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for domain, keys in ("graph", {"action": int, "at": str}), ("node", _NODE_KEYS), ("edge", _EDGE_KEYS):
        for name, kind in keys.items():
            yield f'<key id="{domain}_{name}" for="{domain}" attr.name="{name}" attr.type="{_TYPES[kind]}"/>'
    yield '<graph id="onrecord" edgedefault="directed">'
    yield _data("graph", {"action": export.state.action, "at": export.state.at})
    for node in graph_nodes(export):
        yield f'<node id="{xml_text(node.id)}">{_node_data(node)}</node>'
    for edge in graph_edges(export):
        ends = f'source="{xml_text(edge.source)}" target="{xml_text(edge.target)}"'
        yield f'<edge id="{xml_text(edge.id)}" {ends}>{_edge_data(edge)}</edge>'
    yield "</graph>"
    yield "</graphml>"


def _node_data(node: RecordNode) -> str:
    return _data("node", {"kind": node.kind, "label": node.label, "detail": node.detail, **node.values})


def _edge_data(edge: RecordEdge) -> str:
    polarity = {"polarity": int(edge.polarity)} if edge.polarity is not None else {}
    return _data("edge", {"kind": edge.kind, "label": edge.label, **polarity, **edge.values})


def _data(domain: str, values: Mapping[str, object]) -> str:
    return "".join(f'<data key="{domain}_{name}">{xml_text(value)}</data>' for name, value in values.items())
