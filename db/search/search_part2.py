"""Claims that a filter leaves, as a search shows what it found."""

from __future__ import annotations

from db.model.ids import CaseId, ClaimId
from db.queries.claims import claims
from db.search.highlight import Excerpt
from db.search.search import Found, Hit
from db.store.fts import Place
from db.store.id_list import Ids
from db.store.reader import Reader, among

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
