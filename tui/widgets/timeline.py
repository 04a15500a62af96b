"""The rows of the timeline, drawn line by line: what it is, its bar on the shared axis, whether it was known then."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from db.store.reader import Reader
from tui.text.safe import line
from tui.text.strips import Piece
from tui.views.timeline import Axis, TimelineView, TimeRow, bar, ticks
from tui.widgets.listing import Listing
from tui.workers.reads import ReadWorker

DIM = "$text-muted"

WIDE_COLUMNS = 64
"""Columns from which a row names what it is about."""

_KNOWN_CELLS = 8
"""Cells of the word that says whether it was known then."""


class TimelineListing(Listing[TimeRow]):
    """A row for each event. Rows that were known as of the one at the cursor are lit."""

    def __init__(self, reading: ReadWorker) -> None:
        super().__init__(reading, self._fetched, self._drawn, id="time-rows")
        self._times: tuple[TimeRow, ...] = ()
        self._axis: Axis | None = None

    def show_times(self, view: TimelineView, at: int) -> None:
        """Show a timeline.

        :param at: the row to put the cursor on.
        """
        self._times, self._axis = view.rows, view.axis
        self.show(range(len(view.rows)), nothing="No report and no statement on record yet.", at_once=True)
        self.go_to(at)

    def move_to(self, id: int) -> None:
        """Move the cursor to a row, as a person's hand does."""
        self.go_to(id)
        self.action_move(0)

    @property
    def time(self) -> TimeRow | None:
        """The row under the cursor."""
        return self._times[self.cursor] if self.cursor < len(self._times) else None

    def _fetched(self, _: Reader, ids: Sequence[int]) -> list[TimeRow]:
        return [self._times[id] for id in ids if id < len(self._times)]

    def _drawn(self, time: TimeRow, _: int, width: int, lit: str) -> Content:
        name, room = column_widths(width)
        event = time.event
        style = DIM if self.lit and not lit else ""
        kind = style or {"report": "$accent", "denial": "$error"}.get(time.what, "")
        lead: list[Piece] = [(f"{time.glyph} ", kind), (f"{event.key:<5}", f"bold {kind}")]
        label = Content.assemble(*lead, (line(event.label), style)).truncate(name - 1, ellipsis=True, pad=True)
        what = Content((time.what if width >= WIDE_COLUMNS else "").ljust(_KIND_CELLS if width >= WIDE_COLUMNS else 0))
        clash = ("≠", "bold $error") if event.contradicts else (" ", "")
        drawn = (bar(event, self._axis, room), style or ("$warning" if event.vague else "bold $success"))
        known = (
            f" {lit or ('not yet' if self.lit else '')}".ljust(_KNOWN_CELLS) if width >= WIDE_COLUMNS else "",
            style or "$success",
        )
        return Content.assemble(label, " ", what.stylize(kind), clash, drawn, known)


_KIND_CELLS = 10
"""Cells of the word for what a row is."""


def column_widths(width: int) -> tuple[int, int]:
    """Cells of a row's name, and of its bar.

    :param width: of the row, without the mark of the cursor.
    """
    name = max(8, min(30, width // 3 - 2))
    rest = _KIND_CELLS + _KNOWN_CELLS if width >= WIDE_COLUMNS else 0
    return name, max(0, width - name - rest - 1)


class TimeAxis(Widget):
    """The labels over the bars."""

    def __init__(self) -> None:
        super().__init__(id="time-axis")
        self._axis: Axis | None = None

    def show_axis(self, axis: Axis | None) -> None:
        """Show the labels of an axis."""
        self._axis = axis
        self.refresh()

    def render(self) -> Content:
        """The labels, each over its cell."""
        width = self.size.width - 2  # the mark of the cursor, and the scrollbar that rows leave room for
        name, room = column_widths(width)
        before = name + (_KIND_CELLS if width >= WIDE_COLUMNS else 0) + 2
        drawn = ticks(self._axis, room) if self._axis is not None and room else ""
        return Content.assemble(" " * before, (drawn, DIM))
