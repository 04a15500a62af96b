"""Origin not recorded: a claim, or its denial, without any recorded origin."""

from __future__ import annotations

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
from db.model.ids import CaseId
from db.store.reader import Reader, Row

SQL = """
-- Sides of a claim on which no origin has a recorded source.
WITH side AS MATERIALIZED (
  SELECT o.claim, o.polarity, o.statement, o.standing FROM claims c JOIN origins o ON o.claim = c.id
  WHERE c."case" = :case AND NOT c.is_background AND c.joined_into IS NULL AND o.polarity <> 0
), bare AS (
  SELECT claim, polarity FROM side GROUP BY claim, polarity HAVING max(standing <> 'not_recorded') = 0
)
SELECT c.id, c.key, side.polarity, s.id, st.id, st.key, so.id, so.key, coalesce(so.short, so.name)
FROM side JOIN bare USING (claim, polarity)
JOIN claims c ON c.id = side.claim JOIN statements st ON st.id = side.statement JOIN sources so ON so.id = st.source
JOIN stances s ON s.statement = st.id AND s.claim = c.id
ORDER BY c.id, side.polarity DESC, st.id"""

OF_SOME_CLAIMS = SQL.replace('WHERE c."case" = :case', 'WHERE c.id BETWEEN :first AND :last AND +c."case" = :case', 1)
"""The same for the claims between two ids."""

SETTLE = "Ask the outlet for its source, and record who it is and how they know."


def unrecorded_origins(record: Reader, case: CaseId, *, among: IdRange | None = None) -> list[Alarm]:
    """Sides of claims without a recorded origin: one alarm for each.

    :param case: its background claims are left out.
    :param among: only the claims with these ids.
    """
    sides: dict[tuple[int, int], list[Row]] = {}
    first, last = among or (0, 0)
    for row in record.rows(OF_SOME_CLAIMS if among else SQL, case=case, first=first, last=last):
        sides.setdefault((row[0], row[2]), []).append(row)
    return [_not_recorded_alarm(case, rows) for rows in sides.values()]


def _not_recorded_alarm(case: CaseId, rows: list[Row]) -> Alarm:
    made: list[AlarmRow] = []
    said: dict[str, list[str]] = {}
    for claim, claim_key, _, stance, statement, key, source, source_key, name in rows:
        said.setdefault(name, []).append(key)
        made += [
            AlarmRow("claims", claim, claim_key),
            AlarmRow("stances", stance, f"{key} {claim_key}"),
            AlarmRow("statements", statement, key),
            AlarmRow("sources", source, source_key),
        ]
    claim_key, polarity = rows[0][1], rows[0][2]
    says = list_names([name_with_keys(name, sort_keys(keys)) for name, keys in said.items()], 4)
    side = "for" if polarity > 0 else "against"
    return Alarm(
        case=case,
        kind=AlarmKind.ORIGIN_NOT_RECORDED,
        subject=f"{claim_key} {side}",
        sentence=(
            f"No origin is recorded {side} {claim_key}: {says} {'says' if len(said) == 1 else 'say'} it, "
            "but no source is named."
            if polarity > 0
            else f"No origin is recorded against {claim_key}: {says} {'denies' if len(said) == 1 else 'deny'} it, "
            "but no source is named."
        ),
        rows=sort_alarm_rows(made),
        claims=(claim_key,),
        settle=SETTLE,
    )
