"""The shapes of alarms and of a claim's support as ``--json`` prints them, and records in these shapes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypedDict

from db.analysis.alarms import Alarm
from db.queries.claim_support import ClaimSupport, SupportSide


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


class OriginShape(TypedDict):
    """One origin of a claim."""

    source: str
    name: str
    standing: str
    statements: list[str]


class OrganisationShape(TypedDict):
    """One organisation that origins belong to."""

    bodies: list[str]
    members: list[str]
    """Keys of the origins that belong to it."""


class JudgedShape(TypedDict):
    """What a person judged of two origins; of any other two it is not established."""

    one: str
    other: str
    judgement: str
    reason: str
    who: str
    at: str
    """UTC."""


class SideShape(TypedDict):
    """What stands on one side of a claim."""

    origins: list[OriginShape]
    not_recorded: list[str]
    """Statements with no source behind them."""
    organisations: list[OrganisationShape]
    outlets: list[str]
    """Keys of the outlets that carry it."""
    reports: list[str]
    """Keys of the reports that carry it."""
    independence: list[JudgedShape]


SidesShape = TypedDict("SidesShape", {"for": SideShape, "against": SideShape})


def shaped_support(found: ClaimSupport) -> SidesShape:
    """What stands for and against a claim."""
    return {"for": _side(found.supporting), "against": _side(found.against)}


def is_judged(found: ClaimSupport) -> bool:
    """Whether a person judged every two origins of each side; not where no side has two."""
    sides = [side for side in (found.supporting, found.against) if len(side.origins) > 1]
    return bool(sides) and all(len(side.judged) == len(side.origins) * (len(side.origins) - 1) // 2 for side in sides)


def _side(side: SupportSide) -> SideShape:
    keys = {each.id: each.source.key for each in side.origins}
    return {
        "origins": [
            {
                "source": each.source.key,
                "name": each.source.name,
                "standing": each.standing.value,
                "statements": [said.key for said in each.lines],
            }
            for each in side.origins
        ],
        "not_recorded": [said.key for said in side.not_recorded],
        "organisations": [
            {"bodies": [body.key for body in each.bodies], "members": [keys[id] for id in each.members]}
            for each in side.organisations
        ],
        "outlets": [outlet.key for outlet in side.outlets],
        "reports": [each.key for each in side.reports],
        "independence": [
            {
                "one": keys[each.a],
                "other": keys[each.b],
                "judgement": each.judgement.value,
                "reason": each.reason,
                "who": each.who,
                "at": each.at,
            }
            for each in side.judged
        ],
    }


def shaped_alarms(found: Iterable[Alarm]) -> Iterator[AlarmShape]:
    """Alarms, one by one."""
    for alarm in found:
        aside = alarm.set_aside
        yield {
            "key": alarm.key,
            "kind": alarm.kind.value,
            "subject": alarm.subject,
            "sentence": alarm.sentence,
            "claims": list(alarm.claims),
            "statements": list(alarm.statements),
            "rows": [{"table": row.table, "key": row.key} for row in alarm.rows],
            "settle": alarm.settle,
            "set_aside": {"reason": aside.reason, "who": aside.who, "at": aside.at} if aside else None,
        }
