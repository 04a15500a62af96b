"""Alarms set aside: they stay listed with the reason, and come back when a row behind them changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.analysis.alarms import Alarm, AlarmKind, alarms
from db.analysis.alarms.dismissals import alarm_decisions
from db.errors import Refused
from db.journal.log import history
from db.journal.opening import open_writer
from db.journal.undo import redo, undo
from db.journal.writer import Writer
from db.model.enums import Basis
from db.model.fields import SOURCE, STATEMENT
from db.model.ids import CaseId, SourceId
from db.model.things import RowKind
from db.write.alarm_dismissals import set_aside, take_up
from db.write.edit import edit
from db.write.remove import remove
from tests.support.alarm_factories import alarms_raised
from tests.support.factories import CaseFactory

CASE = CaseId(1)


@pytest.fixture
def writer(demo_store: Path) -> Iterator[Writer]:
    with open_writer(demo_store, "Rana") as open:
        yield open


def echo(writer: Writer) -> Alarm:
    return next(alarm for alarm in alarms(writer, CASE) if alarm.kind is AlarmKind.ECHO)


def test_listed_with_who_and_why(writer: Writer) -> None:
    before = alarms(writer, CASE)
    set_aside(writer, echo(writer), "he was the only one there")
    after = alarms(writer, CASE)
    assert [(alarm.kind, alarm.subject, alarm.rows) for alarm in after] == [
        (alarm.kind, alarm.subject, alarm.rows) for alarm in before
    ]
    (aside,) = [alarm for alarm in after if alarm.set_aside]
    assert aside.kind is AlarmKind.ECHO
    assert aside.set_aside is not None
    assert (aside.set_aside.reason, aside.set_aside.who) == ("he was the only one there", "Rana")
    assert history(writer)[0].words == "dismiss echo for W7 W2 W3"


def test_change_raises_it_again(writer: Writer) -> None:
    set_aside(writer, echo(writer), "why")
    edit(writer, SOURCE, SourceId(8), name="other media")
    assert echo(writer).set_aside
    line = writer.column("SELECT id FROM statements WHERE key = 'S3'")[0]
    edit(writer, STATEMENT, line, summary="another reading")
    assert echo(writer).set_aside is None
    undo(writer)
    assert echo(writer).set_aside


def test_new_row_raises_it_again(desk: CaseFactory) -> None:
    claim = desk.claim()
    said = desk.says(holds=claim)
    for _ in range(2):
        desk.says(holds=claim, report=desk.report(), relays=said)
    (alarm,) = alarms_raised(desk, AlarmKind.ECHO)
    set_aside(desk.writer, alarm, "why")
    (alarm,) = alarms_raised(desk, AlarmKind.ECHO)
    assert alarm.set_aside
    desk.says(holds=claim, report=desk.report(), relays=said)
    (alarm,) = alarms_raised(desk, AlarmKind.ECHO)
    assert alarm.set_aside is None


def test_taken_up_with_reason(writer: Writer) -> None:
    set_aside(writer, echo(writer), "first")
    take_up(writer, echo(writer), "second")
    assert echo(writer).set_aside is None
    set_aside(writer, echo(writer), "third")
    assert echo(writer).set_aside
    assert [(each.aside, each.reason) for each in alarm_decisions(writer, CASE)] == [
        (True, "first"), (False, "second"), (True, "third"),
    ]  # fmt: skip


def test_undo_and_redo(writer: Writer) -> None:
    set_aside(writer, echo(writer), "why")
    undo(writer)
    assert echo(writer).set_aside is None
    redo(writer)
    assert echo(writer).set_aside


def test_cases_stay_apart(desk: CaseFactory) -> None:
    other = desk.open_case("another")
    for case in (desk.case, other):
        desk.says(holds=desk.claim(case=case), basis="not_recorded", case=case)
    (alarm,) = alarms_raised(desk, AlarmKind.ORIGIN_NOT_RECORDED)
    set_aside(desk.writer, alarm, "why")
    assert [bool(found.set_aside) for case in (desk.case, other) for found in alarms(desk.writer, case)] == [
        True,
        False,
    ]


def test_no_reason_refused(writer: Writer) -> None:
    alarm = echo(writer)
    with pytest.raises(Refused, match="needs a reason"):
        set_aside(writer, alarm, " ")
    remove(writer, RowKind.STATEMENT, writer.column("SELECT id FROM statements WHERE key = 'S3'")[0])
    with pytest.raises(Refused, match="no longer in the store"):
        set_aside(writer, alarm, "why")
    assert alarm_decisions(writer, CASE) == []


def test_gone_alarm_stays_stored(writer: Writer) -> None:
    (alarm,) = [alarm for alarm in alarms(writer, CASE) if alarm.claims == ("C3",)]
    set_aside(writer, alarm, "why")
    edit(writer, STATEMENT, writer.column("SELECT id FROM statements WHERE key = 'S18'")[0], basis=Basis.OFFICIAL)
    assert not [found for found in alarms(writer, CASE) if found.subject == alarm.subject]
    assert len(alarm_decisions(writer, CASE)) == 1


def test_removed_with_case(writer: Writer) -> None:
    set_aside(writer, echo(writer), "why")
    remove(writer, RowKind.CASE, CASE, whole=True)
    assert alarm_decisions(writer, CASE) == []
    undo(writer)
    assert echo(writer).set_aside
