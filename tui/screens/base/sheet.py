"""Base of the screens that show one sheet, read in the background."""

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
    """A sheet between the head and the key bar."""

    def __init__(self, reading: ReadWorker, writing: WriteWorker, *, name: str) -> None:
        """Make the sheet, empty until it is read.

        :param name: id of the sheet, for its style.
        """
        super().__init__(writing)
        self._reading = reading
        self.sheet = Sheet(id=name)

    def load(self) -> object:
        """Read the blocks of the sheet in the background, and show them."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Head, sheet, keys."""
        yield TitleBar()
        yield self.sheet
        yield KeyBar()
        yield too_small()

    def fit(self, height: int) -> None:
        """Drop empty lines between blocks in a low window."""
        self.sheet.tight = height < 20

    def read_again(self, came: Row | None) -> None:  # noqa: ARG002
        """Refresh; the cursor stays where it is."""
        self.load()

    def action_open(self) -> None:
        """Open the thing that the line under the cursor names."""
        self.sheet.action_open()

    def row_with_address(self) -> Row | None:
        """The row of the line under the cursor."""
        block = self.sheet.selected
        return (block.row or (block.target.row if block.target else None)) if block is not None else None

    async def citation(self) -> str:
        """The line under the cursor as a line to cite."""
        return self.sheet.selected.citation if self.sheet.selected is not None else ""
