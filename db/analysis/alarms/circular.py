"""Circular: loops of relays, and confirmations with no other origins than the statement they confirm."""

from __future__ import annotations

from db.algorithms.layered_graph import cycles
from db.analysis.alarms.model import Alarm, AlarmKind, AlarmRow, list_names, name_with_keys, sort_alarm_rows, sort_keys
from db.model.ids import CaseId
from db.store.reader import Reader, Row, pages, placeholders

PASSED_ON = """
-- Relays of a case, from what is passed on to what passes it on. In a loop at least one relay passes on a statement
-- that was entered later; where none does, none is read.
WITH edge AS MATERIALIZED (
  SELECT r.parent, r.child FROM statements st JOIN relays r ON r.child = st.id WHERE st."case" = :case
)
SELECT parent, child FROM edge WHERE EXISTS (SELECT 1 FROM edge WHERE parent > child)"""

_IN_LOOPS = """
SELECT st.id, st.key, so.id, so.key, coalesce(so.short, so.name), r.id, above.id, above.key, s.id, c.id, c.key
FROM statements st JOIN sources so ON so.id = st.source
JOIN relays r ON r.child = st.id JOIN statements above ON above.id = r.parent
LEFT JOIN (stances s JOIN claims c ON c.id = s.claim AND c.joined_into IS NULL) ON s.statement = st.id
WHERE st.id IN ({among}) ORDER BY st.id, r.id, c.id"""

CONFIRMED = """
-- Confirmations of a claim whose origins are all among the origins of the statement they confirm. Origins are persons;
-- a statement with no recorded source is an origin by itself. CROSS JOIN fixes the order: there are few links, and many
-- stances on a claim.
WITH RECURSIVE link AS MATERIALIZED (
  SELECT l.id, l.statement, l.other, s.claim, s.id AS stance, o.id AS other_stance
  FROM statements st CROSS JOIN statement_links l ON l.statement = st.id AND l.kind = 'confirms'
  CROSS JOIN stances s ON s.statement = l.statement CROSS JOIN stances o ON o.statement = l.other AND o.claim = s.claim
  WHERE st."case" = :case AND s.polarity <> 0 AND s.polarity = o.polarity
), walk(claim, leaf, node) AS (
  SELECT claim, statement, statement FROM link UNION SELECT claim, other, other FROM link
  UNION
  SELECT walk.claim, walk.leaf, r.parent FROM walk CROSS JOIN relays r ON r.child = walk.node
  CROSS JOIN stances p ON p.statement = r.parent AND p.claim = walk.claim
), rests AS MATERIALIZED (
  SELECT walk.claim, walk.leaf, walk.node,
    CASE known.standing WHEN 'not_recorded' THEN 'sentence ' || walk.node ELSE 'person ' || known.person END AS origin
  FROM walk JOIN standings known ON known.statement = walk.node
  WHERE NOT EXISTS (SELECT 1 FROM relays r CROSS JOIN stances p ON p.statement = r.parent AND p.claim = walk.claim
                    WHERE r.child = walk.node)
)
SELECT link.id, st.id, st.key, coalesce(so.short, so.name), so.id, so.key,
  ot.id, ot.key, coalesce(os.short, os.name), os.id, os.key, c.id, c.key, link.stance, link.other_stance,
  origin.id, origin.key, coalesce(sp.short, sp.name)
FROM link
JOIN statements st ON st.id = link.statement JOIN sources so ON so.id = st.source
JOIN statements ot ON ot.id = link.other JOIN sources os ON os.id = ot.source
JOIN claims c ON c.id = link.claim AND c.joined_into IS NULL
JOIN rests ON rests.claim = link.claim AND rests.leaf = link.statement
JOIN statements origin ON origin.id = rests.node JOIN sources sp ON sp.id = origin.source
WHERE NOT EXISTS (
  SELECT 1 FROM rests mine WHERE mine.claim = link.claim AND mine.leaf = link.statement
    AND mine.origin NOT IN (SELECT theirs.origin FROM rests theirs
                            WHERE theirs.claim = link.claim AND theirs.leaf = link.other))
ORDER BY link.id, c.id, origin.id"""

