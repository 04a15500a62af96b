"""A report's text with who says what marked in it: read, walked by key, selected. Nothing is decided here."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult

from db.errors import NotFound, OnRecordError
from db.markup.proposal_rows import ProposalState, StoredProposal, proposed
from db.markup.proposals import keep_proposals
from db.model.ids import CaptureId, ReportId
from db.queries.cases import Case
from db.queries.citations import cited_report
from db.queries.reports import Capture, QuoteMark, Report, captures, marks, reports, words_of
from db.store.reader import Reader
from tui.actions.registry import ActionScope, commands
from tui.screens.base.record import RecordScreen
from tui.screens.base.sized import too_small
from tui.state.highlights import Highlight, Range, TrailingLabel
from tui.state.proposal_list import GLYPH, ProposalList, unkept, whole
from tui.text.safe import line
from tui.text.styles import QUOTE_STYLE
from tui.text.targets import Row
from tui.views.attribution import Attribution, attribution
from tui.views.proposal import offer_marks, offer_rows, selection_rows
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.card import Card
from tui.widgets.text_view import TextView
from tui.workers.notify import notify_error
from tui.workers.reads import ReadWorker
from tui.workers.writes import WriteWorker

MOST_KEYS = 4
"""Keys of statements that are shown after one place of the text; the rest are counted."""


Place = tuple[CaptureId, Range]
"""Words of a capture, in code points, end exclusive."""


@dataclass(frozen=True, slots=True)
class Open:
    """What the reader has open: a report, its newest text, and the quotes on record in it."""

    report: Report
    capture: Capture
    quotes: tuple[QuoteMark, ...]


class MarkedScreen(RecordScreen):
    """A report's text, and the proposals in it."""

    AUTO_FOCUS = "#passage"
    LOW = 20

    def __init__(
        self, reading: ReadWorker, writing: WriteWorker, case: Case, report: ReportId, *, at: Place | None = None
    ) -> None:
        """Take what to read.

        :param at: words of a capture of the report to select, once it is read.
        """
        super().__init__(writing, id="reader")
        self._at = at
        self._reading = reading
        self._case = case
        self._report = report
        self._open: Open | None = None
        self._known: dict[int, Attribution] = {}
        self._is_gone = False
        self._is_looking = True
        self.offers = ProposalList()
        """The proposals in the text."""
        self.refusal: OnRecordError | None = None
        """Why nothing can be written; None where it can."""
        self.passage = TextView(id="passage")
        """The text."""
        self.card = Card(id="card")
        """What the proposal says that a person is at, or what is selected."""

    def compose(self) -> ComposeResult:
        """Head, text, the proposal, keys."""
        yield TitleBar()
        yield self.passage
        yield self.card
        yield KeyBar()
        yield too_small()

    def on_mount(self) -> None:
        """Read the report."""
        self.query_one(TitleBar).heading = line(self._case.title)
        self.query_one(KeyBar).offered = tuple(commands(ActionScope.READER, ActionScope.TEXT, ActionScope.EVERYWHERE))
        self._begin()

    def fit(self, height: int) -> None:
        """A lower window has a lower card."""
        self.set_class(height < 30, "-short")

    def on_screen_resume(self) -> None:
        """Go back further, where the text has gone meanwhile."""
        if self._is_gone:
            self.dismiss()

    @on(TextView.Pointed)
    def _pointed(self, event: TextView.Pointed) -> None:
        found = self.offers.at(event.offset)
        if found is not None:
            self.offers.current = found
            self.draw()

    @on(TextView.Selected)
    def _selected(self) -> None:
        self._describe()

    @on(TextView.LaidOut)
    def _laid_out(self) -> None:
        self._retitle()

    def action_offer(self, by: int, decided: bool = False) -> None:
        """Go to the next proposal, or the one before."""
        cursor = self.passage.pointer.cursor
        self.offers.move(by, decided=decided, at=cursor[0] if cursor else 0)
        self.draw(reveal=True)

    def action_unfold(self) -> None:
        """Show the proposals inside the current one, or fold them again."""
        current = self.offers.current
        if current is not None:
            self.offers.fold(current)
            self.draw(reveal=True)

    def action_back(self) -> None:
        """Drop the selection, or go back to where the reader was opened from."""
        if not self.passage.drop_selection():
            self.dismiss()

    async def citation(self) -> str:
        """The words selected, or those of the proposal, with the report they stand in; else the report."""
        if self._open is None:
            return ""
        selected, current = self.passage.selection, self.offers.current
        if selected is not None:
            words = self.passage.text[slice(*selected)]
        elif current is not None:
            words = " … ".join(span.text for span in current.proposal.content)
        else:
            return cited_report(self._open.report)
        return f"“{words}” — {cited_report(self._open.report)}"

    def read_again(self, came: Row | None) -> object:  # noqa: ARG002
        """Read anew what is on record in the text; the place in it stays."""
        return self._read_again()

    @work(exclusive=True, group="again")
    async def _read_again(self) -> None:
        if self._open is not None:
            await self.renew()

    @work
    async def _begin(self) -> None:
        try:
            self._open = await self._reading.ask("reader", _opened, self._report)
            self._show_text()
            await self._land()
            await self.look()
        except OnRecordError as error:
            notify_error(self.app, error)
            self.dismiss()

    async def _land(self) -> None:
        """Select the words one came for; where the newest text is another, the same words in it."""
        if self._at is None or self._open is None:
            return
        (capture, (first, last)), self._at = self._at, None
        if capture != self._open.capture.id:
            exact = await self._reading.ask("words", words_of, capture, first, last)
            first = self._open.capture.text.find(exact) if exact else -1
            last = first + len(exact)
        if first < 0:
            said = "The words stand in an earlier text of this report, and no longer in the newest."
            self.app.notify(said, severity="warning", timeout=5, markup=False)
        else:
            self.passage.choose(first, last)

    async def look(self) -> OnRecordError | None:
        """Find who says what in the text, once and for all; where the store can't keep it, for now.

        :returns: why the store can't keep it; None where it can.
        :raises OnRecordError: the store can't be read.
        """
        assert self._open is not None
        capture, before, self.refusal = self._open.capture, self.refusal, None
        try:
            await self._writing.do(keep_proposals, capture.id)
        except OnRecordError as error:
            self.refusal = error
        kept = await self._reading.ask("proposals", proposed, capture.id)
        if not kept and self.refusal is not None:
            kept = list(self.offers.all) if before is not None else await self._unkept(capture)
        current = self.offers.current
        self.offers = self.offers.renewed(kept)
        if before is not None and current is not None:  # those that the store did not keep had no ids in it
            self.offers.current = next((each for each in kept if each.number == current.number), None)
        self._is_looking = False
        self.draw()
        self._retitle()
        return self.refusal

    async def _unkept(self, capture: Capture) -> list[StoredProposal]:
        from db.attribution import propose  # kept out of start-up

        found = await asyncio.to_thread(propose, capture.text)
        return unkept(found, capture.id, self._report, self._case.id)

    async def renew(self, decided: int | None = None) -> None:
        """Read what is on record now, and mark it. What became otherwise is what a person is at.

        :param decided: the proposal that was just decided on: the next open one follows it.
        """
        assert self._open is not None
        try:
            opened = await self._reading.ask("reader", _opened, self._report)
            kept = await self._reading.ask("proposals", proposed, opened.capture.id)
        except OnRecordError as error:
            self._leave_for(error)
            return
        before, self._open = self._open, opened
        self._known.clear()
        if opened.capture.id != before.capture.id:
            self._is_looking = True
            self._show_text()
            await self.look()
            return
        if self.refusal is not None and not kept:
            kept = list(self.offers.all)  # those that the store could not keep
        reveal = self._follow(self.offers.renewed(kept), decided)
        self.draw(reveal=reveal)
        self._retitle()

    def draw(self, *, reveal: bool = False) -> None:
        """Draw what the proposals have become.

        :param reveal: bring the current one into sight.
        """
        self.passage.mark(*self._marks())
        if reveal and self.offers.current is not None:
            self.passage.drop_selection()
            self.passage.reveal(*whole(self.offers.current))
        self._describe()

    def _follow(self, now: ProposalList, decided: int | None) -> bool:
        """Go on with the proposals as they are now; whether another one is current."""
        states = {each.id: each.state for each in self.offers.all}
        changed = next((each for each in now.all if each.state is not states.get(each.id, each.state)), None)
        self.offers = now
        if decided is not None:
            now.current = now.of(decided)
            return now.move(1) is not None
        if changed is not None:
            now.current = changed
        return changed is not None

    def _show_text(self) -> None:
        assert self._open is not None
        self.passage.show(self._open.capture.text, *self._marks())
        self._describe()
        self._retitle()

    def _leave_for(self, error: OnRecordError) -> None:
        """Go back, since the text is gone: at once, or when what lies over it does."""
        self._is_gone = True
        if self.is_current:
            notify_error(self.app, error)
            self.dismiss()

    def _describe(self) -> None:
        selected, current = self.passage.selection, self.offers.current
        if selected is not None:
            self.card.show(selection_rows(self.passage.text, selected))
            return
        known = self._known.get(current.id) if current is not None else None
        self.card.show(offer_rows(self.offers, known))
        if current is not None and known is None:
            self._learn(current.id)

    @work(exclusive=True, group="learn")
    async def _learn(self, id: int) -> None:
        """Read whom a proposal names."""
        kept = self.offers.of(id)
        if kept is None:
            return
        alone = self.refusal is not None
        try:
            self._known[id] = await self._reading.ask("attribution", attribution, kept, alone=alone)
        except OnRecordError:
            return  # deciding on it says what is the matter
        if self.offers.current is not None and self.offers.current.id == id:
            self._describe()

    def _retitle(self) -> None:
        bar = self.query_one(TitleBar)
        if self._open is not None:
            bar.heading = f"{self._open.report.key}  {line(self._open.report.label)}"
        counted = " · ".join(f"{GLYPH[state]} {self.offers.count(state)} {state}" for state in ProposalState)
        more = f"{self.passage.unshown:,} more characters are not shown · " if self.passage.unshown else ""
        bar.tally = more + ("looking for who says what …" if self._is_looking else counted)

    def _marks(self) -> tuple[list[Highlight], dict[int, TrailingLabel]]:
        """What stands out in the text: the words on record, and those proposed."""
        proposed, tags = offer_marks(self.offers)
        quotes = self._open.quotes if self._open is not None else ()
        for quote in quotes:
            here = tags.setdefault(quote.end, [])
            if not any(tag.text.split(" ")[0] == quote.statement_key for tag in here):
                here.append(TrailingLabel(quote.statement_key, "$accent"))
        on_record = [Highlight(quote.start, quote.end, QUOTE_STYLE[quote.form]) for quote in quotes]
        return [*on_record, *proposed], {offset: _together(here) for offset, here in tags.items()}


def _together(tags: list[TrailingLabel]) -> TrailingLabel:
    """What is shown after one place of the text."""
    words = list(dict.fromkeys(tag.text for tag in tags))
    rest = f" +{len(words) - MOST_KEYS}" if len(words) > MOST_KEYS else ""
    return TrailingLabel(f" ⟦{' '.join(words[:MOST_KEYS])}{rest}⟧", tags[0].style)


def _opened(record: Reader, report: ReportId) -> Open:
    """A report with its newest text.

    :raises NotFound: no text of it is held.
    """
    found = reports(record, [report])
    kept = captures(record, report, most=1)
    if not found or not kept:
        name = f"{found[0].key}, {found[0].label}" if found else "this report"
        raise NotFound(f"No text of {name} is held.", "Get the original: onrecord import FILE|URL.")
    return Open(found[0], kept[0], tuple(marks(record, kept[0].id)))
