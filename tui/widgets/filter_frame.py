"""A frame whose content can be filtered: the base of the panes and of the chain."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, TypeVar, cast

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from db.dataclass import dataclass
from db.errors import OnRecordError
from db.store.id_list import Ids
from db.store.progress import Progress
from tui.actions.registry import ActionScope, bindings
from tui.widgets.safe_input import SafeInput
from tui.workers.reads import ReadWorker

PROGRESS_SECONDS = 0.1
"""How often the progress of a long read is shown, in seconds."""

F = TypeVar("F", bound=Callable[..., Coroutine[Any, Any, None]])


class FilterLine(SafeInput):
    """The input line of a filter."""

    BINDINGS = bindings(ActionScope.FILTER)

    class CompletionWanted(Message):
        """The typed text is to be completed."""

    class FilterKept(Message):
        """The filter stays, and the focus returns to the filtered list."""

    class FilterCleared(Message):
        """The filter is removed."""

    def action_keep_filter(self) -> None:
        """Keep the filter, and return to the list."""
        self.post_message(self.FilterKept())

    def action_clear_filter(self) -> None:
        """Clear the filter."""
        self.post_message(self.FilterCleared())

    def action_complete(self) -> None:
        """Complete the typed text."""
        self.post_message(self.CompletionWanted())


class FilterFrame(Vertical):
    """A frame with a filter line under its content, which is filtered while typing."""

    @dataclass
    class ReadFailed(Message):
        """The content could not be read."""

        error: OnRecordError

    @dataclass
    class RowsChanged(Message):
        """The content has changed, as after another filter."""

        frame: FilterFrame

    def __init__(self, name: str, body: Widget, *, id: str) -> None:
        super().__init__(id=id, classes="pane")
        self.body = body
        self._name_shown = name
        self._line: FilterLine | None = None
        self._hint = Static(classes="filter-hint")
        self.asked: Progress | None = None
        """The progress of a long read; None when none is running."""
        self.stopped = ""
        """Where the last long read was stopped, safe to show; empty if it was not."""

    @property
    def status(self) -> str:
        """The text in the lower edge of the frame, such as the progress of a long read; safe to show."""
        if self.asked is None:
            return self.stopped
        return f"searching, {self.asked.words} · esc stops" if self.asked.words else "searching · esc stops"

    def stop_asking(self) -> bool:
        """Stop a long read; the rows found so far stay.

        :returns: whether one was running.
        """
        if self.asked is None:
            return False
        self.asked.stopped = True
        return True

    async def ask_long(
        self, reading: ReadWorker, question: Callable[..., object], ids: Ids[Any], show_progress: Callable[[], None]
    ) -> bool:
        """Run a long read that a person can stop.

        :param question: takes a reader and ``progress``, and adds what it finds to ``ids``.
        :param show_progress: called every :data:`PROGRESS_SECONDS`.
        :returns: whether it was finished; False if it was stopped.
        :raises OnRecordError: the store can't be read.
        """
        self.asked, self.stopped = asked, _ = Progress(), ""
        task = asyncio.ensure_future(reading.ask_long(question, progress=asked))
        try:
            while not (await asyncio.wait({task}, timeout=PROGRESS_SECONDS))[0]:
                show_progress()
            if task.cancelled():
                self.stopped = f"stopped at {asked.words or f'{len(ids):,}'}"
                return False
            task.result()
            return True
        finally:
            task.cancel()
            if self.asked is asked:
                self.asked = None

    @property
    def matching(self) -> str:
        """The text of the filter; empty for none."""
        return self._line.value if self._line is not None else ""

    def find(self, matching: str) -> None:
        """Show what contains a text; everything for an empty one."""
        raise NotImplementedError

    def filter_by(self, words: str) -> None:
        """Set the filter, as if it had been typed and kept."""
        self._open_line()
        assert self._line is not None
        self._line.value = words
        self.body.focus()

    def hint(self, words: str, *, wrong: bool = False) -> None:
        """Show a hint about the typed text, above the filter line.

        :param words: safe to show; empty to hide the hint.
        :param wrong: whether it is an error.
        """
        self._hint.update(Content(words))
        self._hint.display = bool(words)
        self._hint.set_class(wrong, "-wrong")

    def ask_filter(self) -> None:
        """Open the filter line. It is created when first opened, so that the first screen need not wait for it."""
        self._open_line()
        self.screen.set_focus(self._line)  # Widget.focus comes too late: the next key belongs to the line already

    def _open_line(self) -> None:
        if self._line is None:
            self._line = FilterLine(placeholder=f"filter {self._name_shown}", compact=True)
            self.mount(self._hint, self._line)
            self.hint("")
        self._line.display = True

    def clear_filter(self) -> None:
        """Remove the filter, and hide its line."""
        if self._line is not None:
            self._line.value = ""
            self._line.display = False
            self.hint("")

    @on(FilterLine.FilterCleared)
    def _clear_and_leave(self) -> None:
        self.clear_filter()
        self.body.focus()

    @on(FilterLine.FilterKept)
    def _keep_and_leave(self) -> None:
        self.hint("")
        if not self.matching:
            self.clear_filter()
        self.body.focus()

    @on(Input.Changed)
    def _find_typed(self, event: Input.Changed) -> None:
        event.stop()
        self.find(event.value)


def posts_errors(act: F) -> F:
    """Let an error end a coroutine of a :class:`FilterFrame` with :class:`FilterFrame.ReadFailed`."""

    @wraps(act)
    async def run(frame: FilterFrame, *args: Any, **named: Any) -> None:
        try:
            await act(frame, *args, **named)
        except OnRecordError as error:
            frame.post_message(frame.ReadFailed(error))

    return cast(F, run)
