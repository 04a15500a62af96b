"""The timeline of a case: bars between the bounds of each time, and what was known as of the row at the cursor."""

from __future__ import annotations

import asyncio
from zoneinfo import ZoneInfo

from textual import on, work
from textual.app import ComposeResult

from db.analysis.timeline import EventKind
from db.as_of.as_of import AsOf
from db.model.ids import ReportId, StatementId
from db.queries.cases import Case
from tui.actions.registry import ActionScope, bindings, commands
from tui.screens.base.record import RecordScreen
from tui.screens.base.requests import OpenDetail, OpenPast, OpenReader, OpenWords, open_screen
from tui.screens.base.sized import too_small
from tui.text import wording
from tui.text.marks import Mark
from tui.text.targets import Row, RowKind, Thing, ThingKind
from tui.views.timeline import TimelineView, TimeRow, event_words, known_then, timeline_part, timeline_view
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.listing import Listing
from tui.widgets.sheet import Sheet
from tui.widgets.timeline import TimeAxis, TimelineListing
from tui.workers.alarms import is_large
from tui.workers.notify import notifies_errors
from tui.workers.reads import ReadWorker
from tui.workers.writes import WriteWorker

_NEAR_END = 100
"""Rows from the end at which the next page of a large case is read."""


class TimelineScreen(RecordScreen):
    """Reports and statements in time. Enter opens the desk as of the row at the cursor."""

    BINDINGS = bindings(ActionScope.TIMELINE, ActionScope.RECORD)
    LOW = 14
    """Rows below which the text of the row at the cursor is shorter."""

    def __init__(self, reading: ReadWorker, writing: WriteWorker, case: Case, at: ReportId | None = None) -> None:
        """Take the case.

        :param at: the report to put the cursor on.
        """
        super().__init__(writing)
        self._reading = reading
        self._case = case
        self._at = at
        self._view: TimelineView | None = None
        self._then: ReadWorker | None = None
        self._known: AsOf | None = None
        self.axis = TimeAxis()
        self.rows = TimelineListing(reading)
        self.words = Sheet(id="time-words")

    def compose(self) -> ComposeResult:
        """Head, axis, rows, the row at the cursor in words, keys."""
        yield TitleBar()
        yield self.axis
        yield self.rows
        yield self.words
        yield KeyBar()
        yield too_small()

    def on_mount(self) -> None:
        """Read the timeline."""
        here = commands(ActionScope.TIMELINE, ActionScope.LIST, ActionScope.RECORD, ActionScope.EVERYWHERE)
        self.query_one(KeyBar).offered = tuple(each for each in here if each.id != "import")
        self.query_one(TitleBar).heading = f"{self._case.title} · timeline"
        self.words.tight = True
        self.words.can_focus = False
        self.rows.focus()
        self._load_timeline()

    def on_unmount(self) -> None:
        """Close the connection as of the row at the cursor."""
        if self._then is not None:
            self._then.close()

    def read_again(self, came: Row | None) -> None:  # noqa: ARG002
        """Refresh; the cursor stays at its event."""
        self._load_timeline()

    @work(exclusive=True, group="read")
    @notifies_errors()
    async def _load_timeline(self) -> None:
        before = self.rows.time
        if await is_large(self._reading, self._case.id):
            await self._load_first_part(before)
            return
        view = self._view = await self._reading.ask("timeline", timeline_view, self._case)
        wanted = (EventKind.REPORT, self._at) if before is None else (before.event.kind, before.event.id)
        first = view.stops[0] if view.stops else 0
        at = next((row.id for row in view.rows if (row.event.kind, row.event.id) == wanted), first)
        self._show_view(view, at)

    async def _load_first_part(self, before: TimeRow | None) -> None:
        """Read the first page of a large case, from the report of the cursor on."""
        at = self._at
        if before is not None and before.moment is not None and before.moment.report is not None:
            at = before.moment.report
        view = self._view = await self._reading.ask("timeline", timeline_part, self._case, at)
        wanted = next((row.id for row in view.rows if row.event.kind is EventKind.REPORT and row.event.id == at), 0)
        self._show_view(view, wanted)

    @work(exclusive=True, group="read")
    @notifies_errors()
    async def _load_next_part(self) -> None:
        """Read the next page of a large case, where the cursor nears the end of what is read."""
        if self._view is None or self._view.after is None:
            return
        view = self._view = await self._reading.ask("timeline", timeline_part, self._case, None, self._view)
        self._show_view(view, self.rows.cursor)

    def _show_view(self, view: TimelineView, at: int) -> None:
        self.axis.show_axis(view.axis)
        self.rows.show_times(view, at)
        wrong = (
            f"{Mark.DIFFERENT} {wording.pluralize(len(view.contradictions), 'contradiction')}"
            if view.contradictions
            else ""
        )
        so_far = f"{len(view.stops):,} reports so far" if view.after is not None else ""
        zone = f"times of {self._case.tz}"
        self.query_one(TitleBar).tally = " · ".join(each for each in (wrong, so_far, zone) if each)
        self._show_known()

    @on(Listing.CursorMoved)
    def _moved(self) -> None:
        self._show_known()
        if self._view is not None and self._view.after is not None and self.rows.cursor >= self.rows.count - _NEAR_END:
            self._load_next_part()

    @on(Listing.RowOpened)
    async def _opened(self) -> None:
        await self.action_go_there()

    @work(exclusive=True, group="then")
    @notifies_errors()
    async def _show_known(self) -> None:
        """Light up what was known as of the row at the cursor, and count it."""
        row = self.rows.time
        self._known = None
        self._describe(row)
        if self._view is not None and self._view.is_part:
            return  # what was known of a large case takes seconds to compute, at each row
        if row is None or row.moment is None:
            self.rows.lit = {}
            self.rows.refresh()
            return
        if self._then is None:
            self._then = self._reading.another()
        self._known, events = await self._then.ask("known", known_then, row.moment)
        if self._view is not None:
            self.rows.lit = {each.id: "known" for each in self._view.rows if (each.event.kind, each.event.id) in events}
            self.rows.refresh()
        self._describe(row)

    def _describe(self, row: TimeRow | None) -> None:
        blocks = event_words(row, self._known, ZoneInfo(self._case.tz)) if row is not None else []
        self.words.show(blocks)

    def action_stop(self, by: int) -> None:
        """Go to the next report of the chain, or to the previous one."""
        if self._view is None or not self._view.stops or self.rows.time is None:
            return
        stops, here = self._view.stops, self.rows.time
        of = next((each.id for each in self._view.rows if each.event.key == (here.event.report or here.event.key)), -1)
        if of in stops and of != here.id:  # from a statement to its own report
            self.rows.move_to(of)
            return
        at = stops.index(of) + by if of in stops else (0 if by > 0 else len(stops) - 1)
        self.rows.move_to(stops[max(0, min(at, len(stops) - 1))])

    @notifies_errors()
    async def action_go_there(self) -> None:
        """Open the desk as of the row at the cursor."""
        row = self.rows.time
        if row is None:
            return
        if row.moment is None:
            self.app.notify("No time is recorded for this.", severity="warning", timeout=4)
            return
        then = await asyncio.to_thread(self._reading.another, row.moment.hide)
        open_screen(self.app, OpenPast(then, self._case, row.moment))

    def action_read(self) -> None:
        """Open the text of the report at the cursor, or the words of the statement in it."""
        row = self.rows.time
        if row is not None and row.event.kind is EventKind.REPORT:
            open_screen(self.app, OpenReader(self._reading, self._writing, self._case, ReportId(row.event.id)))
        elif row is not None:
            open_screen(self.app, OpenWords(self._reading, self._writing, self._case, StatementId(row.event.id)))

    def row_with_address(self) -> Row | None:
        """The report or the statement at the cursor."""
        row = self.rows.time
        if row is None:
            return None
        return Row(RowKind.REPORT if row.event.kind is EventKind.REPORT else RowKind.STATEMENT, row.event.id)

    def action_open(self) -> None:
        """Open the report or the denial at the cursor; for a statement, its report."""
        row = self.rows.time
        if row is None:
            return
        if row.what == "denial" or row.event.kind is EventKind.REPORT:
            kind = ThingKind.REPORT if row.event.kind is EventKind.REPORT else ThingKind.DENIAL
            thing = Thing(kind, row.event.id)
        elif row.moment is not None and row.moment.report is not None:
            thing = Thing(ThingKind.REPORT, row.moment.report)
        else:
            self.app.notify("It is not in a report on record.", severity="warning", timeout=4)
            return
        open_screen(self.app, OpenDetail(self._reading, self._writing, self._case, thing))
