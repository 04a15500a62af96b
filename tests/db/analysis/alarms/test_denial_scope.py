"""The denial scope alarm: the claims that a denial leaves standing, and denials of what nobody claims."""

from __future__ import annotations

from db.analysis.alarms import AlarmKind
from db.analysis.alarms.denial_scope import ScopeMark, scope
from db.model.ids import CaseId, StatementId
from db.queries.denials import denial
from db.store.reader import Reader
from tests.support.alarm_factories import alarms_raised
from tests.support.factories import CaseFactory

SCOPE = AlarmKind.DENIAL_SCOPE


def matrix(record: Reader, statement: StatementId) -> dict[str, ScopeMark]:
    return {line.claim.key: line.mark for line in scope(record, statement)}


def test_shipped_denial_matrix(record: Reader) -> None:
    found = matrix(record, denial(record, CaseId(1), "S5").statement)
    assert found == {
        "C1": ScopeMark.DENIED, "C1a": ScopeMark.SILENT, "C1b": ScopeMark.SILENT, "C1c": ScopeMark.SILENT,
        "C1d": ScopeMark.DENIED, "C1e": ScopeMark.SILENT, "C2": ScopeMark.SILENT, "C3": ScopeMark.SILENT,
    }  # fmt: skip
    assert list(found) == sorted(found)


def test_standing_claims_listed(desk: CaseFactory) -> None:
    shot, apologised = desk.claim(), desk.claim()
    for each in (shot, apologised):
        desk.says(holds=each)
    desk.says(desk.source("the command"), denies=shot)
    (alarm,) = alarms_raised(desk, SCOPE)
    assert alarm.sentence == "the command (S3) denies C1, and is silent on C2."
    assert (alarm.subject, alarm.claims) == ("S3", ("C1", "C2"))


def test_full_denial_is_silent(desk: CaseFactory) -> None:
    shot = desk.claim()
    desk.says(holds=shot)
    desk.says(holds=desk.claim(background=True))
    desk.claim("nobody says it")
    denying = desk.says(denies=shot)
    assert alarms_raised(desk, SCOPE) == []
    assert matrix(desk.writer, denying) == {"C1": ScopeMark.DENIED}


def test_denies_unclaimed(desk: CaseFactory) -> None:
    denying = desk.says(desk.source("the command"), denies=desk.claim())
    (alarm,) = alarms_raised(desk, SCOPE)
    assert alarm.sentence == "the command (S1) denies C1; nobody claims C1."
    assert matrix(desk.writer, denying) == {"C1": ScopeMark.NOBODY_CLAIMS}


def test_affirmed_not_passed_over(desk: CaseFactory) -> None:
    denied, affirmed, neither = (desk.claim() for _ in range(3))
    for each in (denied, affirmed, neither):
        desk.says(holds=each)
    denying = desk.says(denies=denied)
    desk.stance(denying, affirmed)
    desk.stance(denying, neither, 0)
    assert matrix(desk.writer, denying) == {"C1": ScopeMark.DENIED}


def test_relaying_report_is_silent(desk: CaseFactory) -> None:
    shot = desk.claim()
    desk.says(holds=shot)
    desk.says(holds=desk.claim())
    denying = desk.says(denies=shot, report=desk.report())
    desk.stance(desk.says(report=desk.report(), relays=denying), shot, -1)
    assert [alarm.subject for alarm in alarms_raised(desk, SCOPE)] == ["S3"]


def test_many_standing_counted(desk: CaseFactory) -> None:
    denied, *others = (desk.claim() for _ in range(31))
    for each in (denied, *others):
        desk.says(holds=each)
    desk.says(denies=denied)
    (alarm,) = alarms_raised(desk, SCOPE)
    assert alarm.sentence.endswith("is silent on C2, C3, C4, C5, C6, C7, C8, C9 and 22 more.")
    assert len(alarm.claims) == 31


def test_gone_or_not_a_denial(record: Reader) -> None:
    assert scope(record, StatementId(999)) == []
    denied = [line for line in scope(record, StatementId(1)) if line.mark is not ScopeMark.SILENT]
    assert denied == []
