"""Forms of names: surnames, initials, titles, particles and endings of case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.text.name_forms import are_forms_of_one_body, are_forms_of_one_person, same_but_for_descriptions


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Steve Whitmore", "Whitmore", True),
        ("Mr Whitmore", "Steve Whitmore", True),
        ("S. Whitmore", "Steve Whitmore", True),
        ("Steve A. Whitmore", "Steve Whitmore", True),
        ("Capt. Ahmed Khalaf", "Khalaf", True),
        ("Mustafa al-Kadhimi", "Kadhimi", True),
        ("Mustafa Al Kadhimi", "al-Kadhimi", True),
        ("Anne-Marie Slaughter", "Slaughter", True),
        ("Jean-Luc Mélenchon", "Melenchon", True),
        ("Gabriel García Márquez", "García", True),
        ("Ursula von der Leyen", "Leyen", True),
        ("Дмитрий Песков", "Пескова", True),
        ("Сергею Шойгу", "Шойгу", True),
        ("أحمد خلف", "النقيب أحمد خلف", True),
        ("J.R. Smith", "John Smith", True),
        ("Martin Luther King Jr.", "King", True),
        ("John Smith", "Jane Smith", False),
        ("Steve Whitmore", "Steve", False),
        ("Mr Whitmore", "Mrs Whitmore", False),
        ("Ahmed Khalaf", "Khalid", False),
        ("J. Smith", "Peter Smith", False),
        ("Ahmed Khalaf", "", False),
        ("Mr", "Ahmed Khalaf", False),
    ],
)
def test_forms_of_a_person(one: str, other: str, same: bool) -> None:
    assert are_forms_of_one_person(one, other) is same
    assert are_forms_of_one_person(other, one) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the US embassy", "US embassy in Baghdad", True),
        ("the official Iraqi News Agency (INA)", "Iraqi News Agency (INA)", True),
        ("the official Iraqi News Agency (INA)", "Iraqi News Agency", True),
        ("INA", "the official Iraqi News Agency (INA)", True),
        ("The Ministry of Defence", "ministry of defence", True),
        ("Ministry of Defence", "Ministry of Health", False),
        ("US embassy in Baghdad", "Turkish embassy in Baghdad", False),
        ("people in Basra", "people in Baghdad", False),
    ],
)
def test_forms_of_a_body(one: str, other: str, same: bool) -> None:
    assert are_forms_of_one_body(one, other) is same
    assert are_forms_of_one_body(other, one) is same


def test_place_is_no_description() -> None:
    assert same_but_for_descriptions("the official Iraqi News Agency (INA)", "INA")
    assert not same_but_for_descriptions("the US embassy", "US embassy in Baghdad")


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_names_are_compared(one: str, other: str) -> None:
    assert are_forms_of_one_person(one, other) is are_forms_of_one_person(other, one)
    are_forms_of_one_body(one, other)
