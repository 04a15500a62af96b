"""Provenance: the speaker of words, and the relays through which they reached us."""

from __future__ import annotations

from db.model.ids import ReportId, StatementId
from db.queries.provenance import TracedStatement, TraceEnd, passages
from db.queries.statements import statement_ids_in_report
from db.store.reader import Reader
from tests.support.factories import CaseFactory


def passage(record: Reader, statement: StatementId) -> TracedStatement:
    (found,) = passages(record, [statement])
    return found


def way(found: TracedStatement) -> list[str]:
    return [source.short for source in (found.speaker, *found.via)]


def of(record: Reader, key: str) -> TracedStatement:
    return passage(record, record.column("SELECT id FROM statements WHERE key = ?", key)[0])


def test_officer_via_two_reports(record: Reader) -> None:
    assert way(of(record, "S4")) == ["Ahmed Khalaf", "Anadolu", "Beirut article"]
    assert way(of(record, "S12")) == ["Ahmed Khalaf", "Anadolu", "Beirut article"]


def test_ina_carries_silently(record: Reader) -> None:
    for key in ("S5", "S13"):
        found = of(record, key)
        assert way(found) == ["Baghdad Operations Command", "INA", "Beirut article"]
        assert found.act == "deny"
        assert found.first == of(record, "S5").statement.id


def test_own_line_where_cited(record: Reader) -> None:
    found = of(record, "S2")
    assert way(found) == ["Bas News", "Beirut article"]
    assert not found.has_speaker
    assert not found.forks


def test_spoken_has_no_way(record: Reader) -> None:
    assert way(of(record, "S1")) == ["Ahmed Khalaf"]


def test_wordless_names_via(desk: CaseFactory) -> None:
    article = desk.report(desk.source("Article", kind="outlet"))
    cited = desk.report(desk.source("Cited", kind="outlet"), via=article)
    assert way(passage(desk.writer, desk.says(desk.source("Speaker"), report=cited))) == ["Speaker", "Cited", "Article"]


def test_passage_order_without_gone(record: Reader) -> None:
    asked = [StatementId(13), StatementId(99), StatementId(2)]
    assert [found.statement.id for found in passages(record, asked)] == [13, 2]
    assert passages(record, []) == []


def test_article_speakers(record: Reader) -> None:
    found = {p.statement.key: p.speaker.short for p in passages(record, statement_ids_in_report(record, ReportId(1)))}
    assert found["S16"] == "Ministry of Defence"
    assert found["S17"] == "“media reports”"
    assert found["S18"] == "Beirut article"
    assert found["S21"] == "Washington"
    assert found["S23"] == "the security services"


def test_ring_has_no_speaker(desk: CaseFactory) -> None:
    ring = [desk.says(desk.source(name), voice="relayed") for name in "ABC"]
    for at, child in enumerate(ring):
        desk.relay(child, ring[at - 1])
    assert [way(found) for found in passages(desk.writer, ring)] == [["A"], ["B"], ["C"]]
    above = desk.says(desk.source("D"), voice="relayed", relays=ring[0])
    assert way(passage(desk.writer, above)) == ["A", "D"]
    assert {found.beginning for found in passages(desk.writer, [*ring, above])} == {TraceEnd.RING}


def test_two_parents_flagged(desk: CaseFactory) -> None:
    first, second = desk.says(desk.source("First")), desk.says(desk.source("Second"))
    line = desk.says(desk.source("Line"), relays=second)
    above = desk.says(desk.source("Above"), relays=line)
    assert not passage(desk.writer, above).forks
    desk.relay(line, first)
    for statement in (line, above):
        found = passage(desk.writer, statement)
        assert found.forks
        assert way(found)[0] == "First"
    assert not passage(desk.writer, first).forks


def test_long_way_is_capped(desk: CaseFactory) -> None:
    line = [desk.says(desk.source("0"))]
    for name in range(1, 81):
        line.append(desk.says(desk.source(str(name)), relays=line[-1]))
    assert way(passage(desk.writer, line[64])) == [str(name) for name in range(65)]
    assert passage(desk.writer, line[64]).beginning is TraceEnd.FOUND
    assert way(passage(desk.writer, line[80])) == [str(name) for name in range(16, 81)]
    assert passage(desk.writer, line[80]).beginning is TraceEnd.DEEPER


def test_report_carries_words(record: Reader) -> None:
    assert of(record, "S13").statement.quotes == of(record, "S5").statement.quotes
    assert of(record, "S16").statement.quotes == ()
