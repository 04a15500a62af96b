"""A relay graph as lines of cells. Any line can be drawn on its own, so that a screen draws only what is in sight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from textual.content import Content

from db.algorithms.layered_graph import LayeredGraph, layered
from db.analysis.graph_groups import GroupEdge, GroupedGraph, StatementGroup
from tui.graph_drawing import labels as saying
from tui.graph_drawing.joints import Indexed
from tui.graph_drawing.placement import slots
from tui.graph_drawing.routing import Across, Gap, Strokes
from tui.text.strips import Piece, row
from tui.text.styles import DIM

NARROWEST, WIDEST = 18, 32
"""Cells of a box."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a group stands."""

    group: int
    x: int
    y: int
    width: int
    height: int


_EDGES = {
    (False, False): "╭─╮││╰─╯",
    (True, False): "╭╌╮┆┆╰╌╯",
    (False, True): "┏━┓┃┃┗━┛",
    (True, True): "┏╍┓┇┇┗╍┛",
}
"""Frames of a box, by whether it is dashed, and whether the cursor is on it."""

LIT = "bold $accent"
"""Lines from and to the box at the cursor."""


class Drawing:
    """A graph drawn to fit a width as far as it can; beyond it scrolls."""

    def __init__(self, found: GroupedGraph, width: int, *, tall: bool = True) -> None:
        """Lay it out.

        :param width: cells that there are.
        :param tall: boxes of three lines; else each is a line, unless there are loops, which need the room.
        """
        self.arranged = found
        round = any(strand.closes for strand in found.strands)
        self.box_height, self._pitch, middle = (3, 4, 1) if tall or round else (1, 2, 0)
        self._top = 1 if round else 0
        groups = found.groups
        self._sides = [
            (strand.child, strand.parent) if strand.closes else (strand.parent, strand.child)
            for strand in found.strands
        ]
        self._layered: LayeredGraph = layered(
            [group.layer for group in groups], self._sides, [strand.closes for strand in found.strands]
        )
        self.left_out = sum(1 for way in self._layered.ways if not way)
        """Lines that are too long to be drawn."""
        self._slots = slots(self._layered, len(groups))
        self._rows = {station: slot * self._pitch + middle + self._top for station, slot in self._slots.items()}
        self.height = (max(self._slots.values(), default=-1) + 1) * self._pitch - (self._pitch - self.box_height)
        self.height += self._top
        self._gaps = self._made_gaps()
        self._columns(width)
        self.boxes = self._made_boxes()
        """By group."""
        self._drawn: dict[tuple[int, int, bool], Content] = {}
        self._by_slot: dict[int, list[Box]] = {}
        for box in sorted(self.boxes, key=lambda box: box.x):
            self._by_slot.setdefault((box.y - self._top) // self._pitch, []).append(box)
        drawn = self._all_strokes()
        self._strokes = Indexed(drawn)
        flips = [place for place, strand in enumerate(found.strands) if strand.flips]
        self._flips = Indexed(self.traced(flips))
        self._words: dict[int, list[tuple[int, str, str]]] = {}
        for y, x, arrow in drawn.into:
            self._words.setdefault(y, []).append((x, arrow, DIM))
        for y, x, word, style in self._written():
            self._words.setdefault(y, []).append((x, word, style))

    @cached_property
    def heads(self) -> Content:
        """What stands over the columns."""
        read = {group.layer for group in self.arranged.groups if not saying.is_dashed(group)}
        heads = ""
        for layer, x in enumerate(self._lefts):
            word = saying.over(layer, is_read=layer in read and layer == len(self._lefts) - 1)
            heads = f"{heads:<{x}}{word}"
        return Content(heads)

    def text(self) -> list[str]:
        """The whole drawing as lines of text, with what stands over its columns; nothing where there are no boxes."""
        lines = [self.line(y, 0, self.width)[1].plain.rstrip() for y in range(self.height)] if self.boxes else []
        return [self.heads.plain, *lines] if lines else []

    def at(self, x: int, y: int) -> int | None:
        """The group that stands at a cell."""
        here = self._by_slot.get((y - self._top) // self._pitch, ())
        return next(
            (box.group for box in here if box.x <= x < box.x + box.width and box.y <= y < box.y + box.height), None
        )

    def beside(self, group: int, right: int, down: int) -> int | None:
        """The nearest group in a direction: to the sides along a line, if there is one; up and down in the column.

        :param right: 1 to the right, -1 to the left.
        :param down: 1 down, -1 up.
        """
        own = self.boxes[group]
        if right:
            joined = [end for pair in self._sides for end in (pair[::-right][0],) if pair[::right][0] == group]
            near = joined or [box.group for box in self.boxes if (box.x - own.x) * right > 0]
            return min(near, key=lambda at: (self._far(own, self.boxes[at], bool(joined)), at), default=None)
        near = [box.group for box in self.boxes if box.x == own.x and (box.y - own.y) * down > 0]
        return min(near, key=lambda at: abs(self.boxes[at].y - own.y), default=None)

    def traces(self, group: int) -> Indexed:
        """The lines from and to a group, to draw them lit."""
        return Indexed(self.traced(place for place, pair in enumerate(self._sides) if group in pair))

    def line(self, y: int, left: int, right: int, here: int = -1, lit: Indexed | None = None) -> tuple[int, Content]:
        """A line of the drawing, and the cell it begins at, which may be left of what was asked for.

        :param left: the first cell wanted.
        :param right: the cell after the last wanted.
        :param here: the group at the cursor.
        :param lit: its lines, from :meth:`traces`.
        """
        slot, part = divmod(y - self._top, self._pitch)
        boxes = self._by_slot.get(slot, ()) if part < self.box_height else ()
        seen = [box for box in boxes if box.x < right and box.x + box.width > left]
        start = min(left, seen[0].x) if seen else left
        cells = self._strokes.row(y, start, right)
        style = {x: "$warning" if back else "$text-muted" for x, (_, back) in cells.items()}
        for over, colour in ((self._flips, "$error"), (lit, LIT)):
            if over is not None:
                style.update(dict.fromkeys(over.row(y, start, right), colour))
        signs = {x: sign for x, (sign, _) in cells.items()}
        for x, word, colour in self._words.get(y, ()):
            for number, sign in enumerate(word):
                lights = style.get(x + number) == LIT and colour != "bold $error"
                signs[x + number], style[x + number] = sign, LIT if lights else colour
        pieces: list[Content] = []
        at = start
        for box in seen:
            pieces += [_run(signs, style, at, box.x), self._box_line(box, part, box.group == here)]
            at = box.x + box.width
        pieces.append(_run(signs, style, at, right))
        return start, Content("").join(pieces)

    def traced(self, places: Iterable[int]) -> Strokes:
        """The strokes of some strands.

        :param places: of the strands.
        """
        drawn = Strokes()
        for place in places:
            way = self._layered.ways[place]
            back = self.arranged.strands[place].closes
            for start, end in pairwise(way):
                column = self._column_of[start]
                self._gaps[column].trace(start, end, back, drawn)
                if end >= len(self.arranged.groups):
                    drawn.across.append(self._past(end, back))
        return drawn

    def _made_gaps(self) -> list[Gap]:
        """The room between the columns, with its uprights in order."""
        self._column_of = {station: number for number, column in enumerate(self._layered.columns) for station in column}
        hops: list[list[tuple[int, int, bool]]] = [[] for _ in self._layered.columns]
        for place, way in enumerate(self._layered.ways):
            for start, end in pairwise(way):
                hops[self._column_of[start]].append((start, end, self.arranged.strands[place].closes))
        return [Gap(each, self._rows) for each in hops[:-1]]

    def _columns(self, width: int) -> None:
        """How wide boxes are and where columns begin: with words on the lines if there is room for them."""
        count = len(self._layered.columns)
        wanted = max(NARROWEST, min(WIDEST, max(map(self._needed, range(len(self.arranged.groups))), default=0)))
        for words in (True, False):
            self._into = self._entering(words)
            self._out = self._leaving()
            between = sum(map(self._between, range(count - 1)))
            each = (width - between) // count if count else 0
            if each >= (wanted + NARROWEST) // 2:
                break
        self._width = max(NARROWEST if each >= NARROWEST - 2 else (wanted + NARROWEST) // 2, min(wanted, each))
        self._lefts: list[int] = []
        x = 0
        for number in range(count):
            self._lefts.append(x)
            x += self._width
            if number < count - 1:
                first = x + self._room_out(number)
                gap = self._between(number)
                self._gaps[number].place(x - 1, first, x + gap)
                x += gap
        self.width = x

    def _between(self, gap: int) -> int:
        return self._room_out(gap) + self._gaps[gap].uprights + self._room_in(gap)

    def _room_out(self, gap: int) -> int:
        return max((len(word) + 2 for at, (word, _) in self._out.items() if self._column_of[at] == gap), default=1)

    def _room_in(self, gap: int) -> int:
        words = [len(word) for at, (word, _) in self._into.items() if self._column_of[at] == gap + 1]
        return max((size + 3 if size else 2 for size in words), default=2)

    def _entering(self, words: bool) -> dict[int, tuple[str, str]]:
        """What is written before the arrow into a group, by group."""
        coming: dict[int, list[GroupEdge]] = {}
        for way, strand in zip(self._layered.ways, self.arranged.strands, strict=True):
            if way and not strand.closes:
                coming.setdefault(strand.child, []).append(strand)
        said = {child: saying.passing(strands) for child, strands in coming.items()}
        return {
            at: (f" {word} " if words or word.startswith(saying.FLIP) else "", style)
            for at, (word, style) in said.items()
        }

    def _leaving(self) -> dict[int, tuple[str, str]]:
        """What is written after the arrow that comes back to a group, by group."""
        pairs = zip(self._layered.ways, self.arranged.strands, strict=True)
        return {
            strand.child: (f" {saying.LOOP} loop ", "bold $warning") for way, strand in pairs if way and strand.closes
        }

    def _needed(self, group: int) -> int:
        found = self.arranged.groups[group]
        if self.box_height == 1:
            return Content(f"{saying.head(found, short=True)} {saying.name(found)}").cell_length + 13
        said = saying.plain(self._bearing(found))
        return max(Content(text).cell_length for text in (saying.head(found), saying.name(found), said)) + 5

    def _bearing(self, group: StatementGroup) -> list[Piece]:
        return saying.bearing(group, keyed=self.arranged.claim is None)

    def _made_boxes(self) -> list[Box]:
        return [
            Box(
                group,
                self._lefts[self._column_of[group]],
                self._slots[group] * self._pitch + self._top,
                self._width,
                self.box_height,
            )
            for group in range(len(self.arranged.groups))
        ]

    def _all_strokes(self) -> Strokes:
        drawn = Strokes()
        for gap in self._gaps:
            found = gap.strokes()
            drawn.across += found.across
            drawn.down += found.down
            drawn.into += found.into
        passed = {
            (station, strand.closes)
            for way, strand in zip(self._layered.ways, self.arranged.strands, strict=True)
            for station in way[1:-1]
        }
        drawn.across += [self._past(station, back) for station, back in sorted(passed)]
        return drawn

    def _past(self, knee: int, back: bool) -> Across:
        """The stroke with which a line passes a column."""
        left = self._lefts[self._column_of[knee]]
        return self._rows[knee] - back, left, left + self._width - 1, (knee, back)

    def _written(self) -> list[tuple[int, int, str, str]]:
        """Arrows, and what is written on lines: row, cell, words, style."""
        found: list[tuple[int, int, str, str]] = []
        for group, (word, style) in self._into.items():
            x = self._lefts[self._column_of[group]]
            found.append((self._rows[group], x - 1, "▶", style))
            if word:
                found.append((self._rows[group], x - 2 - len(word), word, style))
        for group, (word, style) in self._out.items():
            x = self._lefts[self._column_of[group]] + self._width
            found.append((self._rows[group] - 1, x, f"◀{word}", style))
        return found

    def _box_line(self, box: Box, part: int, here: bool) -> Content:
        """A line of a box, made once."""
        drawn = self._drawn.get((box.group, part, here))
        if drawn is None:
            drawn = self._drawn[box.group, part, here] = self._made_line(box, part, here)
        return drawn

    def _made_line(self, box: Box, part: int, here: bool) -> Content:
        group = self.arranged.groups[box.group]
        dashed = saying.is_dashed(group)
        frame = _EDGES[dashed, here]
        edge = "bold $accent" if here else saying.side(group)
        inner = box.width - 2
        if self.box_height == 1:
            what = self._bearing(group)[:1]
            body = row(
                [f" {saying.head(group, short=True)} ", (saying.name(group), "bold")],
                what[0] if what else "",
                inner - 1,
            )
            return Content.assemble((frame[3], edge), body, " ", (frame[4], edge))
        if part == 1:
            name = Content.assemble(" ", (saying.name(group), "bold")).truncate(inner, ellipsis=True, pad=True)
            return Content.assemble((frame[3], edge), name, (frame[4], edge))
        ends = frame[0], frame[1], frame[2]
        said = Content.assemble((f" {saying.head(group)} ", "bold" if here else ""))
        if part == 2:
            ends = frame[5], frame[6], frame[7]
            said = Content.assemble(" ", *self._bearing(group), " ")
        said = said.truncate(inner - 1, ellipsis=True)
        rest = ends[1] * (inner - 1 - said.cell_length)
        return Content.assemble((ends[0] + ends[1], edge), said, (rest + ends[2], edge))

    @staticmethod
    def _far(own: Box, other: Box, joined: bool) -> float:
        return abs(other.y - own.y) + (0 if joined else abs(other.x - own.x))


def _run(signs: dict[int, str], style: dict[int, str], left: int, right: int) -> Content:
    """Cells between boxes, with neighbours of one style together."""
    pieces: list[tuple[str, str]] = []
    for x in range(left, right):
        sign, colour = signs.get(x, " "), style.get(x, "") if x in signs else ""
        if pieces and pieces[-1][1] == colour:
            pieces[-1] = (pieces[-1][0] + sign, colour)
        else:
            pieces.append((sign, colour))
    return Content.assemble(*pieces)
