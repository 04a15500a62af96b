"""Alarms for attribution, certainty and polarity lost along a relay."""

from __future__ import annotations

import pytest

from db.analysis.alarms import AlarmKind
from tests.support.alarm_factories import alarms_raised, relay, say
from tests.support.factories import CaseFactory

DROPPED, INFLATED, FLIPPED = (
    AlarmKind.ATTRIBUTION_DROPPED,
    AlarmKind.CERTAINTY_INFLATED,
    AlarmKind.POLARITY_FLIPPED,
)

# --- attribution dropped ---


def test_certain_drops_source(desk: CaseFactory) -> None:
    claim = desk.claim()
    officer = say(desk, claim, source=desk.source("the officer"))
    line = say(desk, claim, source=desk.source("the outlet"), basis="not_recorded")
    relay(desk, line, officer)
    (alarm,) = alarms_raised(desk, DROPPED)
    assert alarm.sentence == (
        "the outlet (S2) states C1 as certain in its own voice, but has it only from the officer (S1)."
    )
    assert (alarm.subject, alarm.statements) == ("S2", ("S1", "S2"))


@pytest.mark.parametrize(
    ("certainty", "voice", "basis"),
    [("uncommitted", "relayed", "relay"), ("certain", "relayed", "relay"), ("probable", "own", "not_recorded"),
     ("certain", "own", "eyewitness")],
)  # fmt: skip
def test_named_or_seen_drops_none(desk: CaseFactory, certainty: str, voice: str, basis: str) -> None:
    claim = desk.claim()
    officer = say(desk, claim)
    relay(desk, say(desk, claim, certainty, voice=voice, basis=basis), officer)
    assert alarms_raised(desk, DROPPED) == []


def test_unrelayed_drops_none(desk: CaseFactory) -> None:
    say(desk, desk.claim(), basis="not_recorded")
    assert alarms_raised(desk, DROPPED) == []


def test_headline_drops_none(desk: CaseFactory) -> None:
    claim, outlet = desk.claim(), desk.source()
    body = say(desk, claim, source=outlet, basis="eyewitness")
    relay(desk, say(desk, claim, source=outlet, basis="not_recorded"), body)
    assert alarms_raised(desk, DROPPED) == []


def test_other_line_drops_none(desk: CaseFactory) -> None:
    shot, apologised = desk.claim(), desk.claim()
    officer = say(desk, apologised)
    line = say(desk, shot, basis="not_recorded")
    relay(desk, line, officer)
    assert alarms_raised(desk, DROPPED) == []


def test_source_found_over_hops(desk: CaseFactory) -> None:
    claim = desk.claim()
    hands = [say(desk, claim, source=desk.source("the officer"))]
    for _ in range(3):
        hands.append(say(desk, claim, "uncommitted", voice="relayed", basis="relay"))
        relay(desk, hands[-1], hands[-2])
    last = say(desk, claim, polarity=1, basis="relay")
    relay(desk, last, hands[-1])
    (alarm,) = alarms_raised(desk, DROPPED)
    assert "only from the officer (S1)" in alarm.sentence


# --- certainty inflated ---


@pytest.mark.parametrize(
    ("before", "after", "grows"),
    [("possible", "certain", True), ("uncommitted", "possible", True), ("certain", "certain", False),
     ("certain", "uncommitted", False), ("probable", "possible", False)],
)  # fmt: skip
def test_inflated_on_relay(desk: CaseFactory, before: str, after: str, grows: bool) -> None:
    claim = desk.claim()
    first = say(desk, claim, before, source=desk.source("the officer"))
    relay(desk, say(desk, claim, after, source=desk.source("the outlet"), voice="relayed"), first, "paraphrases")
    found = alarms_raised(desk, INFLATED)
    assert [alarm.subject for alarm in found] == (["S2 S1"] if grows else [])
    if grows:
        assert found[0].sentence == (
            f"the outlet (S2) paraphrases the officer (S1) and is more certain of C1: {before} becomes {after}."
        )


def test_other_claim_ignored(desk: CaseFactory) -> None:
    first = say(desk, desk.claim(), "possible")
    relay(desk, say(desk, desk.claim(), "certain"), first)
    assert alarms_raised(desk, INFLATED) == []


def test_question_becomes_fact(desk: CaseFactory) -> None:
    claim = desk.claim()
    asked, denied = say(desk, claim, "uncommitted", polarity=0), say(desk, claim, "possible", polarity=-1)
    for parent in (asked, denied):
        relay(desk, say(desk, claim, voice="relayed"), parent)
    assert [alarm.subject for alarm in alarms_raised(desk, INFLATED)] == ["S3 S1"]
    assert [alarm.subject for alarm in alarms_raised(desk, FLIPPED)] == ["S4 S2"]


# --- polarity flipped ---


def test_flip_on_translation(desk: CaseFactory) -> None:
    claims = [desk.claim(), desk.claim()]
    ministry = say(desk, claims[0], source=desk.source("the ministry"), polarity=-1)
    article = say(desk, claims[0], "uncommitted", source=desk.source("the article"), voice="relayed", basis="relay")
    desk.stance(ministry, claims[1], 1)
    desk.stance(article, claims[1], -1)
    relay(desk, article, ministry, "translates")
    (alarm,) = alarms_raised(desk, FLIPPED)
    assert alarm.sentence == (
        "the article (S2) translates the ministry (S1) but reverses it: against C1 becomes for and for C2 becomes "
        "against."
    )
    assert alarm.rows[-1].table == "statements"
    assert [row.key for row in alarm.rows if row.table == "relays"] == ["S2 S1"]


@pytest.mark.parametrize(("before", "after"), [(1, 1), (-1, -1), (0, 1), (1, 0), (0, 0)])
def test_same_side_no_flip(desk: CaseFactory, before: int, after: int) -> None:
    claim = desk.claim()
    first = say(desk, claim, polarity=before)
    relay(desk, say(desk, claim, polarity=after, voice="relayed"), first)
    assert alarms_raised(desk, FLIPPED) == []


def test_unrelayed_no_flip(desk: CaseFactory) -> None:
    claim = desk.claim()
    say(desk, claim)
    say(desk, claim, polarity=-1)
    assert alarms_raised(desk, FLIPPED) == []
