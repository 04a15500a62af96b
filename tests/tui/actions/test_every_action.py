"""Every key of the table, doubled and in one burst with all others, on every screen in every state of a case."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from random import Random

import pytest

from tests.support.desk_states import PLACES, STATES, StateFolder
from tests.support.key_storm import (
    LEAVING,
    OtherProgram,
    bound_keys,
    broken,
    burst,
    go,
    place_now,
    quiet,
    selected_row,
    stormy,
)
from tui.actions.registry import COMMANDS
from tui.app import OnRecordApp

pytestmark = pytest.mark.slow

EVERY = [key for each in COMMANDS for key in each.keys.split(",") if key not in LEAVING]


async def double(app: OnRecordApp, place: str, keys: Collection[str], here: object) -> list[str]:
    """Press each key twice at a place."""
    found = []
    for key in keys:
        if place_now(app) != here:
            await go(app, place)
        burst(app, [key, key])
        await quiet(app)
        found.append(broken(app, f"{place}: {key} twice"))
    return found


def in_part(key: str, state: str) -> bool:
    """Whether a key is pressed twice in a state; each is in every third one."""
    return EVERY.index(key) % 3 == [*STATES].index(state) % 3


@pytest.mark.parametrize("state", STATES)
async def test_no_action_breaks_the_desk(state: str, tmp_path: Path) -> None:
    """All keys of a screen at once, on every screen that the state has; on the first one, a part of them twice.

    The parts of all states are together every key, some times over.
    """
    found: list[str] = []
    tried: set[object] = set()
    folder, random = StateFolder(tmp_path), Random(state)
    app = folder.app(state)
    async with stormy(app):
        for place in PLACES:
            here = await go(app, place)
            if here in tried:
                continue
            tried.add(here)
            keys = [key for key in bound_keys(app) if key in EVERY]
            random.shuffle(keys)
            burst(app, keys)
            await quiet(app)
            found.append(broken(app, f"{place}: all at once"))
            if place == "desk":
                await go(app, place)
                found += await double(app, place, [key for key in keys if in_part(key, state)], here)
    assert [each for each in found if each] == []
    assert len(found) > 5


@pytest.mark.parametrize("part", range(3))
async def test_no_key_twice_breaks_a_screen(part: int, tmp_path: Path) -> None:
    found: list[str] = []
    app = StateFolder(tmp_path).app("shipped")
    async with stormy(app):
        for place in [*PLACES][part::3]:
            here = await go(app, place)
            keys = [key for key in bound_keys(app) if key in EVERY]
            found += await double(app, place, Random(place).sample(keys, min(len(keys), 2)), here)
    assert [each for each in found if each] == []
    assert len(found) > 12


async def test_no_action_breaks_the_desk_while_the_store_changes(tmp_path: Path) -> None:
    found = []
    app = StateFolder(tmp_path).app("many cases")
    random = Random(1)
    other = OtherProgram(app, random)
    async with stormy(app):
        for place in PLACES:
            await go(app, place)
            for _ in range(3):
                other.change(selected_row(app))
            burst(app, random.choices(EVERY, k=15))
            await quiet(app)
            found.append(broken(app, f"{place}: keys while rows go"))
    other.close()
    assert [each for each in [*found, *other.surprises] if each] == []
