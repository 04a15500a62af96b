"""Joined claims, and what joining or splitting would do. Doing it: :mod:`db.write.claim_joins`.

A joined claim stays as it is. ``joined_stances`` has the stances that were copied to the claim it was joined into.
"""

from __future__ import annotations

from collections.abc import Sequence

from db.dataclass import dataclass
from db.errors import Refused
from db.model.enums import Certainty, Polarity
from db.model.ids import ClaimId, StatementId
from db.queries.claims import CLAIM_ORDER, Claim, claims
from db.store.reader import Reader, placeholders


@dataclass(frozen=True, slots=True)
class ClaimJoin:
    """One claim that is joined into another."""

    claim: Claim
    """The joined claim, which lists leave out."""
    into: Claim
    """The claim that is kept, with the stances of both."""
    reason: str | None
    who: str
    at: str
    """UTC, ``YYYY-MM-DDTHH:MM:SSZ``."""


@dataclass(frozen=True, slots=True)
class JoinedStance:
    """A stance on a joined claim, with the same statement's stance on the kept claim."""

    statement: StatementId
    key: str
    polarity: Polarity
    certainty: Certainty
    other: tuple[Polarity, Certainty] | None
    """Its stance on the kept claim; None if it has none."""

    @property
    def is_against(self) -> bool:
        """Whether the two stances differ in polarity."""
        return self.other is not None and self.other[0] is not self.polarity

    @property
    def told(self) -> str:
        """Its stance on the joined claim in words: "S4 for, certain"."""
        return f"{self.key} {self.polarity.word}, {self.certainty}"


@dataclass(frozen=True, slots=True)
class JoinPreview:
    """The effects of joining one claim into another."""

    brought: tuple[JoinedStance, ...]
    """Statements that would get a stance on the kept claim."""
    shared: tuple[JoinedStance, ...]
    """Statements with the same polarity on both already; their stance on the kept claim stays as it is."""
    against: tuple[JoinedStance, ...]
    """Statements with different polarity on the two, which prevent the join."""


@dataclass(frozen=True, slots=True)
class SplitPreview:
    """The effects of splitting a joined claim off again."""

    taken: tuple[int, ...]
    """Stances that would be removed from the kept claim: those it brought, unless another joined claim has them too."""
    keys: tuple[str, ...]
    """Keys of their statements."""
    edited: tuple[int, ...]
    """Stances it brought that were changed on the kept claim since, and would stay."""
    edited_keys: tuple[str, ...]
    """Keys of their statements."""


def claim_join(record: Reader, claim: ClaimId) -> ClaimJoin | None:
    """The join of a claim; None if it is not joined."""
    return next(iter(_claim_joins_where(record, "c.id = ?", claim)), None)


def claims_joined_into(record: Reader, claim: ClaimId) -> list[ClaimJoin]:
    """The claims that are joined into a claim, in the order of their keys."""
    return _claim_joins_where(record, "c.joined_into = ?", claim)


def kept_claims(record: Reader, ids: Sequence[ClaimId]) -> dict[ClaimId, ClaimId]:
    """The joined ones among some claims, each with the claim that is kept."""
    return dict(
        record.rows(
            f"SELECT id, joined_into FROM claims WHERE id IN ({placeholders(ids)}) AND joined_into IS NOT NULL", *ids
        )
    )


def preview_join(record: Reader, claim: ClaimId, into: ClaimId) -> JoinPreview:
    """Preview a join.

    :param claim: the claim to join.
    :param into: the claim to keep.
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
    return JoinPreview(
        tuple(each for each in found if each.other is None),
        tuple(each for each in found if each.other is not None and not each.is_against),
        tuple(each for each in found if each.is_against),
    )


AS_BROUGHT = """
(o.polarity, o.certainty) = (
  SELECT s.polarity, s.certainty FROM joined_stances f JOIN claim_joins j ON j.id = f."join"
  JOIN stances s ON s.claim = j.claim AND s.statement = o.statement WHERE f.stance = o.id ORDER BY f."join" LIMIT 1)"""
"""SQL: whether a stance ``o`` on a kept claim is as it was brought, by the first joined claim that has it."""


def preview_split(record: Reader, claim: ClaimId) -> SplitPreview:
    """Preview a split.

    :param claim: a joined claim; for any other the result is empty.
    """
    rows = record.rows(
        f"""SELECT o.id, st.key, {AS_BROUGHT} FROM joined_stances b
            JOIN stances o ON o.id = b.stance JOIN statements st ON st.id = o.statement
            WHERE b."join" = (SELECT max(id) FROM claim_joins WHERE claim = ?) ORDER BY st.id, o.id""",
        claim,
    )
    return SplitPreview(
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
"""SQL: a claim and all claims above it."""

_NAMED = 5


def check_joinable(record: Reader, claim: ClaimId, into: ClaimId) -> None:
    """Check that two claims can be joined. Conflicts of single statements: :func:`preview_join`.

    :raises Refused: they can't; the message gives the reason.
    """
    rows = {id: rest for id, *rest in record.rows(_STANDING, claim, into)}
    if claim not in rows or into not in rows:
        raise Refused("One of the claims is no longer in the store.", "Somebody removed it; look again.")
    (key, case, now), (into_key, into_case, into_now) = rows[claim], rows[into]
    if case != into_case:
        raise Refused("Claims that are joined belong to one case.", "Join it into a claim of its own case.")
    if now is not None:
        raise Refused(f"{key} is already joined with {now}.", f"onrecord split {key} splits it first.")
    if into_now is not None:
        raise Refused(f"{into_key} is itself joined with {into_now}.", f"Join {key} into {into_now}.")
    held = record.column(f"SELECT key FROM claims WHERE joined_into = ? ORDER BY id LIMIT {_NAMED + 1}", claim)
    if held:
        raise Refused(
            f"{list_keys(held)} {'is' if len(held) == 1 else 'are'} joined with {key}.",
            f"Join {into_key} into {key}, or split {list_keys(held)} first.",
        )
    for part, whole, part_key, whole_key in (claim, into, key, into_key), (into, claim, into_key, key):
        if whole in record.column(ABOVE, part):
            raise Refused(
                f"{part_key} is a part of {whole_key}: a claim and its part are not one claim.",
                f"If {part_key} says the same as {whole_key}, edit it so that it is not a part first.",
            )


_STANDING = """
SELECT c.id, c.key, c."case", o.key FROM claims c LEFT JOIN claims o ON o.id = c.joined_into WHERE c.id IN (?, ?)"""


def join_conflict_error(key: str, into: str, against: Sequence[JoinedStance]) -> Refused:
    """The error for claims that can't be joined because statements differ on them."""
    told = [
        f"{each.key} is {each.polarity.word} {key} and {each.other[0].word} {into}"
        for each in against[:_NAMED]
        if each.other
    ]
    more = f"; and {len(against) - _NAMED} more" if len(against) > _NAMED else ""
    return Refused(
        f"{key} and {into} can't be joined: {'; '.join(told)}{more}.",
        "Check those statements, and change their stance on one of the two claims first.",
    )


def list_keys(keys: Sequence[str]) -> str:
    """Keys for a message: "C4, C5 and 3 more"."""
    more = f" and {len(keys) - _NAMED} more" if len(keys) > _NAMED else ""
    return ", ".join(keys[:_NAMED]) + more
