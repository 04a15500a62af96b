"""Missing voice: a claim credits or accuses a source that has no statement of its own on record."""

from __future__ import annotations

from db.analysis.alarms.model import Alarm, AlarmKind, AlarmRow, list_names, sort_alarm_rows, sort_keys
from db.model.enums import PartyRole
from db.model.ids import CaseId
from db.store.reader import Reader, Row

SQL = """
-- Parties credited or accused in a case that have no own-voice statement in it, nor has anybody who speaks for them.
WITH heard(person) AS MATERIALIZED (
  SELECT coalesce(pe.person, st.source) FROM statements st LEFT JOIN persons pe ON pe.source = st.source
  WHERE st."case" = :case AND st.voice = 'own'
), spoken AS MATERIALIZED (
  SELECT person FROM heard
  UNION
  SELECT coalesce(po.person, af.org) FROM affiliations af
  LEFT JOIN persons pm ON pm.source = af.member LEFT JOIN persons po ON po.source = af.org
  WHERE af.kind = 'speaks_for' AND coalesce(pm.person, af.member) IN (SELECT person FROM heard)
)
SELECT coalesce(pe.person, so.id) AS person, so.id, so.key, coalesce(so.short, so.name), p.id, p.role, c.id, c.key
FROM claims c JOIN claim_parties p ON p.claim = c.id JOIN sources so ON so.id = p.source
LEFT JOIN persons pe ON pe.source = so.id
WHERE c."case" = :case AND NOT c.is_background AND c.joined_into IS NULL AND p.role IN ('credited', 'accused')
  AND coalesce(pe.person, so.id) NOT IN (SELECT person FROM spoken)
ORDER BY person, c.id, p.id"""

SETTLE = "Ask for a statement, or find one. If they decline, record that too."


def missing_voices(record: Reader, case: CaseId) -> list[Alarm]:
    """Parties without a voice: one alarm for each, with all claims about it.

    :param case: its background claims are left out.
    """
    parties: dict[int, list[Row]] = {}
    for row in record.rows(SQL, case=case):
        parties.setdefault(row[0], []).append(row)
    return [_missing_voice_alarm(case, rows) for rows in parties.values()]


def _missing_voice_alarm(case: CaseId, rows: list[Row]) -> Alarm:
    made: list[AlarmRow] = []
    for _, source, key, _, party, role, claim, claim_key in rows:
        made += [
            AlarmRow("sources", source, key),
            AlarmRow("claim_parties", party, f"{claim_key} {key} {role}"),
            AlarmRow("claims", claim, claim_key),
        ]
    _, _, key, name, *_ = rows[0]
    roles = [
        f"{role.value} in {list_names(keys)}"
        for role in (PartyRole.CREDITED, PartyRole.ACCUSED)
        if (keys := sort_keys(row[7] for row in rows if row[5] == role))
    ]
    return Alarm(
        case=case,
        kind=AlarmKind.MISSING_VOICE,
        subject=key,
        sentence=f"{name} ({key}) is {' and '.join(roles)}, but no statement of its own is on record.",
        rows=sort_alarm_rows(made),
        claims=sort_keys(row[7] for row in rows),
        settle=SETTLE,
    )
