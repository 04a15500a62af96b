"""Looking up a thing by what a person types: offers, and the one that is meant."""

from __future__ import annotations

import pytest

from db.errors import NotFound
from db.model.ids import CaseId
from db.queries.lookup import (
    claims_like,
    reports_like,
    resolve_claim,
    resolve_report,
    resolve_source,
    sources_like,
    written_name,
)
from db.store.reader import Reader
from tests.support.factories import CaseFactory

CASE = CaseId(1)


def test_sources_offered(record: Reader) -> None:
    assert [each.key for each in sources_like(record, CASE, "BAG")] == ["W5", "W9"]
    assert [each.key for each in sources_like(record, CASE, "us emb")] == ["W9"]
    assert [each.key for each in sources_like(record, CASE, "w12")] == ["W12"]
    assert sources_like(record, CASE, "zzz") == []
    assert len(sources_like(record, CASE, "", most=3)) == 3


def test_claims_and_reports_offered(record: Reader) -> None:
    assert [each.key for each in claims_like(record, CASE, "embassy")] == ["C1b", "C2", "C3"]
    assert [each.key for each in claims_like(record, CASE, "c1e")] == ["C1e"]
    assert [each.key for each in reports_like(record, CASE, "anadolu")] == ["R3"]


def test_key_or_whole_name(record: Reader) -> None:
    assert resolve_source(record, CASE, "w5") == 5
    assert resolve_source(record, CASE, "W5 whatever stands after it") == 5
    assert resolve_source(record, CASE, "  baghdad operations   COMMAND ") == 5
    assert resolve_source(record, CASE, "US embassy") == 9, "the short name is a name"
    assert resolve_claim(record, CASE, "c1A") == 2
    assert resolve_report(record, CASE, "Bas News") == 2


def test_written_offer_is_meant(record: Reader) -> None:
    for table, like, meant in (
        ("sources", sources_like, resolve_source),
        ("claims", claims_like, resolve_claim),
        ("reports", reports_like, resolve_report),
    ):
        for known in like(record, CASE, "", most=-1):
            assert meant(record, CASE, known.written) == known.id
            assert written_name(record, table, known.id) == known.written
    assert written_name(record, "sources", None) == ""


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("Baghdad", "no source called “Baghdad”"), ("W99", "no source W99"), ("Nobody", "no source called “Nobody”")],
)
def test_part_of_name_is_nobody(record: Reader, typed: str, sentence: str) -> None:
    with pytest.raises(NotFound, match=sentence):
        resolve_source(record, CASE, typed)


def test_ambiguous_asks_for_key(desk: CaseFactory) -> None:
    first, second = desk.source("Agency"), desk.source("agency")
    with pytest.raises(NotFound, match="the name of several sources: W1, W2"):
        resolve_source(desk.writer, desk.case, "AGENCY")
    assert (resolve_source(desk.writer, desk.case, "W1"), resolve_source(desk.writer, desk.case, "W2")) == (
        first,
        second,
    )


def test_other_case_source_hidden(desk: CaseFactory) -> None:
    other = desk.open_case()
    own = desk.source("Agency")
    desk.writer.update("sources", own, case=other)
    assert sources_like(desk.writer, desk.case, "agency") == []
    with pytest.raises(NotFound):
        resolve_source(desk.writer, desk.case, "Agency")
    assert resolve_source(desk.writer, other, "Agency") == own
