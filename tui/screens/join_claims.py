"""Join a claim into one that says the same, or set it apart again; the effect is shown before it is written."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from db.dataclass import dataclass
from db.errors import OnRecordError, Refused
from db.model.ids import CaseId, ClaimId
from db.model.things import RowKind
from db.queries.claim_joins import ClaimJoin, JoinPreview, check_joinable, claim_join, preview_join, preview_split
from db.queries.claims import Claim, claims
from db.queries.origins import OriginCounts, origin_counts
from db.search.similar import SimilarMatch, near_claims
from db.store.reader import Reader
from tui.actions.registry import ActionScope, bindings, commands
from tui.screens.base.modal import Modal
from tui.text import wording
from tui.text.safe import line
from tui.text.strips import row
from tui.text.styles import DIM
from tui.views.blocks import Block
from tui.views.claim_joins import joining_blocks, parting_blocks, refusal_blocks
from tui.widgets.bars import KeyBar
from tui.widgets.filter_frame import FilterLine
from tui.widgets.listing import Listing
from tui.widgets.safe_input import SafeInput
from tui.widgets.sheet import Sheet
from tui.workers.notify import notifies_errors, notify_error
from tui.workers.reads import ReadWorker
from tui.workers.writes import Changed, WriteWorker

MOST = 40
"""Similar claims to choose from."""

LEAST = 60.0
"""Similarity below which a claim is listed only where a person searches for it."""

_WIDE = 100
"""Cells below which numbers are abbreviated."""


@dataclass(frozen=True, slots=True)
class _JoinCandidate:
    """A claim to choose, with its origins and its similarity."""

    claim: Claim
    numbers: OriginCounts
    score: float | None

    @property
    def id(self) -> ClaimId:
        """Id of the claim."""
        return self.claim.id


class ReasonLine(SafeInput):
    """The input for a reason."""

    BINDINGS = bindings(ActionScope.JOIN_REASON)


class ClaimJoinScreen(Modal[None]):
    """Similar claims, both texts side by side, a reason, and the effect."""

    BINDINGS = bindings(ActionScope.JOINING)
    AUTO_FOCUS = "#joining-claims"

    def __init__(self, reading: ReadWorker, writing: WriteWorker, case: CaseId, claim: ClaimId) -> None:
        """Take the claim to join, or to set apart where it is joined already."""
        super().__init__()
        self._reading = reading
        self._writing = writing
        self._case = case
        self._of = claim
        self._claim: Claim | None = None
        self._join: ClaimJoin | None = None
        self._turned = False
        self._scores: dict[ClaimId, float] = {}
        self._stands_in_way = True
        self._keeps_edited = False
        self._is_writing = False
        self.listing: Listing[_JoinCandidate] = Listing(
            reading, self._fetch_rows, self._draw_row, id="joining-claims", of=RowKind.CLAIM
        )
        """Claims to choose from."""
        self.sheet = Sheet(id="joining-plan")
        """The effect of enter."""
        self.sheet.can_focus = False
        self.sheet.tight = True
        self.reason = ReasonLine(placeholder="why (optional); kept with the two claims", compact=True, id="joining-why")
        """The input for a reason."""

    def compose(self) -> ComposeResult:
        """Both texts, similar claims, effect, reason, keys."""
        with Vertical(id="joining-box"):
            with Horizontal(id="joining-both"):
                yield Static(id="joining-one")
                yield Static(id="joining-other")
            yield self.listing
            yield FilterLine(placeholder="other words, or a key", compact=True, id="joining-words")
            yield self.sheet
            yield self.reason
            yield KeyBar()

    def on_mount(self) -> None:
        """Read the claim and the similar ones."""
        self.query_one("#joining-words").display = False
        self._offer_keys()
        self._load_claim()

    def on_descendant_focus(self) -> None:
        """Update the key bar."""
        self._offer_keys()

    @on(Listing.CursorMoved)
    def _moved(self) -> None:
        self._plan()

    @on(Input.Changed, "#joining-words")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._find(event.value)

    @on(FilterLine.FilterKept)
    def _kept(self) -> None:
        self.listing.focus()

    @on(FilterLine.FilterCleared)
    def _cleared(self) -> None:
        field = self.query_one("#joining-words", FilterLine)
        field.value, field.display = "", False
        self.listing.focus()

    def action_words(self) -> None:
        """Search for another claim."""
        if self._join is None:
            field = self.query_one("#joining-words", FilterLine)
            field.display = True
            self.set_focus(field)

    def action_why(self) -> None:
        """Type a reason."""
        self.set_focus(self.reason)

    def action_turn(self) -> None:
        """Swap which of the two claims is kept."""
        if self._join is None:
            self._turned = not self._turned
            self._plan()

    async def action_join(self) -> None:
        """Join the two claims, or set the claim apart, as shown."""
        from db.write.claim_joins import join_claims, set_apart  # kept out of start-up

        if self._is_writing or self._claim is None:
            return
        if self._join is None and self.listing.selected is None:
            self.app.notify("Nothing similar: / searches by other words.", severity="warning", timeout=3)
            return
        if self._stands_in_way:
            self.app.notify("These two can't be joined.", severity="warning", timeout=3)
            return
        chosen = self.listing.selected
        self._is_writing = True
        try:
            reason = self.reason.value or None
            if self._join is not None:
                made = await self._writing.make(set_apart, self._of, reason, keep_edited=self._keeps_edited)
            elif chosen is not None:
                other = ClaimId(chosen)
                one, kept = (other, self._of) if self._turned else (self._of, other)
                made = await self._writing.make(join_claims, one, kept, reason)
            else:
                return
        except OnRecordError as error:
            notify_error(self.app, error)
            return
        finally:
            self._is_writing = False
        self.app.post_message(Changed(made.words))
        self.dismiss()

    def action_back(self) -> None:
        """Leave the input, or close with nothing written."""
        if isinstance(self.focused, ReasonLine) and self._join is None:
            self.listing.focus()
        else:
            self.dismiss()

    def _offer_keys(self) -> None:
        typing = isinstance(self.focused, FilterLine)
        reason = isinstance(self.focused, ReasonLine)
        scope = ActionScope.FILTER if typing else ActionScope.JOIN_REASON if reason else ActionScope.JOINING
        self.query_one(KeyBar).offered = tuple(commands(scope))

    @work(exclusive=True, group="begin")
    async def _load_claim(self) -> None:
        try:
            self._claim, self._join = await self._reading.ask("joining", _claim_and_join, self._of)
        except OnRecordError as error:
            notify_error(self.app, error)
            self.dismiss()
            return
        if self._claim is None:
            self.dismiss()
            return
        apart = self._join is not None
        title = f"Split {self._claim.key}" if apart else f"Join {self._claim.key} with a claim that says the same"
        self.query_one("#joining-box").border_title = Content(title)
        self.listing.display = not apart
        self.query_one("#joining-box").set_class(apart, "-apart")
        if apart:
            self.set_focus(self.reason)
            self._plan()
        else:
            self._find("")

    @work(exclusive=True, group="find")
    @notifies_errors()
    async def _find(self, words: str) -> None:
        assert self._claim is not None
        found = await self._reading.ask("near", _similar_to, self._case, self._claim, words)
        self._scores = {each.found.id: each.score for each in found}
        self.listing.show([*self._scores], nothing="nothing similar; / searches by other words")
        self.listing.cursor = 0
        self._plan()

    @work(exclusive=True, group="plan")
    @notifies_errors()
    async def _plan(self) -> None:
        claim, chosen = self._claim, self.listing.selected
        if claim is None:
            return
        if self._join is not None:
            kept = self._join.into
            apart = await self._reading.ask("plan", preview_split, claim.id)
            self._keeps_edited = bool(apart.edited)
            self._stands_in_way = False
            self._show_pair(claim, kept, parting_blocks(claim, kept, apart))
        elif chosen is None:
            self._stands_in_way = True
            self._show_pair(claim, None, [])
        else:
            other, found = await self._reading.ask("plan", _plan_join, claim.id, ClaimId(chosen), self._turned)
            one, kept = (other, claim) if self._turned else (claim, other)
            self._stands_in_way = isinstance(found, Refused) or bool(found.against)
            lines = refusal_blocks(found) if isinstance(found, Refused) else joining_blocks(one, kept, found)
            self._show_pair(one, kept, lines)

    def _show_pair(self, one: Claim, kept: Claim | None, lines: Sequence[Block]) -> None:
        head = "is joined" if self._join is None else "is split off"
        self.query_one("#joining-one", Static).update(_draw_claim(one, head, "$warning"))
        self.query_one("#joining-other", Static).update(
            _draw_claim(kept, "is kept", "$success") if kept else Content("")
        )
        self.sheet.show(lines)

    def _fetch_rows(self, record: Reader, ids: Sequence[ClaimId]) -> list[_JoinCandidate]:
        numbers = origin_counts(record, list(ids))
        return [_JoinCandidate(each, numbers[each.id], self._scores.get(each.id)) for each in claims(record, list(ids))]

    def _draw_row(self, candidate: _JoinCandidate, _part: int, width: int, _lit: str) -> Content:
        like = f"{int(candidate.score)} of 100" if candidate.score else ""
        said = f"similarity {like:<10}" if width >= _WIDE and like else f"{like:<10}"
        sides = ((candidate.numbers.supporting, "for", "$success"), (candidate.numbers.against, "against", "$error"))
        short = 2 if width < _WIDE else 1
        told = Content("   ").join(
            Content.assemble((f"{word} {wording.short_support(wording.side_words(side), short)}", style))
            for side, word, style in sides
            if not side.is_none
        )
        return row([(f" {said}  ", DIM), (f"{candidate.claim.key}  ", "bold"), candidate.claim.text], told, width)


def _draw_claim(claim: Claim, word: str, style: str) -> Content:
    return Content.assemble((f"{claim.key}  ", "bold"), (word, style), "\n", line(claim.text))


def _claim_and_join(record: Reader, id: ClaimId) -> tuple[Claim | None, ClaimJoin | None]:
    found = claims(record, [id])
    return (found[0] if found else None), claim_join(record, id)


def _similar_to(record: Reader, case: CaseId, claim: Claim, words: str) -> list[SimilarMatch[Claim]]:
    """Claims similar to a claim, or to other words; the claim whose key was typed comes first."""
    from db.queries.lookup import claims_like  # kept out of start-up

    relatives = {claim.key, claim.parent}
    found = [
        each
        for each in near_claims(record, case, words.strip() or claim.text, MOST)
        if each.score >= LEAST and each.found.key not in relatives and each.found.parent != claim.key
    ]
    if not words.strip():
        return found
    known = {each.found.id for each in found} | {claim.id}
    ids = [ClaimId(each.id) for each in claims_like(record, case, words, MOST) if each.id not in known]
    held = [SimilarMatch(each, 0.0) for each in claims(record, ids)]
    return sorted([*found, *held], key=lambda near: near.found.key.casefold() != words.strip().casefold())


def _plan_join(record: Reader, claim: ClaimId, chosen: ClaimId, turned: bool) -> tuple[Claim, JoinPreview | Refused]:
    pair = (chosen, claim) if turned else (claim, chosen)
    other = claims(record, [chosen])
    try:
        check_joinable(record, *pair)
    except Refused as refused:
        if not other:
            raise
        return other[0], refused
    return other[0], preview_join(record, *pair)
