"""Joined claims: which are with which, by whom and why, and what joining or setting apart would do. Reading only.

A joined claim stays on record as it is. What it brought to the claim it is joined into stands in ``joined_stances``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.errors import Refused
from db.model.enums import Certainty, Polarity
from db.model.ids import ClaimId, StatementId
from db.queries.claims import CLAIM_ORDER, Claim, claims
from db.store.reader import Reader, among


@dataclass(frozen=True, slots=True)
class ClaimJoin:
    """That one claim is joined into another."""

    claim: Claim
    """The one that panes leave out."""
    into: Claim
    """The one that is kept, and has the statements of both."""
    reason: str | None
    who: str
    at: str
    """UTC, ``YYYY-MM-DDTHH:MM:SSZ``."""


@dataclass(frozen=True, slots=True)
class JoinedStance:
    """A statement on a joined claim, beside how it bears on the kept one."""

    statement: StatementId
    key: str
    polarity: Polarity
    certainty: Certainty
    other: tuple[Polarity, Certainty] | None
    """How it bears on the kept claim; None where it doesn't."""

    @property
    def is_against(self) -> bool:
        """Whether it bears on the two in different ways."""
        return self.other is not None and self.other[0] is not self.polarity

    @property
    def told(self) -> str:
        """How it bears on the joined claim: "S4 for, certain"."""
        return f"{self.key} {self.polarity.word}, {self.certainty}"


@dataclass(frozen=True, slots=True)
class Joining:
    """What joining one claim into another would do."""

    brought: tuple[JoinedStance, ...]
    """Statements that bear on the kept claim from then on."""
    shared: tuple[JoinedStance, ...]
    """Statements that bear on both the same way already; how certain they are of the kept one stays as it is."""
    against: tuple[JoinedStance, ...]
    """Statements that bear on the two in different ways; while there are any, the two can't be joined."""


@dataclass(frozen=True, slots=True)
class Parting:
    """What setting a joined claim apart would do."""

    taken: tuple[int, ...]
    """Stances it brought that go from the kept claim, unless another that is joined into it has them too."""
    keys: tuple[str, ...]
    """Keys of their statements."""
    edited: tuple[int, ...]
    """Stances it brought that were changed on the kept claim since."""
    edited_keys: tuple[str, ...]
    """Keys of their statements."""


def joined(record: Reader, claim: ClaimId) -> ClaimJoin | None:
    """Into which claim one is joined; None where it stands by itself."""
    return next(iter(_claim_joins_where(record, "c.id = ?", claim)), None)


def joined_with(record: Reader, claim: ClaimId) -> list[ClaimJoin]:
    """The claims that are joined into one, in the order of their keys."""
    return _claim_joins_where(record, "c.joined_into = ?", claim)


def kept(record: Reader, ids: Sequence[ClaimId]) -> dict[ClaimId, ClaimId]:
    """Of some claims, those that are joined, each with the claim that is kept."""
    return dict(
        record.rows(f"SELECT id, joined_into FROM claims WHERE id IN ({among(ids)}) AND joined_into IS NOT NULL", *ids)
    )


def joining(record: Reader, claim: ClaimId, into: ClaimId) -> Joining:
    """What joining a claim into another would do.

    :param claim: the one that is to be joined.
    :param into: the one that is to be kept.
    """
    rows = record.rows(
        """SELECT st.id, st.key, s.polarity, s.certainty, o.polarity, o.certainty
           FROM stances s JOIN statements st ON st.id = s.statement
           LEFT JOIN stances o ON o.statement = s.statement AND o.claim = :into
           WHERE s.claim = :claim ORDER BY st.id""",
        claim=claim,
        into=into,
    )
    found = [
        JoinedStance(
            id,
            key,
            Polarity(polarity),
            Certainty(certainty),
            None if other is None else (Polarity(other), Certainty(how)),
        )
        for id, key, polarity, certainty, other, how in rows
    ]
    return Joining(
        tuple(each for each in found if each.other is None),
        tuple(each for each in found if each.other is not None and not each.is_against),
        tuple(each for each in found if each.is_against),
    )


AS_BROUGHT = """
(o.polarity, o.certainty) = (
  SELECT s.polarity, s.certainty FROM joined_stances f JOIN claim_joins j ON j.id = f."join"
  JOIN stances s ON s.claim = j.claim AND s.statement = o.statement WHERE f.stance = o.id ORDER BY f."join" LIMIT 1)"""
"""Whether a stance ``o`` on a kept claim is as it was brought: as on the first joined of the claims that have it."""


