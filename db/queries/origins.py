"""Origins: the statements that a claim really rests on."""

from __future__ import annotations

from collections.abc import Sequence

from db.dataclass import dataclass, field
from db.model.enums import OriginStanding, Polarity
from db.model.ids import ClaimId, SourceId, StatementId
from db.queries.statements import SAID_ON
from db.store.reader import Reader, placeholders


@dataclass(frozen=True, slots=True)
class Support:
    """The number of origins on one side of a claim, by how well their speakers are known."""

    named: int = 0
    """Persons known by name or office, each counted once. Sources judged to be the same are one person."""
    anonymous: int = 0
    """Persons who are not named ("a security source told us"), each counted once."""
    not_recorded: int = 0
    """Statements without a recorded source. They count as no origin."""
    withdrawn: int = 0
    """Persons whose statements were taken back, each counted once. They are in none of the three numbers."""
    withdrawn_on: str | None = None
    """The EDTF day on which the last of them was taken back, if it is recorded."""

    @property
    def is_none(self) -> bool:
        """Whether all numbers are 0."""
        return not (self.named or self.anonymous or self.not_recorded or self.withdrawn)


@dataclass(frozen=True, slots=True)
class OriginCounts:
    """Both sides of a claim, and how widely it is carried."""

    supporting: Support = field(default_factory=Support)
    against: Support = field(default_factory=Support)
    outlets: int = 0
    """Outlets with a report that affirms the claim, in its own voice or not."""

    @property
    def independence_matters(self) -> bool:
        """Whether a side has more than one origin, so that their independence matters."""
        return any(side.named + side.anonymous > 1 for side in (self.supporting, self.against))


@dataclass(frozen=True, slots=True)
class Origin:
    """One statement at the origin of a claim."""

    statement: StatementId
    source: SourceId
    polarity: Polarity
    standing: OriginStanding
    person: SourceId
    """The source, or the source that was added first of those judged the same."""
    is_withdrawn: bool = False
    """Whether it was taken back, so that it counts in none of the numbers."""


def origin_counts(record: Reader, ids: Sequence[ClaimId]) -> dict[ClaimId, OriginCounts]:
    """The three numbers for and against each claim of a page.

    :param ids: claims; a deleted one gets zeros.
    """
    marks = placeholders(ids)
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
    gone = _withdrawn_by_side(record, ids)
    return {
        id: OriginCounts(
            _support_of_side(tally, 1, gone.get((id, 1))),
            _support_of_side(tally, -1, gone.get((id, -1))),
            outlets.get(id, 0),
        )
        for id, tally in tallies.items()
    }


def _withdrawn_by_side(record: Reader, ids: Sequence[ClaimId]) -> dict[tuple[ClaimId, int], tuple[int, str | None]]:
    """By claim and polarity: how many persons took back what they said, and the last day of that."""
    rows = record.rows(
        f"""SELECT o.claim, o.polarity, count(DISTINCT o.person), max(substr({SAID_ON}, 1, 10))
            FROM withdrawn_origins o JOIN statements st ON st.id = o.retraction
            LEFT JOIN reports re ON re.id = st.report
            WHERE o.claim IN ({placeholders(ids)}) GROUP BY o.claim, o.polarity""",
        *ids,
    )
    return {(claim, polarity): (persons, day) for claim, polarity, persons, day in rows}


def origins(record: Reader, claim: ClaimId) -> list[Origin]:
    """The origins of a claim: statements that bear on it and none of whose relay parents does; withdrawn ones too.

    :param claim: the claim's id.
    """
    return [
        Origin(statement, source, Polarity(polarity), OriginStanding(standing), person, bool(is_withdrawn))
        for statement, source, polarity, standing, person, is_withdrawn in record.rows(
            """SELECT statement, source, polarity, standing, person, 0 FROM origins WHERE claim = :claim
               UNION
               SELECT o.statement, o.source, o.polarity, t.standing, o.person, 1
               FROM withdrawn_origins o JOIN standings t ON t.statement = o.statement WHERE o.claim = :claim
               ORDER BY 1""",
            claim=claim,
        )
    ]


def origins_by_statement(record: Reader, claim: ClaimId) -> dict[StatementId, list[StatementId]]:
    """The origins of each statement on a claim; none for a statement in a cycle of relays without an origin.

    The stance is joined at both ends of a relay, so that the source of one statement in a report does not become the
    origin of another. ``UNION`` ends cycles.

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
    """An origin and the statements that rest on it."""

    origin: Origin
    carriers: tuple[StatementId, ...]
    """Statements that pass it on, directly or through others, in the order they were added."""


@dataclass(frozen=True, slots=True)
class GroupedStatements:
    """All statements on a claim, grouped by origin."""

    sides: dict[Polarity, tuple[OriginGroup, ...]]
    """By the polarity of the origin: for, against, neither."""
    ring: tuple[StatementId, ...]
    """Statements without an origin, which pass each other on in a cycle."""


def group_by_origin(record: Reader, claim: ClaimId) -> GroupedStatements:
    """Group the statements on a claim by side and origin. A statement with two origins is in both groups.

    :param claim: the claim's id.
    """
    rests = origins_by_statement(record, claim)
    carriers: dict[StatementId, list[StatementId]] = {}
    for child, roots in rests.items():
        for root in roots:
            if root != child:
                carriers.setdefault(root, []).append(child)
    found = [OriginGroup(origin, tuple(carriers.get(origin.statement, ()))) for origin in origins(record, claim)]
    return GroupedStatements(
        {side: tuple(each for each in found if each.origin.polarity is side) for side in _SIDES},
        tuple(id for id, roots in rests.items() if not roots),
    )


_SIDES = (Polarity.FOR, Polarity.AGAINST, Polarity.NEITHER)


def _support_of_side(tally: dict[tuple[int, str], int], polarity: int, gone: tuple[int, str | None] | None) -> Support:
    named, anonymous, not_recorded = (tally.get((polarity, standing), 0) for standing in OriginStanding)
    withdrawn, on = gone or (0, None)
    return Support(named, anonymous, not_recorded, withdrawn, on)
