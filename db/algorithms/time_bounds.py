"""Narrow the bounds of times by an order: what comes after a thing can't be earlier than it."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable, Mapping
from itertools import groupby
from typing import Generic, TypeVar

from db.dataclass import dataclass

N = TypeVar("N", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Bounds(Generic[N]):
    """The bounds of a time, and the things whose recorded times give them."""

    lo: str | None
    lo_by: N | None
    """The thing whose recorded time gives :attr:`lo`; None if there is no bound."""
    hi: str | None
    hi_by: N | None

    @property
    def contradict(self) -> bool:
        """Whether the earliest is after the latest, so that a time or the order is wrong."""
        return self.lo is not None and self.hi is not None and self.lo > self.hi


def tighten_bounds(
    recorded: Mapping[N, tuple[str | None, str | None]], order: Iterable[tuple[N, N]]
) -> dict[N, Bounds[N]]:
    """Narrow recorded bounds by an order.

    :param recorded: earliest and latest by thing, as strings that sort.
    :param order: pairs of which the first is not after the second. Things in a cycle share their bounds.
    """
    later: dict[N, list[N]] = {}
    earlier: dict[N, list[N]] = {}
    for first, second in order:
        later.setdefault(first, []).append(second)
        earlier.setdefault(second, []).append(first)
    los = _spread_bounds({thing: lo for thing, (lo, _) in recorded.items() if lo}, later, first_is_highest=True)
    his = _spread_bounds({thing: hi for thing, (_, hi) in recorded.items() if hi}, earlier, first_is_highest=False)
    nothing: tuple[None, None] = (None, None)
    return {thing: Bounds(*los.get(thing, nothing), *his.get(thing, nothing)) for thing in recorded}


def _spread_bounds(
    own: Mapping[N, str], onward: Mapping[N, list[N]], *, first_is_highest: bool
) -> dict[N, tuple[str, N]]:
    """The strictest bound of each thing, and the thing it comes from.

    The strictest bounds spread first, so that no thing is visited twice. Of equal bounds a thing's own is preferred,
    then the nearest.
    """
    found: dict[N, tuple[str, N]] = {}
    for bound, group in groupby(sorted(own, key=own.__getitem__, reverse=first_is_highest), key=own.__getitem__):
        waiting = deque(thing for thing in group if thing not in found)
        found.update((thing, (bound, thing)) for thing in waiting)
        while waiting:
            thing = waiting.popleft()
            for then in onward.get(thing, ()):
                if then not in found:
                    found[then] = (bound, found[thing][1])
                    waiting.append(then)
    return found
