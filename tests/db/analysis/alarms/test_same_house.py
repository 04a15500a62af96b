"""The same house alarm: own voices for and against under one organisation."""

from __future__ import annotations

from db.analysis.alarms import AlarmKind
from db.model.enums import Sameness
from db.model.fields import SOURCE
from db.model.ids import ClaimId, SourceId
from db.write.edit import edit
from db.write.source_judgements import judge_same
from tests.support.alarm_factories import affiliate, alarms_raised
from tests.support.factories import CaseFactory

SAME_HOUSE = AlarmKind.SAME_HOUSE


def two_sides(desk: CaseFactory, one: SourceId, other: SourceId) -> ClaimId:
    claim = desk.claim()
    desk.says(one, holds=claim)
    desk.says(other, denies=claim)
    return claim


def test_ministry_and_command(desk: CaseFactory) -> None:
    ministry, command = desk.source("the ministry"), desk.source("the command")
    affiliate(desk, command, ministry)
    two_sides(desk, ministry, command)
    (alarm,) = alarms_raised(desk, SAME_HOUSE)
    assert alarm.sentence == (
        "the ministry (S1) says C1 and the command (S2) denies it: "
        "both speak in their own voice for one organisation, the ministry (W1)."
    )
    assert (alarm.subject, alarm.claims) == ("C1 W1", ("C1",))
    assert {(row.table, row.key) for row in alarm.rows} == {
        ("affiliations", "W2 W1"), ("claims", "C1"), ("sources", "W1"), ("sources", "W2"),
        ("statements", "S1"), ("statements", "S2"), ("stances", "S1 C1"), ("stances", "S2 C1"),
    }  # fmt: skip


def test_state_joins_no_house(desk: CaseFactory) -> None:
    state, one, other = desk.source("a state"), desk.source(), desk.source()
    edit(desk.writer, SOURCE, state, boundary=True)
    affiliate(desk, one, state)
    affiliate(desk, other, state)
    two_sides(desk, one, other)
    assert alarms_raised(desk, SAME_HOUSE) == []
    edit(desk.writer, SOURCE, state, boundary=False)
    assert len(alarms_raised(desk, SAME_HOUSE)) == 1


def test_state_against_ministry(desk: CaseFactory) -> None:
    state, ministry = desk.source("a state"), desk.source()
    edit(desk.writer, SOURCE, state, boundary=True)
    affiliate(desk, ministry, state)
    two_sides(desk, state, ministry)
    assert alarms_raised(desk, SAME_HOUSE) == []


def test_quoting_both_is_no_house(desk: CaseFactory) -> None:
    claim, outlet = desk.claim(), desk.source(kind="outlet")
    report = desk.report(outlet)
    one, other = desk.says(holds=claim), desk.says(denies=claim)
    desk.says(outlet, holds=claim, report=report, relays=one)
    desk.stance(desk.says(outlet, report=report, relays=other), claim, -1)
    assert alarms_raised(desk, SAME_HOUSE) == []


def test_both_sides_one_source(desk: CaseFactory) -> None:
    source = desk.source("the mayor")
    two_sides(desk, source, source)
    assert alarms_raised(desk, SAME_HOUSE) == [], "it is a changed account"


def test_two_claims_no_conflict(desk: CaseFactory) -> None:
    ministry, command = desk.source(), desk.source()
    affiliate(desk, command, ministry)
    desk.says(ministry, holds=desk.claim())
    desk.says(command, denies=desk.claim())
    assert alarms_raised(desk, SAME_HOUSE) == []


def test_widest_house_told_once(desk: CaseFactory) -> None:
    top, ministry, unit, other = (desk.source(name) for name in ("top", "ministry", "unit", "other unit"))
    for member, org in ((ministry, top), (unit, ministry), (other, ministry)):
        affiliate(desk, member, org)
    claim = two_sides(desk, unit, other)
    (alarm,) = alarms_raised(desk, SAME_HOUSE)
    assert alarm.subject == "C1 W2"
    assert "W2 W1" not in {row.key for row in alarm.rows}
    desk.says(top, holds=claim)
    (alarm,) = alarms_raised(desk, SAME_HOUSE)
    assert (alarm.subject, alarm.statements) == ("C1 W1", ("S1", "S2", "S3"))


def test_affiliation_loop_ends(desk: CaseFactory) -> None:
    loop = [desk.source() for _ in range(3)]
    for at, each in enumerate(loop):
        affiliate(desk, each, loop[at - 1])
    two_sides(desk, loop[0], loop[1])
    (alarm,) = alarms_raised(desk, SAME_HOUSE)
    assert alarm.claims == ("C1",)


def test_judged_same_is_one(desk: CaseFactory) -> None:
    one, other = desk.source(), desk.source()
    two_sides(desk, one, other)
    assert alarms_raised(desk, SAME_HOUSE) == []
    judge_same(desk.writer, one, other, Sameness.SAME, "an old name")
    assert alarms_raised(desk, SAME_HOUSE) == [], "it is a changed account"
    assert len(alarms_raised(desk, AlarmKind.CHANGED_ACCOUNT)) == 1
