"""The relay graph as a scrolled widget: only the visible lines are drawn, and the cursor moves from box to box."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from db.dataclass import dataclass
from tui.actions.registry import ActionScope, bindings
from tui.graph_drawing.canvas import Drawing
from tui.graph_drawing.joints import Indexed
from tui.widgets.strip import render_strip


class RelayGraph(ScrollView, can_focus=True, inherit_bindings=False):
    """Boxes and lines, under a row with the headings of the columns."""

    COMPONENT_CLASSES = {"graph--text", "graph--heads"}
    BINDINGS = bindings(ActionScope.DRAWING)

    cursor: reactive[int] = reactive(-1, repaint=False)
    """The group under the cursor; -1 for none."""

    @dataclass
    class GroupReached(Message):
        """The cursor moved to a group."""

        group: int

    @dataclass
    class GroupOpened(Message):
        """A person double-clicked the group under the cursor."""

        group: int

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.drawing: Drawing | None = None
        self._lit: Indexed | None = None
        self._nothing = ""

    def show(self, drawing: Drawing, cursor: int = 0, *, nothing: str = "") -> None:
        """Show a graph.

        :param cursor: the group to put the cursor on.
        :param nothing: the text of an empty graph; safe to show.
        """
        self.drawing = drawing
        self._nothing = nothing
        self.virtual_size = Size(drawing.width, drawing.height + 1) if drawing.boxes else Size(0, 0)
        if not drawing.boxes:
            self.scroll_to(0, 0, animate=False, force=True, immediate=True)
        self.set_reactive(RelayGraph.cursor, min(cursor, len(drawing.boxes) - 1))
        self.watch_cursor()

    def watch_cursor(self) -> None:
        """Light up the lines of the group, and keep it visible."""
        self._lit = None
        if self.drawing is not None and self.cursor >= 0:
            self._lit = self.drawing.traces(self.cursor)
            box = self.drawing.boxes[self.cursor]
            around = Region(max(0, box.x - 2), box.y, box.width + 4, box.height + 2)
            self.scroll_to_region(around, animate=False, force=True, immediate=True)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width = self.scrollable_content_region.width
        plain = self.get_visual_style("graph--text")
        if self.drawing is None or not self.drawing.boxes:
            return render_strip(self, Content(f" {self._nothing}" if y == 0 else ""), width, plain)
        left = self.scroll_offset.x
        if y == 0:
            return self._crop(self.drawing.heads, left, width, "graph--text", "graph--heads")
        row = y - 1 + self.scroll_offset.y
        if row >= self.drawing.height:
            return Strip.blank(width, plain.rich_style)
        here = self.cursor if self.has_focus else -1
        start, content = self.drawing.line(row, left, left + width, here, self._lit)
        return self._crop(content, left - start, width, "graph--text")

    def action_go(self, right: int, down: int) -> None:
        """Go to the nearest box in a direction."""
        if self.drawing is not None and self.cursor >= 0:
            goal = self.drawing.beside(self.cursor, right, down)
            if goal is not None:
                self._move_to(goal)

    def action_page(self, pages: int) -> None:
        """Go a screenful of boxes up or down."""
        self._go_rows(pages * max(1, self.scrollable_content_region.height - 1))

    def action_half(self, halves: int) -> None:
        """Go half a screenful of boxes up or down."""
        self._go_rows(halves * max(1, self.scrollable_content_region.height // 2))

    def _go_rows(self, rows: int) -> None:
        if self.drawing is None or self.cursor < 0:
            return
        own = self.drawing.boxes[self.cursor]
        column = [box for box in self.drawing.boxes if box.x == own.x]
        self._move_to(min(column, key=lambda box: abs(box.y - own.y - rows)).group)

    def action_edge(self, side: int) -> None:
        """Go to the first box, or the last."""
        if self.drawing is not None and self.drawing.boxes:
            order = sorted(self.drawing.boxes, key=lambda box: (box.x, box.y))
            self._move_to(order[0 if side < 0 else -1].group)

    def on_click(self, event: events.Click) -> None:
        """Go to the clicked box; a double click opens it."""
        if self.drawing is None or event.y == 0:
            return
        group = self.drawing.at(event.x + self.scroll_offset.x, event.y - 1 + self.scroll_offset.y)
        if group is None:
            return
        if event.chain > 1 and group == self.cursor:
            self.post_message(self.GroupOpened(group))
        else:
            self._move_to(group)

    def _move_to(self, group: int) -> None:
        if group != self.cursor:
            self.cursor = group
            self.post_message(self.GroupReached(group))

    def _crop(self, content: Content, left: int, width: int, *styles: str) -> Strip:
        """The cells of a line from ``left`` on, as a strip of this width."""
        style = self.get_visual_style(*styles)
        whole = render_strip(self, content, content.cell_length, style)
        return whole.crop_extend(left, left + width, style.rich_style)
