"""Look up alarms by key, and those of one claim."""

from __future__ import annotations

from db.analysis.alarms import Alarm, AlarmKind, alarms
from db.analysis.alarms.pages import alarm_pages
from db.errors import NotFound
from db.model.ids import CaseId, ClaimId
from db.store.reader import Reader


def alarms_on(record: Reader, claim: ClaimId) -> list[Alarm]:
    """The alarms that bear on a claim; none for an unknown claim."""
    case = record.column('SELECT "case" FROM claims WHERE id = ?', claim)
    return alarms(record, case[0], claim=claim) if case else []


def alarm_by_key(record: Reader, case: CaseId, key: str) -> Alarm:
    """The alarm with a key, in any case of letters; only alarms of its kind are looked for.

    :raises NotFound: there is no such alarm now.
    """
    wanted = key.strip().lower()
    kinds = [kind for kind in AlarmKind if wanted.startswith(f"{kind} ".replace(" ", "-"))]
    for page in alarm_pages(record, case, kinds=kinds):
        for alarm in page.alarms:
            if alarm.key.lower() == wanted:
                return alarm
    raise NotFound(f"There is no alarm {key} in this case.", "onrecord alarms lists the keys.")
