"""Lazy membership: whether a claim is in a set that is costly to compute whole, found one range of ids at a time.

Claims are tested in the order of their keys, and their ids mostly rise with it, so one range serves many tests.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence

SCATTERED = 6_000_000
"""Ids looked up in ranges before the whole set is: by then the claims evidently come in another order."""

_HIGHEST = 2**40 - 1
"""The highest id that a claim in the index can have."""


class LazyMembership:
    """A set of claims, computed one range of ids at a time."""

    def __init__(
        self, between: Callable[[int, int], Sequence[int]], at_a_time: int, scattered: int = SCATTERED
    ) -> None:
        """Set up an empty range.

        :param between: gives the members between two ids, both inclusive, in order.
        :param at_a_time: the length of a range of ids.
        :param scattered: ids looked up in ranges before the whole set is.
        """
        self._between, self._at_a_time, self._scattered = between, at_a_time, scattered
        self._low, self._high = 0, -1
        self._found = array("q")
        self._looked = 0

    def __contains__(self, id: int) -> bool:
        if not self._low <= id <= self._high:
            self._looked += self._at_a_time
            is_scattered = self._looked > self._scattered
            self._low, self._high = (0, _HIGHEST) if is_scattered else (id, id + self._at_a_time)
            self._found = array("q", self._between(self._low, self._high))
        return is_in(self._found, id)


def is_in(ids: array[int], id: int) -> bool:
    """Whether a sorted array has an id."""
    at = bisect_left(ids, id)
    return at < len(ids) and ids[at] == id
