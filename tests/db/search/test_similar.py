"""Similar names and claims: the same first, then the nearest, never a vague likeness."""

from __future__ import annotations

from random import Random

import pytest

from db.model.enums import Naming, SourceKind
from db.model.ids import CaseId
from db.search.duplicates import near_pairs
from db.search.similar import near_claims, near_sources, same_sources
from db.store.reader import Reader
from db.write.claim_joins import join_claims
from db.write.claims import add_claim
from db.write.sources import add_source
from tests.support.factories import CaseFactory

CASE = CaseId(1)


def names(record: Reader, name: str, most: int = 5) -> list[str]:
    return [near.found.name for near in near_sources(record, CASE, name, most)]


@pytest.mark.parametrize(
    "name", ["Ahmed Khalaf", "ahmed  khalaf", "Áhmed Khalaf", "“Ahmed Khalaf”", "w7", "the Ahmed Khalaf"]
)
def test_same_name_is_100(record: Reader, name: str) -> None:
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
def test_other_spelling_is_near(record: Reader, typed: str, found: str) -> None:
    first = near_sources(record, CASE, typed)[0]
    assert first.found.name == found
    assert first.score < 100
    assert same_sources(record, CASE, typed) == []


@pytest.mark.parametrize("typed", ["Ministry of Health", "Iraqi Army", "", " ", "!"])
def test_vaguely_alike_is_not_near(record: Reader, typed: str) -> None:
    assert names(record, typed) == []


def test_other_case_is_not_near(desk: CaseFactory) -> None:
    other = desk.open_case("Another case")
    add_source(desk.writer, "a security source", kind=SourceKind.PERSON, naming=Naming.ANONYMOUS, case=other)
    assert names(desk.writer, "a security source") == []
    assert len(near_sources(desk.writer, other, "a security source")) == 1


def test_nearest_come_first(desk: CaseFactory) -> None:
    for number in range(6_000):
        desk.writer.insert("sources", key=f"W{number + 1}", name=f"Unit {number}", kind="body", naming="named")
    desk.source("Ahmed Khalaf")
    assert names(desk.writer, "Ahmed Khalif") == ["Ahmed Khalaf"]
    found = near_sources(desk.writer, CASE, "Unit 5999", most=3)
    assert (found[0].found.name, found[0].score, len(found)) == ("Unit 5999", 100, 3)


def test_claims_near_by_words(record: Reader) -> None:
    first = near_claims(record, CASE, "the embassy apologized to the Iraqi army")[0]
    assert first.found.key == "C2"
    assert 90 < first.score < 100
    assert near_claims(record, CASE, "The embassy apologised to the Iraqi army")[0].score == 100
    assert near_claims(record, CASE, "laser-guided system")[0].found.key == "C1b"
    assert near_claims(record, CASE, "cats and dogs") == []
    assert len(near_claims(record, CASE, "the drone was shot down", most=2)) == 2


@pytest.mark.parametrize("words", ["", "the of", "\u202e", "🙂"])
def test_empty_words_near_nothing(record: Reader, words: str) -> None:
    assert near_claims(record, CASE, words) == []


_WHO = (
    "the ministry",
    "a patrol",
    "port workers",
    "the governor",
    "a convoy",
    "the broadcaster",
    "a drone",
    "villagers",
)
_DID = ("closed", "shot down", "apologised for", "denied", "moved", "confirmed", "paid for", "lost", "repaired", "hid")
_WHAT = (
    "the northern road",
    "a warehouse",
    "three trucks",
    "the ceasefire",
    "the ballot",
    "the outage",
    "a checkpoint",
)
_WHERE = (
    "in Basra",
    "near Mosul",
    "at the border",
    "on Friday",
    "before dawn",
    "in Kirkuk",
    "at the airport",
    "last week",
)


def _slipped(text: str, dice: Random) -> str:
    """A claim as somebody else would type it, with a word and a letter left out."""
    words = text.split()
    del words[dice.randrange(len(words))]
    at = dice.randrange(len(words))
    words[at] = words[at][:-1] if len(words[at]) > 4 else words[at]
    return " ".join(words)


def test_index_agrees_with_all(desk: CaseFactory) -> None:
    dice = Random(5)
    texts = [
        f"{dice.choice(_WHO)} {dice.choice(_DID)} {dice.choice(_WHAT)} {dice.choice(_WHERE)} {dice.randrange(400)}"
        for _ in range(1_500)
    ]
    with desk.writer.action():
        for text in texts:
            add_claim(desk.writer, CASE, text)
    asked = [_slipped(dice.choice(texts), dice) for _ in range(25)]
    found = {
        compared: [near_claims(desk.writer, CASE, words, compared=compared) for words in asked]
        for compared in (10_000, 0)
    }
    whole = [(each.found.id, at) for at, near in enumerate(found[10_000]) for each in near if each.score >= 75]
    indexed = {(each.found.id, at) for at, near in enumerate(found[0]) for each in near}
    assert len(whole) > 25
    assert sum(each in indexed for each in whole) / len(whole) > 0.9
    assert all(one[0].score == other[0].score for one, other in zip(*found.values(), strict=True))


def test_joined_stands_for_kept(desk: CaseFactory) -> None:
    kept, other = desk.claim("Somebody downed an aircraft"), desk.claim("US forces shot down a drone")
    join_claims(desk.writer, other, kept)
    assert [each.found.id for each in near_claims(desk.writer, CASE, "a drone was shot down")] == [kept]
    assert list(near_pairs(desk.writer, CASE)) == []


def test_pairs_once_each(desk: CaseFactory) -> None:
    words = (
        "A drone was shot down",
        "It rained in Basra",
        "A drone was shot down over Baghdad",
        "the drone was shot down",
    )
    for text in words:
        desk.claim(text)
    told: list[tuple[int, int]] = []
    found = list(near_pairs(desk.writer, CASE, 80, lambda done, of: told.append((done, of))))
    assert {(pair.one.key, pair.other.key) for pair in found} == {("C1", "C3"), ("C1", "C4"), ("C3", "C4")}
    assert told[-1] == (4, 4)
    assert all(80 <= pair.score <= 100 for pair in found)
