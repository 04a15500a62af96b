"""A queue of claims, gone through one at a time: the current claim, the next one, the way back."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from db.errors import OnRecordError
from db.model.ids import ClaimId
from db.queries.cases import Case
from db.queries.triage_queue import CaseQueue, QueueWindow, TriageCounts, TriageQueue
from tui.screens.base.prefetch import ClaimPrefetch
from tui.screens.base.record import RecordScreen
from tui.screens.base.sized import too_small
from tui.text.marks import Mark
from tui.text.safe import line
from tui.text.targets import Row, RowKind
from tui.views.blocks import Block
from tui.views.triage import QueueRow, TriageCard, draw_queue_row, queue_rows
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.listing import Listing
from tui.widgets.sheet import Sheet
from tui.widgets.triage_input import TriagePrompt
from tui.widgets.triage_legend import TriageLegend
from tui.workers.reads import ReadWorker
from tui.workers.writes import WriteWorker

TRAIL = 1_000
"""Claims that a person can go back through."""


class ClaimText(Sheet, inherit_bindings=False):
    """The text of a claim. It binds no keys: all of them belong to the screen."""


class ClaimQueueScreen(RecordScreen):
    """One claim at a time, in the order of a queue."""

    AUTO_FOCUS = "#triage-words"
    NARROW = 100
    """Columns below which the list is a strip over the text."""
    LOW = 20
    """Rows below which the legend is hidden; ? shows the keys."""

    def __init__(
        self,
        reading: ReadWorker,
        writing: WriteWorker,
        case: Case,
        *,
        queue: TriageQueue | None = None,
        start: ClaimId | None = None,
        marked: Sequence[int] = (),
    ) -> None:
        """Take the queue.

        :param queue: the claims and their order, such as those that pass a filter; by default all claims of the case.
        :param start: start at the first undecided claim from this one on.
        :param marked: ids of claims that are marked for a batch.
        """
        super().__init__(writing)
        self._reading = reading
        self._case = case
        self._queue: TriageQueue = queue or CaseQueue(case.id)
        self._of_all = queue is None
        self._start = start
        self.current: ClaimId | None = None
        """The current claim."""
        self.goes_on = True
        """Whether a decision goes on to the next undecided claim."""
        self.decided: TriageCounts | None = None
        """Numbers of decided and undecided claims; None until they are counted."""
        self.words = ClaimText(id="triage-words")
        """The text of the claim."""
        self.listing: Listing[QueueRow] = Listing(
            reading, queue_rows, draw_queue_row, id="triage-queue", of=RowKind.CLAIM, marks=True
        )
        """The claims around it."""
        self.listing.can_focus = False
        self.legend = TriageLegend()
        """The legend of keys."""
        self._title = TitleBar()
        self._notice = Static("", id="triage-said", markup=False)
        self.listing.set_reactive(Listing.marked, dict.fromkeys(marked))
        self.prefetch = ClaimPrefetch(reading, self._queue, case.id)
        """Reads claims ahead."""
        self._window = QueueWindow((), before=False, after=False)
        self._trail: list[ClaimId] = []
        self._counted = 0

    def compose(self) -> ComposeResult:
        """Head, list, text, notice, keys."""
        yield self._title
        with Horizontal(id="triage-body"):
            yield self.listing
            yield self.words
        yield self._notice
        yield TriagePrompt()
        yield self.legend
        yield KeyBar()
        yield too_small()

    def on_mount(self) -> None:
        """Start at the first undecided claim."""
        self.fill_head()
        self._go_to_first()
        self.count_again()

    def fit(self, height: int) -> None:
        """Keep the claim in sight, and drop empty lines between blocks in a low window."""
        self.words.tight = height < 32
        self.call_after_refresh(self._center)

    async def action_next(self) -> None:
        """Go to the next undecided claim."""
        await self.go_to_next()

    async def action_back_one(self) -> None:
        """Go back to the previous claim."""
        there: list[ClaimId] = []
        while self._trail and not there:
            claim = self._trail.pop()
            if claim != self.current:
                there = await self.prefetch.existing([claim])
        if there:
            self.go_to(there[0], back=True)
        else:
            self.action_move(-1)

    def action_move(self, rows: int) -> None:
        """Go to the next claim of the list, or to the previous one."""
        ids = self._window.ids
        if self.current in ids:
            at = ids.index(self.current) + rows
            if 0 <= at < len(ids):
                self.go_to(ids[at])

    def action_statement(self, by: int) -> None:
        """Go to the next statement, or to the previous one."""
        self.words.action_move(by)

    def action_page(self, pages: int) -> None:
        """Scroll the text."""
        self.words.action_page(pages)

    def action_half(self, halves: int) -> None:
        """Scroll the text by half a screenful."""
        self.words.action_half(halves)

    async def action_edge(self, side: int) -> None:
        """Go to the first claim of the queue, or to the last."""
        try:
            found = await self._reading.ask("triage-edge", self._queue.edge, side)
        except OnRecordError as error:
            self.show_error(error)
            return
        if found is not None:
            self.go_to(found)

    def read_again(self, came: Row | None) -> None:  # noqa: ARG002
        """Refresh; the current claim stays."""
        self.prefetch.forget(but=self.current)
        if self.current is None:
            self._go_to_first()
        else:
            self._load_card(self.current)
        self.count_again()

    @on(Listing.CursorMoved)
    def _moved(self, event: Listing.CursorMoved) -> None:
        """Go to the claim of a clicked row."""
        event.stop()
        self.go_to(ClaimId(event.id))

    @on(Listing.MarksChanged)
    def _marked(self) -> None:
        self.fill_head()

    @on(Listing.PageFailed)
    def _failed(self, event: Listing.PageFailed) -> None:
        self.show_error(event.error)

    @property
    def card(self) -> TriageCard | None:
        """The card of the current claim, once it is read."""
        return self.prefetch.card(self.current)

    def go_to(self, claim: ClaimId, *, back: bool = False) -> None:
        """Go to a claim; one that was read ahead is shown at once.

        :param back: a step back, which leaves no trail.
        """
        if not back and self.current is not None and claim != self.current:
            self._trail.append(self.current)
            del self._trail[:-TRAIL]
        self.current = claim
        card = self.prefetch.card(claim)
        if card is not None:
            self._show_card(card, stay=False)
        else:
            self.words.show(())
        self.listing.go_to(claim)
        self._center()
        self._load_card(claim, fresh=card is None)

    def reload_card(self) -> None:
        """Refresh the current claim; the cursor stays at its statement."""
        if self.current is not None:
            self._load_card(self.current)

    async def go_to_next(self) -> None:
        """Go to the next undecided claim, or notify that none is left."""
        try:
            following = await self.prefetch.following(self.current)
            is_left = following is None and await self.prefetch.following(None) is not None
        except OnRecordError as error:
            self.show_error(error)
            return
        if following is not None:
            self.go_to(following)
            return
        self.show_notice(
            "Only this claim is undecided" if is_left else "All claims are decided", "$success", "j k p browse"
        )
        self.reload_card()

    def add_to_counts(self, decided: int) -> None:
        """Add claims that were decided just now to the counts.

        :param decided: their number; below zero where an undo reopened some.
        """
        self._counted += 1
        if self.decided is not None:
            self.decided = TriageCounts(self.decided.done + decided, self.decided.left - decided)
            self.fill_head()

    @work(exclusive=True, group="count")
    async def count_again(self) -> None:
        """Count all claims again, until nothing is decided during the count."""
        counted = -1
        while counted != self._counted:
            counted = self._counted
            try:
                self.decided = await self.prefetch.count()
            except OnRecordError as error:
                self.show_error(error)
                return
        self.fill_head()

    def fill_head(self) -> None:
        """Fill the head, the counts first, since its end may be cut."""
        counts = f"{self.decided.done:,} decided · {self.decided.left:,} left" if self.decided is not None else "…"
        marked = f" · {Mark.MARKED} {len(self.listing.marked):,} marked" if self.listing.marked else ""
        stays = "" if self.goes_on else " · stays on the claim"
        what = "triage" if self._of_all else "triage of these"
        self._title.heading = f"{counts}{marked}{stays}   {what} · {self._case.title}"

    def show_error(self, error: OnRecordError) -> None:
        """Show an error on the notice line."""
        said = Content.assemble(
            (f"{Mark.WRONG} ", "bold $error"), (line(error.message), "$error"), f"  {line(error.hint)}"
        )
        self._fill_notice(said, wrong=True)

    def show_notice(self, words: str, style: str, hint: str) -> None:
        """Show what was done, and a hint, on the notice line.

        :param words: safe to show.
        """
        self._fill_notice(Content.assemble((words, f"bold {style}"), (f"   {hint}", "$text-muted")), wrong=False)

    def _fill_notice(self, content: Content, *, wrong: bool) -> None:
        self._notice.set_class(wrong, "-wrong")
        self._notice.update(content)

    @work(exclusive=True, group="card")
    async def _go_to_first(self) -> None:
        try:
            first = await self.prefetch.first(self._start)
        except OnRecordError as error:
            self.show_error(error)
            return
        if first is None:
            self._show_nothing()
        else:
            self.go_to(first)

    @work(exclusive=True, group="card")
    async def _load_card(self, claim: ClaimId, *, fresh: bool = False) -> None:
        """Read the card of a claim, the rows around it, and what comes next."""
        try:
            card = await self.prefetch.read(claim)
            if card is None:
                await self._leave_gone(claim)
                return
            if claim == self.current:
                self._show_card(card, stay=not fresh)
            await self._read_window(claim)
            await self.prefetch.read_ahead(claim, self._window)
            if await self.prefetch.find_extras(card) and claim == self.current:
                self._show_card(self.prefetch.card(claim) or card, stay=True)
        except OnRecordError as error:
            self.show_error(error)

    async def _leave_gone(self, claim: ClaimId) -> None:
        """Leave a claim that was removed or joined into another, for its neighbour."""
        ids = self._window.ids
        at = ids.index(claim) if claim in ids else 0
        there = await self.prefetch.existing([*ids[at:], *reversed(ids[:at])], "triage-gone")
        self.listing.marked = {id: None for id in self.listing.marked if id != claim}
        self.current = None
        if there:
            self.go_to(there[0])
        else:
            self._show_nothing()

    async def _read_window(self, claim: ClaimId) -> None:
        self._window = await self.prefetch.around(claim)
        await self.listing.reload(self._window.ids)
        self.listing.go_to(claim)
        self._center()

    def _show_card(self, card: TriageCard, *, stay: bool) -> None:
        self.words.show(self.prefetch.blocks(card), stay=stay)
        self.legend.stands = card.judged

    def _show_nothing(self) -> None:
        self.current = None
        self.words.show([Block(Content("No claim is on record here. esc goes back."))])
        self.decided = TriageCounts(0, 0)
        self.fill_head()

    def _center(self) -> None:
        """Keep the rows before and after the current claim in sight, also where the list is a strip."""
        top = max(0, self.listing.cursor - self.listing.size.height // 2)
        self.listing.scroll_to(y=top, animate=False, force=True, immediate=True)
