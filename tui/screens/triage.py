"""Quick triage: one claim at a time, and a single key for each decision.

A decision is written before the next claim is shown, so that every key is about the claim in sight.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from inspect import isawaitable
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from textual import events, on

from db.dataclass import dataclass
from db.errors import OnRecordError
from db.model.enums import Credibility, Reliability, Status, Verdict
from db.model.ids import ClaimId, SourceId, StatementId
from db.model.things import Target
from db.queries.cases import case_by_id
from db.queries.triage_queue import known_tags
from tui.actions.registry import ActionScope, bindings, commands, keyed, keys_of
from tui.screens.base.claim_queue import ClaimQueueScreen
from tui.screens.base.requests import OpenDetail, open_screen, request_of
from tui.system.keyboard import STAYS, is_sequence
from tui.text import wording
from tui.text.assessment_labels import STATUS, VERDICT
from tui.text.safe import line
from tui.text.targets import Row, RowKind, Thing, ThingKind
from tui.widgets.bars import KeyBar
from tui.widgets.listing import Listing, toggle_mark
from tui.widgets.triage_input import TriagePrompt
from tui.workers.triage_edits import assess_edit, count_decided, reason_edit, undo_triage
from tui.workers.writes import Changed

if TYPE_CHECKING:
    from db.journal.writer import Writer

P = ParamSpec("P")


RUN = 10_000
"""Most claims that are marked at once."""


@dataclass(frozen=True, slots=True)
class _GivenVerdict:
    """A verdict that can still get a reason."""

    claims: tuple[ClaimId, ...]
    verdict: Verdict
    subject: str
    """The claims and the verdict, safe to show."""


class TriageScreen(ClaimQueueScreen):
    """Keys that decide the current claim, or the marked ones."""

    BINDINGS = bindings(ActionScope.TRIAGE)

    _last_verdict: _GivenVerdict | None = None
    _last_tag = ""
    _last_decision = ""
    """The action of the last verdict or status."""
    _has_changed = False

    def show_begun(self, key: str) -> None:
        """Show in the legend whether a letter decides."""
        self.legend.decides = bool(key)

    def on_key(self, event: events.Key) -> None:
        """Say at a letter that would decide which key comes before it."""
        if (
            not self._lines.display
            and f"{STAYS}{event.character}" in _deciding_keys()
            and event.key not in self.active_bindings
        ):
            self.show_notice("A letter decides after v", "$warning", "v opens verdict and status; esc closes them")

    def on_descendant_focus(self) -> None:
        """Update the key bar."""
        self._offer_keys()

    async def action_verdict(self, name: str) -> None:
        """Give the current claim or the marked ones a verdict, and go on."""
        verdict, claims = Verdict(name), self._claims_to_decide()
        if claims and await self._decide(claims, assess_edit, claims, verdict):
            self._last_decision = f"verdict('{verdict}')"
            subject = self._name_of(claims)
            self._last_verdict = _GivenVerdict(claims, verdict, f"{subject} {verdict}")
            glyph, style = VERDICT[verdict]
            self.show_notice(
                f"{glyph} {subject} {verdict}", style, keyed("{triage.reason} adds a reason · {triage.undo} undoes")
            )
            await self._go_on_after(claims, goes_on=self.goes_on)

    async def action_status(self, name: str) -> None:
        """Set the status of the current claim or the marked ones, and go on."""
        from db.write.assessments import set_status  # kept out of start-up

        status, claims = Status(name), self._claims_to_decide()
        if claims and await self._decide(claims, set_status, claims, status):
            self._last_decision = f"status('{status}')"
            glyph, style = STATUS[status]
            self.show_notice(f"{glyph} {self._name_of(claims)} {status.word}", style, keyed("{triage.undo} undoes"))
            await self._go_on_after(claims, goes_on=self.goes_on and status is not Status.NEW)

    async def action_repeat(self) -> None:
        """Give the current claim or the marked ones the last verdict or status again."""
        if self._last_decision:
            await self.run_action(self._last_decision)
        else:
            self.show_notice("Nothing was decided yet", "$warning", "v and a letter decide")

    async def action_edit(self) -> None:
        """Edit the current claim."""
        from tui.forms.registry import form_to_edit  # kept out of start-up

        if self.current is not None and not self.is_refused():
            await self.ask(self._reading, form_to_edit, self._case.id, Row(RowKind.CLAIM, self.current))

    def action_read(self) -> None:
        """Open the text at the words of the selected statement."""
        block = self.words.selected
        if block is None or block.target is None:
            self.show_notice("No words on record here", "$warning", "there is no text to read")
        else:
            open_screen(self.app, request_of(self._reading, self._writing, self._case, block.target))

    async def action_digit(self, digit: int) -> None:
        """Rate the credibility of the selected statement on the claim."""
        from db.write.assessments import rate_statements  # kept out of start-up

        statement, value = self._selected_statement(), Credibility(digit)
        if statement is None or self.current is None:
            return
        _, name = self._speaker(statement)
        if await self._decide((), rate_statements, [(statement, self.current)], value):
            self.show_notice(f"{digit} {value.word}: {name}", "$accent", keyed("{triage.undo} undoes"))
            self.reload_card()

    async def action_letter(self, letter: str) -> None:
        """Rate the source of the selected statement."""
        from db.write.assessments import rate_sources  # kept out of start-up

        statement, value = self._selected_statement(), Reliability(letter)
        if statement is None:
            return
        source, name = self._speaker(statement)
        if await self._decide((), rate_sources, [source], value):
            self.show_notice(f"{letter} {value.word}: {name}", "$accent", keyed("{triage.undo} undoes"))
            self.prefetch.forget(but=self.current)
            self.reload_card()

    async def action_tag(self) -> None:
        """Ask for a tag."""
        claims = self._claims_to_decide()
        if claims:
            self._lines.ask(f"Tag {self._name_of(claims)}:", partial(self._save_tag, claims))
            try:
                self._lines.offer(await self._reading.ask("triage-tags", known_tags))
            except OnRecordError as error:
                self.show_error(error)

    async def action_tag_again(self) -> None:
        """Add the last tag again."""
        if self._last_tag:
            await self._save_tag(self._claims_to_decide(), self._last_tag)
        else:
            self.show_notice("No tag used yet", "$warning", keyed("{triage.tag} types one"))

    def action_reason(self) -> None:
        """Ask for the reason of the claim's verdict, or of the last one."""
        card, given = self.card, self._last_verdict
        own = card.judged.assessment if card is not None else None
        if card is not None and own is not None and (given is None or card.claim.id not in given.claims):
            given = _GivenVerdict((card.claim.id,), own.verdict, f"{card.claim.key} {own.verdict}")
        if given is None:
            self.show_notice("No verdict yet", "$warning", keyed("give one first; then {triage.reason} adds a reason"))
        else:
            self._lines.ask(f"{given.subject}, because:", partial(self._save_reason, given))

    def action_mark(self) -> None:
        """Mark or unmark the claim for a batch, and go down."""
        if self.current is not None:
            self.listing.marked = toggle_mark(self.listing.marked, self.current)
            self.action_move(1)

    def action_mark_on(self, rows: int) -> None:
        """Mark the claim and the next or the previous one, and go there."""
        if self.current is not None:
            before = self.current
            self.action_move(rows)
            self.listing.marked = {**self.listing.marked, before: None, self.current: None}

    async def action_mark_through(self) -> None:
        """Mark all claims from the last marked one to this one."""
        if self.current is None:
            return
        marked = [ClaimId(id) for id in self.listing.marked]
        try:
            run = await self._reading.ask(
                "triage-run", self._queue.between, (marked or [self.current])[-1], self.current, RUN
            )
        except OnRecordError as error:
            self.show_error(error)
            return
        self.listing.marked = {**self.listing.marked, **dict.fromkeys(run)}
        if len(run) == RUN:
            self.show_notice(
                f"{RUN:,} claims can be marked at once at most",
                "$warning",
                keyed("{triage.mark_through} continues from there"),
            )

    def action_going_on(self) -> None:
        """Switch whether a decision goes on to the next claim."""
        self.goes_on = not self.goes_on
        if self.goes_on:
            self.show_notice(
                "After a decision: go to the next undecided claim",
                "$accent",
                keyed("{triage.going_on}: stay on the claim instead"),
            )
        else:
            self.show_notice(
                "After a decision: stay on the claim", "$accent", keyed("{triage.going_on}: go to the next instead")
            )
        self.fill_head()

    def action_open(self) -> None:
        """Open the text at the words of the selected statement; where there is none, the view of the claim."""
        block = self.words.selected
        if block is not None and block.target is not None:
            open_screen(self.app, request_of(self._reading, self._writing, self._case, block.target))
        else:
            self.action_look()

    def action_look(self) -> None:
        """Open the view of the claim."""
        if self.current is not None:
            thing = Thing(ThingKind.CLAIM, self.current)
            open_screen(self.app, OpenDetail(self._reading, self._writing, self._case, thing))

    def action_back(self) -> None:
        """Unmark the marked claims; else close."""
        if self.listing.marked:
            self.listing.marked = {}
            return
        self._refresh_below()
        self.dismiss()

    async def action_home(self) -> None:
        """Open the home screen."""
        self._refresh_below()
        await self.run_action("app.home")

    async def action_set_line(self) -> None:
        """Apply the typed tag or reason."""
        then, typed = self._lines.answer()
        self.words.focus()
        if then is not None and typed.strip():
            done = then(typed)
            if isawaitable(done):
                await done

    def action_complete(self) -> None:
        """Take the next completion."""
        self._lines.complete()

    def action_leave_line(self) -> None:
        """Close the input with nothing written."""
        self._lines.put_away()
        self.words.focus()

    async def citation(self) -> str:
        """The selected statement as a line to cite; the claim where it has none."""
        block = self.words.selected
        if block is not None and block.citation:
            return block.citation
        return self.card.citation if self.card is not None else ""

    @on(Listing.RowOpened)
    def _opened(self, event: Listing.RowOpened) -> None:
        event.stop()
        self.action_look()

    def on_click(self, event: events.Click) -> None:
        """Give the text the focus again, whatever was clicked."""
        if not self._lines.display:
            event.stop()
            self.words.focus()

    @property
    def _lines(self) -> TriagePrompt:
        return self.query_one(TriagePrompt)

    def _offer_keys(self) -> None:
        asks = self._lines.display
        self.set_class(asks, "-asking")
        offered = commands(ActionScope.TRIAGE_LINE) if asks else commands(ActionScope.TRIAGE, ActionScope.EVERYWHERE)
        self.query_one(KeyBar).offered = tuple(offered)

    def _refresh_below(self) -> None:
        """Refresh the screens below, which were not notified of single decisions."""
        if self._has_changed:
            self._has_changed = False
            self.app.post_message(Changed(""))

    def _claims_to_decide(self) -> tuple[ClaimId, ...]:
        """The claims that a key decides: the marked ones, else the current one."""
        if self.listing.marked:
            return tuple(ClaimId(id) for id in self.listing.marked)
        return (self.current,) if self.current is not None else ()

    def _name_of(self, claims: Sequence[ClaimId]) -> str:
        """A name for some claims, such as "C1" or "3 claims"."""
        if len(claims) > 1:
            return wording.pluralize(len(claims), "claim")
        row = self.listing.record_of(claims[0])
        card = self.card
        if card is not None and card.claim.id == claims[0]:
            return card.claim.key
        return row.claim.key if row is not None else "1 claim"

    def _selected_statement(self) -> StatementId | None:
        """The selected statement; a notice where there is none."""
        block = self.words.selected
        if block is None or block.row is None:
            self.show_notice("No statements on this claim", "$warning", "a rating needs a statement")
            return None
        statement = StatementId(block.row.id)
        if self.card is None or statement not in self.card.speakers:
            return None  # the claim is being read, and the words of the one before still stand
        return statement

    def _speaker(self, statement: StatementId) -> tuple[SourceId, str]:
        """The source of a shown statement, and its name."""
        assert self.card is not None
        return self.card.speakers[statement]

    async def _decide(
        self,
        claims: Sequence[ClaimId],
        change: Callable[Concatenate[Writer, P], object],
        *args: P.args,
        **named: P.kwargs,
    ) -> bool:
        """Write a decision as one action, and count it.

        :param claims: the claims that it may decide.
        :param change: a function that takes a writer first, then the other arguments.
        :returns: whether it was written; an error is shown.
        """
        try:
            made = await self._writing.make(count_decided, tuple(claims), change, *args, **named)
        except OnRecordError as error:
            self.show_error(error)
            return False
        self._has_changed = self._has_changed or bool(made.words)
        self.add_to_counts(made.result)
        return True

    async def _go_on_after(self, claims: Sequence[ClaimId], *, goes_on: bool) -> None:
        """Unmark the batch, then go on or refresh."""
        self.prefetch.forget(claims, but=None if goes_on else self.current)
        if self.listing.marked:
            self.listing.marked = {}
        if goes_on:
            await self.go_to_next()
        else:
            self.reload_card()

    async def _save_tag(self, claims: tuple[ClaimId, ...], tag: str) -> None:
        from db.write.annotations import add_tag  # kept out of start-up

        if claims and await self._decide((), add_tag, [Target(RowKind.CLAIM, claim) for claim in claims], tag):
            self._last_tag = " ".join(tag.split()).lstrip("#").strip()
            self.legend.last_tag = self._last_tag
            self.show_notice(
                f"#{line(self._last_tag)} on {self._name_of(claims)}",
                "$accent",
                keyed("{triage.tag_again} adds it again · {triage.undo} undoes"),
            )
            self.prefetch.forget(claims, but=self.current)
            self.reload_card()

    async def _save_reason(self, given: _GivenVerdict, words: str) -> None:
        if await self._decide(given.claims, reason_edit, given.claims, given.verdict, words):
            self.show_notice(
                f"{given.subject}, because {line(words.strip())}", "$accent", keyed("{triage.undo} undoes")
            )
            self.prefetch.forget(given.claims, but=self.current)
            self.reload_card()

    async def _undo_or_redo(self, name: str, title: str, hint: str) -> None:
        try:
            words, claims = await self._writing.do(undo_triage, name)
            mine = await self._reading.ask("triage-turn", self._queue.among, claims)
            is_there = await self._reading.ask("triage-case", case_by_id, self._case.id) is not None
        except OnRecordError as error:
            self.show_error(error)
            return
        self._has_changed, self._last_verdict = True, None
        if not is_there:  # adding the case was undone
            self.app.post_message(Changed(words, None, title, hint))
            self.dismiss()
            return
        self.prefetch.forget(but=self.current)
        self.count_again()
        self.show_notice(f"{title}: {line(words)}", "$accent", hint)
        if mine and self.current not in mine:
            self.go_to(mine[0], back=True)
        else:
            self.reload_card()


def _deciding_keys() -> set[str]:
    """The sequences that give a verdict or a status."""
    return {key for command in commands(ActionScope.TRIAGE) for key in keys_of(command) if is_sequence(key)}
