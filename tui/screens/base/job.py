"""Base of the screens that run a task over the whole store, with its progress; escape stops it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import ProgressBar, Static

from db.dataclass import dataclass
from db.store.progress import QueryStopped
from tui.actions.registry import ActionScope, bindings, commands
from tui.screens.base.modal import Modal
from tui.views.blocks import Block
from tui.widgets.bars import KeyBar
from tui.widgets.sheet import Sheet

T = TypeVar("T")

Step = Callable[[int, int, str], None]
"""Called in the task's thread with what is done, of how much, and words for the screen."""


class JobScreen(Modal[None]):
    """A box with fields, the progress, and the result."""

    BINDINGS = bindings(ActionScope.JOB)
    TITLE_WORDS: str
    OWN_KEYS: tuple[str, ...] = ("job.start", "job.leave")
    """Ids of the actions in its key bar."""
    OWN_SCOPES: tuple[ActionScope, ...] = (ActionScope.JOB,)
    """The scopes that they are of."""

    @dataclass
    class Progressed(Message):
        """How far the task is."""

        done: int
        of: int
        words: str

    def __init__(self) -> None:
        super().__init__()
        self.status = Static(id="job-status")
        """What is being done, or what became of it."""
        self.sheet = Sheet(id="job-result")
        """The result."""
        self._bar = ProgressBar(id="job-bar", show_eta=False)
        self._is_stopping = False
        self.is_at_work = False

    def fields(self) -> Sequence[Widget]:
        """The lines to fill in before it starts, and what belongs to them."""
        return []

    def compose(self) -> ComposeResult:
        """Fields, progress, result, keys."""
        with Vertical(id="job-box"):
            yield from self.fields()
            yield self.status
            yield self._bar
            yield self.sheet
        yield KeyBar()

    def on_mount(self) -> None:
        """Set the heading and the keys."""
        self.query_one("#job-box").border_title = Content(self.TITLE_WORDS)
        self._bar.display = self.sheet.display = False
        self.query_one(KeyBar).offered = tuple(each for each in commands(*self.OWN_SCOPES) if each.id in self.OWN_KEYS)

    def on_unmount(self) -> None:
        """Stop the task with the screen."""
        self.stop()

    @on(Progressed)
    def _progressed(self, event: Progressed) -> None:
        if self.is_at_work:
            self._bar.update(total=event.of or None, progress=event.done)
            self.say(f"{event.words} · escape stops")

    def action_leave(self) -> None:
        """Stop the task; where none runs, close."""
        if self.is_at_work:
            self.stop()
        else:
            self.dismiss()

    def action_page(self, pages: int) -> None:
        """Scroll the result."""
        self.sheet.action_page(pages)

    def action_over(self) -> None:
        """Do it although something is in the way; most tasks have nothing in their way."""

    def stop(self) -> None:
        """Let the task stop at its next step."""
        self._is_stopping = True

    async def run_in_thread(self, task: Callable[[Step], T]) -> T:
        """Run the task beside the desk, with its progress.

        :raises QueryStopped: a person stopped it.
        """
        return await self.run_task(asyncio.to_thread(task, self.step))

    async def run_task(self, task: Awaitable[T]) -> T:
        """Wait for a task that reports to :meth:`step`, with its progress.

        :raises QueryStopped: a person stopped it.
        """
        self._begin()
        try:
            return await task
        except Exception as error:
            if self._is_stopping:
                raise QueryStopped from error
            raise
        finally:
            self._end()

    def step(self, done: int, of: int, words: str) -> None:
        """Report progress from the task's thread.

        :raises QueryStopped: a person stopped it.
        """
        if self._is_stopping:
            raise QueryStopped
        self.post_message(self.Progressed(done, of, words))

    def say(self, words: str, *, wrong: bool = False) -> None:
        """Show a line.

        :param words: safe to show.
        """
        self.status.update(Content(words))
        self.status.set_class(wrong, "wrong")

    def show(self, blocks: list[Block]) -> None:
        """Show the result."""
        self.sheet.display = bool(blocks)
        self.sheet.show(blocks)

    def _begin(self) -> None:
        self._is_stopping, self.is_at_work = False, True
        self._bar.display = True
        self._bar.update(total=None, progress=0)

    def _end(self) -> None:
        self.is_at_work = False
        self._bar.display = False
