"""A relay graph folded by organisation, so that a large one can be taken in. What is folded keeps its layer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from db.analysis.relay_graph import Graph, GraphNode, Relay
from db.model.ids import SourceId
from db.queries.organisations import organisations
from db.store.reader import Reader


@dataclass(frozen=True, slots=True)
class StatementGroup:
    """What stands as one in the graph: a statement, or those of one organisation in one layer."""

    members: tuple[GraphNode, ...]
    house: str
    """Names of the organisation; empty for a statement that stands alone."""
    layer: int


@dataclass(frozen=True, slots=True)
class GroupEdge:
    """The relays from one group to another, which are drawn as one."""

    parent: int
    """Place of the group that is passed on."""
    child: int
    relays: tuple[Relay, ...]

    @property
    def closes(self) -> bool:
        """Whether it leads back, and so is drawn from right to left."""
        return self.relays[0].closes

    @property
    def flips(self) -> bool:
        """Whether a relay of it turns a claim round."""
        return any(relay.flips for relay in self.relays)


@dataclass(frozen=True, slots=True)
class GroupedGraph:
    """What is to be drawn of a graph."""

    claim: str | None
    """Key of the claim; None for a whole case."""
    groups: tuple[StatementGroup, ...]
    strands: tuple[GroupEdge, ...]


Houses = Mapping[SourceId, str]
"""The name of the organisation of each source."""


def houses(record: Reader, graph: Graph) -> Houses:
    """The organisation that each speaker and outlet of a graph belongs to; a source without affiliation is its own."""
    found: dict[SourceId, str] = {}
    for each in organisations(record, sorted({node.source.id for node in graph.nodes})):
        name = " / ".join(body.short for body in each.bodies)
        found.update(dict.fromkeys(each.members, name))
    return found


def group_by_organisation(graph: Graph, folded: Houses | None = None, open: Collection[str] = ()) -> GroupedGraph:
    """A graph as it is to be drawn.

    :param folded: by which organisations to fold it; None for every statement on its own.
    :param open: organisations whose statements stand on their own all the same.
    """
    together: dict[tuple[object, int], list[int]] = {}
    for place, node in enumerate(graph.nodes):
        house = folded.get(node.source.id, "") if folded is not None else ""
        alone = not house or house in open
        together.setdefault((place if alone else house, node.layer), []).append(place)
    at = {place: number for number, places in enumerate(together.values()) for place in places}
    groups = tuple(
        StatementGroup(tuple(graph.nodes[place] for place in places), str(house) if len(places) > 1 else "", layer)
        for (house, layer), places in together.items()
    )
    strands: dict[tuple[int, int, bool], list[Relay]] = {}
    for relay in graph.relays:
        parent, child = at[relay.parent], at[relay.child]
        if parent != child and (groups[parent].layer != groups[child].layer):
            strands.setdefault((parent, child, relay.closes), []).append(relay)
    drawn = tuple(GroupEdge(parent, child, tuple(all)) for (parent, child, _), all in strands.items())
    return GroupedGraph(graph.claim, groups, drawn)
