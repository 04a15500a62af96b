"""The desk under a pilot: open it, press keys, wait for what they lead to, read the screen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from time import monotonic

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

from tui.app import OnRecordApp, prepare_app
from tui.screens.desk import DeskScreen

PATIENCE = 20.0
"""Seconds to wait for what must come; a loaded machine is slow, a broken desk never gets there."""


_draw = Screen._compositor_refresh


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
    with draw_when_settled():
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            desk = app.screen_stack[0]
            assert isinstance(desk, DeskScreen)
            yield pilot, desk


@contextmanager
def draw_when_settled() -> Iterator[None]:
    """Draw what changed once all has settled after a key, not each of the frames that come before."""

    def later(at: Screen[object]) -> None:
        if at is not at.app.screen:
            _draw(at)
        else:  # its dirty regions are kept until it is drawn
            at._dirty_widgets.clear()
            at.app._update_mouse_over(at)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Screen, "_compositor_refresh", later)
        yield


async def settle(pilot: Pilot[None]) -> None:
    """Wait until messages are handled, nothing is being read and what changed is drawn; no longer."""
    app = pilot.app
    end = monotonic() + PATIENCE
    while app.is_running:
        assert monotonic() < end, "it never settled"
        await _run_out()
        if _is_handling(app) or not app.screen_stack:
            await asyncio.sleep(0.001)
        elif working := [worker._task for worker in app.workers if worker._task and not worker._task.done()]:
            await asyncio.wait(working)
            end = monotonic() + PATIENCE
        elif app.animator._animations or app.animator._scheduled:
            await app.animator.wait_until_complete()
        elif _is_undrawn(app):
            app.screen._on_timer_update()  # as the clock would do, up to a frame later
        elif app.screen._compositor._dirty_regions:
            _draw(app.screen)  # which may ask for more: a listing asks for the rows that it draws
        else:
            return


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one by one, each after what the one before led to."""
    if not keys:
        await settle(pilot)
    for key in keys:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("textual.app.wait_for_idle", _run_out)  # for Textual's own sleeps three times a key
            await pilot.app._press_keys([key])
        await settle(pilot)


async def wait_until(pilot: Pilot[None], true: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = monotonic() + PATIENCE
    while not true():
        assert monotonic() < end, "it never came"
        await pilot.pause()


async def _run_out(_: float = 0) -> None:
    """Let run all that is ready to, and what that makes ready, until only threads and the clock are waited for."""
    ready = getattr(asyncio.get_running_loop(), "_ready")  # noqa: B009
    await asyncio.sleep(0)
    while ready:
        await asyncio.sleep(0)


def _is_handling(app: App[None]) -> bool:
    """Whether one is amid a message still, as when it waits for a thread: none takes the next one from its queue."""
    return any(
        pump.is_running and not getattr(pump._message_queue.ready_event, "_waiters")  # noqa: B009
        for pump in (app, *app._registry)
    )


def _is_undrawn(app: App[None]) -> bool:
    at = app.screen
    if at._callbacks:
        return True
    changes = at._dirty_widgets or at._layout_required or at._scroll_required
    return bool(changes or at._repaint_required or at._recompose_required) and not app._batch_count


def screen_lines(app: App[None]) -> list[str]:
    """The lines of the screen as a person sees them."""
    width, height = app.size
    update = app.screen._compositor.render_strips(app.size)
    return [strip.text[:width] for strip in update[:height]]


def screen_text(app: App[None]) -> str:
    """The whole screen as one text."""
    return "\n".join(screen_lines(app))


def app_of(pilot: Pilot[None]) -> OnRecordApp:
    assert isinstance(pilot.app, OnRecordApp)
    return pilot.app


def on_one_line(text: str) -> str:
    """Put the words of a screen on one line, however they wrap, without the cursor's bar."""
    return " ".join(text.replace("▌", " ").split())