SETTLE_LOOP = "Find out which came first and where it got this. Until then none of them is an origin."

SETTLE_CONFIRMED = "Look for a confirmation from an independent source; this one adds nothing."


def loops(record: Reader, case: CaseId) -> list[Alarm]:
    """Loops of relays: one alarm for each group of statements that lead back to each other, on any claims."""
    found = []
    edges: list[tuple[int, int]] = record.rows(PASSED_ON, case=case)
    for together in sorted(cycles(edges), key=min):
        rows = [
            row
            for page in pages(sorted(together))
            for row in record.rows(_IN_LOOPS.format(among=placeholders(page)), *page)
            if row[6] in together
        ]
        found.append(_loop_alarm(case, rows))
    return found


def circular_confirmations(record: Reader, case: CaseId) -> list[Alarm]:
    """Confirmations without an origin of their own: one alarm for each."""
    found: dict[int, list[Row]] = {}
    for row in record.rows(CONFIRMED, case=case):
        found.setdefault(row[0], []).append(row)
    return [_confirmation_alarm(case, rows) for rows in found.values()]


def _loop_alarm(case: CaseId, rows: list[Row]) -> Alarm:
    made: list[AlarmRow] = []
    names: dict[str, str] = {}
    claims = sort_keys(row[10] for row in rows if row[10] is not None)
    for statement, key, source, source_key, name, relay, _, parent_key, stance, claim, claim_key in rows:
        names[key] = name
        made += [
            AlarmRow("statements", statement, key),
            AlarmRow("sources", source, source_key),
            AlarmRow("relays", relay, f"{key} {parent_key}"),
        ]
        if claim is not None:
            made += [AlarmRow("claims", claim, claim_key), AlarmRow("stances", stance, f"{key} {claim_key}")]
    keys = sort_keys(names)
    about = f" on {list_names(claims)}" if claims else ""
    named = list_names([name_with_keys(names[key], [key]) for key in keys], 5)
    return Alarm(
        case=case,
        kind=AlarmKind.CIRCULAR,
        subject=" ".join(keys[:1]),
        sentence=f"{named} relay each other in a loop{about}: none of them is the start.",
        rows=sort_alarm_rows(made),
        claims=claims,
        settle=SETTLE_LOOP,
    )


def _confirmation_alarm(case: CaseId, rows: list[Row]) -> Alarm:
    made: list[AlarmRow] = []
    for row in rows:
        (
            link,
            st,
            key,
            _,
            so,
            so_key,
            ot,
            other_key,
            _,
            os,
            os_key,
            claim,
            claim_key,
            stance,
            other_stance,
            origin,
            origin_key,
            _,
        ) = row
        made += [
            AlarmRow("statement_links", link, f"{key} {other_key}"),
            AlarmRow("statements", st, key),
            AlarmRow("statements", ot, other_key),
            AlarmRow("statements", origin, origin_key),
            AlarmRow("sources", so, so_key),
            AlarmRow("sources", os, os_key),
            AlarmRow("claims", claim, claim_key),
            AlarmRow("stances", stance, f"{key} {claim_key}"),
            AlarmRow("stances", other_stance, f"{other_key} {claim_key}"),
        ]
    first = rows[0]
    speakers = {row[16]: row[17] for row in rows}
    rests = list_names([name_with_keys(speakers[key], [key]) for key in sort_keys(speakers)], 4)
    claims = sort_keys(row[12] for row in rows)
    confirming, confirmed = name_with_keys(first[3], [first[2]]), name_with_keys(first[8], [first[7]])
    return Alarm(
        case=case,
        kind=AlarmKind.CIRCULAR,
        subject=f"{first[2]} {first[7]}",
        sentence=f"{confirming} confirms {confirmed} on {list_names(claims)}, but both rest only on {rests}.",
        rows=sort_alarm_rows(made),
        claims=claims,
        settle=SETTLE_CONFIRMED,
    )
