"""Same house: one organisation makes and denies the same claim in its own voice. Relayed statements don't count."""

from __future__ import annotations

from db.analysis.alarms.model import Alarm, AlarmKind, AlarmRow, list_names, name_with_keys, sort_alarm_rows, sort_keys
from db.dataclass import dataclass, field
from db.model.ids import CaseId
from db.store.reader import Reader

SQL = """
-- Own-voice statements for and against one claim, by each body with both sides under it. The walk up ends at a
-- boundary, such as a state, and follows judgements of sameness; loops end after 20 steps. "Media reports" and outlets
-- that are not recorded are no body.
WITH RECURSIVE own AS MATERIALIZED (
  SELECT s.claim, s.polarity, s.id AS stance, st.id AS statement, st.source
  FROM stances s JOIN statements st ON st.id = s.statement JOIN sources so ON so.id = st.source
  WHERE st."case" = :case AND st.voice = 'own' AND s.polarity <> 0 AND so.naming <> 'unattributed'
), disputed AS (
  SELECT claim FROM own GROUP BY claim HAVING min(polarity) < max(polarity)
), up(source, body, steps) AS (
  SELECT DISTINCT source, source, 0 FROM own JOIN disputed USING (claim)
  UNION
  SELECT up.source, b.body, steps + 1 FROM up JOIN belongings b ON b.source = up.body WHERE steps < 20
), held AS MATERIALIZED (
  SELECT own.claim, own.polarity, own.stance, own.statement, own.source, up.body, min(up.steps) AS steps
  FROM own JOIN disputed USING (claim) JOIN up USING (source) GROUP BY own.stance, up.body
), split AS (
  SELECT claim, body FROM held GROUP BY claim, body HAVING min(polarity) < max(polarity)
)
SELECT c.id, c.key, b.id, b.key, coalesce(b.short, b.name), h.steps, h.polarity, h.stance, h.statement, st.key,
  so.id, so.key, coalesce(so.short, so.name), coalesce(pe.person, so.id)
FROM held h JOIN split USING (claim, body)
JOIN claims c ON c.id = h.claim AND c.joined_into IS NULL JOIN sources b ON b.id = h.body
JOIN statements st ON st.id = h.statement JOIN sources so ON so.id = h.source
LEFT JOIN persons pe ON pe.source = so.id
ORDER BY c.id, b.id, h.statement"""

STEPS_UP = """
-- The rows by which the speakers of a case belong to bodies below a boundary: affiliations, and judgements of sameness.
WITH RECURSIVE up(body) AS (
  SELECT source FROM statements WHERE "case" = :case
  UNION
  SELECT b.body FROM up JOIN belongings b ON b.source = up.body
)
SELECT 'affiliations', af.id, m.key || ' ' || o.key, af.member, af.org
FROM up JOIN affiliations af ON af.member = up.body
JOIN sources m ON m.id = af.member AND NOT m.is_boundary JOIN sources o ON o.id = af.org AND NOT o.is_boundary
UNION
SELECT 'same_sources', j.id, a.key || ' ' || b.key, s.source, s.other
FROM up JOIN same_as s ON s.source = up.body
JOIN same_sources j ON j.a = min(s.source, s.other) AND j.b = max(s.source, s.other) AND j.judgement = 'same'
JOIN sources a ON a.id = j.a JOIN sources b ON b.id = j.b"""

SETTLE = "Ask the organisation who speaks for it, or find out which came later and whether it withdraws the other."


@dataclass(slots=True)
class _SharedBody:
    """A body with both sides of a claim under it."""

    claim: str
    body: int
    key: str
    name: str
    far: int = 0
    """Steps up from its furthest speaker."""
    sides: dict[int, dict[str, str]] = field(default_factory=lambda: {1: {}, -1: {}})
    """Speakers for and against, by key of the statement."""
    speakers: set[int] = field(default_factory=set)
    persons: set[int] = field(default_factory=set)
    """The speakers; those judged the same are one."""
    stances: set[int] = field(default_factory=set)
    rows: list[AlarmRow] = field(default_factory=list)


