"""The shape of what ``onrecord graph --json`` prints. Keys are only ever added to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypedDict


class GraphBearingShape(TypedDict):
    """How a statement bears on a claim."""

    claim: str
    polarity: Literal[-1, 0, 1]
    certainty: str


class NodeShape(TypedDict):
    """One statement of the graph."""

    statement: str
    source: str
    """Key of who says it."""
    name: str
    report: str | None
    outlet: str | None
    """Name of who published the report."""
    read: bool
    """Whether we have text of the report; what we have not is known only through another."""
    layer: int
    """0 for who says it; more for those who pass it on; the last for where we read it."""
    standing: str | None
    """How well its speaker is known, where it passes on nothing of the graph; null where it does."""
    bearings: list[GraphBearingShape]
    loop: bool
    """Whether relays lead from it back to it."""
    echo: str | None
    """The sentence of the echo that it is the origin of."""


class EdgeShape(TypedDict):
    """One statement passing on another."""

    parent: str
    child: str
    kind: str
    ground: str
    flips: list[str]
    """Keys of the claims on which the child bears the other way round."""
    loop: bool
    """Whether it closes a loop: it leads back to a layer further left."""


class GraphShape(TypedDict):
    """The relay graph of a claim or of a case."""

    claim: str | None
    """The claim's key; null for a whole case."""
    nodes: Iterable[NodeShape]
    edges: Iterable[EdgeShape]
    more: int
    """Statements beyond those given."""
