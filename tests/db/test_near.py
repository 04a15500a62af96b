"""Names and claims near to what was typed: the same first, then the nearest, never what is only vaguely alike."""

from __future__ import annotations

import pytest

from db.entry.people import record_source
from db.near import near_claims, near_sources, same_sources
from db.reader import Reader
from db.terms import CaseId, Kind, Naming
from tests.building import Desk

CASE = CaseId(1)


def names(record: Reader, name: str, most: int = 5) -> list[str]:
    return [near.found.name for near in near_sources(record, CASE, name, most)]


@pytest.mark.parametrize(
    "name", ["Ahmed Khalaf", "ahmed  khalaf", "Áhmed Khalaf", "“Ahmed Khalaf”", "w7", "the Ahmed Khalaf"]
)
def test_the_same_name_scores_a_hundred(record: Reader, name: str) -> None:
    first = near_sources(record, CASE, name)[0]
    assert (first.found.name, first.score) == ("Ahmed Khalaf", 100)
    assert [each.name for each in same_sources(record, CASE, name)] == ["Ahmed Khalaf"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Ahmad Khalaf", "Ahmed Khalaf"),
        ("Captain Ahmed Khalaf", "Ahmed Khalaf"),
        ("Khalaf", "Ahmed Khalaf"),
        ("the Ministry of Defense", "Iraqi Ministry of Defence"),
        ("Defence Ministry", "Iraqi Ministry of Defence"),
        ("Anadolu News Agency", "Anadolu Agency"),
    ],
)
def test_a_name_spelled_otherwise_is_near_and_not_the_same(record: Reader, typed: str, found: str) -> None:
    first = near_sources(record, CASE, typed)[0]
    assert first.found.name == found
    assert first.score < 100
    assert same_sources(record, CASE, typed) == []


@pytest.mark.parametrize("typed", ["Ministry of Health", "Iraqi Army", "", " ", "!"])
def test_what_is_only_vaguely_alike_is_not_near(record: Reader, typed: str) -> None:
    assert names(record, typed) == []


def test_a_source_of_another_case_alone_is_not_near(desk: Desk) -> None:
    other = desk.open_case("Another case")
    record_source(desk.writer, "a security source", kind=Kind.PERSON, naming=Naming.ANONYMOUS, case=other)
    assert names(desk.writer, "a security source") == []
    assert len(near_sources(desk.writer, other, "a security source")) == 1


def test_the_nearest_of_many_come_first_and_no_more_than_asked(desk: Desk) -> None:
    for number in range(6_000):
        desk.writer.insert("sources", key=f"W{number + 1}", name=f"Unit {number}", kind="body", naming="named")
    desk.source("Ahmed Khalaf")
    assert names(desk.writer, "Ahmed Khalif") == ["Ahmed Khalaf"]
    found = near_sources(desk.writer, CASE, "Unit 5999", most=3)
    assert (found[0].found.name, found[0].score, len(found)) == ("Unit 5999", 100, 3)


def test_claims_are_near_by_what_their_words_say(record: Reader) -> None:
    first = near_claims(record, CASE, "the embassy apologized to the Iraqi army")[0]
    assert first.found.key == "C2"
    assert 90 < first.score < 100
    assert near_claims(record, CASE, "The embassy apologised to the Iraqi army")[0].score == 100
    assert near_claims(record, CASE, "laser-guided system")[0].found.key == "C1b"
    assert near_claims(record, CASE, "cats and dogs") == []
    assert len(near_claims(record, CASE, "the drone was shot down", most=2)) == 2


@pytest.mark.parametrize("words", ["", "the of", "\u202e", "🙂"])
def test_words_that_say_nothing_are_near_to_nothing(record: Reader, words: str) -> None:
    assert near_claims(record, CASE, words) == []
