"""What rules propose, and where quotes stand in later captures, in the shapes of :mod:`db.serialize.schemas`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from db.serialize.schemas import KeptShape, OpenPlaceShape, ProposalShape, WordsShape

if TYPE_CHECKING:
    from db.attribution.proposal import Proposal, Span
    from db.markup.proposal_rows import StoredProposal
    from db.queries.quote_places import OpenPlace


def shaped_proposals(proposals: Sequence[Proposal]) -> Iterator[ProposalShape]:
    """Proposals as ``propose`` prints them."""
    return (_proposal(each) for each in proposals)


def shaped_kept(kept: Sequence[StoredProposal], text: str) -> Iterator[KeptShape]:
    """Proposals of a report as ``proposals`` prints them, each with its number and what became of it.

    :param text: the text they were found in.
    """
    for each in kept:
        yield {
            "number": each.number,
            "state": each.state,
            "statement": each.statement_key,
            "text": " … ".join(text[span.start : span.end] for span in each.proposal.content),
            **_proposal(each.proposal),
        }


def _proposal(each: Proposal) -> ProposalShape:
    at = each.cue.start if each.cue else each.content[0].start if each.content else 0
    return {
        "source": _words(each.source, at),
        "cue": _words(each.cue, at),
        "content": [{"start": span.start, "end": span.end} for span in each.content],
        "form": each.form,
        "act": each.act,
        "within": each.within,
        "denies": each.denies,
        "antecedent": _words(each.antecedent, at) if each.antecedent else None,
        "outlet": _words(each.outlet, at) if each.outlet else None,
        "time": _words(each.time, at) if each.time else None,
        "confidence": round(each.confidence, 3),
    }


def _words(span: Span | None, at: int) -> WordsShape:
    """Words with their place; where there are none, empty ones where they could stand."""
    return {"text": span.text, "start": span.start, "end": span.end} if span else {"text": "", "start": at, "end": at}


def shaped_places(places: Sequence[OpenPlace]) -> Iterator[OpenPlaceShape]:
    """Changed quotes as ``places`` prints them."""
    for each in places:
        yield {
            "place": each.id,
            "statement": each.statement_key,
            "report": each.report_key,
            "before": each.before,
            "after": each.after,
            "start": each.start,
            "end": each.end,
            "likeness": round(each.likeness, 3),
            "difference": [[piece.change, piece.text] for piece in each.difference],
        }
