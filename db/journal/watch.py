"""Changes to the record since an action: those by other programs, and whether they can change what a list shows."""

from __future__ import annotations

import json
from collections.abc import Container, Mapping

from db.dataclass import dataclass
from db.store.file_mark import LARGEST_STEP
from db.store.reader import Reader

_MOST_ACTIONS = 200
"""Actions that are looked at one by one; the rest are only counted."""


@dataclass(frozen=True, slots=True)
class ExternalChanges:
    """Actions by other programs."""

    words: str
    """The description of the newest one."""
    who: tuple[str, ...]
    """Their authors, the newest first."""
    count: int
    """How many there are."""
    last: int
    """The id of the newest action of all, including one's own."""


def newest_action_id(record: Reader) -> int:
    """The id of the newest action; 0 if there is none."""
    return int(record.column("SELECT coalesce(max(id), 0) FROM actions")[0])


def external_changes_since(record: Reader, since: int, own: Container[int]) -> ExternalChanges:
    """Actions by other programs since an action.

    :param since: the id of the newest known action.
    :param own: the ids of one's own actions.
    """
    rows = record.rows("SELECT id, who, words FROM actions WHERE id > ? ORDER BY id DESC LIMIT ?", since, _MOST_ACTIONS)
    last = int(rows[0][0]) if rows else since
    theirs = [(str(who), str(words)) for id, who, words in rows if id not in own]
    more = last - since - len(rows) if len(rows) == _MOST_ACTIONS else 0
    words = theirs[0][1] if theirs else ""
    return ExternalChanges(words, tuple(dict.fromkeys(who for who, _ in theirs)), len(theirs) + more, last)


def data_version(record: Reader) -> int:
    """A number that changes whenever another connection writes. Reading it touches no page of the file."""
    return int(record.column("PRAGMA data_version")[0])


def schema_version(record: Reader) -> int:
    """A number that changes by a leap when a backup is restored into the open store, and ids then mean other rows.

    It changes by a few when the schema is changed, as by an upgrade.
    """
    return int(record.column("PRAGMA schema_version")[0])


def is_restored(before: int, now: int) -> bool:
    """Whether a backup was restored between two readings of :func:`schema_version`."""
    return abs(now - before) > LARGEST_STEP


_MOST_ROWS = 500
"""Journal entries that are looked at one by one; after more than that, every list counts as changed."""

ListColumns = Mapping[str, frozenset[str]]
"""The tables a list is read from, each with the columns that decide what is in the list and where."""

SOURCES: ListColumns = {
    "sources": frozenset({"case"}),
    "statements": frozenset({"source"}),
    "reports": frozenset({"outlet"}),
    "claim_parties": frozenset({"source", "claim"}),
}
CLAIMS: ListColumns = {"claims": frozenset({"key", "joined_into"})}
DENIALS: ListColumns = {
    "statements": frozenset({"voice"}),
    "stances": frozenset({"polarity", "statement", "claim"}),
    "relays": frozenset({"child", "parent"}),
}
CHAIN: ListColumns = {
    "reports": frozenset({"published_lo", "published_hi"}),
    "chain_steps": frozenset({"position", "report"}),
}


def newest_entry_number(record: Reader) -> int:
    """The number of the newest journal entry; 0 if there is none."""
    return int(record.column("SELECT coalesce(max(seq), 0) FROM journal")[0])


def can_change_list(record: Reader, since: int, columns: ListColumns) -> bool:
    """Whether changes since a moment can change a list's rows or their order.

    :param since: :func:`newest_entry_number` before the list was read.
    :param columns: the tables and columns the list depends on.
    """
    rows = record.rows(
        'SELECT op, "table", after FROM journal WHERE seq > ? ORDER BY seq LIMIT ?', since, _MOST_ROWS + 1
    )
    return len(rows) > _MOST_ROWS or any(
        table in columns and (op != "update" or not columns[table].isdisjoint(json.loads(after)))
        for op, table, after in rows
    )
