"""What the screens share that are one sheet, read off the screen's thread: lists, and the alarms."""

from __future__ import annotations

from textual.app import ComposeResult

from tui.screens.base.record import RecordScreen
from tui.screens.base.sized import too_small
from tui.text.targets import Row
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.sheet import Sheet
from tui.workers.reads import ReadWorker
from tui.workers.writes import WriteWorker


class SheetScreen(RecordScreen):
    """A sheet between a head and the keys."""

    def __init__(self, reading: ReadWorker, writing: WriteWorker, *, name: str) -> None:
        """Make the sheet, empty until it is read.

        :param name: of the sheet, for its looks.
        """
        super().__init__(writing)
        self._reading = reading
        self.sheet = Sheet(id=name)

    def _read(self) -> object:
        """Read what the sheet shows, off the screen's thread."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Head, sheet, keys."""
        yield TitleBar()
        yield self.sheet
        yield KeyBar()
        yield too_small()

    def fit(self, height: int) -> None:
        """Blocks stand without empty lines between them in a low window."""
        self.sheet.tight = height < 20

    def read_again(self, came: Row | None) -> None:  # noqa: ARG002
        """Read it anew; the cursor stays where it is."""
        self._read()

    def action_open(self) -> None:
        """Open what the line under the cursor is about."""
        self.sheet.action_open()

    def action_back(self) -> None:
        """Go back to where it was opened from."""
        self.dismiss()
