"""The text of a capture, wrapped and marked, with a cursor that goes by words and a selection of exact offsets."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from textual import events, work
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.actions.registry import ActionScope, bindings
from tui.state.highlights import Highlight, Highlights, Range, TrailingLabel
from tui.state.text_cursor import TextCursor
from tui.text.wrap import Rows, wrapped
from tui.widgets.strip import render_strip

GUTTER = 2
"""Cells at the left edge, for the sign of what is marked in a row."""

AT_ONCE = 60_000
"""Code points of a text that is laid out before the next key; a longer one in a thread of its own."""

_ROWS_ABOVE = 2
"""Rows kept in sight above what is gone to."""


class TextView(ScrollView, can_focus=True, inherit_bindings=False):
    """A text with marks. Whatever is selected in it is exactly ``text[start:end]``."""

    COMPONENT_CLASSES = {"text-view--text", "text-view--cursor", "text-view--selected"}
    BINDINGS = bindings(ActionScope.TEXT)
    ALLOW_SELECT = False
    """Its own selection knows the stored text; the screen's would know only what is drawn."""

    @dataclass
    class Pointed(Message):
        """A person clicked on a place of the text."""

        offset: int

    @dataclass
    class Selected(Message):
        """What is selected changed."""

        words: Range | None
        """None for nothing."""

    class LaidOut(Message):
        """The text stands in rows of the present width."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.pointer = TextCursor()
        """Where a person is in the text."""
        self._marking = Highlights()
        self._goal: Range | None = None
        self._selects = False
        self._pressed = False
        self._covered = 0

    @property
    def text(self) -> str:
        """The stored text."""
        return self.pointer.text

    @property
    def selection(self) -> Range | None:
        """What is selected, as code points of the stored text."""
        return self.pointer.selection

    @property
    def unshown(self) -> int:
        """Code points at the end of the text that are not laid out, since it is so long."""
        return len(self.text) - self.pointer.rows.laid if len(self.pointer.rows) else 0

    def show(self, text: str, marks: Iterable[Highlight] = (), tags: Mapping[int, TrailingLabel] | None = None) -> None:
        """Show a text from its beginning.

        :param text: as the store has it.
        """
        self.pointer = TextCursor(text)
        self._marking = Highlights(marks, tags)
        self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self._lay_out()

    def mark(self, marks: Iterable[Highlight], tags: Mapping[int, TrailingLabel]) -> None:
        """Mark other words, and stay where the text is.

        :param marks: a later one is drawn over an earlier one.
        :param tags: by the offset they stand after.
        """
        before, self._marking = self._marking.room, Highlights(marks, tags)
        if self._marking.room != before:
            self._lay_out()
        self.refresh()

    def reveal(self, first: int, last: int) -> None:
        """Put the cursor on a word, and bring what begins there into sight.

        :param first: code point where it begins.
        :param last: code point after its end.
        """
        self._goal, self._selects = (first, last), False
        self._go_to_goal()

    def choose(self, first: int, last: int) -> None:
        """Select words, and bring them into sight.

        :param first: code point where they begin.
        :param last: code point after their end.
        """
        self._goal, self._selects = (first, last), True
        self._go_to_goal()

    def bring(self, first: int, last: int) -> None:
        """Scroll as little as brings words into sight, their beginning above all."""
        rows, height = self.pointer.rows, self._height()
        begins, ends = rows.row_of(first), rows.row_of(max(first, last - 1))
        top = self.scroll_offset.y
        above = min(_ROWS_ABOVE, max(0, height - (ends - begins + 1)))
        if begins - above < top or ends >= top + height:
            self.scroll_to(y=max(0, begins - above), animate=False, force=True, immediate=True)

    def cover(self, rows: int) -> None:
        """Reckon with something that lies over the lowest rows, and keep what is shown above it.

        :param rows: how many; 0 for nothing.
        """
        self._covered = max(0, rows)
        self._make_room()

    def drop_selection(self) -> bool:
        """Select nothing.

        :returns: whether there was a selection.
        """
        dropped = self.pointer.drop()
        if dropped:
            self._moved()
        return dropped

    def on_resize(self) -> None:
        """Wrap anew to the new width."""
        if self._width() != self.pointer.rows.width:
            self._lay_out()

    def render_line(self, y: int) -> Strip:
        """Draw one row of the screen."""
        width = self.scrollable_content_region.width
        plain = self.get_visual_style("text-view--text")
        at = y + self.scroll_offset.y
        if at >= len(self.pointer.rows) or width <= GUTTER:
            return Strip.blank(max(0, width), plain.rich_style)
        start, end = self.pointer.rows[at]
        sign = next((mark for mark in reversed(self._marking.within(start, end)) if mark.sign), None)
        edge = Content.assemble((f"{sign.sign:<{GUTTER}}", sign.edge) if sign else " " * GUTTER)
        over = []
        if self.selection:
            over.append((self.selection, self.get_visual_style("text-view--text", "text-view--selected")))
        if self.pointer.cursor and self.has_focus:
            over.append((self.pointer.cursor, self.get_visual_style("text-view--text", "text-view--cursor")))
        pieces = self._marking.pieces(self.text, start, end, over)
        return render_strip(self, Content.assemble(edge, *pieces), width, plain)

    def action_word(self, by: int, select: bool = False) -> None:
        """Go to the next word, or the one before."""
        self.pointer.step(by, select=select)
        self._moved()

    def action_row(self, by: int, select: bool = False) -> None:
        """Go to the row below or above; where there is none with words, scroll."""
        if not self.pointer.climb(by, select=select):
            self.scroll_to(y=self.scroll_offset.y + by, animate=False, immediate=True)
        self._moved()

    def action_page(self, pages: int) -> None:
        """Go by a screenful."""
        height = max(1, self.scrollable_content_region.height - 1)
        self.scroll_to(y=self.scroll_offset.y + pages * height, animate=False, immediate=True)
        self.pointer.climb(pages * height)
        self._moved()

    def action_edge(self, side: int) -> None:
        """Go to the first word, or the last."""
        self.pointer.edge(side)
        self.scroll_to(y=0 if side < 0 else self.virtual_size.height, animate=False, immediate=True)
        self._moved()

    def action_select(self) -> None:
        """Begin to select at the cursor, or stop and leave selected what is."""
        self.pointer.toggle()
        self._moved()

    def action_letter(self, by: int) -> None:
        """Select one letter more or less at the end where the cursor is."""
        self.pointer.letter(by)
        self._moved()

    def on_focus(self) -> None:
        """The cursor shows only where keys reach it."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor shows only where keys reach it."""
        self.refresh()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Point at a word, from which a drag selects."""
        if event.button != 1:
            return
        if self.pointer.point(*self._place(event), select=event.shift):
            self._pressed = True
            self.capture_mouse()
            self._moved()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select up to the word under the mouse."""
        if not self._pressed:
            return
        row, cell = self._place(event)
        row = max(0, min(len(self.pointer.rows) - 1, row))
        before = self.pointer.cursor
        if self.pointer.point(row, cell, select=True) and self.pointer.cursor != before:
            self._moved()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End a drag; where nothing was selected, it was a click."""
        if not self._pressed:
            return
        self._pressed = False
        self.release_mouse()
        offset = self.pointer.offset_at(*self._place(event))
        if self.selection is None and offset is not None:
            self.post_message(self.Pointed(offset))

    def _place(self, event: events.MouseEvent) -> tuple[int, int]:
        """The row and the cell of the text under the mouse."""
        return event.y + self.scroll_offset.y, event.x - GUTTER

    def _moved(self) -> None:
        """Keep the cursor in sight, and tell what is selected."""
        if self.pointer.cursor is not None:
            row, top = self.pointer.row, self.scroll_offset.y
            height = self._height()
            edge = row if row < top else row - height + 1 if row >= top + height else top
            if edge != top:
                self.scroll_to(y=edge, animate=False, force=True, immediate=True)
        self.refresh()
        self.post_message(self.Selected(self.selection))

    def _go_to_goal(self) -> None:
        if self._goal is not None and len(self.pointer.rows):
            (first, last), self._goal = self._goal, None
            if self._selects:
                self.pointer.select(first, last)
            else:
                self.pointer.go_to(first)
            self._selects = False
            self.bring(first, last)
            self._moved()

    def _width(self) -> int:
        return max(1, self.scrollable_content_region.width - GUTTER)

    def _height(self) -> int:
        """Rows that nothing covers."""
        return max(1, self.scrollable_content_region.height - self._covered)

    def _make_room(self) -> None:
        """The text can be scrolled up from under what covers it."""
        self.virtual_size = Size(0, len(self.pointer.rows) + self._covered)

    def _lay_out(self) -> None:
        if self.scrollable_content_region.width <= 0:
            return  # not on the screen yet
        text, width, room = self.text, self._width(), self._marking.room
        if len(text) <= AT_ONCE:
            self.workers.cancel_group(self, "lay out")
            self._keep(wrapped(text, width, room), room)
        else:
            self._lay_out_aside(text, width, room)

    @work(exclusive=True, group="lay out")
    async def _lay_out_aside(self, text: str, width: int, room: dict[int, int]) -> None:
        rows = await asyncio.to_thread(wrapped, text, width, room)
        if text is self.text:
            self._keep(rows, room)

    def _keep(self, rows: Rows, room: Mapping[int, int]) -> None:
        """Take rows of another width, with the words at the top of the screen still there."""
        old = self.pointer.rows
        first = old[min(self.scroll_offset.y, len(old) - 1)][0] if len(old) else 0
        self.pointer.rows, self.pointer.room = rows, room
        self.pointer.start()
        self._make_room()
        if len(old):
            self.scroll_to(y=rows.row_of(first), animate=False, force=True, immediate=True)
        self._go_to_goal()
        self.refresh()
        self.post_message(self.LaidOut())
