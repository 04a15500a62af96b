"""The desk: sources, claims and denials side by side, and the report chain under them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal

from db.model.ids import ClaimId, StatementId
from db.queries.cases import Case, case_by_id
from db.queries.related import Related
from tui.actions.registry import ActionScope, bindings, commands, keyed
from tui.screens.base.case_head import CaseHeadScreen
from tui.screens.base.record import OF_STATEMENT
from tui.screens.base.requests import (
    OpenDrift,
    OpenGraph,
    OpenPresentation,
    OpenReader,
    OpenWords,
    open_screen,
    request_of,
)
from tui.screens.base.sized import too_small
from tui.screens.desk_panes import row_on_desk, subjects, touched_by
from tui.screens.saved_filters import ask_filter
from tui.system.kept import KeptDesk
from tui.text.targets import Row, RowKind, Thing, ThingKind
from tui.views.citations import cite_thing
from tui.widgets.bars import KeyBar, TabRow, TitleBar
from tui.widgets.chain_pane import LAST_STEP, ChainPane
from tui.widgets.filter_frame import FilterFrame, FilterLine
from tui.widgets.listing import Listing
from tui.widgets.pane import Pane
from tui.widgets.sheet import Sheet
from tui.workers.notify import notifies_errors, notify_error
from tui.workers.reads import ReadWorker
from tui.workers.writes import WriteWorker

if TYPE_CHECKING:
    from db.queries.triage_queue import TriageQueue
    from tui.state.export_choices import ListInFocus


class DeskScreen(CaseHeadScreen):
    """One case in three panes and a chain: a row under the cursor lights up the related rows everywhere else."""

    BINDINGS = bindings(ActionScope.DESK, ActionScope.CHANGE, ActionScope.JUDGE, ActionScope.RECORD)
    OFFERS = (ActionScope.DESK, ActionScope.CHANGE, ActionScope.RECORD, ActionScope.STORE)
    """Scopes of its actions in the palette."""
    NARROW = 100
    """Columns below which the three panes become one with tabs."""
    LOW = 20
    """Rows below which the panes have no frames."""
    AUTO_FOCUS = "#step"
    """The chain has the focus first."""
    HERE: tuple[ActionScope, ...] = (
        ActionScope.DESK,
        ActionScope.LIST,
        ActionScope.CHANGE,
        ActionScope.JUDGE,
        ActionScope.RECORD,
        ActionScope.EVERYWHERE,
    )
    """Scopes of the actions in its key bar."""

    columns: tuple[int, ...] = ()
    """Shares of the three panes; empty for those of the style sheet."""
    left = KeptDesk()
    """How the desk was left at the last start."""

    def __init__(
        self,
        reading: ReadWorker,
        writing: WriteWorker,
        case: Case,
        *,
        walk: bool = False,
        present: bool = False,
        walk_seconds: float = 4.0,
    ) -> None:
        super().__init__(reading, writing, case)
        self._walk_at_start = walk
        self._present_at_start = present
        self._walk_seconds = walk_seconds
        small = self.small
        listed = subjects(case, self.alarms_at)
        self.panes: tuple[Pane[Any], ...] = tuple(Pane(reading, each, at_once=small) for each in listed)
        self.panes[0].add_class("-current", update=False)
        self.chain = ChainPane(reading, case.id, at_once=small)
        self._tabs = TabRow(self.panes)
        self._is_enlarged = False

    def compose(self) -> ComposeResult:
        """Head, panes, chain, keys."""
        yield TitleBar()
        yield self._tabs
        yield Horizontal(*self.panes, id="panes")
        yield self.chain
        yield KeyBar()
        yield too_small()

    def on_mount(self) -> None:
        """Fill the head, and go where the desk was left."""
        self.begin_head()
        for pane, share in zip(self.panes, self.columns, strict=False):
            pane.styles.width = f"{share}fr"
        if self.left.order:
            self._sort(self.left.order)
        if self.left.report:
            self.chain.go_to(self.left.report)
        if self._present_at_start:
            self.call_after_refresh(self.action_present)

    @property
    def kept(self) -> KeptDesk:
        """How the desk is left, for the next start."""
        at = self.chain.current
        return KeptDesk(self._case.key, at.key if at is not None else "", self.panes[1].order, self.columns)

    def fit(self, height: int) -> None:
        """Drop empty lines in the step in a low window."""
        self.chain.sheet.tight = height < self.LOW

    def on_descendant_focus(self) -> None:
        """Update the key bar, the tab, and what is lit."""
        frame = self._frame_in_focus()
        for pane in self.panes:
            pane.listing.leads = pane is frame
        self._tabs.leads = isinstance(frame, Pane)
        if isinstance(frame, Pane):
            self._show_tab(self.panes.index(frame))
        self._enlarge_focused()
        self._offer_keys()
        if not isinstance(self.focused, FilterLine):
            self._light(self._in_focus(), follow=frame is self.chain)

    @on(FilterFrame.RowsChanged)
    def _found(self, event: FilterFrame.RowsChanged) -> None:
        self._tabs.refresh()
        self._offer_keys()
        if event.frame is self.panes[2] and self.denials != self.panes[2].total:
            self.denials = self.panes[2].total
            self._fill_tally()
        if event.frame is self._frame_in_focus() and isinstance(event.frame, Pane):
            self._light(self._selected_in(event.frame))

    @on(Listing.CursorMoved)
    def _moved(self, event: Listing.CursorMoved) -> None:
        self._light(Thing(self._kind_of(event.listing), event.id))

    @on(Listing.MarksChanged)
    def _marked(self) -> None:
        self._tabs.refresh()
        self._offer_keys()

    @on(Listing.RowOpened)
    def _opened(self, event: Listing.RowOpened) -> None:
        self._open(Thing(self._kind_of(event.listing), event.id))

    @on(Sheet.BlockOpened)
    def _block_opened(self, event: Sheet.BlockOpened) -> None:
        self._open(event.target)

    @on(ChainPane.Stepped)
    def _stepped(self, event: ChainPane.Stepped) -> None:
        if event.again:
            self._light(self._in_focus())
        else:
            self._light(Thing(ThingKind.REPORT, event.report.id), follow=True)
        if self._walk_at_start:
            self._walk_at_start = False
            self.action_walk()

    @on(TabRow.TabClicked)
    def _tab_chosen(self, event: TabRow.TabClicked) -> None:
        self.panes[event.index].listing.focus()

    @on(FilterFrame.ReadFailed)
    @on(Listing.PageFailed)
    def _failed(self, event: FilterFrame.ReadFailed | Listing.PageFailed) -> None:
        notify_error(self.app, event.error)

    def action_step(self, steps: int) -> None:
        """Step along the chain."""
        self.chain.go_by(steps)

    def action_step_to(self, end: int) -> None:
        """Go to the first step, or with -1 to the last one."""
        self.chain.go(1 if end == 0 else LAST_STEP)

    def action_pane(self, name: str) -> None:
        """Go to a pane."""
        stops = self._stops()
        self.set_focus(stops[("sources", "claims", "denials", "chain").index(name)])

    def action_next_pane(self, by: int) -> None:
        """Go to the next pane, or to the previous one."""
        stops = self._stops()
        here = next((at for at, stop in enumerate(stops) if stop.has_focus), 0 if by < 0 else -1)
        self.set_focus(stops[(here + by) % len(stops)])

    def action_enlarge(self) -> None:
        """Enlarge the focused pane to the whole screen, or show all panes again."""
        self._is_enlarged = not self._is_enlarged
        self._enlarge_focused()
        self._offer_keys()

    def _enlarge_focused(self) -> None:
        """Hide the other panes while one is enlarged; it follows the focus."""
        is_chain = self._frame_in_focus() is self.chain
        self.set_class(self._is_enlarged and is_chain, "-large-chain")
        self.set_class(self._is_enlarged and not is_chain, "-large-pane")

    def action_open(self) -> None:
        """Open the selection of the focused pane."""
        block = self.chain.sheet.selected if self._frame_in_focus() is self.chain else None
        selected = block.target if block is not None and block.target is not None else self._in_focus()
        if selected is not None:
            self._open(selected)

    def action_read(self) -> None:
        """Open the text at the words of the selected statement; else that of the step's report."""
        row = self.selected_row()
        if row is not None and row.kind is RowKind.STATEMENT:
            open_screen(self.app, OpenWords(*self.reads, StatementId(row.id)))
        elif self.chain.current is not None:
            open_screen(self.app, OpenReader(*self.reads, self.chain.current.id))
        else:
            self.app.notify(keyed("No report yet: {import} imports an article."), markup=False)

    def action_graph(self) -> None:
        """Draw the relay graph of the selected claim where the claims are focused, else of the case."""
        open_screen(self.app, OpenGraph(*self.reads, self._claim_in_focus()))

    def action_drift(self) -> None:
        """Compare the wordings of the selected claim where the claims are focused, else of the case."""
        open_screen(self.app, OpenDrift(*self.reads, self._claim_in_focus()))

    def _claim_in_focus(self) -> ClaimId | None:
        """The selected claim, where the claims are focused."""
        selected = self._in_focus()
        return ClaimId(selected.id) if selected is not None and selected.kind is ThingKind.CLAIM else None

    def selected_row(self) -> Row | None:
        """The row of the record under the cursor."""
        block = self.chain.sheet.selected if self._frame_in_focus() is self.chain else None
        if block is not None and block.row is not None:
            return block.row
        selected = self._in_focus()
        return selected.row if selected is not None else None

    def row_with_address(self) -> Row | None:
        """The selected report or statement; else the report of the step."""
        row, report = self.selected_row(), self.chain.current
        if row is not None and row.kind in (RowKind.REPORT, RowKind.STATEMENT):
            return row
        return Row(RowKind.REPORT, report.id) if report is not None else None

    def judged_rows(self) -> Sequence[Row]:
        """The marked rows of the focused pane; where there are none, the selected one."""
        frame = self._frame_in_focus()
        if isinstance(frame, Pane) and frame.marked:
            return [row for id in frame.marked if (row := Thing(frame.subject.kind, id).row)]
        return super().judged_rows()

    async def action_filters(self) -> None:
        """Open the menu of saved filters."""
        claims = next(pane for pane in self.panes if pane.subject.kind is ThingKind.CLAIM)
        await ask_filter(self, self._reading, self._case.id, claims)

    def list_in_focus(self) -> ListInFocus:
        """The list in which the cursor is, for an export."""
        from tui.state.export_choices import ListInFocus  # kept out of start-up

        frame, selected = self._frame_in_focus(), self._in_focus()
        chosen = [] if selected is None else [selected.id]
        if not isinstance(frame, Pane):
            return ListInFocus(ThingKind.REPORT, chosen, None, "")
        is_narrowed = frame.matching or frame.order
        shown = list(frame.listing.ids) if is_narrowed else None
        return ListInFocus(frame.subject.kind, list(frame.marked) or chosen, shown, frame.order)

    def to_triage(self) -> tuple[TriageQueue | None, tuple[int, ...]]:
        """The queue for triage: the filtered claims, or None for all; and the marked claims."""
        from db.queries.triage_queue import ListQueue  # kept out of start-up

        claims = next(pane for pane in self.panes if pane.subject.kind is ThingKind.CLAIM)
        return (ListQueue(claims.listing.ids) if claims.matching or claims.order else None), claims.marked

    def adds_to(self, what: str) -> Row | None:
        """The selection; in the chain, and for steps and their notes, the report of the current step."""
        of_chain = what in ("step", "note") or (what not in OF_STATEMENT and self._frame_in_focus() is self.chain)
        if not of_chain:
            return self.selected_row()
        report = self.chain.current
        return Row(RowKind.REPORT, report.id) if report is not None else None

    async def action_move_step(self, by: int) -> None:
        """Move the current step earlier or later in the chain."""
        from db.write.chain import move_step  # kept out of start-up

        if self.chain.current is not None:
            await self.change(move_step, self._case.id, self.chain.current.id, by)

    async def action_take_step(self) -> None:
        """Remove the current step from the chain."""
        from db.write.chain import take_from_chain  # kept out of start-up

        if self.chain.current is not None:
            await self.change(take_from_chain, self._case.id, self.chain.current.id)

    def read_again(self, came: Row | None) -> object:
        """Refresh panes, chain and head."""
        return self._read_again(came)

    @work(exclusive=True, group="again")
    @notifies_errors()
    async def _read_again(self, came: Row | None) -> None:
        """Refresh; cursors, filters and focus stay."""
        case = await self._reading.ask("case", case_by_id, self._case.id)
        if case is not None:
            self._case = case
            self._fill_head()
        for pane in self.panes:
            pane.read_again(came.id if came is not None and came.kind is pane.subject.kind.rows else None)
        self.chain.read_again(came.id if came is not None and came.kind is RowKind.REPORT else None)
        self._count_missing()
        self._mark_alarms()
        self._count_overdue()
        self._count_proposals()

    def show_added(self, row: Row | None) -> None:
        """Go to what was added, in its pane or in the chain."""
        if row is not None:
            self._go_to_added(row)

    @work(exclusive=True, group="added")
    @notifies_errors()
    async def _go_to_added(self, row: Row) -> None:
        shown = await self._reading.ask("added", row_on_desk, row)
        if shown is None:
            return
        if shown.kind is RowKind.REPORT:
            self.chain.sheet.focus()
            self.chain.read_again(shown.id)
            return
        pane = next(pane for pane in self.panes if pane.subject.kind.rows is shown.kind)
        self._show_tab(self.panes.index(pane))
        pane.listing.focus()
        pane.show_row(shown.id)

    def show_proposals(self) -> None:
        """Refresh the step, which says how many proposals are open in its text."""
        self.chain.read_again(None)

    def action_filter(self) -> None:
        """Filter the focused pane."""
        self._frame_in_focus().ask_filter()

    def action_clear(self) -> None:
        """Stop the search of the focused pane; else unmark its rows, or clear its filter."""
        frame = self._frame_in_focus()
        if frame.stop_asking():
            return
        if isinstance(frame, Pane) and frame.marked and not isinstance(self.focused, FilterLine):
            frame.unmark()
        elif self._is_enlarged and not frame.matching:
            self.action_enlarge()
        else:
            frame.clear_filter()

    def action_sort(self) -> None:
        """Sort the claims by the next order."""
        from db.queries.claim_order import ClaimOrder  # kept out of start-up

        orders = list(ClaimOrder)
        at = orders.index(ClaimOrder(self.panes[1].order or ClaimOrder.KEY))
        self._sort(orders[(at + 1) % len(orders)])

    def _sort(self, name: str) -> None:
        from db.queries.claim_order import ClaimOrder  # kept out of start-up

        if name in [*ClaimOrder]:
            order = ClaimOrder(name)
            is_usual = order is ClaimOrder.KEY
            self.panes[1].sort("" if is_usual else order, "" if is_usual else order.word)

    def action_walk(self) -> None:
        """Start the walk through the chain, or stop it."""
        if not self.chain.take_over():
            self.chain.start_walk(self._walk_seconds)

    def action_present(self) -> None:
        """Present the case before other people."""
        open_screen(self.app, OpenPresentation(*self.reads, self._walk_seconds))

    async def citation(self) -> str:
        """The selection as a line to cite."""
        if self.chain.sheet.has_focus and self.chain.sheet.selected is not None:
            return self.chain.sheet.selected.citation
        selected = self._in_focus()
        return await self._reading.ask("cite", cite_thing, selected) if selected is not None else ""

    def _in_focus(self) -> Thing | None:
        """The selected row, or the current step."""
        frame = self._frame_in_focus()
        if isinstance(frame, Pane):
            return self._selected_in(frame)
        report = self.chain.current
        return Thing(ThingKind.REPORT, report.id) if report is not None else None

    def _frame_in_focus(self) -> FilterFrame:
        """The focused pane; the chain where none is."""
        around = self.focused.ancestors_with_self if self.focused is not None else ()
        return next((pane for pane in self.panes if pane in around), self.chain)

    def _selected_in(self, pane: Pane[Any]) -> Thing | None:
        selected = pane.listing.selected
        return Thing(pane.subject.kind, selected) if selected is not None else None

    def _offer_keys(self) -> None:
        """Update the key bar; it offers to clear a filter only where there is one."""
        filtering = isinstance(self.focused, FilterLine)
        offered = commands(ActionScope.FILTER) if filtering else commands(*self.HERE)
        frame = self._frame_in_focus()
        to_clear = frame.matching or (isinstance(frame, Pane) and frame.marked) or self._is_enlarged
        self.query_one(KeyBar).offered = tuple(each for each in offered if to_clear or each.id != "clear")

    def _stops(self) -> Sequence[Listing[Any] | Sheet]:
        return (*(pane.listing for pane in self.panes), self.chain.sheet)

    def _kind_of(self, listing: Listing[Any]) -> ThingKind:
        return next(pane.subject.kind for pane in self.panes if pane.listing is listing)

    def _show_tab(self, index: int) -> None:
        self._tabs.current = index
        for at, pane in enumerate(self.panes):
            pane.set_class(at == index, "-current")

    def _open(self, thing: Thing) -> None:
        open_screen(self.app, request_of(*self.reads, thing))

    @work(exclusive=True, group="light")
    @notifies_errors()
    async def _light(self, thing: Thing | None, *, follow: bool = False) -> None:
        touch = await self._reading.ask("touch", touched_by, self._case, thing) if thing is not None else Related()
        lights: tuple[Mapping[Any, str], ...] = (touch.sources, touch.claims, touch.denials)
        for pane, lit in zip(self.panes, lights, strict=True):
            pane.lit = lit
            if follow:
                pane.follow()
        self.chain.lit = touch.reports
        self._tabs.refresh()
