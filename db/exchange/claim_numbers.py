"""The three numbers of claims, what is withdrawn, and whether independence was judged, as exports give them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from db.dataclass import dataclass
from db.model.ids import ClaimId
from db.queries.origins import OriginCounts, Support, origin_counts
from db.store.reader import Reader, placeholders

SIDES = ("for", "against")
COUNTS = ("named", "anonymous", "not_recorded", "withdrawn")
"""The numbers of each side."""


@dataclass(frozen=True, slots=True)
class ClaimNumbers:
    """The numbers of one claim. They are never added up."""

    counts: OriginCounts
    independence: str | None
    """"not established", or "judged" where a person judged every two origins of a side; None where no side has two."""

    @property
    def properties(self) -> dict[str, int | str]:
        """By name, for formats that hold properties: ``for_named`` … ``against_withdrawn``, ``independence``."""
        found: dict[str, int | str] = {}
        for side, numbers in self._sides():
            found |= {f"{side}_{name}": number for name, number in _by_name(numbers).items()}
        return {**found, **({"independence": self.independence} if self.independence else {})}

    @property
    def words(self) -> str:
        """In words, for formats that hold only texts."""
        sentences = []
        for side, numbers in self._sides():
            words = [f"{number} {name.replace('_', ' ')}" for name, number in _by_name(numbers).items()]
            sentences.append(f"Origins {side}: {', '.join(words)}.")
        if self.independence:
            sentences.append(f"Independence {self.independence}.")
        return " ".join(sentences)

    def _sides(self) -> tuple[tuple[str, Support], ...]:
        return tuple(zip(SIDES, (self.counts.supporting, self.counts.against), strict=True))


def _by_name(numbers: Support) -> dict[str, int]:
    return {name: getattr(numbers, name) for name in COUNTS}


def claim_numbers(record: Reader, claims: Sequence[ClaimId]) -> Mapping[ClaimId, ClaimNumbers]:
    """The numbers of a page of claims."""
    counts = origin_counts(record, claims)
    several = [id for id, each in counts.items() if each.independence_matters]
    judged = _judged_claims(record, several)
    return {
        id: ClaimNumbers(
            each, None if not each.independence_matters else "judged" if id in judged else "not established"
        )
        for id, each in counts.items()
    }


_ORIGIN_PERSONS = """
SELECT DISTINCT claim, polarity, person FROM origins
WHERE claim IN ({}) AND polarity <> 0 AND standing <> 'not_recorded'"""

_JUDGED_PAIRS = """
SELECT DISTINCT coalesce(one.person, i.a), coalesce(other.person, i.b) FROM independence i
LEFT JOIN persons one ON one.source = i.a LEFT JOIN persons other ON other.source = i.b"""


def _judged_claims(record: Reader, claims: Sequence[ClaimId]) -> set[ClaimId]:
    """The claims of which a person judged every two origins of each side."""
    pairs = {frozenset(pair) for pair in record.rows(_JUDGED_PAIRS)} if claims else set()
    if not pairs:
        return set()
    sides: dict[tuple[ClaimId, int], list[int]] = {}
    for claim, polarity, person in record.rows(_ORIGIN_PERSONS.format(placeholders(claims)), *claims):
        sides.setdefault((claim, polarity), []).append(person)
    open_claims = {
        claim
        for (claim, _), persons in sides.items()
        if not all(frozenset((one, other)) in pairs for at, one in enumerate(persons) for other in persons[at + 1 :])
    }
    return set(claims) - open_claims
