"""Sort a list of claims by something other than their keys, in pieces, so that a million can be sorted.

Claims are put into buckets by weight, in the order they come in, and the buckets are joined. The order by newest needs
only the ids, which are given in the order claims were added.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping

from db.model.enums import Status, WordedEnum
from db.model.ids import ClaimId
from db.store.id_list import Ids
from db.store.progress import Progress
from db.store.reader import Reader, ids_as_json, pages


class ClaimOrder(WordedEnum):
    """The order of a list of claims."""

    KEY = "key", "by key"
    STATUS = "status", "least decided first"
    NEWEST = "newest", "newest first"
    STATEMENTS = "statements", "most statements first"
    ORIGINS = "origins", "fewest origins first"


_AT_A_TIME = 4_000
"""Claims weighed between two checks whether the query was stopped."""


def sort_claims(
    record: Reader,
    ids: Ids[ClaimId],
    order: ClaimOrder,
    *,
    into: Ids[ClaimId] | None = None,
    progress: Progress | None = None,
) -> Ids[ClaimId]:
    """Sort claims.

    :param ids: claims in the order of their keys.
    :param into: a list to fill.
    :param progress: counts claims.
    :raises QueryStopped: the query was stopped.
    """
    found: Ids[ClaimId] = Ids() if into is None else into
    if order is ClaimOrder.KEY:
        found.take(ids)
        return found
    if order is ClaimOrder.NEWEST:
        found.take(sorted(ids, reverse=True))
        return found
    heaps: dict[int, array[int]] = {}
    weigh = _WEIGHING[order]
    for number, page in enumerate(pages(ids, _AT_A_TIME)):
        if progress is not None:
            progress.go_on(number * _AT_A_TIME, len(ids))
        weights = weigh(record, ids_as_json(page))
        for id in page:
            weight = weights.get(id, 0)
            if weight not in heaps:
                heaps[weight] = array("q")
            heaps[weight].append(id)
    for weight in sorted(heaps):
        found.take(ClaimId(id) for id in heaps[weight])
    return found


def _rank_by_status(record: Reader, ids: str) -> Mapping[int, int]:
    rows = record.rows("SELECT id, status FROM claims WHERE id IN (SELECT value FROM json_each(?))", ids)
    return {id: _RANKS[status] for id, status in rows}


_RANKS = {status: rank for rank, status in enumerate(Status)}


def _rank_by_statements(record: Reader, ids: str) -> Mapping[int, int]:
    return dict(
        record.rows(
            """SELECT claim, -count(*) FROM stances WHERE claim IN (SELECT value FROM json_each(?)) GROUP BY claim""",
            ids,
        )
    )


def _rank_by_origins(record: Reader, ids: str) -> Mapping[int, int]:
    """The number of origins for each claim, named or anonymous."""
    return dict(
        record.rows(
            """SELECT claim, count(DISTINCT person) FROM origins
               WHERE claim IN (SELECT value FROM json_each(?)) AND polarity = 1 AND standing <> 'not_recorded'
               GROUP BY claim""",
            ids,
        )
    )


_WEIGHING: Mapping[ClaimOrder, Callable[[Reader, str], Mapping[int, int]]] = {
    ClaimOrder.STATUS: _rank_by_status,
    ClaimOrder.STATEMENTS: _rank_by_statements,
    ClaimOrder.ORIGINS: _rank_by_origins,
}
