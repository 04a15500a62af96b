"""Quick triage: one claim at a time, its words before one's eyes, and a single key for each decision.

A decision is written before the next claim shows, so that every key is about the claim one saw.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from inspect import isawaitable
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from textual import events, on

from db.errors import OnRecordError
from db.model.enums import Credibility, Reliability, Status, Verdict
from db.model.ids import ClaimId, SourceId, StatementId
from db.model.targets import Target, TargetKind
from db.queries.cases import case_of
from db.queries.triage_queue import Queue, known_tags
from db.store.reader import Reader
from tui.actions.registry import ActionScope, bindings, commands
from tui.screens.base.claim_queue import ClaimQueueScreen
from tui.screens.base.requests import OpenDetail, open_screen
from tui.text import wording
from tui.text.assessment_labels import STATUS, VERDICT
from tui.text.safe import line
from tui.text.targets import Thing, ThingKind
from tui.widgets.bars import KeyBar
from tui.widgets.listing import Listing, toggled
from tui.widgets.triage_input import TriageLines
from tui.workers.triage_edits import assess_edit, count_decided, reason_edit, undo_triage
from tui.workers.writes import Changed

if TYPE_CHECKING:
    from db.journal.writer import Writer

P = ParamSpec("P")

RUN = 10_000
"""Claims that are marked at once at the most."""


@dataclass(frozen=True, slots=True)
class _Given:
    """A verdict, to say why."""

    claims: tuple[ClaimId, ...]
    verdict: Verdict
    told: str


class TriageScreen(ClaimQueueScreen):
    """What single keys decide of the claim one is at, or of those that are marked."""

    BINDINGS = bindings(ActionScope.TRIAGE)

    _given: _Given | None = None
    _last_tag = ""
    _has_changed = False

    def on_descendant_focus(self) -> None:
        """The keys at the foot follow the focus."""
        self._offer_keys()

    async def action_verdict(self, name: str) -> None:
        """Give the claim, or those that are marked, a verdict; then go on."""
        verdict, claims = Verdict(name), self._chosen()
        if claims and await self._decide(claims, assess_edit, claims, verdict):
            told = self._told(claims)
            self._given = _Given(claims, verdict, f"{told} {verdict}")
            glyph, style = VERDICT[verdict]
            self.tell(f"{glyph} {told} {verdict}", style, "r says why · u undoes")
            await self._after(claims, goes_on=self.goes_on)

    async def action_status(self, name: str) -> None:
        """Say how far the desk is with the claim, or with those that are marked; then go on."""
        from db.write.assessments import set_status  # kept out of start-up

        status, claims = Status(name), self._chosen()
        if claims and await self._decide(claims, set_status, claims, status):
            glyph, style = STATUS[status]
            self.tell(f"{glyph} {self._told(claims)} {status.word}", style, "u undoes")
            await self._after(claims, goes_on=self.goes_on and status is not Status.NEW)

    async def action_digit(self, digit: int) -> None:
        """Rate what the selected statement says of the claim."""
        from db.write.assessments import rate_statements  # kept out of start-up

        statement, value = self._statement(), Credibility(digit)
        if statement is None or self.current is None:
            return
        if await self._decide((), rate_statements, [(statement, self.current)], value):
            self.tell(f"{digit} {value.word}: {self._speaker(statement)[1]}", "$accent", "u undoes")
            self.stay()

    async def action_letter(self, letter: str) -> None:
        """Rate the source of the selected statement."""
        from db.write.assessments import rate_sources  # kept out of start-up

        statement, value = self._statement(), Reliability(letter)
        if statement is None:
            return
        source, name = self._speaker(statement)
        if await self._decide((), rate_sources, [source], value):
            self.tell(f"{letter} {value.word}: {name}", "$accent", "u undoes")
            self.ahead.forget(but=self.current)
            self.stay()

    async def action_tag(self) -> None:
        """Ask for a tag."""
        claims = self._chosen()
        if claims:
            self._lines.ask(f"Tag {self._told(claims)}:", partial(self._tag, claims))
            try:
                self._lines.offer(await self._reading.ask("triage-tags", known_tags))
            except OnRecordError as error:
                self.refuse(error)

    async def action_tag_again(self) -> None:
        """Put the last tag on."""
        if self._last_tag:
            await self._tag(self._chosen(), self._last_tag)
        else:
            self.tell("No tag was set yet", "$warning", "m types one")

    def action_reason(self) -> None:
        """Ask why: of the verdict of this claim, else of the one that was given last."""
        card, given = self.card, self._given
        own = card.judged.assessment if card is not None else None
        if card is not None and own is not None and (given is None or card.claim.id not in given.claims):
            given = _Given((card.claim.id,), own.verdict, f"{card.claim.key} {own.verdict}")
        if given is None:
            self.tell("No verdict was given yet", "$warning", "give one; then r says why")
        else:
            self._lines.ask(f"{given.told}, because:", partial(self._because, given))

    def action_mark(self) -> None:
        """Mark the claim for a batch, or unmark it, and go down."""
        if self.current is not None:
            self.listing.marked = toggled(self.listing.marked, self.current)
            self.action_move(1)

    def action_mark_on(self, rows: int) -> None:
        """Mark the claim and the next, or the one before, and go there."""
        if self.current is not None:
            before = self.current
            self.action_move(rows)
            self.listing.marked = {**self.listing.marked, before: None, self.current: None}

    async def action_mark_through(self) -> None:
        """Mark every claim from the one marked last to this one."""
        if self.current is None:
            return
        marked = [ClaimId(id) for id in self.listing.marked]
        try:
            run = await self._reading.ask(
                "triage-run", _between, self._queue, (marked or [self.current])[-1], self.current
            )
        except OnRecordError as error:
            self.refuse(error)
            return
        self.listing.marked = {**self.listing.marked, **dict.fromkeys(run)}
        if len(run) == RUN:
            self.tell(f"{RUN:,} claims are marked at once at the most", "$warning", "M goes on from there")

    def action_going_on(self) -> None:
        """Go on by itself after a decision, or stay."""
        self.goes_on = not self.goes_on
        if self.goes_on:
            self.tell("A decision goes on to the next undecided claim by itself", "$accent", "w stays at its claim")
        else:
            self.tell("A decision stays at its claim", "$accent", "w goes on by itself")
        self.fill_head()

    def action_open(self) -> None:
        """Open the claim's own view."""
        if self.current is not None:
            thing = Thing(ThingKind.CLAIM, self.current)
            open_screen(self.app, OpenDetail(self._reading, self._writing, self._case, thing))

    def action_back(self) -> None:
        """Unmark what is marked; else go back to where it was opened from."""
        if self.listing.marked:
            self.listing.marked = {}
            return
        self._tell_under()
        self.dismiss()

    async def action_home(self) -> None:
        """Go to the home screen; escape there comes back here."""
        self._tell_under()
        await self.run_action("app.home")

    async def action_undo(self) -> None:
        """Undo the last change, and come back to its claim."""
        await self._turn_back("undo", "Undone", "ctrl+r redoes")

    async def action_redo(self) -> None:
        """Bring back what was undone, and come back to its claim."""
        await self._turn_back("redo", "Redone", "u undoes")

    async def action_set_line(self) -> None:
        """Set what is typed on the line."""
        then, typed = self._lines.answer()
        self.words.focus()
        if then is not None and typed.strip():
            done = then(typed)
            if isawaitable(done):
                await done

    def action_complete(self) -> None:
        """Take the next of what is offered."""
        self._lines.complete()

    def action_leave_line(self) -> None:
        """Put the line away; nothing is written."""
        self._lines.put_away()
        self.words.focus()

    async def citation(self) -> str:
        """The selected statement as a line to paste; the claim where it has none."""
        block = self.words.selected
        if block is not None and block.citation:
            return block.citation
        return self.card.citation if self.card is not None else ""

    @on(Listing.Opened)
    def _opened(self, event: Listing.Opened) -> None:
        event.stop()
        self.action_open()

    def on_click(self, event: events.Click) -> None:
        """The words have the keys again, whatever was clicked."""
        if not self._lines.display:
            event.stop()
            self.words.focus()

    @property
    def _lines(self) -> TriageLines:
        return self.query_one(TriageLines)

    def _offer_keys(self) -> None:
        asks = self._lines.display
        self.set_class(asks, "-asking")
        offered = commands(ActionScope.TRIAGE_LINE) if asks else commands(ActionScope.TRIAGE, ActionScope.EVERYWHERE)
        self.query_one(KeyBar).offered = tuple(offered)

    def _tell_under(self) -> None:
        """Have the screens under it read anew: they were left as they were."""
        if self._has_changed:
            self._has_changed = False
            self.app.post_message(Changed(""))

    def _chosen(self) -> tuple[ClaimId, ...]:
        """The claims a key is about: those that are marked, else the one one is at."""
        if self.listing.marked:
            return tuple(ClaimId(id) for id in self.listing.marked)
        return (self.current,) if self.current is not None else ()

    def _told(self, claims: Sequence[ClaimId]) -> str:
        """What some claims are called."""
        if len(claims) > 1:
            return wording.counted(len(claims), "claim")
        row = self.listing.record_of(claims[0])
        card = self.card
        if card is not None and card.claim.id == claims[0]:
            return card.claim.key
        return row.claim.key if row is not None else "1 claim"

    def _statement(self) -> StatementId | None:
        """The selected statement; where there is none, that is said."""
        block = self.words.selected
        if block is None or block.row is None:
            self.tell("Nothing on record bears on this claim", "$warning", "a rating is of a statement on it")
            return None
        return StatementId(block.row.id)

    def _speaker(self, statement: StatementId) -> tuple[SourceId, str]:
        """The source of a statement that is shown, and its name."""
        assert self.card is not None
        return self.card.speakers[statement]

    async def _decide(
        self,
        claims: Sequence[ClaimId],
        change: Callable[Concatenate[Writer, P], object],
        *args: P.args,
        **named: P.kwargs,
    ) -> bool:
        """Write a decision, as one action, and count it.

        :param claims: the claims that it may decide.
        :param change: a function that takes a writer first, then the other arguments.
        :returns: whether it stands now; where it is refused, that is said.
        """
        try:
            made = await self._writing.make(count_decided, tuple(claims), change, *args, **named)
        except OnRecordError as error:
            self.refuse(error)
            return False
        self._has_changed = self._has_changed or bool(made.words)
        self.count_by(made.result)
        return True

    async def _after(self, claims: Sequence[ClaimId], *, goes_on: bool) -> None:
        """Go on, or show how the claim stands now. A batch is let go of."""
        self.ahead.forget(claims, but=None if goes_on else self.current)
        if self.listing.marked:
            self.listing.marked = {}
        if goes_on:
            await self.go_on()
        else:
            self.stay()

    async def _tag(self, claims: tuple[ClaimId, ...], tag: str) -> None:
        from db.write.annotations import add_tag  # kept out of start-up

        if claims and await self._decide((), add_tag, [Target(TargetKind.CLAIM, claim) for claim in claims], tag):
            self._last_tag = " ".join(tag.split()).lstrip("#").strip()
            self.legend.last_tag = self._last_tag
            self.tell(f"#{line(self._last_tag)} on {self._told(claims)}", "$accent", ", puts it on again · u undoes")
            self.ahead.forget(claims, but=self.current)
            self.stay()

    async def _because(self, given: _Given, words: str) -> None:
        if await self._decide(given.claims, reason_edit, given.claims, given.verdict, words):
            self.tell(f"{given.told}, because {line(words.strip())}", "$accent", "u undoes")
            self.ahead.forget(given.claims, but=self.current)
            self.stay()

    async def _turn_back(self, name: str, title: str, hint: str) -> None:
        try:
            words, claims = await self._writing.do(undo_triage, name)
            mine = await self._reading.ask("triage-turn", _of_queue, self._queue, claims)
            is_there = await self._reading.ask("triage-case", case_of, self._case.id) is not None
        except OnRecordError as error:
            self.refuse(error)
            return
        self._has_changed, self._given = True, None
        if not is_there:  # the case itself was undone
            self.app.post_message(Changed(words, None, title, hint))
            self.dismiss()
            return
        self.ahead.forget(but=self.current)
        self.count_again()
        self.tell(f"{title}: {line(words)}", "$accent", hint)
        if mine and self.current not in mine:
            self.go(mine[0], back=True)
        else:
            self.stay()


def _between(record: Reader, queue: Queue, one: ClaimId, other: ClaimId) -> list[ClaimId]:
    return queue.between(record, one, other, RUN)


def _of_queue(record: Reader, queue: Queue, claims: Sequence[ClaimId]) -> list[ClaimId]:
    return queue.among(record, claims)
