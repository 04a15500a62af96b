"""A cursor that moves by words of a text, and its selection: offsets of the stored text. Independent of any widget."""

from __future__ import annotations

from collections.abc import Mapping

from tui.state.highlights import Range
from tui.text.wrap import Rows, clusters, word_ranges, wrap_text

FAR = 400
"""Rows without words that the cursor skips at most."""


class TextCursor:
    """The cursor and the selection in a text."""

    def __init__(self, text: str = "") -> None:
        self.text = text
        """The stored text."""
        self.rows: Rows = wrap_text("", 1)
        """Its rows, wrapped to the current width."""
        self.room: Mapping[int, int] = {}
        """Widths of the labels after words in cells, by offset."""
        self.cursor: Range | None = None
        """The word under the cursor; None before the first move."""
        self.selecting = False
        """Whether every move extends the selection."""
        self._anchor: Range | None = None
        self._head: Range | None = None
        self._column = 0

    @property
    def selection(self) -> Range | None:
        """The selected range, in code points of the stored text."""
        if self._anchor is None or self._head is None:
            return None
        return min(self._anchor[0], self._head[0]), max(self._anchor[1], self._head[1])

    @property
    def row(self) -> int:
        """The row of the cursor."""
        return self.rows.row_of(self.cursor[0]) if self.cursor else 0

    def start(self) -> None:
        """Put the cursor on the first word, unless it is on one."""
        if self.cursor is None and len(self.rows):
            self.cursor = self._first_from(0, 1)

    def step(self, by: int, *, select: bool = False) -> bool:
        """Go to the next word, or with -1 to the previous one.

        :returns: whether there is one.
        """
        goal = self._beside(by)
        return goal is not None and self._go(goal, select)

    def climb(self, rows: int, *, select: bool = False) -> bool:
        """Go some rows down or up to the word in the same column, past rows without words.

        :returns: whether there is one.
        """
        if not len(self.rows):
            return False
        way = 1 if rows > 0 else -1
        row = max(0, min(len(self.rows) - 1, self.row + rows))
        for at in range(row, max(-1, min(len(self.rows), row + way * FAR)), way):
            goal = self._nearest(at, self._column)
            if goal is not None:
                column = self._column
                moved = goal != self.cursor and self._go(goal, select)
                self._column = column
                return moved
        return False

    def edge(self, side: int, *, select: bool = False) -> bool:
        """Go to the first word, or the last."""
        goal = self._first_from(0, 1) if side < 0 else self._first_from(len(self.rows) - 1, -1)
        return goal is not None and self._go(goal, select)

    def letter(self, by: int) -> bool:
        """Extend the selection by one letter at the cursor, or shorten it."""
        if self.cursor is None:
            return False
        anchor = self._anchor or self.cursor
        first, last = self._head or self.cursor
        backwards = first < anchor[0]
        if not backwards and by > 0:
            last = next((each.end for each in clusters(self.text, last, len(self.text))), last)
        elif not backwards:
            last = max((each.start for each in clusters(self.text, first, last)), default=first)
        elif by > 0:
            before = list(clusters(self.text, max(0, first - FAR), first))
            first = before[-1].start if before else first
        else:
            first = next((each.end for each in clusters(self.text, first, last)), first)
        if first >= last:
            return False
        if first == anchor[0] and last < anchor[1]:
            anchor = (first, last)  # part of the only selected word
        self._anchor, self._head = anchor, (first, last)
        return True

    def point(self, row: int, cell: int, *, select: bool = False) -> bool:
        """Go to the word at a cell, or to the nearest one of its row."""
        if not 0 <= row < len(self.rows):
            return False
        goal = self._nearest(row, cell)
        return goal is not None and self._go(goal, select)

    def offset_at(self, row: int, cell: int) -> int | None:
        """The offset at a cell; None beside the text."""
        if not 0 <= row < len(self.rows):
            return None
        used = 0
        for each in clusters(self.text, *self.rows[row]):
            if used <= cell < used + each.cells:
                return each.start
            used += each.cells + self.room.get(each.end, 0)
        return None

    def go_to(self, start: int) -> None:
        """Put the cursor on the word at an offset, or the next one of its row, and drop the selection."""
        row = self.rows.row_of(start)
        if len(self.rows):
            found = word_ranges(self.text, *self.rows[row])
            goal = next((word for word in found if word[1] > start), found[-1] if found else None)
            if goal is not None:
                self.drop()
                self._go(goal, select=False)

    def select(self, start: int, end: int) -> None:
        """Select a range."""
        self.go_to(start)
        self._anchor = self._head = (start, end)

    def toggle(self) -> None:
        """Start selecting at the cursor, or stop extending the selection."""
        self.selecting = not self.selecting
        if self.selecting and self.cursor is not None:
            self._anchor = self._head = self.cursor

    def drop(self) -> bool:
        """Drop the selection.

        :returns: whether there was one.
        """
        was = self._anchor is not None or self.selecting
        self._anchor = self._head = None
        self.selecting = False
        return was

    def _go(self, goal: Range, select: bool) -> bool:
        if select or self.selecting:
            self._anchor = self._anchor or self.cursor or goal
            self._head = goal
        else:
            self._anchor = self._head = None
        self.cursor = goal
        self._column = self._cell_of(goal[0])
        return True

    def _beside(self, by: int) -> Range | None:
        if self.cursor is None:
            return self._first_from(0, 1)
        row = self.row
        found = word_ranges(self.text, *self.rows[row])
        if by > 0:
            beside = next((word for word in found if word[0] > self.cursor[0]), None)
        else:
            beside = next((word for word in reversed(found) if word[0] < self.cursor[0]), None)
        return beside or self._first_from(row + (1 if by > 0 else -1), by)

    def _first_from(self, row: int, way: int) -> Range | None:
        for at in range(row, max(-1, min(len(self.rows), row + way * FAR)), way):
            found = word_ranges(self.text, *self.rows[at])
            if found:
                return found[0 if way > 0 else -1]
        return None

    def _nearest(self, row: int, cell: int) -> Range | None:
        """The word of a row nearest to a cell."""
        found = word_ranges(self.text, *self.rows[row])
        if not found:
            return None
        used, cells = 0, {}
        for each in clusters(self.text, *self.rows[row]):
            cells[each.start] = used
            used += each.cells
            cells[each.end] = used
            used += self.room.get(each.end, 0)
        return min(found, key=lambda word: max(cells[word[0]] - cell, cell - cells[word[1]] + 1, 0))

    def _cell_of(self, offset: int) -> int:
        start, _ = self.rows[self.rows.row_of(offset)]
        return sum(each.cells + self.room.get(each.end, 0) for each in clusters(self.text, start, offset))
