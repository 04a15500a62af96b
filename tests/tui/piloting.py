"""The desk under a pilot: open it, press keys, wait for what they lead to, read the screen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

from textual.app import App
from textual.pilot import Pilot

from tui.app import OnRecordApp, prepared
from tui.screens.desk import DeskScreen

PATIENCE = 20.0
"""Seconds to wait for what must come; a loaded machine is slow, a broken desk never gets there."""


@asynccontextmanager
async def at_desk(
    store: Path,
    size: tuple[int, int] = (120, 40),
    *,
    key: str | None = None,
    walk: bool = False,
    walk_seconds: float = 60.0,
) -> AsyncIterator[tuple[Pilot[None], DeskScreen]]:
    app = prepared(store, key, walk=walk, walk_seconds=walk_seconds)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        desk = app.screen_stack[0]
        assert isinstance(desk, DeskScreen)
        yield pilot, desk


async def settled(pilot: Pilot[None]) -> None:
    """Wait until messages are handled and nothing is being read."""
    await pilot.pause()
    while any(not worker.is_finished for worker in pilot.app.workers):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one by one, each after what the one before led to."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def until(pilot: Pilot[None], true: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = monotonic() + PATIENCE
    while not true():
        assert monotonic() < end, "it never came"
        await pilot.pause()


def screen(app: App[None]) -> list[str]:
    """The lines of the screen as a person sees them."""
    width, height = app.size
    update = app.screen._compositor.render_strips(app.size)
    return [strip.text[:width] for strip in update[:height]]


def shown(app: App[None]) -> str:
    """The whole screen as one text."""
    return "\n".join(screen(app))


def app_of(pilot: Pilot[None]) -> OnRecordApp:
    assert isinstance(pilot.app, OnRecordApp)
    return pilot.app
