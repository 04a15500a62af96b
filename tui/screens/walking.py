"""Going through claims one at a time: where one is, what comes next, and what is read ahead to show at once."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from db.cases import Case
from db.claims import Claim
from db.errors import OnRecordError
from db.reader import Reader
from db.terms import CaseId, ClaimId
from db.triage import CaseQueue, Decided, Queue, Window, standing_among, undecided_among
from tui.blocks import Block
from tui.looking import alarms_of, marks_of
from tui.reading import Reading
from tui.screens.changing import RecordScreen
from tui.sheets.triage import Card, Extra, QueueRow, alarm_blocks, draw_queue_row, near_block, queue_rows, triage_card
from tui.terminal import LEAST_COLUMNS, LEAST_ROWS
from tui.text import line
from tui.things import Row
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.legend import Legend
from tui.widgets.listing import Listing
from tui.widgets.sheet import Sheet
from tui.widgets.triage_line import TriageLines
from tui.writing import Writing

NARROW = 100
"""Columns below which the list is a strip over the words."""

LOW = 20
"""Rows below which the legend gives way to the words; ? shows the keys."""

AHEAD = 16
"""Cards that are kept, those read ahead among them."""

NEAR = 3
"""Claims that read alike that are named."""

TRAIL = 1_000
"""Claims one can go back through."""


class Words(Sheet, inherit_bindings=False):
    """The words of a claim; every key is the screen's."""


