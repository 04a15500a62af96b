"""Highlights: the rows that belong to a selected step, source, claim or denial."""

from __future__ import annotations

from collections.abc import Mapping

from db.model.ids import CaseId
from db.queries.related import Related, related_to_claim, related_to_denial, related_to_report, related_to_source
from db.store.reader import Reader
from tests.support.factories import CaseFactory

CASE = CaseId(1)
KHALAF_S = {"C1", "C1a", "C1c", "C1d", "C1e", "C2"}


def id_of(record: Reader, table: str, key: str) -> int:
    return int(record.column(f'SELECT id FROM "{table}" WHERE key = ?', key)[0])


def source_named(record: Reader, short: str) -> int:
    return int(record.column("SELECT id FROM sources WHERE coalesce(short, name) = ?", short)[0])


def read(record: Reader, touched: Related) -> dict[str, dict[str, str]]:
    """Highlights with keys and short names in place of ids."""

    def named(table: str, words: Mapping[int, str]) -> dict[str, str]:
        name = "coalesce(short, name)" if table == "sources" else "key"
        names = dict(record.rows(f'SELECT id, {name} FROM "{table}"'))
        return {names[id]: word for id, word in words.items()}

    return {
        "sources": named("sources", touched.sources),
        "claims": named("claims", touched.claims),
        "denials": named("statements", touched.denials),
        "reports": named("reports", touched.reports),
    }


def test_anadolu_step(record: Reader) -> None:
    found = read(record, related_to_report(record, id_of(record, "reports", "R3")))
    assert found == {
        "sources": {"Ahmed Khalaf": "speaks", "Anadolu": "publishes"},
        "claims": dict.fromkeys(KHALAF_S, "for"),
        "denials": {"S5": "denies it"},
        "reports": {"R3": "here"},
    }


def test_ina_step(record: Reader) -> None:
    found = read(record, related_to_report(record, id_of(record, "reports", "R4")))
    assert found == {
        "sources": {"Baghdad Operations Command": "speaks", "INA": "publishes"},
        "claims": {"C1": "against", "C1d": "against"},
        "denials": {"S5": "made here"},
        "reports": {"R4": "here"},
    }


def test_article_both_sides(record: Reader) -> None:
    found = read(record, related_to_report(record, id_of(record, "reports", "R1")))
    assert found["claims"]["C1"] == "both"
    assert found["claims"]["C3"] == "for"
    assert found["denials"] == {"S5": "passed on"}


def test_officer_reports(record: Reader) -> None:
    found = read(record, related_to_source(record, CASE, source_named(record, "Ahmed Khalaf")))
    assert found["sources"]["Ahmed Khalaf"] == "here"
    assert found["claims"] == dict.fromkeys(KHALAF_S, "for")
    assert found["denials"] == {"S5": "denies it"}
    assert found["reports"] == dict.fromkeys(("R1", "R2", "R3"), "relays")


def test_embassy_no_own_denial(record: Reader) -> None:
    found = read(record, related_to_source(record, CASE, source_named(record, "US embassy")))
    accused, credited = dict.fromkeys(("C1", "C1b", "C1c"), "accused"), dict.fromkeys(("C2", "C3"), "credited")
    assert found["claims"] == accused | credited
    assert (found["denials"], found["reports"]) == ({}, {})


def test_command_in_ina_report(record: Reader) -> None:
    found = read(record, related_to_source(record, CASE, source_named(record, "Baghdad Operations Command")))
    assert found["reports"] == {"R4": "speaks", "R1": "relays"}
    assert found["denials"] == {"S5": "made here"}
    ina = read(record, related_to_source(record, CASE, source_named(record, "INA")))
    assert ina["reports"] == {"R4": "publishes"}


