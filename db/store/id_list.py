"""Ids of a list of any length: eight bytes each, taken a piece at a time, and found again without a walk."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar, cast, overload

T = TypeVar("T", bound=int)

PIECE = 4_096
"""Ids taken at a time; between two pieces a question looks whether it is still wanted."""


_WALKED, _THIN = 20_000, 16
"""Shorter lists are walked through for an id; so are those whose ids lie so far apart that a table of them is large."""


class Ids(Sequence[T], Generic[T]):
    """Ids in the order of a list. It only grows: a thread may add to it while another reads what is there."""

    __slots__ = ("_by_id", "_held", "_places", "_rises")

    def __init__(self, ids: Iterable[T] = ()) -> None:
        self._held = array("q")
        self._rises = True
        self._places: dict[int, int] = {}
        self._by_id = array("i")
        self.take(ids)

    def take(self, ids: Iterable[T]) -> None:
        """Put ids at the end."""
        piece = array("q", ids)
        if self._rises and piece:
            last = self._held[-1] if self._held else piece[0] - 1
            self._rises = last < piece[0] and all(piece[at] < piece[at + 1] for at in range(len(piece) - 1))
        self._held.extend(piece)

    def note_places(self) -> None:
        """Make :meth:`place` quick where a long list is in another order than that of its ids: when all are in."""
        highest = max(self._held, default=0)
        if self._rises or len(self._held) < _WALKED or highest > _THIN * len(self._held):
            return
        by_id = array("i", [-1]) * (highest + 1)
        for at, id in enumerate(self._held):
            by_id[id] = at
        self._by_id = by_id

    def place(self, id: int) -> int | None:
        """Where an id stands; None where it doesn't."""
        if self._rises:
            at = bisect_left(self._held, id)
            return at if at < len(self._held) and self._held[at] == id else None
        if self._by_id:
            return self._by_id[id] if 0 <= id < len(self._by_id) and self._by_id[id] >= 0 else None
        known = self._places.get(id)
        if known is None:
            try:
                known = self._places[id] = self._held.index(id)
            except ValueError:
                return None
        return known

    def __contains__(self, id: object) -> bool:
        return isinstance(id, int) and self.place(id) is not None

    def __len__(self) -> int:
        return len(self._held)

    def __iter__(self) -> Iterator[T]:
        return cast("Iterator[T]", iter(self._held))

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> list[T]: ...
    def __getitem__(self, at: int | slice) -> T | list[T]:
        found = self._held[at]
        return cast("T | list[T]", found.tolist() if isinstance(found, array) else found)

    def __eq__(self, other: object) -> bool:
        return len(self) == len(other) and list(self) == list(other) if isinstance(other, Sequence) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Ids({self._held.tolist()!r})"
