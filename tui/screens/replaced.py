"""The store was replaced while the desk was open: says where the record is kept, and offers what is there now."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from db.errors import StoreReplaced
from tui.actions.registry import ActionScope, bindings, commands
from tui.screens.base.modal import Modal
from tui.text.safe import line
from tui.widgets.bars import KeyBar


class ReplacedScreen(Modal[None]):
    """Stays over everything until the person goes on with the file that is there now, or quits."""

    BINDINGS = bindings(ActionScope.REPLACED)

    def __init__(self, error: StoreReplaced) -> None:
        super().__init__()
        self._error = error

    def compose(self) -> ComposeResult:
        """What happened, where the record is, and the keys."""
        with VerticalScroll(id="replaced-box", can_focus=False):
            yield Static(id="replaced")
        yield KeyBar()

    def on_mount(self) -> None:
        """Set the heading and the keys."""
        self.query_one("#replaced-box").border_title = Content("The store was replaced")
        self.query_one(KeyBar).offered = tuple(commands(ActionScope.REPLACED))
        self.show(self._error)

    def show(self, error: StoreReplaced) -> None:
        """Show what is known by now.

        :param error: the newest; of a change that was kept, it names the copy that has the change.
        """
        self._error = error
        text = Content.assemble((line(error.message), "bold"), "\n\n", line(error.hint))
        self.query_one("#replaced", Static).update(text)
