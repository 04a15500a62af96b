"""Orders of a list of claims other than that of their keys. Worked out in pieces, so that a million can be put in one.

Claims fall into one heap for each weight there is, and the heaps follow each other; within a heap they stay in the
order they came in. The last entered come first by their ids alone: those are given in the order of entry.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from enum import StrEnum

from db.model.enums import Status
from db.model.ids import ClaimId
from db.store.id_list import Ids
from db.store.progress import Progress
from db.store.reader import Reader, as_json, pages


class ClaimOrder(StrEnum):
    """What a list of claims is sorted by."""

    KEY = "key"
    STATUS = "status"
    NEWEST = "newest"
    STATEMENTS = "statements"
    ORIGINS = "origins"

    @property
    def word(self) -> str:
        """The words on screen."""
        return _WORDS[self]


_WORDS = {
    ClaimOrder.KEY: "by key",
    ClaimOrder.STATUS: "least decided first",
    ClaimOrder.NEWEST: "newest first",
    ClaimOrder.STATEMENTS: "most statements first",
    ClaimOrder.ORIGINS: "fewest origins first",
}


_AT_A_TIME = 4_000
"""Claims weighed between two looks whether the question is still wanted."""


def ordered(
    record: Reader,
    ids: Ids[ClaimId],
    order: ClaimOrder,
    *,
    into: Ids[ClaimId] | None = None,
    progress: Progress | None = None,
) -> Ids[ClaimId]:
    """Claims in another order than the one they come in.

    :param ids: claims in the order of their keys, all of a case or those that a filter left.
    :param into: where they go.
    :param progress: moved on by the claim.
    :raises QueryStopped: the question is no longer wanted.
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
        weights = weigh(record, as_json(page))
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
    """Persons who stand for the claim, known or anonymous; sentences with no source behind them are no origin."""
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
