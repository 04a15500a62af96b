"""Claims of a queue that are read ahead, so that the next shows at once; each is read anew when one comes to it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from db.model.ids import CaseId, ClaimId
from db.queries.claims import Claim
from db.queries.triage_queue import Queue, TriageCounts, Window, standing_among
from db.search.similar import near_claims
from db.store.progress import Progress
from db.store.reader import Reader
from tui.views.blocks import Block
from tui.views.triage import Extra, TriageCard, alarm_counts, near_block, triage_card
from tui.workers.alarms import alarms_of, marks_of
from tui.workers.reads import ReadWorker

KEPT = 16
"""Cards that are kept."""

NEAR = 3
"""Claims that read alike that are named."""


class ClaimPrefetch:
    """What is known of the claims around the one that one is at."""

    def __init__(self, reading: ReadWorker, queue: Queue, case: CaseId) -> None:
        self._reading = reading
        self._queue = queue
        self._case = case
        self._cards: dict[ClaimId, TriageCard] = {}
        self._extra: dict[ClaimId, Extra] = {}
        self._next: tuple[ClaimId | None, ClaimId | None] = (None, None)

    def card(self, claim: ClaimId | None) -> TriageCard | None:
        """The card of a claim, if it is read."""
        return self._cards.get(claim) if claim is not None else None

    def blocks(self, card: TriageCard) -> list[Block]:
        """A card, with what was found of it later."""
        return card.blocks(self._extra.get(card.claim.id, Extra()))

    def forget(self, claims: Sequence[ClaimId] | None = None, *, but: ClaimId | None = None) -> None:
        """Let go of what was read.

        :param claims: of these claims; of all where not given.
        :param but: the claim that shows, which is read anew soon.
        """
        if claims is None or self._next[1] in claims:
            self._next = (None, None)
        for claim in list(self._cards) if claims is None else claims:
            if claim != but:
                self._cards.pop(claim, None)
        if claims is None:
            self._extra.clear()

    async def first(self, start: ClaimId | None) -> ClaimId | None:
        """Where to begin: at the first undecided claim from one on; where none is left, at that or the first of all."""
        return await self._reading.ask("triage-first", _first, self._queue, start)

    async def read(self, claim: ClaimId) -> TriageCard | None:
        """Read a claim anew; None where it is gone."""
        card = await self._reading.ask("triage-card", triage_card, claim)
        if card is None:
            self._cards.pop(claim, None)
        else:
            self._keep(card)
        return card

    async def around(self, claim: ClaimId) -> Window:
        """The claims around one."""
        return await self._reading.ask("triage-window", _around, self._queue, claim)

    async def following(self, claim: ClaimId | None) -> ClaimId | None:
        """The next undecided claim after one: as it was read ahead, else asked for."""
        at, known = self._next
        if known is not None and at == claim:
            return known
        return await self._reading.ask("triage-step", _undecided, self._queue, claim)

    async def read_on(self, claim: ClaimId, window: Window) -> None:
        """Read which is next, and its card and its neighbours', before they are asked for."""
        known = await self._reading.ask("triage-next", _undecided, self._queue, claim)
        self._next = (claim, known)
        ids = window.ids
        at = ids.index(claim) if claim in ids else -1
        beside = (*ids[at + 1 : at + 2], *ids[max(0, at - 1) : at]) if at >= 0 else ()
        for each in dict.fromkeys((*((known,) if known is not None else ()), *beside)):
            if each not in self._cards:
                card = await self._reading.ask("triage-ahead", triage_card, each)
                if card is not None:
                    self._keep(card)

    async def look(self, card: TriageCard) -> bool:
        """Find its alarms, and claims that read alike, where the case is small enough to look for them.

        :returns: whether there is anything new.
        """
        claim = card.claim.id
        if await marks_of(self._reading, self._case) is None:
            extra = Extra((Block(Content.assemble(("⚠ alarms: A on the desk looks for them", "$text-muted"))),))
        else:
            alarms = alarm_counts(await alarms_of(self._reading, self._case), claim)
            near = await self._reading.ask_apart(f"near-{claim}", _near, self._case, card.claim.text, claim)
            extra = Extra(tuple(alarms), (near_block(near),) if near else ())
        is_new = extra != self._extra.get(claim, Extra())
        self._extra[claim] = extra
        for each in list(self._extra)[: max(0, len(self._extra) - KEPT)]:
            del self._extra[each]
        return is_new

    async def count(self) -> TriageCounts:
        """Count what is decided and what is left, where no other question waits for it."""
        return await self._reading.ask_long(_counts, self._queue, progress=Progress())

    async def there(self, claims: Sequence[ClaimId], lane: str = "triage-there") -> list[ClaimId]:
        """Those of some claims that are on record and stand by themselves.

        :param lane: what it is asked for; a newer question of the same lane takes the place of one that waits.
        """
        return await self._reading.ask(lane, standing_among, claims)

    def _keep(self, card: TriageCard) -> None:
        self._cards.pop(card.claim.id, None)
        self._cards[card.claim.id] = card
        for each in list(self._cards)[: max(0, len(self._cards) - KEPT)]:
            del self._cards[each]


def _first(record: Reader, queue: Queue, start: ClaimId | None) -> ClaimId | None:
    found = queue.undecided(record, start, at=True)
    if found is not None:
        return found
    ids = queue.around(record, start, 1).ids
    return start if start in ids else next(iter(ids), None)


def _around(record: Reader, queue: Queue, claim: ClaimId) -> Window:
    return queue.around(record, claim)


def _undecided(record: Reader, queue: Queue, claim: ClaimId | None) -> ClaimId | None:
    return queue.undecided(record, claim)


def _counts(record: Reader, queue: Queue, *, progress: Progress) -> TriageCounts:  # noqa: ARG001
    return queue.decided(record)


def _near(record: Reader, case: CaseId, words: str, claim: ClaimId) -> list[Claim]:
    """Claims that read much like one."""
    near = [each.found for each in near_claims(record, case, words, NEAR + 1) if each.found.id != claim]
    there = set(standing_among(record, [each.id for each in near]))
    return [each for each in near if each.id in there][:NEAR]
