"""Claims that a filter leaves, as a search shows what it found."""

from __future__ import annotations

from db.claims import claims
from db.ids import Ids
from db.reader import Reader, among
from db.search.finding import Found, Hit
from db.search.index import Place
from db.search.lighting import Excerpt
from db.terms import CaseId, ClaimId

_MOST = 50
_WIDTH = 160


def claims_found(record: Reader, ids: Ids[ClaimId], most: int = _MOST) -> Found:
    """The first of some claims, as they stand; nothing in them is lit.

    :param ids: in the order to show them.
    :param most: how many.
    """
    hits = []
    first = ids[:most]
    cases: dict[int, int] = dict(record.rows(f'SELECT id, "case" FROM claims WHERE id IN ({among(first)})', *first))
    for claim in claims(record, first):
        text = claim.text[:_WIDTH]
        shown = Excerpt(text, 0, (), (False, len(text) < len(claim.text)))
        hits.append(Hit(Place.CLAIM, claim.id, CaseId(cases[claim.id]), claim.key, "", shown, None, None, 0.0))
    return Found(tuple(hits), (), (), more=len(ids) > most)
