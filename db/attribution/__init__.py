"""Attribution: who says what in a text. Proposals only: nothing is added to the record until a person accepts one.

The way of a text: :mod:`.paragraphs` and :mod:`.quote_marks` split it, :mod:`.sentences` and :mod:`.cues` read it,
the modules named rule_* add :mod:`.drafts`, and :mod:`.assembly` makes proposals of them. :mod:`.pipeline` shows the
order.
"""

from __future__ import annotations

from db.attribution.proposal import Proposal, Proposer, Span

__all__ = ["PROPOSER", "Proposal", "Proposer", "Span", "propose"]

PROPOSER = "rules 1"
"""Name and version of the proposer; to be raised when the same text would give other proposals."""


def propose(text: str) -> list[Proposal]:
    """Find who says what in a text, by rules and without a model, in time that grows with its length.

    :param text: the words of an article, in NFC; positions count its code points.
    :returns: proposals in the order of the text; one that encloses another comes before it.
    """
    from db.attribution.assembly import build_proposals  # the rules' vocabulary takes a tenth of a second to compile
    from db.attribution.pipeline import find_drafts

    return build_proposals(text, find_drafts(text))
