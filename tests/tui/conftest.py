"""What only the command line's and the desk's tests need: a store, and Textual reading each stylesheet once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from db.journal.opening import open_writer
from db.write.cases import add_case


@pytest.fixture
def two_cases(demo_store: Path) -> Path:
    """The shipped case, and an empty one beside it."""
    with open_writer(demo_store) as writer:
        add_case(writer, "Another incident", tz="UTC")
    return demo_store


@pytest.fixture(scope="session", autouse=True)
def stylesheets_read_once() -> Iterator[None]:
    """Keep what Textual reads from stylesheets from one app to the next; a process of its own has but one app."""
    kept: dict[object, list[RuleSet]] = {}
    read = Stylesheet._parse_rules

    def read_once(sheet: Stylesheet, *asked: object, **named: object) -> list[RuleSet]:
        key = (frozenset(sheet._variables.items()), asked, frozenset(named.items()))
        if key not in kept:
            kept[key] = read(sheet, *asked, **named)  # type: ignore[arg-type]
        return kept[key]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Stylesheet, "_parse_rules", read_once)
        yield
