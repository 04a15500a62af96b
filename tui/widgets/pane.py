"""A pane of the desk: a framed list with a filter line of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, Generic, Protocol, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import reactive

from db.errors import OnRecordError
from db.journal.watch import ListColumns, can_change_list, newest_entry_number
from db.store.id_list import Ids
from db.store.progress import Progress
from db.store.reader import Reader
from tui.text.safe import line
from tui.text.targets import ThingKind
from tui.widgets.filter_frame import PROGRESS_SECONDS, FilterFrame, FilterLine
from tui.widgets.listing import PAGE_ROWS as FIRST
from tui.widgets.listing import Listing
from tui.widgets.row_errors import DrawRow, FetchRows
from tui.workers.reads import ReadWorker

T = TypeVar("T")

FindRows = Callable[..., Ids[Any]]
"""Ids of the rows that hold a text, in order; all of them for an empty text: ``find(record, matching)``, with ``most``
for how many, ``into`` for where they go as they come, and ``progress``."""

SortRows = Callable[..., Ids[Any]]
"""The same ids in another order: ``arrange(record, ids, order)``, with ``into`` and ``progress``."""


class FilterLanguage(Protocol):
    """What understands a filter."""

    def problem(self, typed: str) -> str:
        """What keeps a filter from being asked, safe to show; empty for nothing."""

    def offered(self, record: Reader, typed: str) -> tuple[str, str]:
        """What may stand where a person is typing, safe to show; and the whole filter with the first of it put in."""

    @property
    def noted(self) -> str:
        """What is to be known of what was found last, safe to show."""


COUNT_CAP = 10_000
"""Rows beyond which a count that goes on reads ">10,000"."""


@dataclass(frozen=True, slots=True)
class PaneSubject(Generic[T]):
    """What a pane lists: how its rows are found, read and drawn."""

    kind: ThingKind
    number: int
    """The key that goes to it."""
    title: str
    find: FindRows
    fetch: FetchRows[T]
    draw: DrawRow[T]
    lines: int
    rests_on: ListColumns
    """The tables that say which rows there are; a change of others only changes what the rows say."""
    arrange: SortRows | None = None
    """Puts them into another order than their own."""
    marks: bool = False
    """Whether its rows can be marked for a batch."""
    asks: FilterLanguage | None = None
    """Understands what is typed into its filter as words such as ``status:new``; None where it is text alone."""


class Pane(FilterFrame, Generic[T]):
    """A framed list of one kind of thing."""

    lit: reactive[Mapping[Any, str]] = reactive({}, repaint=False)
    """Ids of rows that light up, each with the word that says why."""

    def __init__(self, reading: ReadWorker, subject: PaneSubject[T], *, at_once: bool) -> None:
        self.listing: Listing[T] = Listing(
            reading,
            subject.fetch,
            subject.draw,
            lines=subject.lines,
            id=f"list-{subject.kind}",
            of=subject.kind.rows,
            marks=subject.marks,
        )
        super().__init__(subject.title.lower(), self.listing, id=f"pane-{subject.kind}")
        self.subject = subject
        self._reading = reading
        self._at_once = at_once
        self._total: int | None = None
        self._titled = ("", "")
        self._read_at: int | None = None
        self._completed = ""
        self.order = ""
        """What it is sorted by, where that is not its own order."""
        self._order_word = ""
        self._sorted = ("", "")

    def compose(self) -> ComposeResult:
        """A list; the filter line comes under it when it is asked for."""
        yield self.listing

    def on_mount(self) -> None:
        """Read the rows before the screen is first drawn: of a small case all, of a large one the first; then the rest.

        What is read at once is bounded: the first page is found by walking along an index.
        """
        most = -1 if self._at_once else FIRST
        ids = self._reading.at_once(self.subject.find, "", most=most)
        if self._at_once or len(ids) < FIRST:
            self._total = len(ids)
            self._read_at = self._reading.at_once(newest_entry_number)
        self.listing.show(ids, nothing=self._nothing(""), at_once=True)
        if self._total is None:
            self.call_after_refresh(self.find, "")  # the first rows are drawn before anything else is read
        self._retitle()

    @property
    def heading(self) -> str:
        """Number, name and count, as its frame or its tab shows them; a count that goes on is capped."""
        name = f"{self.subject.number} {self.subject.title}"
        marked = f" · ■ {len(self.marked):,} marked" if self.marked else ""
        goes_on = self.asked is not None and len(self.listing.ids) > COUNT_CAP
        found = f">{COUNT_CAP:,}" if goes_on else f"{self.listing.count:,}"
        if self.matching:
            of = f" of {self._total:,}" if self._total is not None else ""
            return f"{name} · {found}{of}{marked}"
        if self._total is None:
            return f"{name} · {found if goes_on or self.stopped else '…'}{marked}"
        return f"{name} · {self._total:,}{marked}"

    @property
    def total(self) -> int | None:
        """Rows there are without a filter; None while they are being counted."""
        return self._total

    @property
    def marked(self) -> tuple[int, ...]:
        """Ids of the rows marked for a batch, but for those a filter hides: no key is about what is unseen."""
        return tuple(id for id in self.listing.marked if id in self.listing.ids)

    def unmark(self) -> None:
        """Mark no row."""
        self.listing.marked = {}

    @on(Listing.MarksChanged)
    def _marked(self) -> None:
        """Say how many are marked."""
        self._retitle()

    @property
    def said(self) -> str:
        """How far a long question is, and what it is sorted by."""
        noted = self.subject.asks.noted if self.subject.asks is not None and self.matching else ""
        return " · ".join(each for each in (super().said, noted, self._order_word) if each)

    def watch_lit(self) -> None:
        """Hand the lit rows to the list."""
        self.listing.lit = self.lit

    def follow(self) -> None:
        """Put the cursor on the first row that is lit."""
        first = next((id for id in islice(self.lit, FIRST) if id in self.listing.ids), None)
        if first is not None:
            self.listing.go_to(first)

    def find(self, matching: str) -> None:
        """Show the rows that hold a text; all for an empty one. What can't be asked is said, and changes none."""
        asks = self.subject.asks
        problem = asks.problem(matching) if asks is not None else ""
        self.hint(f"✗ {problem}" if problem else "", wrong=bool(problem))
        if asks is not None:
            self._offer(matching, problem)
        if not problem:
            self._find(matching)

    @work(exclusive=True, group="offer")
    async def _offer(self, typed: str, problem: str) -> None:
        """Say what may stand where a person is typing."""
        assert self.subject.asks is not None
        try:
            words, self._completed = await self._reading.ask(f"offer-{self.id}", _read_offers, self.subject.asks, typed)
        except OnRecordError:
            return  # finding says what is the matter
        if words and not problem and typed == self.matching and self._line is not None and self._line.has_focus:
            self.hint(words)

    @on(FilterLine.CompletionWanted)
    def _complete(self) -> None:
        """Put in the first of what may stand there."""
        if self._line is not None and self._completed and self._completed != self._line.value:
            self._line.value = self._completed
            self._line.cursor_position = len(self._completed)

    def sort(self, order: str, word: str) -> None:
        """Put the rows into an order.

        :param order: one that the subject can be arranged by; empty for its own.
        :param word: what it is called; safe to show.
        """
        self.order, self._order_word = order, word
        self._find(self.matching)

    @work(exclusive=True, group="again")
    async def read_again(self, came: int | None) -> None:
        """Read the rows anew, with the cursor where it is; which rows there are only where that may have changed.

        :param came: the id of a row that is new, to put the cursor on where the pane has the keys.
        """
        try:
            is_plain = not (self.matching or self.order)
            if is_plain and self._read_at is not None:
                asked = self._reading.ask(f"since-{self.id}", can_change_list, self._read_at, self.subject.rests_on)
                if not await asked:
                    await self.listing.renew(self.listing.ids, nothing=self._nothing(""))
                    if came is not None and self.listing.has_focus:
                        self.listing.go_to(came)
                    return
        except OnRecordError as error:
            self.post_message(self.ReadFailed(error))
            return
        self._find_anew(self.matching, came)

    @work(exclusive=True, group="find")
    async def _find_anew(self, matching: str, came: int | None) -> None:
        """What is listed stays until all of what takes its place is there."""
        ids: Ids[int] = Ids()
        try:
            if not await self._found(matching, ids):
                return
            if matching:
                self._total = len(await self._reading.ask_long(self.subject.find, "", progress=Progress()))
            await self.listing.renew(ids, nothing=self._nothing(matching))
        except OnRecordError as error:
            self.post_message(self.ReadFailed(error))
            return
        self._total = self._total if matching else len(ids)
        if came is not None and self.listing.has_focus:
            self.listing.go_to(came)
        self._retitle()
        self.post_message(self.RowsChanged(self))

    @work(exclusive=True, group="find")
    async def _find(self, matching: str) -> None:
        """The first that are found show at once, the rest as they come; what a person stops keeps what came."""
        ids: Ids[int] = Ids()
        kept = self.listing.selected
        try:
            is_whole = await self._found(matching, ids, streaming=True)
        except OnRecordError as error:
            self.post_message(self.ReadFailed(error))
            return
        if not is_whole and not ids:
            self.order, self._order_word = self._sorted
            self._retitle()
            return
        self._sorted = self.order, self._order_word
        if self.listing.ids is not ids:
            self.listing.show(ids, nothing=self._nothing(matching))
        else:
            self.listing.grown(whole=True)
            if kept is not None and self.listing.cursor == 0:
                self.listing.go_to(kept)
        if is_whole and not matching:
            self._total = len(ids)
        self._retitle()
        self.post_message(self.RowsChanged(self))

    async def _found(self, matching: str, ids: Ids[int], *, streaming: bool = False) -> bool:
        """Find ids, and say how far it is.

        :param streaming: show those that came so far.
        :returns: whether all of them are there; a person may have stopped it.
        """
        self.asked, self.stopped = asked, _ = Progress(), ""
        since: list[int] = []
        task = asyncio.ensure_future(
            self._reading.ask_long(partial(_find_rows, self.subject, matching, self.order, ids, since), progress=asked)
        )
        try:
            while not (await asyncio.wait({task}, timeout=PROGRESS_SECONDS))[0]:
                if streaming:
                    self._show_so_far(matching, ids)
                    self._read_at = since[0] if since else None
                self._retitle()
            if task.cancelled():
                self.stopped = f"stopped at {asked.words or f'{len(ids):,}'}"
                self._read_at = None
                return False
            task.result()
            self._read_at = since[0]
            return True
        finally:
            task.cancel()
            if self.asked is asked:
                self.asked = None

    def _show_so_far(self, matching: str, ids: Ids[int]) -> None:
        if self.listing.ids is ids:
            self.listing.grown()
        elif len(ids) >= FIRST:
            self.listing.show(ids, nothing=self._nothing(matching))

    def _nothing(self, matching: str) -> str:
        """What to say where no row is left."""
        return f"no {self.subject.kind} holds “{line(matching)}”" if matching else f"no {self.subject.kind} on record"

    def _retitle(self) -> None:
        heading, said = self.heading, self.said
        if (heading, said) != self._titled:
            self._titled = heading, said
            self.border_title, self.border_subtitle = Content(heading), Content(said)


def _read_offers(record: Reader, asks: FilterLanguage, typed: str) -> tuple[str, str]:
    return asks.offered(record, typed)


def _find_rows(
    subject: PaneSubject[Any],
    matching: str,
    order: str,
    into: Ids[Any],
    since: list[int],
    record: Reader,
    progress: Progress,
) -> None:
    """Find ids, and put them into an order where one is asked for. What was done to the record before is in them."""
    since.append(newest_entry_number(record))
    if order and subject.arrange is not None:
        found = subject.find(record, matching, progress=progress)
        subject.arrange(record, found, order, into=into, progress=progress)
    else:
        subject.find(record, matching, into=into, progress=progress)
    into.note_places()
