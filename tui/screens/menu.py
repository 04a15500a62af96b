"""A menu over the screen, each row with a letter; and the menu of what can be added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from tui.actions.in_browser import describe_action
from tui.actions.registry import ActionScope, bindings, commands, keys_of
from tui.screens.base.modal import Modal
from tui.widgets.bars import KeyBar
from tui.widgets.menu import Menu, MenuRow


class MenuScreen(Modal[Any]):
    """A menu; its answer is the value of the chosen row, None where none is."""

    BINDINGS = bindings(ActionScope.MENU)

    def __init__(self, title: str, entries: Sequence[MenuRow]) -> None:
        """Take the rows.

        :param title: safe to show.
        """
        super().__init__()
        self._title = title
        self._menu = Menu(entries)

    def compose(self) -> ComposeResult:
        """The rows, and the keys."""
        with VerticalScroll(id="menu-box", can_focus=False):
            yield self._menu
        yield KeyBar()

    def on_mount(self) -> None:
        """Set the heading."""
        self.query_one("#menu-box").border_title = Content(self._title)
        self.query_one(KeyBar).offered = tuple(commands(ActionScope.MENU))

    @on(Menu.Clicked)
    def _clicked(self, event: Menu.Clicked) -> None:
        self.dismiss(event.entry.value)

    def on_key(self, event: events.Key) -> None:
        """Choose the row of a letter."""
        for entry in self._menu.entries:
            if entry.key == event.character:
                event.stop()
                self.dismiss(entry.value)
                return

    def action_move(self, by: int) -> None:
        """Mark the next row, or the previous one."""
        self._menu.marked = (self._menu.marked + by) % max(1, len(self._menu.entries))
        self.query_one("#menu-box").scroll_to(y=self._menu.marked - 3, animate=False, immediate=True)

    def action_take(self) -> None:
        """Choose the marked row."""
        if self._menu.entries:
            self.dismiss(self._menu.entries[self._menu.marked].value)

    def action_leave(self) -> None:
        """Close with none chosen."""
        self.dismiss(None)


class StoreMenuScreen(MenuScreen):
    """The menu of the store."""

    BINDINGS = bindings(ActionScope.STORE)

    def __init__(self, offered: Sequence[str], app: object) -> None:
        """Take what is offered, by the ids of its actions.

        :param app: the app that shows it.
        """
        rows = [each for each in commands(ActionScope.STORE) if each.id in offered]
        super().__init__(
            "The store", [MenuRow(each.keys, each.words, describe_action(each, app), each.action) for each in rows]
        )


class AddScreen(MenuScreen):
    """The menu of what can be added; what fits the selection comes first."""

    BINDINGS = bindings(ActionScope.ADD)

    def __init__(self, fitting: Sequence[str], offered: Sequence[str]) -> None:
        """Take what can be added, as values of :class:`tui.forms.registry.AddedKind`.

        :param fitting: what comes first.
        :param offered: everything on offer.
        """
        known = {command.id.removeprefix("add."): command for command in commands(ActionScope.ADD)}
        order = [*fitting, *(name for name in known if name in offered and name not in fitting)]
        super().__init__(
            "Add", [MenuRow(keys_of(known[n])[0], known[n].words, known[n].help, n) for n in order if n in known]
        )

    def action_choose(self, what: str) -> None:
        """Choose what to add, where it is on offer."""
        if any(entry.value == what for entry in self._menu.entries):
            self.dismiss(what)
