"""Lines between two columns: which of them share an upright, the order of uprights, and the strokes of each.

Lines from one node share an upright, and so do lines from several nodes to the same nodes: an upright leads from all
lines on its left to all on its right. Where other lines cross, the upright goes over. Uprights are ordered so that no
line runs into another; where no order does, a line takes the row below and comes up last. Lines that lead back have
rows of their own, one above.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from db.dataclass import dataclass, field
from tui.text.marks import Mark

Net = tuple[int, bool]
"""Lines that share an upright: the first station on the left, and whether they lead back to it."""

Across = tuple[int, int, int, Net]
"""A stroke in a row: the row, the first and the last cell, its net."""

Down = tuple[int, int, int, Net]
"""An upright: its column, the first and the last row, its net."""

SPACIOUS = 8
"""Most uprights with a cell between them; more of them stand close."""


@dataclass(slots=True)
class Strokes:
    """Strokes to draw."""

    across: list[Across] = field(default_factory=list)
    down: list[Down] = field(default_factory=list)
    into: list[tuple[int, int, str]] = field(default_factory=list)
    """Where an upright runs into another line: the row and column of the cell before, and the arrow to draw."""


class ColumnGap:
    """The room between two columns."""

    def __init__(self, hops: Iterable[tuple[int, int, bool]], rows: Mapping[int, int]) -> None:
        """Order the uprights.

        :param hops: station on the left, station on the right, whether the line leads back.
        :param rows: of each station, in cells.
        """
        self._rows = rows
        self._ends: dict[Net, list[int]] = {}
        self._starts: dict[Net, list[int]] = {}
        self._net: dict[Net, Net] = {}
        self._join(hops)
        self._low: set[tuple[Net, int]] = set()
        self._tracks = self._assign_uprights(self._turning_nets())
        count = max(self._tracks.values(), default=-1) + 1
        self._step = 2 if count <= SPACIOUS else 1
        self._last = count * self._step
        self._left = self._right = 0

    @property
    def uprights(self) -> int:
        """Cells that the uprights take, with one beside them."""
        return self._last + (2 if self._low else 0)

    def place(self, left: int, first: int, right: int) -> None:
        """Set its place.

        :param left: the last cell of the column before.
        :param first: the cell of the first upright.
        :param right: the first cell of the column after.
        """
        self._left, self._first, self._right = left, first, right

    def strokes(self) -> Strokes:
        """Every stroke, each once."""
        drawn = Strokes()
        for net in self._ends:
            self._draw(drawn, net, self._starts[net], self._ends[net])
        self._add_arrows(drawn)
        return drawn

    def trace(self, start: int, end: int, back: bool, drawn: Strokes) -> None:
        """Add the strokes of one line."""
        self._draw(drawn, self._net[start, back], [start], [end])

    def _join(self, hops: Iterable[tuple[int, int, bool]]) -> None:
        """Collect the lines that share an upright."""
        reached: dict[Net, list[int]] = {}
        for start, end, back in sorted(set(hops)):
            reached.setdefault((start, back), []).append(end)
        alike: dict[tuple[tuple[int, ...], bool], Net] = {}
        for one, ends in reached.items():
            net = alike.setdefault((tuple(ends), one[1]), one)
            self._net[one] = net
            self._ends[net] = ends
            self._starts.setdefault(net, []).append(one[0])

    def _draw(self, drawn: Strokes, net: Net, starts: Sequence[int], ends: Sequence[int]) -> None:
        track = self._tracks.get(net)
        if track is None:
            drawn.across.append((self._row_of(net, starts[0]), self._left, self._right, net))
            return
        x = self._first + track * self._step
        rows = [self._row_of(net, start) for start in starts]
        drawn.across += [(row, self._left, x, net) for row in rows]
        rows += [self._turn(net, end) for end in ends]
        drawn.down.append((x, min(rows), max(rows), net))
        for end in ends:
            self._enter(drawn, net, end, x)

    def _enter(self, drawn: Strokes, net: Net, end: int, x: int) -> None:
        row, turn = self._row_of(net, end), self._turn(net, end)
        if turn != row:
            up = self._first + self._last
            drawn.across.append((turn, x, up, net))
            drawn.down.append((up, min(row, turn), max(row, turn), net))
            x = up
        drawn.across.append((row, x, self._right, net))

    def _row_of(self, net: Net, station: int) -> int:
        """The row in which a line reaches a station."""
        return self._rows[station] - net[1]

    def _turn(self, net: Net, end: int) -> int:
        """The row in which a line leaves its upright to the right."""
        row = self._row_of(net, end)
        if (net, end) not in self._low:
            return row
        return row - 1 if net[1] else row + 1

    def _add_arrows(self, drawn: Strokes) -> None:
        """Draw arrows where an upright ends in another line, since the line does not run into the upright."""
        entering: dict[tuple[int, bool], list[Net]] = {}
        for net, ends in self._ends.items():
            for end in ends:
                entering.setdefault((end, net[1]), []).append(net)
        for (end, _), nets in entering.items():
            for net in sorted(nets, key=lambda each: self._tracks.get(each, -1))[1:]:
                self._arrow(drawn, net, end)
        for net, ends in self._ends.items():
            if len(ends) == 1 and self._row_of(net, ends[0]) in [
                self._row_of(net, start) for start in self._starts[net]
            ]:
                self._arrow(drawn, net, ends[0])

    def _arrow(self, drawn: Strokes, net: Net, end: int) -> None:
        row = self._row_of(net, end)
        if net not in self._tracks or (net, end) in self._low:
            return
        rows = [self._row_of(net, start) for start in self._starts[net]]
        rows += [self._turn(net, each) for each in self._ends[net]]
        x = self._first + self._tracks[net] * self._step
        if row == min(rows):
            drawn.into.append((row + 1, x, Mark.ARROW_UP))
        elif row == max(rows):
            drawn.into.append((row - 1, x, Mark.ARROW_DOWN))

    def _turning_nets(self) -> list[tuple[Net, set[Net]]]:
        """The nets that turn, each after the nets that must be left of it, with these."""
        before: dict[Net, dict[Net, list[int]]] = {}
        turning = {
            net for net in self._ends if len({self._rows[at] for at in (*self._starts[net], *self._ends[net])}) > 1
        }
        leaving: dict[int, set[Net]] = {}
        for (start, _), net in self._net.items():
            leaving.setdefault(self._row_of(net, start), set()).add(net)
        for net in sorted(turning):
            before[net] = {}
            own = {self._row_of(net, start) for start in self._starts[net]}
            for end in self._ends[net]:
                row = self._row_of(net, end)
                for other in sorted(leaving.get(row, ())):
                    if row not in own and other != net and other in turning:
                        before[net].setdefault(other, []).append(end)
        return self._in_order(before)

    def _in_order(self, before: Mapping[Net, Mapping[Net, Sequence[int]]]) -> list[tuple[Net, set[Net]]]:
        """Order depth first; where nets wait for each other, one of them takes the row below."""
        order: list[tuple[Net, set[Net]]] = []
        kept: dict[Net, set[Net]] = {}
        state: dict[Net, int] = {}
        for start in before:
            if start in state:
                continue
            path = [(start, iter(before[start].items()))]
            state[start], kept[start] = 1, set()
            while path:
                net, rest = path[-1]
                found = next(rest, None)
                if found is None:
                    state[net] = 2
                    order.append((net, kept[net]))
                    path.pop()
                elif state.get(found[0]) == 1:
                    self._low.update((net, end) for end in found[1])
                else:
                    kept[net].add(found[0])
                    if found[0] not in state:
                        state[found[0]], kept[found[0]] = 1, set()
                        path.append((found[0], iter(before[found[0]].items())))
        return order

    def _assign_uprights(self, order: Iterable[tuple[Net, set[Net]]]) -> dict[Net, int]:
        """The upright of each net: the first free one to the right of the nets before it."""
        taken: list[list[tuple[int, int]]] = []
        tracks: dict[Net, int] = {}
        for net, left in order:
            rows = [self._row_of(net, start) for start in self._starts[net]]
            rows += [self._turn(net, end) for end in self._ends[net]]
            top, foot = min(rows), max(rows)
            track = max((tracks[each] + 1 for each in left), default=0)
            while track < len(taken) and any(top <= last and foot >= first for first, last in taken[track]):
                track += 1
            while track >= len(taken):
                taken.append([])
            taken[track].append((top, foot))
            tracks[net] = track
        return tracks
