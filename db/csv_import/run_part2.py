"""How many claims that a table brought look like another, for a person to look at. Nothing is joined here."""

from __future__ import annotations

from db.model.ids import CaseId
from db.search.duplicates import near_pairs
from db.store.reader import Reader

COMPARED = 10_000
"""Claims of a case up to which they are compared at once: a few seconds."""


def newest_claim(record: Reader) -> int:
    """The id of the claim that came last."""
    (last,) = record.column("SELECT coalesce(max(id), 0) FROM claims")
    return int(last)


def look_alike(record: Reader, case: CaseId, since: int) -> int | None:
    """How many claims that came since another are near to one of the case; None where there are too many to compare.

    :param since: the id of the last claim before.
    """
    rows = record.rows('SELECT 1 FROM claims WHERE "case" = ? LIMIT ?', case, COMPARED + 1)
    if len(rows) > COMPARED:
        return None
    pairs = near_pairs(record, case)
    return len({each.id for pair in pairs for each in (pair.one, pair.other) if each.id > since})
