"""What a search finds, and claims that are near to words or to each other, as ``--json`` prints them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from db.queries.origins import origin_counts
from db.serialize.encoder import Json, encode, encode_fields
from db.serialize.schemas import HitJson, SearchJson, SimilarClaimJson
from db.store.reader import Reader

if TYPE_CHECKING:
    from db.queries.claims import Claim
    from db.search.duplicates import NearPair
    from db.search.search import SearchHit, SearchResults
    from db.search.similar import SimilarMatch


def encode_search(record: Reader, found: SearchResults) -> SearchJson:
    """What a search found, the best first."""
    cases: dict[int, str] = dict(record.rows("SELECT id, key FROM cases")) if found.hits else {}
    return {"hits": [_encode_hit(record, hit, cases) for hit in found.hits], "left_out": found.words or None}


def _encode_hit(record: Reader, hit: SearchHit, cases: Mapping[int, str]) -> HitJson:
    text = record.column("SELECT text_sha256 FROM captures WHERE id = ?", hit.capture) if hit.capture else []
    return {
        "found": hit.place.name.lower(),
        "case": cases.get(hit.case) if hit.case is not None else None,
        "key": hit.key,
        "about": hit.about or None,
        "excerpt": hit.excerpt.text,
        "lit": [{"start": start, "end": end} for start, end in hit.excerpt.spans],
        "capture": text[0] if text else None,
        "at": {"start": hit.at[0], "end": hit.at[1]} if hit.at else None,
    }


def encode_similar_claims(record: Reader, similar: Sequence[SimilarMatch[Claim]]) -> Iterator[SimilarClaimJson]:
    """Claims near to some words with their numbers, nearest first."""
    counts = origin_counts(record, [each.found.id for each in similar])
    for each in similar:
        both = counts[each.found.id]
        yield {
            "key": each.found.key,
            "text": each.found.text,
            "likeness": int(each.score),
            "for": encode(both.supporting),
            "against": encode(both.against),
        }


def encode_similar_pair(pair: NearPair) -> Json:
    """Two claims that are near to each other."""
    return {
        **encode_fields(pair, "key=one.key text=one.text other=other.key other_text=other.text"),
        "likeness": int(pair.score),
    }
