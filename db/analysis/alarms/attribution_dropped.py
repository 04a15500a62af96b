"""Attribution dropped: an outlet states in its own voice, and as certain, what rests only on others."""

from __future__ import annotations

from db.analysis.alarms.model import (
    Alarm,
    AlarmKind,
    AlarmRow,
    list_names,
    name_with_keys,
    relay_rows,
    sort_alarm_rows,
    sort_keys,
)
from db.dataclass import dataclass, field
from db.model.ids import CaseId
from db.store.reader import Reader

SQL = """
-- Certain own-voice statements without a basis of their own that pass on another, with every origin they rest on.
WITH RECURSIVE bold AS MATERIALIZED (
  SELECT s.claim, s.statement, s.id AS stance, s.polarity, coalesce(pe.person, st.source) AS person
  FROM stances s JOIN statements st ON st.id = s.statement LEFT JOIN persons pe ON pe.source = st.source
  WHERE st."case" = :case AND st.voice = 'own' AND st.basis IN ('relay', 'not_recorded')
    AND s.certainty = 'certain' AND s.polarity <> 0
    AND EXISTS (SELECT 1 FROM relays r CROSS JOIN stances p ON p.statement = r.parent AND p.claim = s.claim
                AND p.polarity = s.polarity WHERE r.child = s.statement)
), walk(claim, statement, node) AS (
  SELECT claim, statement, statement FROM bold
  UNION
  SELECT walk.claim, walk.statement, r.parent FROM walk CROSS JOIN relays r ON r.child = walk.node
  CROSS JOIN stances p ON p.statement = r.parent AND p.claim = walk.claim
)
SELECT bold.statement, st.key, so.id, so.key, coalesce(so.short, so.name), c.id, c.key, bold.stance, bold.polarity,
  origin.id, origin.key, coalesce(sp.short, sp.name), coalesce(pe.person, sp.id) = bold.person AS is_own,
  (SELECT json_group_array(json_array(r.id, above.key)) FROM relays r JOIN statements above ON above.id = r.parent
    JOIN stances p ON p.statement = r.parent AND p.claim = bold.claim WHERE r.child = bold.statement) AS passes_on
FROM walk JOIN bold USING (claim, statement)
JOIN statements st ON st.id = bold.statement JOIN sources so ON so.id = st.source JOIN claims c ON c.id = bold.claim
  AND c.joined_into IS NULL
JOIN statements origin ON origin.id = walk.node JOIN sources sp ON sp.id = origin.source
LEFT JOIN persons pe ON pe.source = sp.id
WHERE NOT EXISTS (SELECT 1 FROM relays r CROSS JOIN stances p ON p.statement = r.parent AND p.claim = walk.claim
                  WHERE r.child = walk.node)
ORDER BY bold.statement, c.id, origin.id"""

SETTLE = "Check whether the outlet names its source. If it saw or heard it itself, record that as the basis."


@dataclass(slots=True)
class _OwnVoiceStatement:
    """An own-voice statement that rests on others."""

    key: str
    source: str
    claims: dict[str, int] = field(default_factory=dict)
    """Polarity by key of the claim."""
    origins: dict[str, str] = field(default_factory=dict)
    """Speakers by key of their statement."""
    rows: list[AlarmRow] = field(default_factory=list)


def dropped_attributions(record: Reader, case: CaseId) -> list[Alarm]:
    """Statements without their attribution: one alarm for each."""
    rows = record.rows(SQL, case=case)
    own = {(row[0], row[5]) for row in rows if row[12]}
    found: dict[int, _OwnVoiceStatement] = {}
    for statement, key, source, source_key, name, claim, claim_key, stance, polarity, *origin in rows:
        if (statement, claim) in own:
            continue
        origin_id, origin_key, speaker, _, passes_on = origin
        bold = found.setdefault(statement, _OwnVoiceStatement(key, name))
        bold.claims[claim_key] = polarity
        bold.origins[origin_key] = speaker
        bold.rows += [
            AlarmRow("statements", statement, key),
            AlarmRow("statements", origin_id, origin_key),
            AlarmRow("sources", source, source_key),
            AlarmRow("claims", claim, claim_key),
            AlarmRow("stances", stance, f"{key} {claim_key}"),
            *relay_rows(key, passes_on),
        ]
    return [_dropped_alarm(case, bold) for bold in found.values()]


def _dropped_alarm(case: CaseId, bold: _OwnVoiceStatement) -> Alarm:
    claims = sort_keys(bold.claims)
    told = [
        f"{word}{list_names([key for key in claims if bold.claims[key] == polarity])}"
        for polarity, word in ((1, ""), (-1, "against "))
        if polarity in bold.claims.values()
    ]
    speakers = [name_with_keys(bold.origins[key], [key]) for key in sort_keys(bold.origins)]
    return Alarm(
        case=case,
        kind=AlarmKind.ATTRIBUTION_DROPPED,
        subject=bold.key,
        sentence=(
            f"{name_with_keys(bold.source, [bold.key])} states {' and '.join(told)} as certain in its own voice, "
            f"but has it only from {list_names(speakers, 4)}."
        ),
        rows=sort_alarm_rows(bold.rows),
        claims=claims,
        settle=SETTLE,
    )
