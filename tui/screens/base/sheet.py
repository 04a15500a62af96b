"""What the screens share that are one sheet, read off the screen's thread: lists, and the alarms."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from tui.screens.base.record import RecordScreen
from tui.system.terminal import LEAST_COLUMNS, LEAST_ROWS
from tui.text.targets import Row
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.sheet import Sheet
from tui.workers.reads import ReadWorker
from tui.workers.writes import WriteWorker

LOW = 20
"""Rows below which lines stand without empty ones between them."""


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
        yield Static("Make the window larger, please.", id="too-small")

    def on_resize(self, event: events.Resize) -> None:
        """One that is too small says so."""
        width, height = event.size
        self.set_class(width < LEAST_COLUMNS or height < LEAST_ROWS, "-tiny")
        self.sheet.tight = height < LOW

    def read_again(self, came: Row | None) -> None:  # noqa: ARG002
        """Read it anew; the cursor stays where it is."""
        self._read()

    def action_open(self) -> None:
        """Open what the line under the cursor is about."""
        self.sheet.action_open()

    def action_back(self) -> None:
        """Go back to where it was opened from."""
        self.dismiss()
