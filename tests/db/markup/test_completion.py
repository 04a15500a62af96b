"""Completions at the cursor of a mark-up line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.maintenance.case_file import add_case_file, shipped_case
from db.markup.completion import MOST, completions
from db.markup.parser import parse_line
from db.model.ids import CaseId
from db.store.reader import Reader
from tests.support.factories import CaseFactory

CASE = CaseId(1)


def completed(record: Reader, typed: str, after: str = "") -> list[str]:
    """The line as each completion would make it."""
    text = typed + after
    return [text[: each.start] + each.insert + text[each.end :] for each in completions(record, CASE, text, len(typed))]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Ah", "Ahmed Khalaf"),
        ("ahmad khalaf", "Ahmed Khalaf"),
        ("W7", "Ahmed Khalaf"),
        ("S2", "S23"),
        ("R2", "R2"),
        ("Ahmed Khalaf > Ana", "Ahmed Khalaf > R3"),
        ("Baghdad Operations Command @ IN", "Baghdad Operations Command @ R4"),
        ("Ahmed Khalaf (ins", "Ahmed Khalaf (insider"),
        ("Ahmed Khalaf (deny, off", "Ahmed Khalaf (deny, official"),
        ("Iraqi News Agency (I", "Iraqi News Agency (INA)"),
        ("x > R2 (para", "x > R2 (paraphrases"),
        ("x : ", "x : +"),
        ("x : +C1=pr -", "x : +C1=pr -C1"),
        ("x : -c1b", "x : -C1b"),
        ("x : +C1 ?embassy apol", "x : +C1 ?C2"),
        ('x : +"the embassy apologi', "x : +C2"),
        ("x : +C1.“shot down by mistake", "x : +C1a"),
        ("x : +C1=p", "x : +C1=probable"),
        ("x : +C1=pr ", "x : +C1=pr +"),
        ('x : +"a new claim" ', 'x : +"a new claim" +'),
    ],
)
def test_likeliest_first(record: Reader, typed: str, first: str) -> None:
    assert completed(record, typed)[0] == first


def test_reports_before_sources(record: Reader) -> None:
    assert completed(record, "x > bas")[:2] == ["x > R2", "x > Bas News Agency"]
    assert completed(record, "bas")[0] == "Bas News Agency"


def test_ambiguous_source_by_key(record: Reader) -> None:
    assert completed(record, "media rep") == ["W8"]


def test_text_after_cursor_stays(record: Reader) -> None:
    assert completed(record, "Ah", " > R3 : +C1") == ["Ahmed Khalaf > R3 : +C1"]


def test_offer_is_explained(record: Reader) -> None:
    labels = {each.insert: each.label for each in completions(record, CASE, "S4", 2)}
    assert labels == {"S4": "S4 Anadolu in R3"}
    assert completions(record, CASE, "x : +C2", 7)[0].label == "C2 the embassy apologised to the Iraqi army"


def test_nothing_to_offer(record: Reader) -> None:
    for typed in ("zzzzz", "x : +zzzzz", "x : +C1=z", "x > y (zz"):
        assert completed(record, typed) == []


def test_signs_in_name_read_back(desk: CaseFactory) -> None:
    desk.source("Who: what @ where")
    (offer,) = completions(desk.writer, desk.case, "Who", 3)
    assert parse_line(offer.insert).who.text == "Who: what @ where"


@pytest.fixture(scope="module")
def store() -> Iterator[Reader]:
    with CaseFactory.in_memory() as desk:
        add_case_file(desk.writer, shipped_case())
        yield desk.writer


pieces = st.sampled_from([*'"“”()@>:+-?=.,*[]', " ", "S", "C1", "Ahmed", "the embassy", "W7", "R", "(deny", "=p", "é"])


@given(st.text(max_size=12) | st.lists(pieces, max_size=10).map("".join), st.integers(0, 30))
def test_any_text_is_completed(store: Reader, text: str, cursor: int) -> None:
    offers = completions(store, CASE, text, min(cursor, len(text)))
    assert len(offers) <= MOST
    for offer in offers:
        assert 0 <= offer.start <= offer.end <= len(text)
        assert offer.label
