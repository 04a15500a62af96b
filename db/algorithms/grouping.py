"""Group what is alike, in the order of first appearance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TypeVar

Item = TypeVar("Item")

MANY = 4
"""The fewest items alike that are a group; fewer stand alone, each in its place."""


def group_alike(items: Iterable[Item], alike: Callable[[Item], str]) -> list[list[Item]]:
    """Items in groups, each at the place of its first member.

    :param alike: what the members of a group share; an item with an empty string stands alone.
    """
    named = [(alike(item), item) for item in items]
    many = {name for name, count in Counter(name for name, _ in named).items() if name and count >= MANY}
    groups: list[list[Item]] = []
    known: dict[str, list[Item]] = {}
    for name, item in named:
        if name in known:
            known[name].append(item)
            continue
        groups.append([item])
        if name in many:
            known[name] = groups[-1]
    return groups
