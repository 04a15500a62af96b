"""Proposals in the order of the text, nested ones folded under the one that contains them, with a cursor."""

from __future__ import annotations

from collections.abc import Sequence

from db.attribution.proposal import Proposal, Span
from db.markup.proposal_rows import ProposalState, StoredProposal
from db.model.ids import CaptureId, CaseId, ReportId
from tui.state.highlights import Range
from tui.text.marks import Mark

GLYPH = {ProposalState.OPEN: Mark.OPEN, ProposalState.ACCEPTED: Mark.ACCEPTED, ProposalState.REJECTED: Mark.REJECTED}
"""Sign of a state, shown with its word."""


def proposal_range(kept: StoredProposal) -> Range:
    """The range from the first word of a proposal to the last."""
    proposal = kept.proposal
    spans = [each for each in (proposal.source, proposal.cue, *proposal.content) if each is not None]
    return min((span.start for span in spans), default=0), max((span.end for span in spans), default=0)


def content(kept: StoredProposal) -> tuple[Span, ...]:
    """The words that are said; the cue where the rules found none."""
    proposal = kept.proposal
    return proposal.content or ((proposal.cue,) if proposal.cue else ())


def unstored_proposals(
    proposals: Sequence[Proposal], capture: CaptureId, report: ReportId, case: CaseId
) -> list[StoredProposal]:
    """Proposals that the store can't keep, as it would keep them; their ids are their numbers."""
    return [
        StoredProposal(
            number,
            number,
            each,
            None if each.within is None else each.within + 1,
            ProposalState.OPEN,
            None,
            None,
            capture,
            report,
            case,
        )
        for number, each in enumerate(proposals, 1)
    ]


class ProposalList:
    """The proposals of one capture, one of them current."""

    def __init__(self, offers: Sequence[StoredProposal] = ()) -> None:
        self._by_id = {each.id: each for each in offers}
        self._inside: dict[int, list[StoredProposal]] = {}
        for each in offers:
            if each.within in self._by_id and each.within is not None:
                self._inside.setdefault(each.within, []).append(each)
        self._order = self._ordered(offers)
        self._places = {each.id: place for place, each in enumerate(self._order)}
        self._unfolded: set[int] = set()
        self._shown: list[StoredProposal] | None = None
        self.current: StoredProposal | None = None
        """The proposal at the cursor."""

    def __len__(self) -> int:
        return len(self._order)

    @property
    def all(self) -> Sequence[StoredProposal]:
        """All proposals in the order of the text, each before those inside it."""
        return self._order

    @property
    def shown(self) -> Sequence[StoredProposal]:
        """Proposals that are not folded: nested ones show once they or the outer one are decided, or it is unfolded."""
        if self._shown is None:
            self._shown = [each for each in self._order if not self._is_folded(each)]
        return self._shown

    def inside(self, offer: StoredProposal) -> Sequence[StoredProposal]:
        """The proposals directly inside one."""
        return self._inside.get(offer.id, ())

    def outer(self, offer: StoredProposal) -> StoredProposal | None:
        """The proposal directly around one."""
        return self._by_id.get(offer.within) if offer.within is not None else None

    def of(self, id: int) -> StoredProposal | None:
        """The proposal with an id."""
        return self._by_id.get(id)

    def count(self, state: ProposalState) -> int:
        """The number of proposals in a state."""
        return sum(each.state is state for each in self._order)

    def is_unfolded(self, offer: StoredProposal) -> bool:
        """Whether the proposals inside one are shown."""
        return offer.id in self._unfolded

    def fold(self, offer: StoredProposal) -> None:
        """Show the proposals inside one, or fold them again."""
        self._unfolded ^= {offer.id}
        self._shown = None
        if self.current is not None and self._is_folded(self.current):
            self.current = offer

    def move(self, by: int, *, decided: bool = False, at: int = 0) -> StoredProposal | None:
        """Go to the next proposal or the previous one, from the last on to the first.

        :param decided: stop at accepted and rejected ones too.
        :param at: offset in the text to start from where no proposal is current.
        :returns: the new current proposal; None where there is none.
        """
        stops = [each for each in self.shown if decided or each.state is ProposalState.OPEN]
        if not stops:
            return None
        places = self._places
        if self.current is not None:
            here = places[self.current.id]
            ahead = [each for each in stops if (places[each.id] - here) * by > 0]
        else:
            ahead = [
                each for each in stops if (proposal_range(each)[1] > at if by > 0 else proposal_range(each)[0] < at)
            ]
        self.current = (ahead or stops)[0 if by > 0 else -1]
        return self.current

    def has_ahead(self, at: int) -> bool:
        """Whether an open proposal follows the current one; where none is current, the offset ``at``."""
        here = self._places[self.current.id] if self.current is not None else None
        return any(
            self._places[each.id] > here if here is not None else proposal_range(each)[1] > at
            for each in self.shown
            if each.is_open
        )

    def at(self, offset: int) -> StoredProposal | None:
        """The innermost shown proposal around an offset."""
        found = [each for each in self.shown if proposal_range(each)[0] <= offset < proposal_range(each)[1]]
        return min(found, key=lambda each: proposal_range(each)[1] - proposal_range(each)[0], default=None)

    def renewed(self, offers: Sequence[StoredProposal]) -> ProposalList:
        """The list with fresh proposals; the cursor and what is unfolded stay."""
        new = ProposalList(offers)
        new._unfolded = self._unfolded & set(new._by_id)
        if self.current is not None:
            new.current = new._by_id.get(self.current.id)
        return new

    def _is_folded(self, offer: StoredProposal) -> bool:
        if offer.state is not ProposalState.OPEN:
            return False
        outer = self.outer(offer)
        steps = 0
        while outer is not None and steps < len(self._by_id):
            if outer.state is ProposalState.OPEN and outer.id not in self._unfolded:
                return True
            outer = self.outer(outer)
            steps += 1
        return False

    def _ordered(self, offers: Sequence[StoredProposal]) -> list[StoredProposal]:
        """Sort by offset, each before those inside it."""
        order: list[StoredProposal] = []
        waiting = sorted((each for each in offers if each.within not in self._by_id), key=_place, reverse=True)
        while waiting:
            offer = waiting.pop()
            order.append(offer)
            waiting += sorted(self._inside.get(offer.id, ()), key=_place, reverse=True)
        return order


def _place(offer: StoredProposal) -> tuple[int, int]:
    return proposal_range(offer)[0], offer.number
