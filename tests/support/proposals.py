"""What the rules propose, each phenomenon by itself, in sentences of our own."""

from __future__ import annotations

from db.attribution import Proposal, propose


def only(text: str) -> Proposal:
    """The one proposal of a text."""
    found = propose(text)
    assert len(found) == 1, [said(proposal) for proposal in found]
    return found[0]


def said(proposal: Proposal) -> str:
    """What is said, its stretches joined by dots."""
    return " … ".join(span.text for span in proposal.content)


def by(proposal: Proposal) -> str | None:
    """Who says it."""
    return proposal.source.text if proposal.source else None


def pairs(text: str) -> list[tuple[str | None, str]]:
    """Who says what, in order."""
    return [(by(proposal), said(proposal)) for proposal in propose(text)]
