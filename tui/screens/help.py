"""The help: all keys, those of the screen below first, and the same action on the command line."""

from __future__ import annotations

from collections.abc import Collection

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from db.text.normalize import casefold_words
from tui.actions.registry import COMMANDS, Action, ActionScope, all_key_labels, bindings
from tui.screens.base.modal import Modal
from tui.views.blocks import Block
from tui.widgets.sheet import Sheet

_KEYS = 16
"""Cells of the column of keys."""

_MOVES = (
    ActionScope.LIST,
    ActionScope.MARK,
    ActionScope.SHEET,
    ActionScope.DRAWING,
    ActionScope.RECORD,
    ActionScope.EVERYWHERE,
)
"""Scopes that many screens share: a screen's own keys are listed above them."""


class HelpScreen(Modal[None]):
    """A filter, and a row for each action."""

    BINDINGS = bindings(ActionScope.KEYS)

    def __init__(self, here: Collection[str] = ()) -> None:
        """Take the actions of the screen below.

        :param here: their ids: they come first.
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
        """Show all keys."""
        box = self.query_one("#keys-box")
        box.border_title = Content("Keys")
        self._sheet.show(_action_blocks("", self._here))
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter."""
        self._sheet.show(_action_blocks(event.value, self._here))

    def action_scroll(self, lines: int) -> None:
        """Scroll without leaving the filter."""
        self._sheet.scroll_to(y=self._sheet.scroll_offset.y + lines, animate=False, immediate=True)


def _action_blocks(matching: str, here: Collection[str]) -> list[Block]:
    """Blocks of the actions that contain a text, by scope."""
    blocks: list[Block] = []
    scopes = {each.scope for each in COMMANDS if each.id in here}
    for scope in sorted(ActionScope, key=lambda each: (each not in scopes, each in scopes and each in _MOVES)):
        found = [
            each
            for each in COMMANDS
            if each.scope is scope and casefold_words(matching) in casefold_words(_searched_text(each))
        ]
        if found:
            blocks.append(Block(Content.assemble((scope.value, "bold $primary")), gap=True))
            blocks += [_draw_action(command) for command in found]
    return blocks or [Block(Content("No key has these words. Delete some of them."))]


def _draw_action(command: Action) -> Block:
    twin = f"   $ {command.twin}" if command.twin else ""
    lead = Content.assemble((f"{all_key_labels(command):<{_KEYS}}", "bold $accent"))
    return Block(Content.assemble(command.help, (twin, "$text-muted")), indent=1, lead=lead)


def _searched_text(command: Action) -> str:
    return f"{all_key_labels(command)} {command.words} {command.help} {command.twin}"
