"""A list of ids of any length: eight bytes an id, filled in pieces, with a quick look-up of an id's position."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar, cast, overload

T = TypeVar("T", bound=int)

PIECE = 4_096
"""Ids fetched at a time; a query checks between two pieces whether it was stopped."""


_SHORT_LIST, _SPARSE = 20_000, 16
"""A list is searched from its start if it is shorter, or if its highest id is more than so many times its length."""


class Ids(Sequence[T], Generic[T]):
    """Ids in the order of a list. It only grows, so one thread may add to it while another reads."""

    __slots__ = ("_by_id", "_ids", "_is_sorted", "_places")

    def __init__(self, ids: Iterable[T] = ()) -> None:
        self._ids = array("q")
        self._is_sorted = True
        self._places: dict[int, int] = {}
        self._by_id = array("i")
        self.take(ids)

    def take(self, ids: Iterable[T]) -> None:
        """Add ids at the end."""
        piece = array("q", ids)
        if self._is_sorted and piece:
            last = self._ids[-1] if self._ids else piece[0] - 1
            self._is_sorted = last < piece[0] and all(piece[at] < piece[at + 1] for at in range(len(piece) - 1))
        self._ids.extend(piece)

    def note_places(self) -> None:
        """Index the positions of a long list that is not in the order of its ids. Call it when the list is complete."""
        highest = max(self._ids, default=0)
        if self._is_sorted or len(self._ids) < _SHORT_LIST or highest > _SPARSE * len(self._ids):
            return
        by_id = array("i", [-1]) * (highest + 1)
        for at, id in enumerate(self._ids):
            by_id[id] = at
        self._by_id = by_id

    def place(self, id: int) -> int | None:
        """The position of an id; None if it is not in the list."""
        if self._is_sorted:
            at = bisect_left(self._ids, id)
            return at if at < len(self._ids) and self._ids[at] == id else None
        if self._by_id:
            return self._by_id[id] if 0 <= id < len(self._by_id) and self._by_id[id] >= 0 else None
        known = self._places.get(id)
        if known is None:
            try:
                known = self._places[id] = self._ids.index(id)
            except ValueError:
                return None
        return known

    def __contains__(self, id: object) -> bool:
        return isinstance(id, int) and self.place(id) is not None

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[T]:
        return cast("Iterator[T]", iter(self._ids))

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> list[T]: ...
    def __getitem__(self, at: int | slice) -> T | list[T]:
        found = self._ids[at]
        return cast("T | list[T]", found.tolist() if isinstance(found, array) else found)

    def __eq__(self, other: object) -> bool:
        return len(self) == len(other) and list(self) == list(other) if isinstance(other, Sequence) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Ids({self._ids.tolist()!r})"
