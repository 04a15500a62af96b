"""Second hand only: all that is known behind a claim are reports that are only cited."""

from __future__ import annotations

from db.analysis.alarms.model import Alarm, AlarmKind, AlarmRow, list_names, name_with_keys, sort_alarm_rows, sort_keys
from db.model.ids import CaseId
from db.store.reader import Reader, Row

SQL = """
-- The nearest reports to each origin: its own, else those of the statements that pass it on first. A side of a claim is
-- second hand where all of them are cited. Origins without a source and without a report are no nearer. Rows of
-- tables, which have neither words nor a recorded source, are left out.
-- CROSS JOIN fixes the order: a statement has few relays, and many stances are on a claim.
WITH RECURSIVE walk(claim, polarity, node) AS (
  SELECT o.claim, o.polarity, o.statement
  FROM claims c JOIN origins o ON o.claim = c.id JOIN statements st ON st.id = o.statement
  WHERE c."case" = :case AND NOT c.is_background AND c.joined_into IS NULL AND o.polarity <> 0
    AND (o.standing <> 'not_recorded' OR st.report IS NOT NULL)
    AND (st.basis <> 'not_recorded' OR st.summary IS NOT NULL
      OR EXISTS (SELECT 1 FROM quotes q WHERE q.statement = st.id))
  UNION
  SELECT walk.claim, walk.polarity, r.child
  FROM walk CROSS JOIN statements st ON st.id = walk.node AND st.report IS NULL
  CROSS JOIN relays r ON r.parent = walk.node
  CROSS JOIN stances s ON s.statement = r.child AND s.claim = walk.claim AND s.polarity = walk.polarity
), near AS MATERIALIZED (
  SELECT walk.claim, walk.polarity, walk.node, st.report, re.holding,
    re.id IS NULL AND NOT EXISTS (
      SELECT 1 FROM relays r
      CROSS JOIN stances s ON s.statement = r.child AND s.claim = walk.claim AND s.polarity = walk.polarity
      WHERE r.parent = walk.node) AS told_to_us
  FROM walk JOIN statements st ON st.id = walk.node LEFT JOIN reports re ON re.id = st.report
), far AS (
  SELECT claim, polarity FROM near GROUP BY claim, polarity
  HAVING max(holding = 'cited') = 1 AND max(coalesce(holding <> 'cited', told_to_us)) = 0
)
SELECT re.id, re.key, ou.id, ou.key, coalesce(ou.short, ou.name), via.id, via.key, coalesce(vo.short, vo.name),
  c.id, c.key, near.polarity, s.id, st.id, st.key
FROM near JOIN far USING (claim, polarity)
JOIN reports re ON re.id = near.report JOIN sources ou ON ou.id = re.outlet
LEFT JOIN reports via ON via.id = re.known_via LEFT JOIN sources vo ON vo.id = via.outlet
JOIN claims c ON c.id = near.claim JOIN statements st ON st.id = near.node
JOIN stances s ON s.statement = st.id AND s.claim = c.id
ORDER BY re.id, c.id, st.id"""

SETTLE = "Get the original, import its text, and check the cited words against it."


def second_hand_reports(record: Reader, case: CaseId) -> list[Alarm]:
    """Cited reports that are nearest to the origins of a claim: one alarm for each report to get.

    :param case: its background claims are left out.
    """
    reports: dict[int, list[Row]] = {}
    for row in record.rows(SQL, case=case):
        reports.setdefault(row[0], []).append(row)
    return [_second_hand_alarm(case, rows) for rows in reports.values()]


def _second_hand_alarm(case: CaseId, rows: list[Row]) -> Alarm:
    made: list[AlarmRow] = []
    for (
        report,
        key,
        outlet,
        outlet_key,
        _,
        via,
        via_key,
        _,
        claim,
        claim_key,
        _,
        stance,
        statement,
        statement_key,
    ) in rows:
        made += [
            AlarmRow("reports", report, key),
            AlarmRow("sources", outlet, outlet_key),
            *([AlarmRow("reports", via, via_key)] if via is not None else []),
            AlarmRow("claims", claim, claim_key),
            AlarmRow("stances", stance, f"{statement_key} {claim_key}"),
            AlarmRow("statements", statement, statement_key),
        ]
    _, key, _, _, name, via, via_key, via_name, *_ = rows[0]
    through = f"in {name_with_keys(via_name, [via_key])}" if via is not None else "in another report"
    sides = [
        f"{word} {list_names(keys)}"
        for polarity, word in ((1, "for"), (-1, "against"))
        if (keys := sort_keys(row[9] for row in rows if row[10] == polarity))
    ]
    return Alarm(
        case=case,
        kind=AlarmKind.SECOND_HAND_ONLY,
        subject=key,
        sentence=f"{name_with_keys(name, [key])} is seen only {through}, "
        f"with no closer source {' and '.join(sides)}: get the original.",
        rows=sort_alarm_rows(made),
        claims=sort_keys(row[9] for row in rows),
        settle=SETTLE,
    )
