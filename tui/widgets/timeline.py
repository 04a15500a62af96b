"""The timeline: a list of events, each with its bar on a shared axis, and the labels of that axis."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from db.store.reader import Reader
from tui.text.marks import Mark
from tui.text.safe import line
from tui.text.strips import Piece
from tui.views.timeline import Axis, TimelineView, TimeRow, bar, ticks
from tui.widgets.listing import Listing
from tui.workers.reads import ReadWorker

DIM = "$text-muted"

WIDE_COLUMNS = 64
"""The width, in cells, from which a row has words for its kind and for whether it was known."""

_KNOWN_CELLS = 8
"""Cells of the word for whether it was known."""


class TimelineListing(Listing[TimeRow]):
    """A row for each event. The rows known as of the event under the cursor are lit."""

    def __init__(self, reading: ReadWorker) -> None:
        super().__init__(reading, self._fetch_times, self._draw_time, id="time-rows")
        self._times: tuple[TimeRow, ...] = ()
        self._axis: Axis | None = None

    def show_times(self, view: TimelineView, at: int) -> None:
        """Show a timeline.

        :param at: index of the row to put the cursor on.
        """
        self._times, self._axis = view.rows, view.axis
        self.show(range(len(view.rows)), nothing="No report and no statement on record yet.", at_once=True)
        self.go_to(at)

    def move_to(self, id: int) -> None:
        """Move the cursor to a row, as a person does: with :class:`Listing.CursorMoved`."""
        self.go_to(id)
        self.action_move(0)

    @property
    def time(self) -> TimeRow | None:
        """The row under the cursor."""
        return self._times[self.cursor] if self.cursor < len(self._times) else None

    def _fetch_times(self, _: Reader, ids: Sequence[int]) -> list[TimeRow]:
        return [self._times[id] for id in ids if id < len(self._times)]

    def _draw_time(self, time: TimeRow, _: int, width: int, lit: str) -> Content:
        name, room = column_widths(width)
        event = time.event
        style = DIM if self.lit and not lit else ""
        kind = style or {"report": "$accent", "denial": "$error"}.get(time.what, "")
        lead: list[Piece] = [(f"{time.glyph} ", kind), (f"{event.key:<5}", f"bold {kind}")]
        label = Content.assemble(*lead, (line(event.label), style)).truncate(name - 1, ellipsis=True, pad=True)
        what = Content((time.what if width >= WIDE_COLUMNS else "").ljust(_KIND_CELLS if width >= WIDE_COLUMNS else 0))
        clash = (Mark.DIFFERENT, "bold $error") if event.contradicts else (" ", "")
        drawn = (bar(event, self._axis, room), style or ("$warning" if event.vague else "bold $success"))
        known = (
            f" {lit or ('not yet' if self.lit else '')}".ljust(_KNOWN_CELLS) if width >= WIDE_COLUMNS else "",
            style or "$success",
        )
        return Content.assemble(label, " ", what.stylize(kind), clash, drawn, known)


_KIND_CELLS = 10
"""Cells of the word for the kind of a row."""


def column_widths(width: int) -> tuple[int, int]:
    """The widths of a row's name and of its bar, in cells.

    :param width: the width of the row, without the mark of the cursor.
    """
    name = max(8, min(30, width // 3 - 2))
    rest = _KIND_CELLS + _KNOWN_CELLS if width >= WIDE_COLUMNS else 0
    return name, max(0, width - name - rest - 1)


class TimeAxis(Widget):
    """The labels of the axis, over the bars."""

    def __init__(self) -> None:
        super().__init__(id="time-axis")
        self._axis: Axis | None = None

    def show_axis(self, axis: Axis | None) -> None:
        """Show the labels of an axis."""
        self._axis = axis
        self.refresh()

    def render(self) -> Content:
        """Draw the labels, each over its cell."""
        width = self.size.width - 2  # without the mark of the cursor and the gutter of the scrollbar, as the rows
        name, room = column_widths(width)
        before = name + (_KIND_CELLS if width >= WIDE_COLUMNS else 0) + 2
        drawn = ticks(self._axis, room) if self._axis is not None and room else ""
        return Content.assemble(" " * before, (drawn, DIM))
