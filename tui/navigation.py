"""Navigation: the screen that each action and each request opens. No other module imports screens to open them.

All but the desk and the empty store are imported when they first open, to keep start-up short.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual import work
from textual.screen import ModalScreen, Screen
from textual.theme import ThemeProvider
from textual.widget import AwaitMount

from db.errors import OnRecordError, StoreReplaced
from db.model.ids import CaseId, ClaimId
from db.model.things import RowKind
from db.queries.cases import Case, count_cases
from db.queries.reading_places import address_of_report, address_of_statement
from db.store.reader import Reader
from tui.actions.in_browser import is_served
from tui.actions.registry import keyed
from tui.screens.base.record import LETTERS, CaseScreen
from tui.screens.base.requests import (
    CaseChosen,
    CaseRequest,
    NamesReport,
    NamesReportToGet,
    OpenAddMenu,
    OpenAlarm,
    OpenChangedQuotes,
    OpenClaimChoices,
    OpenClaimJoin,
    OpenConflict,
    OpenDetail,
    OpenDrift,
    OpenForm,
    OpenGraph,
    OpenImportResult,
    OpenManualPage,
    OpenMarkupLine,
    OpenMenu,
    OpenPast,
    OpenPresentation,
    OpenReader,
    OpenWords,
    Question,
    Request,
)
from tui.screens.desk import DeskScreen
from tui.screens.empty import EmptyScreen
from tui.system.failures import ResilientApp
from tui.system.kept import KeptDesk
from tui.system.textual_private import SteadyPalette
from tui.text.safe import line
from tui.workers.notify import notify_error
from tui.workers.readonly import ReadOnly
from tui.workers.reads import ReadWorker
from tui.workers.writes import WriteWorker

if TYPE_CHECKING:
    from db.exchange.formats import Format
    from tui.screens.home import HomeScreen


@runtime_checkable
class BesideCases(Protocol):
    """A screen of no single case, such as the home screen, also where it lies over a desk."""

    beside_cases: bool


class Navigation(ResilientApp):
    """An app on a store, whose screens open one another."""

    writing: WriteWorker
    """Writes to the store."""
    reading: ReadWorker | None
    """Reads the store; None where there is no store yet."""
    opened: Case | None
    """The open case, if any."""

    async def go_to(self, case: CaseId) -> None:
        """Replace the open desk with that of another case."""
        raise NotImplementedError

    def open_screen(self, request: Request) -> AwaitMount:
        """Open the screen that another asks for, over that one and before the next key."""
        if isinstance(request, Question):
            return self._ask(request)
        if isinstance(request, OpenManualPage):
            from tui.screens.manual import ManualScreen

            return self.push_screen(ManualScreen(request.topic))
        return self.push_screen(_screen_of_case(request))

    def _ask(self, question: Question) -> AwaitMount:
        """Open a screen that has an answer; the answer goes to ``question.then``."""
        match question:
            case OpenMenu(title, entries, then):
                from tui.screens.menu import MenuScreen

                return self.push_screen(MenuScreen(title, entries), then)
            case OpenAddMenu(fitting, offered, then):
                from tui.screens.menu import AddScreen

                return self.push_screen(AddScreen(fitting, offered), then)
            case OpenForm(reading, writing, form, left, then):
                from tui.screens.form import FormScreen

                return self.push_screen(FormScreen(reading, writing, form, left), then)
            case OpenConflict(found, then):
                from tui.screens.conflict import ConflictScreen

                return self.push_screen(ConflictScreen(found), then)
            case OpenClaimChoices(reading, case, words, choices, planned, write, then):
                from tui.screens.choose_claims import ClaimChoiceScreen

                screen = ClaimChoiceScreen(reading, case, words, choices, planned=planned, write=write)
                return self.push_screen(screen, then)
            case OpenMarkupLine() as asked:
                from tui.screens.markup_line import MarkupScreen

                line = MarkupScreen(
                    asked.reading,
                    asked.drafts,
                    asked.selected,
                    asked.words,
                    asked.typed,
                    planned=asked.planned,
                    write=asked.write,
                    title=asked.title,
                    marked=asked.marked,
                )
                return self.push_screen(line, asked.then)

    def first_screen(
        self, store: Path, *, walk: bool, present: bool, walk_seconds: float, left: KeptDesk, columns: tuple[int, ...]
    ) -> Screen[None]:
        """The desk of the open case; the home screen where none is open; the screen of an empty store.

        :param walk: whether the desk starts to walk through its chain.
        :param present: whether it starts with the presentation.
        :param walk_seconds: seconds that the walk stays at a step.
        :param left: how the desk was left.
        :param columns: shares of its three panes; empty for those that were kept.
        """
        if self.reading is not None and self.opened is not None:
            desk = DeskScreen(
                self.reading, self.writing, self.opened, walk=walk, present=present, walk_seconds=walk_seconds
            )
            desk.columns = columns or left.columns
            desk.left = left if left.case == self.opened.key else KeptDesk()
            return desk
        if self.reading is not None and self.reading.at_once(count_cases):
            return self.home(self.reading)
        return EmptyScreen(self.writing, store, exists=self.reading is not None)

    def stop_walk(self) -> bool:
        """Stop the desk's walk through its chain, where the desk is on top.

        :returns: whether it walked.
        """
        return isinstance(self.screen, DeskScreen) and self.screen.chain.take_over()

    def home(self, reading: ReadWorker) -> HomeScreen:
        """The home screen, from which escape leads back to the open case."""
        from tui.screens.home import HomeScreen

        return HomeScreen(reading, self.writing, self.opened.id if self.opened is not None else None)

    def action_command_palette(self) -> None:
        """Open the palette, once."""
        if not isinstance(self.screen, SteadyPalette):
            self.push_screen(SteadyPalette())

    def search_themes(self) -> None:
        """Open the palette of themes."""
        self.push_screen(SteadyPalette(providers=[ThemeProvider], placeholder="Search for themes…"))

    async def render_apart(self, screen: Screen[Any]) -> list[str]:
        """The rows of a screen as a start would draw them; nothing is drawn after that, so only leaving asks for it."""
        return await self.render_unseen(screen, self.push_screen)

    async def open_replaced(self, error: StoreReplaced) -> None:
        """Say over everything else that the store was replaced, on the screen that says so already where there is one.

        :param error: where the record is kept.
        """
        from tui.screens.replaced import ReplacedScreen

        for screen in self.screen_stack:
            if isinstance(screen, ReplacedScreen):
                screen.show(error)
                return
        self.stop_walk()
        await self.push_screen(ReplacedScreen(error))

    def action_keys(self) -> None:
        """Explain marks and keys, those of the current screen first."""
        from tui.screens.help import HelpScreen

        self.push_screen(HelpScreen({each.binding.id or "" for each in self.screen.active_bindings.values()}))

    async def action_import_article(self) -> None:
        """Import an article into the open case."""
        if self.reading is None or self.opened is None:
            self.notify(keyed("An article needs a case: add one first, with {empty.case}."), severity="warning")
            return
        if self.as_of:
            self._refuse_in_past()
            return
        if self.writing.refusal is not None:
            notify_error(self, self.writing.refusal)
            return
        from tui.forms.import_article import answers_for_report
        from tui.screens.import_article import ImportScreen, import_draft

        wanted = self.screen.report_to_get() if isinstance(self.screen, NamesReportToGet) else None
        known = await self.writing.do(answers_for_report, wanted) if wanted is not None else {}
        draft = await import_draft(self.writing, self.opened)
        await self.push_screen(
            ImportScreen(self.reading, self.writing, self.opened, draft, known, files=not is_served(self))
        )

    def _refuse_in_past(self) -> None:
        from tui.workers.past import past_refusal

        notify_error(self, past_refusal(self.as_of))

    @property
    def desk(self) -> DeskScreen | None:
        """The desk under the current screen, as it is now or as of a moment; None on the home screen."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, BesideCases):
                return None
            if isinstance(screen, DeskScreen):
                return screen
        return None

    @property
    def as_of(self) -> str:
        """The moment that the desk shows the record as of, safe to show; empty for now."""
        return self.desk.as_of if self.desk is not None else ""

    def action_changed_quotes(self) -> None:
        """Decide on the changed quotes of the case."""
        if self.desk is not None:
            from tui.screens.changed_quotes import ChangedQuotesScreen

            self.push_screen(ChangedQuotesScreen(*self.desk.reads))

    def action_alarms(self) -> None:
        """List the alarms of the case."""
        if self.desk is not None:
            from tui.screens.alarms import AlarmsScreen

            reading, writing, opened = self.desk.reads
            reading.forget()  # another program may have changed the store
            self.push_screen(AlarmsScreen(reading, writing, opened))

    def action_timeline(self) -> None:
        """Open the timeline of the case, or go back to it from the past."""
        if self.desk is None:
            return
        from tui.screens.timeline import TimelineScreen

        if self.as_of:
            while not isinstance(self.screen, TimelineScreen):
                self.pop_screen()
            return
        at = self.desk.chain.current
        self.push_screen(TimelineScreen(*self.desk.reads, at.id if at is not None else None))

    def action_triage(self) -> None:
        """Triage the undecided claims that the filter leaves, from the selected one on."""
        if self.as_of:
            self._refuse_in_past()
        elif self.desk is not None:
            from tui.screens.triage import TriageScreen

            queue, marked = self.desk.to_triage()
            row = self.screen.selected_row() if isinstance(self.screen, CaseScreen) else None
            start = ClaimId(row.id) if row is not None and row.kind is RowKind.CLAIM else None
            self.push_screen(TriageScreen(*self.desk.reads, queue=queue, start=start, marked=marked))

    def action_search(self) -> None:
        """Search everything."""
        from tui.screens.search import SearchScreen

        if self.reading is None or isinstance(self.screen, ModalScreen | SearchScreen):
            return
        reading, writing, opened = self.desk.reads if self.desk is not None else (self.reading, self.writing, None)
        self.push_screen(SearchScreen(reading, writing, opened))

    def action_next(self) -> None:
        """List what to get next."""
        if self.desk is not None:
            from tui.screens.gaps import GapsScreen

            self.push_screen(GapsScreen(*self.desk.reads))

    def action_tasks(self) -> None:
        """List the open tasks of all cases."""
        from tui.screens.tasks import TasksScreen

        if self.as_of:
            self.notify("Tasks are listed as of now: go back to the present first.")
        elif self.reading is not None:
            self.push_screen(TasksScreen(self.reading, self.writing))

    def action_export(self) -> None:
        """Choose a format to export in; then what, and where to."""
        if self.desk is None or self.reading is None:
            return
        if self.as_of:
            self.notify("An export is of now: go back to the present first.")
        elif isinstance(self.writing, ReadOnly) and self.writing.forbids_files:
            notify_error(self, self.writing.refusal)
        else:
            from db.exchange.formats import FORMATS
            from tui.screens.menu import MenuScreen
            from tui.widgets.menu import MenuRow

            rows = [MenuRow(key, each.name, each.words, each) for key, each in zip(LETTERS, FORMATS, strict=False)]
            self.push_screen(MenuScreen("Export as", rows), self._export_as)

    def _export_as(self, format: Format | None) -> None:
        """Ask what to export in a format, and where to."""
        if format is None or self.desk is None or self.reading is None:
            return
        from tui.screens.export import ExportScreen
        from tui.state.export_choices import export_choices, fits

        case = self.desk.reads[2]
        choices = [each for each in export_choices(self.desk.list_in_focus(), case.id, case.key) if fits(each, format)]
        accepts = bool(self.reading.foreign_parts)
        self.push_screen(ExportScreen(self.reading.path, format, choices, accept_schema=accepts))

    def action_store_menu(self) -> None:
        """Open the menu of the store."""
        from tui.screens.menu import StoreMenuScreen

        if self.reading is None:
            self.notify("There is no store yet: begin a case, with n.", markup=False)
            return
        ids = [
            "store.history",
            "store.backup",
            "store.check",
            "store.case",
            *(["store.table", "store.near"] if self.desk is not None else []),
        ]
        self.push_screen(StoreMenuScreen(ids, self), self._run_in_store)

    async def _run_in_store(self, action: str | None) -> None:
        if action is not None:
            await self.run_action(action)

    def action_store(self, what: str) -> None:
        """Open one of the screens of the store."""
        from tui.screens.back_up import BackupScreen
        from tui.screens.check_store import CheckScreen
        from tui.screens.history import HistoryScreen
        from tui.screens.menu import StoreMenuScreen
        from tui.screens.near_pairs import NearPairsScreen

        if isinstance(self.screen, StoreMenuScreen):
            self.screen.dismiss(f"app.store('{what}')")
            return
        if self.reading is None:
            return
        accepts = bool(self.reading.foreign_parts)
        if what == "history":
            self.push_screen(HistoryScreen(self.reading, self.writing))
        elif what == "backup":
            self.push_screen(BackupScreen(self.reading.path, accept_schema=accepts))
        elif what == "check":
            self.push_screen(CheckScreen(self.reading.path, accept_schema=accepts))
        elif what == "case":
            self._import_case()
        elif self.desk is not None and what == "near":
            self.push_screen(NearPairsScreen(*self.desk.reads))
        elif self.desk is not None and self.opened is not None:
            if self.as_of:
                self._refuse_in_past()
            elif self.writing.refusal is not None:
                notify_error(self, self.writing.refusal)
            else:
                from tui.screens.import_table import TableImportScreen

                self.push_screen(TableImportScreen(self.writing, self.opened))
        else:
            self.notify("Open a case first.", markup=False)

    def _import_case(self) -> None:
        """Ask for a case as a file."""
        from tui.screens.import_case import CaseImportScreen

        if self.as_of:
            self._refuse_in_past()
        elif self.writing.refusal is not None:
            notify_error(self, self.writing.refusal)
        else:
            self.push_screen(CaseImportScreen(self.writing))

    def action_home(self) -> None:
        """Open the home screen."""
        if self.reading is None or not self.reading.at_once(count_cases):
            self.notify(keyed("There is no case yet: add one, with {empty.case}."), severity="warning")
        elif self.desk is not None or not isinstance(self.screen, BesideCases):
            self.push_screen(self.home(self.reading))

    @work(exclusive=True, group="browser")
    async def action_browser(self) -> None:
        """Open the address of the report at hand in the browser."""
        from tui.system.browser import open_in_browser, require_web_address

        row = self.screen.row_with_address() if isinstance(self.screen, NamesReport) else None
        if self.reading is None or row is None or row.kind not in _WITH_ADDRESS:
            self.notify(
                keyed("Go to a report or a statement first: {browser} opens the report's address."), markup=False
            )
            return
        try:
            address = await self.reading.ask("address", _WITH_ADDRESS[row.kind], row.id)
            if is_served(self):
                require_web_address(address)
                self.open_url(address)  # in the browser that shows the desk
            else:
                await asyncio.to_thread(open_in_browser, address)
        except OnRecordError as error:
            notify_error(self, error)
        else:
            self.notify(f"Opening {line(address)}", markup=False)

    async def on_case_chosen(self, event: CaseChosen) -> None:
        """Open the desk of the chosen case, or go back to it where it is open already."""
        if self.opened is not None and event.case == self.opened.id:
            while len(self.screen_stack) > 1:
                self.pop_screen()
        else:
            await self.go_to(event.case)
        if event.alarms:
            self.call_after_refresh(self.action_alarms)
        if event.triage:
            self.call_after_refresh(self.action_triage)


