"""The sign of a cell where strokes meet: they join, or one goes over the other."""

from __future__ import annotations

from enum import IntFlag

from tui.graph_drawing.routing import Across, Down, Strokes

_BUCKET = 64
"""Rows to a bucket of uprights."""


class Towards(IntFlag):
    """Sides on which a stroke leaves a cell."""

    NOWHERE = 0
    UP = 1
    RIGHT = 2
    DOWN = 4
    LEFT = 8


_STROKES = " ╵╶╰╷│╭├╴╯─┴╮┤┬┼"
"""The sign of each set of sides, by its number."""

_LEVEL = Towards.LEFT | Towards.RIGHT


class Indexed:
    """Strokes, found by row."""

    def __init__(self, strokes: Strokes) -> None:
        self._across: dict[int, list[Across]] = {}
        self._down: dict[int, list[Down]] = {}
        for level in strokes.across:
            self._across.setdefault(level[0], []).append(level)
        for upright in strokes.down:
            for bucket in range(upright[1] // _BUCKET, upright[2] // _BUCKET + 1):
                self._down.setdefault(bucket, []).append(upright)

    def row(self, y: int, left: int, right: int) -> dict[int, tuple[str, bool]]:
        """The strokes of a row by cell: the sign, and whether the line leads back."""
        levels = [each for each in self._across.get(y, ()) if each[1] < right and each[2] >= left]
        sides: dict[int, int] = {}
        back: dict[int, bool] = {}
        for _, start, end, net in levels:
            for x in range(max(start, left), min(end, right - 1) + 1):
                sides[x] = sides.get(x, 0) | _level(x, start, end)
                back[x] = back.get(x, True) and net[1]
        for x, top, foot, net in self._down.get(y // _BUCKET, ()):
            if not (left <= x < right and top <= y <= foot):
                continue
            own = (Towards.UP if y > top else 0) | (Towards.DOWN if y < foot else 0)
            turns = [_level(x, start, end) for _, start, end, other in levels if other == net and start <= x <= end]
            for turn in turns:
                own |= turn
            sides[x] = own | (sides.get(x, 0) if own & _LEVEL else 0)
            back[x] = net[1]
        return {x: (_STROKES[mask], back[x]) for x, mask in sides.items()}


def _level(x: int, start: int, end: int) -> int:
    return (Towards.LEFT if x > start else 0) | (Towards.RIGHT if x < end else 0)
