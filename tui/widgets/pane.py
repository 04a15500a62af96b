"""A pane of the desk: a framed list with a filter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from itertools import islice
from typing import Any, Generic, Protocol, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import reactive

from db.dataclass import dataclass
from db.errors import OnRecordError
from db.journal.watch import ListColumns, can_change_list, newest_entry_number
from db.store.id_list import Ids
from db.store.progress import Progress
from db.store.reader import Reader
from tui.system.first_drawing import draw_then
from tui.text.marks import Mark
from tui.text.safe import line
from tui.text.targets import ThingKind
from tui.widgets.filter_frame import FilterFrame, FilterLine, posts_errors
from tui.widgets.listing import PAGE_ROWS as FIRST
from tui.widgets.listing import Listing
from tui.widgets.row_errors import DrawRow, FetchRows
from tui.workers.reads import ReadWorker

T = TypeVar("T")

FindRows = Callable[..., Ids[Any]]
"""Finds the ids of the rows that contain a text, in order, or all ids for an empty text: ``find(record, matching)``,
with ``most`` for a limit, ``into`` for the list to extend while reading, and ``progress``."""

SortRows = Callable[..., Ids[Any]]
"""Sorts ids: ``arrange(record, ids, order)``, with ``into`` and ``progress`` as in :data:`FindRows`."""


class FilterLanguage(Protocol):
    """The language of a filter, with words such as ``status:new``."""

    def problem(self, typed: str) -> str:
        """The error of a filter, safe to show; empty for a valid one."""

    def offered(self, record: Reader, typed: str) -> tuple[str, str]:
        """Completions for the word being typed, safe to show; and the whole filter with the first one filled in."""

    @property
    def noted(self) -> str:
        """A note about the rows found last, safe to show; may be empty."""


COUNT_CAP = 10_000
"""The number of rows from which an unfinished count reads ">10,000"."""


@dataclass(frozen=True, slots=True)
class PaneSubject(Generic[T]):
    """What a pane lists, and how to find, read and draw its rows."""

    kind: ThingKind
    number: int
    """The number key that focuses the pane."""
    title: str
    find: FindRows
    fetch: FetchRows[T]
    draw: DrawRow[T]
    """Draws a line of a row in the default order, where a part follows what it is a part of."""
    lines: int
    rests_on: ListColumns
    """The columns that decide which rows are listed. Other changes only change how rows look."""
    arrange: SortRows | None = None
    """Sorts the rows by another order."""
    draw_alone: DrawRow[T] | None = None
    """Draws a line of a row in another order or under a filter; None where it looks the same."""
    marks: bool = False
    """Whether rows can be marked for a batch."""
    asks: FilterLanguage | None = None
    """The language of the filter; None for plain text."""
    note: str = ""
    """Explains the rows at the foot of the frame, where nothing else stands there."""


class Pane(FilterFrame, Generic[T]):
    """A framed list of one kind of thing."""

    lit: reactive[Mapping[Any, str]] = reactive({}, repaint=False)
    """Ids of lit rows, each with the word that says why."""

    def __init__(self, reading: ReadWorker, subject: PaneSubject[T], *, at_once: bool) -> None:
        self.listing: Listing[T] = Listing(
            reading,
            subject.fetch,
            self._draw_line,
            lines=subject.lines,
            id=f"list-{subject.kind}",
            of=subject.kind.rows,
            marks=subject.marks,
        )
        self.listing.leads = False
        super().__init__(subject.title.lower(), self.listing, id=f"pane-{subject.kind}")
        self.subject = subject
        self._reading = reading
        self._at_once = at_once
        self._total: int | None = None
        self._titled = ("", "")
        self._read_at: int | None = None
        self._completed = ""
        self._wanted: int | None = None
        """The row to go to once it is read."""
        self.order = ""
        """The order it is sorted by; empty for the default."""
        self._order_word = ""
        self._sorted = ("", "")

    def compose(self) -> ComposeResult:
        """The list. The filter line is mounted when it is first opened."""
        yield self.listing

    def on_mount(self) -> None:
        """Read the rows before the screen is first drawn: of a small case all, of a large one the first page.

        Reading the first page takes bounded time, since it walks along an index.
        """
        most = -1 if self._at_once else FIRST
        ids = self._reading.at_once(self.subject.find, "", most=most)
        if self._at_once or len(ids) < FIRST:
            self._total = len(ids)
            self._read_at = self._reading.at_once(newest_entry_number)
        self.listing.show(ids, nothing=self._nothing(""), at_once=True)
        if self._total is None:
            draw_then(self, self.find, "")  # draw the first rows before reading the rest
        self._retitle()

    @property
    def heading(self) -> str:
        """Number, name, count and order, as in its frame or its tab. A large count is capped while it is unfinished."""
        name = f"{self.subject.number} {self.subject.title}"
        order = f" · {Mark.SORTED} {self._order_word}" if self._order_word else ""
        marked = f" · {Mark.MARKED} {len(self.marked):,} marked" if self.marked else ""
        is_capped = self.asked is not None and len(self.listing.ids) > COUNT_CAP
        found = f">{COUNT_CAP:,}" if is_capped else f"{self.listing.count:,}"
        if self.matching:
            of = f" of {self._total:,}" if self._total is not None else ""
            return f"{name} · {found}{of}{order}{marked}"
        if self._total is None:
            return f"{name} · {found if is_capped or self.stopped else '…'}{order}{marked}"
        return f"{name} · {self._total:,}{order}{marked}"

    def _draw_line(self, record: T, part: int, width: int, lit: str) -> Content:
        """Draw a line of a row."""
        alone = self.subject.draw_alone if self.order or self.matching else None
        return (alone or self.subject.draw)(record, part, width, lit)

    @property
    def total(self) -> int | None:
        """The number of rows without a filter; None while they are being counted."""
        return self._total

    @property
    def marked(self) -> tuple[int, ...]:
        """Ids of the rows marked for a batch, without those that the filter hides: no key acts on hidden rows."""
        return tuple(id for id in self.listing.marked if id in self.listing.ids)

    def unmark(self) -> None:
        """Remove all marks."""
        self.listing.marked = {}

    @on(Listing.MarksChanged)
    def _show_marks(self) -> None:
        self._retitle()

    @property
    def status(self) -> str:
        """The progress of a long read, and the note of the filter."""
        noted = self.subject.asks.noted if self.subject.asks is not None and self.matching else ""
        return " · ".join(each for each in (super().status, noted) if each)

    def watch_lit(self) -> None:
        """Pass the lit rows on to the list."""
        self.listing.lit = self.lit

    def follow(self) -> None:
        """Put the cursor on the first lit row."""
        first = next((id for id in islice(self.lit, FIRST) if id in self.listing.ids), None)
        if first is not None:
            self.listing.go_to(first)

    def find(self, matching: str) -> None:
        """Show the rows that match a filter; all for an empty one. An invalid filter only shows its error."""
        asks = self.subject.asks
        problem = asks.problem(matching) if asks is not None else ""
        self.hint(f"{Mark.WRONG} {problem}" if problem else "", wrong=bool(problem))
        if asks is not None:
            self._offer(matching, problem)
        if not problem:
            self._find(matching)

    @work(exclusive=True, group="offer")
    async def _offer(self, typed: str, problem: str) -> None:
        """Offer completions for the word being typed."""
        assert self.subject.asks is not None
        try:
            words, self._completed = await self._reading.ask(f"offer-{self.id}", _read_offers, self.subject.asks, typed)
        except OnRecordError:
            return  # the search itself reports the error
        if words and not problem and typed == self.matching and self._line is not None and self._line.has_focus:
            self.hint(words)

    @on(FilterLine.CompletionWanted)
    def _complete(self) -> None:
        """Fill in the first completion."""
        if self._line is not None and self._completed and self._completed != self._line.value:
            self._line.value = self._completed
            self._line.cursor_position = len(self._completed)

    def sort(self, order: str, word: str) -> None:
        """Sort the rows.

        :param order: an order of the subject's ``arrange``; empty for the default.
        :param word: its name, safe to show.
        """
        self.order, self._order_word = order, word
        self._find(self.matching)

    @work(exclusive=True, group="again")
    @posts_errors
    async def read_again(self, came: int | None) -> None:
        """Refresh the rows; the cursor stays. The ids are read again only where the list may have changed.

        :param came: the id of a new row, to put the cursor on if the pane has the focus.
        """
        is_plain = not (self.matching or self.order)
        if is_plain and self._read_at is not None:
            asked = self._reading.ask(f"since-{self.id}", can_change_list, self._read_at, self.subject.rests_on)
            if not await asked:
                await self.listing.reload(self.listing.ids, nothing=self._nothing(""))
                self._go_to_new(came)
                return
        self._find_anew(self.matching, came)

    @work(exclusive=True, group="find")
    @posts_errors
    async def _find_anew(self, matching: str, came: int | None) -> None:
        """Find the rows again, and replace the list only when all are read."""
        ids: Ids[int] = Ids()
        if not await self._read_ids(matching, ids):
            return
        if matching:
            self._total = len(await self._reading.ask_long(self.subject.find, "", progress=Progress()))
        await self.listing.reload(ids, nothing=self._nothing(matching))
        self._total = self._total if matching else len(ids)
        self._go_to_new(came)
        self._retitle()
        self.post_message(self.RowsChanged(self))

    def show_row(self, id: int) -> None:
        """Put the cursor on a row, once it is read; a filter that hides it is cleared."""
        self._wanted = id
        self.read_again(id)

    def _go_to_new(self, came: int | None) -> None:
        if came is not None and self.listing.has_focus:
            self.listing.go_to(came)
        self._go_to_wanted()

    def _go_to_wanted(self) -> None:
        """Go to the row that :meth:`show_row` asked for."""
        if self._wanted is None:
            return
        if self._wanted in self.listing.ids:
            self.listing.go_to(self._wanted)
        elif self.matching:
            self.clear_filter()  # finds all rows, and comes back here
            return
        self._wanted = None

    @work(exclusive=True, group="find")
    @posts_errors
    async def _find(self, matching: str) -> None:
        """Find rows, and show them while they are read. If a person stops it, those found so far stay."""
        ids: Ids[int] = Ids()
        selected = self.listing.selected
        is_whole = await self._read_ids(matching, ids, streaming=True)
        if not is_whole and not ids:
            self.order, self._order_word = self._sorted
            self._retitle()
            return
        self._sorted = self.order, self._order_word
        if self.listing.ids is not ids:
            self.listing.show(ids, nothing=self._nothing(matching))
        else:
            self.listing.take_new_ids(whole=True)
            if selected is not None and self.listing.cursor == 0:
                self.listing.go_to(selected)
        self._go_to_wanted()
        if is_whole and not matching:
            self._total = len(ids)
        self._retitle()
        self.post_message(self.RowsChanged(self))

    async def _read_ids(self, matching: str, ids: Ids[int], *, streaming: bool = False) -> bool:
        """Read the ids of the rows, and show the progress.

        :param ids: is extended.
        :param streaming: whether to show rows while they are read.
        :returns: whether all were read; False if a person stopped it.
        """
        since: list[int] = []

        def show_progress() -> None:
            if streaming:
                self._show_so_far(matching, ids)
                self._read_at = since[0] if since else None
            self._retitle()

        question = partial(_find_rows, self.subject, matching, self.order, ids, since)
        is_whole = await self.ask_long(self._reading, question, ids, show_progress)
        self._read_at = since[0] if is_whole else None
        return is_whole

    def _show_so_far(self, matching: str, ids: Ids[int]) -> None:
        if self.listing.ids is ids:
            self.listing.take_new_ids()
        elif len(ids) >= FIRST:
            self.listing.show(ids, nothing=self._nothing(matching))

    def _nothing(self, matching: str) -> str:
        """The text of an empty list."""
        kind = self.subject.kind
        return f"no {kind} contains “{line(matching)}”" if matching else f"no {kind} on record"

    def _retitle(self) -> None:
        self.set_class(self._total == 0 and not self.matching, "-empty")
        heading, status = self.heading, self.status
        if (heading, status) != self._titled:
            self._titled = heading, status
            self.border_title, self.border_subtitle = Content(heading), Content(status or self.subject.note)


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
    """Find the ids of rows, and sort them.

    :param order: empty for the default.
    :param into: gets the ids.
    :param since: gets the newest journal entry of before the read.
    """
    since.append(newest_entry_number(record))
    if order and subject.arrange is not None:
        found = subject.find(record, matching, progress=progress)
        subject.arrange(record, found, order, into=into, progress=progress)
    else:
        subject.find(record, matching, into=into, progress=progress)
    into.note_places()
