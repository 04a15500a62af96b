"""A record whose fields hold values of other types than they declare is found, at any depth."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from db.model.declared_types import has_declared_types
from db.model.enums import Act


@dataclass(frozen=True)
class Inner:
    text: str | None
    is_flag: bool = False


@dataclass(frozen=True)
class Outer:
    number: int
    inner: Inner | None
    several: tuple[Inner, ...] = ()
    act: Act = Act.ASSERT
    share: float = 0.5


GOOD = Outer(1, Inner("a", is_flag=1), (Inner(None),), share=1)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [GOOD, [GOOD, None], (1, "a", [GOOD]), {"a": GOOD}, None, 7, [1, 2], []])
def test_declared_types(value: object) -> None:
    assert has_declared_types(value)


@pytest.mark.parametrize(
    "bad",
    [Outer("1", None), Outer(1, Inner(b"a")), Outer(1, None, (Inner("a"), Inner(1.5))), Outer(1, None, share="much")],  # type: ignore[arg-type]
)
def test_other_types(bad: Outer) -> None:
    assert not has_declared_types(bad)
    assert not has_declared_types([GOOD, bad])
    assert not has_declared_types({"a": [bad]})
