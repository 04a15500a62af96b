"""Changed quotes: a newer text has other words. A person accepts the new words of each, or rejects them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import work

from db.model.ids import ReportId
from db.queries.cases import Case
from tui.actions.registry import ActionScope, bindings, commands
from tui.screens.base.sheet import SheetScreen
from tui.text import wording
from tui.text.marks import Mark
from tui.views.changed_quotes import ChangedView, changed_view
from tui.widgets.bars import KeyBar, TitleBar
from tui.workers.notify import notifies_errors
from tui.workers.reads import ReadWorker
from tui.workers.writes import WriteWorker

if TYPE_CHECKING:
    from db.journal.writer import Writer


class ChangedQuotesScreen(SheetScreen):
    """Quotes with their old and new words. None is decided without a key."""

    BINDINGS = bindings(ActionScope.CHANGED, ActionScope.RECORD)

    def __init__(self, reading: ReadWorker, writing: WriteWorker, case: Case, report: ReportId | None = None) -> None:
        """Take the quotes to show.

        :param report: only those of one report.
        """
        super().__init__(reading, writing, name="changed")
        self._case = case
        self._report = report
        self._view: ChangedView | None = None

    def on_mount(self) -> None:
        """Read the quotes."""
        self.query_one(TitleBar).heading = f"{self._case.title} · changed quotes"
        here = (ActionScope.CHANGED, ActionScope.LIST, ActionScope.RECORD, ActionScope.EVERYWHERE)
        self.query_one(KeyBar).offered = tuple(each for each in commands(*here) if each.id != "import")
        self.sheet.focus()
        self.load()

    def fit(self, height: int) -> None:
        """Keep empty lines between the quotes, however low the window."""

    def action_go(self, quotes: int) -> None:
        """Go to the next quote, or to the previous one."""
        self.sheet.action_move(quotes)

    async def action_accept(self) -> None:
        """Accept the new words."""
        from db.write.quote_places import accept_place  # kept out of start-up

        await self._decide(accept_place)

    async def action_reject(self) -> None:
        """Reject the new words."""
        from db.write.quote_places import reject_place  # kept out of start-up

        await self._decide(reject_place)

    async def _decide(self, decide: Callable[[Writer, int], bool]) -> None:
        place = self._view.places.get(self.sheet.cursor) if self._view is not None else None
        if place is None:
            self.app.notify("There is nothing to review here.", severity="warning", timeout=3)
            return
        await self.change(decide, place.id)

    @work(exclusive=True)
    @notifies_errors()
    async def load(self) -> None:
        """Read the quotes, and show them."""
        report = self._report
        view = await self._reading.ask("changed", changed_view, self._case.id, report)
        again, self._view = self._view is not None, view
        gone = f" · {Mark.GONE} {view.lost:,} gone" if view.lost else ""
        self.query_one(
            TitleBar
        ).tally = f"{Mark.DIFFERENT} {wording.pluralize(len(view.places), 'quote')} to review{gone}"
        self.sheet.show(view.blocks, stay=again)