class WalkingScreen(RecordScreen):
    """One claim at a time, in the order of a queue."""

    AUTO_FOCUS = "#triage-words"

    def __init__(
        self,
        reading: Reading,
        writing: Writing,
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
        self.decided: Decided | None = None
        """How many are decided and left; None until they are counted."""
        self.words = Words(id="triage-words")
        """What is said of the claim."""
        self.listing: Listing[QueueRow] = Listing(reading, queue_rows, draw_queue_row, id="triage-queue", marks=True)
        """The claims around it."""
        self.listing.can_focus = False
        self.listing.set_reactive(Listing.marked, dict.fromkeys(marked))
        self._window = Window((), before=False, after=False)
        self._cards: dict[ClaimId, Card] = {}
        self._extra: dict[ClaimId, Extra] = {}
        self._next: tuple[ClaimId | None, ClaimId | None] = (None, None)
        self._trail: list[ClaimId] = []
        self._to_count = True

    def compose(self) -> ComposeResult:
        """Head, list, words, what was done, keys."""
        yield TitleBar()
        with Horizontal(id="triage-body"):
            yield self.listing
            yield self.words
        yield Static("", id="triage-said", markup=False)
        yield TriageLines()
        yield Legend()
        yield KeyBar()
        yield Static("Make the window larger, please.", id="too-small")

    def on_mount(self) -> None:
        """Begin at the first undecided claim."""
        self.fill_head()
        self._begin()

    def on_resize(self, event: events.Resize) -> None:
        """A list beside the words, or a strip over them, by the room there is."""
        width, height = event.size
        self.set_class(width < NARROW, "-narrow")
        self.set_class(height < LOW, "-low")
        self.words.tight = height < 32
        self.set_class(width < LEAST_COLUMNS or height < LEAST_ROWS, "-tiny")
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
                there = await self._reading.ask("triage-back", standing_among, [claim])
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
        self.forget()
        self._to_count = True
        if self.current is None:
            self._begin()
        else:
            self._read(self.current)

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
    def card(self) -> Card | None:
        """The card of the claim one is at, as soon as it is read."""
        return self._cards.get(self.current) if self.current is not None else None

    def go(self, claim: ClaimId, *, back: bool = False) -> None:
        """Come to a claim; one that was read ahead shows at once.

        :param back: whether it is a way back, on which one leaves no trail.
        """
        if not back and self.current is not None and claim != self.current:
            self._trail.append(self.current)
            del self._trail[:-TRAIL]
        self.current = claim
        card = self._cards.get(claim)
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
        at, following = self._next
        if at is None or at != self.current or following is None:
            try:
                following = await self._reading.ask("triage-step", _undecided, self._queue, self.current)
            except OnRecordError as error:
                self.refuse(error)
                return
        if following is not None:
            self.go(following)
            return
        is_left = self.current is not None and self.current in await self._still_new(self.current)
        self.tell("Only this claim is left" if is_left else "Nothing is left to decide", "$success", "j k p go round")
        self.stay()

    def forget(self, claims: Sequence[ClaimId] | None = None) -> None:
        """Let go of what was read ahead.

        :param claims: of these claims; of all where not given.
        """
        shown = self.card
        self._next = (None, None)
        for claim in list(self._cards) if claims is None else claims:
            self._cards.pop(claim, None)
        if claims is None:
            self._extra.clear()
        if shown is not None:
            self._cards[shown.claim.id] = shown

    def count_by(self, decided: int) -> None:
        """Count claims that were decided just now, without counting all again."""
        if self.decided is not None:
            self.decided = Decided(self.decided.done + decided, self.decided.left - decided)
            self.fill_head()

    def count_again(self) -> None:
        """Count all again, once the claim is shown."""
        self._to_count = True

    def fill_head(self) -> None:
        """The counts first: they are never cut."""
        counts = f"{self.decided.done:,} decided · {self.decided.left:,} left" if self.decided is not None else "…"
        marked = f" · ■ {len(self.listing.marked):,} marked" if self.listing.marked else ""
        stays = "" if self.goes_on else " · stays"
        what = "triage" if self._of_all else "triage of these"
        self.query_one(TitleBar).heading = f"{counts}{marked}{stays}   {what} · {line(self._case.title)}"

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
        where = self.query_one("#triage-said", Static)
        where.set_class(wrong, "-wrong")
        where.update(said)

    @work(exclusive=True, group="card")
    async def _begin(self) -> None:
        try:
            first = await self._reading.ask("triage-first", _first, self._queue, self._start)
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
            card = await self._reading.ask("triage-card", triage_card, claim)
            if card is None:
                await self._leave_gone(claim)
                return
            self._keep(card)
            if claim == self.current:
                self._show(card, stay=not fresh)
            await self._read_window(claim)
            await self._read_ahead(claim)
            await self._count()
            await self._look(card)
        except OnRecordError as error:
            self.refuse(error)

    async def _leave_gone(self, claim: ClaimId) -> None:
        """The claim was removed or joined into another: go to its neighbour."""
        self._cards.pop(claim, None)
        ids = self._window.ids
        at = ids.index(claim) if claim in ids else 0
        there = await self._reading.ask("triage-gone", standing_among, [*ids[at:], *reversed(ids[:at])])
        self.listing.marked = {id: None for id in self.listing.marked if id != claim}
        self.current = None
        if there:
            self.go(there[0])
        else:
            self._show_nothing()

    async def _read_window(self, claim: ClaimId) -> None:
        self._window = await self._reading.ask("triage-window", _around, self._queue, claim)
        await self.listing.renew(self._window.ids)
        self.listing.go_to(claim)
        self._center()

    async def _read_ahead(self, claim: ClaimId) -> None:
        """Read which is next, and its card and its neighbours', before they are asked for."""
        following = await self._reading.ask("triage-next", _undecided, self._queue, claim)
        self._next = (claim, following)
        ids = self._window.ids
        at = ids.index(claim) if claim in ids else -1
        beside = (*ids[at + 1 : at + 2], *ids[max(0, at - 1) : at]) if at >= 0 else ()
        for each in dict.fromkeys((*((following,) if following is not None else ()), *beside)):
            if each not in self._cards:
                card = await self._reading.ask("triage-ahead", triage_card, each)
                if card is not None:
                    self._keep(card)

    async def _count(self) -> None:
        """Count them where that is to be done, after all that is to be seen."""
        if self._to_count:
            self.decided = await self._reading.ask("triage-count", _counts, self._queue)
            self._to_count = False
            self.fill_head()

    async def _look(self, card: Card) -> None:
        """Add its alarms, and claims that read alike, where the case is small enough to look for them."""
        claim = card.claim.id
        if await marks_of(self._reading, self._case.id) is None:
            extra = Extra((Block(Content.assemble(("⚠ alarms: A on the desk looks for them", "$text-muted"))),))
        else:
            alarms = alarm_blocks(await alarms_of(self._reading, self._case.id), claim)
            near = await self._reading.ask_apart(f"near-{claim}", _near, self._case.id, card.claim.text, claim)
            extra = Extra(tuple(alarms), (near_block(near),) if near else ())
        if extra != self._extra.get(claim, Extra()):
            self._extra[claim] = extra
            if claim == self.current and claim in self._cards:
                self._show(self._cards[claim], stay=True)

    async def _still_new(self, claim: ClaimId) -> list[ClaimId]:
        return await self._reading.ask("triage-new", undecided_among, [claim])

    def _show(self, card: Card, *, stay: bool) -> None:
        self.words.show(card.blocks(self._extra.get(card.claim.id, Extra())), stay=stay)
        self.query_one(Legend).stands = card.judged

    def _show_nothing(self) -> None:
        self.current = None
        self.words.show([Block(Content("No claim is on record here. esc goes back."))])
        self.decided = Decided(0, 0)
        self.fill_head()

    def _keep(self, card: Card) -> None:
        self._cards.pop(card.claim.id, None)
        self._cards[card.claim.id] = card
        for each in [each for each in self._cards if each != self.current][: max(0, len(self._cards) - AHEAD)]:
            del self._cards[each]

    def _center(self) -> None:
        """Keep the rows before and after the claim in sight, also where the list is a strip."""
        top = max(0, self.listing.cursor - self.listing.size.height // 2)
        self.listing.scroll_to(y=top, animate=False, force=True, immediate=True)


def _first(record: Reader, queue: Queue, start: ClaimId | None) -> ClaimId | None:
    """Where to begin: at the first undecided claim from a claim on; where none is left, at that or the first of all."""
    found = queue.undecided(record, start, at=True)
    if found is not None:
        return found
    ids = queue.around(record, start, 1).ids
    return start if start in ids else next(iter(ids), None)


def _around(record: Reader, queue: Queue, claim: ClaimId) -> Window:
    return queue.around(record, claim)


def _undecided(record: Reader, queue: Queue, claim: ClaimId | None) -> ClaimId | None:
    return queue.undecided(record, claim)


def _counts(record: Reader, queue: Queue) -> Decided:
    return queue.decided(record)


def _near(record: Reader, case: CaseId, words: str, claim: ClaimId) -> list[Claim]:
    """Claims that read much like one."""
    from db.near import near_claims

    near = [each.found for each in near_claims(record, case, words, NEAR + 1) if each.found.id != claim]
    there = set(standing_among(record, [each.id for each in near]))
    return [each for each in near if each.id in there][:NEAR]
