"""Prefetch of the claims in a queue, so that the next one is shown at once; each is read again when it is shown."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from db.model.ids import CaseId, ClaimId
from db.queries.claims import Claim
from db.queries.triage_queue import QueueWindow, TriageCounts, TriageQueue, filter_standalone
from db.search.similar import near_claims
from db.store.progress import Progress
from db.store.reader import Reader
from tui.text.marks import Mark
from tui.views.blocks import Block
from tui.views.triage import Extra, TriageCard, alarm_counts, near_block, triage_card
from tui.workers.alarms import alarms_of, marks_of
from tui.workers.reads import ReadWorker

KEPT = 16
"""Cards in the cache."""

NEAR = 3
"""Similar claims that are named."""


class ClaimPrefetch:
    """A cache of the claims around the current one."""

    def __init__(self, reading: ReadWorker, queue: TriageQueue, case: CaseId) -> None:
        self._reading = reading
        self._queue = queue
        self._case = case
        self._cards: dict[ClaimId, TriageCard] = {}
        self._extra: dict[ClaimId, Extra] = {}
        self._next: tuple[ClaimId | None, ClaimId | None] = (None, None)

    def card(self, claim: ClaimId | None) -> TriageCard | None:
        """The card of a claim, if it is in the cache."""
        return self._cards.get(claim) if claim is not None else None

    def blocks(self, card: TriageCard) -> list[Block]:
        """The blocks of a card, with its alarms and similar claims once they are found."""
        return card.blocks(self._extra.get(card.claim.id, Extra()))

    def forget(self, claims: Sequence[ClaimId] | None = None, *, but: ClaimId | None = None) -> None:
        """Drop cards from the cache.

        :param claims: their claims; by default all.
        :param but: the shown claim, which is read again soon.
        """
        if claims is None or self._next[1] in claims:
            self._next = (None, None)
        for claim in list(self._cards) if claims is None else claims:
            if claim != but:
                self._cards.pop(claim, None)
        if claims is None:
            self._extra.clear()

    async def first(self, start: ClaimId | None) -> ClaimId | None:
        """The first undecided claim from one on; where none is left, that one, or the first of all."""
        return await self._reading.ask("triage-first", _first_claim, self._queue, start)

    async def read(self, claim: ClaimId) -> TriageCard | None:
        """Read a claim; None where it was removed."""
        card = await self._reading.ask("triage-card", triage_card, claim)
        if card is None:
            self._cards.pop(claim, None)
        else:
            self._keep(card)
        return card

    async def around(self, claim: ClaimId) -> QueueWindow:
        """The claims around one."""
        return await self._reading.ask("triage-window", self._queue.around, claim)

    async def following(self, claim: ClaimId | None) -> ClaimId | None:
        """The next undecided claim after one, from the cache or the store."""
        at, known = self._next
        if known is not None and at == claim:
            return known
        return await self._reading.ask("triage-step", self._queue.undecided, claim)

    async def read_ahead(self, claim: ClaimId, window: QueueWindow) -> None:
        """Read the cards of the next undecided claim and of the neighbours."""
        known = await self._reading.ask("triage-next", self._queue.undecided, claim)
        self._next = (claim, known)
        ids = window.ids
        at = ids.index(claim) if claim in ids else -1
        beside = (*ids[at + 1 : at + 2], *ids[max(0, at - 1) : at]) if at >= 0 else ()
        for each in dict.fromkeys((*((known,) if known is not None else ()), *beside)):
            if each not in self._cards:
                card = await self._reading.ask("triage-ahead", triage_card, each)
                if card is not None:
                    self._keep(card)

    async def find_extras(self, card: TriageCard) -> bool:
        """Find alarms and similar claims, where the case is small enough to search.

        :returns: whether the result is new.
        """
        claim = card.claim.id
        if await marks_of(self._reading, self._case) is None:
            extra = Extra(
                (Block(Content.assemble((f"{Mark.ALARM} alarms: A on the desk computes them", "$text-muted"))),)
            )
        else:
            alarms = alarm_counts(await alarms_of(self._reading, self._case), claim)
            near = await self._reading.ask_apart(f"near-{claim}", _similar_claims, self._case, card.claim.text, claim)
            extra = Extra(tuple(alarms), (near_block(near),) if near else ())
        is_new = extra != self._extra.get(claim, Extra())
        self._extra[claim] = extra
        for each in list(self._extra)[: max(0, len(self._extra) - KEPT)]:
            del self._extra[each]
        return is_new

    async def count(self) -> TriageCounts:
        """Count decided and undecided claims, on a connection of its own."""
        return await self._reading.ask_long(_count_queue, self._queue, progress=Progress())

    async def existing(self, claims: Sequence[ClaimId], lane: str = "triage-there") -> list[ClaimId]:
        """Those of some claims that are on record, and not joined into another.

        :param lane: see :meth:`tui.workers.reads.ReadWorker.ask`.
        """
        return await self._reading.ask(lane, filter_standalone, claims)

    def _keep(self, card: TriageCard) -> None:
        self._cards.pop(card.claim.id, None)
        self._cards[card.claim.id] = card
        for each in list(self._cards)[: max(0, len(self._cards) - KEPT)]:
            del self._cards[each]


def _first_claim(record: Reader, queue: TriageQueue, start: ClaimId | None) -> ClaimId | None:
    found = queue.undecided(record, start, at=True)
    if found is not None:
        return found
    ids = queue.around(record, start, 1).ids
    return start if start in ids else next(iter(ids), None)


def _count_queue(record: Reader, queue: TriageQueue, *, progress: Progress) -> TriageCounts:  # noqa: ARG001
    return queue.decided(record)


def _similar_claims(record: Reader, case: CaseId, words: str, claim: ClaimId) -> list[Claim]:
    """Claims on record whose text is similar."""
    near = [each.found for each in near_claims(record, case, words, NEAR + 1) if each.found.id != claim]
    on_record = set(filter_standalone(record, [each.id for each in near]))
    return [each for each in near if each.id in on_record][:NEAR]
