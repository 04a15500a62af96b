"""The history of changes: what was done, by whom and when, the newest first."""

from __future__ import annotations

from textual import on
from textual.content import Content

from db.journal.log import JournaledAction, history
from tui.actions.registry import ActionScope, bindings
from tui.screens.base.list import ListScreen
from tui.text import wording
from tui.text.safe import line
from tui.text.styles import DIM
from tui.text.targets import Thing, ThingKind
from tui.views.blocks import Block
from tui.views.parts import text_block
from tui.widgets.sheet import Sheet
from tui.workers.reads import ReadWorker
from tui.workers.writes import WriteWorker

MOST = 200
"""Actions that are read at first; each step back reads as many again."""


class HistoryScreen(ListScreen):
    """The actions of the journal."""

    BINDINGS = bindings(ActionScope.HISTORY, ActionScope.RECORD)
    HERE = (ActionScope.HISTORY, ActionScope.RECORD)

    def __init__(self, reading: ReadWorker, writing: WriteWorker) -> None:
        super().__init__(reading, writing, name="history")
        self._most = MOST

    @property
    def heading(self) -> str:
        """The heading."""
        return "history · every change, the newest first"

    async def read_list(self) -> tuple[list[Block], str]:
        """Read the newest actions."""
        found = await self._reading.ask("history", history, most=self._most + 1)
        blocks = [_action_block(each) for each in found[: self._most]]
        if len(found) > self._most:
            blocks.append(text_block("… and more: enter reads on", target=Thing(ThingKind.MORE, 0)))
        more = "+" if len(found) > self._most else ""
        return blocks or [text_block("Nothing has been done yet.")], f"{len(found[: self._most]):,}{more} actions"

    @on(Sheet.BlockOpened)
    def _opened(self, event: Sheet.BlockOpened) -> None:
        if event.target.kind is ThingKind.MORE:
            self._most += MOST
            self.load()


def _action_block(done: JournaledAction) -> Block:
    undone = " · undone" if done.is_undone else ""
    when, who = done.at.replace("T", " ").removesuffix("Z"), line(done.who)
    return Block(
        Content.assemble(
            (f"{line(when)} UTC ", DIM),
            (f" {who} ", "bold $accent"),
            (f" {line(done.words)}", DIM if done.is_undone else ""),
            (f"   {wording.pluralize(done.rows, 'row')}{undone}", DIM),
        ),
        citation=f"{done.words} ({done.who}, {done.at}{', undone' if done.is_undone else ''})",
    )
