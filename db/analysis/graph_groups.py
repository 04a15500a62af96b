"""Group a relay graph by organisation, so that a large one stays readable. Groups keep the layers of their nodes."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from db.analysis.relay_graph import Graph, GraphNode, Relay
from db.dataclass import dataclass
from db.model.ids import SourceId
from db.queries.organisations import organisations
from db.store.reader import Reader


@dataclass(frozen=True, slots=True)
class StatementGroup:
    """One node of the grouped graph: a statement, or those of one organisation in one layer."""

    members: tuple[GraphNode, ...]
    house: str
    """Name of the organisation; empty for a single statement."""
    layer: int


@dataclass(frozen=True, slots=True)
class GroupEdge:
    """The relays from one group to another, drawn as one."""

    parent: int
    """Position of the group that is passed on."""
    child: int
    relays: tuple[Relay, ...]

    @property
    def closes(self) -> bool:
        """Whether it closes a loop, and so is drawn from right to left."""
        return self.relays[0].closes

    @property
    def flips(self) -> bool:
        """Whether one of its relays flips the polarity on a claim."""
        return any(relay.flips for relay in self.relays)


@dataclass(frozen=True, slots=True)
class GroupedGraph:
    """A graph as it is drawn."""

    claim: str | None
    """Key of the claim; None for a whole case."""
    groups: tuple[StatementGroup, ...]
    strands: tuple[GroupEdge, ...]


OrganisationBySource = Mapping[SourceId, str]
"""Name of the organisation by source."""


def organisation_by_source(record: Reader, graph: Graph) -> OrganisationBySource:
    """The organisation of each speaker and outlet in a graph; a source without affiliation is its own."""
    found: dict[SourceId, str] = {}
    for each in organisations(record, sorted({node.source.id for node in graph.nodes})):
        name = " / ".join(body.short for body in each.bodies)
        found.update(dict.fromkeys(each.members, name))
    return found


def group_by_organisation(
    graph: Graph, folded: OrganisationBySource | None = None, open: Collection[str] = ()
) -> GroupedGraph:
    """Group a graph for drawing.

    :param folded: the organisations to group by; None leaves every statement single.
    :param open: organisations whose statements stay single all the same.
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
