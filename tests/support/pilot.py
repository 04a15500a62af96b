"""The desk under Textual's pilot: open it, press keys, wait for the results, read the screen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual.app import App
from textual.pilot import Pilot

from tests.support.patience import Patience
from tests.support.textual_private import (
    draw,
    draw_when_settled,
    has_dirty_regions,
    is_animating,
    is_handling,
    is_update_due,
    press_key,
    run_ready,
    running_tasks,
    screen_strips,
    update_screen,
)
from tui.app import OnRecordApp, prepare_app
from tui.screens.desk import DeskScreen


@asynccontextmanager
async def open_desk(
    store: Path,
    size: tuple[int, int] = (120, 40),
    *,
    key: str | None = None,
    walk: bool = False,
    walk_seconds: float = 60.0,
) -> AsyncIterator[tuple[Pilot[None], DeskScreen]]:
    app = prepare_app(store, key, walk=walk, walk_seconds=walk_seconds)
    async with open_app(app, size) as pilot:
        desk = app.screen_stack[0]
        assert isinstance(desk, DeskScreen)
        yield pilot, desk


@asynccontextmanager
async def open_app(app: OnRecordApp, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[None]]:
    with draw_when_settled():
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            yield pilot


async def settle(pilot: Pilot[None]) -> None:
    """Wait until messages are handled, nothing is being read and all changes are drawn."""
    app = pilot.app
    patience = Patience()
    while app.is_running:
        assert not patience.is_over, "it never settled"
        await run_ready()
        if is_handling(app) or not app.screen_stack:
            await asyncio.sleep(0.001)
        elif working := running_tasks(app):
            await asyncio.wait(working)
            patience.renew()
        elif is_animating(app):
            await app.animator.wait_until_complete()
        elif is_update_due(app):
            update_screen(app)
        elif has_dirty_regions(app):
            draw(app.screen)  # drawing can start more work: a listing reads the rows that it draws
        else:
            return


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one by one, each after the desk has settled."""
    if not keys:
        await settle(pilot)
    for key in keys:
        await press_key(pilot.app, key)
        await settle(pilot)


async def wait_until(pilot: Pilot[None], true: Callable[[], bool]) -> None:
    """Wait until a condition holds."""
    patience = Patience()
    while not true():
        assert not patience.is_over, "it never came"
        await pilot.pause()


def screen_lines(app: App[None]) -> list[str]:
    """The lines of the screen as a person sees them."""
    width, height = app.size
    return [strip.text[:width] for strip in screen_strips(app)[:height]]


def screen_text(app: App[None]) -> str:
    """The whole screen as one text."""
    return "\n".join(screen_lines(app))


def app_of(pilot: Pilot[None]) -> OnRecordApp:
    assert isinstance(pilot.app, OnRecordApp)
    return pilot.app


def on_one_line(text: str) -> str:
    """Join the lines of a screen, however they wrap, without the cursor's bar."""
    return " ".join(text.replace("▌", " ").split())
