"""A list of any length: it keeps ids, reads visible rows a page at a time, and draws line by line (Line API)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, Generic, TypeVar

from textual import events, work
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from db.dataclass import dataclass
from db.errors import OnRecordError, TooLarge
from db.model.things import RowKind
from db.store.id_list import Ids
from tui.actions.registry import ActionScope, bindings
from tui.text.marks import Mark
from tui.widgets.row_errors import DrawRow, FetchRows, UnreadableRow, draw_unreadable, read_rows, readable_rows
from tui.widgets.strip import render_strip
from tui.workers.reads import ReadWorker

T = TypeVar("T")

PAGE_ROWS = 64
"""Rows read at a time."""

CACHED_ROWS = 32 * PAGE_ROWS
"""Rows cached; the oldest are dropped first, and read again when they become visible."""

MOST_MARKED = 10_000
"""The most rows that one key marks."""


class Listing(ScrollView, Generic[T], can_focus=True, inherit_bindings=False):
    """A list of records of one kind, with a cursor, lit rows and marked rows."""

    COMPONENT_CLASSES = {"listing--row", "listing--cursor", "listing--lit"}
    BINDINGS = bindings(ActionScope.LIST, ActionScope.MARK)

    ids: reactive[Ids[int]] = reactive(Ids, repaint=False, always_update=True)
    """Ids of the rows, in order. While they are still being read, :meth:`take_new_ids` shows those added since."""
    cursor: reactive[int] = reactive(0, repaint=False)
    """Index of the row under the cursor."""
    lit: reactive[Mapping[Any, str]] = reactive({}, repaint=False)
    """Ids of lit rows, each with the word that says why."""
    leads: reactive[bool] = reactive(True)
    """Whether keys act on its cursor row, which then has the strong bar."""
    marked: reactive[Mapping[int, None]] = reactive({}, repaint=False)
    """Ids of the rows marked for a batch, in the order of marking."""

    @dataclass
    class MarksChanged(Message):
        """The marked rows changed."""

        listing: Listing[Any]

    @dataclass
    class CursorMoved(Message):
        """A person moved the cursor."""

        listing: Listing[Any]
        id: int

    @dataclass
    class RowOpened(Message):
        """A person opened a row."""

        listing: Listing[Any]
        id: int

    @dataclass
    class PageFailed(Message):
        """A page could not be read."""

        error: OnRecordError

    def __init__(
        self,
        reading: ReadWorker,
        fetch: FetchRows[T],
        draw: DrawRow[T],
        *,
        lines: int = 1,
        id: str,
        of: RowKind | None = None,
        marks: bool = False,
    ) -> None:
        """Make an empty list.

        :param fetch: reads records by their ids.
        :param draw: draws a line of a row.
        :param lines: screen lines of each row.
        :param of: what the ids are of, to name an unreadable row by its key.
        :param marks: whether rows can be marked for a batch.
        """
        super().__init__(id=id)
        self._marks = marks
        self._reading = reading
        self._fetch = partial(read_rows, fetch=fetch, of=of, path=reading.path)
        self._draw = draw
        self._lines = lines
        self._nothing = ""
        self._rows: dict[int, T | UnreadableRow] = {}
        self._reported: set[int] = set()
        self._requested: set[int] = set()
        self._count = 0
        self._to_end = False

    @property
    def count(self) -> int:
        """The number of rows so far."""
        return self._count

    @property
    def selected(self) -> int | None:
        """Id of the row under the cursor."""
        return self.ids[self.cursor] if self._count else None

    @property
    def chosen(self) -> tuple[int, ...]:
        """Ids for an action on several rows: the marked rows, or the one under the cursor if none is marked."""
        return tuple(id for id in self.marked if id in self.ids) or (
            (self.selected,) if self.selected is not None else ()
        )

    def record_of(self, id: int) -> T | None:
        """The record of a row; None if it is not cached or can't be read."""
        found = self._rows.get(id)
        return None if isinstance(found, UnreadableRow) else found

    def show(self, ids: Sequence[int], *, nothing: str = "", at_once: bool = False) -> None:
        """Show these rows. The cursor stays on its row if that is still listed, else it goes to the first.

        :param nothing: the text of an empty list; safe to show.
        :param at_once: whether to read the first page now, so that the first screen is drawn with it.
        """
        self._nothing = nothing
        selected = self.selected
        self._requested.clear()
        self.ids = id_list(ids)
        if at_once and ids:
            with suppress(OnRecordError):  # drawing reads the page again, and reports the error
                self._cache(readable_rows(self._reading.at_once(self._fetch, ids=ids[:PAGE_ROWS])))
        self.cursor = self._index_of(selected) or 0

    def take_new_ids(self, *, whole: bool = False) -> None:
        """Show the rows whose ids were added since. Until all are read, only if the end of the list is near.

        :param whole: whether all ids are read.
        """
        wanted = (self.scroll_offset.y + 2 * self.size.height) // self._lines + PAGE_ROWS
        if self._count < len(self.ids) and (whole or self._to_end or self._count < wanted):
            shows_end = self._count * self._lines < self.scroll_offset.y + self.size.height
            self._requested.discard(self._count - self._count % PAGE_ROWS)  # the last page was read before it was full
            self._count = len(self.ids)
            self.virtual_size = Size(0, self._count * self._lines)
            if shows_end:
                self.refresh()
        if whole and self._to_end:
            self.action_edge(1)
        self._to_end = self._to_end and not whole

    async def reload(self, ids: Sequence[int], *, nothing: str = "") -> None:
        """Show these rows, read again. The cursor stays on its row, or at its index if the row is gone.

        :param nothing: the text of an empty list; safe to show.
        :raises OnRecordError: the rows can't be read.
        """
        selected, index = self.selected, self.cursor
        first = max(0, self.scroll_offset.y // self._lines - 1)
        visible = ids[first : first + self.size.height // self._lines + 3]
        rows = await self._reading.ask(f"{self.id}-again", self._fetch, ids=visible)
        self._nothing = nothing
        self._rows.clear()
        self._requested.clear()
        self._cache(readable_rows(rows))
        self.ids = id_list(ids)
        found = self._index_of(selected)
        self.cursor = index if found is None else found

    def go_to(self, id: int) -> None:
        """Put the cursor on a row, without :class:`CursorMoved`."""
        index = self._index_of(id)
        if index is not None:
            self.cursor = index

    def _index_of(self, id: int | None) -> int | None:
        """The index of a row; None where it is not in the list (yet)."""
        index = self.ids.place(id) if id is not None else None
        return index if index is not None and index < self._count else None

    def watch_ids(self) -> None:
        """Set the height of the list."""
        self._count, self._to_end = len(self.ids), False
        self.virtual_size = Size(0, self._count * self._lines)
        self.refresh()

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(cursor, self._count - 1))

    def watch_cursor(self, before: int, now: int) -> None:
        """Keep the cursor visible, and redraw only the two rows that change."""
        self.scroll_to_region(Region(0, now * self._lines, 1, self._lines), animate=False, force=True, immediate=True)
        for index in before, now:
            self.refresh_lines(index * self._lines, self._lines)

    def watch_lit(self, before: Mapping[Any, str], now: Mapping[Any, str]) -> None:
        """Redraw only the visible rows whose word changes."""
        first = self.scroll_offset.y // self._lines
        for index, id in enumerate(self.ids[first : first + self.size.height // self._lines + 2], first):
            if before.get(id) != now.get(id):
                self.refresh_lines(index * self._lines, self._lines)

    def watch_marked(self) -> None:
        """Redraw, and report the change."""
        self.refresh()
        self.post_message(self.MarksChanged(self))

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width = self.scrollable_content_region.width
        index, part = divmod(y + self.scroll_offset.y, self._lines)
        if index >= self._count:
            words = self._nothing if y == 0 and not self._count else ""
            return render_strip(self, Content(f" {words}"), width, self.get_visual_style("listing--row"))
        id = self.ids[index]
        here = index == self.cursor
        style = "listing--cursor" if here else "listing--lit" if id in self.lit else "listing--row"
        under = self.get_visual_style("listing--row", style)
        record = self._rows.get(id)
        if record is None:
            self._request_page(index)
            return render_strip(self, Content("  …"), width, under)
        if isinstance(record, UnreadableRow):
            body = draw_unreadable(record, part)
        else:
            body = self._draw(record, part, max(0, width - 1), self.lit.get(id, ""))
        return render_strip(
            self, Content.assemble(self._bar(here=here, is_marked=id in self.marked), body), width, under
        )

    def _bar(self, *, here: bool, is_marked: bool) -> tuple[str, str]:
        """The bar at the left of a row, and its style."""
        if is_marked:
            return (Mark.SELECTED_AND_MARKED if here else Mark.MARKED), "$warning"
        if here:
            return (Mark.SELECTED, "$accent") if self.leads else (Mark.SELECTED_BESIDE, "$text-muted")
        return " ", ""

    def action_move(self, rows: int) -> None:
        """Move the cursor by some rows."""
        self._move_to(self.cursor + rows)

    def action_page(self, pages: int) -> None:
        """Move the cursor by a screenful."""
        self._move_to(self.cursor + pages * max(1, self.scrollable_content_region.height // self._lines))

    def action_half(self, halves: int) -> None:
        """Move the cursor by half a screenful."""
        self._move_to(self.cursor + halves * max(1, self.scrollable_content_region.height // self._lines // 2))

    def action_edge(self, side: int) -> None:
        """Move the cursor to the first or the last row."""
        self._to_end = side > 0
        self._move_to(0 if side < 0 else self._count - 1, keep=self._to_end)

    def action_mark(self) -> None:
        """Mark or unmark the row under the cursor, and go to the next; in a list without marks, page down."""
        if not self._marks:
            self.action_page(1)
        elif self.selected is not None:
            self.marked = toggle_mark(self.marked, self.selected)
            self._move_to(self.cursor + 1)

    def action_mark_on(self, rows: int) -> None:
        """Mark the row under the cursor and the next or previous one, and go there."""
        if self._marks and self.selected is not None:
            before = self.selected
            self._move_to(self.cursor + rows)
            self.marked = {**self.marked, before: None, self.selected: None}

    def action_mark_through(self) -> None:
        """Mark every row from the last marked one to the cursor."""
        if not self._marks or self.selected is None:
            return
        last = next((at for at in map(self._index_of, reversed(self.marked)) if at is not None), self.cursor)
        first, end = sorted((last, self.cursor))
        if end - first < MOST_MARKED:
            self.marked = {**self.marked, **dict.fromkeys(self.ids[first : end + 1])}
        else:
            error = TooLarge(f"More than {MOST_MARKED:,} rows are too many for one batch.", "Mark fewer rows.")
            self.post_message(self.PageFailed(error))

    def action_open(self) -> None:
        """Open the row under the cursor."""
        if self.selected is not None:
            self.post_message(self.RowOpened(self, self.selected))

    def on_click(self, event: events.Click) -> None:
        """Select the clicked row; a double click opens it."""
        index = (event.y + self.scroll_offset.y) // self._lines
        if not 0 <= index < self._count:
            return
        if event.chain > 1:
            self.action_open()
        else:
            self._move_to(index)

    def _move_to(self, index: int, *, keep: bool = False) -> None:
        self._to_end = keep
        self.cursor = index
        if self.selected is not None:
            self.post_message(self.CursorMoved(self, self.selected))

    def _request_page(self, index: int) -> None:
        """Read the page of a row, unless it was requested before."""
        first = index - index % PAGE_ROWS
        if first not in self._requested:
            self._requested.add(first)
            self._read_page(first)

    @work(group="page")
    async def _read_page(self, first: int) -> None:
        ids = self.ids[first : first + PAGE_ROWS]
        try:
            rows = await self._reading.ask(f"{self.id}-{first}", self._fetch, ids=ids)
        except asyncio.CancelledError:
            self._requested.discard(first)
            raise
        except OnRecordError as error:
            self._requested.discard(first)
            self.post_message(self.PageFailed(error))
            return
        self._cache(rows)
        for row in rows:
            if isinstance(row, UnreadableRow) and row.id not in self._reported:
                self._reported.add(row.id)
                self.post_message(self.PageFailed(row.error))
        self.refresh()

    def _cache(self, rows: Sequence[T | UnreadableRow]) -> None:
        for row in rows:
            self._rows[row_id(row)] = row
        for id in list(self._rows)[: max(0, len(self._rows) - CACHED_ROWS)]:
            del self._rows[id]
            self._requested.clear()


def id_list(ids: Sequence[int]) -> Ids[int]:
    """The ids as :class:`Ids`, which a list needs."""
    return ids if isinstance(ids, Ids) else Ids(ids)


def toggle_mark(marked: Mapping[int, None], id: int) -> dict[int, None]:
    """The marked ids, with one added, or removed if it was marked."""
    if id in marked:
        return {each: None for each in marked if each != id}
    return {**marked, id: None}


def row_id(row: object) -> int:
    """The id of a record in a list; a denial has that of its statement."""
    found = getattr(row, "id", None)
    return int(found if found is not None else row.statement)  # type: ignore[attr-defined]
