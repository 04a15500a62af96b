"""Keys of one burst: none is lost, and none acts on the screen below the one that is opening."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from tests.support.key_storm import burst
from tests.support.pilot import app_of, open_desk, press, settle
from tui.screens.form import FormScreen
from tui.screens.search import SearchScreen
from tui.system.type_ahead import TypeAhead, Typed


@pytest.mark.parametrize(
    ("before", "keys"),
    [("", "a c"), ("", "a s"), ("", "a k"), ("2", "o"), ("2", "O"), ("2", "e"), ("1", "e"), ("H", "a"), ("", "K n")],
)
async def test_a_burst_lands_in_the_form(demo_store: Path, before: str, keys: str) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, *before.split())
        burst(app_of(pilot), [*keys.split(), *"The Tq?g7"])
        await settle(pilot)
        form = pilot.app.screen
        assert isinstance(form, FormScreen)
        assert next(iter(form.answers.values())).endswith("The Tq?g7")
        assert len(pilot.app.screen_stack) == (3 if before == "H" else 2)


async def test_a_burst_goes_through_several_screens(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        keys = ["a", "c", *"First", "ctrl+s", "a", "c", *"Second", "escape", "ctrl+f", *"qT"]
        burst(app_of(pilot), keys)
        await settle(pilot)
        assert isinstance(pilot.app.screen, SearchScreen)
        assert pilot.app.screen.query_one(Input).value == "qT"
        await press(pilot, "escape", "a", "c")
        form = pilot.app.screen
        assert isinstance(form, FormScreen)
        assert form.answers["text"] == "Second"


async def test_keys_go_on_where_a_key_is_never_handled(demo_store: Path) -> None:
    delivered: list[Typed] = []
    ahead = TypeAhead(delivered.append, lambda: True)
    assert ahead.admit(events.Key("a", "a"))
    assert not ahead.admit(events.Key("b", "b"))
    ahead.go_on()
    assert delivered == []
    ahead.let_go()
    assert [each.key for each in delivered if isinstance(each, events.Key)] == ["b"]
