"""The changed account alarm: one source on both sides of a claim, in order of time."""

from __future__ import annotations

from db.analysis.alarms import AlarmKind
from db.model.enums import Sameness
from db.model.ids import StatementId
from db.model.times import When
from db.write.source_judgements import judge_same
from tests.support.alarm_factories import alarms_raised
from tests.support.factories import CaseFactory

CHANGED = AlarmKind.CHANGED_ACCOUNT


def on(day: str) -> When:
    return When(day, day, f"{day}T00:00:00Z", f"{day}T23:59:59Z")


def sentences(desk: CaseFactory) -> list[str]:
    return [alarm.sentence for alarm in alarms_raised(desk, CHANGED)]


def test_sides_in_order_of_time(desk: CaseFactory) -> None:
    claim, captain = desk.claim(), desk.source("the captain")
    desk.says(captain, denies=claim, report=desk.report(published=on("2020-12-18")))
    desk.says(captain, holds=claim, report=desk.report(published=on("2020-12-16")))
    (alarm,) = alarms_raised(desk, CHANGED)
    assert alarm.sentence == ("the captain changed account on C1: for in S2 (2020-12-16), against in S1 (2020-12-18).")
    assert (alarm.subject, alarm.claims, alarm.statements) == ("C1 W1", ("C1",), ("S1", "S2"))
    assert alarms_raised(desk, AlarmKind.SAME_HOUSE) == []


def test_unknown_order_is_said(desk: CaseFactory) -> None:
    claim, captain = desk.claim(), desk.source("the captain")
    desk.says(captain, holds=claim)
    desk.says(captain, denies=claim)
    assert sentences(desk) == [
        "the captain changed account on C1: for in S1 (day not recorded), against in S2 (day not recorded). "
        "Which came first is not established."
    ]


def test_withdrawal_is_named(desk: CaseFactory) -> None:
    claim, captain = desk.claim(), desk.source("the captain")
    first = desk.says(captain, holds=claim, report=desk.report(published=on("2020-12-16")))
    later = desk.says(captain, denies=claim, report=desk.report(published=on("2020-12-18")))
    desk.link(later, "retracts", first)
    assert "for in S1 (2020-12-16, withdrawn), against in S2 (2020-12-18)" in sentences(desk)[0]


def test_retraction_tells_the_order(desk: CaseFactory) -> None:
    claim, captain = desk.claim(), desk.source("the captain")
    first, later = desk.says(captain, holds=claim), desk.says(captain, denies=claim)
    desk.link(later, "retracts", first)
    assert sentences(desk) == [
        "the captain changed account on C1: for in S1 (day not recorded, withdrawn), against in S2 (day not recorded). "
        "S2 withdraws S1."
    ]


def test_sources_judged_the_same(desk: CaseFactory) -> None:
    claim, captain, khalaf = desk.claim(), desk.source("the captain"), desk.source("Khalaf")
    desk.says(captain, holds=claim)
    desk.says(khalaf, denies=claim)
    assert sentences(desk) == []
    judge_same(desk.writer, captain, khalaf, Sameness.SAME, "his rank and post")
    (alarm,) = alarms_raised(desk, CHANGED)
    assert ("same_sources", "W1 W2") in {(row.table, row.key) for row in alarm.rows}


def test_one_side_or_no_single_account(desk: CaseFactory) -> None:
    claim, captain, outlet = desk.claim(), desk.source("the captain"), desk.source(kind="outlet")
    said = desk.says(captain, holds=claim)
    desk.says(captain, holds=claim)
    desk.says(captain, denies=desk.claim())
    desk.says(outlet, relays=said, denies=claim)
    desk.says(outlet, relays=StatementId(said), holds=claim)
    residents = desk.source("residents", "collective", kind="group")
    desk.says(residents, holds=claim)
    desk.says(residents, denies=claim)
    assert sentences(desk) == []
