"""What is not there: an origin, a voice, an original."""

from __future__ import annotations

import pytest

from db.analysis.alarms import AlarmKind
from db.model.enums import PartyRole, Sameness
from db.write.claims import add_party
from db.write.source_judgements import judge_same
from tests.support.alarm_factories import affiliate, alarms_raised
from tests.support.factories import CaseFactory

UNRECORDED, VOICE, SECOND_HAND = (
    AlarmKind.ORIGIN_NOT_RECORDED,
    AlarmKind.MISSING_VOICE,
    AlarmKind.SECOND_HAND_ONLY,
)

# --- origin not recorded ---


def test_a_claim_that_nobody_is_named_for_has_no_recorded_origin(desk: CaseFactory) -> None:
    claim = desk.claim()
    desk.says(desk.source("the article"), holds=claim, basis="not_recorded")
    (alarm,) = alarms_raised(desk, UNRECORDED)
    assert alarm.sentence == (
        "No origin is recorded for C1: the article (S1) says it and nobody is named who would know."
    )
    assert (alarm.subject, alarm.claims, alarm.statements) == ("C1 for", ("C1",), ("S1",))


@pytest.mark.parametrize("naming", ["named", "role", "anonymous", "collective"])
def test_a_claim_with_one_recorded_origin_raises_none_whatever_else_is_said(desk: CaseFactory, naming: str) -> None:
    claim = desk.claim()
    desk.says(holds=claim, basis="not_recorded")
    desk.says(desk.source(naming=naming), holds=claim)
    assert alarms_raised(desk, UNRECORDED) == []


def test_a_denial_without_a_source_is_told_by_its_side(desk: CaseFactory) -> None:
    claim = desk.claim()
    desk.says(holds=claim)
    media = desk.source("media", "unattributed")
    for _ in range(2):
        desk.says(media, denies=claim)
    (alarm,) = alarms_raised(desk, UNRECORDED)
    assert alarm.sentence == (
        "No origin is recorded against C1: media (S2 and S3) denies it and nobody is named who would know."
    )
    assert alarm.subject == "C1 against"


def test_what_nobody_says_and_what_is_beside_the_incident_has_no_origin_to_record(desk: CaseFactory) -> None:
    desk.claim()
    desk.says(holds=desk.claim(background=True), basis="not_recorded")
    assert alarms_raised(desk, UNRECORDED) == []


# --- missing voice ---


def party(desk: CaseFactory, role: str = "accused", name: str = "the embassy") -> int:
    source = desk.source(name)
    add_party(desk.writer, desk.claim(), source, PartyRole(role))
    return source


def test_whom_a_claim_accuses_or_credits_and_nobody_heard_is_a_missing_voice(desk: CaseFactory) -> None:
    source = desk.source("the embassy")
    for role in ("accused", "credited", "accused"):
        add_party(desk.writer, desk.claim(), source, PartyRole(role))
    (alarm,) = alarms_raised(desk, VOICE)
    assert alarm.sentence == (
        "the embassy (W1) is credited in C2 and accused in C1 and C3, and no statement of its own is on record."
    )
    assert (alarm.subject, alarm.claims) == ("W1", ("C1", "C2", "C3"))


def test_who_spoke_or_declined_is_not_missing_and_who_was_only_relaying_is(desk: CaseFactory) -> None:
    source = party(desk)
    desk.says(source, voice="relayed")  # type: ignore[arg-type]
    assert len(alarms_raised(desk, VOICE)) == 1
    desk.says(source)  # type: ignore[arg-type]
    assert alarms_raised(desk, VOICE) == []


@pytest.mark.parametrize("role", ["affected", "quoted"])
def test_who_is_only_affected_or_quoted_is_not_missing(desk: CaseFactory, role: str) -> None:
    party(desk, role)
    assert alarms_raised(desk, VOICE) == []


def test_what_a_source_said_in_another_case_is_not_heard_here(desk: CaseFactory) -> None:
    source = party(desk)
    desk.says(source, case=desk.open_case("another"))  # type: ignore[arg-type]
    assert len(alarms_raised(desk, VOICE)) == 1


