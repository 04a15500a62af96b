"""Base of the reader: the text of a report with quotes and proposals marked. Deciding: :mod:`tui.screens.reader`."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult

from db.attribution.proposal import Proposal
from db.dataclass import dataclass
from db.errors import NotFound, OnRecordError
from db.markup.proposal_rows import ProposalState, stored_proposals
from db.model.ids import CaptureId, ReportId, StatementId
from db.queries.cases import Case
from db.queries.citations import cited_report
from db.queries.reading_places import place_of_report, place_of_statement
from db.queries.reports import Capture, MarkedQuote, Report, capture_words, captures, quote_marks, reports
from db.store.reader import Reader
from db.text.quotation import in_quotes
from tui.actions.registry import ActionScope, commands
from tui.screens.base.record import RecordScreen
from tui.screens.base.sized import too_small
from tui.state.highlights import Highlight, Range, TrailingLabel
from tui.state.proposal_list import GLYPH, ProposalList, proposal_range, unstored_proposals
from tui.text.marks import Mark
from tui.text.styles import QUOTE_STYLE
from tui.text.targets import Row, RowKind
from tui.views.attribution import Attribution, attribution
from tui.views.proposal import offer_marks, offer_rows, selection_rows
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.card import Card
from tui.widgets.text_view import TextView
from tui.workers.notify import notify_error
from tui.workers.proposing import NotStored, propose_for
from tui.workers.reads import ReadWorker
from tui.workers.writes import WriteWorker

MOST_KEYS = 4
"""Keys of statements shown after one place of the text; the rest are counted."""


Place = tuple[CaptureId, Range]
"""Words of a capture, in code points, end exclusive."""


@dataclass(frozen=True, slots=True)
class OpenedReport:
    """A report, its newest text, and the quotes on record in it."""

    report: Report
    capture: Capture
    quotes: tuple[MarkedQuote, ...]


class MarkedScreen(RecordScreen):
    """The text of a report, with a cursor among the proposals in it."""

    AUTO_FOCUS = "#passage"
    LOW = 20

    def __init__(
        self,
        reading: ReadWorker,
        writing: WriteWorker,
        case: Case,
        report: ReportId | None = None,
        *,
        at: Place | None = None,
        words_of: tuple[StatementId, str] | None = None,
        decides: bool = False,
    ) -> None:
        """Take the report.

        :param report: may have no text of its own: then the text with its words is shown. None for ``words_of``.
        :param at: words of a capture of the report to select.
        :param decides: whether to begin at the first open proposal.
        :param words_of: a statement whose words to select, and the key of the report to read them in, if it matters.
        """
        super().__init__(writing)
        self._decides = decides
        self._at = at
        self._words_of = words_of
        self._reading = reading
        self._case = case
        self._asked = report
        self._report = ReportId(report or 0)
        self._open: OpenedReport | None = None
        self._attributions: dict[int, Attribution] = {}
        self._is_gone = False
        self._opened_at: Range | None = None
        self._is_searching = True
        self.proposals = ProposalList()
        """The proposals in the text."""
        self.refusal: OnRecordError | None = None
        """Why nothing can be written; None where it can."""
        self.passage = TextView(id="passage")
        """The text."""
        self.card = Card(id="card")
        """The current proposal, or the selected words."""

    def compose(self) -> ComposeResult:
        """Head, text, the proposal, keys."""
        yield TitleBar()
        yield self.passage
        yield self.card
        yield KeyBar()
        yield too_small()

    def on_mount(self) -> None:
        """Read the report."""
        self.query_one(TitleBar).heading = self._case.title
        self.query_one(KeyBar).offered = tuple(commands(ActionScope.READER, ActionScope.TEXT, ActionScope.EVERYWHERE))
        self._load_report()

    def fit(self, height: int) -> None:
        """Set the height of the card."""
        self.set_class(height < 30, "-short")

    def on_screen_resume(self) -> None:
        """Close, where the text was removed in the meantime."""
        if self._is_gone:
            self.dismiss()

    @on(TextView.Pointed)
    def _pointed(self, event: TextView.Pointed) -> None:
        found = self.proposals.at(event.offset)
        if found is not None:
            self.proposals.current = found
            self.draw()

    @on(TextView.Selected)
    def _selected(self) -> None:
        self._describe()

    @on(TextView.LaidOut)
    def _laid_out(self) -> None:
        self._retitle()

    def row_with_address(self) -> Row | None:
        """The report."""
        return Row(RowKind.REPORT, self._report) if self._report else None

    @property
    def _offset(self) -> int:
        """The offset in the text at the cursor."""
        cursor = self.passage.pointer.cursor
        return cursor[0] if cursor else 0

    async def action_offer(self, by: int, decided: bool = False) -> None:
        """Go to the next proposal, or to the previous one."""
        self.proposals.move(by, decided=decided, at=self._offset)
        self.draw(reveal=True)

    async def read_report(self, report: ReportId) -> None:
        """Show another report in place of this one, at its first open proposal.

        :raises OnRecordError: the store can't be read, or the report has no text.
        """
        opened = await self._reading.ask("reader", _open_report, report)
        self._asked = self._report = report
        self._open, self.refusal, self.proposals, self._is_searching = opened, None, ProposalList(), True
        self._attributions.clear()
        self._show_text()
        await self.find_proposals()
        self.proposals.move(1)
        self.draw(reveal=True)

    def action_unfold(self) -> None:
        """Show the proposals inside the current one, or fold them again."""
        current = self.proposals.current
        if current is not None:
            self.proposals.fold(current)
            self.draw(reveal=True)

    def action_back(self) -> None:
        """Drop the selection, or close; words that the text was opened at are no selection of a person."""
        is_own = self.passage.selection is not None and self.passage.selection == self._opened_at
        if is_own or not self.passage.drop_selection():
            self.dismiss()

    async def citation(self) -> str:
        """The selected words or those of the proposal, with their report; else the report alone."""
        if self._open is None:
            return ""
        selected, current = self.passage.selection, self.proposals.current
        if selected is not None:
            words = self.passage.text[slice(*selected)]
        elif current is not None:
            words = " … ".join(span.text for span in current.proposal.content)
        else:
            return cited_report(self._open.report)
        return f"{in_quotes(words)} — {cited_report(self._open.report)}"

    def read_again(self, came: Row | None) -> object:  # noqa: ARG002
        """Refresh the quotes and proposals; cursor and scroll position stay."""
        return self._read_again()

    @work(exclusive=True, group="again")
    async def _read_again(self) -> None:
        if self._open is not None:
            await self.refresh_marks()

    @work
    async def _load_report(self) -> None:
        try:
            await self._find_text()
            self._open = await self._reading.ask("reader", _open_report, self._report)
            self._show_text()
            await self._select_target()
            await self.find_proposals()
            if self._decides and self.proposals.move(1) is not None:
                self.draw(reveal=True)
        except OnRecordError as error:
            notify_error(self.app, error)
            self.dismiss()

    async def _find_text(self) -> None:
        """Find the text to show: that of the report, or another one with its words.

        :raises NotFound: there is none.
        """
        if self._words_of is not None:
            place = await self._reading.ask("place", place_of_statement, *self._words_of)
        elif self._at is None:
            place = await self._reading.ask("place", place_of_report, self._report)
        else:
            return
        self._report, self._at = place.report, place.words

    async def _select_target(self) -> None:
        """Select the words that were asked for, in the newest text."""
        if self._at is None or self._open is None:
            return
        (capture, (first, last)), self._at = self._at, None
        if capture != self._open.capture.id:
            exact = await self._reading.ask("words", capture_words, capture, first, last)
            first = self._open.capture.text.find(exact) if exact else -1
            last = first + len(exact)
        if first < 0:
            said = "These words are in an earlier capture of this report, not in the newest."
            self.app.notify(said, severity="warning", timeout=5)
        else:
            self._opened_at = (first, last)
            self.passage.choose(first, last)

    async def find_proposals(self) -> OnRecordError | None:
        """Find who says what in the text, and store the proposals, or keep them in memory where the store can't.

        :returns: why the store can't; None where it can.
        :raises OnRecordError: the store can't be read.
        """
        assert self._open is not None
        capture, before, self.refusal = self._open.capture, self.refusal, None
        found: list[Proposal] = []
        try:
            await propose_for(self._reading, self._writing, capture.id)
        except NotStored as error:
            self.refusal, found = error.refusal, error.proposals
        kept = await self._reading.ask("proposals", stored_proposals, capture.id)
        if not kept and self.refusal is not None:
            kept = unstored_proposals(found, capture.id, self._report, self._case.id)
        current = self.proposals.current
        self.proposals = self.proposals.renewed(kept)
        if before is not None and current is not None:  # those in memory had no ids of the store
            self.proposals.current = next((each for each in kept if each.number == current.number), None)
        self._is_searching = False
        self.draw()
        self._retitle()
        return self.refusal

    async def refresh_marks(self, decided: int | None = None) -> None:
        """Read the quotes and proposals again. A proposal whose state changed becomes the current one.

        :param decided: id of the proposal that was just decided: the next open one becomes current instead.
        """
        assert self._open is not None
        try:
            opened = await self._reading.ask("reader", _open_report, self._report)
            kept = await self._reading.ask("proposals", stored_proposals, opened.capture.id)
        except OnRecordError as error:
            self._close_for(error)
            return
        before, self._open = self._open, opened
        self._attributions.clear()
        if opened.capture.id != before.capture.id:
            self._is_searching = True
            self._show_text()
            await self.find_proposals()
            return
        if self.refusal is not None and not kept:
            kept = list(self.proposals.all)  # those in memory
        reveal = self._take_proposals(self.proposals.renewed(kept), decided)
        self.draw(reveal=reveal)
        self._retitle()

    def draw(self, *, reveal: bool = False) -> None:
        """Draw the proposals.

        :param reveal: scroll to the current one.
        """
        self.passage.mark(*self._highlights())
        if reveal and self.proposals.current is not None:
            self.passage.drop_selection()
            self.passage.reveal(*proposal_range(self.proposals.current))
        self._describe()

    def _take_proposals(self, now: ProposalList, decided: int | None) -> bool:
        """Take fresh proposals.

        :returns: whether another one is current.
        """
        states = {each.id: each.state for each in self.proposals.all}
        changed = next((each for each in now.all if each.state is not states.get(each.id, each.state)), None)
        self.proposals = now
        if decided is not None:
            now.current = now.of(decided)
            return now.move(1) is not None
        if changed is not None:
            now.current = changed
        return changed is not None

    def _show_text(self) -> None:
        assert self._open is not None
        self.passage.show(self._open.capture.text, *self._highlights())
        self._describe()
        self._retitle()

    def _close_for(self, error: OnRecordError) -> None:
        """Close, since the text was removed: at once, or when the screen over this one closes."""
        self._is_gone = True
        if self.is_current:
            notify_error(self.app, error)
            self.dismiss()

    def _describe(self) -> None:
        selected, current = self.passage.selection, self.proposals.current
        if selected is not None:
            self.card.show(selection_rows(self.passage.text, selected))
            return
        known = self._attributions.get(current.id) if current is not None else None
        self.card.show(offer_rows(self.proposals, known))
        if current is not None and known is None:
            self._load_attribution(current.id)

    @work(exclusive=True, group="learn")
    async def _load_attribution(self, id: int) -> None:
        """Read the sources that a proposal names, and describe it again."""
        kept = self.proposals.of(id)
        if kept is None:
            return
        alone = self.refusal is not None
        try:
            self._attributions[id] = await self._reading.ask("attribution", attribution, kept, alone=alone)
        except OnRecordError:
            return  # the error is shown when a person decides on it
        if self.proposals.current is not None and self.proposals.current.id == id:
            self._describe()

    def _retitle(self) -> None:
        bar = self.query_one(TitleBar)
        if self._open is not None:
            bar.heading = f"{self._open.report.key}  {self._open.report.label}{self._as_source_of}"
        counted = " · ".join(f"{GLYPH[state]} {self.proposals.count(state)} {state}" for state in ProposalState)
        more = f"{self.passage.unshown:,} more characters are not shown · " if self.passage.unshown else ""
        bar.tally = more + ("finding who says what …" if self._is_searching else counted)

    @property
    def _as_source_of(self) -> str:
        """That the text was opened for a report that is known only through it; empty where it is its own."""
        is_other = self._asked not in (None, self._report)
        return ", which has the words of the report you came from" if is_other else ""

    def _highlights(self) -> tuple[list[Highlight], dict[int, TrailingLabel]]:
        """The highlights of quotes and proposals, and the labels after them."""
        proposed, tags = offer_marks(self.proposals)
        quotes = self._open.quotes if self._open is not None else ()
        for quote in quotes:
            here = tags.setdefault(quote.end, [])
            if not any(tag.text.split(" ")[0] == quote.statement_key for tag in here):
                here.append(TrailingLabel(quote.statement_key, "$accent"))
        on_record = [Highlight(quote.start, quote.end, QUOTE_STYLE[quote.form]) for quote in quotes]
        return [*on_record, *proposed], {offset: _merge_labels(here) for offset, here in tags.items()}


def _merge_labels(tags: list[TrailingLabel]) -> TrailingLabel:
    """One label for all labels at one place of the text."""
    words = list(dict.fromkeys(tag.text for tag in tags))
    rest = f" +{len(words) - MOST_KEYS}" if len(words) > MOST_KEYS else ""
    return TrailingLabel(f" {Mark.QUOTE_OPENS}{' '.join(words[:MOST_KEYS])}{rest}{Mark.QUOTE_CLOSES}", tags[0].style)


def _open_report(record: Reader, report: ReportId) -> OpenedReport:
    """Read a report with its newest text.

    :raises NotFound: no text of it is on record.
    """
    found = reports(record, [report])
    kept = captures(record, report, most=1)
    if not found or not kept:
        name = f"{found[0].key}, {found[0].label}" if found else "this report"
        raise NotFound(f"We don't have the text of {name}.", "Get the original: onrecord import FILE|URL.")
    return OpenedReport(found[0], kept[0], tuple(quote_marks(record, kept[0].id)))
