"""The reader: what a person decides on a report's text by key. They accept what is proposed, reject it, or mark up."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from db.errors import OnRecordError, Refused
from db.markup.parser import MarkupLine, StanceText, Told
from db.markup.plan import MarkupContext as Selected
from db.markup.plan import Plan
from db.markup.planner import plan
from db.markup.proposal_rows import ProposalState, StoredProposal
from db.markup.proposals import proposed_line, proposed_plan, proposed_reading
from db.model.enums import QuoteForm
from db.model.ids import ReportId
from db.queries.cases import Case
from db.store.reader import Reader
from tui.actions.registry import ActionScope, bindings
from tui.screens.base.lower_half import rows_over_text
from tui.screens.base.marked_text import MarkedScreen, Place
from tui.screens.base.requests import OpenClaimChoices, OpenMarkupLine, Typed, open_screen
from tui.state.claim_choices import ClaimChoices, restore_choices
from tui.state.highlights import Range
from tui.state.proposal_list import content
from tui.workers.drafts import Drafts
from tui.workers.notify import notify_error
from tui.workers.reads import ReadWorker
from tui.workers.writes import Changed, WriteResult, WriteWorker

T = TypeVar("T")


class ReaderScreen(MarkedScreen):
    """A report's text, whose proposals are decided on."""

    BINDINGS = bindings(ActionScope.READER)

    def __init__(
        self, reading: ReadWorker, writing: WriteWorker, case: Case, report: ReportId, *, at: Place | None = None
    ) -> None:
        super().__init__(reading, writing, case, report, at=at)
        self._drafts = Drafts(writing)
        self._choices: dict[int, ClaimChoices] = {}

    async def action_accept(self) -> None:
        """Accept the proposal a person is at: ask for the claims it bears on; where it names nobody, for the line."""
        current = self.offers.current
        if current is None:
            self.action_offer(1)
        elif await self._is_decidable(current):
            try:
                await self._reading.ask("accept", proposed_plan, current)
            except OnRecordError:
                await self._ask_line_of(current, is_refused=True)
            else:
                await self._ask_claims(current)

    async def action_edit(self) -> None:
        """Accept the proposal a person is at as a line, which may be changed before."""
        current = self.offers.current
        if current is not None and await self._is_decidable(current):
            await self._ask_line_of(current)

    async def action_reject(self) -> None:
        """Reject the proposal a person is at; open a rejected one again."""
        from db.markup.proposals import reject, reopen  # kept out of start-up

        current = self.offers.current
        if current is None or not await self._can_write():
            return
        try:
            made = await self._writing.make(reject if current.is_open else reopen, current.id)
        except OnRecordError as error:
            notify_error(self.app, error)
            return
        await self._changed(made, current if current.is_open else None)

    async def action_markup(self) -> None:
        """Turn the selected words into a statement; where none are selected, those of the proposal."""
        current, selected = self.offers.current, self.passage.selection
        if selected is not None:
            await self._ask_line((selected,))
        elif current is not None and current.is_open:
            await self.action_edit()
        else:
            self.app.notify("Select words first: v and arrows, or the mouse. M does without words.", markup=False)

    async def action_summary(self) -> None:
        """Say in the desk's words what somebody states, with no words selected."""
        self.passage.drop_selection()
        await self._ask_line(())

    async def _is_decidable(self, kept: StoredProposal) -> bool:
        """Whether a proposal can be decided on; where not, it is said why."""
        if not await self._can_write():
            return False
        if not kept.is_open:
            came = f": {kept.statement_key} came of it" if kept.statement_key else ""
            hint = "Undo that first." if kept.state is ProposalState.ACCEPTED else "x opens it again."
            notify_error(self.app, Refused(f"Proposal {kept.number} is {kept.state} already{came}.", hint))
        return kept.is_open

    async def _can_write(self) -> bool:
        """Whether anything can be written. Where it could not, it is tried again, and then the next key decides."""
        if self._open is None:
            return False
        if self.refusal is None:
            return True
        try:
            refusal = await self.look()
        except OnRecordError as error:
            refusal = error
        if refusal is None:
            self.app.notify("The store can be written again. Press the key once more.", markup=False)
        else:
            notify_error(self.app, refusal)
        return False

    async def _ask_claims(self, kept: StoredProposal) -> None:
        """Ask which claims a proposal bears on, then accept it."""
        choices = await self._chosen(kept)
        said = " ".join(span.text for span in kept.proposal.content)
        planned, write = partial(_with_claims, kept), partial(self._accept, kept)
        then = partial(self._keep_chosen, kept)
        request = OpenClaimChoices(self._reading, self._case, said, choices, planned, write, then)
        self._put_over(request, _ranges(kept))

    async def _chosen(self, kept: StoredProposal) -> ClaimChoices:
        """What was chosen for a proposal before."""
        if kept.id not in self._choices:
            try:
                left = await self._drafts.left(_draft(kept), self._case.id)
                self._choices[kept.id] = await self._reading.ask("chosen", restore_choices, self._case.id, left)
            except OnRecordError:
                self._choices[kept.id] = ClaimChoices()
        return self._choices[kept.id]

    async def _keep_chosen(self, kept: StoredProposal, is_written: bool | None) -> None:
        """Keep what was chosen where nothing was written."""
        await self._lay_bare()
        try:
            if is_written:
                self._choices.pop(kept.id, None)
                await self._drafts.drop(_draft(kept), self._case.id)
            elif kept.id in self._choices:
                await self._drafts.keep(_draft(kept), self._case.id, self._choices[kept.id].draft)
        except OnRecordError as error:
            notify_error(self.app, error)

    async def _ask_line_of(self, kept: StoredProposal, *, is_refused: bool = False) -> None:
        """Ask for the line to accept a proposal with, filled in with what it stands for.

        :param is_refused: whether it can't be written as it stands: then the name is marked, to be typed over.
        """
        try:
            meant, selected = await self._reading.ask("line", _meant, kept)
        except OnRecordError as error:
            notify_error(self.app, error)
            return
        meant = replace(meant, bearings=(await self._chosen(kept)).bearings)
        name = len(str(replace(meant.who, told=Told())))
        self._put_line_over(
            selected,
            Typed(str(meant), selected.cue or ""),
            partial(_as_line, kept),
            partial(self._accept, kept),
            title="Accept as this line",
            marked=name if is_refused else 0,
        )

    async def _ask_line(self, spans: tuple[Range, ...]) -> None:
        """Ask for a line over selected words, of which nothing is proposed."""
        from db.markup.selection import form_of  # kept out of start-up

        if self._open is None or not await self._can_write():
            return
        form = form_of(self.passage.text, spans) if spans else QuoteForm.INDIRECT
        selected = Selected(self._case.id, self._report, self._open.capture.id, spans, form)
        self._put_line_over(selected, Typed(), plan, self._write)

    def _put_line_over(
        self,
        selected: Selected,
        typed: Typed,
        planned: Callable[[Reader, str, Selected], Plan],
        write: Callable[[Plan], Awaitable[None]],
        title: str = "Mark up",
        marked: int = 0,
    ) -> None:
        words = " … ".join(self.passage.text[start:end] for start, end in selected.spans)
        request = OpenMarkupLine(
            self._reading, self._drafts, selected, words, typed, planned, write, self._lay_bare, title, marked
        )
        self._put_over(request, selected.spans)

    def _put_over(self, request: OpenClaimChoices | OpenMarkupLine, spans: tuple[Range, ...]) -> None:
        """Ask over the lower part of the text, with the words above it."""
        below = self.size.height - self.passage.region.bottom
        self.passage.cover(rows_over_text(self.size.height) - below)
        if spans:
            self.passage.bring(spans[0][0], spans[-1][1])
        open_screen(self.app, request)

    async def _lay_bare(self, _: bool | None = None) -> None:
        self.passage.cover(0)

    async def _accept(self, kept: StoredProposal, planned: Plan) -> None:
        """Accept a proposal as it was shown.

        :raises OnRecordError: the store or the record refuses.
        """
        from db.markup.proposals import accept  # kept out of start-up

        made = await self._writing.make(accept, kept.id, planned)
        await self._changed(made, kept)

    async def _write(self, planned: Plan) -> None:
        """Write what a line stands for, as it was shown.

        :raises OnRecordError: the store or the record refuses.
        """
        from db.markup.apply import write  # kept out of start-up

        made = await self._writing.make(write, planned)
        self.passage.drop_selection()
        await self._changed(made)

    async def _changed(self, made: WriteResult[T], decided: StoredProposal | None = None) -> None:
        """Tell every screen, and go on here before the next key."""
        self.app.post_message(Changed(made.words))
        await self.renew(decided.id if decided is not None else None)


def _draft(kept: StoredProposal) -> str:
    return f"claims of proposal {kept.id}"


def _ranges(kept: StoredProposal) -> tuple[Range, ...]:
    return tuple((span.start, span.end) for span in content(kept))


def _meant(record: Reader, kept: StoredProposal) -> tuple[MarkupLine, Selected]:
    return proposed_line(record, kept), proposed_reading(record, kept)


def _with_claims(kept: StoredProposal, record: Reader, bearings: tuple[StanceText, ...]) -> Plan:
    """What accepting a proposal writes, with the claims it bears on."""
    return proposed_plan(record, kept, replace(proposed_line(record, kept), bearings=bearings))


def _as_line(kept: StoredProposal, record: Reader, typed: str, selected: Selected) -> Plan:
    """What accepting a proposal writes as a line."""
    return proposed_plan(record, kept, typed, selected)
