"""The triage queue: the order in which claims are decided, and how many are.

A claim is undecided while its status is new and it is not joined into another. Each query reads a few rows by the index
of the order, so that it takes as long in a large case as in a small one; only the counts read all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, cast

from db.dataclass import dataclass
from db.journal.entries import Entry
from db.model.enums import Polarity
from db.model.ids import CaseId, ClaimId, StatementId
from db.queries.claims import CLAIM_ORDER
from db.store.id_list import Ids
from db.store.reader import PAGE, Reader, Row, pages, placeholders

AROUND = 64
"""Claims on each side of one in a window."""


@dataclass(frozen=True, slots=True)
class TriageCounts:
    """The number of decided and undecided claims."""

    done: int
    left: int


@dataclass(frozen=True, slots=True)
class QueueWindow:
    """Claims around one claim, in their order."""

    ids: tuple[ClaimId, ...]
    before: bool
    """Whether there are more before them."""
    after: bool
    """Whether there are more after them."""


class TriageQueue(Protocol):
    """Claims in the order of triage."""

    def around(self, record: Reader, claim: ClaimId | None, most: int = AROUND) -> QueueWindow:
        """The claims around a claim; the first claims if it is None or no longer in the queue.

        :param most: the most on each side.
        """

    def edge(self, record: Reader, side: int) -> ClaimId | None:
        """The first claim of the queue, or the last; None where it is empty.

        :param side: below zero for the first, above it for the last.
        """

    def undecided(self, record: Reader, claim: ClaimId | None, *, at: bool = False) -> ClaimId | None:
        """The next undecided claim, starting over at the end; None if no other is left.

        :param claim: the claim to start after; None to start at the first.
        :param at: whether the claim itself may be returned.
        """

    def between(self, record: Reader, one: ClaimId, other: ClaimId, most: int) -> list[ClaimId]:
        """The claims between two claims, inclusive, in the order of the queue.

        :param most: the most to return, from the first.
        """

    def among(self, record: Reader, claims: Sequence[ClaimId]) -> list[ClaimId]:
        """The ones among some claims that are in the queue, in the given order."""

    def decided(self, record: Reader) -> TriageCounts:
        """The number of decided and undecided claims; this reads all."""


@dataclass(frozen=True, slots=True)
class CaseQueue:
    """The claims of a case in the order of their keys, without those joined into another."""

    case: CaseId

    def around(self, record: Reader, claim: ClaimId | None, most: int = AROUND) -> QueueWindow:
        """As :meth:`TriageQueue.around`."""
        place = _place(record, self.case, claim)
        if place is None or claim is None:
            found = record.column(_IN_ORDER.format(where="1"), case=self.case, most=2 * most + 2)
            return QueueWindow(tuple(found[: 2 * most + 1]), before=False, after=len(found) > 2 * most + 1)
        up = record.column(_BACK, case=self.case, most=most + 1, **place)
        down = record.column(_IN_ORDER.format(where=_AFTER), case=self.case, most=most + 1, **place)
        ids = (*reversed(up[:most]), claim, *down[:most])
        return QueueWindow(ids, before=len(up) > most, after=len(down) > most)

    def edge(self, record: Reader, side: int) -> ClaimId | None:
        """As :meth:`TriageQueue.edge`."""
        found = record.column(_IN_ORDER.format(where="1") if side < 0 else _LAST, case=self.case, most=1)
        return found[0] if found else None

    def undecided(self, record: Reader, claim: ClaimId | None, *, at: bool = False) -> ClaimId | None:
        """As :meth:`TriageQueue.undecided`."""
        if at and claim is not None and _standalone_or_undecided(record, [claim], undecided=True):
            return claim
        place = _place(record, self.case, claim)
        later = record.column(_UNDECIDED.format(where=_AFTER), case=self.case, most=1, **place) if place else []
        found = later or record.column(_UNDECIDED.format(where="1"), case=self.case, most=1)
        return found[0] if found and found[0] != claim else None

    def between(self, record: Reader, one: ClaimId, other: ClaimId, most: int) -> list[ClaimId]:
        """As :meth:`TriageQueue.between`."""
        places = [_place(record, self.case, each) for each in (one, other)]
        if places[0] is None or places[1] is None:
            return []
        first, last = sorted((one, other), key=lambda each: _sort_key(places[0 if each == one else 1]))
        place = min((each for each in places if each), key=_sort_key)
        found = [first, *record.column(_IN_ORDER.format(where=_AFTER), case=self.case, most=most - 1, **place)]
        return found[: found.index(last) + 1] if last in found else found

    def among(self, record: Reader, claims: Sequence[ClaimId]) -> list[ClaimId]:
        """As :meth:`TriageQueue.among`."""
        return [id for id in claims if _place(record, self.case, id) is not None]

    def decided(self, record: Reader) -> TriageCounts:
        """As :meth:`TriageQueue.decided`."""
        row = record.row(
            """SELECT (SELECT count(*) FROM claims WHERE "case" = :case AND joined_into IS NULL),
                      (SELECT count(*) FROM claims
                       WHERE "case" = :case AND status = 'new' AND joined_into IS NULL)""",
            case=self.case,
        )
        assert row is not None
        return TriageCounts(row[0] - row[1], row[1])


class ListQueue:
    """Claims in a given order, such as the result of a filter or the selected rows."""

    def __init__(self, ids: Iterable[int]) -> None:
        self.ids: Ids[ClaimId] = cast("Ids[ClaimId]", ids if isinstance(ids, Ids) else Ids(ids))
        """The claims."""

    def around(self, record: Reader, claim: ClaimId | None, most: int = AROUND) -> QueueWindow:
        """As :meth:`TriageQueue.around`."""
        at = self._place(claim) or 0
        first, end = max(0, at - most), at + most + 1
        ids = tuple(filter_standalone(record, self.ids[first:end]))
        return QueueWindow(ids, before=first > 0, after=end < len(self.ids))

    def edge(self, record: Reader, side: int) -> ClaimId | None:
        """As :meth:`TriageQueue.edge`."""
        starts = range(0, len(self.ids), PAGE)
        for first in starts if side < 0 else reversed(starts):
            if found := filter_standalone(record, self.ids[first : first + PAGE]):
                return found[0 if side < 0 else -1]
        return None

    def undecided(self, record: Reader, claim: ClaimId | None, *, at: bool = False) -> ClaimId | None:
        """As :meth:`TriageQueue.undecided`."""
        here = self._place(claim)
        start = 0 if here is None else here if at else here + 1
        for first in (*range(start, len(self.ids), PAGE), *range(0, start, PAGE)):
            found = filter_undecided(record, self.ids[first : first + PAGE])
            others = [id for id in found if at or id != claim]
            if others:
                return others[0]
        return None

    def between(self, record: Reader, one: ClaimId, other: ClaimId, most: int) -> list[ClaimId]:
        """As :meth:`TriageQueue.between`."""
        places = [place for place in map(self._place, (one, other)) if place is not None]
        if len(places) < 2:
            return []
        first, last = sorted(places)
        ids = self.ids[first : last + 1][:most]
        return filter_standalone(record, ids)

    def among(self, record: Reader, claims: Sequence[ClaimId]) -> list[ClaimId]:
        """As :meth:`TriageQueue.among`."""
        return filter_standalone(record, [id for id in claims if id in self.ids])

    def decided(self, record: Reader) -> TriageCounts:
        """As :meth:`TriageQueue.decided`."""
        there = left = 0
        for page in pages(self.ids):
            there += len(_standalone_or_undecided(record, page, undecided=False))
            left += len(_standalone_or_undecided(record, page, undecided=True))
        return TriageCounts(there - left, left)

    def _place(self, claim: ClaimId | None) -> int | None:
        return self.ids.place(claim) if claim is not None else None


def first_undecided(record: Reader, case: CaseId, most: int) -> list[ClaimId]:
    """The first undecided claims of a case, in the order of their keys.

    :param most: the most to return.
    """
    return record.column(_UNDECIDED.format(where="1"), case=case, most=most)


def filter_undecided(record: Reader, claims: Sequence[ClaimId]) -> list[ClaimId]:
    """The undecided ones among some claims, in the given order."""
    found = {id for page in pages(claims) for id in _standalone_or_undecided(record, page, undecided=True)}
    return [id for id in claims if id in found]


def filter_standalone(record: Reader, claims: Sequence[ClaimId]) -> list[ClaimId]:
    """The ones among some claims that are on record and not joined into another, in the given order."""
    found = {id for page in pages(claims) for id in _standalone_or_undecided(record, page, undecided=False)}
    return [id for id in claims if id in found]


def statement_ids_on_claim(record: Reader, claim: ClaimId, polarity: Polarity, most: int) -> list[StatementId]:
    """The first statements with a polarity on a claim, in the order they were added.

    :param most: the most to return.
    """
    return record.column(
        "SELECT statement FROM stances WHERE claim = ? AND polarity = ? ORDER BY statement LIMIT ?",
        claim,
        polarity.value,
        most,
    )


def changed_claims(record: Reader, entries: Iterable[Entry]) -> list[ClaimId]:
    """The claims that an action changed or judged, in the order of its entries, without deleted ones.

    :param entries: the entries of the action.
    """
    named = []
    for entry in entries:
        row = {**(entry.before or {}), **(entry.after or {})}
        named.append(entry.row if entry.table == "claims" else row.get("claim") or row.get("on_claim"))
    ids = list(dict.fromkeys(ClaimId(int(id)) for id in named if id))
    return filter_standalone(record, ids)


def known_tags(record: Reader, most: int = 500) -> list[str]:
    """The tags of the store, in alphabetical order. Each is one jump in the index, however often it is used.

    :param most: the most to return.
    """
    return record.column(
        """WITH RECURSIVE walk(tag) AS (
             SELECT min(tag) FROM tags
             UNION ALL
             SELECT (SELECT min(tag) FROM tags WHERE tag > walk.tag) FROM walk WHERE walk.tag IS NOT NULL)
           SELECT tag FROM walk WHERE tag IS NOT NULL LIMIT ?""",
        most,
    )


_ROW = "(CAST(substr(c.key, 2) AS INTEGER), length(c.key), c.key)"

_AFTER = f"CAST(substr(c.key, 2) AS INTEGER) >= :number AND {_ROW} > (:number, :long, :key)"
"""The condition on the number alone finds the place in the index: SQLite can't seek by a row of expressions."""

