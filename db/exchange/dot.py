"""DOT: the record as a graph in text, which Graphviz draws."""

from __future__ import annotations

from typing import BinaryIO

from db.exchange.escaping import escape_controls
from db.exchange.export import Export
from db.exchange.record_graph import graph_edges, graph_nodes
from db.model.enums import Polarity

_SHAPES = {"source": "ellipse", "report": "folder", "statement": "box", "claim": "hexagon"}

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": " ", "\t": " "})
"""Graphviz reads entities in labels."""


def write(export: Export, out: BinaryIO) -> None:
    """Write a directed graph. Statements against a claim have dashed arrows."""
    out.write(f'digraph onrecord {{\n  comment="{_text(export.state.words)}"; rankdir=LR;\n'.encode())
    for node in graph_nodes(export):
        label = f"{_text(node.label)}\\n{_text(node.detail)}"
        out.write(f'  "{node.id}" [label="{label}", shape={_SHAPES[node.kind]}, kind="{node.kind}"];\n'.encode())
    for edge in graph_edges(export):
        style = "dashed" if edge.polarity is Polarity.AGAINST else "solid"
        shown = f'label="{_text(edge.label)}", style={style}, kind="{_text(edge.kind)}"'
        shown += f", polarity={int(edge.polarity)}" if edge.polarity is not None else ""
        out.write(f'  "{edge.source}" -> "{edge.target}" [{shown}];\n'.encode())
    out.write(b"}\n")


def _text(text: str) -> str:
    return escape_controls(text).translate(_ESCAPES)
