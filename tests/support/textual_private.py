"""The tests' uses of private names of Textual and asyncio; tests/test_textual_private.py checks each."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial

import pytest
from textual._styles_cache import StylesCache
from textual.app import App
from textual.color import Color
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.notifications import Notification
from textual.screen import Screen
from textual.strip import Strip
from textual.style import Style

draw = Screen._compositor_refresh
"""Draw the changes of a screen."""


def screen_strips(app: App[None]) -> list[Strip]:
    """The lines of the screen with their styles, as sent to a terminal."""
    return app.screen._compositor.render_strips(app.size)


def notifications(app: App[None]) -> list[Notification]:
    """Notices on the screen, oldest first."""
    return list(app._notifications)


@contextmanager
def draw_when_settled() -> Iterator[None]:
    """Draw the screen only once all has settled after a key, and not at every change before."""

    def later(at: Screen[object]) -> None:
        if at is not at.app.screen:
            draw(at)
        else:  # its dirty regions are kept until it is drawn
            at._dirty_widgets.clear()
            at.app._update_mouse_over(at)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Screen, "_compositor_refresh", later)
        yield


@contextmanager
def parse_stylesheets_once() -> Iterator[None]:
    """Cache the rules of a stylesheet between apps; outside tests a process has only one app."""
    kept: dict[object, list[RuleSet]] = {}
    parse = Stylesheet._parse_rules

    def parse_once(sheet: Stylesheet, *asked: object, **named: object) -> list[RuleSet]:
        key = (frozenset(sheet._variables.items()), asked, frozenset(named.items()))
        if key not in kept:
            kept[key] = parse(sheet, *asked, **named)  # type: ignore[arg-type]
        return kept[key]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Stylesheet, "_parse_rules", parse_once)
        yield


@contextmanager
def forget_drawn_lines() -> Iterator[None]:
    """Cache the colours of lines by the colours alone.

    Textual's cache has what a widget has drawn in its key, and keeps that of the last thousand widgets, whose apps are
    gone.
    """
    in_colours = lru_cache(1024)(partial(StylesCache.get_inner_outer.__wrapped__, None))

    def get_inner_outer(_: StylesCache, base: Color, background: Color) -> tuple[Style, Style]:
        return in_colours(base, background)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(StylesCache, "get_inner_outer", get_inner_outer)
        yield


async def press_key(app: App[None], key: str) -> None:
    """Press a key, without the three sleeps that Textual's pilot adds to each."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("textual.app.wait_for_idle", run_ready)
        await app._press_keys([key])


async def run_ready(_: float = 0) -> None:
    """Run everything that is ready, and what that makes ready, until only threads and the clock remain."""
    ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    await asyncio.sleep(0)
    while ready:
        await asyncio.sleep(0)


def running_tasks(app: App[None]) -> list[asyncio.Task[object]]:
    """The unfinished tasks of workers."""
    return [worker._task for worker in app.workers if worker._task and not worker._task.done()]


def is_animating(app: App[None]) -> bool:
    """Whether an animation runs or is scheduled."""
    return bool(app.animator._animations or app.animator._scheduled)


def is_handling(app: App[None]) -> bool:
    """Whether a widget is handling a message still, for example waiting for a thread."""
    return any(
        pump.is_running and not pump._message_queue.ready_event._waiters  # type: ignore[attr-defined]
        for pump in (app, *app._registry)
    )


def is_update_due(app: App[None]) -> bool:
    """Whether the screen's timer is due to lay out or to draw."""
    at = app.screen
    if at._callbacks:
        return True
    changes = at._dirty_widgets or at._layout_required or at._scroll_required
    return bool(changes or at._repaint_required or at._recompose_required) and not app._batch_count


def update_screen(app: App[None]) -> None:
    """Update the screen now, as its timer would do up to a frame later."""
    app.screen._on_timer_update()


def has_dirty_regions(app: App[None]) -> bool:
    """Whether regions of the screen have to be drawn."""
    return bool(app.screen._compositor._dirty_regions)


def take_error(app: App[None]) -> Exception | None:
    """The error that a test would fail with at its end, which it does then no more."""
    error, app._exception = app._exception, None
    app._exception_event.clear()
    return error


def show_notices(app: App[None]) -> None:
    """Draw notices on screens that open from now on; tests of an app leave them out."""
    app._disable_notifications = False
