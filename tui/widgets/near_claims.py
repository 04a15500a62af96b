"""The field for a new claim's text, with similar claims on record under it, one of which can be taken instead."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on, work
from textual.app import ComposeResult, RenderResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import TextArea

from db.dataclass import dataclass
from db.errors import OnRecordError
from db.model.ids import CaseId, ClaimId
from db.queries.claims import Claim
from db.queries.origins import OriginCounts, Support, origin_counts
from db.search.similar import SimilarMatch, near_claims
from db.store.reader import Reader
from tui.actions.registry import ActionScope, bindings
from tui.forms.model import ClaimWords
from tui.text import wording
from tui.text.marks import Mark
from tui.text.safe import line
from tui.text.strips import row
from tui.text.styles import DIM
from tui.widgets.form_fields import LongField
from tui.workers.reads import ReadWorker

MOST_NEAR = 4
"""The most similar claims offered."""

LEAST_LIKENESS = 55.0
"""The least similarity of an offered claim, of 100."""

_FEWEST_LETTERS = 4
"""The shortest text, in characters, to look up similar claims for."""

_WIDE_COLUMNS = 70
"""The width, in cells, from which the counts of origins are written in words, not as named/anonymous/not recorded."""


@dataclass(frozen=True, slots=True)
class NearClaim:
    """A similar claim on record, with its counts of origins."""

    near: SimilarMatch[Claim]
    numbers: OriginCounts


def near_claims_with_counts(record: Reader, case: CaseId, words: str) -> list[NearClaim]:
    """Claims of a case similar to a text, most similar first, with their counts of origins."""
    found = [each for each in near_claims(record, case, words, MOST_NEAR) if each.score >= LEAST_LIKENESS]
    numbers = origin_counts(record, [each.found.id for each in found])
    return [NearClaim(each, numbers[each.found.id]) for each in found]


class NearClaims(Widget, can_focus=True):
    """Similar claims, a row each, under a line that explains the keys."""

    BINDINGS = bindings(ActionScope.OFFERED)

    found: reactive[tuple[NearClaim, ...]] = reactive((), layout=True)
    """Most similar first."""
    marked: reactive[int] = reactive(0)
    """The row that enter takes."""

    @dataclass
    class ClaimTaken(Message):
        """A person took a claim on record instead of adding a new one."""

        claim: ClaimId
        key: str

    @dataclass
    class ListLeft(Message):
        """The mark was moved beyond the first or the last row."""

        by: int
        """-1 or 1."""

    def offer(self, found: Sequence[NearClaim]) -> None:
        """Offer these claims; hide the list for none."""
        self.found, self.marked = tuple(found), 0
        self.display = bool(found)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """One row for each claim, and the line over them."""
        return len(self.found) + 1

    def render(self) -> RenderResult:
        """Draw similarity, key, text and counts of each."""
        help = "⏎ use it instead of a new claim" if self.has_focus else "↓ select one"
        rows = [row([(f"{Mark.LIKE} similar claims on record · {help}", DIM)], "", self.size.width)]
        for at, each in enumerate(self.found):
            here = at == self.marked and self.has_focus
            claim = each.near.found
            left = [
                (f"{Mark.CURSOR} " if here else "  ", "$accent"),
                (f"{int(each.near.score):>3} ", DIM),
                (f"{claim.key} ", "bold $primary"),
                (line(claim.text), "bold" if here else ""),
            ]
            rows.append(row([*left], _describe_counts(each.numbers, self.size.width), self.size.width))
        return Content("\n").join(rows)

    def action_mark(self, by: int) -> None:
        """Mark the next or the previous row; beyond the ends, leave the list."""
        if 0 <= self.marked + by < len(self.found):
            self.marked += by
        else:
            self.post_message(self.ListLeft(by))

    def action_take(self) -> None:
        """Take the marked claim."""
        if self.found:
            claim = self.found[self.marked].near.found
            self.post_message(self.ClaimTaken(claim.id, claim.key))

    def action_complete(self) -> None:
        """Go to the next field without taking a claim."""
        self.post_message(self.ListLeft(1))

    def action_fold(self) -> None:
        """Go back to the text."""
        self.post_message(self.ListLeft(-1))

    def on_blur(self) -> None:
        """Begin at the first row next time."""
        self.marked = 0

    def on_click(self, event: events.Click) -> None:
        """Take the row under the mouse."""
        event.stop()
        if 0 < event.y <= len(self.found):
            self.marked = event.y - 1
            self.action_take()


class ClaimWordsField(Vertical):
    """A box for the text of a new claim, with similar claims offered under it."""

    def __init__(self, ask: ClaimWords, reading: ReadWorker | None, case: CaseId | None) -> None:
        super().__init__()
        self._reading = reading
        self._case = case
        self.line = LongField(ask)
        """The input box."""
        self._near = NearClaims()

    def compose(self) -> ComposeResult:
        """The input box, and under it the similar claims."""
        yield self.line
        yield self._near

    def on_mount(self) -> None:
        """Offer nothing at first."""
        self._near.offer([])

    @property
    def answer(self) -> str:
        """The typed text."""
        return self.line.answer

    @answer.setter
    def answer(self, text: str) -> None:
        self.line.answer = text

    @on(TextArea.Changed)
    def _offer_similar(self) -> None:
        words = self.line.text.strip()
        if len(words) >= _FEWEST_LETTERS and self._case is not None:
            self._look_up(self._case, words)
        else:
            self.workers.cancel_node(self)
            self._near.offer([])

    @on(LongField.EdgeReached)
    def _enter_list(self, event: LongField.EdgeReached) -> None:
        if event.by > 0 and self._near.display and self.line.has_focus:
            event.stop()
            self._near.focus()

    @on(NearClaims.ListLeft)
    def _leave_list(self, event: NearClaims.ListLeft) -> None:
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
            return  # an error of the store is shown when the form is saved
        if self.line.text.strip() == words:
            self._near.offer(found)


def _describe_counts(numbers: OriginCounts, width: int) -> Content:
    """The counts of origins for and against, in words or, below :data:`_WIDE_COLUMNS`, in signs."""
    sides = ((numbers.supporting, "for", "$success"), (numbers.against, "against", "$error"))
    if width < _WIDE_COLUMNS:
        signed = zip((Mark.FOR, Mark.AGAINST), sides, strict=True)
        return Content.assemble(*((f" {sign}{_short_counts(side)}", style) for sign, (side, _, style) in signed))
    return Content("  ").join(
        Content.assemble((f"{word} {wording.short_support(wording.side_words(side), 1)}", style))
        for side, word, style in sides
        if not side.is_none
    )


def _short_counts(side: Support) -> str:
    return f"{side.named}/{side.anonymous}/{side.not_recorded}"
