"""Dismissals: which alarms a person set aside, and whether the rows behind them have changed since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256

from db.analysis.alarms.model import Alarm, AlarmRow, SetAside
from db.dataclass import dataclass, replace
from db.model.enums import AlarmDecision
from db.model.ids import CaseId
from db.store.reader import Reader, pages, placeholders


@dataclass(frozen=True, slots=True)
class StoredAlarmDecision:
    """One decision on an alarm, as it is stored."""

    kind: str
    subject: str
    aside: bool
    """Whether the alarm was set aside; else it was taken up again."""
    fingerprint: str
    reason: str
    who: str
    at: str
    """UTC, ``YYYY-MM-DDTHH:MM:SSZ``."""


def alarm_decisions(record: Reader, case: CaseId) -> list[StoredAlarmDecision]:
    """Every decision on alarms of a case, the oldest first, also on alarms that are gone by now."""
    return [
        StoredAlarmDecision(kind, subject, judgement == AlarmDecision.SET_ASIDE, *rest)
        for kind, subject, judgement, *rest in record.rows(
            """SELECT kind, subject, judgement, fingerprint, reason, who, at FROM alarms_set_aside
               WHERE "case" = ? ORDER BY id""",
            case,
        )
    ]


def mark_set_aside(record: Reader, case: CaseId, found: Sequence[Alarm]) -> list[Alarm]:
    """Mark the alarms that are set aside. One whose rows have changed since is not."""
    last = {(setting.kind, setting.subject): setting for setting in alarm_decisions(record, case)}
    if not last:
        return list(found)
    return [_with_dismissal(record, alarm, last.get((alarm.kind, alarm.subject))) for alarm in found]


def fingerprint(record: Reader, rows: Iterable[AlarmRow]) -> str:
    """SHA-256 of rows as they are now; a row that is gone changes it as well."""
    ids: dict[str, set[int]] = {}
    for row in rows:
        ids.setdefault(row.table, set()).add(row.id)
    digest = sha256()
    for table in sorted(ids):
        for page in pages(sorted(ids[table])):
            for values in record.rows(f'SELECT * FROM "{table}" WHERE id IN ({placeholders(page)}) ORDER BY id', *page):
                digest.update(json.dumps([table, *values], ensure_ascii=False).encode() + b"\n")
    return digest.hexdigest()


def _with_dismissal(record: Reader, alarm: Alarm, setting: StoredAlarmDecision | None) -> Alarm:
    if setting is None or not setting.aside or setting.fingerprint != fingerprint(record, alarm.rows):
        return alarm
    return replace(alarm, set_aside=SetAside(setting.reason, setting.who, setting.at))
