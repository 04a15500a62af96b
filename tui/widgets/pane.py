"""A pane of the desk: a framed list with a filter line of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input

from db.errors import OnRecordError
from db.reader import Reader
from tui.commands import Scope, bindings
from tui.reading import Reading
from tui.things import ThingKind
from tui.widgets.listing import Draw, Fetch, Listing

T = TypeVar("T")

Find = Callable[[Reader, str], list[int]]
"""Ids of the rows that hold a text, in order; all of them for an empty text."""


@dataclass(frozen=True, slots=True)
class Subject(Generic[T]):
    """What a pane lists: how its rows are found, read and drawn."""

    kind: ThingKind
    number: int
    """The key that goes to it."""
    title: str
    find: Find
    fetch: Fetch[T]
    draw: Draw[T]
    lines: int
    nothing: str
    """What it says when it has no rows."""


class FilterLine(Input):
    """The line a filter is typed into."""

    BINDINGS = bindings(Scope.FILTER)

    class Kept(Message):
        """The filter stays, the rows have the keys again."""

    class Cleared(Message):
        """The filter goes."""

    def action_keep_filter(self) -> None:
        """Keep the filter and go back to the rows."""
        self.post_message(self.Kept())

    def action_clear_filter(self) -> None:
        """Clear the filter."""
        self.post_message(self.Cleared())


class Pane(Vertical, Generic[T]):
    """A framed list of one kind of thing."""

    lit: reactive[Mapping[Any, str]] = reactive({}, always_update=True)
    """Ids of rows that light up, each with the word that says why."""

    @dataclass
    class Failed(Message):
        """The rows could not be read."""

        error: OnRecordError

    def __init__(self, reading: Reading, subject: Subject[T], *, at_once: bool) -> None:
        super().__init__(id=f"pane-{subject.kind}", classes="pane")
        self.subject = subject
        self._reading = reading
        self._at_once = at_once
        self._total: int | None = None
        self.listing: Listing[T] = Listing(
            reading, subject.fetch, subject.draw, lines=subject.lines, id=f"list-{subject.kind}"
        )
        self.listing.tooltip = None
        self._filter = FilterLine(placeholder=f"filter {subject.title.lower()}", compact=True)

    def compose(self) -> ComposeResult:
        """A list, and under it the filter line when it is asked for."""
        yield self.listing
        yield self._filter

    def on_mount(self) -> None:
        """Read the rows: of a small case before the screen is first drawn, of a large one after."""
        self._filter.display = False
        if not self._at_once:
            self._find("")
            return
        ids = self._reading.at_once(self.subject.find, "")
        self._total = len(ids)
        self.listing.show(ids, at_once=True)
        self._retitle()

    @property
    def matching(self) -> str:
        """The text the rows are filtered by."""
        return self._filter.value

    @property
    def heading(self) -> str:
        """Number, name and count, as its frame or its tab shows them."""
        name = f"{self.subject.number} {self.subject.title}"
        if self._total is None:
            return f"{name} · …"
        shown = f"{len(self.listing.ids):,} of " if self.matching else ""
        return f"{name} · {shown}{self._total:,}"

    def watch_lit(self) -> None:
        """Hand the lit rows to the list, and bring the first of them into sight."""
        self.listing.lit = self.lit

    def follow(self) -> None:
        """Put the cursor on the first row that is lit."""
        first = next((id for id in self.lit if id in self.listing.ids), None)
        if first is not None:
            self.listing.go_to(first)

    def ask_filter(self) -> None:
        """Open the filter line."""
        self._filter.display = True
        self._filter.focus()

    def clear_filter(self) -> bool:
        """Show every row again.

        :returns: whether there was a filter.
        """
        had = self._filter.display
        self._filter.value = ""
        self._filter.display = False
        return had

    @on(FilterLine.Cleared)
    def _cleared(self) -> None:
        self.clear_filter()
        self.listing.focus()

    @on(FilterLine.Kept)
    def _kept(self) -> None:
        self._filter.display = bool(self.matching)
        self.listing.focus()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._find(event.value)

    @work(exclusive=True, group="find")
    async def _find(self, matching: str) -> None:
        try:
            ids = await self._reading.ask(f"find-{self.subject.kind}", self.subject.find, matching)
        except asyncio.CancelledError:
            raise
        except OnRecordError as error:
            self.post_message(self.Failed(error))
            return
        if not matching:
            self._total = len(ids)
        self.listing.show(ids)
        self._retitle()

    def _retitle(self) -> None:
        self.border_title = Content(self.heading)
        self.border_subtitle = Content("" if self.listing.ids else self.subject.nothing)
        self.screen.query("TabRow").refresh()
