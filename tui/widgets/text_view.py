"""The text of a capture, wrapped and highlighted, with a cursor that moves by words and a selection by offsets."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping

from textual import events, work
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from db.dataclass import dataclass
from tui.actions.registry import ActionScope, bindings
from tui.state.highlights import Highlight, Highlights, Range, TrailingLabel
from tui.state.text_cursor import TextCursor
from tui.text.wrap import Rows, wrap_text
from tui.widgets.strip import render_strip

GUTTER = 2
"""Cells at the left edge, for the signs of highlights."""

AT_ONCE = 60_000
"""The longest text that is laid out at once, in code points; a longer one is laid out in a thread."""

_ROWS_ABOVE = 2
"""Rows kept visible above the target of a jump."""


class TextView(ScrollView, can_focus=True, inherit_bindings=False):
    """A text with highlights. A selection is exactly ``text[start:end]`` of the stored text."""

    COMPONENT_CLASSES = {"text-view--text", "text-view--cursor", "text-view--selected"}
    BINDINGS = bindings(ActionScope.TEXT)
    ALLOW_SELECT = False
    """Textual's own selection is of the drawn text, not of the stored one."""

    @dataclass
    class Pointed(Message):
        """A person clicked on the text."""

        offset: int

    @dataclass
    class Selected(Message):
        """The selection changed."""

        words: Range | None
        """None for nothing."""

    class LaidOut(Message):
        """The text was wrapped to the present width."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.pointer = TextCursor()
        """The cursor and the selection."""
        self._highlights = Highlights()
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
        """The selection, in code points of the stored text."""
        return self.pointer.selection

    @property
    def unshown(self) -> int:
        """Code points at the end of a very long text that are not laid out."""
        return len(self.text) - self.pointer.rows.laid if len(self.pointer.rows) else 0

    def show(self, text: str, marks: Iterable[Highlight] = (), tags: Mapping[int, TrailingLabel] | None = None) -> None:
        """Show a text from its beginning.

        :param text: the stored text.
        """
        self.pointer = TextCursor(text)
        self._highlights = Highlights(marks, tags)
        self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self._lay_out()

    def mark(self, marks: Iterable[Highlight], tags: Mapping[int, TrailingLabel]) -> None:
        """Replace the highlights, without scrolling.

        :param marks: later ones are drawn over earlier ones.
        :param tags: labels by the offset they follow.
        """
        before, self._highlights = self._highlights.room, Highlights(marks, tags)
        if self._highlights.room != before:
            self._lay_out()
        self.refresh()

    def reveal(self, first: int, last: int) -> None:
        """Put the cursor on a word, and scroll a range of words into view.

        :param first: the first code point.
        :param last: the code point after the end.
        """
        self._goal, self._selects = (first, last), False
        self._go_to_goal()

    def choose(self, first: int, last: int) -> None:
        """Select words, and scroll them into view.

        :param first: the first code point.
        :param last: the code point after the end.
        """
        self._goal, self._selects = (first, last), True
        self._go_to_goal()

    def bring(self, first: int, last: int) -> None:
        """Scroll as little as possible to show words, at least their beginning."""
        rows, height = self.pointer.rows, self._height()
        begins, ends = rows.row_of(first), rows.row_of(max(first, last - 1))
        top = self.scroll_offset.y
        above = min(_ROWS_ABOVE, max(0, height - (ends - begins + 1)))
        if begins - above < top or ends >= top + height:
            self.scroll_to(y=max(0, begins - above), animate=False, force=True, immediate=True)

    def cover(self, rows: int) -> None:
        """Set how many rows at the bottom another widget covers; the text can then be scrolled above it.

        :param rows: how many; 0 for none.
        """
        self._covered = max(0, rows)
        self._make_room()

    def drop_selection(self) -> bool:
        """Remove the selection.

        :returns: whether there was one.
        """
        dropped = self.pointer.drop()
        if dropped:
            self._show_cursor()
        return dropped

    def on_resize(self) -> None:
        """Wrap to the new width."""
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
        sign = next((mark for mark in reversed(self._highlights.within(start, end)) if mark.sign), None)
        edge = Content.assemble((f"{sign.sign:<{GUTTER}}", sign.edge) if sign else " " * GUTTER)
        over = []
        if self.selection:
            over.append((self.selection, self.get_visual_style("text-view--text", "text-view--selected")))
        if self.pointer.cursor and self.has_focus:
            over.append((self.pointer.cursor, self.get_visual_style("text-view--text", "text-view--cursor")))
        pieces = self._highlights.pieces(self.text, start, end, over)
        return render_strip(self, Content.assemble(edge, *pieces), width, plain)

    def action_word(self, by: int, select: bool = False) -> None:
        """Go to the next or the previous word."""
        self.pointer.step(by, select=select)
        self._show_cursor()

    def action_row(self, by: int, select: bool = False) -> None:
        """Go to the next or the previous row with words; scroll if there is none."""
        if not self.pointer.climb(by, select=select):
            self.scroll_to(y=self.scroll_offset.y + by, animate=False, immediate=True)
        self._show_cursor()

    def action_page(self, pages: int) -> None:
        """Go by a screenful."""
        self._go_rows(pages * max(1, self.scrollable_content_region.height - 1))

    def action_half(self, halves: int) -> None:
        """Go by half a screenful."""
        self._go_rows(halves * max(1, self.scrollable_content_region.height // 2))

    def _go_rows(self, rows: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False, immediate=True)
        self.pointer.climb(rows)
        self._show_cursor()

    def action_edge(self, side: int) -> None:
        """Go to the first word, or the last."""
        self.pointer.edge(side)
        self.scroll_to(y=0 if side < 0 else self.virtual_size.height, animate=False, immediate=True)
        self._show_cursor()

    def action_select(self) -> None:
        """Begin to select at the cursor, or stop and keep the selection."""
        self.pointer.toggle()
        self._show_cursor()

    def action_letter(self, by: int) -> None:
        """Extend or shorten the selection by a letter, at the end where the cursor is."""
        self.pointer.letter(by)
        self._show_cursor()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor on a word; dragging selects from there."""
        if event.button != 1:
            return
        if self.pointer.point(*self._place(event), select=event.shift):
            self._pressed = True
            self.capture_mouse()
            self._show_cursor()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """While dragging, select up to the word under the mouse."""
        if not self._pressed:
            return
        row, cell = self._place(event)
        row = max(0, min(len(self.pointer.rows) - 1, row))
        before = self.pointer.cursor
        if self.pointer.point(row, cell, select=True) and self.pointer.cursor != before:
            self._show_cursor()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End a drag; one without a selection was a click."""
        if not self._pressed:
            return
        self._pressed = False
        self.release_mouse()
        offset = self.pointer.offset_at(*self._place(event))
        if self.selection is None and offset is not None:
            self.post_message(self.Pointed(offset))

    def _place(self, event: events.MouseEvent) -> tuple[int, int]:
        """Row and cell of the text under the mouse."""
        return event.y + self.scroll_offset.y, event.x - GUTTER

    def _show_cursor(self) -> None:
        """Keep the cursor visible, and report the selection."""
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
            self._show_cursor()

    def _width(self) -> int:
        return max(1, self.scrollable_content_region.width - GUTTER)

    def _height(self) -> int:
        """Rows that are not covered."""
        return max(1, self.scrollable_content_region.height - self._covered)

    def _make_room(self) -> None:
        """Set the height, so that the last rows can be scrolled above what covers them."""
        self.virtual_size = Size(0, len(self.pointer.rows) + self._covered)

    def _lay_out(self) -> None:
        if self.scrollable_content_region.width <= 0:
            return  # not on the screen yet
        text, width, room = self.text, self._width(), self._highlights.room
        if len(text) <= AT_ONCE:
            self.workers.cancel_group(self, "lay out")
            self._set_rows(wrap_text(text, width, room), room)
        else:
            self._lay_out_in_thread(text, width, room)

    @work(exclusive=True, group="lay out")
    async def _lay_out_in_thread(self, text: str, width: int, room: dict[int, int]) -> None:
        rows = await asyncio.to_thread(wrap_text, text, width, room)
        if text is self.text:
            self._set_rows(rows, room)

    def _set_rows(self, rows: Rows, room: Mapping[int, int]) -> None:
        """Replace the rows; the words at the top of the screen stay there."""
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
