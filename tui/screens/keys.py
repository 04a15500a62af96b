"""Every key, with what it does and its twin on the command line; type to filter them."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from db.clean import folded
from tui.blocks import Block
from tui.commands import COMMANDS, Command, Scope, all_keys, bindings
from tui.widgets.sheet import Sheet

_KEYS = 16
"""Cells for the keys of a row."""


class KeysScreen(ModalScreen[None]):
    """The help: a filter, and a row for each action."""

    BINDINGS = bindings(Scope.KEYS)

    def __init__(self) -> None:
        super().__init__()
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
        self._sheet.show(_rows(""))
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter as a person types."""
        self._sheet.show(_rows(event.value))

    def action_scroll(self, lines: int) -> None:
        """Scroll without leaving the filter."""
        self._sheet.scroll_to(y=self._sheet.scroll_offset.y + lines, animate=False, immediate=True)


def _rows(matching: str) -> list[Block]:
    """The actions that hold a text in their keys, words or help, under where they apply."""
    blocks: list[Block] = []
    for scope in Scope:
        found = [each for each in COMMANDS if each.scope is scope and folded(matching) in folded(_said(each))]
        if found:
            blocks.append(Block(Content.assemble((scope.value, "bold $primary")), gap=True))
            blocks += [_row(command) for command in found]
    return blocks or [Block(Content("No key has these words. Delete some of them."))]


def _row(command: Command) -> Block:
    twin = f"   $ {command.twin}" if command.twin else ""
    lead = Content.assemble((f"{all_keys(command):<{_KEYS}}", "bold $accent"))
    return Block(Content.assemble(command.help, (twin, "$text-muted")), indent=1, lead=lead)


def _said(command: Command) -> str:
    return f"{all_keys(command)} {command.words} {command.help} {command.twin}"
