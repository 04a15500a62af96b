"""Lists of sources, claims, statements and reports: order, filter, and look-up by key."""

from __future__ import annotations

import pytest

from db.errors import NotFound
from db.model.enums import AffiliationKind, Naming, SourceKind
from db.model.ids import CaseId, ReportId, SourceId, StatementId
from db.queries.claims import claim, claim_ids, claims
from db.queries.reports import report, reports, reports_known_via
from db.queries.sources import affiliations, source, source_ids, sources
from db.queries.statements import statement_ids_by_source, statement_ids_in_report, statements
from db.store.reader import Reader
from db.write.sources import add_affiliation, add_source
from tests.support.factories import CaseFactory

CASE = CaseId(1)


def names(record: Reader, matching: str = "") -> list[str]:
    return [found.short for found in sources(record, source_ids(record, CASE, matching))]


def test_sources_of_a_case(record: Reader) -> None:
    assert names(record) == [
        "Beirut article",
        "Bas News",
        "Anadolu",
        "INA",
        "Baghdad Operations Command",
        "Ministry of Defence",
        "Ahmed Khalaf",
        "“media reports”",
        "US embassy",
        "US forces",
        "Washington",
        "the security services",
    ]


def test_silent_source_is_listed(desk: CaseFactory) -> None:
    elsewhere = desk.source()
    own = add_source(desk.writer, "New", kind=SourceKind.BODY, naming=Naming.NAMED, case=desk.case)
    assert source_ids(desk.writer, desk.case) == [own]
    assert elsewhere not in source_ids(desk.writer, desk.case)


def test_source_filter(record: Reader, desk: CaseFactory) -> None:
    assert names(record, "KHALAF") == ["Ahmed Khalaf"]
    assert names(record, "person") == ["Ahmed Khalaf"]
    assert names(record, "w7") == ["Ahmed Khalaf"]
    assert names(record, "Bas News Agency") == names(record, "bas news") == ["Bas News"]
    assert names(record, "%") == names(record, "'") == []
    desk.says(desk.source("Agência Müller"))
    assert len(source_ids(desk.writer, desk.case, "AGENCIA muller")) == 1


def test_claims_in_key_order(desk: CaseFactory) -> None:
    for _ in range(11):
        desk.claim()
    first = claim(desk.writer, desk.case, "C1").id
    for _ in range(27):
        desk.claim(part_of=first)
    keys = [found.key for found in claims(desk.writer, claim_ids(desk.writer, desk.case))]
    assert keys[:3] == ["C1", "C1a", "C1b"]
    assert keys[25:30] == ["C1y", "C1z", "C1aa", "C2", "C3"]
    assert keys[-2:] == ["C10", "C11"]


def test_claim_filter(record: Reader) -> None:
    found = [claim.key for claim in claims(record, claim_ids(record, CASE, "EMBASSY"))]
    assert found == ["C1b", "C2", "C3"]
    assert len(claim_ids(record, CASE, "c1")) == 6
    assert claim_ids(record, CASE, "nowhere") == []


def test_claim_parent_and_background(record: Reader) -> None:
    part = claim(record, CASE, "c1B")
    assert (part.key, part.parent, part.part, part.is_background) == ("C1b", "C1", "alternative", False)
    assert claim(record, CASE, "C4").is_background


@pytest.mark.parametrize("key", ["", "X1", "C99", "C1\x00", "1"])
def test_unknown_key_refused(record: Reader, key: str) -> None:
    for find in (
        lambda: claim(record, CASE, key),
        lambda: report(record, CASE, key),
        lambda: source(record, key),
    ):
        with pytest.raises(NotFound) as gone:
            find()
        assert "onrecord " in gone.value.hint


def test_page_order_without_gone(record: Reader) -> None:
    for read in (sources, claims, statements, reports):
        assert [found.id for found in read(record, [3, 99, 1, 2])] == [3, 1, 2]  # type: ignore[operator]
        assert read(record, []) == []  # type: ignore[operator]


def test_statements_by_owner(record: Reader) -> None:
    assert [found.key for found in statements(record, statement_ids_in_report(record, ReportId(4)))] == [
        "S5",
        "S6",
        "S7",
    ]
    command = source(record, "W5")
    assert statement_ids_by_source(record, CASE, command.id) == statement_ids_in_report(record, ReportId(4))


def test_statement_stances(record: Reader) -> None:
    (found,) = statements(record, [StatementId(13)])
    assert [stance.key for stance in found.stances] == ["C1", "C1d"]
    against = found.bearing(claim(record, CASE, "C1").id)
    assert against is not None
    assert (against.polarity, against.certainty) == (-1, "uncommitted")
    assert found.bearing(claim(record, CASE, "C2").id) is None


def test_words_of_own_report(desk: CaseFactory) -> None:
    first, second = desk.report(), desk.report()
    said = desk.says(report=first, words="the long words of the first report")
    desk.quote(said, "the words the second has of it", second)
    relayed = desk.says(report=second, relays=said)
    (found,) = statements(desk.writer, [relayed])
    assert [(quote.exact, quote.read_in) for quote in found.quotes] == [("the words the second has of it", "R2")]


def test_publisher_report_is_statement(desk: CaseFactory) -> None:
    outlet = desk.source("Outlet")
    empty, own, others = (desk.report(outlet) for _ in range(3))
    desk.says(outlet, report=own)
    desk.says(report=own)
    desk.says(report=others)
    assert [found.label for found in reports(desk.writer, [empty, own, others])] == [
        "Outlet",
        "Outlet",
        "Outlet statement",
    ]


def test_cited_reports(record: Reader) -> None:
    assert [found.key for found in reports_known_via(record, ReportId(1))] == ["R2", "R3", "R4"]
    assert reports_known_via(record, ReportId(2)) == []


def test_affiliations_to_state(record: Reader) -> None:
    walked = [
        (found.member.name, found.kind, found.org.name, found.depth) for found in affiliations(record, SourceId(5))
    ]
    assert walked == [
        ("Baghdad Operations Command", "part_of", "Iraqi Ministry of Defence", 1),
        ("Iraqi Ministry of Defence", "part_of", "Republic of Iraq", 2),
    ]
    state = source(record, walked and "W14")
    assert state.is_boundary


def test_boundary_and_ring_end(desk: CaseFactory) -> None:
    one, two = desk.source(), desk.source()
    state = add_source(desk.writer, "State", kind=SourceKind.BODY, naming=Naming.NAMED, boundary=True)
    beyond = desk.source()
    for member, org in ((one, two), (two, one), (two, state), (state, beyond)):
        add_affiliation(desk.writer, member, AffiliationKind.PART_OF, org)
    walked = [(found.member.id, found.org.id, found.depth) for found in affiliations(desk.writer, one)]
    assert walked == [(one, two, 1), (two, one, 2), (two, state, 2)]