_BEFORE = f"CAST(substr(c.key, 2) AS INTEGER) <= :number AND {_ROW} < (:number, :long, :key)"

_BACKWARDS = "CAST(substr(c.key, 2) AS INTEGER) DESC, length(c.key) DESC, c.key DESC"

_IN_ORDER = f"""
SELECT c.id FROM claims c WHERE c."case" = :case AND c.joined_into IS NULL AND {{where}}
ORDER BY {CLAIM_ORDER} LIMIT :most"""

_BACK = f"""
SELECT c.id FROM claims c WHERE c."case" = :case AND c.joined_into IS NULL AND {_BEFORE}
ORDER BY {_BACKWARDS} LIMIT :most"""

_LAST = f"""
SELECT c.id FROM claims c WHERE c."case" = :case AND c.joined_into IS NULL
ORDER BY {_BACKWARDS} LIMIT :most"""

_UNDECIDED = f"""
SELECT c.id FROM claims c INDEXED BY claims_undecided
WHERE c."case" = :case AND c.status = 'new' AND c.joined_into IS NULL AND {{where}}
ORDER BY {CLAIM_ORDER} LIMIT :most"""
"""INDEXED BY, since any other index would walk through the decided claims, which may be nearly all."""


def _place(record: Reader, case: CaseId, claim: ClaimId | None) -> dict[str, object] | None:
    """The place of a claim in the order of its case; None if it is not in it."""
    found: Row | None = record.row(
        """SELECT CAST(substr(key, 2) AS INTEGER), length(key), key FROM claims
           WHERE id = ? AND "case" = ? AND joined_into IS NULL""",
        claim,
        case,
    )
    return {"number": found[0], "long": found[1], "key": found[2]} if found else None


def _sort_key(place: dict[str, object] | None) -> tuple[int, int, str]:
    """A place as a sort key in Python."""
    number, long, key = (place or {"number": 0, "long": 0, "key": ""}).values()
    return int(str(number)), int(str(long)), str(key)


def _standalone_or_undecided(record: Reader, ids: Sequence[ClaimId], *, undecided: bool) -> list[ClaimId]:
    """The ones among a page of claims that are not joined into another; with ``undecided``, only undecided ones."""
    also = "AND status = 'new'" if undecided else ""
    return record.column(
        f"SELECT id FROM claims WHERE id IN ({placeholders(ids)}) AND joined_into IS NULL {also}", *ids
    )
