"""Choosing the claims that an accepted proposal bears on, by single keys; the plan is shown before it is written."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from db.errors import OnRecordError
from db.markup.name_changes import NameChange
from db.markup.parser import StanceText
from db.markup.plan import Plan
from db.model.enums import Certainty, Polarity
from db.model.ids import CaseId, ClaimId
from db.model.things import RowKind
from db.queries.cases import Case
from db.queries.claims import Claim, claim_ids, claims
from db.search.similar import near_claims
from db.store.reader import Reader
from tui.actions.registry import ActionScope, bindings, commands, keyed
from tui.screens.base.speaker_keys import SpeakerKeys
from tui.state.claim_choices import ClaimChoice, ClaimChoices
from tui.state.repeat_answer import RepeatAnswer, next_answer
from tui.text.safe import line
from tui.text.strips import Piece, row
from tui.text.styles import DIM, SIDE_STYLE
from tui.text.wording import POLARITY_GLYPH
from tui.views.markup_plan import error_blocks, plan_blocks
from tui.widgets.bars import KeyBar
from tui.widgets.filter_frame import FilterLine
from tui.widgets.listing import Listing
from tui.widgets.safe_input import SafeInput
from tui.widgets.sheet import Sheet
from tui.workers.notify import notifies_errors, notify_error, notify_question
from tui.workers.reads import ReadWorker

NEAR = 8
"""Similar claims listed first."""

SHORTEST = 4
"""Letters of a new claim from which on similar ones are listed."""

SHORT = 60
"""Cells below which a row abbreviates side and certainty, and leaves out "near"."""

IN_ORDER = 40
"""Claims of a case up to which the list keeps their order; a longer one begins with the near ones."""

_HINTS = {
    Polarity.FOR: "a new claim, which it is for; - before it: against, ?: neither",
    Polarity.AGAINST: "a new claim, which it is against; + before it: for, ?: neither",
}

Planned = Callable[[Reader, tuple[StanceText, ...], RepeatAnswer, NameChange], Plan]
"""The plan for some claims, for what the words repeat, and for changes of the speaker."""

Write = Callable[[Plan], Awaitable[None]]
"""Writes a plan, or raises the error."""


class NewClaimLine(SafeInput):
    """The input for a new claim."""

    BINDINGS = bindings(ActionScope.NEW_CLAIM)


class ClaimChoiceScreen(SpeakerKeys):
    """A list of claims over the lower part of the reader; its answer is whether anything was written."""

    BOX = "bearing-box"
    BINDINGS = bindings(ActionScope.BEARING)
    AUTO_FOCUS = "#claims"

    def __init__(
        self, reading: ReadWorker, case: Case, words: str, choices: ClaimChoices, *, planned: Planned, write: Write
    ) -> None:
        """Take the proposal.

        :param words: its words, to find similar claims by.
        :param choices: earlier choices; new ones are added to them.
        """
        super().__init__(reading, case.id, choices)
        self._words = words
        self._planned = planned
        self._write = write
        self.listing: Listing[Claim] = Listing(reading, self._fetch_rows, self._draw_row, id="claims", of=RowKind.CLAIM)
        """The claims to choose from."""
        self.new = NewClaimLine(choices.typed, placeholder=_HINTS[choices.new_side], compact=True, id="claim-new")
        """The input for a new claim."""
        self.sheet = Sheet(id="bearing-plan")
        """The plan."""
        self.sheet.can_focus = False
        self.sheet.tight = True
        self._near: frozenset[int] | None = None
        self._is_writing = False
        self._asked = ""
        """The question on the plan that was asked before."""
        self._answer = RepeatAnswer()

    def compose(self) -> ComposeResult:
        """Claims, inputs, plan, keys."""
        with Vertical(id="bearing-box", classes="over-text"):
            yield self.listing
            yield FilterLine(placeholder="filter all claims", compact=True, id="claim-filter")
            yield self.new
            yield self.sheet
            yield KeyBar()

    def on_mount(self) -> None:
        """List the claims, and plan without any."""
        self.query_one("#bearing-box").border_title = Content("Which claims is it about?")
        for field in self.query(Input):
            field.display = False
        self._offer_keys()
        self._find("")
        self._plan()

    def on_descendant_focus(self) -> None:
        """Update the key bar."""
        self._offer_keys()

    @on(Input.Changed, "#claim-filter")
    def _filtered(self, event: Input.Changed) -> None:
        event.stop()
        self._find(event.value)

    @on(FilterLine.FilterKept)
    def _kept(self) -> None:
        field = self.query_one("#claim-filter", FilterLine)
        field.display = bool(field.value)
        self.listing.focus()

    @on(FilterLine.FilterCleared)
    def _cleared(self) -> None:
        self._clear_filter()

    @on(Input.Changed, "#claim-new")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.choices.typed = event.value
        if self.new.has_focus:
            self._list_similar(event.value.strip().lstrip("+-−? "))

    def action_take(self) -> None:
        """Go to the most similar claim on record, to choose it instead; the typed text stays."""
        self.new.display = False
        self.listing.cursor = 0
        self.listing.focus()

    def action_add(self) -> None:
        """Add the typed claim."""
        self._add_typed()

    async def action_add_and_write(self) -> None:
        """Add the typed claim, and write the plan."""
        self._add_typed()
        self.action_write()

    def _add_typed(self) -> None:
        claim = self.choices.add(self.new.value)
        self.new.value = ""
        self.new.display = False
        self.listing.focus()
        if claim is not None:
            self._plan()
        self._find("", at=claim.id if claim is not None else None)

    def action_side(self, side: int) -> None:
        """Take a side on the claim under the cursor, or take it back."""
        claim = self._claim()
        if claim is not None:
            self.choices.side(claim, Polarity(side))
            self._show_choice()

    def action_certain(self, place: int) -> None:
        """Set the certainty, from 1 to 4."""
        claim = self._claim()
        if claim is not None:
            self.choices.certain(claim, list(Certainty)[place - 1])
            self._show_choice()

    def action_cycle(self) -> None:
        """Set the next lower certainty."""
        claim = self._claim()
        if claim is not None:
            self.choices.cycle(claim)
            self._show_choice()

    def action_new(self) -> None:
        """Type a new claim."""
        self._type(self.new)

    def action_filter(self) -> None:
        """Filter all claims of the case."""
        self._type(self.query_one("#claim-filter", FilterLine))

    def action_same(self) -> None:
        """Choose which statement on record the words repeat, or none."""
        answer = next_answer(self._shown) if self._shown is not None else None
        if answer is None:
            self.app.notify("This repeats no statement on record.")
            return
        self._answer = answer
        self._plan()

    def action_write(self) -> None:
        """Write the plan as one action."""
        if not self._is_writing:
            self._is_writing = True
            self._write_all()

    def action_back(self) -> None:
        """Leave the input, or close with nothing written; the choices stay."""
        typed = next((field for field in self.query(Input) if field.has_focus), None)
        if typed is not None:
            typed.display = False
            self.listing.focus()
            self._find(self.query_one("#claim-filter", FilterLine).value)
        elif self.query_one("#claim-filter", FilterLine).value:
            self._clear_filter()
        else:
            self.dismiss(False)

    def _clear_filter(self) -> None:
        field = self.query_one("#claim-filter", FilterLine)
        field.value = ""
        field.display = False
        self.listing.focus()

    def _type(self, field: Input) -> None:
        field.display = True
        self.set_focus(field)

    def _claim(self) -> Claim | None:
        selected = self.listing.selected
        return self.listing.record_of(selected) if selected is not None else None

    def _show_choice(self) -> None:
        self.listing.refresh()
        self._plan()

    def _offer_keys(self) -> None:
        typing: dict[Input, ActionScope] = {
            self.new: ActionScope.NEW_CLAIM,
            self.query_one("#claim-filter", FilterLine): ActionScope.FILTER,
        }
        scope = (
            typing.get(self.focused, ActionScope.BEARING) if isinstance(self.focused, Input) else ActionScope.BEARING
        )
        self.query_one(KeyBar).offered = tuple(commands(scope))

    @work(exclusive=True, group="find")
    @notifies_errors()
    async def _list_similar(self, typed: str) -> None:
        """List the claims on record that are similar to the one being typed."""
        words = typed if len(typed) >= SHORTEST else self._words
        found = await self._reading.ask("bearing", near_claims, self._case, words, NEAR)
        near = [each.found.id for each in found]
        self._near = frozenset(near)
        new = [claim.id for claim in self.choices.new]
        self.listing.show([*near, *new], nothing="no similar claim on record")
        self.listing.cursor = 0

    @work(exclusive=True, group="find")
    @notifies_errors()
    async def _find(self, matching: str, *, at: int | None = None) -> None:
        """List the claims that contain a text, the new ones last.

        :param at: the claim to put the cursor on; by default the nearest, where the list was not shown before.
        """
        first = self._near is None
        near, every = await self._reading.ask("bearing", _ids_by_similarity, self._case, self._words, matching)
        self._near = frozenset(near)
        new = [] if matching else [claim.id for claim in self.choices.new]
        nothing = (
            f"no claim contains “{line(matching)}”" if matching else keyed("no claims yet: {bearing.new} adds one")
        )
        self.listing.show([*every, *new], nothing=nothing)
        wanted = near[0] if at is None and first and near else at
        if wanted is not None:
            self.listing.go_to(wanted)

    @work(exclusive=True, group="plan")
    async def _plan(self) -> None:
        try:
            plan = await self._reading.ask(
                "plan", self._planned, self.choices.bearings, self._answer, self.choices.speaker
            )
        except OnRecordError as error:
            self._shown = None
            self.sheet.show(error_blocks(error))
            return
        self._shown = plan
        self.sheet.show(plan_blocks(plan, undecided=self.choices.undecided))

    @work
    async def _write_all(self) -> None:
        try:
            chosen = (self.choices.bearings, self._answer, self.choices.speaker)
            plan = await self._reading.ask("write", self._planned, *chosen)
            if plan.question and plan.question != self._asked:
                self._asked = plan.question
                notify_question(self.app, plan.question)
                return
            await self._write(plan)
        except OnRecordError as error:
            notify_error(self.app, error)
            return
        finally:
            self._is_writing = False
        self.dismiss(True)

    def _fetch_rows(self, record: Reader, ids: Sequence[ClaimId]) -> list[Claim]:
        new = {claim.id: claim for claim in self.choices.new}
        known = {claim.id: claim for claim in claims(record, [id for id in ids if id > 0])}
        found = {**known, **new}
        return [found[id] for id in ids if id in found]

    def _draw_row(self, claim: Claim, _part: int, width: int, _lit: str) -> Content:
        choice = self.choices.of(claim)
        short = width < SHORT
        near = ("near", DIM) if claim.id in (self._near or ()) else ("new", "bold $accent") if choice.is_new else ""
        key = "" if choice.is_new else f"{claim.key}  "
        words: list[Piece] = [*_draw_side(choice, short=short), (key, "bold"), line(claim.text)]
        return row(words, "" if short else near, width)


def _draw_side(choice: ClaimChoice, *, short: bool) -> list[tuple[str, str]]:
    """Side and certainty of a claim as styled pieces."""
    if choice.polarity is None:
        return [(f" {'·':<{15 if short else 23}}", DIM)]
    style = SIDE_STYLE[choice.polarity]
    sign, word = POLARITY_GLYPH[choice.polarity], choice.polarity.word
    if short:
        return [(f" {sign} {word:<7}", f"bold {style}"), (f" {choice.certainty[:4]} ", "")]
    return [(f" {sign} {word:<8}", f"bold {style}"), (f"{choice.certainty:<13}", "")]


def _ids_by_similarity(record: Reader, case: CaseId, words: str, matching: str) -> tuple[list[int], list[int]]:
    """Ids of the similar claims, and of all in their order; a long list begins with the similar ones.

    :param matching: a text that all of them contain; then none counts as similar.
    """
    every: list[int] = [*claim_ids(record, case, matching)]
    if matching:
        return [], every
    near: list[int] = [each.found.id for each in near_claims(record, case, words, NEAR)]
    return near, every if len(every) <= IN_ORDER else list(dict.fromkeys([*near, *every]))
