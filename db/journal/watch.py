"""Changes to the record since a moment: by other programs, and whether a list may now hold other rows. Reading only."""

from __future__ import annotations

import json
from collections.abc import Container, Mapping
from dataclasses import dataclass

from db.store.reader import Reader

_MOST_ACTIONS = 200
"""Actions that are told one from another; of more than that only the number is told."""


@dataclass(frozen=True, slots=True)
class ExternalChanges:
    """What was done by other programs."""

    words: str
    """The newest of it, as the journal calls it."""
    who: tuple[str, ...]
    """Whose hands it was, the newest first."""
    count: int
    """How many actions."""
    last: int
    """The newest action of all, one's own among them."""


def last_action(record: Reader) -> int:
    """The number of the newest action; 0 where nothing was done yet."""
    return int(record.column("SELECT coalesce(max(id), 0) FROM actions")[0])


def external_changes_since(record: Reader, since: int, own: Container[int]) -> ExternalChanges:
    """What was done since an action, by other programs than one's own.

    :param since: the newest action that was known.
    :param own: the actions that were one's own.
    """
    rows = record.rows("SELECT id, who, words FROM actions WHERE id > ? ORDER BY id DESC LIMIT ?", since, _MOST_ACTIONS)
    last = int(rows[0][0]) if rows else since
    theirs = [(str(who), str(words)) for id, who, words in rows if id not in own]
    more = last - since - len(rows) if len(rows) == _MOST_ACTIONS else 0
    words = theirs[0][1] if theirs else ""
    return ExternalChanges(words, tuple(dict.fromkeys(who for who, _ in theirs)), len(theirs) + more, last)


def version(record: Reader) -> int:
    """A number that is another as soon as any other connection has changed the store; looking at it reads no page."""
    return int(record.column("PRAGMA data_version")[0])


_MOST_ROWS = 500
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


def last_action_id(record: Reader) -> int:
    """The number of the journal's last entry; 0 where nothing was done yet."""
    return int(record.column("SELECT coalesce(max(seq), 0) FROM journal")[0])


def is_external(record: Reader, since: int, resting: Resting) -> bool:
    """Whether a list may hold other rows, or in another order, than it did.

    :param since: what :func:`last_action_id` said before it was read.
    :param resting: what the list rests on.
    """
    rows = record.rows(
        'SELECT op, "table", after FROM journal WHERE seq > ? ORDER BY seq LIMIT ?', since, _MOST_ROWS + 1
    )
    return len(rows) > _MOST_ROWS or any(
        table in resting and (op != "update" or not resting[table].isdisjoint(json.loads(after)))
        for op, table, after in rows
    )
