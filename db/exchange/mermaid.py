"""Mermaid: the record as a flowchart in text, for Markdown on GitHub, GitLab, Obsidian."""

from __future__ import annotations

import re
from typing import BinaryIO

from db.exchange.escaping import escape_controls
from db.exchange.export import Export
from db.exchange.record_graph import RecordEdge, graph_edges, graph_nodes
from db.model.enums import Polarity

_SHAPES = {"source": ('(["', '"])'), "report": ('[["', '"]]'), "statement": ('["', '"]'), "claim": ('{{"', '"}}')}

_SPECIAL = re.compile(r"[^\w ,.:·()+/'’“”‘-]")
"""Characters that may mean something in Mermaid or in the HTML that it makes of a label."""


def write(export: Export, out: BinaryIO) -> None:
    """Write a flowchart. Statements against a claim have dotted arrows."""
    out.write(f"%% onrecord: {_label(export.state.words)}\nflowchart LR\n".encode())
    for node in graph_nodes(export):
        first, last = _SHAPES[node.kind]
        out.write(f"  {node.id}{first}{_label(node.label)}<br>{_label(node.detail)}{last}\n".encode())
    for edge in graph_edges(export):
        out.write(f'  {edge.source} {_arrow(edge)}|"{_label(edge.label)}"| {edge.target}\n'.encode())


def _arrow(edge: RecordEdge) -> str:
    return "-.->" if edge.polarity is Polarity.AGAINST else "-->"


def _label(text: str) -> str:
    """A text in quotation marks of Mermaid, whose escapes are ``#34;``."""
    plain = " ".join(escape_controls(text).split())
    return _SPECIAL.sub(lambda found: "".join(f"#{ord(letter)};" for letter in found[0]), plain)
