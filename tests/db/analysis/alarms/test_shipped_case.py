"""The alarms of the example case, all of them, and how they change with a row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.analysis.alarms import Alarm, AlarmKind, alarms
from db.journal.opening import open_writer
from db.journal.writer import Writer
from db.model.enums import Act, Basis, Certainty, Ground, Holding, Polarity, RelayMode
from db.model.fields import RELAY
from db.model.ids import CaseId, StatementId
from db.model.things import RowKind
from db.queries.claims import claim
from db.queries.denials import denial_ids
from db.queries.origins import Support, origin_counts
from db.queries.sources import source
from db.queries.statements import statement_id_by_key
from db.store.reader import Reader
from db.write.edit import edit
from db.write.remove import remove
from db.write.reports import add_report
from db.write.statements import add_relay, add_stance, add_statement, set_stance

CASE = CaseId(1)

ALL = [
    ("echo", ("C1a", "C2"),
     "Bas News and Anadolu both rest on Ahmed Khalaf (S1): 3 outlets carry C1a and C2, from 1 recorded origin."),
    ("same house", ("C1",),
     "Ministry of Defence (S8) says C1 and Baghdad Operations Command (S5) denies it: "
     "both speak in their own voice for one organisation, Ministry of Defence (W6)."),
    ("origin not recorded", ("C1b",),
     "No origin is recorded for C1b: Bas News (S2) says it, but no source is named."),
    ("origin not recorded", ("C3",),
     "No origin is recorded for C3: Beirut article (S18) says it, but no source is named."),
    ("missing voice", ("C1", "C1b", "C1c", "C2", "C3"),
     "US embassy (W9) is credited in C2 and C3 and accused in C1, C1b and C1c, "
     "but no statement of its own is on record."),
    ("missing voice", ("C1",),
     "US forces (W10) is accused in C1, but no statement of its own is on record."),
    ("second hand only", ("C1a", "C1b", "C1e", "C2"),
     "Bas News (R2) is seen only in Beirut article (R1), with no closer source for C1a, C1b, C1e and C2: "
     "get the original."),
    ("second hand only", ("C1a", "C1c", "C1d", "C1e", "C2"),
     "Anadolu (R3) is seen only in Beirut article (R1), with no closer source for C1a, C1c, C1d, C1e and C2: "
     "get the original."),
    ("second hand only", ("C1", "C1d"),
     "INA (R4) is seen only in Beirut article (R1), with no closer source against C1 and C1d: "
     "get the original."),
    ("denial scope", ("C1", "C1a", "C1b", "C1c", "C1d", "C1e", "C2", "C3"),
     "Baghdad Operations Command (S5) denies C1 and C1d, but is silent on C1a, C1b, C1c, C1e, C2 and C3."),
]  # fmt: skip


def told(found: list[Alarm]) -> list[tuple[str, tuple[str, ...], str]]:
    return [(alarm.kind.value, alarm.claims, alarm.sentence) for alarm in found]


def of_kind(record: Reader, kind: AlarmKind) -> list[Alarm]:
    return [alarm for alarm in alarms(record, CASE) if alarm.kind is kind]


@pytest.fixture
def writer(demo_store: Path) -> Iterator[Writer]:
    with open_writer(demo_store, "Rana") as open:
        yield open


def statement(record: Reader, key: str) -> StatementId:
    return statement_id_by_key(record, CASE, key)


def numbers(record: Reader, key: str) -> tuple[Support, Support]:
    sides = origin_counts(record, [claim(record, CASE, key).id])
    ((_, found),) = sides.items()
    return found.supporting, found.against


def test_exact_alarms(record: Reader) -> None:
    assert told(alarms(record, CASE)) == ALL


def test_rows_open_by_key(record: Reader) -> None:
    subjects = set()
    for alarm in alarms(record, CASE):
        assert alarm.rows
        assert alarm.settle.endswith(".")
        assert alarm.set_aside is None
        for row in alarm.rows:
            columns = record.rows(f'SELECT * FROM "{row.table}" WHERE id = ?', row.id)
            assert len(columns) == 1
            if row.table in ("claims", "statements", "sources", "reports"):
                assert record.column(f'SELECT key FROM "{row.table}" WHERE id = ?', row.id) == [row.key]
        assert set(alarm.claims) == {row.key for row in alarm.rows if row.table == "claims"}
        subjects.add((alarm.kind, alarm.subject))
    assert len(subjects) == len(ALL)


def test_alarms_of_one_claim(record: Reader) -> None:
    for key in ("C1", "C2", "C3", "C4"):
        found = alarms(record, CASE, claim=claim(record, CASE, key).id)
        assert told(found) == [alarm for alarm in ALL if key in alarm[1]]
    assert alarms(record, CASE, claim=claim(record, CASE, "C5").id) == []


def translated(writer: Writer) -> None:
    """The article translates a report in which the Ministry's line bears against C1."""
    report = add_report(writer, CASE, source(writer, "W4").id, holding=Holding.EXCERPT, lang="ar")
    line = add_statement(writer, CASE, source(writer, "W6").id, act=Act.DENY, basis=Basis.OFFICIAL, report=report)
    add_stance(writer, line, claim(writer, CASE, "C1").id, Polarity.AGAINST, Certainty.CERTAIN)
    remove(writer, RowKind.STATEMENT, statement(writer, "S8"))
    add_relay(writer, statement(writer, "S16"), line, kind=RelayMode.TRANSLATES, ground=Ground.EXPLICIT)


