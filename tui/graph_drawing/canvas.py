"""A relay graph as lines of cells. Each line is drawn on its own, so that a screen draws only visible ones."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise

from textual.content import Content

from db.algorithms.layered_graph import LayeredGraph, arrange_columns
from db.analysis.graph_groups import GroupEdge, GroupedGraph, StatementGroup
from db.dataclass import dataclass
from tui.graph_drawing import labels
from tui.graph_drawing.joints import Indexed
from tui.graph_drawing.placement import slots
from tui.graph_drawing.routing import Across, ColumnGap, Strokes
from tui.text.marks import Mark
from tui.text.strips import Piece, row
from tui.text.styles import DIM

NARROWEST, WIDEST = 18, 32
"""Least and most cells of a box."""


@dataclass(frozen=True, slots=True)
class Box:
    """The place of a group."""

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
    """A graph drawn to fit a width if it can; a wider one scrolls."""

    def __init__(self, found: GroupedGraph, width: int, *, tall: bool = True) -> None:
        """Lay it out.

        :param width: cells of the screen or the output.
        :param tall: boxes of three lines; else of one line, unless there are loops, which need the room.
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
        self._layered: LayeredGraph = arrange_columns(
            [group.layer for group in groups], self._sides, [strand.closes for strand in found.strands]
        )
        self.left_out = sum(1 for way in self._layered.ways if not way)
        """Number of lines that are too long to be drawn."""
        self._slots = slots(self._layered, len(groups))
        self._rows = {station: slot * self._pitch + middle + self._top for station, slot in self._slots.items()}
        self.height = (max(self._slots.values(), default=-1) + 1) * self._pitch - (self._pitch - self.box_height)
        self.height += self._top
        self._gaps = self._make_gaps()
        self._lay_columns(width)
        self.boxes = self._make_boxes()
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
        """The line of titles over the columns."""
        read = {group.layer for group in self.arranged.groups if not labels.is_dashed(group)}
        heads = ""
        for layer, x in enumerate(self._lefts):
            word = labels.column_title(layer, is_read=layer in read and layer == len(self._lefts) - 1)
            heads = f"{heads:<{x}}{word}"
        return Content(heads)

    def text(self) -> list[str]:
        """The whole drawing as lines of text, with the titles of its columns; empty without boxes."""
        lines = [self.line(y, 0, self.width)[1].plain.rstrip() for y in range(self.height)] if self.boxes else []
        return [self.heads.plain, *lines] if lines else []

    def at(self, x: int, y: int) -> int | None:
        """The group at a cell."""
        here = self._by_slot.get((y - self._top) // self._pitch, ())
        return next(
            (box.group for box in here if box.x <= x < box.x + box.width and box.y <= y < box.y + box.height), None
        )

    def beside(self, group: int, right: int, down: int) -> int | None:
        """The nearest group in a direction: left and right along a line, if there is one; up and down in the column.

        :param right: 1 to the right, -1 to the left.
        :param down: 1 down, -1 up.
        """
        own = self.boxes[group]
        if right:
            joined = [end for pair in self._sides for end in (pair[::-right][0],) if pair[::right][0] == group]
            near = joined or [box.group for box in self.boxes if (box.x - own.x) * right > 0]
            return min(near, key=lambda at: (self._distance(own, self.boxes[at], bool(joined)), at), default=None)
        near = [box.group for box in self.boxes if box.x == own.x and (box.y - own.y) * down > 0]
        return min(near, key=lambda at: abs(self.boxes[at].y - own.y), default=None)

    def traces(self, group: int) -> Indexed:
        """The lines from and to a group, to draw them lit."""
        return Indexed(self.traced(place for place, pair in enumerate(self._sides) if group in pair))

    def line(self, y: int, left: int, right: int, here: int = -1, lit: Indexed | None = None) -> tuple[int, Content]:
        """A line of the drawing, and the cell it begins at, which may be left of the wanted one.

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
        """The strokes of some edges.

        :param places: indices of the edges.
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

    def _make_gaps(self) -> list[ColumnGap]:
        """The room between columns, with its uprights in order."""
        self._column_of = {station: number for number, column in enumerate(self._layered.columns) for station in column}
        hops: list[list[tuple[int, int, bool]]] = [[] for _ in self._layered.columns]
        for place, way in enumerate(self._layered.ways):
            for start, end in pairwise(way):
                hops[self._column_of[start]].append((start, end, self.arranged.strands[place].closes))
        return [ColumnGap(each, self._rows) for each in hops[:-1]]

    def _lay_columns(self, width: int) -> None:
        """Set the width of boxes and the start of columns, with words on the lines if there is room."""
        count = len(self._layered.columns)
        wanted = max(NARROWEST, min(WIDEST, max(map(self._wanted_width, range(len(self.arranged.groups))), default=0)))
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
        """The word before the arrow into a group, by group."""
        coming: dict[int, list[GroupEdge]] = {}
        for way, strand in zip(self._layered.ways, self.arranged.strands, strict=True):
            if way and not strand.closes:
                coming.setdefault(strand.child, []).append(strand)
        said = {child: labels.relay_label(strands) for child, strands in coming.items()}
        return {
            at: (f" {word} " if words or word.startswith(labels.FLIP) else "", style)
            for at, (word, style) in said.items()
        }

    def _leaving(self) -> dict[int, tuple[str, str]]:
        """The word after the arrow that leads back to a group, by group."""
        pairs = zip(self._layered.ways, self.arranged.strands, strict=True)
        return {
            strand.child: (f" {labels.LOOP} loop ", "bold $warning") for way, strand in pairs if way and strand.closes
        }

    def _wanted_width(self, group: int) -> int:
        found = self.arranged.groups[group]
        if self.box_height == 1:
            return Content(f"{labels.box_head(found, short=True)} {labels.speaker_label(found)}").cell_length + 13
        said = labels.plain_text(self._bearing(found))
        return (
            max(Content(text).cell_length for text in (labels.box_head(found), labels.speaker_label(found), said)) + 5
        )

    def _bearing(self, group: StatementGroup) -> list[Piece]:
        return labels.stance_label(group, keyed=self.arranged.claim is None)

    def _make_boxes(self) -> list[Box]:
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

    def _past(self, bend: int, back: bool) -> Across:
        """The stroke of a line that passes a column."""
        left = self._lefts[self._column_of[bend]]
        return self._rows[bend] - back, left, left + self._width - 1, (bend, back)

    def _written(self) -> list[tuple[int, int, str, str]]:
        """Arrows and words on lines: row, cell, words, style."""
        found: list[tuple[int, int, str, str]] = []
        for group, (word, style) in self._into.items():
            x = self._lefts[self._column_of[group]]
            found.append((self._rows[group], x - 1, Mark.ARROW, style))
            if word:
                found.append((self._rows[group], x - 2 - len(word), word, style))
        for group, (word, style) in self._out.items():
            x = self._lefts[self._column_of[group]] + self._width
            found.append((self._rows[group] - 1, x, f"{Mark.ARROW_BACK}{word}", style))
        return found

    def _box_line(self, box: Box, part: int, here: bool) -> Content:
        """A line of a box, drawn once."""
        drawn = self._drawn.get((box.group, part, here))
        if drawn is None:
            drawn = self._drawn[box.group, part, here] = self._draw_box_line(box, part, here)
        return drawn

    def _draw_box_line(self, box: Box, part: int, here: bool) -> Content:
        group = self.arranged.groups[box.group]
        dashed = labels.is_dashed(group)
        frame = _EDGES[dashed, here]
        edge = "bold $accent" if here else labels.side(group)
        inner = box.width - 2
        if self.box_height == 1:
            what = self._bearing(group)[:1]
            body = row(
                [f" {labels.box_head(group, short=True)} ", (labels.speaker_label(group), "bold")],
                what[0] if what else "",
                inner - 1,
            )
            return Content.assemble((frame[3], edge), body, " ", (frame[4], edge))
        if part == 1:
            name = Content.assemble(" ", (labels.speaker_label(group), "bold")).truncate(inner, ellipsis=True, pad=True)
            return Content.assemble((frame[3], edge), name, (frame[4], edge))
        ends = frame[0], frame[1], frame[2]
        said = Content.assemble((f" {labels.box_head(group)} ", "bold" if here else ""))
        if part == 2:
            ends = frame[5], frame[6], frame[7]
            said = Content.assemble(" ", *self._bearing(group), " ")
        said = said.truncate(inner - 1, ellipsis=True)
        rest = ends[1] * (inner - 1 - said.cell_length)
        return Content.assemble((ends[0] + ends[1], edge), said, (rest + ends[2], edge))

    @staticmethod
    def _distance(own: Box, other: Box, joined: bool) -> float:
        return abs(other.y - own.y) + (0 if joined else abs(other.x - own.x))


def _run(signs: dict[int, str], style: dict[int, str], left: int, right: int) -> Content:
    """Cells between boxes, with neighbours of one style in one piece."""
    pieces: list[tuple[str, str]] = []
    for x in range(left, right):
        sign, colour = signs.get(x, " "), style.get(x, "") if x in signs else ""
        if pieces and pieces[-1][1] == colour:
            pieces[-1] = (pieces[-1][0] + sign, colour)
        else:
            pieces.append((sign, colour))
    return Content.assemble(*pieces)
