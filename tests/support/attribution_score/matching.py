"""Proposals matched with the marks of a person. The figures: :mod:`.figures`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db.attribution.proposal import Proposal
from tests.support.attribution_score.marked_text import Gold, MarkedArticle, Range

NEAR = 0.5
"""How much of two contents taken together must be common to both for them to be the same."""

FEW = 30
"""Contents of so few code points are too short to be told by how much they have in common."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A proposal and the marked attribution it comes nearest to."""

    gold: Gold
    proposal: Proposal
    source_right: bool
    act_right: bool
    form_right: bool
    nesting_right: bool
    antecedent_right: bool
    outlet_right: bool

    @property
    def stands(self) -> bool:
        """Content, source, act and form need no edit."""
        return self.source_right and self.act_right and self.form_right


@dataclass(frozen=True, slots=True)
class Comparison:
    """One article's proposals beside its marks."""

    article: MarkedArticle
    pairs: tuple[Pair, ...]
    missed: tuple[Gold, ...]
    """Marked, required and not proposed."""
    false: tuple[Proposal, ...]
    """Proposed, and neither marked nor excused."""


def compare(article: MarkedArticle, proposals: Sequence[Proposal]) -> Comparison:
    """Match the proposals of an article one to one with its marks, the nearest first.

    An attribution that need not be proposed matches only where the act is right too: it excuses no wrong reading.

    :param article: the marked article.
    :param proposals: what was proposed for its text, in the order that their `within` counts in.
    """
    ranked = sorted(
        (-near, not same_cue(gold, proposal), index, position)
        for index, proposal in enumerate(proposals)
        for position, gold in enumerate(article.gold)
        if (near := nearness(gold, proposal)) >= NEAR and (gold.required or proposal.act in gold.acts)
    )
    matched: dict[int, Gold] = {}
    for _, _, index, position in ranked:
        gold = article.gold[position]
        if index not in matched and gold not in matched.values():
            matched[index] = gold
    found = list(matched.values())
    return Comparison(
        article,
        tuple(
            make_pair(article, gold, proposals[index], matched) for index, gold in sorted(matched.items(), key=first)
        ),
        tuple(gold for gold in article.gold if gold.required and gold not in found),
        tuple(proposal for index, proposal in enumerate(proposals) if index not in matched),
    )


def first(item: tuple[int, Gold]) -> int:
    """The index of a match."""
    return item[0]


def overlap(one: set[int], other: set[int]) -> float:
    """The share of two sets of positions, taken together, that is common to both."""
    return len(one & other) / len(one | other) if one or other else 0.0


def positions(ranges: Iterable[Range]) -> set[int]:
    """Every position that some ranges cover."""
    return {position for start, end in ranges for position in range(start, end)}


def nearness(gold: Gold, proposal: Proposal) -> float:
    """How much of the contents is common. A few words ("this altogether") are known by their cue."""
    marked, proposed = positions(gold.content), positions((span.start, span.end) for span in proposal.content)
    near = overlap(marked, proposed)
    brief = len(marked) <= FEW and len(proposed) <= FEW and (not proposed or bool(marked & proposed))
    return max(near, NEAR) if brief and same_cue(gold, proposal) else near


def same_cue(gold: Gold, proposal: Proposal) -> bool:
    """Whether the cues share a letter: of two attributions with one content, the cue says which is meant."""
    cue = proposal.cue
    return cue is not None and any(start < cue.end and cue.start < end for start, end in gold.cue)


def make_pair(article: MarkedArticle, gold: Gold, proposal: Proposal, matched: dict[int, Gold]) -> Pair:
    """A match, and what of it is right."""
    return Pair(
        gold=gold,
        proposal=proposal,
        source_right=source_right(gold, proposal),
        act_right=proposal.act in gold.acts,
        form_right=proposal.form in {gold.form, gold.other_form},
        nesting_right=nesting_right(article, gold, proposal, matched),
        antecedent_right=bool(
            gold.antecedent and proposal.antecedent and gold.antecedent.lower() in proposal.antecedent.text.lower()
        ),
        outlet_right=bool(
            gold.outlet
            and proposal.outlet
            and gold.outlet[0] < proposal.outlet.end
            and proposal.outlet.start < gold.outlet[1]
        ),
    )


def source_right(gold: Gold, proposal: Proposal) -> bool:
    """A head word of the marked source stands in the proposed one, which swallows neither cue nor content."""
    if gold.source is None or proposal.source is None:
        return gold.source is None and proposal.source is None
    start, end = proposal.source.start, proposal.source.end
    # A source may stand inside the content that denies it ("the operator's account that …"): that is not swallowing.
    elsewhere = positions((*gold.cue, *gold.content)) - positions([gold.source])
    named = any(start <= head[0] and head[1] <= end for head in gold.heads)
    return named and not elsewhere & set(range(start, end))


def nesting_right(article: MarkedArticle, gold: Gold, proposal: Proposal, matched: dict[int, Gold]) -> bool:
    """The proposal's parent is the marked one's; a parent that need not be proposed may be passed over."""
    by_id = {one.id: one for one in article.gold}
    parent = gold.within
    allowed = {parent}
    while parent is not None and (not by_id[parent].required or by_id[parent] not in matched.values()):
        parent = by_id[parent].within
        allowed.add(parent)
    if proposal.within is None:
        return None in allowed
    return proposal.within in matched and matched[proposal.within].id in allowed
