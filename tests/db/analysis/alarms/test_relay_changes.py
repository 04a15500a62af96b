"""What gets lost on the way: attribution, doubt, and the side a statement is on."""

from __future__ import annotations

import pytest

from db.analysis.alarms import AlarmKind
from tests.support.alarm_factories import passes_on, raised, says
from tests.support.factories import Desk

DROPPED, INFLATED, FLIPPED = (
    AlarmKind.ATTRIBUTION_DROPPED,
    AlarmKind.CERTAINTY_INFLATED,
    AlarmKind.POLARITY_FLIPPED,
)

# --- attribution dropped ---


def test_an_outlet_that_says_as_certain_what_it_only_has_from_others_drops_them(desk: Desk) -> None:
    claim = desk.claim()
    officer = says(desk, claim, source=desk.source("the officer"))
    line = says(desk, claim, source=desk.source("the outlet"), basis="not_recorded")
    passes_on(desk, line, officer)
    (alarm,) = raised(desk, DROPPED)
    assert alarm.sentence == (
        "the outlet (S2) says C1 as certain, in its own voice, and has it only from the officer (S1)."
    )
    assert (alarm.subject, alarm.statements) == ("S2", ("S1", "S2"))


@pytest.mark.parametrize(
    ("certainty", "voice", "basis"),
    [("uncommitted", "relayed", "relay"), ("certain", "relayed", "relay"), ("probable", "own", "not_recorded"),
     ("certain", "own", "eyewitness")],
)  # fmt: skip
def test_who_names_it_doubts_it_or_saw_it_drops_nobody(desk: Desk, certainty: str, voice: str, basis: str) -> None:
    claim = desk.claim()
    officer = says(desk, claim)
    passes_on(desk, says(desk, claim, certainty, voice=voice, basis=basis), officer)
    assert raised(desk, DROPPED) == []


def test_an_own_line_that_rests_on_nothing_on_record_drops_nobody(desk: Desk) -> None:
    says(desk, desk.claim(), basis="not_recorded")
    assert raised(desk, DROPPED) == []


def test_a_headline_over_the_same_outlets_own_report_drops_nobody(desk: Desk) -> None:
    claim, outlet = desk.claim(), desk.source()
    body = says(desk, claim, source=outlet, basis="eyewitness")
    passes_on(desk, says(desk, claim, source=outlet, basis="not_recorded"), body)
    assert raised(desk, DROPPED) == []


def test_an_officer_of_another_line_of_the_report_is_not_dropped(desk: Desk) -> None:
    shot, apologised = desk.claim(), desk.claim()
    officer = says(desk, apologised)
    line = says(desk, shot, basis="not_recorded")
    passes_on(desk, line, officer)
    assert raised(desk, DROPPED) == []


def test_whom_it_has_it_from_is_found_over_several_hands(desk: Desk) -> None:
    claim = desk.claim()
    hands = [says(desk, claim, source=desk.source("the officer"))]
    for _ in range(3):
        hands.append(says(desk, claim, "uncommitted", voice="relayed", basis="relay"))
        passes_on(desk, hands[-1], hands[-2])
    last = says(desk, claim, polarity=1, basis="relay")
    passes_on(desk, last, hands[-1])
    (alarm,) = raised(desk, DROPPED)
    assert "only from the officer (S1)" in alarm.sentence


# --- certainty inflated ---


@pytest.mark.parametrize(
    ("before", "after", "grows"),
    [("possible", "certain", True), ("uncommitted", "possible", True), ("certain", "certain", False),
     ("certain", "uncommitted", False), ("probable", "possible", False)],
)  # fmt: skip
def test_certainty_that_grows_on_a_relay_is_an_alarm(desk: Desk, before: str, after: str, grows: bool) -> None:
    claim = desk.claim()
    first = says(desk, claim, before, source=desk.source("the officer"))
    passes_on(desk, says(desk, claim, after, source=desk.source("the outlet"), voice="relayed"), first, "paraphrases")
    found = raised(desk, INFLATED)
    assert [alarm.subject for alarm in found] == (["S2 S1"] if grows else [])
    if grows:
        assert found[0].sentence == (
            f"the outlet (S2) paraphrases the officer (S1) and is more certain of C1: {before} becomes {after}."
        )


def test_certainty_of_another_claim_does_not_count(desk: Desk) -> None:
    first = says(desk, desk.claim(), "possible")
    passes_on(desk, says(desk, desk.claim(), "certain"), first)
    assert raised(desk, INFLATED) == []


def test_a_question_that_comes_out_as_a_fact_is_inflated_and_a_denial_is_flipped(desk: Desk) -> None:
    claim = desk.claim()
    asked, denied = says(desk, claim, "uncommitted", polarity=0), says(desk, claim, "possible", polarity=-1)
    for parent in (asked, denied):
        passes_on(desk, says(desk, claim, voice="relayed"), parent)
    assert [alarm.subject for alarm in raised(desk, INFLATED)] == ["S3 S1"]
    assert [alarm.subject for alarm in raised(desk, FLIPPED)] == ["S4 S2"]


# --- polarity flipped ---


def test_a_denial_translated_as_a_claim_stands_on_the_translating_relay(desk: Desk) -> None:
    claims = [desk.claim(), desk.claim()]
    ministry = says(desk, claims[0], source=desk.source("the ministry"), polarity=-1)
    article = says(desk, claims[0], "uncommitted", source=desk.source("the article"), voice="relayed", basis="relay")
    desk.stance(ministry, claims[1], 1)
    desk.stance(article, claims[1], -1)
    passes_on(desk, article, ministry, "translates")
    (alarm,) = raised(desk, FLIPPED)
    assert alarm.sentence == (
        "the article (S2) translates the ministry (S1) and turns it round: against C1 becomes for and for C2 becomes "
        "against."
    )
    assert alarm.rows[-1].table == "statements"
    assert [row.key for row in alarm.rows if row.table == "relays"] == ["S2 S1"]


@pytest.mark.parametrize(("before", "after"), [(1, 1), (-1, -1), (0, 1), (1, 0), (0, 0)])
def test_the_same_side_and_no_side_are_not_turned_round(desk: Desk, before: int, after: int) -> None:
    claim = desk.claim()
    first = says(desk, claim, polarity=before)
    passes_on(desk, says(desk, claim, polarity=after, voice="relayed"), first)
    assert raised(desk, FLIPPED) == []


def test_two_sides_without_a_relay_are_not_turned_round(desk: Desk) -> None:
    claim = desk.claim()
    says(desk, claim)
    says(desk, claim, polarity=-1)
    assert raised(desk, FLIPPED) == []
