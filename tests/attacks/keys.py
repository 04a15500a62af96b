"""Keys, clicks, changes of the window and signals that come at the wrong moment."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from random import Random

from tests.attacks import Attack
from tests.support.desk_states import PLACES, STATES, StateFolder
from tests.support.key_storm import (
    SIZES,
    OtherProgram,
    bound_keys,
    broken,
    burst,
    go,
    quiet,
    random_events,
    selected_row,
    stormy,
)
from tests.support.signalled import SIGNALS, end_desk

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


def double_keys(folder: Path, tries: int, seed: int) -> Iterable[str]:
    """Press keys twice at once, on every screen in every state of a case."""
    return asyncio.run(_collect(_double(folder, tries, Random(seed))))


async def _double(folder: Path, tries: int, random: Random) -> AsyncIterator[str]:
    folders, done = StateFolder(folder), 0
    while done < tries:
        state = random.choice([*STATES])
        app = folders.app(state)
        async with stormy(app):
            for _ in range(min(30, tries - done)):
                place = random.choice([*PLACES])
                await go(app, place)
                key = random.choice(bound_keys(app))
                burst(app, [key, key])
                await quiet(app)
                done += 1
                yield broken(app, f"{state}, {place}: {key} twice")
                if not app.is_running:
                    break


def end_by_signals(folder: Path, tries: int, seed: int) -> Iterable[str]:
    """Send signals to the demo at a random moment between its start and its end."""
    random = Random(seed)
    takes = 1.0
    for number in range(tries):
        own = folder / str(number)
        own.mkdir()
        sent = SIGNALS[number % len(SIGNALS)]
        phase = random.choice(("start", "start", "start", "desk", "end"))
        after = random.uniform(0, takes * 1.2) if phase == "start" else random.uniform(0, 0.3)
        keys = {"start": "", "desk": "2j\r", "end": "q"}[phase]
        ended = end_desk(sent, own, after=after, drawn=phase != "start", keys=keys)
        takes = ended.drawn_after or takes
        faults = ended.faults(sent, may_be_done=phase == "end")
        yield f"{sent.name} {after:.3f} s into the {phase}: {faults}" if faults else ""


ATTACKS = (
    Attack("SIGHUP, SIGTERM and ctrl+c at any moment of the desk", end_by_signals, small=3, long=120),
    Attack("every key twice at once, on every screen, in every state", double_keys, small=10, long=3_000),
    Attack("keys at random, while another program writes", walk_at_random, small=60, long=8_000),
)
