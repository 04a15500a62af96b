"""What rules propose, and where quotes stand in later captures, as ``--json`` prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.serialize.encoder import Json, encode_fields

if TYPE_CHECKING:
    from db.attribution.proposal import Proposal, Span
    from db.markup.proposal_rows import StoredProposal
    from db.queries.quote_places import OpenPlace


def encode_proposal(proposal: Proposal) -> Json:
    """A proposal, as ``propose`` prints it."""
    cue, content = proposal.cue, proposal.content
    at = cue.start if cue else content[0].start if content else 0
    return {
        "source": _encode_words(proposal.source, at),
        "cue": _encode_words(cue, at),
        "content": [encode_fields(span, "start end") for span in content],
        **encode_fields(proposal, "form act within denies antecedent outlet time"),
        "confidence": round(proposal.confidence, 3),
    }


def encode_stored_proposal(stored: StoredProposal) -> Json:
    """A proposal of a report, as ``proposals`` prints it: with its number and what became of it."""
    return {
        **encode_fields(stored, "number state statement=statement_key"),
        "text": " … ".join(span.text for span in stored.proposal.content),
        **encode_proposal(stored.proposal),
    }


def encode_open_place(place: OpenPlace) -> Json:
    """A changed quote, as ``places`` prints it."""
    return {
        **encode_fields(place, "place=id statement=statement_key report=report_key before after start end"),
        "likeness": round(place.likeness, 3),
        "difference": [[piece.change, piece.text] for piece in place.difference],
    }


def _encode_words(span: Span | None, at: int) -> Json:
    """Words with their place; where there are none, empty ones where they could stand."""
    return encode_fields(span, "text start end") if span else {"text": "", "start": at, "end": at}