def test_a_spokesman_is_heard_for_those_he_speaks_for_and_a_member_is_not(desk: CaseFactory) -> None:
    source = party(desk)
    member, spokesman = desk.source(), desk.source()
    affiliate(desk, member, source, "member_of")  # type: ignore[arg-type]
    affiliate(desk, spokesman, source, "speaks_for")  # type: ignore[arg-type]
    desk.says(member)
    assert len(alarms_raised(desk, VOICE)) == 1
    desk.says(spokesman)
    assert alarms_raised(desk, VOICE) == []


def test_who_spoke_under_another_name_is_heard_once_a_person_judges_them_one(desk: CaseFactory) -> None:
    source, alias = party(desk), desk.source()
    desk.says(alias)
    assert len(alarms_raised(desk, VOICE)) == 1
    judge_same(desk.writer, source, alias, Sameness.SAME, "its press office")  # type: ignore[arg-type]
    assert alarms_raised(desk, VOICE) == []


# --- second hand only ---


def test_a_claim_known_only_from_a_cited_report_is_second_hand(desk: CaseFactory) -> None:
    claim = desk.claim()
    article = desk.report(desk.source("the article"))
    agency = desk.source("the agency")
    cited = desk.report(agency, via=article)
    officer = desk.says(holds=claim)
    line = desk.says(agency, holds=claim, report=cited, relays=officer)
    desk.says(holds=claim, report=article, relays=line)
    (alarm,) = alarms_raised(desk, SECOND_HAND)
    assert alarm.sentence == (
        "the agency (R2) is known only through the article (R1), and nothing nearer stands for C1: get the original."
    )
    assert (alarm.subject, alarm.statements) == ("R2", ("S2",))


def test_a_report_in_hand_with_the_officers_words_is_nearer(desk: CaseFactory) -> None:
    claim = desk.claim()
    article = desk.report()
    officer = desk.says(holds=claim)
    desk.says(holds=claim, report=desk.report(via=article), relays=officer)
    assert len(alarms_raised(desk, SECOND_HAND)) == 1
    desk.says(holds=claim, report=desk.report(), relays=officer)
    assert alarms_raised(desk, SECOND_HAND) == []


def test_what_was_told_to_the_desk_itself_is_nearer(desk: CaseFactory) -> None:
    claim = desk.claim()
    desk.says(holds=claim, report=desk.report(via=desk.report()))
    assert len(alarms_raised(desk, SECOND_HAND)) == 1
    desk.says(holds=claim)
    assert alarms_raised(desk, SECOND_HAND) == []


def test_unnamed_media_reports_are_no_nearer(desk: CaseFactory) -> None:
    claim = desk.claim()
    article = desk.report()
    desk.says(holds=claim, report=desk.report(via=article))
    media = desk.says(desk.source(naming="unattributed"), holds=claim)
    desk.says(holds=claim, report=article, relays=media)
    assert len(alarms_raised(desk, SECOND_HAND)) == 1


def test_each_side_is_second_hand_on_its_own(desk: CaseFactory) -> None:
    claim = desk.claim()
    article = desk.report()
    desk.says(holds=claim, report=article)
    desk.says(denies=claim, report=desk.report(via=article))
    (alarm,) = alarms_raised(desk, SECOND_HAND)
    assert "nothing nearer stands against C1" in alarm.sentence


def test_a_report_known_through_a_chain_of_five_others_is_told_with_the_next(desk: CaseFactory) -> None:
    claim = desk.claim()
    reports, said = [desk.report()], []
    for _ in range(5):
        reports.append(desk.report(via=reports[-1]))
    for report in reversed(reports):
        said.append(desk.says(holds=claim, report=report, relays=said[-1] if said else None))
    (alarm,) = alarms_raised(desk, SECOND_HAND)
    assert (alarm.subject, alarm.statements) == ("R6", ("S1",))
    assert "(R5)" in alarm.sentence


def test_reports_that_are_known_through_each_other_end(desk: CaseFactory) -> None:
    claim = desk.claim()
    one = desk.report()
    other = desk.report(via=one)
    desk.writer.rows("UPDATE reports SET known_via = ?, holding = 'cited' WHERE id = ?", other, one)
    first = desk.says(holds=claim, report=one)
    desk.says(holds=claim, report=other, relays=first)
    assert [alarm.subject for alarm in alarms_raised(desk, SECOND_HAND)] == ["R1"]
