"""The shipped case has the numbers of the design, each computed from its rows."""

from __future__ import annotations

import tomllib
from hashlib import sha256
from pathlib import Path

from db.journal.opening import open_writer
from db.maintenance.case_file import shipped_case
from db.model.ids import CaseId
from db.queries.cases import case, case_counts
from db.queries.chain import chain
from db.queries.claims import claim, parties
from db.queries.denials import denial_ids, denial_relays, denials
from db.queries.origins import Support, origin_counts, origins
from db.queries.reports import reports
from db.queries.statements import statements
from db.store.opening import open_reader
from db.store.reader import Reader

CASE = CaseId(1)


def support(record: Reader, key: str) -> tuple[Support, Support]:
    found = claim(record, CASE, key)
    sides = origin_counts(record, [found.id])[found.id]
    return sides.supporting, sides.against


def speakers(record: Reader, key: str) -> list[tuple[str, str, int]]:
    rows = origins(record, claim(record, CASE, key).id)
    names = dict(record.rows("SELECT id, coalesce(short, name) FROM sources"))
    return [(names[row.source], row.standing, row.polarity) for row in rows]


def test_keys_match_the_file(record: Reader) -> None:
    tables = tomllib.loads(shipped_case())
    for table in ("report", "claim", "statement"):
        stored = record.column(f'SELECT key FROM {table}s WHERE "case" = 1 ORDER BY id')
        assert stored == [row["id"] for row in tables[table]]


def test_rows_match_the_file(record: Reader) -> None:
    tables = tomllib.loads(shipped_case())
    entered = {name: record.column(f'SELECT count(*) FROM "{name}"')[0] for name in ("sources", "affiliations")}
    assert entered == {"sources": len(tables["source"]), "affiliations": len(tables["affiliation"])}
    quotes = sum(len(row.get("quotes", ())) for row in tables["statement"])
    relays = sum(len(row.get("relays", ())) for row in tables["statement"])
    stances = sum(len(keys.split()) for row in tables["statement"] for keys in row.get("stances", {}).values())
    parties = sum(len(row.get("parties", ())) for row in tables["claim"])
    assert record.column(
        "SELECT count(*) FROM quotes UNION ALL SELECT count(*) FROM relays UNION ALL SELECT count(*) FROM stances "
        "UNION ALL SELECT count(*) FROM claim_parties"
    ) == [quotes, relays, stances, parties]


def test_shoot_down_numbers(record: Reader) -> None:
    assert support(record, "C1") == (Support(2, 0, 2), Support(1, 0, 0))
    assert speakers(record, "C1") == [
        ("Ahmed Khalaf", "named", 1),
        ("Bas News", "not_recorded", 1),
        ("Baghdad Operations Command", "named", -1),
        ("Ministry of Defence", "named", 1),
        ("“media reports”", "not_recorded", 1),
    ]


def test_apology_has_one_origin(record: Reader) -> None:
    apology = claim(record, CASE, "C2")
    sides = origin_counts(record, [apology.id])[apology.id]
    assert (sides.outlets, sides.supporting, sides.against) == (3, Support(named=1), Support())
    assert speakers(record, "C2") == [("Ahmed Khalaf", "named", 1)]


def test_confirmation_no_origin(record: Reader) -> None:
    assert support(record, "C3") == (Support(not_recorded=1), Support())


def test_embassy_is_missing_voice(record: Reader) -> None:
    for key in ("C2", "C3"):
        voices = [(source.name, spoke) for _, source, spoke in parties(record, claim(record, CASE, key).id)]
        assert voices == [("US embassy in Baghdad", False)]


def test_one_denial_and_silence(record: Reader) -> None:
    (found,) = denials(record, denial_ids(record, CASE))
    assert (found.source.name, found.publisher and found.publisher.short) == ("Baghdad Operations Command", "INA")
    assert found.denies == ("C1", "C1d")
    assert found.silent_on == ("C1a", "C1b", "C1c", "C1e", "C2", "C3")


def test_article_folds_under_denial(record: Reader) -> None:
    (found,) = denial_ids(record, CASE)
    (relayed,) = statements(record, denial_relays(record, found))
    assert (relayed.key, relayed.report_key) == ("S13", "R1")


def test_chain_order(record: Reader) -> None:
    labels = [report.label for report in reports(record, chain(record, CASE))]
    assert labels == ["Bas News", "Anadolu", "INA statement"]


def test_three_originals_to_get(record: Reader) -> None:
    found = case_counts(record, CASE)
    assert (found.claims, found.denials, found.reports, found.to_get) == (10, 1, 4, 3)
    assert case(record).title == "Drone over al-Harthiya, Baghdad"
    for report in reports(record, chain(record, CASE)):
        assert (report.holding, report.known_via, report.known_via_label) == ("cited", "R1", "Beirut article")


def test_cited_before_citing(record: Reader) -> None:
    article = record.column("SELECT published_lo FROM reports WHERE key = 'R1'")
    assert record.column("SELECT DISTINCT published_hi FROM reports WHERE key <> 'R1'") == article
    assert article == ["2020-12-16T19:45:00Z"]


def test_row_changes_the_numbers(demo_store: Path) -> None:
    with open_reader(demo_store) as record, open_writer(demo_store) as writer:
        assert support(record, "C1")[0] == Support(2, 0, 2)
        with writer.action():
            writer.rows("UPDATE sources SET naming = 'anonymous' WHERE name = 'Ahmed Khalaf'")
        assert support(record, "C1")[0] == Support(1, 1, 2)
        assert support(record, "C2")[0] == Support(anonymous=1)
        with writer.action():
            writer.rows("DELETE FROM relays WHERE child = (SELECT id FROM statements WHERE key = 'S13')")
        assert len(denial_ids(record, CASE)) == 2
        with writer.action():
            writer.rows("DELETE FROM stances WHERE polarity = -1")
        assert support(record, "C1")[1] == Support()
        assert denial_ids(record, CASE) == []


def test_quotes_slice_the_capture(record: Reader) -> None:
    rows = record.rows(
        'SELECT q.exact, q.prefix, q.suffix, q.start, q."end", c.text FROM quotes q JOIN captures c ON c.id = q.capture'
    )
    assert len(rows) == 6
    for exact, prefix, suffix, start, end, text in rows:
        assert exact == text[start:end]
        assert prefix == text[max(0, start - 32) : start]
        assert suffix == text[end : end + 32]


def test_capture_hash(record: Reader) -> None:
    ((text, digest),) = record.rows("SELECT text, text_sha256 FROM captures")
    assert digest == sha256(text.encode()).hexdigest()