def parting(record: Reader, claim: ClaimId) -> Parting:
    """What setting a joined claim apart would do.

    :param claim: one that is joined; of one that isn't, nothing was brought.
    """
    rows = record.rows(
        f"""SELECT o.id, st.key, {AS_BROUGHT} FROM joined_stances b
            JOIN stances o ON o.id = b.stance JOIN statements st ON st.id = o.statement
            WHERE b."join" = (SELECT max(id) FROM claim_joins WHERE claim = ?) ORDER BY st.id, o.id""",
        claim,
    )
    return Parting(
        tuple(id for id, _, is_as_brought in rows if is_as_brought),
        tuple(key for _, key, is_as_brought in rows if is_as_brought),
        tuple(id for id, _, is_as_brought in rows if not is_as_brought),
        tuple(key for _, key, is_as_brought in rows if not is_as_brought),
    )


def _claim_joins_where(record: Reader, which: str, claim: ClaimId) -> list[ClaimJoin]:
    rows = record.rows(
        f"""SELECT c.id, c.joined_into, j.reason, j.who, j.at FROM claims c
            JOIN claim_joins j ON j.id = (SELECT max(id) FROM claim_joins WHERE claim = c.id)
            WHERE {which} AND c.joined_into IS NOT NULL ORDER BY {CLAIM_ORDER}""",
        claim,
    )
    by_id = {
        each.id: each
        for start in range(0, len(rows), 200)
        for each in claims(record, sorted({id for row in rows[start : start + 200] for id in row[:2]}))
    }
    return [
        ClaimJoin(by_id[id], by_id[into], reason, who, at)
        for id, into, reason, who, at in rows
        if id in by_id and into in by_id
    ]


ABOVE = """
WITH RECURSIVE up(id) AS (SELECT ? UNION SELECT c.parent FROM up JOIN claims c ON c.id = up.id)
SELECT id FROM up WHERE id IS NOT NULL"""
"""A claim and all that it is a part of."""

_NAMED = 5


def check_joinable(record: Reader, claim: ClaimId, into: ClaimId) -> None:
    """Make sure that two claims can stand for one; what single statements say against it is :func:`joining`.

    :raises Refused: they can't, in a sentence that says why.
    """
    rows = {id: rest for id, *rest in record.rows(_STANDING, claim, into)}
    (key, case, now), (into_key, into_case, into_now) = rows[claim], rows[into]
    if case != into_case:
        raise Refused("Claims that are joined belong to one case.", "Join it into a claim of its own case.")
    if now is not None:
        raise Refused(f"{key} is joined into {now} already.", f"onrecord split {key} sets it apart first.")
    if into_now is not None:
        raise Refused(f"{into_key} is itself joined into {into_now}.", f"Join {key} into {into_now}.")
    held = record.column(f"SELECT key FROM claims WHERE joined_into = ? ORDER BY id LIMIT {_NAMED + 1}", claim)
    if held:
        raise Refused(
            f"{listed_keys(held)} {'is' if len(held) == 1 else 'are'} joined into {key}.",
            f"Join {into_key} into {key}, or set {listed_keys(held)} apart first.",
        )
    for part, whole, part_key, whole_key in (claim, into, key, into_key), (into, claim, into_key, key):
        if whole in record.column(ABOVE, part):
            raise Refused(
                f"{part_key} is a part of {whole_key}: a claim and its part are not one claim.",
                f"Let {part_key} stand by itself first, if it says the same as {whole_key}.",
            )


_STANDING = """
SELECT c.id, c.key, c."case", o.key FROM claims c LEFT JOIN claims o ON o.id = c.joined_into WHERE c.id IN (?, ?)"""


def conflict(key: str, into: str, against: Sequence[JoinedStance]) -> Refused:
    """Why two claims can't be joined of which some statements say different things."""
    told = [
        f"{each.key} is {each.polarity.word} {key} and {each.other[0].word} {into}"
        for each in against[:_NAMED]
        if each.other
    ]
    more = f"; and {len(against) - _NAMED} more" if len(against) > _NAMED else ""
    return Refused(
        f"{key} and {into} can't be joined: {'; '.join(told)}{more}.",
        "Read those words again, and change how they bear on one of the two first.",
    )


def listed_keys(keys: Sequence[str]) -> str:
    """Keys in a sentence: "C4, C5 and 3 more"."""
    more = f" and {len(keys) - _NAMED} more" if len(keys) > _NAMED else ""
    return ", ".join(keys[:_NAMED]) + more
