"""Layered graph layout: break cycles, give each node a layer, order the layers with few crossings.

Nodes are numbers; drawing them: :mod:`tui.graph_drawing`. The steps are those of Sugiyama, Tagawa & Toda (1981), each
in bounded time. No maintained pure-Python library does this.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Hashable, Iterable, Sequence
from itertools import pairwise
from typing import TypeVar

from db.dataclass import dataclass

N = TypeVar("N", bound=Hashable)

Edge = tuple[int, int]
"""A node on the left and one on the right, by their numbers from 0."""

MOST_KNEES = 30_000
"""The most knees of long edges; when they are used up, the longest edges are left out."""

_SWEEPS = 8
"""Passes over the layers, from the left and from the right in turn."""

_WORK = 400_000
"""The most stations times passes; a larger graph gets fewer passes."""


@dataclass(frozen=True, slots=True)
class LayeredGraph:
    """A graph in columns. Numbers beyond the nodes are knees: the points where long edges cross a column."""

    columns: tuple[tuple[int, ...], ...]
    """Nodes and knees from top to bottom, column by column from the left."""
    ways: tuple[tuple[int, ...], ...]
    """By edge: its stations (node, knees, node) from left to right; empty for an edge that is left out."""


def cycles(edges: Iterable[tuple[N, N]]) -> list[set[N]]:
    """The cycles of a graph: its strongly connected components of two nodes or more."""
    nodes: dict[N, int] = {}
    numbered = [(nodes.setdefault(start, len(nodes)), nodes.setdefault(end, len(nodes))) for start, end in edges]
    names = list(nodes)
    right, left = _neighbours(len(nodes), numbered)
    finished = _depth_first(len(nodes), right, range(len(nodes)))[0]
    found: list[set[N]] = []
    seen = [False] * len(nodes)
    for start in reversed(finished):
        if seen[start]:
            continue
        seen[start] = True
        together, waiting = [start], [start]
        while waiting:
            for before in left[waiting.pop()]:
                if not seen[before]:
                    seen[before] = True
                    together.append(before)
                    waiting.append(before)
        if len(together) > 1:
            found.append({names[node] for node in together})
    return found


def cycle_closing_edges(count: int, edges: Sequence[Edge]) -> frozenset[int]:
    """The indexes of the edges that close cycles: without them the graph has none."""
    right, left = _neighbours(count, edges)
    starts = sorted(range(count), key=lambda node: bool(left[node]))
    back = _depth_first(count, right, starts)[1]
    return frozenset(place for place, edge in enumerate(edges) if edge in back)


def depths(count: int, edges: Sequence[Edge], last: Iterable[int] = ()) -> list[int]:
    """The layer of each node: the length of the longest path to it.

    :param edges: edges without a cycle.
    :param last: nodes to put in the last layer if no edge leaves them.
    """
    right, left = _neighbours(count, edges)
    found = [0] * count
    open = [len(before) for before in left]
    waiting = [node for node in range(count) if not open[node]]
    while waiting:
        node = waiting.pop()
        for after in right[node]:
            found[after] = max(found[after], found[node] + 1)
            open[after] -= 1
            if not open[after]:
                waiting.append(after)
    deepest = max(found, default=0)
    for node in last:
        if left[node] and not right[node]:
            found[node] = deepest
    return found


def arrange_columns(layers: Sequence[int], edges: Sequence[Edge], kinds: Sequence[object] = ()) -> LayeredGraph:
    """Order the nodes in their columns.

    :param layers: the layer of each node.
    :param edges: each from a lower layer to a higher one.
    :param kinds: by edge; long edges from one node share their knees if they have the same kind.
    """
    ways, knees = _ways(layers, edges, kinds or [0] * len(edges))
    hops = sorted({hop for way in ways for hop in pairwise(way)})
    stations = len(layers) + len(knees)
    right, left = _neighbours(stations, hops)
    columns: list[list[int]] = [[] for _ in range(max(layers, default=-1) + 1)]
    layer = [*layers, *knees]
    for node in _depth_first(stations, right, _start_order(layers, right, left))[2]:
        columns[layer[node]].append(node)
    loose = {node for node in range(stations) if not right[node] and not left[node]}
    return LayeredGraph(tuple(map(tuple, _ordered_columns(columns, left, right, loose))), ways)


def _start_order(layers: Sequence[int], right: Sequence[Sequence[int]], left: Sequence[Sequence[int]]) -> list[int]:
    """Nodes from the left, with unconnected ones last."""
    return sorted(range(len(layers)), key=lambda node: (not right[node] and not left[node], layers[node], node))


def _ways(
    layers: Sequence[int], edges: Sequence[Edge], kinds: Sequence[object]
) -> tuple[tuple[tuple[int, ...], ...], list[int]]:
    """The stations of each edge, and the layer of each knee."""
    ways: list[tuple[int, ...]] = [()] * len(edges)
    shared: dict[tuple[int, object, int], int] = {}
    knees: list[int] = []
    for place in sorted(range(len(edges)), key=lambda at: layers[edges[at][1]] - layers[edges[at][0]]):
        start, end = edges[place]
        stations = [start]
        for layer in range(layers[start] + 1, layers[end]):
            knee = (start, kinds[place], layer)
            if knee not in shared:
                if len(knees) >= MOST_KNEES:
                    break
                shared[knee] = len(layers) + len(knees)
                knees.append(layer)
            stations.append(shared[knee])
        else:
            ways[place] = (*stations, end)
    return tuple(ways), knees


def _ordered_columns(
    columns: list[list[int]], left: Sequence[Sequence[int]], right: Sequence[Sequence[int]], loose: set[int]
) -> list[list[int]]:
    """The order with the fewest crossings that the passes find."""
    stations = sum(map(len, columns))
    best, fewest = [list(column) for column in columns], _count_crossings(columns, right)
    for sweep in range(min(_SWEEPS, _WORK // max(1, stations))):
        if not fewest:
            break
        forward = sweep % 2 == 0
        towards = left if forward else right
        places = {node: place for column in columns for place, node in enumerate(column)}
        for column in columns if forward else reversed(columns):
            means = {node: _mean_place(node, towards[node], places) for node in column}
            column.sort(key=lambda node: (node in loose, means[node]))
            places.update((node, place) for place, node in enumerate(column))
        crossings = _count_crossings(columns, right)
        if crossings < fewest:
            best, fewest = [list(column) for column in columns], crossings
    return best


def _mean_place(node: int, neighbours: Sequence[int], places: dict[int, int]) -> float:
    """The mean position of a node's neighbours; its own position if it has none."""
    if not neighbours:
        return places[node]
    return sum(places[each] for each in neighbours) / len(neighbours)


