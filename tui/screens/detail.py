"""The view of one thing: a case, a source, a claim, a denial or a report, with everything behind it."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult

from db.dataclass import replace
from db.errors import OnRecordError
from db.model.ids import CaseId, ClaimId, ReportId, SourceId, StatementId
from db.queries.cases import Case, case_by_id
from db.queries.claims import claims
from db.queries.denials import denials
from db.queries.reports import reports
from db.queries.sources import sources
from db.store.reader import Reader
from tui.actions.registry import ActionScope, bindings, commands, keyed
from tui.documents.claim import MOST
from tui.screens.base.judging import JudgingScreen
from tui.screens.base.record import OF_STATEMENT
from tui.screens.base.requests import (
    CaseChosen,
    OpenAlarm,
    OpenChangedQuotes,
    OpenDrift,
    OpenGraph,
    OpenReader,
    OpenWords,
    open_screen,
    request_of,
)
from tui.text.targets import Row, RowKind, Thing, ThingKind
from tui.views.blocks import Block, View
from tui.views.citations import cite_thing
from tui.views.claim_support import number_view
from tui.views.document import claim_view, denial_view, report_view, source_view
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.sheet import Sheet
from tui.workers.alarms import alarms_of, marks_of
from tui.workers.notify import notifies_errors, notify_error
from tui.workers.reads import ReadWorker
from tui.workers.writes import WriteWorker

_ALARMED = {ThingKind.CLAIM: "claims", ThingKind.DENIAL: "statements"}
"""Tables of the things whose alarms are listed."""

_JUDGED = (ThingKind.INDEPENDENCE, ThingKind.SAMENESS)
"""Lines that open the form of a judgement."""

_HERE = (
    ActionScope.VIEW,
    ActionScope.LIST,
    ActionScope.CHANGE,
    ActionScope.JUDGE,
    ActionScope.RECORD,
    ActionScope.EVERYWHERE,
)
"""Scopes of the actions in its key bar."""


class DetailScreen(JudgingScreen):
    """The view of one thing; each line opens the thing it names."""

    BINDINGS = bindings(ActionScope.VIEW, ActionScope.CHANGE, ActionScope.JUDGE, ActionScope.RECORD)

    def __init__(
        self, reading: ReadWorker, writing: WriteWorker, case: Case, thing: Thing, *, at: Row | None = None
    ) -> None:
        """Take the thing.

        :param at: the row in its view to put the cursor on.
        """
        super().__init__(reading, writing, case)
        self._thing = thing
        self._at = at
        self._view: View | None = None
        self._alarms: list[Block] = []
        self._most = MOST
        self.is_gone = False
        """Whether the thing was removed."""
        self.sheet = Sheet(id="thing")

    def compose(self) -> ComposeResult:
        """Head, text, keys."""
        yield TitleBar()
        yield self.sheet
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the thing."""
        self.query_one(KeyBar).offered = tuple(commands(*_HERE))
        self.query_one(TitleBar).heading = self._case.title
        self.sheet.focus()
        self._load_view()

    @work
    async def _load_view(self) -> None:
        try:
            view = await self._reading.ask("view", _read_view, self._case, self._thing, self._most)
        except OnRecordError as error:
            notify_error(self.app, error)
            self.dismiss()
            return
        if view is None:  # it was removed, or adding it was undone
            self.is_gone = True
            if self.is_current:
                self.dismiss()
            return
        again, self._view = self._view is not None, view
        self.query_one(TitleBar).heading = view.title
        self._show_view(view, again)
        await self._list_alarms(view)

    @notifies_errors()
    async def _list_alarms(self, view: View) -> None:
        """Find its alarms, and list them."""
        table = _ALARMED.get(self._thing.kind)
        if table is None:
            return
        if await marks_of(self._reading, self._case.id) is None:
            return
        found = await alarms_of(self._reading, self._case.id)
        from tui.views.alarms import alarm_blocks  # kept out of start-up

        of = (table, self._thing.id)
        alarms = alarm_blocks(each for each in found if any((row.table, row.id) == of for row in each.rows))
        if view is self._view and alarms != self._alarms:
            self._alarms = alarms
            self._show_view(view, again=True)

    def _show_view(self, view: View, again: bool) -> None:
        head, rest = view.blocks[: view.head], view.blocks[view.head :]
        if self._alarms and rest:
            rest = (replace(rest[0], gap=True), *rest[1:])
        self.sheet.show([*head, *self._alarms, *rest], stay=again)
        if self._at is not None and (found := self.sheet.place_of(self._at)) is not None:
            self._at, self.sheet.cursor = None, found

    def on_screen_resume(self) -> None:
        """Close, where the thing was removed in the meantime."""
        if self.is_gone:
            self.dismiss()

    def read_again(self, came: Row | None) -> None:  # noqa: ARG002
        """Refresh; the cursor stays at its line."""
        self._load_view()

    def selected_row(self) -> Row | None:
        """The row that the line under the cursor stands for; else the thing itself."""
        block = self.sheet.selected
        if block is not None:
            return block.row or (block.target.row if block.target else None) or self._thing.row
        return self._thing.row

    @property
    def own_row(self) -> Row | None:
        """The thing itself."""
        return self._thing.row

    def adds_to(self, what: str) -> Row | None:
        """The row of the line under the cursor; the thing itself where that row only belongs to it."""
        row = self.selected_row()
        hangs = row is not None and row.kind in (RowKind.AFFILIATION, RowKind.PARTY, RowKind.STATEMENT)
        return self._thing.row if hangs and what not in OF_STATEMENT else row

    @on(Sheet.BlockOpened)
    async def _opened(self, event: Sheet.BlockOpened) -> None:
        if event.target.kind is ThingKind.MORE:
            self._most *= 5
            self._load_view()
        elif event.target.kind is ThingKind.CHANGED:
            open_screen(self.app, OpenChangedQuotes(*self.reads, ReportId(event.target.id)))
        elif event.target.kind is ThingKind.ALARM:
            open_screen(self.app, OpenAlarm(*self.reads, event.target.name))
        elif event.target.kind in _JUDGED:
            await self._judge(event.target)
        elif event.target.kind is ThingKind.CASE and event.target.row == self._thing.row:
            self._to_desk(CaseId(event.target.id))
        elif event.target != self._thing:
            open_screen(self.app, request_of(*self.reads, event.target))

    def _to_desk(self, case: CaseId) -> None:
        """Open the desk of the case; in the past, go back to the desk as of the moment."""
        from tui.workers.past import NoWriting  # kept out of start-up

        if isinstance(self._writing, NoWriting):
            self.dismiss()
        else:
            self.post_message(CaseChosen(case))

    async def action_judge(self) -> None:
        """Judge the two sources of the line under the cursor; else the source or the origins of the claim."""
        block = self.sheet.selected
        target = block.target if block is not None else None
        if target is not None and target.kind in _JUDGED:
            await self._judge(target)
        elif self._thing.kind is ThingKind.SOURCE:
            await self._judge(Thing(ThingKind.SAMENESS, self._thing.id))
        elif self._thing.kind in (ThingKind.CLAIM, ThingKind.NUMBER):
            await self._judge(Thing(ThingKind.INDEPENDENCE, 0))
        else:
            self.app.notify("There are no two sources to judge here.", severity="warning", timeout=3)

    async def _judge(self, thing: Thing) -> None:
        from tui.forms.source_judgement import independence_form, sameness_form  # kept out of start-up

        one = SourceId(thing.id) if thing.id else None
        other = SourceId(int(thing.name)) if thing.name else None
        make = independence_form if thing.kind is ThingKind.INDEPENDENCE else sameness_form
        await self.ask(self._reading, make, self._case.id, one, other)

    def action_open(self) -> None:
        """Open the thing that the line under the cursor names."""
        self.sheet.action_open()

    def action_read(self) -> None:
        """Open the text at the words of the line's statement; else that of the report."""
        row = self.selected_row()
        if row is not None and row.kind is RowKind.STATEMENT:
            open_screen(self.app, OpenWords(*self.reads, StatementId(row.id)))
        elif row is not None and row.kind is RowKind.REPORT:
            open_screen(self.app, OpenReader(*self.reads, ReportId(row.id)))
        elif self._thing.kind is ThingKind.REPORT:
            open_screen(self.app, OpenReader(*self.reads, ReportId(self._thing.id)))
        else:
            self.app.notify(keyed("Go to a statement or a report first: {read} reads its words there."), markup=False)

    def report_to_get(self) -> ReportId | None:
        """The report of the view."""
        return ReportId(self._thing.id) if self._thing.kind is ThingKind.REPORT else None

    def action_graph(self) -> None:
        """Draw the relay graph of the claim; for any other thing, that of the case."""
        claim = ClaimId(self._thing.id) if self._thing.kind is ThingKind.CLAIM else None
        open_screen(self.app, OpenGraph(*self.reads, claim))

    def action_drift(self) -> None:
        """Compare the wordings of the claim, also from one of its numbers; for any other thing, those of the case."""
        claim = ClaimId(self._thing.id) if self._thing.kind in (ThingKind.CLAIM, ThingKind.NUMBER) else None
        open_screen(self.app, OpenDrift(*self.reads, claim))

    async def citation(self) -> str:
        """The line under the cursor, or the whole thing, as a line to cite."""
        block = self.sheet.selected
        if block is not None and block.citation:
            return block.citation
        if block is not None and block.target is not None:
            return await self._reading.ask("cite", cite_thing, block.target)
        return self._view.citation if self._view else ""


