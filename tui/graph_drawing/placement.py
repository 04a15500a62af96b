"""The row of each node and bend: near its neighbours, and no two of a column in one row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import floor

from db.algorithms.layered_graph import LayeredGraph

_SWEEPS = 6

_STRAIGHT = 6.0
"""How much more a bend keeps its row than a node, so that long lines are straight."""

_HAIR = 1e-6
"""Tolerance for floating-point error."""


def slots(found: LayeredGraph, nodes: int) -> dict[int, int]:
    """The row of each station, counted in boxes from 0; stations without a line stand below all others.

    :param nodes: stations from this number on are bends.
    """
    right: dict[int, set[int]] = {}
    left: dict[int, set[int]] = {}
    for way in found.ways:
        for before, after in pairwise(way):
            right.setdefault(before, set()).add(after)
            left.setdefault(after, set()).add(before)
    at: dict[int, float] = {}
    for column in found.columns:
        at.update((station, float(row)) for row, station in enumerate(column))
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        towards = left if forward else right
        for column in found.columns if forward else found.columns[::-1]:
            wanted = [_mean([at[each] for each in towards.get(station, ())], at[station]) for station in column]
            weights = [_STRAIGHT if station >= nodes else 1.0 + len(towards.get(station, ())) for station in column]
            at.update(zip(column, _spread(wanted, weights), strict=True))
    # Whole rows come last: rounding on the way would make a row of diamonds a staircase.
    joined: dict[int, int] = {}
    for column in found.columns:
        above = None
        for station in (each for each in column if each in left or each in right):
            row = floor(at[station] + 0.5 + _HAIR)
            joined[station] = above = row if above is None else max(row, above + 1)
    ranks = {row: rank for rank, row in enumerate(sorted(set(joined.values())))}
    found_rows = {station: ranks[row] for station, row in joined.items()}
    for column in found.columns:
        loose = [station for station in column if station not in joined]
        found_rows.update((station, len(ranks) + number) for number, station in enumerate(loose))
    return found_rows


def _mean(rows: Sequence[float], own: float) -> float:
    return sum(rows) / len(rows) if rows else own


def _spread(wanted: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Rows, each at least one below the one before, as near as possible to the wanted ones.

    Neighbours in the wrong order are moved together (pool adjacent violators).
    """
    pools: list[tuple[float, float, int]] = []
    for place, (row, weight) in enumerate(zip(wanted, weights, strict=True)):
        mean, heavy, size = row - place, weight, 1
        while pools and pools[-1][0] >= mean:
            before, weighed, count = pools.pop()
            mean = (mean * heavy + before * weighed) / (heavy + weighed)
            heavy, size = heavy + weighed, size + count
        pools.append((mean, heavy, size))
    shifts = [mean for mean, _, size in pools for _ in range(size)]
    return [place + shift for place, shift in enumerate(shifts)]
