"""The reader: accept or reject the proposals in the text of a report, or mark up words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from textual import work

from db.dataclass import replace
from db.errors import OnRecordError, Refused
from db.markup.copies import Copy, find_copies_read_in
from db.markup.name_changes import NameChange
from db.markup.next_report import next_report_with_open
from db.markup.parser import MarkupLine, NameDetails, StanceText
from db.markup.plan import MarkupContext as Selected
from db.markup.plan import Plan
from db.markup.planner import plan_line
from db.markup.proposal_rows import ProposalState, StoredProposal
from db.markup.proposals import context_of_proposal, line_of_proposal, plan_proposal
from db.model.enums import Act, Polarity, QuoteForm
from db.model.ids import ReportId, StatementId
from db.queries.cases import Case
from db.store.reader import Reader
from tui.actions.registry import ActionScope, bindings, keyed
from tui.screens.base.lower_half import rows_over_text
from tui.screens.base.marked_text import MarkedScreen, Place
from tui.screens.base.requests import OpenClaimChoices, OpenMarkupLine, OpenMenu, TypedMarkup, open_screen
from tui.state.claim_choices import ClaimChoices, restore_choices
from tui.state.highlights import Range
from tui.state.proposal_list import content
from tui.state.repeat_answer import RepeatAnswer
from tui.views.copies import copy_choices, copy_offer
from tui.widgets.menu import MenuRow
from tui.workers.drafts import Drafts
from tui.workers.notify import notifies_errors, notify_error
from tui.workers.reads import ReadWorker
from tui.workers.writes import Changed, WriteResult, WriteWorker

if TYPE_CHECKING:
    from db.markup.apply import AppliedPlan

T = TypeVar("T")


class ReaderScreen(MarkedScreen):
    """The text of a report, with keys to decide its proposals."""

    BINDINGS = bindings(ActionScope.READER)

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
        super().__init__(reading, writing, case, report, at=at, words_of=words_of, decides=decides)
        self._drafts = Drafts(writing)
        self._choices: dict[int, ClaimChoices] = {}

    @notifies_errors()
    async def action_offer(self, by: int, decided: bool = False) -> None:
        """Go to the next proposal, or to the previous one.

        After the last open one, go on to the next report that has any; after the last report, to what to get next.
        """
        is_last = by > 0 and not decided and not self._is_searching and not self.proposals.has_ahead(self._offset)
        if not is_last or not await self._go_on():
            await super().action_offer(by, decided)

    async def _go_on(self) -> bool:
        """Go on to the next report with open proposals; where no proposal is open in the case, to what to get next.

        :returns: whether there was somewhere to go.
        """
        following = await self._reading.ask("next-report", next_report_with_open, self._case.id, self._report)
        if following is not None:
            await self.read_report(following)
            return True
        if self.proposals.count(ProposalState.OPEN):
            return False
        await self.app.run_action("app.next")
        return True

    async def action_accept(self) -> None:
        """Accept the current proposal: ask for its claims; where it names nobody, for the markup line."""
        current = self.proposals.current
        if current is None:
            await self.action_offer(1)
        elif await self._is_decidable(current):
            try:
                await self._reading.ask("accept", plan_proposal, current)
            except OnRecordError:
                await self._ask_line_of(current, is_refused=True)
            else:
                await self._ask_claims(current)

    async def action_edit(self) -> None:
        """Accept the current proposal as a markup line, which can be edited first."""
        current = self.proposals.current
        if current is not None and await self._is_decidable(current):
            await self._ask_line_of(current)

    @notifies_errors()
    async def action_reject(self) -> None:
        """Reject the current proposal, or reopen a rejected one."""
        from db.markup.proposals import reject_proposal, reopen_proposal  # kept out of start-up

        current = self.proposals.current
        if current is None or not await self._can_write():
            return
        made = await self._writing.make(reject_proposal if current.is_open else reopen_proposal, current.id)
        await self._finish(made, current if current.is_open else None)

    async def action_markup(self) -> None:
        """Mark up the selected words, or those of the current proposal."""
        current, selected = self.proposals.current, self.passage.selection
        if selected is not None:
            await self._ask_line((selected,))
        elif current is not None and current.is_open:
            await self.action_edit()
        else:
            self.app.notify(
                keyed("Select words first: {text.select} and arrows, or the mouse. {reader.summary} works without.")
            )

    async def action_summary(self) -> None:
        """Add a statement in our words, with no words selected."""
        self.passage.drop_selection()
        await self._ask_line(())

    @notifies_errors()
    async def action_copies(self) -> None:
        """Mark other reports with the words of the current proposal as copies of it."""
        current = self.proposals.current
        if current is None or current.statement is None:
            self.app.notify("Accept the proposal first: only a statement has copies.", markup=False)
        elif await self._can_write():
            found = await self._reading.ask("copies", find_copies_read_in, current.statement, self._report)
            if found:
                open_screen(
                    self.app,
                    OpenMenu(
                        f"Copies of {found[0].of.key}?",
                        [MenuRow(*each) for each in copy_choices(found)],
                        self._mark_copies,
                    ),
                )
            else:
                self.app.notify("No other report has these words, or those that do are already marked.", markup=False)

    @notifies_errors()
    async def _mark_copies(self, chosen: Sequence[Copy] | None) -> None:
        from db.markup.copies import mark_copies  # kept out of start-up

        if chosen:
            await self._finish(await self._writing.make(mark_copies, chosen))

    @work(exclusive=True, group="copies")
    async def _offer_copies(self, statement: StatementId) -> None:
        """Say which other reports have the words of a new statement."""
        try:
            found = await self._reading.ask("copies", find_copies_read_in, statement, self._report)
        except OnRecordError:
            return  # the key says why
        if found:
            self.app.notify(copy_offer(found), markup=False)

    async def _is_decidable(self, kept: StoredProposal) -> bool:
        """Whether a proposal can be decided; a notice says why not."""
        if not await self._can_write():
            return False
        if not kept.is_open:
            came = f": it became {kept.statement_key}" if kept.statement_key else ""
            hint = "Undo that first." if kept.state is ProposalState.ACCEPTED else "x reopens it."
            notify_error(self.app, Refused(f"Proposal {kept.number} is {kept.state} already{came}.", hint))
        return kept.is_open

    async def _can_write(self) -> bool:
        """Whether anything can be written. After a refusal it tries again, and the next key decides."""
        if self._open is None:
            return False
        if self.refusal is None:
            return True
        try:
            refusal = await self.find_proposals()
        except OnRecordError as error:
            refusal = error
        if refusal is None:
            self.app.notify("The store can be changed again. Press the key once more.")
        else:
            notify_error(self.app, refusal)
        return False

    async def _ask_claims(self, kept: StoredProposal) -> None:
        """Ask which claims a proposal bears on, then accept it."""
        choices = await self._choices_for(kept)
        said = " ".join(span.text for span in kept.proposal.content)
        planned, write = partial(_plan_with_claims, kept), partial(self._accept, kept)
        then = partial(self._keep_chosen, kept)
        request = OpenClaimChoices(self._reading, self._case, said, choices, planned, write, then)
        self._put_over(request, _ranges(kept))

    async def _choices_for(self, kept: StoredProposal) -> ClaimChoices:
        """Earlier choices for a proposal."""
        if kept.id not in self._choices:
            try:
                left = await self._drafts.left(_draft_name(kept), self._case.id)
                self._choices[kept.id] = await self._reading.ask("chosen", restore_choices, self._case.id, left)
            except OnRecordError:
                self._choices[kept.id] = ClaimChoices()
        if kept.proposal.denies or kept.proposal.act is Act.DENY:
            self._choices[kept.id].new_side = Polarity.AGAINST
        return self._choices[kept.id]

    @notifies_errors()
    async def _keep_chosen(self, kept: StoredProposal, is_written: bool | None) -> None:
        """Keep the choices where nothing was written."""
        await self._end_cover()
        if is_written:
            self._choices.pop(kept.id, None)
            await self._drafts.drop(_draft_name(kept), self._case.id)
        elif kept.id in self._choices:
            choices = self._choices[kept.id]
            await self._drafts.keep(_draft_name(kept), self._case.id, choices.draft)
            if choices.as_line:
                choices.as_line = False
                await self._ask_line_of(kept)

    @notifies_errors()
    async def _ask_line_of(self, kept: StoredProposal, *, is_refused: bool = False) -> None:
        """Ask for the markup line to accept a proposal with, filled in from it.

        :param is_refused: whether it can't be written as proposed: then the name is selected, to type over it.
        """
        line, selected = await self._reading.ask("line", _line_of, kept)
        choices = await self._choices_for(kept)
        line = replace(choices.speaker.apply(line), bearings=choices.bearings)
        name = len(str(replace(line.who, told=NameDetails())))
        self._put_line_over(
            selected,
            TypedMarkup(str(line), selected.cue or ""),
            partial(_plan_as_line, kept),
            partial(self._accept, kept),
            title="Accept as this line",
            marked=name if is_refused else 0,
        )

    async def _ask_line(self, spans: tuple[Range, ...]) -> None:
        """Ask for a markup line over selected words without a proposal."""
        from db.markup.selection import guess_quote_form  # kept out of start-up

        if self._open is None or not await self._can_write():
            return
        form = guess_quote_form(self.passage.text, spans) if spans else QuoteForm.INDIRECT
        selected = Selected(self._case.id, self._report, self._open.capture.id, spans, form)
        self._put_line_over(selected, TypedMarkup(), plan_line, self._write)

    def _put_line_over(
        self,
        selected: Selected,
        typed: TypedMarkup,
        planned: Callable[[Reader, str, Selected], Plan],
        write: Callable[[Plan], Awaitable[None]],
        title: str = "Mark up",
        marked: int = 0,
    ) -> None:
        words = " … ".join(self.passage.text[start:end] for start, end in selected.spans)
        request = OpenMarkupLine(
            self._reading, self._drafts, selected, words, typed, planned, write, self._end_cover, title, marked
        )
        self._put_over(request, selected.spans)

    def _put_over(self, request: OpenClaimChoices | OpenMarkupLine, spans: tuple[Range, ...]) -> None:
        """Open a screen over the lower part of the text, with the words in sight above it."""
        below = self.size.height - self.passage.region.bottom
        self.passage.cover(rows_over_text(self.size.height) - below)
        if spans:
            self.passage.bring(spans[0][0], spans[-1][1])
        open_screen(self.app, request)

    async def _end_cover(self, _: bool | None = None) -> None:
        self.passage.cover(0)

    async def _accept(self, kept: StoredProposal, planned: Plan) -> None:
        """Accept a proposal as planned.

        :raises OnRecordError: the store or the record refuses.
        """
        from db.markup.proposals import accept_proposal  # kept out of start-up

        made = await self._writing.make(accept_proposal, kept.id, planned)
        await self._finish(replace(made, words=_saved_words(made, planned)), kept)
        self._offer_copies(made.result.first)

    async def _write(self, planned: Plan) -> None:
        """Write the plan of a markup line.

        :raises OnRecordError: the store or the record refuses.
        """
        from db.markup.apply import apply_plan  # kept out of start-up

        made = await self._writing.make(apply_plan, planned)
        self.passage.drop_selection()
        await self._finish(replace(made, words=_saved_words(made, planned)))

    async def _finish(self, made: WriteResult[T], decided: StoredProposal | None = None) -> None:
        """Notify of a change, and refresh before the next key."""
        self.app.post_message(Changed(made.words))
        await self.refresh_marks(decided.id if decided is not None else None)


def _saved_words(made: WriteResult[AppliedPlan], planned: Plan) -> str:
    """The new statement with its speaker: "S19 (Khalaf)"; where none is new, the words in the journal."""
    if not made.result.statements:
        return made.words
    key = made.result.statements[0][1]
    return f"{key} ({planned.speaker.name})" if planned.speaker is not None else key


def _draft_name(kept: StoredProposal) -> str:
    return f"claims of proposal {kept.id}"


def _ranges(kept: StoredProposal) -> tuple[Range, ...]:
    return tuple((span.start, span.end) for span in content(kept))


def _line_of(record: Reader, kept: StoredProposal) -> tuple[MarkupLine, Selected]:
    return line_of_proposal(record, kept), context_of_proposal(record, kept)


def _plan_with_claims(
    kept: StoredProposal, record: Reader, bearings: tuple[StanceText, ...], answer: RepeatAnswer, change: NameChange
) -> Plan:
    """The plan for accepting a proposal with some claims, and with changes of its speaker."""
    line = replace(change.apply(line_of_proposal(record, kept)), bearings=bearings)
    return plan_proposal(record, kept, line, answer.in_context(context_of_proposal(record, kept)))


def _plan_as_line(kept: StoredProposal, record: Reader, typed: str, selected: Selected) -> Plan:
    """The plan for accepting a proposal as a markup line."""
    return plan_proposal(record, kept, typed, selected)
