"""What the rules propose, each phenomenon by itself, in sentences of our own."""

from __future__ import annotations

from db.attribution import Proposal, propose


def propose_one(text: str) -> Proposal:
    """The one proposal of a text."""
    found = propose(text)
    assert len(found) == 1, [content_text(proposal) for proposal in found]
    return found[0]


def content_text(proposal: Proposal) -> str:
    """What is said, its stretches joined by dots."""
    return " … ".join(span.text for span in proposal.content)


def source_text(proposal: Proposal) -> str | None:
    """Who says it."""
    return proposal.source.text if proposal.source else None


def attributions(text: str) -> list[tuple[str | None, str]]:
    """Who says what, in order."""
    return [(source_text(proposal), content_text(proposal)) for proposal in propose(text)]
