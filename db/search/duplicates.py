"""Possible duplicates: pairs of similar claims in a case. Joining them is `db.write.claim_joins`."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator

from db.dataclass import dataclass
from db.model.ids import CaseId, ClaimId
from db.queries.claims import Claim, claims
from db.search.similar import content_words, similarity
from db.store.reader import Reader, Row, pages, placeholders

LIKE = 80.0
"""The default likeness from which a pair of claims is worth a look."""

_PAGE = 2_000
"""Claims compared at once."""

_TELLING = 5
"""The number of a claim's rarest words: two claims that share none of them are not compared."""

_COMMON = 200
"""The number of earlier claims with the same rare word that a claim is compared with, the newest of them."""


@dataclass(frozen=True, slots=True)
class NearPair:
    """Two claims with similar words."""

    one: Claim
    """The one that was added first."""
    other: Claim
    score: float
    """0 to 100."""


def near_pairs(
    record: Reader, case: CaseId, least: float = LIKE, told: Callable[[int, int], None] = lambda _done, _of: None
) -> Iterator[NearPair]:
    """Pairs of similar claims in a case, as they are found; claims joined into another are left out.

    Each claim is compared with the earlier ones that share one of its rarest words, so that the work grows with the
    number of claims and not with that of their pairs.

    :param least: the likeness from which a pair counts, 0 to 100.
    :param told: called with the number of claims done, and of all.
    """
    of, used = 0, Counter[str]()
    for page in _standalone_claims_by_page(record, case):
        of += len(page)
        for _, text in page:
            used.update(set(content_words(text).split()))
    holding: dict[str, deque[int]] = defaultdict(lambda: deque(maxlen=_COMMON))
    done = 0
    for page in _standalone_claims_by_page(record, case):
        told(done, of)
        before: dict[int, str] = {}
        near: dict[ClaimId, set[int]] = {}
        for id, text in page:
            words = sorted((word for word in set(content_words(text).split()) if used[word] > 1), key=used.__getitem__)
            near[id] = {other for word in words[:_TELLING] for other in holding[word]}
            for word in words[:_TELLING]:
                holding[word].append(id)
        own: dict[int, str] = dict(page)
        for some in pages(sorted({other for others in near.values() for other in others} - own.keys())):
            before.update(record.rows(f"SELECT id, text FROM claims WHERE id IN ({placeholders(some)})", *some))
        before.update(own)
        found: list[tuple[int, int, float]] = [
            (others[place], id, score)
            for id, text in page
            if (others := sorted(near[id]))
            for place, score in similarity(
                content_words(text), [content_words(before[other]) for other in others], least
            )
        ]
        for some_pairs in pages(found, 200):
            both: dict[int, Claim] = {
                each.id: each
                for each in claims(record, sorted({ClaimId(id) for one, other, _ in some_pairs for id in (one, other)}))
            }
            for one, other, score in some_pairs:
                yield NearPair(both[one], both[other], score)
        done += len(page)
    told(of, of)


def _standalone_claims_by_page(record: Reader, case: CaseId) -> Iterator[list[Row]]:
    """Id and text of the claims of a case that are not joined into another, page by page."""
    after = 0
    while rows := record.rows(
        'SELECT id, text FROM claims WHERE id > ? AND "case" = ? AND joined_into IS NULL ORDER BY id LIMIT ?',
        after,
        case,
        _PAGE,
    ):
        yield rows
        after = rows[-1][0]
