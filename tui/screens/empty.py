"""The screen of an empty store: what to do next."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.actions.registry import ActionScope, bindings, commands, key_of
from tui.screens.base.record import RecordScreen
from tui.text.safe import line
from tui.widgets.bars import KeyBar, TitleBar
from tui.workers.writes import WriteWorker


class EmptyScreen(RecordScreen):
    """Says where the store is, that it has no case, and how to begin one."""

    BINDINGS = bindings(ActionScope.EMPTY, ActionScope.RECORD)
    OFFERS = (ActionScope.EMPTY, ActionScope.RECORD)
    """Scopes of its actions in the palette."""

    def __init__(self, writing: WriteWorker, store: Path, *, exists: bool) -> None:
        super().__init__(writing)
        self._store = store
        self._exists = exists

    def compose(self) -> ComposeResult:
        """Head, text, keys."""
        yield TitleBar()
        with VerticalScroll():
            yield Static(self._text(), id="empty")
        yield KeyBar()

    def on_mount(self) -> None:
        """Set the heading and the keys."""
        self.query_one(TitleBar).heading = "no case yet"
        self.query_one(KeyBar).offered = tuple(commands(ActionScope.EMPTY, ActionScope.EVERYWHERE))

    def _text(self) -> Content:
        state = "This store holds no case yet." if self._exists else "There is no store here yet; nothing was created."
        return Content.assemble(
            (state, "bold"),
            ("\n" + line(str(self._store)), "$text-muted"),
            "\n\n",
            (key_of("empty.case"), "bold $accent"),
            "   begin a case of your own" + ("" if self._exists else "; the store is created when you save it"),
            "\n",
            (key_of("demo"), "bold $accent"),
            "   open the example case, in a temporary file: look around, nothing is kept\n\n",
            "To keep the example case in your own file, quit with ",
            (key_of("quit"), "bold $accent"),
            " and run\n    ",
            ("onrecord demo --store my-desk.db", "bold"),
            "\nTo open another store:\n    ",
            ("onrecord --store FILE", "bold"),
        )