def split_organisations(record: Reader, case: CaseId) -> list[Alarm]:
    """Organisations on both sides of a claim: one alarm for each claim and organisation."""
    split: dict[int, list[_SharedBody]] = {}
    for house in _shared_bodies(record, case):
        split.setdefault(house.rows[0].id, []).append(house)
    if not split:
        return []
    steps: dict[int, list[_Step]] = {}
    for table, id, key, below, above in record.rows(STEPS_UP, case=case):
        steps.setdefault(below, []).append((AlarmRow(table, id, key), above))
    return [
        _same_house_alarm(case, house, steps)
        for houses in split.values()
        for house in _outermost_bodies(houses)
        if len(house.persons) > 1  # one person on both sides is a changed account
    ]


_Step = tuple[AlarmRow, int]
"""A row by which a source belongs to a body, and that body."""


def _shared_bodies(record: Reader, case: CaseId) -> list[_SharedBody]:
    found: dict[tuple[int, int], _SharedBody] = {}
    for row in record.rows(SQL, case=case):
        claim, claim_key, body, body_key, body_name, steps, polarity, stance, statement, key = row[:10]
        source, source_key, name, person = row[10:]
        house = found.setdefault((claim, body), _SharedBody(claim_key, body, body_key, body_name))
        house.far = max(house.far, steps)
        house.sides[polarity][key] = name
        house.speakers.add(source)
        house.persons.add(person)
        house.stances.add(stance)
        house.rows += [
            AlarmRow("claims", claim, claim_key),
            AlarmRow("sources", body, body_key),
            AlarmRow("sources", source, source_key),
            AlarmRow("statements", statement, key),
            AlarmRow("stances", stance, f"{key} {claim_key}"),
        ]
    return list(found.values())


def _outermost_bodies(houses: list[_SharedBody]) -> list[_SharedBody]:
    """Of the bodies above the speakers on a claim, those not included in another, each at its nearest."""
    chosen: list[_SharedBody] = []
    for house in sorted(houses, key=lambda house: (-len(house.stances), house.far, house.body)):
        if not any(house.stances <= other.stances for other in chosen):
            chosen.append(house)
    return chosen


def _same_house_alarm(case: CaseId, house: _SharedBody, steps: dict[int, list[_Step]]) -> Alarm:
    says, denies = (_speakers_in_words(house.sides[side]) for side in (1, -1))
    return Alarm(
        case=case,
        kind=AlarmKind.SAME_HOUSE,
        subject=f"{house.claim} {house.key}",
        sentence=(
            f"{says} {'says' if len(house.sides[1]) == 1 else 'say'} {house.claim} and "
            f"{denies} {'denies' if len(house.sides[-1]) == 1 else 'deny'} it: "
            f"both speak in their own voice for one organisation, {house.name} ({house.key})."
        ),
        rows=sort_alarm_rows([*house.rows, *_rows_up_to_body(house, steps)]),
        claims=(house.claim,),
        settle=SETTLE,
    )


def _speakers_in_words(said: dict[str, str]) -> str:
    """Speakers with the keys of their statements."""
    by_name: dict[str, list[str]] = {}
    for key in sort_keys(said):
        by_name.setdefault(said[key], []).append(key)
    return list_names([name_with_keys(name, keys) for name, keys in by_name.items()], 4)


def _rows_up_to_body(house: _SharedBody, steps: dict[int, list[_Step]]) -> list[AlarmRow]:
    """The rows on the paths from the speakers up to their organisation, none above it."""
    below: dict[int, list[tuple[AlarmRow, int]]] = {}
    seen, waiting = set(house.speakers), list(house.speakers)
    while waiting:
        here = waiting.pop()
        for row, above in steps.get(here, ()) if here != house.body else ():
            below.setdefault(above, []).append((row, here))
            if above not in seen:
                seen.add(above)
                waiting.append(above)
    rows: list[AlarmRow] = []
    seen, waiting = {house.body}, [house.body]
    while waiting:
        for row, under in below.get(waiting.pop(), ()):
            rows.append(row)
            if under not in seen:
                seen.add(under)
                waiting.append(under)
    return rows
