"""A thing's own view: a source, a claim, a denial or a report, with all that stands behind it."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult

from db.cases import Case
from db.claims import claims
from db.denials import denials
from db.errors import OnRecordError
from db.reader import Reader
from db.reports import reports
from db.sources import sources
from db.terms import ClaimId, ReportId, SourceId, StatementId
from tui.blocks import View
from tui.commands import Scope, bindings, commands
from tui.reading import Reading
from tui.screens.changing import ChangingScreen
from tui.sheets.citations import cited
from tui.sheets.claim import MOST, claim_view
from tui.sheets.denial import denial_view
from tui.sheets.report import report_view
from tui.sheets.source import source_view
from tui.telling import tell
from tui.text import line
from tui.things import Row, RowKind, Thing, ThingKind
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.sheet import Sheet
from tui.writing import Writing

_HERE = (Scope.VIEW, Scope.LIST, Scope.CHANGE, Scope.RECORD, Scope.EVERYWHERE)
"""Where the actions of a view come from."""


class ThingScreen(ChangingScreen):
    """One thing of the record. Enter opens what a line names, escape goes back."""

    BINDINGS = bindings(Scope.VIEW, Scope.CHANGE, Scope.RECORD)

    def __init__(self, reading: Reading, writing: Writing, case: Case, thing: Thing) -> None:
        super().__init__(reading, writing, case)
        self._thing = thing
        self._view: View | None = None
        self._most = MOST
        self.is_gone = False
        """Whether the thing is no longer on record."""
        self.sheet = Sheet(id="thing")

    def compose(self) -> ComposeResult:
        """Head, text, keys."""
        yield TitleBar()
        yield self.sheet
        yield KeyBar()

    def on_mount(self) -> None:
        """Read it."""
        self.query_one(KeyBar).offered = tuple(commands(*_HERE))
        self.query_one(TitleBar).heading = line(self._case.title)
        self.sheet.focus()
        self._read()

    @work
    async def _read(self) -> None:
        try:
            view = await self._reading.ask("view", _view, self._case, self._thing, self._most)
        except OnRecordError as error:
            tell(self.app, error)
            self.dismiss()
            return
        if view is None:  # it was removed, or its coming undone
            self.is_gone = True
            if self.is_current:
                self.dismiss()
            return
        again, self._view = self._view is not None, view
        self.query_one(TitleBar).heading = view.title
        self.sheet.show(view.blocks, stay=again)

    def on_screen_resume(self) -> None:
        """Go back further, where the thing has gone meanwhile."""
        if self.is_gone:
            self.dismiss()

    def read_again(self, came: Row | None) -> None:  # noqa: ARG002
        """Read it anew; the cursor stays at its line."""
        self._read()

    def on_row(self) -> Row | None:
        """What the line under the cursor stands for; else the thing itself."""
        block = self.sheet.selected
        if block is not None and (block.row or block.target):
            return block.row or (block.target.row if block.target else None)
        return self._thing.row

    def adds_to(self, what: str) -> Row | None:
        """What the line under the cursor names; where it only hangs on the thing, the thing itself."""
        row = self.on_row()
        hangs = row is not None and row.kind in (RowKind.AFFILIATION, RowKind.PARTY, RowKind.STATEMENT)
        return self._thing.row if hangs and what != "stance" else row

    @on(Sheet.Opened)
    def _opened(self, event: Sheet.Opened) -> None:
        if event.target.kind is ThingKind.MORE:
            self._most *= 5
            self._read()
        elif event.target.kind is ThingKind.CHANGED:
            from tui.screens.changed import ChangedScreen

            report = ReportId(event.target.id)
            self.app.push_screen(ChangedScreen(self._reading, self._writing, self._case, report))
        elif event.target.kind is ThingKind.ALARM:
            from tui.screens.alarms import AlarmScreen

            self.app.push_screen(AlarmScreen(self._reading, self._writing, self._case, event.target.name))
        elif event.target != self._thing:
            self.app.push_screen(ThingScreen(self._reading, self._writing, self._case, event.target))

    def action_back(self) -> None:
        """Go back to where it was opened from."""
        self.dismiss()

    def action_open(self) -> None:
        """Open what the line under the cursor names."""
        self.sheet.action_open()

    def action_read(self) -> None:
        """Open the text of the report."""
        from tui.screens.reader import ReaderScreen

        if self._thing.kind is ThingKind.REPORT:
            self.app.push_screen(ReaderScreen(self._reading, self._writing, self._case, ReportId(self._thing.id)))

    def action_graph(self) -> None:
        """Draw the relays of the claim; from any other thing, those of the case."""
        from tui.screens.graph import GraphScreen

        claim = ClaimId(self._thing.id) if self._thing.kind is ThingKind.CLAIM else None
        self.app.push_screen(GraphScreen(self._reading, self._writing, self._case, claim))

    async def citation(self) -> str:
        """The line under the cursor, or the whole thing, as a line to paste."""
        block = self.sheet.selected
        if block is not None and block.citation:
            return block.citation
        if block is not None and block.target is not None:
            return await self._reading.ask("cite", cited, block.target)
        return self._view.citation if self._view else ""


def _view(record: Reader, case: Case, thing: Thing, most: int) -> View | None:
    """The view of a thing; None where it is gone."""
    if not _is_there(record, thing):
        return None
    if thing.kind is ThingKind.SOURCE:
        return source_view(record, case.id, SourceId(thing.id))
    if thing.kind is ThingKind.CLAIM:
        return claim_view(record, ClaimId(thing.id), most)
    if thing.kind is ThingKind.DENIAL:
        return denial_view(record, StatementId(thing.id))
    return report_view(record, ReportId(thing.id))


def _is_there(record: Reader, thing: Thing) -> bool:
    if thing.kind is ThingKind.SOURCE:
        return bool(sources(record, [SourceId(thing.id)]))
    if thing.kind is ThingKind.CLAIM:
        return bool(claims(record, [ClaimId(thing.id)]))
    if thing.kind is ThingKind.DENIAL:
        return bool(denials(record, [StatementId(thing.id)], silences=0))
    return bool(reports(record, [ReportId(thing.id)]))
