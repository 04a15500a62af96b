"""Dataclasses of :mod:`db.dataclass` behave as those of :mod:`dataclasses`."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, fields
from types import SimpleNamespace
from typing import Any, Generic, TypeVar

import pytest

from db.dataclass import KW_ONLY, dataclass, field, is_dataclass, replace

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Point:
    """A point."""

    x: int
    y: int = 0
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class NamedPoint(Point):
    """A point with a name."""

    name: str = ""

    def __post_init__(self) -> None:
        if self.name == "wrong":
            raise ValueError(self.name)


@dataclass(slots=True)
class Changing(Generic[T]):
    """One value that changes."""

    value: T


@dataclass(frozen=True, slots=True, kw_only=True)
class ByName:
    """Values passed by their names."""

    a: int
    b: int = 2


@dataclass(frozen=True, slots=True)
class PartlyByName(ByName):
    """A value passed by position, and one by its name."""

    c: int
    _: KW_ONLY
    d: int = 4


def behaviour(decorate: Any) -> dict[str, object]:
    """What a class made by a decorator does."""

    @decorate(frozen=True, slots=True)
    class Shown:
        """A class."""

        a: int
        b: str = "b"

        def double(self) -> int:
            return self.a * 2

    one = Shown(1)
    return {
        "repr": repr(one),
        "equal": [one == Shown(1, "b"), one == Shown(2), one == (1, "b"), hash(one) == hash(Shown(a=1))],
        "match": Shown.__match_args__,
        "slots": Shown.__slots__,
        "names": [(each.name, each.type, each.default) for each in fields(Shown)],  # type: ignore[arg-type]
        "replaced": repr(replace(one, b="c")),  # type: ignore[type-var]
        "method": one.double(),
        "dictionary": dataclasses.asdict(one),  # type: ignore[call-overload]
    }


def test_classes_behave_as_complete_ones() -> None:
    assert behaviour(dataclass) == behaviour(dataclasses.dataclass)


def test_importing_makes_no_methods() -> None:
    before = vars(NamedPoint)["__init__"]
    assert NamedPoint(1, name="n").y == 0
    assert vars(NamedPoint)["__init__"] is not before


def test_frozen_fields_are_not_assigned() -> None:
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'x'"):
        Point(1).x = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'x'"):
        del Point(1).x  # type: ignore[misc]
    with pytest.raises(AttributeError):
        _ = Point(1).__dict__


def test_missing_and_unknown_values_are_refused() -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'x'"):
        Point()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'z'"):
        Point(1, z=3)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="takes 1 positional argument"):
        ByName(1)  # type: ignore[misc]


def test_each_instance_has_its_own_default() -> None:
    Point(1).names.append("one")
    assert Point(1).names == []


def test_inherited_fields_come_first() -> None:
    assert repr(NamedPoint(1, 2, ["a"], "n")) == "NamedPoint(x=1, y=2, names=['a'], name='n')"
    assert NamedPoint(1) != Point(1)
    with pytest.raises(ValueError, match="wrong"):
        NamedPoint(1, name="wrong")


def test_fields_after_kw_only_are_passed_by_name() -> None:
    assert repr(PartlyByName(3, a=1)) == "PartlyByName(a=1, b=2, c=3, d=4)"
    assert PartlyByName.__match_args__ == ("c",)
    assert [each.kw_only for each in fields(PartlyByName)] == [True, True, False, True]
    with pytest.raises(TypeError, match="takes 2 positional arguments"):
        PartlyByName(3, 4, a=1)  # type: ignore[misc]


def test_instances_are_copied_and_pickled() -> None:
    point = NamedPoint(1, 2, ["a"], "n")
    assert copy.deepcopy(point) == pickle.loads(pickle.dumps(point)) == point


def test_changing_classes_change_and_are_not_hashed() -> None:
    changing = Changing(1)
    changing.value = 2
    assert changing == Changing(2)
    with pytest.raises(TypeError, match="unhashable"):
        hash(changing)


def test_instances_may_be_compared_by_identity() -> None:
    @dataclass(slots=True, eq=False)
    class Running:
        """Something that runs."""

        done: int = 0

    one = Running()
    assert one in {one}
    assert one != Running()


def test_rarer_classes_are_left_to_dataclasses() -> None:
    @dataclass(frozen=True, slots=True)
    class Partly:
        """A class with a field that is not compared."""

        a: int
        b: int = field(default=0, compare=False)

    @dataclass
    class WithoutSlots(SimpleNamespace):
        """A class with a base of another kind."""

        a: int

    assert Partly(1, 2) == Partly(1, 3)
    assert replace(Partly(1, 2), b=5).b == 5
    assert is_dataclass(WithoutSlots)
    assert WithoutSlots(1).a == 1


@dataclass
class Unslotted:
    name: str
    found: list[int] = field(default_factory=list)


def test_made_default_of_a_class_without_slots() -> None:
    assert Unslotted("one").found == []
    assert Unslotted("one").found is not Unslotted("two").found