_WITH_ADDRESS: dict[RowKind, Callable[[Reader, Any], str]] = {
    RowKind.REPORT: address_of_report,
    RowKind.STATEMENT: address_of_statement,
}
"""What reads the address of a row."""


def _screen_of_case(request: CaseRequest) -> Screen[None]:
    """The screen for a request."""
    match request:
        case OpenDetail(reading, writing, case, thing, at):
            from tui.screens.detail import DetailScreen

            return DetailScreen(reading, writing, case, thing, at=at)
        case OpenReader(reading, writing, case, report, words, decides):
            from tui.screens.reader import ReaderScreen

            return ReaderScreen(reading, writing, case, report, at=words, decides=decides)
        case OpenWords(reading, writing, case, statement, read_in):
            from tui.screens.reader import ReaderScreen

            return ReaderScreen(reading, writing, case, words_of=(statement, read_in))
        case OpenGraph(reading, writing, case, claim):
            from tui.screens.graph import GraphScreen

            return GraphScreen(reading, writing, case, claim)
        case OpenPresentation(reading, _, case, seconds):
            from tui.screens.presentation import PresentationScreen

            return PresentationScreen(reading, case, seconds=seconds)
        case OpenDrift(reading, writing, case, claim):
            from tui.screens.drift import DriftScreen

            return DriftScreen(reading, writing, case, claim)
        case OpenChangedQuotes(reading, writing, case, only):
            from tui.screens.changed_quotes import ChangedQuotesScreen

            return ChangedQuotesScreen(reading, writing, case, only)
        case OpenAlarm(reading, writing, case, key, known):
            from tui.screens.alarms import AlarmScreen

            return AlarmScreen(reading, writing, case, key, known)
        case OpenClaimJoin(reading, writing, case, joined):
            from tui.screens.join_claims import ClaimJoinScreen

            return ClaimJoinScreen(reading, writing, case.id, joined)
        case OpenImportResult(reading, writing, case, came):
            from tui.screens.import_result import ImportResultScreen

            return ImportResultScreen(reading, writing, case, came)
        case OpenPast(reading, case, moment):
            from tui.screens.past import PastScreen

            return PastScreen(reading, case, moment)
