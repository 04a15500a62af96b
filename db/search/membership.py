"""Claims that are among some, where to find all of those takes long: only those near the one asked about are found.

Claims are asked in the order of their keys, and their ids mostly rise with that.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence

_MUCH = 6_000_000
"""Ids that are looked up, all in all, before all are at once, since the claims are asked in another order."""

_HIGHEST = 2**40 - 1
"""No claim that is searched for has a higher id."""


class LazyMembership:
    """The claims of which something is so, found a stretch of ids at a time."""

    def __init__(self, between: Callable[[int, int], Sequence[int]], at_a_time: int) -> None:
        """Take how they are found.

        :param between: those between two ids, in order, both ends among them.
        :param at_a_time: ids that are looked up together.
        """
        self._between, self._at_a_time = between, at_a_time
        self._low, self._high = 0, -1
        self._found = array("q")
        self._looked = 0

    def __contains__(self, id: int) -> bool:
        if not self._low <= id <= self._high:
            self._looked += self._at_a_time
            is_scattered = self._looked > _MUCH
            self._low, self._high = (0, _HIGHEST) if is_scattered else (id, id + self._at_a_time)
            self._found = array("q", self._between(self._low, self._high))
        return is_in(self._found, id)


def is_in(ids: array[int], id: int) -> bool:
    """Whether an id is among some that rise."""
    at = bisect_left(ids, id)
    return at < len(ids) and ids[at] == id