def _read_view(record: Reader, case: Case, thing: Thing, most: int) -> View | None:
    """Read the view of a thing; None where it was removed."""
    if not _is_there(record, thing):
        return None
    if thing.kind is ThingKind.CASE:
        from tui.views.case import case_view  # kept out of start-up

        return case_view(record, CaseId(thing.id))
    if thing.kind is ThingKind.SOURCE:
        return source_view(record, case.id, SourceId(thing.id))
    if thing.kind is ThingKind.CLAIM:
        return claim_view(record, ClaimId(thing.id), most)
    if thing.kind is ThingKind.NUMBER:
        return number_view(record, ClaimId(thing.id), thing.name)
    if thing.kind is ThingKind.DENIAL:
        return denial_view(record, StatementId(thing.id))
    return report_view(record, ReportId(thing.id))


def _is_there(record: Reader, thing: Thing) -> bool:
    if thing.kind is ThingKind.CASE:
        return case_by_id(record, CaseId(thing.id)) is not None
    if thing.kind is ThingKind.SOURCE:
        return bool(sources(record, [SourceId(thing.id)]))
    if thing.kind in (ThingKind.CLAIM, ThingKind.NUMBER):
        return bool(claims(record, [ClaimId(thing.id)]))
    if thing.kind is ThingKind.DENIAL:
        return bool(denials(record, [StatementId(thing.id)], silences=0))
    return bool(reports(record, [ReportId(thing.id)]))
