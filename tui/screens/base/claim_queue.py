"""Going through claims one at a time: where one is, what comes next, and what is read ahead to show at once."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from db.errors import OnRecordError
from db.model.ids import ClaimId
from db.model.targets import TargetKind
from db.queries.cases import Case
from db.queries.triage_queue import CaseQueue, Queue, TriageCounts, Window
from tui.screens.base.prefetch import ClaimPrefetch
from tui.screens.base.record import RecordScreen
from tui.screens.base.sized import too_small
from tui.text.safe import line
from tui.text.targets import Row
from tui.views.blocks import Block
from tui.views.triage import QueueRow, TriageCard, draw_queue_row, queue_rows
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.listing import Listing
from tui.widgets.sheet import Sheet
from tui.widgets.triage_input import TriageLines
from tui.widgets.triage_legend import Legend
from tui.workers.reads import ReadWorker
from tui.workers.writes import WriteWorker

TRAIL = 1_000
"""Claims one can go back through."""


class ClaimText(Sheet, inherit_bindings=False):
    """The words of a claim; every key is the screen's."""


class ClaimQueueScreen(RecordScreen):
    """One claim at a time, in the order of a queue."""

    AUTO_FOCUS = "#triage-words"
    NARROW = 100
    """Columns below which the list is a strip over the words."""
    LOW = 20
    """Rows below which the legend gives way to the words; ? shows the keys."""

    def __init__(
        self,
        reading: ReadWorker,
        writing: WriteWorker,
        case: Case,
        *,
        queue: Queue | None = None,
        start: ClaimId | None = None,
        marked: Sequence[int] = (),
    ) -> None:
        """Take what is gone through.

        :param queue: the claims and their order, such as what a filter found; all claims of the case where not given.
        :param start: begin at the first undecided claim from this one on.
        :param marked: claims that are marked for a batch already.
        """
        super().__init__(writing)
        self._reading = reading
        self._case = case
        self._queue: Queue = queue or CaseQueue(case.id)
        self._of_all = queue is None
        self._start = start
        self.current: ClaimId | None = None
        """The claim one is at."""
        self.goes_on = True
        """Whether a decision goes on to the next undecided claim."""
        self.decided: TriageCounts | None = None
        """How many are decided and left; None until they are counted."""
        self.words = ClaimText(id="triage-words")
        """What is said of the claim."""
        self.listing: Listing[QueueRow] = Listing(
            reading, queue_rows, draw_queue_row, id="triage-queue", of=TargetKind.CLAIM, marks=True
        )
        """The claims around it."""
        self.listing.can_focus = False
        self.legend = Legend()
        """The keys."""
        self._title = TitleBar()
        self._said = Static("", id="triage-said", markup=False)
        self.listing.set_reactive(Listing.marked, dict.fromkeys(marked))
        self.ahead = ClaimPrefetch(reading, self._queue, case.id)
        """What is read ahead."""
        self._window = Window((), before=False, after=False)
        self._trail: list[ClaimId] = []
        self._counted = 0

    def compose(self) -> ComposeResult:
        """Head, list, words, what was done, keys."""
        yield self._title
        with Horizontal(id="triage-body"):
            yield self.listing
            yield self.words
        yield self._said
        yield TriageLines()
        yield self.legend
        yield KeyBar()
        yield too_small()

    def on_mount(self) -> None:
        """Begin at the first undecided claim."""
        self.fill_head()
        self._begin()
        self.count_again()

    def fit(self, height: int) -> None:
        """Keep the claim in sight, and its words without empty lines between them in a low window."""
        self.words.tight = height < 32
        self.call_after_refresh(self._center)

    async def action_next(self) -> None:
        """Go to the next undecided claim."""
        await self.go_on()

    async def action_back_one(self) -> None:
        """Go back to the claim before."""
        there: list[ClaimId] = []
        while self._trail and not there:
            claim = self._trail.pop()
            if claim != self.current:
                there = await self.ahead.there([claim])
        if there:
            self.go(there[0], back=True)
        else:
            self.action_move(-1)

    def action_move(self, rows: int) -> None:
        """Go to the next claim of the list, or to the one before."""
        ids = self._window.ids
        if self.current in ids:
            at = ids.index(self.current) + rows
            if 0 <= at < len(ids):
                self.go(ids[at])

    def action_statement(self, by: int) -> None:
        """Go to the next statement, or to the one before."""
        self.words.action_move(by)

    def action_page(self, pages: int) -> None:
        """Scroll the words."""
        self.words.action_page(pages)

    def read_again(self, came: Row | None) -> None:  # noqa: ARG002
        """Read anew what is shown; one stays at one's claim."""
        self.ahead.forget(but=self.current)
        if self.current is None:
            self._begin()
        else:
            self._read(self.current)
        self.count_again()

    @on(Listing.Moved)
    def _moved(self, event: Listing.Moved) -> None:
        """A click on a row goes to its claim."""
        event.stop()
        self.go(ClaimId(event.id))

    @on(Listing.Marked)
    def _marked(self) -> None:
        self.fill_head()

    @on(Listing.Failed)
    def _failed(self, event: Listing.Failed) -> None:
        self.refuse(event.error)

    @property
    def card(self) -> TriageCard | None:
        """The card of the claim one is at, as soon as it is read."""
        return self.ahead.card(self.current)

    def go(self, claim: ClaimId, *, back: bool = False) -> None:
        """Come to a claim; one that was read ahead shows at once.

        :param back: whether it is a way back, on which one leaves no trail.
        """
        if not back and self.current is not None and claim != self.current:
            self._trail.append(self.current)
            del self._trail[:-TRAIL]
        self.current = claim
        card = self.ahead.card(claim)
        if card is not None:
            self._show(card, stay=False)
        else:
            self.words.show(())
        self.listing.go_to(claim)
        self._center()
        self._read(claim, fresh=card is None)

    def stay(self) -> None:
        """Read anew how the claim stands; the cursor stays at its statement."""
        if self.current is not None:
            self._read(self.current)

    async def go_on(self) -> None:
        """Go to the next undecided claim, or say that none is left."""
        try:
            following = await self.ahead.following(self.current)
            is_left = following is None and await self.ahead.following(None) is not None
        except OnRecordError as error:
            self.refuse(error)
            return
        if following is not None:
            self.go(following)
            return
        self.tell("Only this claim is left" if is_left else "Nothing is left to decide", "$success", "j k p go round")
        self.stay()

    def count_by(self, decided: int) -> None:
        """Count claims that were decided just now, without counting all again."""
        self._counted += 1
        if self.decided is not None:
            self.decided = TriageCounts(self.decided.done + decided, self.decided.left - decided)
            self.fill_head()

    @work(exclusive=True, group="count")
    async def count_again(self) -> None:
        """Count all again; what is decided meanwhile is in it."""
        counted = -1
        while counted != self._counted:
            counted = self._counted
            try:
                self.decided = await self.ahead.count()
            except OnRecordError as error:
                self.refuse(error)
                return
        self.fill_head()

    def fill_head(self) -> None:
        """The counts first: they are never cut."""
        counts = f"{self.decided.done:,} decided · {self.decided.left:,} left" if self.decided is not None else "…"
        marked = f" · ■ {len(self.listing.marked):,} marked" if self.listing.marked else ""
        stays = "" if self.goes_on else " · stays at its claim"
        what = "triage" if self._of_all else "triage of these"
        self._title.heading = f"{counts}{marked}{stays}   {what} · {line(self._case.title)}"

    def refuse(self, error: OnRecordError) -> None:
        """Say on the screen why something can't be; nothing is lost by it."""
        said = Content.assemble(("✗ ", "bold $error"), (line(error.message), "$error"), f"  {line(error.hint)}")
        self._fill_said(said, wrong=True)

    def tell(self, said: str, style: str, hint: str) -> None:
        """Say what was done, and what a key can do about it.

        :param said: safe to show.
        """
        self._fill_said(Content.assemble((said, f"bold {style}"), (f"   {hint}", "$text-muted")), wrong=False)

    def _fill_said(self, said: Content, *, wrong: bool) -> None:
        self._said.set_class(wrong, "-wrong")
        self._said.update(said)

    @work(exclusive=True, group="card")
    async def _begin(self) -> None:
        try:
            first = await self.ahead.first(self._start)
        except OnRecordError as error:
            self.refuse(error)
            return
        if first is None:
            self._show_nothing()
        else:
            self.go(first)

    @work(exclusive=True, group="card")
    async def _read(self, claim: ClaimId, *, fresh: bool = False) -> None:
        """Read the claim's card, the rows around it, and what comes next."""
        try:
            card = await self.ahead.read(claim)
            if card is None:
                await self._leave_gone(claim)
                return
            if claim == self.current:
                self._show(card, stay=not fresh)
            await self._read_window(claim)
            await self.ahead.read_on(claim, self._window)
            if await self.ahead.look(card) and claim == self.current:
                self._show(self.ahead.card(claim) or card, stay=True)
        except OnRecordError as error:
            self.refuse(error)

    async def _leave_gone(self, claim: ClaimId) -> None:
        """The claim was removed or joined into another: go to its neighbour."""
        ids = self._window.ids
        at = ids.index(claim) if claim in ids else 0
        there = await self.ahead.there([*ids[at:], *reversed(ids[:at])], "triage-gone")
        self.listing.marked = {id: None for id in self.listing.marked if id != claim}
        self.current = None
        if there:
            self.go(there[0])
        else:
            self._show_nothing()

    async def _read_window(self, claim: ClaimId) -> None:
        self._window = await self.ahead.around(claim)
        await self.listing.renew(self._window.ids)
        self.listing.go_to(claim)
        self._center()

    def _show(self, card: TriageCard, *, stay: bool) -> None:
        self.words.show(self.ahead.blocks(card), stay=stay)
        self.legend.stands = card.judged

    def _show_nothing(self) -> None:
        self.current = None
        self.words.show([Block(Content("No claim is on record here. esc goes back."))])
        self.decided = TriageCounts(0, 0)
        self.fill_head()

    def _center(self) -> None:
        """Keep the rows before and after the claim in sight, also where the list is a strip."""
        top = max(0, self.listing.cursor - self.listing.size.height // 2)
        self.listing.scroll_to(y=top, animate=False, force=True, immediate=True)
