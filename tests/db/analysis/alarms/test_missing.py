"""Alarms for a missing origin, a missing voice and a missing original."""

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


def test_unnamed_no_origin(desk: CaseFactory) -> None:
    claim = desk.claim()
    desk.says(desk.source("the article"), holds=claim, basis="not_recorded")
    (alarm,) = alarms_raised(desk, UNRECORDED)
    assert alarm.sentence == ("No origin is recorded for C1: the article (S1) says it, but no source is named.")
    assert (alarm.subject, alarm.claims, alarm.statements) == ("C1 for", ("C1",), ("S1",))


@pytest.mark.parametrize("naming", ["named", "role", "anonymous", "collective"])
def test_one_origin_is_enough(desk: CaseFactory, naming: str) -> None:
    claim = desk.claim()
    desk.says(holds=claim, basis="not_recorded")
    desk.says(desk.source(naming=naming), holds=claim)
    assert alarms_raised(desk, UNRECORDED) == []


def test_denial_told_by_side(desk: CaseFactory) -> None:
    claim = desk.claim()
    desk.says(holds=claim)
    media = desk.source("media", "unattributed")
    for _ in range(2):
        desk.says(media, denies=claim)
    (alarm,) = alarms_raised(desk, UNRECORDED)
    assert alarm.sentence == ("No origin is recorded against C1: media (S2 and S3) denies it, but no source is named.")
    assert alarm.subject == "C1 against"


def test_unsaid_needs_no_origin(desk: CaseFactory) -> None:
    desk.claim()
    desk.says(holds=desk.claim(background=True), basis="not_recorded")
    assert alarms_raised(desk, UNRECORDED) == []


# --- missing voice ---


def party(desk: CaseFactory, role: str = "accused", name: str = "the embassy") -> int:
    source = desk.source(name)
    add_party(desk.writer, desk.claim(), source, PartyRole(role))
    return source


def test_party_never_heard(desk: CaseFactory) -> None:
    source = desk.source("the embassy")
    for role in ("accused", "credited", "accused"):
        add_party(desk.writer, desk.claim(), source, PartyRole(role))
    (alarm,) = alarms_raised(desk, VOICE)
    assert alarm.sentence == (
        "the embassy (W1) is credited in C2 and accused in C1 and C3, but no statement of its own is on record."
    )
    assert (alarm.subject, alarm.claims) == ("W1", ("C1", "C2", "C3"))


def test_declining_is_a_voice(desk: CaseFactory) -> None:
    source = party(desk)
    desk.says(source, voice="relayed")  # type: ignore[arg-type]
    assert len(alarms_raised(desk, VOICE)) == 1
    desk.says(source)  # type: ignore[arg-type]
    assert alarms_raised(desk, VOICE) == []


@pytest.mark.parametrize("role", ["affected", "quoted"])
def test_affected_not_missing(desk: CaseFactory, role: str) -> None:
    party(desk, role)
    assert alarms_raised(desk, VOICE) == []


def test_other_case_not_heard(desk: CaseFactory) -> None:
    source = party(desk)
    desk.says(source, case=desk.open_case("another"))  # type: ignore[arg-type]
    assert len(alarms_raised(desk, VOICE)) == 1


def test_spokesman_is_heard(desk: CaseFactory) -> None:
    source = party(desk)
    member, spokesman = desk.source(), desk.source()
    affiliate(desk, member, source, "member_of")  # type: ignore[arg-type]
    affiliate(desk, spokesman, source, "speaks_for")  # type: ignore[arg-type]
    desk.says(member)
    assert len(alarms_raised(desk, VOICE)) == 1
    desk.says(spokesman)
    assert alarms_raised(desk, VOICE) == []


def test_judged_same_is_heard(desk: CaseFactory) -> None:
    source, alias = party(desk), desk.source()
    desk.says(alias)
    assert len(alarms_raised(desk, VOICE)) == 1
    judge_same(desk.writer, source, alias, Sameness.SAME, "its press office")  # type: ignore[arg-type]
    assert alarms_raised(desk, VOICE) == []


# --- second hand only ---


def test_cited_is_second_hand(desk: CaseFactory) -> None:
    claim = desk.claim()
    article = desk.report(desk.source("the article"))
    agency = desk.source("the agency")
    cited = desk.report(agency, via=article)
    officer = desk.says(holds=claim)
    line = desk.says(agency, holds=claim, report=cited, relays=officer)
    desk.says(holds=claim, report=article, relays=line)
    (alarm,) = alarms_raised(desk, SECOND_HAND)
    assert alarm.sentence == (
        "the agency (R2) is seen only in the article (R1), with no closer source for C1: get the original."
    )
    assert (alarm.subject, alarm.statements) == ("R2", ("S2",))


def test_held_report_is_nearer(desk: CaseFactory) -> None:
    claim = desk.claim()
    article = desk.report()
    officer = desk.says(holds=claim)
    desk.says(holds=claim, report=desk.report(via=article), relays=officer)
    assert len(alarms_raised(desk, SECOND_HAND)) == 1
    desk.says(holds=claim, report=desk.report(), relays=officer)
    assert alarms_raised(desk, SECOND_HAND) == []


def test_told_to_desk_is_nearer(desk: CaseFactory) -> None:
    claim = desk.claim()
    desk.says(holds=claim, report=desk.report(via=desk.report()))
    assert len(alarms_raised(desk, SECOND_HAND)) == 1
    desk.says(holds=claim)
    assert alarms_raised(desk, SECOND_HAND) == []


def test_media_reports_no_nearer(desk: CaseFactory) -> None:
    claim = desk.claim()
    article = desk.report()
    desk.says(holds=claim, report=desk.report(via=article))
    media = desk.says(desk.source(naming="unattributed"), holds=claim)
    desk.says(holds=claim, report=article, relays=media)
    assert len(alarms_raised(desk, SECOND_HAND)) == 1


def test_each_side_on_its_own(desk: CaseFactory) -> None:
    claim = desk.claim()
    article = desk.report()
    desk.says(holds=claim, report=article)
    desk.says(denies=claim, report=desk.report(via=article))
    (alarm,) = alarms_raised(desk, SECOND_HAND)
    assert "no closer source against C1" in alarm.sentence


def test_long_via_chain_names_next(desk: CaseFactory) -> None:
    claim = desk.claim()
    reports, said = [desk.report()], []
    for _ in range(5):
        reports.append(desk.report(via=reports[-1]))
    for report in reversed(reports):
        said.append(desk.says(holds=claim, report=report, relays=said[-1] if said else None))
    (alarm,) = alarms_raised(desk, SECOND_HAND)
    assert (alarm.subject, alarm.statements) == ("R6", ("S1",))
    assert "(R5)" in alarm.sentence


def test_mutual_via_ends(desk: CaseFactory) -> None:
    claim = desk.claim()
    one = desk.report()
    other = desk.report(via=one)
    desk.writer.rows("UPDATE reports SET known_via = ?, holding = 'cited' WHERE id = ?", other, one)
    first = desk.says(holds=claim, report=one)
    desk.says(holds=claim, report=other, relays=first)
    assert [alarm.subject for alarm in alarms_raised(desk, SECOND_HAND)] == ["R1"]
