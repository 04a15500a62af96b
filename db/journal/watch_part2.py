"""What was done to the record since a moment: whether a list must be read anew, or only the rows of it in sight."""

from __future__ import annotations

import json
from collections.abc import Mapping

from db.store.reader import Reader

_MOST = 500
"""Changed rows that are looked at one by one; after more than that, every list is read anew."""

Resting = Mapping[str, frozenset[str]]
"""The tables whose rows a list rests on, each with the columns that say what is in it and where."""

SOURCES: Resting = {
    "sources": frozenset({"case"}),
    "statements": frozenset({"source"}),
    "reports": frozenset({"outlet"}),
    "claim_parties": frozenset({"source", "claim"}),
}
CLAIMS: Resting = {"claims": frozenset({"key", "joined_into"})}
DENIALS: Resting = {
    "statements": frozenset({"voice"}),
    "stances": frozenset({"polarity", "statement", "claim"}),
    "relays": frozenset({"child", "parent"}),
}
CHAIN: Resting = {
    "reports": frozenset({"published_lo", "published_hi"}),
    "chain_steps": frozenset({"position", "report"}),
}


def last_change(record: Reader) -> int:
    """The number of the journal's last entry; 0 where nothing was done yet."""
    return int(record.column("SELECT coalesce(max(seq), 0) FROM journal")[0])


def is_other(record: Reader, since: int, resting: Resting) -> bool:
    """Whether a list may hold other rows, or in another order, than it did.

    :param since: what :func:`last_change` said before it was read.
    :param resting: what the list rests on.
    """
    rows = record.rows('SELECT op, "table", after FROM journal WHERE seq > ? ORDER BY seq LIMIT ?', since, _MOST + 1)
    return len(rows) > _MOST or any(
        table in resting and (op != "update" or not resting[table].isdisjoint(json.loads(after)))
        for op, table, after in rows
    )