def corrected(writer: Writer) -> None:
    """Correct the Ministry's line in place: the article translates it, and it bears against C1."""
    set_stance(writer, statement(writer, "S8"), claim(writer, CASE, "C1").id, Polarity.AGAINST, Certainty.CERTAIN)
    relay = writer.column("SELECT id FROM relays WHERE child = ?", statement(writer, "S16"))[0]
    edit(writer, RELAY, relay, kind=RelayMode.TRANSLATES)


@pytest.mark.parametrize(("find", "says"), [(translated, "S24"), (corrected, "S8")])
def test_translation_flips_denial(writer: Writer, find, says: str) -> None:  # type: ignore[no-untyped-def]
    assert numbers(writer, "C1") == (Support(2, 0, 2), Support(1))
    find(writer)
    assert numbers(writer, "C1") == (Support(1, 0, 2), Support(2))
    assert of_kind(writer, AlarmKind.SAME_HOUSE) == []
    (flipped,) = of_kind(writer, AlarmKind.POLARITY_FLIPPED)
    assert flipped.sentence == (
        f"Beirut article (S16) translates Ministry of Defence ({says}) but reverses it: against C1 becomes for."
    )
    assert [row.key for row in flipped.rows if row.table == "relays"] == [f"S16 {says}"]


def test_second_publisher_same_denial(writer: Writer) -> None:
    report = add_report(writer, CASE, source(writer, "W3").id, holding=Holding.EXCERPT)
    line = add_statement(writer, CASE, source(writer, "W3").id, act=Act.REPORT, voice="relayed", report=report)  # type: ignore[arg-type]
    add_stance(writer, line, claim(writer, CASE, "C1").id, Polarity.AGAINST, Certainty.UNCOMMITTED)
    add_relay(writer, line, statement(writer, "S5"), kind=RelayMode.QUOTES, ground=Ground.EXPLICIT)
    assert numbers(writer, "C1")[1] == Support(1)
    assert len(denial_ids(writer, CASE)) == 1
    assert [alarm.subject for alarm in of_kind(writer, AlarmKind.DENIAL_SCOPE)] == ["S5"]


def test_one_row_changes_alarms(writer: Writer) -> None:
    voice = add_statement(writer, CASE, source(writer, "W9").id, act=Act.DECLINE)
    assert [alarm.subject for alarm in of_kind(writer, AlarmKind.MISSING_VOICE)] == ["W10"]
    remove(writer, RowKind.STATEMENT, voice)
    assert told(alarms(writer, CASE)) == ALL
