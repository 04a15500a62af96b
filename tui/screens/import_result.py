"""The result of an import: its reports, notes on the text, and the quotes of an earlier text."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from db.queries.cases import Case
from tui.actions.registry import ActionScope, bindings, commands
from tui.screens.base.modal import Modal
from tui.screens.base.requests import OpenChangedQuotes, OpenReader, open_screen
from tui.views.import_result import Came, describe_import, result_blocks
from tui.widgets.bars import KeyBar
from tui.widgets.sheet import Sheet
from tui.workers.reads import ReadWorker
from tui.workers.writes import WriteWorker


class ImportResultScreen(Modal[None]):
    """The result, with ways on to the text, and to the quotes that a person must decide."""

    BINDINGS = bindings(ActionScope.LANDED)

    def __init__(self, reading: ReadWorker, writing: WriteWorker, case: Case, came: Sequence[Came]) -> None:
        super().__init__()
        self._reading = reading
        self._writing = writing
        self._case = case
        self._came = came
        self.sheet = Sheet(id="landed")

    def compose(self) -> ComposeResult:
        """The result, and the keys."""
        with Vertical(id="landed-box"):
            yield self.sheet
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the result."""
        self.query_one("#landed-box").border_title = Content(describe_import(self._came))
        offered = [each for each in commands(ActionScope.LANDED) if each.id != "landed.changed" or self._doubtful]
        self.query_one(KeyBar).offered = tuple(each for each in offered if each.id != "landed.read" or self._is_one)
        self.sheet.show(result_blocks(self._came))
        self.sheet.focus()

    def action_read(self) -> None:
        """Close; open the text where there is one report."""
        self.dismiss()
        if self._is_one:
            report = self._came[0].landed.report
            open_screen(self.app, OpenReader(self._reading, self._writing, self._case, report))

    def action_changed(self) -> None:
        """Decide on the changed quotes."""
        if self._doubtful:
            self.dismiss()
            report = self._came[0].landed.report if self._is_one else None
            open_screen(self.app, OpenChangedQuotes(self._reading, self._writing, self._case, report))

    def action_leave(self) -> None:
        """Close the result."""
        self.dismiss()

    @property
    def _is_one(self) -> bool:
        return len(self._came) == 1

    @property
    def _doubtful(self) -> bool:
        found = [each.landed.lookup for each in self._came]
        return any(lookup is not None and lookup.fuzzy + lookup.orphan for lookup in found)
