"""Base of the screens that are one list, of a case or of all cases."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on, work

from db.errors import TooLarge
from db.queries.cases import Case
from tui.actions.registry import ActionScope, commands
from tui.screens.base.requests import open_screen, open_text_of, request_of
from tui.screens.base.sheet import SheetScreen
from tui.text.safe import line
from tui.views.blocks import Block
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.sheet import Sheet
from tui.workers.notify import notifies_errors
from tui.workers.reads import ReadWorker
from tui.workers.writes import WriteWorker


class ListScreen(SheetScreen):
    """A list that is read in the background; each line opens the thing it names."""

    HERE: tuple[ActionScope, ...]
    """Scopes of the actions in its key bar, beside those of every list."""

    def __init__(self, reading: ReadWorker, writing: WriteWorker, *, name: str) -> None:
        """Make the list, empty until it is read.

        :param name: id of the sheet, for its style.
        """
        super().__init__(reading, writing, name=name)
        self._is_shown = False

    @property
    def heading(self) -> str:
        """The heading, safe to show."""
        raise NotImplementedError

    async def read_list(self) -> tuple[Sequence[Block], str]:
        """The blocks of the list, and the number of its things in words.

        :raises OnRecordError: the store can't be read.
        """
        raise NotImplementedError

    def on_mount(self) -> None:
        """Read the list."""
        self.query_one(KeyBar).offered = tuple(commands(*self.HERE, ActionScope.LIST, ActionScope.EVERYWHERE))
        self.query_one(TitleBar).heading = self.heading
        self.sheet.focus()
        self.load()

    @work(exclusive=True)
    @notifies_errors(closes=TooLarge)
    async def load(self) -> None:
        """Read the list, and show it."""
        blocks, tally = await self.read_list()
        self.query_one(TitleBar).tally = tally
        self.sheet.show(blocks, stay=self._is_shown)
        self._is_shown = True


class CaseListScreen(ListScreen):
    """A list of one case."""

    TITLE_WORDS: str
    """The heading after the title of the case."""

    def __init__(self, reading: ReadWorker, writing: WriteWorker, case: Case, *, name: str) -> None:
        """Make the list, empty until it is read.

        :param name: id of the sheet, for its style.
        """
        super().__init__(reading, writing, name=name)
        self._case = case

    @property
    def heading(self) -> str:
        """The title of the case, and what is listed."""
        return f"{line(self._case.title)} · {self.TITLE_WORDS}"

    def action_read(self) -> None:
        """Open the text that the line under the cursor is about."""
        open_text_of(self.app, self._reading, self._writing, self._case, self.sheet.selected)

    @on(Sheet.BlockOpened)
    def _opened(self, event: Sheet.BlockOpened) -> None:
        open_screen(self.app, request_of(self._reading, self._writing, self._case, event.target))
