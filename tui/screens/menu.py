"""A menu over the screen: a few entries, each with a letter; and the menu of what can be added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from tui.actions.registry import ActionScope, bindings, commands
from tui.widgets.bars import KeyBar
from tui.widgets.menu import Menu, MenuRow


class MenuScreen(ModalScreen[Any]):
    """Entries to choose from; escape closes it with none chosen."""

    BINDINGS = bindings(ActionScope.MENU)

    def __init__(self, title: str, entries: Sequence[MenuRow]) -> None:
        """Take what to choose from.

        :param title: safe to show.
        """
        super().__init__()
        self._title = title
        self._menu = Menu(entries)

    def compose(self) -> ComposeResult:
        """The entries in a frame, and the keys."""
        with VerticalScroll(id="menu-box", can_focus=False):
            yield self._menu
        yield KeyBar()

    def on_mount(self) -> None:
        """Say what it is a menu of."""
        self.query_one("#menu-box").border_title = Content(self._title)
        self.query_one(KeyBar).offered = tuple(commands(ActionScope.MENU))

    @on(Menu.Clicked)
    def _clicked(self, event: Menu.Clicked) -> None:
        self.dismiss(event.entry.value)

    def on_key(self, event: events.Key) -> None:
        """A letter chooses its row."""
        for entry in self._menu.entries:
            if entry.key == event.character:
                event.stop()
                self.dismiss(entry.value)
                return

    def action_move(self, by: int) -> None:
        """Mark the next row, or the one before."""
        self._menu.marked = (self._menu.marked + by) % max(1, len(self._menu.entries))
        self.query_one("#menu-box").scroll_to(y=self._menu.marked - 3, animate=False, immediate=True)

    def action_take(self) -> None:
        """Choose the row that is marked."""
        if self._menu.entries:
            self.dismiss(self._menu.entries[self._menu.marked].value)

    def action_leave(self) -> None:
        """Close it with none chosen."""
        self.dismiss(None)


class AddScreen(MenuScreen):
    """What can be added; what fits what is selected comes first."""

    BINDINGS = bindings(ActionScope.ADD)

    def __init__(self, fitting: Sequence[str], offered: Sequence[str]) -> None:
        """Take what to offer.

        :param fitting: what comes first, by the words of :class:`tui.forms.registry.AddedKind`.
        :param offered: all that is offered.
        """
        known = {command.id.removeprefix("add."): command for command in commands(ActionScope.ADD)}
        order = [*fitting, *(name for name in known if name in offered and name not in fitting)]
        super().__init__("Add", [MenuRow(known[n].keys, known[n].words, known[n].help, n) for n in order if n in known])

    def action_choose(self, what: str) -> None:
        """Add something, where it is offered."""
        if any(entry.value == what for entry in self._menu.entries):
            self.dismiss(what)
