"""Origins: which statements a claim really rests on. Reading only; nothing here writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from db.model.enums import OriginStanding, Polarity
from db.model.ids import ClaimId, SourceId, StatementId
from db.store.reader import Reader, among


@dataclass(frozen=True, slots=True)
class Support:
    """How many origins stand on one side of a claim, by how well we know them."""

    named: int = 0
    """Persons known by name or office, each once however often it speaks. Sources judged to be one are one person."""
    anonymous: int = 0
    """Sources that exist but are not named ("a security source told us")."""
    not_recorded: int = 0
    """Sentences with no source behind them. They count as no origin."""

    @property
    def is_none(self) -> bool:
        """Whether nothing at all stands on this side."""
        return not (self.named or self.anonymous or self.not_recorded)


@dataclass(frozen=True, slots=True)
class OriginCounts:
    """Both sides of a claim, and how widely it is carried."""

    supporting: Support = field(default_factory=Support)
    against: Support = field(default_factory=Support)
    outlets: int = 0
    """Outlets with a report that says it or passes it on; one that has only a denial of it is not counted."""

    @property
    def independence_matters(self) -> bool:
        """Whether a side has more than one known origin, so that it is a question whether they are independent."""
        return any(side.named + side.anonymous > 1 for side in (self.supporting, self.against))


@dataclass(frozen=True, slots=True)
class Origin:
    """One statement that a claim rests on."""

    statement: StatementId
    source: SourceId
    polarity: Polarity
    standing: OriginStanding
    person: SourceId
    """The source, or the first entered of those that are judged to be one with it."""


def origin_counts(record: Reader, ids: Sequence[ClaimId]) -> dict[ClaimId, OriginCounts]:
    """The three numbers for and against each claim of a page.

    :param ids: claims; one that is gone has zeros.
    """
    marks = among(ids)
    tallies: dict[ClaimId, dict[tuple[int, str], int]] = {id: {} for id in ids}
    for claim, polarity, standing, persons, sentences in record.rows(
        f"""SELECT claim, polarity, standing, count(DISTINCT person), count(*) FROM origins
            WHERE claim IN ({marks}) GROUP BY claim, polarity, standing""",
        *ids,
    ):
        tallies[claim][polarity, standing] = sentences if standing == OriginStanding.NOT_RECORDED else persons
    outlets: dict[ClaimId, int] = dict(
        record.rows(
            f"""SELECT s.claim, count(DISTINCT coalesce(pe.person, re.outlet)) FROM stances s
                JOIN statements st ON st.id = s.statement JOIN reports re ON re.id = st.report
                LEFT JOIN persons pe ON pe.source = re.outlet
                WHERE s.claim IN ({marks}) AND s.polarity = 1 GROUP BY s.claim""",
            *ids,
        )
    )
    return {
        id: OriginCounts(_support_of_side(tally, 1), _support_of_side(tally, -1), outlets.get(id, 0))
        for id, tally in tallies.items()
    }


def origins(record: Reader, claim: ClaimId) -> list[Origin]:
    """The statements a claim rests on: they bear on it, and none of their relay parents does.

    :param claim: the claim's id.
    """
    return [
        Origin(statement, source, Polarity(polarity), OriginStanding(standing), person)
        for statement, source, polarity, standing, person in record.rows(
            "SELECT statement, source, polarity, standing, person FROM origins WHERE claim = ? ORDER BY statement",
            claim,
        )
    ]


def resting_on(record: Reader, claim: ClaimId) -> dict[StatementId, list[StatementId]]:
    """For each statement on a claim, the origins it rests on; none where it rests only on a ring of relays.

    The stance is joined at both ends of a relay, so that a source behind one line of a report does not become
    the origin of another. Rings end, since ``UNION`` keeps no pair twice.

    :param claim: the claim's id.
    """
    walked = record.rows(
        """WITH RECURSIVE walk(leaf, node) AS (
             SELECT statement, statement FROM stances WHERE claim = :claim
             UNION
             SELECT leaf, p.statement FROM walk JOIN relays r ON r.child = node
             JOIN stances p ON p.statement = r.parent AND p.claim = :claim)
           SELECT leaf, node FROM walk
           WHERE NOT EXISTS (SELECT 1 FROM relays r JOIN stances p ON p.statement = r.parent AND p.claim = :claim
                             WHERE r.child = node)
           ORDER BY leaf, node""",
        claim=claim,
    )
    found: dict[StatementId, list[StatementId]] = {
        id: [] for id in record.column("SELECT statement FROM stances WHERE claim = ? ORDER BY statement", claim)
    }
    for leaf, root in walked:
        found[leaf].append(root)
    return found


@dataclass(frozen=True, slots=True)
class OriginGroup:
    """An origin with the statements that rest on it."""

    origin: Origin
    carriers: tuple[StatementId, ...]
    """Those that pass it on, however far, in the order they were entered."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """Every statement on a claim, under the origin it rests on."""

    sides: dict[Polarity, tuple[OriginGroup, ...]]
    """For, against, neither: by the origin's own side."""
    ring: tuple[StatementId, ...]
    """Statements with no origin: they pass each other on in a ring."""


def grouped(record: Reader, claim: ClaimId) -> Grouped:
    """The statements on a claim by side and origin. One that rests on two origins stands under both.

    :param claim: the claim's id.
    """
    rests = resting_on(record, claim)
    carriers: dict[StatementId, list[StatementId]] = {}
    for child, roots in rests.items():
        for root in roots:
            if root != child:
                carriers.setdefault(root, []).append(child)
    found = [OriginGroup(origin, tuple(carriers.get(origin.statement, ()))) for origin in origins(record, claim)]
    return Grouped(
        {side: tuple(each for each in found if each.origin.polarity is side) for side in _SIDES},
        tuple(id for id, roots in rests.items() if not roots),
    )


_SIDES = (Polarity.FOR, Polarity.AGAINST, Polarity.NEITHER)


def _support_of_side(tally: dict[tuple[int, str], int], polarity: int) -> Support:
    return Support(*(tally.get((polarity, standing), 0) for standing in OriginStanding))