def test_claim_sides_and_parties(record: Reader) -> None:
    found = read(record, related_to_claim(record, id_of(record, "claims", "C1")))
    assert found["sources"] == {
        "Ahmed Khalaf": "for",
        "Bas News": "for",
        "Anadolu": "relays",
        "Ministry of Defence": "for",
        "“media reports”": "for",
        "Baghdad Operations Command": "against",
        "Beirut article": "relays",
        "US forces": "accused",
        "US embassy": "accused",
    }
    assert found["reports"] == {"R2": "for", "R3": "relays", "R4": "against", "R1": "relays"}
    assert found["denials"] == {"S5": "denies it"}
    assert found["claims"] == {"C1": "here"}


def test_echo_origin_is_for(record: Reader) -> None:
    found = read(record, related_to_claim(record, id_of(record, "claims", "C2")))
    assert [name for name, word in found["sources"].items() if word == "for"] == ["Ahmed Khalaf"]
    relaying = dict.fromkeys(("Bas News", "Anadolu", "Beirut article"), "relays")
    assert {name: word for name, word in found["sources"].items() if name in relaying} == relaying


def test_own_line_outweighs(record: Reader) -> None:
    claims = read(record, related_to_source(record, CASE, source_named(record, "Bas News")))["claims"]
    assert claims == {"C1": "for", "C1b": "for", "C1e": "for", "C1a": "relays", "C2": "relays"}


def test_claim_and_silent_denial(record: Reader) -> None:
    denial = id_of(record, "statements", "S5")
    reaches = read(record, related_to_denial(record, denial))["claims"]
    for id, key in record.rows("SELECT id, key FROM claims"):
        word = related_to_claim(record, id).denials.get(denial)
        assert {"denied": "denies it", "silent": "silent"}.get(reaches.get(key, "")) == word, key
    assert reaches == {
        **dict.fromkeys(("C1", "C1d"), "denied"),
        **dict.fromkeys(("C1a", "C1b", "C1c", "C1e", "C2", "C3"), "silent"),
    }


def test_denial_lights_parties(record: Reader) -> None:
    found = read(record, related_to_denial(record, id_of(record, "statements", "S5")))
    denied = ("Ahmed Khalaf", "Bas News", "Ministry of Defence", "“media reports”")
    assert found["sources"] == {
        "Baghdad Operations Command": "denies",
        "INA": "publishes",
        **dict.fromkeys(denied, "denied"),
        **dict.fromkeys(("Anadolu", "Beirut article"), "carries"),
    }
    assert found["reports"] == {"R4": "denies", "R2": "denied", "R3": "carries", "R1": "both"}
    assert found["denials"] == {"S5": "here"}


def test_repeated_denial_denies(desk: CaseFactory) -> None:
    claim, report = desk.claim(), desk.report()
    body = desk.says(denies=claim, report=report)
    desk.says(denies=claim, relays=body, report=report)
    assert related_to_denial(desk.writer, body).reports == {report: "denies"}


def test_denial_that_affirms(desk: CaseFactory) -> None:
    denied, affirmed, left_open = (desk.claim() for _ in range(3))
    statement = desk.says(denies=denied)
    desk.stance(statement, affirmed, 1)
    desk.stance(statement, left_open, 0)
    words = [related_to_claim(desk.writer, claim).denials for claim in (denied, affirmed, left_open)]
    assert words == [{statement: "denies it"}, {statement: "affirms it"}, {statement: "leaves it open"}]


def test_side_beats_neither(desk: CaseFactory) -> None:
    claim, source = desk.claim(), desk.source()
    for polarity, word in ((0, "neither"), (1, "for"), (0, "for"), (-1, "both"), (0, "both")):
        desk.stance(desk.says(source), claim, polarity)
        assert related_to_claim(desk.writer, claim).sources[source] == word


def test_ring_ends(desk: CaseFactory) -> None:
    source, claim = desk.source(), desk.claim()
    ring = [desk.says(source, denies=claim, voice="relayed", report=desk.report()) for _ in range(3)]
    for at, child in enumerate(ring):
        desk.relay(child, ring[at - 1])
    assert len(related_to_source(desk.writer, desk.case, source).reports) == 3
    assert len(related_to_denial(desk.writer, ring[0]).reports) == 3
