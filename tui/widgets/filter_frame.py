"""A frame with a filter line of its own: what the panes and the chain share."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from db.errors import OnRecordError
from db.store.progress import Progress
from tui.actions.registry import ActionScope, bindings
from tui.widgets.safe_input import SafeInput

PROGRESS_SECONDS = 0.1
"""Seconds between two looks at how far a long question is."""


class FilterLine(SafeInput):
    """The line a filter is typed into."""

    BINDINGS = bindings(ActionScope.FILTER)

    class CompletionWanted(Message):
        """What is being typed is to be completed."""

    class FilterKept(Message):
        """The filter stays, and what it filters has the keys again."""

    class FilterCleared(Message):
        """The filter goes."""

    def action_keep_filter(self) -> None:
        """Keep the filter and go back to what it filters."""
        self.post_message(self.FilterKept())

    def action_clear_filter(self) -> None:
        """Clear the filter."""
        self.post_message(self.FilterCleared())

    def action_complete(self) -> None:
        """Complete what is being typed."""
        self.post_message(self.CompletionWanted())


class FilterFrame(Vertical):
    """A frame whose content can be filtered as a person types."""

    @dataclass
    class ReadFailed(Message):
        """What it shows could not be read."""

        error: OnRecordError

    @dataclass
    class RowsChanged(Message):
        """What it shows has changed with its filter."""

        frame: FilterFrame

    def __init__(self, name: str, body: Widget, *, id: str) -> None:
        super().__init__(id=id, classes="pane")
        self.body = body
        self._named = name
        self._line: FilterLine | None = None
        self._hint = Static(classes="filter-hint")
        self.asked: Progress | None = None
        """How far a long question is, while one is asked."""
        self.stopped = ""
        """Where a long question was stopped; empty where the last was answered. Safe to show."""

    @property
    def said(self) -> str:
        """What stands at the foot of the frame: how far a long question is, what it is sorted by; safe to show."""
        if self.asked is None:
            return self.stopped
        return f"looking, {self.asked.words} · esc stops" if self.asked.words else "looking · esc stops"

    def stop_asking(self) -> bool:
        """Stop a long question; what it found so far stays.

        :returns: whether one was running.
        """
        if self.asked is None:
            return False
        self.asked.stopped = True
        return True

    @property
    def matching(self) -> str:
        """The text it is filtered by; empty for no filter."""
        return self._line.value if self._line is not None else ""

    def find(self, matching: str) -> None:
        """Show what holds a text; all of it for an empty one."""
        raise NotImplementedError

    def filter_by(self, words: str) -> None:
        """Filter by some words, as if they had been typed and kept."""
        self._open_line()
        assert self._line is not None
        self._line.value = words
        self.body.focus()

    def hint(self, words: str, *, wrong: bool = False) -> None:
        """Say something of what is being typed, over its line.

        :param words: safe to show; empty for nothing.
        """
        self._hint.update(Content(words))
        self._hint.display = bool(words)
        self._hint.set_class(wrong, "-wrong")

    def ask_filter(self) -> None:
        """Open the filter line. It is made when it is first asked for: the first screen need not wait for it."""
        self._open_line()
        self.screen.set_focus(self._line)  # at once: the next key is for the line already

    def _open_line(self) -> None:
        if self._line is None:
            self._line = FilterLine(placeholder=f"filter {self._named}", compact=True)
            self.mount(self._hint, self._line)
            self.hint("")
        self._line.display = True

    def clear_filter(self) -> None:
        """Show everything again."""
        if self._line is not None:
            self._line.value = ""
            self._line.display = False
            self.hint("")

    @on(FilterLine.FilterCleared)
    def _cleared(self) -> None:
        self.clear_filter()
        self.body.focus()

    @on(FilterLine.FilterKept)
    def _kept(self) -> None:
        self.hint("")
        if not self.matching:
            self.clear_filter()
        self.body.focus()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.find(event.value)
