"""Odd, broken or missing rows: the store refuses them, an alarm names them, or nothing happens; never a crash."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.analysis.alarms import AlarmKind, alarms, circular, echo, look_alike_sources
from db.analysis.alarms import attribution_dropped as dropped
from db.analysis.alarms import changed_account as changed
from db.analysis.alarms import denial_scope as scope
from db.analysis.alarms import missing_voice as voices
from db.analysis.alarms import origin_not_recorded as unrecorded
from db.analysis.alarms import relay_changes as passing_on
from db.analysis.alarms import same_house as houses
from db.analysis.alarms import second_hand_only as second_hand
from db.errors import Refused
from db.model.enums import PartyRole
from db.model.ids import CaseId
from db.queries.claim_support import claim_support
from db.store.reader import Reader
from db.write.claims import add_party
from tests.support.alarm_factories import affiliate, alarms_raised
from tests.support.factories import CaseFactory

QUERIES = {
    "echo": echo.SQL,
    "same house": houses.SQL,
    "steps up": houses.STEPS_UP,
    "look-alike sources": look_alike_sources.SQL,
    "judged pairs": look_alike_sources.JUDGED,
    "attribution dropped": dropped.SQL,
    "certainty inflated": passing_on.INFLATED,
    "polarity flipped": passing_on.FLIPPED,
    "passed on": circular.PASSED_ON,
    "confirmed": circular.CONFIRMED,
    "origin not recorded": unrecorded.SQL,
    "missing voice": voices.SQL,
    "second hand only": second_hand.SQL,
    "denial scope": scope.SQL,
    "changed account": changed.SQL,
}


@pytest.mark.parametrize("name", QUERIES)
def test_runs_in_plain_sqlite(demo_store: Path, name: str) -> None:
    with closing(sqlite3.connect(f"file:{demo_store}?mode=ro", uri=True)) as plain:
        assert plain.execute(QUERIES[name], {"case": 1}).fetchall() or name in (
            "judged pairs", "attribution dropped", "certainty inflated", "polarity flipped", "passed on", "confirmed",
            "changed account",
        )  # fmt: skip
        assert plain.execute(QUERIES[name], {"case": 2}).fetchall() == []


def test_empty_case_raises_none(desk: CaseFactory) -> None:
    assert alarms(desk.writer, desk.case) == alarms(desk.writer, CaseId(99)) == []


def test_cases_stay_apart(desk: CaseFactory, record: Reader) -> None:
    other = desk.open_case("another")
    desk.says(holds=desk.claim(), basis="not_recorded")
    assert alarms(desk.writer, other) == []
    assert alarms(record, CaseId(2)) == []


def test_cross_case_rows_refused(desk: CaseFactory) -> None:
    other = desk.open_case("another")
    here, there = desk.says(), desk.says(case=other)
    with pytest.raises(Refused, match="only statements of its own case"):
        desk.relay(here, there)
    with pytest.raises(Refused, match="only on claims of its own case"):
        desk.stance(here, desk.claim(case=other))
    with pytest.raises(Refused, match="belong to one case"):
        desk.link(here, "confirms", there)


def test_all_oddities_at_once(desk: CaseFactory) -> None:
    claim = desk.claim()
    part = desk.claim(part_of=claim)
    desk.claim("nobody says it")
    loop = [desk.source(naming=naming) for naming in ("named", "anonymous", "unattributed")]
    for at, each in enumerate(loop):
        affiliate(desk, each, loop[at - 1])
        add_party(desk.writer, claim, each, PartyRole.ACCUSED)
    report = desk.report()
    for _ in range(5):
        report = desk.report(via=report)
    ring = [desk.says(each, holds=claim, voice="relayed", report=report) for each in loop]
    for at, each in enumerate(ring):
        desk.relay(each, ring[at - 1])
        desk.stance(each, part, (-1, 0, 1)[at])
    desk.link(ring[0], "confirms", ring[1])
    desk.says()
    desk.says(words="words without a claim")
    desk.says(denies=claim, report=desk.report())
    found = alarms(desk.writer, desk.case)
    kinds = [alarm.kind for alarm in found]
    assert kinds.count(AlarmKind.CIRCULAR) == 1
    assert {AlarmKind.POLARITY_FLIPPED, AlarmKind.MISSING_VOICE, AlarmKind.DENIAL_SCOPE} <= set(kinds)
    for each in (claim, part):
        assert claim_support(desk.writer, each)


def test_quotes_change_nothing(record: Reader, demo_store: Path) -> None:
    before = [(alarm.kind, alarm.subject) for alarm in alarms(record, CaseId(1))]
    with closing(sqlite3.connect(demo_store)) as raw:
        raw.execute("DELETE FROM quotes")
        raw.commit()
    assert [(alarm.kind, alarm.subject) for alarm in alarms(record, CaseId(1))] == before


@pytest.mark.parametrize("key", ["S1,S2", "S9 ]", "S" + "9" * 5000, "S1\x1b[2J", 'S1"'])
def test_foreign_keys_and_names(desk: CaseFactory, key: str) -> None:
    claim = desk.claim()
    said = desk.says(desk.source("[/bold] “x” \u202e"), holds=claim)
    for _ in range(2):
        desk.says(holds=claim, report=desk.report(), relays=said)
    for name in desk.writer.column("SELECT name FROM sqlite_schema WHERE name LIKE '%keys_stay_bounded'"):
        desk.writer.rows(f'DROP TRIGGER "{name}"')
    desk.writer.rows("UPDATE statements SET key = ? WHERE id = ?", key, said)
    desk.writer.rows("UPDATE claims SET key = ? WHERE id = ?", "C" + key[1:], claim)
    (alarm,) = alarms_raised(desk, AlarmKind.ECHO)
    assert "[/bold] “x” \u202e" in alarm.sentence
