"""Proposals as a reader walks them: in the order of the text, the nested ones folded under the one that holds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from db.propose.proposal import Proposal, Span
from tui.marking import Range


class State(StrEnum):
    """What became of a proposal."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"

    @property
    def glyph(self) -> str:
        """Its sign; the word always stands beside it."""
        return {"open": "○", "accepted": "✓", "rejected": "✗"}[self.value]


@dataclass(frozen=True, slots=True)
class Offer:
    """One proposal of a capture."""

    id: int
    """Its row; in a store that can't be written, its index."""
    proposal: Proposal
    state: State = State.OPEN
    statement: str | None = None
    """Key of the statement that came of it."""
    within: int | None = None
    """Id of the offer whose content holds this one."""
    speaker: str = ""
    """The known source that its words name, as "W3 Ahmed Khalaf"; empty where it is a new one."""
    outlet: str = ""
    """The known source that carries it."""
    antecedent: str = ""
    """The known source that is likely meant."""

    @property
    def whole(self) -> Range:
        """From the first of its words to the last."""
        proposal = self.proposal
        spans = [each for each in (proposal.source, proposal.cue, *proposal.content) if each is not None]
        return min((span.start for span in spans), default=0), max((span.end for span in spans), default=0)

    @property
    def content(self) -> tuple[Span, ...]:
        """What is said; the cue where the rules found no words of it."""
        proposal = self.proposal
        return proposal.content or ((proposal.cue,) if proposal.cue else ())


class Offers:
    """The proposals of one capture, with the one a person is at."""

    def __init__(self, offers: Sequence[Offer] = ()) -> None:
        self._by_id = {each.id: each for each in offers}
        self._inside: dict[int, list[Offer]] = {}
        for each in offers:
            if each.within in self._by_id and each.within is not None:
                self._inside.setdefault(each.within, []).append(each)
        self._order = self._ordered(offers)
        self._unfolded: set[int] = set()
        self.current: Offer | None = None
        """The one a person is at."""

    def __len__(self) -> int:
        return len(self._order)

    @property
    def all(self) -> Sequence[Offer]:
        """Every one, in the order of the text, each before those inside it."""
        return self._order

    @property
    def shown(self) -> list[Offer]:
        """Those that are not folded: one inside another shows once that is unfolded, or decided."""
        return [each for each in self._order if not self._is_folded(each)]

    def inside(self, offer: Offer) -> Sequence[Offer]:
        """Those right inside one."""
        return self._inside.get(offer.id, ())

    def count(self, state: State) -> int:
        """How many are in a state."""
        return sum(each.state is state for each in self._order)

    def is_unfolded(self, offer: Offer) -> bool:
        """Whether those inside one show."""
        return offer.id in self._unfolded

    def fold(self, offer: Offer) -> None:
        """Show those inside one, or fold them again."""
        self._unfolded ^= {offer.id}
        if self.current is not None and self._is_folded(self.current):
            self.current = offer

    def move(self, by: int, *, decided: bool = False, at: int = 0) -> Offer | None:
        """Go to the next one, or the one before; round from the last to the first.

        :param decided: whether to stop at those that are accepted or rejected too.
        :param at: where in the text a person is, if at none of them.
        :returns: the one gone to; None where there is none.
        """
        stops = [each for each in self.shown if decided or each.state is State.OPEN]
        if not stops:
            return None
        places = {each.id: place for place, each in enumerate(self._order)}
        if self.current is not None:
            here = places[self.current.id]
            ahead = [each for each in stops if (places[each.id] - here) * by > 0]
        else:
            ahead = [each for each in stops if (each.whole[1] > at if by > 0 else each.whole[0] < at)]
        self.current = (ahead or stops)[0 if by > 0 else -1]
        return self.current

    def at(self, offset: int) -> Offer | None:
        """The innermost one that shows and has a place of the text among its words."""
        found = [each for each in self.shown if each.whole[0] <= offset < each.whole[1]]
        return min(found, key=lambda each: each.whole[1] - each.whole[0], default=None)

    def renewed(self, offers: Sequence[Offer]) -> Offers:
        """The same walk over these proposals as they are now."""
        new = Offers(offers)
        new._unfolded = self._unfolded & set(new._by_id)
        if self.current is not None:
            new.current = new._by_id.get(self.current.id)
        return new

    def _is_folded(self, offer: Offer) -> bool:
        outer = self._by_id.get(offer.within) if offer.within is not None else None
        steps = 0
        while outer is not None and steps < len(self._by_id):
            if outer.state is State.OPEN and outer.id not in self._unfolded:
                return True
            outer = self._by_id.get(outer.within) if outer.within is not None else None
            steps += 1
        return False

    def _ordered(self, offers: Sequence[Offer]) -> list[Offer]:
        """By place, each before those inside it."""
        order: list[Offer] = []
        waiting = sorted((each for each in offers if each.within not in self._by_id), key=_place, reverse=True)
        while waiting:
            offer = waiting.pop()
            order.append(offer)
            waiting += sorted(self._inside.get(offer.id, ()), key=_place, reverse=True)
        return order


def _place(offer: Offer) -> tuple[int, int]:
    start, end = offer.whole
    return start, -end
