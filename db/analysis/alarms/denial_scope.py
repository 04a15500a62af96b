"""Denial scope: which claims a denial denies, and on which it is silent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from db.analysis.alarms.model import Alarm, AlarmKind, AlarmRow, list_names, name_with_keys, sort_alarm_rows, sort_keys
from db.model.enums import Polarity
from db.model.ids import CaseId, StatementId
from db.queries.claims import CLAIM_COLUMNS, CLAIM_ORDER, Claim, claim_from_row
from db.store.reader import Reader, Row


class ScopeMark(StrEnum):
    """How a denial bears on a claim."""

    DENIED = "denied"
    SILENT = "silent"
    """Somebody makes the claim, and the denial does not mention it."""
    NOBODY_CLAIMS = "denied though nobody claims it"


@dataclass(frozen=True, slots=True)
class ScopeLine:
    """One claim in the scope of a denial."""

    claim: Claim
    mark: ScopeMark


SCOPE = f"""
-- The claims of its case that a statement denies, and those that somebody makes and on which it is silent.
SELECT CASE WHEN s.polarity IS NULL THEN 'silent'
            WHEN EXISTS (SELECT 1 FROM stances p WHERE p.claim = c.id AND p.polarity = 1) THEN 'denied'
            ELSE 'denied though nobody claims it' END AS mark, {CLAIM_COLUMNS}
FROM statements st JOIN claims c ON c."case" = st."case" LEFT JOIN stances s ON s.statement = st.id AND s.claim = c.id
WHERE st.id = :denial AND c.joined_into IS NULL AND (s.polarity = -1 OR (
  s.id IS NULL AND NOT c.is_background AND EXISTS (SELECT 1 FROM stances p WHERE p.claim = c.id AND p.polarity = 1)))
ORDER BY {CLAIM_ORDER}"""

SQL = """
-- The claims that each denial of a case bears on, and whether anybody makes them.
SELECT d.id, st.key, so.id, so.key, coalesce(so.short, so.name), s.id, s.polarity, c.id, c.key,
  EXISTS (SELECT 1 FROM stances p WHERE p.claim = c.id AND p.polarity = 1) AS is_made
FROM denial_statements d JOIN statements st ON st.id = d.id JOIN sources so ON so.id = d.source
CROSS JOIN stances s ON s.statement = d.id JOIN claims c ON c.id = s.claim
WHERE d."case" = :case AND c.joined_into IS NULL
ORDER BY d.id, c.id"""

CLAIMED = f"""
-- The claims of the incident that somebody makes. A denial is silent on those it does not bear on.
SELECT c.id, c.key FROM claims c
WHERE c."case" = :case AND NOT c.is_background AND c.joined_into IS NULL
  AND EXISTS (SELECT 1 FROM stances p WHERE p.claim = c.id AND p.polarity = 1)
ORDER BY {CLAIM_ORDER}"""

SETTLE = "Ask what it says of the rest; until then count it against what it denies, and against nothing else."


def scope(record: Reader, denial: StatementId) -> list[ScopeLine]:
    """The scope of a denial: claims it denies, and claims of the incident on which it is silent, in order.

    :param denial: the statement; one that denies nothing is silent on all, one that is gone has no scope.
    """
    return [ScopeLine(claim_from_row(row[1:]), ScopeMark(row[0])) for row in record.rows(SCOPE, denial=denial)]


def denial_scopes(record: Reader, case: CaseId) -> list[Alarm]:
    """Denials that are silent on a claim, or deny what nobody claims: one alarm for each."""
    denials: dict[int, list[Row]] = {}
    for row in record.rows(SQL, case=case):
        denials.setdefault(row[0], []).append(row)
    claimed = [AlarmRow("claims", id, key) for id, key in record.rows(CLAIMED, case=case)] if denials else []
    found = (_scope_alarm(case, rows, claimed) for rows in denials.values())
    return [alarm for alarm in found if alarm]


def _scope_alarm(case: CaseId, rows: list[Row], claimed: list[AlarmRow]) -> Alarm | None:
    statement, key, source, source_key, name, *_ = rows[0]
    touched = {row[7] for row in rows}
    left = [claim for claim in claimed if claim.id not in touched]
    against = [row for row in rows if row[6] == Polarity.AGAINST]
    made_up = sort_keys(row[8] for row in against if not row[9])
    if not left and not made_up:
        return None
    denied, silent = sort_keys(row[8] for row in against), [claim.key for claim in left]
    silence = f", and is silent on {list_names(silent)}" if silent else ""
    nobody = f"; nobody claims {list_names(made_up)}" if made_up else ""
    return Alarm(
        case=case,
        kind=AlarmKind.DENIAL_SCOPE,
        subject=key,
        sentence=f"{name_with_keys(name, [key])} denies {list_names(denied)}{silence}{nobody}.",
        rows=sort_alarm_rows(
            [
                AlarmRow("statements", statement, key),
                AlarmRow("sources", source, source_key),
                *(AlarmRow("claims", row[7], row[8]) for row in against),
                *(AlarmRow("stances", row[5], f"{key} {row[8]}") for row in against),
                *left,
            ]
        ),
        claims=sort_keys([*denied, *silent]),
        settle=SETTLE,
    )
