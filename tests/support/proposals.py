"""Source and content of the proposals for a text."""

from __future__ import annotations

from db.attribution import Proposal, propose


def propose_one(text: str) -> Proposal:
    """The one proposal of a text."""
    found = propose(text)
    assert len(found) == 1, [content_text(proposal) for proposal in found]
    return found[0]


def content_text(proposal: Proposal) -> str:
    """The content, its spans joined by dots."""
    return " … ".join(span.text for span in proposal.content)


def source_text(proposal: Proposal) -> str | None:
    """The words of the source."""
    return proposal.source.text if proposal.source else None


def attributions(text: str) -> list[tuple[str | None, str]]:
    """Source and content of each proposal, in order."""
    return [(source_text(proposal), content_text(proposal)) for proposal in propose(text)]
