"""The look-alike sources alarm: near names that count as two origins of one claim."""

from __future__ import annotations

import pytest

from db.analysis.alarms import AlarmKind
from db.model.enums import Sameness
from db.write.source_judgements import judge_same
from tests.support.alarm_factories import alarms_raised
from tests.support.factories import CaseFactory

LOOK_ALIKE = AlarmKind.LOOK_ALIKE_SOURCES


def said_by(desk: CaseFactory, one: str, other: str, **kinds: str) -> None:
    claim = desk.claim()
    desk.says(desk.source(one, **kinds), holds=claim)
    desk.says(desk.source(other, **kinds), holds=claim)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Steve Whitmore", "Mr Whitmore", "person"),
        ("S. Whitmore", "Steve Whitmore", "person"),
        ("Ahmed Khalaf", "Ahmad Khalaf", "person"),
        ("Mustafa al-Kadhimi", "Mustafa Al Kadimi", "person"),
        ("Дмитрий Песков", "Дмитрия Пескова", "person"),
        ("Stephen Whitmore", "Steve Whitmore", "person"),
        ("Bill Harper", "William Harper", "person"),
        ("Mohammed Ali", "Muhammad Ali", "person"),
        ("Mohamed Salih", "Muhammad Saleh", "person"),
        ("Rasha Karim", "Rasha Kareem", "person"),
        ("Khalaf Ahmed", "Ahmed Khalaf", "person"),
        ("Interior Ministry", "Ministry of Interior", "body"),
        ("Ministry of the Interior", "Interior Ministry", "body"),
        ("Basra Police Department", "Police Department of Basra", "body"),
        ("the US embassy", "US embassy in Baghdad", "body"),
        ("Ministry of Defence", "Ministry of Defense", "body"),
        ("the official Iraqi News Agency (INA)", "INA", "outlet"),
    ],
)
def test_near_names_raise_it(desk: CaseFactory, one: str, other: str, kind: str) -> None:
    said_by(desk, one, other, kind=kind)
    (alarm,) = alarms_raised(desk, LOOK_ALIKE)
    assert (alarm.subject, alarm.claims) == ("W1 W2", ("C1",))
    assert alarm.sentence == (
        f"{one} W1 (S1) and {other} W2 (S2) count as two origins of C1, have similar names, "
        "and nobody has decided whether they are the same."
    )
    assert {(row.table, row.key) for row in alarm.rows} == {
        ("claims", "C1"), ("sources", "W1"), ("sources", "W2"), ("statements", "S1"), ("statements", "S2"),
        ("stances", "S1 C1"), ("stances", "S2 C1"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("John Smith", "Jane Smith", "person"),
        ("Mr Whitmore", "Mrs Whitmore", "person"),
        ("Steve Whitmore", "Simon Whitmore", "person"),
        ("Ahmed Karim", "Ali Karim", "person"),
        ("Rasha Karim", "Rashid Karim", "person"),
        ("Hassan Ali", "Hussein Omar", "person"),
        ("Bill Harper", "William Hooper", "person"),
        ("Interior Ministry", "Ministry of Health", "body"),
        ("Ministry of Defence", "Ministry of Health", "body"),
        ("US embassy in Baghdad", "Turkish embassy in Baghdad", "body"),
        ("1st Brigade", "2nd Brigade", "body"),
    ],
)
def test_other_names_do_not(desk: CaseFactory, one: str, other: str, kind: str) -> None:
    said_by(desk, one, other, kind=kind)
    assert alarms_raised(desk, LOOK_ALIKE) == []


@pytest.mark.parametrize("judgement", Sameness)
def test_any_judgement_ends_it(desk: CaseFactory, judgement: Sameness) -> None:
    said_by(desk, "Steve Whitmore", "Whitmore", kind="person")
    one, other = desk.writer.column("SELECT id FROM sources ORDER BY id")
    judge_same(desk.writer, one, other, judgement, "asked him")
    assert alarms_raised(desk, LOOK_ALIKE) == []


def test_unnamed_and_other_claims_do_not(desk: CaseFactory) -> None:
    said_by(desk, "a US official", "a US official", kind="person", naming="anonymous")
    desk.says(desk.source("Steve Whitmore", kind="person"), holds=desk.claim())
    desk.says(desk.source("Whitmore", kind="person"), holds=desk.claim())
    assert alarms_raised(desk, LOOK_ALIKE) == []
