"""Layered graphs: every edge leads to a later layer, whatever cycles the graph has."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from db.algorithms.layered_graph import arrange_columns, cycle_closing_edges, cycles, depths
from tests.support.patience import quick


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, list[tuple[int, int]]]:
    count = draw(st.integers(1, 12))
    nodes = st.integers(0, count - 1)
    pairs = draw(st.sets(st.tuples(nodes, nodes), max_size=30))
    return count, sorted(pair for pair in pairs if pair[0] != pair[1])


def turned(count: int, edges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The edges, each from left to right."""
    back = cycle_closing_edges(count, edges)
    return [(end, start) if place in back else (start, end) for place, (start, end) in enumerate(edges)]


@given(graphs())
def test_edges_lead_to_later_layers(graph: tuple[int, list[tuple[int, int]]]) -> None:
    count, edges = graph
    back = cycle_closing_edges(count, edges)
    layers = depths(count, [edge for place, edge in enumerate(edges) if place not in back], range(count))
    assert all(layers[start] < layers[end] for start, end in turned(count, edges))


@given(graphs())
def test_only_ring_edges_turn(graph: tuple[int, list[tuple[int, int]]]) -> None:
    count, edges = graph
    together = cycles(edges)
    for place in cycle_closing_edges(count, edges):
        assert any(set(edges[place]) <= ring for ring in together)
    assert bool(together) == bool(cycle_closing_edges(count, edges))


@given(graphs())
def test_each_node_once_per_path(graph: tuple[int, list[tuple[int, int]]]) -> None:
    count, edges = graph
    forward = turned(count, edges)
    layers = depths(count, forward)
    found = arrange_columns(layers, forward)
    column = {station: number for number, stations in enumerate(found.columns) for station in stations}
    assert sorted(station for stations in found.columns for station in stations) == sorted(column)
    assert set(range(count)) <= set(column)
    assert [column[node] for node in range(count)] == layers
    for edge, way in zip(forward, found.ways, strict=True):
        assert (way[0], way[-1]) == edge
        assert all(column[after] == column[before] + 1 for before, after in pairwise(way))


def test_planar_has_no_crossing() -> None:
    edges = [(0, 5), (1, 4), (2, 3)]
    found = arrange_columns(depths(6, edges), edges)
    left, right = found.columns
    assert [dict(edges)[node] for node in left] == list(right)


things = st.integers(0, 7)


@given(st.lists(st.tuples(things, things).filter(lambda pair: pair[0] != pair[1]), max_size=12))
def test_cycle_nodes_reach_self(edges: list[tuple[int, int]]) -> None:
    reach = set(edges)
    for _ in range(8):
        reach |= {(first, last) for first, then in reach for other, last in edges if then == other}
    found = cycles(edges)
    assert {node for together in found for node in together} == {node for node in range(8) if (node, node) in reach}
    assert all((one, other) in reach for together in found for one in together for other in together)
    assert len(found) == len({min(each for each in range(8) if {(node, each), (each, node)} <= reach)
                              for together in found for node in together})  # fmt: skip


def test_joined_cycles_are_two() -> None:
    edges = [(0, 1), (1, 0), (1, 2), (2, 3), (3, 4), (4, 3)]
    assert sorted(cycles(edges), key=min) == [{0, 1}, {3, 4}]


def test_ring_turns_one_edge() -> None:
    edges = [(0, 1), (1, 2), (2, 0), (2, 3)]
    assert cycles(edges) == [{0, 1, 2}]
    assert cycle_closing_edges(4, edges) == {2}


def test_long_path_ends_soon() -> None:
    count = 3_000
    edges = [(at, at + 1) for at in range(count - 1)] + [(at, count - 1) for at in range(0, count - 2, 2)]
    with quick(10):
        found = arrange_columns(depths(count, edges), edges)
    assert sum(1 for way in found.ways if not way) > 0
    assert all(found.ways[: count - 1])
