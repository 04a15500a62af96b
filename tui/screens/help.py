"""Every key, those of the screen below first, with what it does and its twin on the command line."""

from __future__ import annotations

from collections.abc import Collection

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from db.text.normalize import casefold_words
from tui.actions.registry import COMMANDS, Action, ActionScope, all_keys, bindings
from tui.views.blocks import Block
from tui.widgets.sheet import Sheet

_KEYS = 16
"""Cells for the keys of a row."""

_MOVES = (
    ActionScope.LIST,
    ActionScope.MARK,
    ActionScope.SHEET,
    ActionScope.DRAWING,
    ActionScope.RECORD,
    ActionScope.EVERYWHERE,
)
"""What many screens have in common: a screen's own keys stand above it."""


class HelpScreen(ModalScreen[None]):
    """The help: a filter, and a row for each action."""

    BINDINGS = bindings(ActionScope.KEYS)

    def __init__(self, here: Collection[str] = ()) -> None:
        """Make it.

        :param here: ids of the actions that keys of the screen below run: they come first.
        """
        super().__init__()
        self._here = here
        self._sheet = Sheet(id="keys")

    def compose(self) -> ComposeResult:
        """A filter over the rows."""
        with Vertical(id="keys-box"):
            yield Input(placeholder="type to filter · ↑ ↓ scroll · esc closes", compact=True)
            yield self._sheet

    def on_mount(self) -> None:
        """Show every key."""
        box = self.query_one("#keys-box")
        box.border_title = Content("Keys")
        self._sheet.show(_rows("", self._here))
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter as a person types."""
        self._sheet.show(_rows(event.value, self._here))

    def action_scroll(self, lines: int) -> None:
        """Scroll without leaving the filter."""
        self._sheet.scroll_to(y=self._sheet.scroll_offset.y + lines, animate=False, immediate=True)


def _rows(matching: str, here: Collection[str]) -> list[Block]:
    """The actions that hold a text in their keys, words or help, under where they apply."""
    blocks: list[Block] = []
    scopes = {each.scope for each in COMMANDS if each.id in here}
    for scope in sorted(ActionScope, key=lambda each: (each not in scopes, each in scopes and each in _MOVES)):
        found = [
            each for each in COMMANDS if each.scope is scope and casefold_words(matching) in casefold_words(_said(each))
        ]
        if found:
            blocks.append(Block(Content.assemble((scope.value, "bold $primary")), gap=True))
            blocks += [_row(command) for command in found]
    return blocks or [Block(Content("No key has these words. Delete some of them."))]


def _row(command: Action) -> Block:
    twin = f"   $ {command.twin}" if command.twin else ""
    lead = Content.assemble((f"{all_keys(command):<{_KEYS}}", "bold $accent"))
    return Block(Content.assemble(command.help, (twin, "$text-muted")), indent=1, lead=lead)


def _said(command: Action) -> str:
    return f"{all_keys(command)} {command.words} {command.help} {command.twin}"
