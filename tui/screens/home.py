"""The home screen: all cases with their statistics, those that need a person first."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static
from textual.worker import Worker

from db.analysis.case_stats import VersionedCaseStats, save_case_stats
from db.analysis.home import CaseOrder, CaseOverview, home_rows
from db.errors import OnRecordError
from db.model.ids import CaseId
from db.queries.cases import count_cases
from db.queries.open_proposals import count_open_by_case
from db.store.reader import Reader
from tui.actions.registry import ActionScope, bindings, commands
from tui.screens.base.record import RecordScreen
from tui.screens.base.requests import CaseChosen, OpenDetail, open_screen
from tui.screens.base.sized import too_small
from tui.state.home_cases import HomeCases
from tui.system.first_drawing import draw_then
from tui.text.targets import Row, Thing, ThingKind
from tui.views.home_row import cite_home_row, describe_case, draw_case
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.filter_frame import FilterFrame, FilterLine
from tui.widgets.listing import Listing
from tui.workers.case_stats import StatsWorker
from tui.workers.notify import notifies_errors, notify_error
from tui.workers.reads import ReadWorker
from tui.workers.writes import WriteWorker

AT_ONCE = 2_000
"""Cases that are read before the screen is first drawn; more are read right after."""

KEPT_AT = 32
"""Counts that are written to the store together."""

_COUNTED_ORDERS = (CaseOrder.NEEDS, CaseOrder.ALARMS)
"""Orders that depend on the counts."""


class Cases(FilterFrame):
    """The list of cases with its filter."""

    def find(self, matching: str) -> None:  # noqa: ARG002
        """Report the new filter to the screen, which has the rows."""
        self.post_message(self.RowsChanged(self))


class HomeScreen(RecordScreen):
    """All cases. Their statistics are counted in the background, the rows in sight first."""

    BINDINGS = bindings(ActionScope.HOME)
    LOW = 20
    OFFERS = (ActionScope.HOME, ActionScope.STORE)
    """Scopes of its actions in the palette."""
    beside_cases = True
    """It belongs to no single case."""

    def __init__(self, reading: ReadWorker, writing: WriteWorker, came_from: CaseId | None) -> None:
        """Make the list, empty until it is read.

        :param came_from: the case whose desk is open, to put the cursor on.
        """
        super().__init__(writing)
        self._reading = reading
        self._came_from = came_from
        self.cases = HomeCases()
        """The cases in memory."""
        self._counting = StatsWorker(reading)
        self._asked: CaseId | None = None
        self._counter: Worker[None] | None = None
        self.listing: Listing[CaseOverview] = Listing(reading, self._page, self._draw, lines=2, id="home-list")
        self._frame = Cases("cases", self.listing, id="home")

    def compose(self) -> ComposeResult:
        """Head, order, list, the case at the cursor in words, keys."""
        yield TitleBar()
        yield Static(id="home-order")
        with self._frame:
            yield self.listing
        yield Static(id="home-words")
        yield KeyBar()
        yield too_small()

    def on_mount(self) -> None:
        """Read the cases, at once where they are few."""
        self.query_one(TitleBar).heading = "home · all cases"
        self._offer_keys()
        self.listing.focus()
        try:
            if self._reading.at_once(count_cases, AT_ONCE) < AT_ONCE:
                self.cases.take(self._reading.at_once(home_rows))
                self._list_cases(at_once=True)
                self._select_open_case()
                draw_then(self, self._count_proposals)
                return
        except OnRecordError as error:
            notify_error(self.app, error)
            return
        self.read_again(None)

    def fit(self, height: int) -> None:  # noqa: ARG002
        """Describe the case at the cursor again, for the new width."""
        self._describe_selected()

    def on_screen_suspend(self) -> None:
        """Stop counting while the screen is hidden."""
        self._stop()

    def on_screen_resume(self) -> None:
        """Continue counting."""
        if self.cases.rows:
            self._go_on()

    def on_unmount(self) -> None:
        """Stop counting at once."""
        self._counting.stop()

    def on_descendant_focus(self) -> None:
        """Update the key bar."""
        self._offer_keys()

    def read_again(self, came: Row | None) -> object:  # noqa: ARG002
        """Refresh; the cursor stays where it is."""
        return self._read_again()

    @work(exclusive=True, group="again")
    @notifies_errors()
    async def _read_again(self) -> None:
        first = not self.cases.rows
        self.cases.take(await self._reading.ask("home", home_rows))
        await self._list_again()
        self._count_proposals()
        if first:
            self._select_open_case()

    @work(exclusive=True, group="proposals")
    @notifies_errors()
    async def _count_proposals(self) -> None:
        """Count the open proposals of all cases, unless there are too many to count."""
        counted = await self._reading.ask("home-proposals", count_open_by_case)
        self.cases.take_proposals(counted or {})
        self.listing.refresh()
        self._describe_selected()

    def _select_open_case(self) -> None:
        """Put the cursor on the case whose desk is open."""
        if self._came_from is not None:
            self.listing.go_to(self._came_from)
            self._describe_selected()

    @on(FilterFrame.RowsChanged)
    def _found(self) -> None:
        self._list_cases()

    @on(Listing.CursorMoved)
    def _moved(self) -> None:
        self._describe_selected()

    @on(Listing.RowOpened)
    def _opened(self) -> None:
        self.action_open()

    @on(Listing.PageFailed)
    def _failed(self, event: Listing.PageFailed) -> None:
        notify_error(self.app, event.error)

    def action_open(self) -> None:
        """Open the desk of the case under the cursor."""
        if self.listing.selected is not None:
            self.post_message(CaseChosen(CaseId(self.listing.selected)))

    def action_alarms(self) -> None:
        """Open the desk of the case under the cursor, and its alarms."""
        if self.listing.selected is not None:
            self.post_message(CaseChosen(CaseId(self.listing.selected), alarms=True))

    def action_triage(self) -> None:
        """Open the desk of the case under the cursor, and triage."""
        if self.listing.selected is not None:
            self.post_message(CaseChosen(CaseId(self.listing.selected), triage=True))

    def action_look(self) -> None:
        """Open the view of the case under the cursor."""
        if (row := self._selected) is not None:
            thing = Thing(ThingKind.CASE, row.id)
            open_screen(self.app, OpenDetail(self._reading, self._writing, row.case, thing))

    def action_filter(self) -> None:
        """Filter the cases."""
        self._frame.ask_filter()

    async def action_sort(self, by: int) -> None:
        """Sort by the next order, or by the previous one."""
        self.cases.turn(by)
        await self._list_again()

    async def action_archived(self) -> None:
        """Show archived cases too, or hide them."""
        self.cases.shows_archived = not self.cases.shows_archived
        await self._list_again()

    async def action_edit(self) -> None:
        """Edit the case under the cursor."""
        from tui.forms.case import case_edit_form  # kept out of start-up

        if self.listing.selected is not None:
            await self.ask(self._reading, case_edit_form, CaseId(self.listing.selected))

    async def action_archive(self) -> None:
        """Archive the case under the cursor, or bring it back."""
        from db.write.cases import archive  # kept out of start-up

        if (row := self._selected) is not None:
            await self.change(archive, row.case.id, away=not row.case.is_archived)

    def action_count(self) -> None:
        """Count the case under the cursor, however large."""
        row = self._selected
        if row is None or (row.glance is not None and row.glance.is_whole):
            return
        self._stop()
        self._asked = row.case.id
        self.listing.lit = {row.id: "counting"}
        self._go_on()
        self.listing.refresh()
        self._describe_selected()

    def action_back(self) -> None:
        """Stop counting a large case; else clear the filter; else go back to the open case."""
        if self._asked is not None:
            self._stop()
            self._list_cases()
        elif self._frame.matching:
            self._frame.clear_filter()
        elif self._came_from is not None:
            self.dismiss()
        else:
            self.app.notify("Choose a case with enter; q quits.")

    async def citation(self) -> str:
        """The case under the cursor as a line to cite."""
        return cite_home_row(self._selected) if self._selected is not None else ""

    @property
    def _selected(self) -> CaseOverview | None:
        return self.cases.rows.get(self.listing.selected) if self.listing.selected is not None else None

    def _list_cases(self, *, at_once: bool = False) -> None:
        nothing = self.cases.list_by(self._frame.matching)
        self.listing.show(self.cases.ids, nothing=nothing, at_once=at_once)
        self._update_around()

    async def _list_again(self) -> None:
        nothing = self.cases.list_by(self._frame.matching)
        try:
            await self.listing.reload(self.cases.ids, nothing=nothing)
        except OnRecordError as error:
            notify_error(self.app, error)
        self._update_around()

    def _update_around(self) -> None:
        """Update what stands around the list, and continue counting."""
        self.query_one("#home-order", Static).update(f"{self.cases.order.word} · s changes the order")
        self._describe_selected()
        self._offer_keys()
        self.query_one(TitleBar).tally = self.cases.tally
        draw_then(self, self._go_on)  # after the rows are drawn, since counting takes a core

    def _describe_selected(self) -> None:
        row = self._selected
        self.query_one("#home-words", Static).update(
            describe_case(row, self.size.width - 2) if row is not None else "", layout=False
        )

    def _page(self, _record: Reader, ids: Sequence[int]) -> list[CaseOverview]:
        """Rows by their ids, from memory."""
        return [self.cases.rows[id] for id in ids if id in self.cases.rows]

    def _draw(self, row: CaseOverview, part: int, width: int, lit: str) -> Content:
        return draw_case(self.cases.rows.get(row.id, row), part, width, lit)

    def _offer_keys(self) -> None:
        here = (ActionScope.HOME, ActionScope.LIST, ActionScope.EVERYWHERE)
        offered = commands(ActionScope.FILTER) if isinstance(self.focused, FilterLine) else commands(*here)
        leads_back = self._came_from is not None or bool(self._frame.matching)
        self.query_one(KeyBar).offered = tuple(each for each in offered if leads_back or each.id != "home.back")

    def _stop(self) -> None:
        """Stop the running count."""
        self._asked, self._counter = None, None
        self.listing.lit = {}
        self.workers.cancel_group(self, "count")
        self._counting.stop()

    def _go_on(self) -> None:
        """Continue counting, unless a count runs."""
        if self._counter is None and self._next() is not None:
            self._counter = self._count()

    def _in_sight(self) -> list[int]:
        """Ids of the cases in sight."""
        first = self.listing.scroll_offset.y // 2
        return self.cases.ids[first : first + self.listing.size.height // 2 + 1]

    def _next(self) -> int | None:
        """The case to count next: the requested one, else one in sight, else the first."""
        return self._asked if self._asked is not None else self.cases.next(self._in_sight())

    @work(group="count")
    async def _count(self) -> None:
        """Count the cases one by one, write the counts to the store, then sort by them."""
        fresh: list[VersionedCaseStats] = []
        had_any = False
        while (id := self._next()) is not None:
            asked = id == self._asked
            try:
                counted = await self._counting.glance(CaseId(id), whole=asked)
            except OnRecordError as error:
                self._asked, self._counter = None, None
                notify_error(self.app, error)
                return
            if asked:
                self._asked = None
                self.listing.lit = {}
            if self.cases.tried(id, counted) and counted is not None:
                had_any = True
                fresh.append(counted)
                self._counted_one(id)
            if len(fresh) >= KEPT_AT:
                fresh = await self._keep(fresh)
        await self._keep(fresh)
        self._counter = None
        if had_any and self.cases.order in _COUNTED_ORDERS:
            await self._list_again()

    def _counted_one(self, id: int) -> None:
        """Show the count of a case, where it is in sight."""
        if id in self._in_sight():
            self.listing.refresh()
        if id == self.listing.selected:
            self._describe_selected()
        self.query_one(TitleBar).tally = self.cases.tally

    async def _keep(self, counted: list[VersionedCaseStats]) -> list[VersionedCaseStats]:
        """Write counts to the store; where it can't be written, they stay in memory."""
        if counted:
            try:
                await self._writing.do(save_case_stats, counted)
            except OnRecordError:
                await asyncio.sleep(0)
        return []
