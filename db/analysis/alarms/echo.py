"""Echo: several outlets carry a claim that has only one known origin."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from db.analysis.alarms.model import (
    Alarm,
    AlarmKind,
    AlarmRow,
    IdRange,
    list_names,
    name_with_keys,
    sort_alarm_rows,
    sort_keys,
)
from db.dataclass import dataclass, field
from db.model.ids import CaseId, ClaimId
from db.store.reader import Reader, Row

_WALK = """
-- Sides of a claim with one recorded origin, that origin, and what passes it on to the same side, however far.
-- counts: whether the statement's outlet counts as carrying the claim. Where it passes on a report that is known only
-- through its own report, it does not: it is only where we read of that outlet.
WITH RECURSIVE known AS MATERIALIZED (
  SELECT o.claim, o.polarity, o.statement, o.person FROM origins o JOIN claims c ON c.id = o.claim
  WHERE c."case" = :case AND NOT c.is_background AND c.joined_into IS NULL
    AND o.polarity <> 0 AND o.standing <> 'not_recorded'
), lone(claim, polarity) AS (
  SELECT claim, polarity FROM known GROUP BY claim, polarity HAVING min(person) = max(person)
), walk(claim, polarity, node) AS (
  SELECT known.claim, known.polarity, known.statement FROM known JOIN lone USING (claim, polarity)
  UNION
  SELECT walk.claim, walk.polarity, r.child FROM walk CROSS JOIN relays r ON r.parent = walk.node
  CROSS JOIN stances s ON s.statement = r.child AND s.claim = walk.claim AND s.polarity = walk.polarity
)"""

_COUNTS = """NOT EXISTS (
    SELECT 1 FROM reports cited CROSS JOIN statements above ON above.report = cited.id
    CROSS JOIN relays r ON r.child = walk.node AND r.parent = above.id
    CROSS JOIN stances p ON p.statement = above.id AND p.claim = walk.claim
    WHERE cited.known_via = st.report)"""

SQL = f"""{_WALK}
SELECT c.id, c.key, walk.polarity, s.id, st.id, st.key, so.id, so.key, coalesce(so.short, so.name),
  known.statement IS NOT NULL AS is_origin,
  re.id, re.key, coalesce(pe.person, ou.id) AS outlet, ou.id, ou.key, coalesce(ou.short, ou.name),
  {_COUNTS} AS counts,
  (SELECT group_concat(r.id || ' ' || r.parent) FROM relays r WHERE r.child = walk.node) AS passes_on
FROM walk
JOIN claims c ON c.id = walk.claim
JOIN stances s ON s.statement = walk.node AND s.claim = walk.claim
JOIN statements st ON st.id = walk.node
JOIN sources so ON so.id = st.source
LEFT JOIN known ON known.claim = walk.claim AND known.statement = walk.node
LEFT JOIN reports re ON re.id = st.report
LEFT JOIN sources ou ON ou.id = re.outlet
LEFT JOIN persons pe ON pe.source = re.outlet
ORDER BY c.id, walk.polarity DESC, walk.node"""

_OF_CASE = 'WHERE c."case" = :case AND NOT c.is_background AND c.joined_into IS NULL'
_OF_SOME = _OF_CASE.replace("WHERE c", "WHERE c.id BETWEEN :first AND :last AND +c")
"""The plus makes SQLite select by ids; by case it would read all claims."""
_OF_LISTED = _OF_SOME.replace("BETWEEN :first AND :last", "IN (SELECT value FROM json_each(:claims))")

ECHOING = f"""{_WALK.replace(_OF_CASE, _OF_SOME)}
SELECT walk.claim FROM walk
CROSS JOIN statements st ON st.id = walk.node CROSS JOIN reports re ON re.id = st.report
LEFT JOIN persons pe ON pe.source = re.outlet
WHERE {_COUNTS}
  AND NOT EXISTS (SELECT 1 FROM known k WHERE k.claim = walk.claim AND k.statement = walk.node)
