"""Keys, clicks, changes of the window and signals that come at the wrong moment."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from random import Random

from tests.attacks import Attack
from tests.support.desk_states import STATES, StateFolder
from tests.support.key_storm import (
    SIZES,
    OtherProgram,
    broken,
    quiet,
    random_events,
    selected_row,
    stormy,
)

LIFE = 400
"""Keys after which a walk begins on another store."""


def walk_at_random(folder: Path, tries: int, seed: int) -> Iterable[str]:
    """Press keys at random while another program changes the store; a try is a key."""
    return asyncio.run(_collect(_walk(folder, tries, Random(seed))))


async def _collect(found: AsyncIterator[str]) -> list[str]:
    return [each async for each in found]


async def _walk(folder: Path, tries: int, random: Random) -> AsyncIterator[str]:
    states, folders = sorted(STATES), StateFolder(folder)
    done = 0
    while done < tries:
        app = folders.app(random.choice(states))
        other = OtherProgram(app, Random(random.random()))
        try:
            async with stormy(app) as pilot:
                for _ in range(min(LIFE, tries - done)):
                    done += 1
                    if random.random() < 0.2:
                        other.change(selected_row(app))
                    what = random_events(app, random)
                    screen = type(app.screen).__name__
                    if what == ["resize"]:
                        await pilot.resize_terminal(*random.choice(SIZES))
                    elif random.random() < 0.5:
                        await quiet(app)
                    else:
                        await asyncio.sleep(0)
                    yield broken(app, f"{' '.join(what)} on {screen}")
                    if not app.is_running:
                        break
        finally:
            other.close()
        for surprise in other.surprises:
            yield surprise


ATTACKS = (Attack("keys at random, while another program writes", walk_at_random, small=300, long=8_000),)
