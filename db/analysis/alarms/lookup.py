"""Look up alarms by key, and those of one claim."""

from __future__ import annotations

from db.analysis.alarms import Alarm, alarms
from db.errors import NotFound
from db.model.ids import CaseId, ClaimId
from db.store.reader import Reader


def alarms_on(record: Reader, claim: ClaimId) -> list[Alarm]:
    """The alarms that bear on a claim; none for an unknown claim."""
    case = record.column('SELECT "case" FROM claims WHERE id = ?', claim)
    return alarms(record, case[0], claim=claim) if case else []


def alarm_by_key(record: Reader, case: CaseId, key: str) -> Alarm:
    """The alarm with a key, in any case of letters.

    :raises NotFound: there is no such alarm now.
    """
    wanted = key.strip().lower()
    for alarm in alarms(record, case):
        if alarm.key.lower() == wanted:
            return alarm
    raise NotFound(f"There is no alarm {key} in this case.", "onrecord alarms lists the keys.")
