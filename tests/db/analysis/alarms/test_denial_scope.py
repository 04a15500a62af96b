"""The denial scope alarm: the claims that a denial leaves standing, and denials of what nobody claims."""

from __future__ import annotations

from db.analysis.alarms import AlarmKind
from db.analysis.alarms.denial_scope import ScopeMark, scope
from db.model.enums import Sameness
from db.model.ids import CaseId, StatementId
from db.queries.denials import denial, silent_denials, silent_sql
from db.store.reader import Reader
from db.write.source_judgements import judge_same
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
    report = desk.report()
    for each in (shot, apologised):
        desk.says(holds=each, report=report)
    desk.says(desk.source("the command"), denies=shot)
    (alarm,) = alarms_raised(desk, SCOPE)
    assert alarm.sentence == "the command (S3) denies C1, but is silent on C2."
    assert (alarm.subject, alarm.claims) == ("S3", ("C1", "C2"))


def test_full_denial_is_silent(desk: CaseFactory) -> None:
    shot, report = desk.claim(), desk.report()
    desk.says(holds=shot, report=report)
    desk.says(holds=desk.claim(background=True), report=report)
    desk.claim("nobody says it")
    denying = desk.says(denies=shot)
    assert alarms_raised(desk, SCOPE) == []
    assert matrix(desk.writer, denying) == {"C1": ScopeMark.DENIED}


def test_unrelated_claims_are_no_silence(desk: CaseFactory) -> None:
    shot, other = desk.claim(), desk.claim()
    for each in (shot, other):
        desk.says(holds=each, report=desk.report())
    desk.says(denies=shot)
    assert alarms_raised(desk, SCOPE) == []


def test_family_of_the_denied_claim(desk: CaseFactory) -> None:
    whole = desk.claim()
    denied, sibling = desk.claim(part_of=whole), desk.claim(part_of=whole)
    below, cousin = desk.claim(part_of=denied), desk.claim(part_of=sibling)
    for each in (whole, denied, sibling, below, cousin, desk.claim()):
        desk.says(holds=each)
    found = matrix(desk.writer, desk.says(denies=denied))
    assert [key for key, mark in found.items() if mark is ScopeMark.SILENT] == ["C1", "C1b", "C1aa", "C1ba"]


def test_what_it_says_elsewhere_is_named(desk: CaseFactory) -> None:
    shot, apologised, by_mistake = (desk.claim() for _ in range(3))
    command, spokesman, report = desk.source("the command"), desk.source("its spokesman"), desk.report()
    for each in (shot, apologised, by_mistake):
        desk.says(holds=each, report=report)
    denying = desk.says(command, denies=shot)
    desk.says(command, holds=apologised)
    desk.says(spokesman, denies=by_mistake)
    (alarm,) = [each for each in alarms_raised(desk, SCOPE) if each.subject == "S4"]
    assert alarm.sentence == (
        "the command (S4) denies C1, but is silent on C3; in other statements it mentions C2 (for, in S5)."
    )
    judge_same(desk.writer, command, spokesman, Sameness.SAME, "he speaks for it")
    assert denial(desk.writer, desk.case, "S4").silent_on == ()
    assert [each.words for each in denial(desk.writer, desk.case, "S4").elsewhere] == [
        "C2 (for, in S5)",
        "C3 (against, in S6)",
    ]
    assert silent_denials(desk.writer, apologised, most=9) == []
    assert denying


def test_silent_denials_of_a_claim(desk: CaseFactory) -> None:
    shot, apologised, report = desk.claim(), desk.claim(), desk.report()
    for each in (shot, apologised):
        desk.says(holds=each, report=report)
    denying = desk.says(denies=shot)
    assert silent_denials(desk.writer, apologised, most=9) == [denying]
    assert silent_denials(desk.writer, shot, most=9) == []


def test_rows_without_words_raise_none(desk: CaseFactory) -> None:
    shot, report = desk.claim(), desk.report()
    for each in (shot, desk.claim()):
        desk.says(holds=each, report=report)
    desk.says(denies=shot, basis="not_recorded")
    assert alarms_raised(desk, SCOPE) == []
    desk.says(denies=shot, basis="not_recorded", report=desk.report(), words="no such thing")
    assert [alarm.subject for alarm in alarms_raised(desk, SCOPE)] == ["S4"]


def test_people_deny(desk: CaseFactory) -> None:
    desk.says(desk.source("Three officials", "collective", kind="group"), denies=desk.claim())
    (alarm,) = alarms_raised(desk, SCOPE)
    assert alarm.sentence == "Three officials (S1) deny C1; nobody claims C1."


def test_view_has_the_same_rule(record: Reader) -> None:
    rule = silent_sql("c.key", "d.id", "d.source")
    (view,) = record.column("SELECT sql FROM sqlite_schema WHERE name = 'denials'")
    assert " ".join(rule.split()) in " ".join(view.split())


def test_denies_unclaimed(desk: CaseFactory) -> None:
    denying = desk.says(desk.source("the command"), denies=desk.claim())
    (alarm,) = alarms_raised(desk, SCOPE)
    assert alarm.sentence == "the command (S1) denies C1; nobody claims C1."
    assert matrix(desk.writer, denying) == {"C1": ScopeMark.NOBODY_CLAIMS}


def test_affirmed_not_passed_over(desk: CaseFactory) -> None:
    denied, affirmed, neither = (desk.claim() for _ in range(3))
    report = desk.report()
    for each in (denied, affirmed, neither):
        desk.says(holds=each, report=report)
    denying = desk.says(denies=denied)
    desk.stance(denying, affirmed)
    desk.stance(denying, neither, 0)
    assert matrix(desk.writer, denying) == {"C1": ScopeMark.DENIED}


def test_relaying_report_is_silent(desk: CaseFactory) -> None:
    shot, report = desk.claim(), desk.report()
    desk.says(holds=shot, report=report)
    desk.says(holds=desk.claim(), report=report)
    denying = desk.says(denies=shot, report=desk.report())
    desk.stance(desk.says(report=desk.report(), relays=denying), shot, -1)
    assert [alarm.subject for alarm in alarms_raised(desk, SCOPE)] == ["S3"]


def test_many_standing_counted(desk: CaseFactory) -> None:
    denied, *others = (desk.claim() for _ in range(31))
    report = desk.report()
    for each in (denied, *others):
        desk.says(holds=each, report=report)
    desk.says(denies=denied)
    (alarm,) = alarms_raised(desk, SCOPE)
    assert alarm.sentence.endswith("is silent on C2, C3, C4, C5, C6, C7, C8, C9 and 22 more.")
    assert len(alarm.claims) == 31


def test_gone_or_not_a_denial(record: Reader) -> None:
    assert scope(record, StatementId(999)) == []
    denied = [line for line in scope(record, StatementId(1)) if line.mark is not ScopeMark.SILENT]
    assert denied == []
