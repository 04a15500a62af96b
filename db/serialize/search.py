"""Near claims in the shapes that ``onrecord near`` prints with ``--json``. Keys are only ever added to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypedDict

from db.queries.claims import Claim
from db.queries.origins import origin_counts
from db.search.duplicates import NearPair
from db.search.similar import SimilarClaim
from db.serialize.schemas import SupportShape
from db.store.reader import Reader

_Sides = TypedDict("_Sides", {"for": SupportShape, "against": SupportShape})


class NearShape(_Sides):
    """A claim that is near to some words."""

    key: str
    text: str
    likeness: int
    """0 to 100; 100 is the same but for case, accents and quotation marks."""


class NearPairShape(TypedDict):
    """Two claims that are near to each other."""

    key: str
    text: str
    other: str
    other_text: str
    likeness: int


def shaped_near(record: Reader, found: Sequence[SimilarClaim[Claim]]) -> Iterator[NearShape]:
    """Near claims with their numbers, nearest first."""
    numbers = origin_counts(record, [each.found.id for each in found])
    for each in found:
        both = numbers[each.found.id]
        yield {
            "key": each.found.key,
            "text": each.found.text,
            "likeness": int(each.score),
            "for": {
                "named": both.supporting.named,
                "anonymous": both.supporting.anonymous,
                "not_recorded": both.supporting.not_recorded,
            },
            "against": {
                "named": both.against.named,
                "anonymous": both.against.anonymous,
                "not_recorded": both.against.not_recorded,
            },
        }


def shaped_pairs(found: Iterable[NearPair]) -> Iterator[NearPairShape]:
    """Pairs of near claims, as they come."""
    for pair in found:
        yield {
            "key": pair.one.key,
            "text": pair.one.text,
            "other": pair.other.key,
            "other_text": pair.other.text,
            "likeness": int(pair.score),
        }
