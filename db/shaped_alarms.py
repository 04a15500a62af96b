"""The shapes of alarms and of judgements as ``--json`` prints them, and records in these shapes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypedDict

from db.alarm_keys import alarm_key
from db.alarms import Alarm


class BehindShape(TypedDict):
    """One row behind an alarm."""

    table: str
    key: str
    """S3, C1a, W7; "S4 C2" is the stance of S4 on C2, "S4 S1" the relay of S1 by S4."""


class AsideShape(TypedDict):
    """Why an alarm is set aside."""

    reason: str
    who: str
    at: str
    """UTC."""


class AlarmShape(TypedDict):
    """One alarm, as ``alarms`` lists it."""

    key: str
    kind: str
    subject: str
    sentence: str
    claims: list[str]
    statements: list[str]
    rows: list[BehindShape]
    settle: str
    set_aside: AsideShape | None


def shaped_alarms(found: Iterable[Alarm]) -> Iterator[AlarmShape]:
    """Alarms, one by one."""
    for alarm in found:
        aside = alarm.set_aside
        yield {
            "key": alarm_key(alarm),
            "kind": alarm.kind.value,
            "subject": alarm.subject,
            "sentence": alarm.sentence,
            "claims": list(alarm.claims),
            "statements": list(alarm.statements),
            "rows": [{"table": row.table, "key": row.key} for row in alarm.rows],
            "settle": alarm.settle,
            "set_aside": {"reason": aside.reason, "who": aside.who, "at": aside.at} if aside else None,
        }
