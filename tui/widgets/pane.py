"""A pane of the desk: a framed list with a filter line of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import reactive

from db.errors import OnRecordError
from db.reader import Reader
from tui.reading import Reading
from tui.text import line
from tui.things import ThingKind
from tui.widgets.filtered import Filtered
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
    marks: bool = False
    """Whether its rows can be marked for a batch."""


class Pane(Filtered, Generic[T]):
    """A framed list of one kind of thing."""

    lit: reactive[Mapping[Any, str]] = reactive({}, repaint=False)
    """Ids of rows that light up, each with the word that says why."""

    def __init__(self, reading: Reading, subject: Subject[T], *, at_once: bool) -> None:
        self.listing: Listing[T] = Listing(
            reading, subject.fetch, subject.draw, lines=subject.lines, id=f"list-{subject.kind}", marks=subject.marks
        )
        super().__init__(subject.title.lower(), self.listing, id=f"pane-{subject.kind}")
        self.subject = subject
        self._reading = reading
        self._at_once = at_once
        self._total: int | None = None

    def compose(self) -> ComposeResult:
        """A list; the filter line comes under it when it is asked for."""
        yield self.listing

    def on_mount(self) -> None:
        """Read the rows: of a small case before the screen is first drawn, of a large one after."""
        if not self._at_once:
            self.find("")
            return
        ids = self._reading.at_once(self.subject.find, "")
        self._total = len(ids)
        self.listing.show(ids, nothing=self._nothing(""), at_once=True)
        self._retitle()

    @property
    def heading(self) -> str:
        """Number, name and count, as its frame or its tab shows them."""
        name = f"{self.subject.number} {self.subject.title}"
        if self._total is None:
            return f"{name} · …"
        shown = f"{len(self.listing.ids):,} of " if self.matching else ""
        marked = f" · ■ {len(self.marked):,} marked" if self.marked else ""
        return f"{name} · {shown}{self._total:,}{marked}"

    @property
    def marked(self) -> tuple[int, ...]:
        """Ids of the rows that are marked for a batch."""
        return tuple(self.listing.marked)

    def unmark(self) -> None:
        """Mark no row."""
        self.listing.marked = {}

    @on(Listing.Marked)
    def _marked(self) -> None:
        """Say how many are marked."""
        self._retitle()

    def watch_lit(self) -> None:
        """Hand the lit rows to the list."""
        self.listing.lit = self.lit

    def follow(self) -> None:
        """Put the cursor on the first row that is lit."""
        first = next((id for id in self.lit if id in self.listing.ids), None)
        if first is not None:
            self.listing.go_to(first)

    def find(self, matching: str) -> None:
        """Show the rows that hold a text; all of them for an empty one."""
        self._find(matching)

    @work(exclusive=True, group="find")
    async def read_again(self, came: int | None) -> None:
        """Read the rows anew, with the cursor where it is.

        :param came: the id of a row that is new, to put the cursor on where the pane has the keys.
        """
        matching = self.matching
        try:
            ids = await self._reading.ask(f"find-{self.subject.kind}", self.subject.find, matching)
            total = len(await self._reading.ask(f"count-{self.subject.kind}", self.subject.find, "")) if matching else 0
            await self.listing.renew(ids, nothing=self._nothing(matching))
        except OnRecordError as error:
            self.post_message(self.Failed(error))
            return
        self._total = total or len(ids)
        self._keep_marks(ids)
        if came is not None and self.listing.has_focus:
            self.listing.go_to(came)
        self._retitle()
        self.post_message(self.Found(self))

    @work(exclusive=True, group="find")
    async def _find(self, matching: str) -> None:
        try:
            ids = await self._reading.ask(f"find-{self.subject.kind}", self.subject.find, matching)
        except OnRecordError as error:
            self.post_message(self.Failed(error))
            return
        if not matching:
            self._total = len(ids)
        self.listing.show(ids, nothing=self._nothing(matching))
        self._keep_marks(ids)
        self._retitle()
        self.post_message(self.Found(self))

    def _keep_marks(self, ids: list[int]) -> None:
        """Unmark what is out of the list: no key is about what one doesn't see."""
        if self.marked:
            there = set(ids)
            self.listing.marked = {id: None for id in self.marked if id in there}

    def _nothing(self, matching: str) -> str:
        """What to say where no row is left."""
        return f"no {self.subject.kind} holds “{line(matching)}”" if matching else f"no {self.subject.kind} on record"

    def _retitle(self) -> None:
        self.border_title = Content(self.heading)
