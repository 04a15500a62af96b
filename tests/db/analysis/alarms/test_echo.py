"""The echo alarm: several outlets, one origin."""

from __future__ import annotations

import json
from pathlib import Path

from db.analysis.alarms import AlarmKind
from db.analysis.alarms.echo import claims_with_echo, echoes
from db.model.enums import Sameness
from db.model.ids import CaseId, SourceId, StatementId
from db.store.opening import open_reader
from db.write.source_judgements import judge_same
from tests.support.alarm_factories import alarms_raised
from tests.support.factories import CaseFactory
from tests.support.large_store import generate

ECHO = AlarmKind.ECHO


def outlets(desk: CaseFactory, *names: str) -> list[SourceId]:
    return [desk.source(name, kind="outlet") for name in names]


def carried(desk: CaseFactory, claim: int, outlet: SourceId, said: StatementId) -> StatementId:
    return desk.says(outlet, holds=claim, report=desk.report(outlet), relays=said)  # type: ignore[arg-type]


def test_two_outlets_one_officer(desk: CaseFactory) -> None:
    claim = desk.claim()
    said = desk.says(desk.source("Ahmed Khalaf"), holds=claim)
    for outlet in outlets(desk, "Bas News", "Anadolu"):
        carried(desk, claim, outlet, said)
    (alarm,) = alarms_raised(desk, ECHO)
    assert alarm.sentence == (
        "Bas News and Anadolu both rest on Ahmed Khalaf (S1): 2 outlets carry C1, from 1 recorded origin."
    )
    assert (alarm.claims, alarm.statements) == (("C1",), ("S1", "S2", "S3"))
    assert {row.key for row in alarm.rows if row.table == "relays"} == {"S2 S1", "S3 S1"}


def test_own_origins_no_echo(desk: CaseFactory) -> None:
    claim = desk.claim()
    for outlet in outlets(desk, "one", "two"):
        carried(desk, claim, outlet, desk.says(holds=claim))
    assert alarms_raised(desk, ECHO) == []


def test_one_outlet_no_echo(desk: CaseFactory) -> None:
    claim = desk.claim()
    said = desk.says(holds=claim)
    (outlet,) = outlets(desk, "one")
    for _ in range(2):
        carried(desk, claim, outlet, said)
    assert alarms_raised(desk, ECHO) == []


def test_wire_report_echoes(desk: CaseFactory) -> None:
    claim = desk.claim()
    wire, *others = outlets(desk, "wire", "one", "two")
    first = carried(desk, claim, wire, desk.says(desk.source("the officer"), holds=claim))
    for outlet in others:
        carried(desk, claim, outlet, first)
    (alarm,) = alarms_raised(desk, ECHO)
    assert alarm.sentence.startswith("wire, one and two all rest on the officer (S1)")


def test_via_report_not_counted(desk: CaseFactory) -> None:
    claim = desk.claim()
    said = desk.says(holds=claim)
    article, agency = outlets(desk, "article", "agency")
    window = desk.report(article)
    cited = desk.says(agency, holds=claim, report=desk.report(agency, via=window), relays=said)
    desk.says(article, holds=claim, report=window, relays=cited)
    assert alarms_raised(desk, ECHO) == []
    desk.says(article, holds=claim, report=window, relays=said)
    assert len(alarms_raised(desk, ECHO)) == 1


def test_sourceless_no_origin(desk: CaseFactory) -> None:
    claim = desk.claim()
    said = desk.says(holds=claim)
    for outlet in outlets(desk, "one", "two"):
        carried(desk, claim, outlet, said)
    desk.says(holds=claim, basis="not_recorded")
    assert len(alarms_raised(desk, ECHO)) == 1
    desk.says(holds=claim)
    assert alarms_raised(desk, ECHO) == []


def test_publisher_no_echo(desk: CaseFactory) -> None:
    claim = desk.claim()
    publisher, other, third = outlets(desk, "publisher", "other", "third")
    said = desk.says(desk.source("the command"), denies=claim, report=desk.report(publisher))
    for at, outlet in enumerate((other, third)):
        relayed = desk.says(outlet, report=desk.report(outlet), relays=said)
        desk.stance(relayed, claim, -1)
        assert len(alarms_raised(desk, ECHO)) == at
    (alarm,) = alarms_raised(desk, ECHO)
    assert "3 outlets carry the denial of C1" in alarm.sentence


def test_same_outlets_grouped(desk: CaseFactory) -> None:
    claims = [desk.claim() for _ in range(3)]
    said = desk.says(holds=claims[0])
    desk.stance(said, claims[1])
    desk.stance(said, claims[2])
    one, two = outlets(desk, "one", "two")
    for outlet in (one, two):
        line = carried(desk, claims[0], outlet, said)
        desk.stance(line, claims[1])
    carried(desk, claims[2], one, said)
    assert [alarm.claims for alarm in alarms_raised(desk, ECHO)] == [("C1", "C2")]


def test_judged_same_counts_once(desk: CaseFactory) -> None:
    claim = desk.claim()
    people = [desk.source() for _ in range(2)]
    two = outlets(desk, "one", "two")
    for person, outlet in zip(people, two, strict=True):
        carried(desk, claim, outlet, desk.says(person, holds=claim))
    assert alarms_raised(desk, ECHO) == []
    judge_same(desk.writer, *people, Sameness.SAME, "one man")
    assert len(alarms_raised(desk, ECHO)) == 1
    judge_same(desk.writer, *two, Sameness.SAME, "one house")
    assert alarms_raised(desk, ECHO) == []


def test_background_raises_none(desk: CaseFactory) -> None:
    claim = desk.claim(background=True)
    said = desk.says(holds=claim)
    for outlet in outlets(desk, "one", "two"):
        carried(desk, claim, outlet, said)
    assert alarms_raised(desk, ECHO) == []


def test_large_case_same_echoes(tmp_path: Path) -> None:
    generate(tmp_path / "some.db", 200, small_cases=2)
    with open_reader(tmp_path / "some.db") as record:
        case = CaseId(1)
        keys = {key for alarm in echoes(record, case) for key in alarm.claims}
        ids = record.column(
            'SELECT id FROM claims WHERE "case" = ? AND key IN (SELECT value FROM json_each(?))',
            case,
            json.dumps(list(keys)),
        )
        assert ids
        assert claims_with_echo(record, case, 0, 2**40) == sorted(ids)
        assert [id for low in range(0, 300, 50) for id in claims_with_echo(record, case, low, low + 49)] == sorted(ids)
