"""The words of a claim as they are typed, and under them the claims on record that are near: one is taken instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events, on, work
from textual.app import ComposeResult, RenderResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import TextArea

from db.errors import OnRecordError
from db.model.ids import CaseId, ClaimId
from db.queries.claims import Claim
from db.queries.origins import OriginCounts, Support, origin_counts
from db.search.similar import SimilarMatch, near_claims
from db.store.reader import Reader
from tui.actions.registry import ActionScope, bindings
from tui.forms.model import ClaimWords
from tui.text import wording
from tui.text.safe import line
from tui.text.strips import row
from tui.text.styles import DIM
from tui.widgets.form_fields import LongField
from tui.workers.reads import ReadWorker

MOST_NEAR = 4
"""Near claims that are offered."""

LEAST_LIKENESS = 55.0
"""The likeness from which they are."""

_FEWEST_LETTERS = 4
"""Letters from which on near claims are looked for."""

_WIDE_COLUMNS = 70
"""Cells below which numbers are said in signs: named, anonymous and not recorded."""


@dataclass(frozen=True, slots=True)
class NearClaim:
    """A claim on record that is near to what is typed, with its numbers."""

    near: SimilarMatch[Claim]
    numbers: OriginCounts


def near_claims_with_counts(record: Reader, case: CaseId, words: str) -> list[NearClaim]:
    """Claims of a case that are near to words, nearest first, with their numbers."""
    found = [each for each in near_claims(record, case, words, MOST_NEAR) if each.score >= LEAST_LIKENESS]
    numbers = origin_counts(record, [each.found.id for each in found])
    return [NearClaim(each, numbers[each.found.id]) for each in found]


class NearClaims(Widget, can_focus=True):
    """Near claims, a row each, under a line that says what enter does with them."""

    BINDINGS = bindings(ActionScope.OFFERED)

    found: reactive[tuple[NearClaim, ...]] = reactive((), layout=True)
    """Nearest first."""
    marked: reactive[int] = reactive(0)
    """The row that enter takes."""

    @dataclass
    class ClaimTaken(Message):
        """A person takes a claim on record instead of making a new one."""

        claim: ClaimId
        key: str

    @dataclass
    class Left(Message):
        """The keys go on beyond the first or the last row."""

        by: int

    def offer(self, found: Sequence[NearClaim]) -> None:
        """Offer these; none are folded away."""
        self.found, self.marked = tuple(found), 0
        self.display = bool(found)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """A row each, and the line over them."""
        return len(self.found) + 1

    def render(self) -> RenderResult:
        """Likeness, key, words, numbers of each."""
        told = "⏎ takes it, nothing new is made" if self.has_focus else "↓ goes to them"
        rows = [row([(f"≈ near on record · {told}", DIM)], "", self.size.width)]
        for at, each in enumerate(self.found):
            here = at == self.marked and self.has_focus
            claim = each.near.found
            left = [
                ("▸ " if here else "  ", "$accent"),
                (f"{int(each.near.score):>3} ", DIM),
                (f"{claim.key} ", "bold $primary"),
                (line(claim.text), "bold" if here else ""),
            ]
            rows.append(row([*left], _describe_counts(each.numbers, self.size.width), self.size.width))
        return Content("\n").join(rows)

    def action_mark(self, by: int) -> None:
        """Mark the next, or the one before; beyond them the keys go on."""
        if 0 <= self.marked + by < len(self.found):
            self.marked += by
        else:
            self.post_message(self.Left(by))

    def action_take(self) -> None:
        """Take the claim that is marked."""
        if self.found:
            claim = self.found[self.marked].near.found
            self.post_message(self.ClaimTaken(claim.id, claim.key))

    def action_complete(self) -> None:
        """Go on to the next field; nothing is taken."""
        self.post_message(self.Left(1))

    def action_fold(self) -> None:
        """Go back to the words."""
        self.post_message(self.Left(-1))

    def on_focus(self) -> None:
        """The mark shows where the keys are."""
        self.refresh()

    def on_blur(self) -> None:
        """The mark shows where the keys are."""
        self.marked = 0
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Take the row under the mouse."""
        event.stop()
        if 0 < event.y <= len(self.found):
            self.marked = event.y - 1
            self.action_take()


class ClaimWordsField(Vertical):
    """Where the words of a new claim are typed, with what is near offered under them."""

    def __init__(self, ask: ClaimWords, reading: ReadWorker | None, case: CaseId | None) -> None:
        super().__init__()
        self._reading = reading
        self._case = case
        self.line = LongField(ask)
        """Where one types."""
        self._near = NearClaims()

    def compose(self) -> ComposeResult:
        """The words, and under them what is near."""
        yield self.line
        yield self._near

    def on_mount(self) -> None:
        """Offer nothing before anything is typed."""
        self._near.offer([])

    @property
    def answer(self) -> str:
        """What is typed."""
        return self.line.answer

    @answer.setter
    def answer(self, text: str) -> None:
        self.line.answer = text

    @on(TextArea.Changed)
    def _typed(self) -> None:
        words = self.line.text.strip()
        if len(words) >= _FEWEST_LETTERS and self._case is not None:
            self._look_up(self._case, words)
        else:
            self.workers.cancel_node(self)
            self._near.offer([])

    @on(LongField.EdgeReached)
    def _edge(self, event: LongField.EdgeReached) -> None:
        if event.by > 0 and self._near.display and self.line.has_focus:
            event.stop()
            self._near.focus()

    @on(NearClaims.Left)
    def _left(self, event: NearClaims.Left) -> None:
        event.stop()
        if event.by < 0:
            self.line.focus()
        else:
            self.post_message(LongField.EdgeReached(1))

    @work(exclusive=True)
    async def _look_up(self, case: CaseId, words: str) -> None:
        if self._reading is None:
            return
        try:
            found = await self._reading.ask("near-claims", near_claims_with_counts, case, words)
        except OnRecordError:
            return  # saving says what is the matter with the store
        if self.line.text.strip() == words:
            self._near.offer(found)


def _describe_counts(numbers: OriginCounts, width: int) -> Content:
    sides = ((numbers.supporting, "for", "$success"), (numbers.against, "against", "$error"))
    if width < _WIDE_COLUMNS:
        signed = zip("+−", sides, strict=True)
        told = ((f" {sign}{_short_counts(side)}", style) for sign, (side, _, style) in signed)
        return Content.assemble(*told)
    return Content("  ").join(
        Content.assemble((f"{word} {wording.shortened(wording.support(side), 1)}", style))
        for side, word, style in sides
        if side.named or side.anonymous or side.not_recorded
    )


def _short_counts(side: Support) -> str:
    return f"{side.named}/{side.anonymous}/{side.not_recorded}"
