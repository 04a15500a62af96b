"""What is alike is grouped at the place of its first member."""

from __future__ import annotations

from db.algorithms.grouping import group_alike


def first(each: str) -> str:
    return each[0].strip("-")


def test_groups_in_order_of_appearance() -> None:
    found = group_alike(["a1", "b1", "-", "a2", "a3", "-", "b2", "a4"], first)
    assert found == [["a1", "a2", "a3", "a4"], ["b1"], ["-"], ["-"], ["b2"]]


def test_few_stay_in_place() -> None:
    assert group_alike(["a1", "b1", "a2", "b2", "a3"], first) == [["a1"], ["b1"], ["a2"], ["b2"], ["a3"]]
    assert group_alike([], first) == []