def _count_crossings(columns: Sequence[Sequence[int]], right: Sequence[Sequence[int]]) -> int:
    """The number of crossings between neighbouring columns."""
    found = 0
    for column, after in pairwise(columns):
        places = {node: place for place, node in enumerate(after)}
        ends: list[int] = []
        for node in column:
            here = sorted(places[each] for each in right[node])
            found += sum(len(ends) - bisect_left(ends, end + 1) for end in here)
            for end in here:
                insort(ends, end)
    return found


def _neighbours(count: int, edges: Iterable[Edge]) -> tuple[list[list[int]], list[list[int]]]:
    right: list[list[int]] = [[] for _ in range(count)]
    left: list[list[int]] = [[] for _ in range(count)]
    for start, end in edges:
        right[start].append(end)
        left[end].append(start)
    return right, left


def _depth_first(
    count: int, right: Sequence[Sequence[int]], starts: Iterable[int]
) -> tuple[list[int], set[Edge], list[int]]:
    """Depth-first search: the nodes in postorder, the back edges, and the nodes in preorder."""
    finished: list[int] = []
    entered: list[int] = []
    back: set[Edge] = set()
    state = bytearray(count)
    for start in starts:
        if state[start]:
            continue
        state[start] = 1
        entered.append(start)
        path = [(start, iter(right[start]))]
        while path:
            node, rest = path[-1]
            after = next(rest, None)
            if after is None:
                state[node] = 2
                finished.append(node)
                path.pop()
            elif state[after] == 1:
                back.add((node, after))
            elif not state[after]:
                state[after] = 1
                entered.append(after)
                path.append((after, iter(right[after])))
    return finished, back, entered