GROUP BY walk.claim, walk.polarity HAVING count(DISTINCT coalesce(pe.person, re.outlet)) > 1"""

SETTLE = "Look for an independent source. Until then, count this as one origin, however many outlets carry it."


@dataclass(slots=True)
class _OneOriginSide:
    """One side of a claim, with its only origin."""

    claim: str
    polarity: int
    origins: dict[str, str] = field(default_factory=dict)
    """Names of the speakers by key of the statement."""
    outlets: dict[str, str] = field(default_factory=dict)
    """Names of the outlets that count, by key."""
    carrying: set[int] = field(default_factory=set)
    person: str = ""
    counted: set[int] = field(default_factory=set)
    rows: list[AlarmRow] = field(default_factory=list)
    sources: dict[int, str] = field(default_factory=dict)
    """Keys of speakers and outlets, by id."""
    said: dict[int, str] = field(default_factory=dict)
    """Keys of the statements on it, by id."""
    passes_on: dict[int, str] = field(default_factory=dict)
    """By relaying statement: its relays as "id parent", separated by commas."""

    def behind(self) -> Iterator[AlarmRow]:
        """The rows behind it, with the relays between its statements."""
        yield from self.rows
        yield from (AlarmRow("sources", id, key) for id, key in self.sources.items())
        for child, told in self.passes_on.items():
            for each in told.split(","):
                relay, parent = map(int, each.split(" "))
                if parent in self.said:
                    yield AlarmRow("relays", relay, f"{self.said[child]} {self.said[parent]}")


def echoes(record: Reader, case: CaseId, *, alone: ClaimId | None = None) -> list[Alarm]:
    """The echoes of a case: one alarm for all claims that the same outlets have from the same origin.

    :param case: its background claims are left out.
    :param alone: only this claim, for large cases; an echo then names no other.
    """
    sides = _one_origin_sides(record, case) if alone is None else _sides_between(record, case, alone, alone)
    return [_echo_alarm(case, alike) for alike in _by_outlets(sides).values()]


def echo_pages(record: Reader, case: CaseId, ranges: Iterable[IdRange], most: int) -> Iterator[list[Alarm]]:
    """The echoes of a large case, page by page; the same as :func:`echoes` finds.

    An echo may name claims from any part of the case, so the first page comes when all claims were looked through.

    :param ranges: ids of its claims, in order; the claims of one range are read at once.
    :param most: claims that a page may name, where they are in several echoes.
    """
    claims_by_outlets: dict[_OutletsOfOrigin, list[int]] = {}
    for first, last in ranges:
        for outlets, sides in _by_outlets(_sides_between(record, case, first, last)).items():
            claims_by_outlets.setdefault(outlets, []).extend(side.rows[0].id for side in sides)
    page: dict[_OutletsOfOrigin, list[int]] = {}
    for outlets, claims in claims_by_outlets.items():
        if page and sum(map(len, page.values())) + len(claims) > most:
            yield _echoes_among(record, case, page)
            page = {}
        page[outlets] = claims
    if page:
        yield _echoes_among(record, case, page)


def _echoes_among(record: Reader, case: CaseId, page: dict[_OutletsOfOrigin, list[int]]) -> list[Alarm]:
    claims = json.dumps(sorted({claim for claims in page.values() for claim in claims}))
    found = _by_outlets(_sides(record.rows(SQL.replace(_OF_CASE, _OF_LISTED), case=case, claims=claims)))
    return [_echo_alarm(case, found[outlets]) for outlets in page if outlets in found]


_OutletsOfOrigin = tuple[int, str, tuple[str, ...]]
"""Polarity, person and outlets, by keys. Claims that share them are one echo."""


def _by_outlets(sides: Iterable[_OneOriginSide]) -> dict[_OutletsOfOrigin, list[_OneOriginSide]]:
    """Group the sides that several outlets carry by these and by the origin."""
    together: dict[_OutletsOfOrigin, list[_OneOriginSide]] = {}
    for side in sides:
        if len(side.counted) > 1:
            together.setdefault((side.polarity, side.person, sort_keys(side.outlets)), []).append(side)
    return together


def claims_with_echo(record: Reader, case: CaseId, first: int, last: int) -> list[int]:
    """The claims of a case with an echo, between two ids, in order; also where it is set aside."""
    return sorted(set(record.column(ECHOING, case=case, first=first, last=last)))


def _one_origin_sides(record: Reader, case: CaseId) -> list[_OneOriginSide]:
    return _sides(record.rows(SQL, case=case))


def _sides_between(record: Reader, case: CaseId, first: int, last: int) -> list[_OneOriginSide]:
    """The sides of the claims between two ids."""
    return _sides(record.rows(SQL.replace(_OF_CASE, _OF_SOME), case=case, first=first, last=last))


def _sides(rows: Sequence[Row]) -> list[_OneOriginSide]:
    found: dict[tuple[int, int], _OneOriginSide] = {}
    for row in rows:
        claim, claim_key, polarity, stance, statement, key, source, source_key, name, is_origin = row[:10]
        report, report_key, outlet, outlet_row, outlet_key, outlet_name, counts, passes_on = row[10:]
        side = found.setdefault((claim, polarity), _OneOriginSide(claim_key, polarity))
        if not side.rows:
            side.rows.append(AlarmRow("claims", claim, claim_key))
        side.rows.append(AlarmRow("statements", statement, key))
        side.rows.append(AlarmRow("stances", stance, f"{key} {claim_key}"))
        side.said[statement] = key
        if passes_on:
            side.passes_on[statement] = passes_on
        if report is not None:
            side.carrying.add(outlet)
            side.rows.append(AlarmRow("reports", report, report_key))
            side.sources[outlet_row] = outlet_key
        if is_origin:
            side.origins[key] = name
            side.person = side.person or source_key
            side.sources[source] = source_key
        elif report is not None and counts and outlet not in side.counted:
            side.counted.add(outlet)
            side.outlets[outlet_key] = outlet_name
    return list(found.values())


def _echo_alarm(case: CaseId, sides: list[_OneOriginSide]) -> Alarm:
    first = sides[0]
    side = "for" if first.polarity > 0 else "against"
    claims = sort_keys(side.claim for side in sides)
    origins = {key: name for each in sides for key, name in each.origins.items()}
    outlets = [first.outlets[key] for key in sort_keys(first.outlets)]
    carrying = len(set().union(*(each.carrying for each in sides)))
    return Alarm(
        case=case,
        kind=AlarmKind.ECHO,
        subject=" ".join([side, first.person, *sort_keys(first.outlets)]),
        sentence=(
            f"{list_names(outlets)} {'both' if len(outlets) == 2 else 'all'} rest on "
            f"{name_with_keys(next(iter(origins.values())), sort_keys(origins))}: {carrying} outlets carry "
            f"{'' if first.polarity > 0 else 'the denial of '}{list_names(claims)}, from 1 recorded origin."
        ),
        rows=sort_alarm_rows(row for each in sides for row in each.behind()),
        claims=claims,
        settle=SETTLE,
    )
