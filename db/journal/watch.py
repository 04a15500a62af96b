"""What other hands did to the record since a moment: the newest of it, and how much there is. Reading only."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from db.store.reader import Reader

_MOST = 200
"""Actions that are told one from another; of more than that only the number is told."""


@dataclass(frozen=True, slots=True)
class Others:
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


def done_by_others(record: Reader, since: int, own: Container[int]) -> Others:
    """What was done since an action, by other programs than one's own.

    :param since: the newest action that was known.
    :param own: the actions that were one's own.
    """
    rows = record.rows("SELECT id, who, words FROM actions WHERE id > ? ORDER BY id DESC LIMIT ?", since, _MOST)
    last = int(rows[0][0]) if rows else since
    theirs = [(str(who), str(words)) for id, who, words in rows if id not in own]
    more = last - since - len(rows) if len(rows) == _MOST else 0
    words = theirs[0][1] if theirs else ""
    return Others(words, tuple(dict.fromkeys(who for who, _ in theirs)), len(theirs) + more, last)


def version(record: Reader) -> int:
    """A number that is another as soon as any other connection has changed the store; looking at it reads no page."""
    return int(record.column("PRAGMA data_version")[0])
