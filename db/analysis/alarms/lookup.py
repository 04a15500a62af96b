"""What a person calls an alarm: its kind and what it is about, in one word. Nothing of it is stored."""

from __future__ import annotations

from db.analysis.alarms import Alarm, alarms
from db.errors import NotFound
from db.model.ids import CaseId, ClaimId
from db.store.reader import Reader


def alarm_key(alarm: Alarm) -> str:
    """The key of an alarm: ``same-house-C1-W6``; it stays the same for as long as the alarm is there."""
    return f"{alarm.kind} {alarm.subject}".replace(" ", "-")


def alarms_on(record: Reader, claim: ClaimId) -> list[Alarm]:
    """The alarms that bear on a claim; none where it is gone."""
    case = record.column('SELECT "case" FROM claims WHERE id = ?', claim)
    return alarms(record, case[0], claim=claim) if case else []


def alarm_keyed(record: Reader, case: CaseId, key: str) -> Alarm:
    """The alarm with a key; capitals don't matter.

    :raises NotFound: there is no such alarm now.
    """
    wanted = key.strip().lower()
    for alarm in alarms(record, case):
        if alarm_key(alarm).lower() == wanted:
            return alarm
    raise NotFound(f"There is no alarm {key} in this case now.", "onrecord alarms lists them with their keys.")
