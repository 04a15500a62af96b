"""Denial scope: which claims a denial denies, and on which it is silent."""

from __future__ import annotations

from enum import StrEnum

from db.analysis.alarms.model import (
    Alarm,
    AlarmKind,
    AlarmRow,
    IdRange,
    claim_key_order,
    list_names,
    name_with_keys,
    sort_alarm_rows,
    sort_keys,
)
from db.dataclass import dataclass
from db.model.enums import Naming, Polarity
from db.model.ids import CaseId, StatementId
from db.queries.claims import Claim
from db.queries.denials import denied_claims, silence, spoken_elsewhere
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


SQL = """
-- The claims that each denial of a case bears on, and whether anybody makes them. Rows of tables, which have no
-- recorded source and no words but a headline, are left out: the silence of a headline means nothing.
SELECT d.id, st.key, so.id, so.key, coalesce(so.short, so.name), so.naming, s.id, s.polarity, c.id, c.key,
  EXISTS (SELECT 1 FROM stances p WHERE p.claim = c.id AND p.polarity = 1) AS is_made
FROM denial_statements d JOIN statements st ON st.id = d.id JOIN sources so ON so.id = d.source
CROSS JOIN stances s ON s.statement = d.id JOIN claims c ON c.id = s.claim
WHERE d."case" = :case AND c.joined_into IS NULL
  AND (st.basis <> 'not_recorded' OR st.summary IS NOT NULL
    OR EXISTS (SELECT 1 FROM quotes q WHERE q.statement = d.id AND q.form <> 'headline'))
ORDER BY d.id, c.id"""

OF_SOME_STATEMENTS = SQL.replace('WHERE d."case" = :case', 'WHERE d.id BETWEEN :first AND :last AND +d."case" = :case')
"""The same for the statements between two ids."""

MADE = "SELECT EXISTS (SELECT 1 FROM stances WHERE claim = ? AND polarity = 1)"

SETTLE = "Ask about the other claims. Until then, count the denial only against the claims it names."


def scope(record: Reader, denial: StatementId) -> list[ScopeLine]:
    """The scope of a denial: claims it denies, and claims on which it is silent, in order.

    :param denial: the statement; one that denies nothing is silent on nothing, one that is gone has no scope.
    """
    denied = [(claim, bool(record.column(MADE, claim.id)[0])) for claim in denied_claims(record, denial)]
    lines = [
        *(ScopeLine(claim, ScopeMark.DENIED if is_made else ScopeMark.NOBODY_CLAIMS) for claim, is_made in denied),
        *(ScopeLine(claim, ScopeMark.SILENT) for claim in silence(record, denial)),
    ]
    return sorted(lines, key=lambda each: claim_key_order(each.claim.key))


def denial_scopes(record: Reader, case: CaseId, *, among: IdRange | None = None) -> list[Alarm]:
    """Denials that are silent on a claim, or deny what nobody claims: one alarm for each.

    :param among: only the statements with these ids.
    """
    denials: dict[StatementId, list[Row]] = {}
    first, last = among or (0, 0)
    for row in record.rows(OF_SOME_STATEMENTS if among else SQL, case=case, first=first, last=last):
        denials.setdefault(row[0], []).append(row)
    found = (_scope_alarm(record, case, statement, rows) for statement, rows in denials.items())
    return [alarm for alarm in found if alarm]


def _scope_alarm(record: Reader, case: CaseId, statement: StatementId, rows: list[Row]) -> Alarm | None:
    _, key, source, source_key, name, naming, *_ = rows[0]
    verb = "deny" if naming == Naming.COLLECTIVE else "denies"
    left = [AlarmRow("claims", claim.id, claim.key) for claim in silence(record, statement)]
    against = [row for row in rows if row[7] == Polarity.AGAINST]
    made_up = sort_keys(row[9] for row in against if not row[10])
    if not left and not made_up:
        return None
    denied, silent = sort_keys(row[9] for row in against), [claim.key for claim in left]
    said = [each.words for each in spoken_elsewhere(record, statement)]
    silent_on = f", but is silent on {list_names(silent)}" if silent else ""
    elsewhere = f"; in other statements it mentions {list_names(said)}" if said else ""
    nobody = f"; nobody claims {list_names(made_up)}" if made_up else ""
    return Alarm(
        case=case,
        kind=AlarmKind.DENIAL_SCOPE,
        subject=key,
        sentence=f"{name_with_keys(name, [key])} {verb} {list_names(denied)}{silent_on}{elsewhere}{nobody}.",
        rows=sort_alarm_rows(
            [
                AlarmRow("statements", statement, key),
                AlarmRow("sources", source, source_key),
                *(AlarmRow("claims", row[8], row[9]) for row in against),
                *(AlarmRow("stances", row[6], f"{key} {row[9]}") for row in against),
                *left,
            ]
        ),
        claims=sort_keys([*denied, *silent]),
        settle=SETTLE,
    )
