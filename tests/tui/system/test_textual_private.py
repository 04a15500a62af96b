"""Canaries: each private name of Textual that the app uses still works as the app needs."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from tui.system.textual_private import (
    RedrawnInput,
    StoppableApp,
    notifications,
    parse_theme_style,
    withdraw_notification,
)

SEE = "Textual changed: see tui/system/textual_private.py, "


class Hidden(RedrawnInput):
    def drawn_value(self) -> str:
        return "hidden"


class Small(StoppableApp):
    stopped = 0

    def compose(self) -> ComposeResult:
        yield Static("words")
        yield Hidden("typed")

    def before_shutdown(self) -> None:
        assert self.query_one(Static).is_attached
        self.stopped += 1


async def test_notifications_are_listed() -> None:
    async with App[None]().run_test() as pilot:
        pilot.app.notify("one")
        pilot.app.notify("two")
        await pilot.pause()
        assert [notice.message for notice in notifications(pilot.app)] == ["one", "two"], SEE + "App._notifications"


async def test_one_is_withdrawn() -> None:
    async with App[None]().run_test() as pilot:
        pilot.app.notify("one")
        pilot.app.notify("two")
        await pilot.pause()
        withdraw_notification(pilot.app, notifications(pilot.app)[0])
        assert [notice.message for notice in notifications(pilot.app)] == ["two"], SEE + "App._unnotify"


async def test_theme_style_is_parsed() -> None:
    async with Small().run_test() as pilot:
        style = parse_theme_style(pilot.app.query_one(Static), "$accent bold")
        assert style.bold, SEE + "Widget._get_style"
        assert style.foreground is not None, SEE + "Widget._get_style"


async def test_shutdown_stops_first() -> None:
    app = Small()
    async with app.run_test():
        assert app.stopped == 0
    assert app.stopped == 1, SEE + "App._shutdown"


@pytest.mark.parametrize("text", ["typed", ""])
async def test_input_draws_other_value(text: str) -> None:
    async with Small().run_test() as pilot:
        field = pilot.app.query_one(Hidden)
        field.value = text
        await pilot.pause()
        assert ("hidden" in field.render_line(0).text) == bool(text), SEE + "Input._value"
