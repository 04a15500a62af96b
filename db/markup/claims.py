"""The claims of a line: those on record by their keys, and new ones in the desk's words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from db.dataclass import dataclass
from db.errors import Refused
from db.markup.parse_stances import StanceText
from db.markup.plan import NewClaim, NewStance, StepResult
from db.markup.plan_builder import PlanBuilder
from db.model.enums import Certainty, Polarity
from db.model.ids import ClaimId
from db.queries.claims import Claim, claim
from db.search.similar import SimilarMatch, near_claims
from db.text.quotation import in_quotes

_ALIKE = 85.0
"""The score from which a plan says that a claim on record is similar to a new one."""

_SAME = 100.0


@dataclass(frozen=True, slots=True)
class ClaimWithStance:
    """A claim with the stance that the line takes on it."""

    claim: ClaimId | StepResult
    label: str
    """Its key, or the words of a new claim."""
    polarity: Polarity
    certainty: Certainty

    def stance(self, certainty: Certainty | None = None) -> NewStance:
        """The stance of a statement on it.

        :param certainty: in place of the line's.
        """
        return NewStance(self.claim, self.polarity, certainty or self.certainty)


def resolve_claims(builder: PlanBuilder, bearings: Sequence[StanceText]) -> tuple[ClaimWithStance, ...]:
    """The claims of a line, in its order.

    :raises NotFound: the case has no claim with such a key.
    :raises Refused: a claim comes twice.
    """
    found: list[ClaimWithStance] = []
    for bearing in bearings:
        claim, label = _resolve_claim(builder, bearing)
        if any(other.claim == claim for other in found):
            raise Refused(f"{label} is there twice.", "Name each claim once.")
        found.append(ClaimWithStance(claim, label, bearing.polarity, bearing.certainty))
    return tuple(found)


def describe_stances(claims: Sequence[ClaimWithStance], certainty: Certainty | None = None) -> str:
    """Stances in words: "for C1 C1a (certain), against C2 (probable)".

    :param certainty: that of all of them, in place of the line's.
    """
    groups = groupby(claims, key=lambda each: (each.polarity, certainty or each.certainty))
    told = [f"{side.word} {' '.join(each.label for each in group)} ({how})" for (side, how), group in groups]
    return ", ".join(told) or "no stance on a claim"


def _resolve_claim(builder: PlanBuilder, bearing: StanceText) -> tuple[ClaimId | StepResult, str]:
    whole = claim(builder.record, builder.case, bearing.key) if bearing.key else None
    text = bearing.text
    if text is None:
        assert whole is not None  # a bearing has a key or words
        return whole.id, whole.key
    near = near_claims(builder.record, builder.case, text)
    for each in near:
        if each.score == _SAME and (whole is None or each.found.parent == whole.key):
            builder.doubt(f"{in_quotes(text)} is {each.found.key} already.")
            return each.found.id, each.found.key
    _add_lookalike_doubt(builder, text, near)
    of = f", a detail of {whole.key}" if whole else ""
    step = NewClaim(f"new claim{of}: {in_quotes(text)}", text, whole.id if whole else None)
    return builder.add(step), in_quotes(text)


def _add_lookalike_doubt(builder: PlanBuilder, text: str, near: Sequence[SimilarMatch[Claim]]) -> None:
    alike = [each.found for each in near if each.score >= _ALIKE][:3]
    if alike:
        named = ", ".join(f"{each.key} {each.text}" for each in alike)
        builder.doubt(f"{in_quotes(text)} is added as a new claim; similar: {named}.")
