"""Look-alike sources: two origins of one claim with near names, and nobody judged whether they are one source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, combinations

from db.analysis.alarms.model import Alarm, AlarmKind, AlarmRow, list_names, name_with_keys, sort_alarm_rows, sort_keys
from db.dataclass import dataclass, field
from db.model.enums import SourceKind
from db.model.ids import CaseId
from db.store.reader import Reader, Row
from db.text.name_forms import are_near_bodies, are_near_persons, comparison_keys

SQL = """
-- Origins of each claim whose speakers are known by name or office, of claims with several.
WITH named AS MATERIALIZED (
  SELECT o.claim, o.statement, o.source, o.person FROM origins o JOIN statements st ON st.id = o.statement
  WHERE st."case" = :case AND o.standing = 'named'
), several AS (
  SELECT claim FROM named GROUP BY claim HAVING min(person) < max(person)
)
SELECT c.id, c.key, n.person, so.id, so.key, so.name, so.kind, n.statement, st.key, s.id
FROM named n JOIN several USING (claim) JOIN claims c ON c.id = n.claim AND c.joined_into IS NULL
JOIN sources so ON so.id = n.source JOIN statements st ON st.id = n.statement
JOIN stances s ON s.statement = n.statement AND s.claim = n.claim
ORDER BY c.id, n.statement"""

JUDGED = """
-- Pairs of the persons of a case that somebody judged, as the same, different or unsure.
SELECT DISTINCT coalesce(a.person, j.a), coalesce(b.person, j.b) FROM same_sources j
LEFT JOIN persons a ON a.source = j.a LEFT JOIN persons b ON b.source = j.b
WHERE j.a IN (SELECT source FROM statements WHERE "case" = :case)
   OR j.b IN (SELECT source FROM statements WHERE "case" = :case)"""

SETTLE = "Decide whether they are one source. Until then they count as two."


@dataclass(slots=True)
class _NamedOrigin:
    """A person with an origin, and the rows by claim."""

    person: int
    key: str
    name: str
    kind: SourceKind
    all_claims: set[int] = field(default_factory=set)
    """Ids of the claims of which it is an origin."""
    claims: dict[str, list[AlarmRow]] = field(default_factory=dict)
    """Only where its name is near another."""
    statements: dict[str, dict[str, None]] = field(default_factory=dict)
    """Keys of its statements by claim."""


def look_alikes(record: Reader, case: CaseId) -> list[Alarm]:
    """Pairs of origins with near names: one alarm for each pair.

    A large case has many named origins and few pairs of them, so the rows of those are read in a second pass.
    """
    found: dict[int, _NamedOrigin] = {}
    for claim, _, person, _, source_key, name, kind, *_ in _rows_of_case(record, case):
        if person not in found:
            found[person] = _NamedOrigin(person, source_key, name, SourceKind(kind))
        found[person].all_claims.add(claim)
    pairs = [(one, other) for one, other in _near_pairs(list(found.values())) if one.all_claims & other.all_claims]
    if not pairs:
        return []
    near = {origin.person: origin for pair in pairs for origin in pair}
    for claim, claim_key, person, source, source_key, _, _, statement, key, stance in _rows_of_case(record, case):
        if person not in near:
            continue
        near[person].statements.setdefault(claim_key, {})[key] = None
        near[person].claims.setdefault(claim_key, []).extend(
            [
                AlarmRow("claims", claim, claim_key),
                AlarmRow("sources", source, source_key),
                AlarmRow("statements", statement, key),
                AlarmRow("stances", stance, f"{key} {claim_key}"),
            ]
        )
    judged = {frozenset(pair) for pair in record.rows(JUDGED, case=case)}
    return [
        _look_alike_alarm(case, one, other)
        for one, other in pairs
        if frozenset((one.person, other.person)) not in judged
    ]


def _rows_of_case(record: Reader, case: CaseId) -> Iterator[Row]:
    return chain.from_iterable(record.row_pieces(SQL, 1_000, case=case))


_MOST_ALIKE = 300
"""Origins that share a word, beyond which that word alone makes no two of them near: "ministry"."""


def _near_pairs(origins: Sequence[_NamedOrigin]) -> Iterator[tuple[_NamedOrigin, _NamedOrigin]]:
    """Pairs with near names. Only those are compared that share a word, or the first letters of all words."""
    sharing: dict[str | tuple[str, ...], list[int]] = {}
    for at, origin in enumerate(origins):
        for key in comparison_keys(origin.name):
            sharing.setdefault(key, []).append(at)
    pairs = {pair for among in sharing.values() if len(among) <= _MOST_ALIKE for pair in combinations(among, 2)}
    yield from ((origins[a], origins[b]) for a, b in sorted(pairs) if _are_near(origins[a], origins[b]))


def _are_near(one: _NamedOrigin, other: _NamedOrigin) -> bool:
    if SourceKind.PERSON in (one.kind, other.kind):
        return one.kind is other.kind and are_near_persons(one.name, other.name)
    return are_near_bodies(one.name, other.name)


def _look_alike_alarm(case: CaseId, one: _NamedOrigin, other: _NamedOrigin) -> Alarm:
    claims = sort_keys(one.claims.keys() & other.claims.keys())
    told = [
        name_with_keys(f"{each.name} {each.key}", sort_keys(key for claim in claims for key in each.statements[claim]))
        for each in (one, other)
    ]
    return Alarm(
        case=case,
        kind=AlarmKind.LOOK_ALIKE_SOURCES,
        subject=f"{one.key} {other.key}",
        sentence=(
            f"{told[0]} and {told[1]} count as two origins of {list_names(claims)}, have similar names, "
            "and nobody has decided whether they are the same."
        ),
        rows=sort_alarm_rows(row for claim in claims for each in (one, other) for row in each.claims[claim]),
        claims=claims,
        settle=SETTLE,
    )
