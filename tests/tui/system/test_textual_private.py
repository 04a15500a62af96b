"""Canaries: each private name of Textual that the app uses still works as the app needs."""

from __future__ import annotations

import pytest
from rich.console import Console
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.command import CommandList
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import Static

from tui.system.textual_private import (
    ChopsUpdate,
    GuardedApp,
    LayoutUpdate,
    RedrawnInput,
    SteadyPalette,
    StoppableApp,
    _pieces_of,
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


GUARDS = (
    *("_batch_count", "_close_messages_no_wait", "_dispatch_message", "_display", "_exception"),
    *("_exception_event", "_exit", "_handle_exception", "_is_mounted", "_register_child", "_return_code", "_running"),
    *("_screen_stack", "_screen_stacks", "_start_widget", "_previous_cursor_position"),
    *("_begin_batch", "_end_batch", "_registry"),
)
"""Private names that :class:`GuardedApp` uses; tests/tui/system/test_failures.py holds what they do."""


class Guarded(GuardedApp):
    def report_failure(self, error: Exception, at: object, *, broken: bool) -> None:
        raise NotImplementedError


@pytest.mark.parametrize("name", GUARDS)
async def test_name_of_the_guard_is_there(name: str) -> None:
    async with Guarded().run_test() as pilot:
        assert hasattr(pilot.app, name), SEE + f"App.{name}"
        assert hasattr(pilot.app.screen, "_parent"), SEE + "MessagePump._parent"


def test_updates_have_strips_with_places() -> None:
    pieces = [Strip([Segment("left")]), Strip([Segment("right")])]
    console = Console()
    whole = LayoutUpdate([pieces], Region(0, 0, 9, 1))
    assert [piece.text for _, _, piece in _pieces_of(whole)] == ["leftright"], SEE + "LayoutUpdate"
    part = ChopsUpdate([{0: pieces[0], 4: pieces[1]}], [(0, 4, 7)], [[4, 9]])
    assert [(y, x, piece.text) for y, x, piece in _pieces_of(part)] == [(0, 4, "rig")], SEE + "ChopsUpdate"
    assert "rig" in part.render_segments(console), SEE + "CompositorUpdate"


@pytest.mark.parametrize("name", ["_layout_required", "_scroll_required", "_refresh_layout", "_on_timer_update"])
async def test_name_of_the_first_drawing_is_there(name: str) -> None:
    async with Small().run_test() as pilot:
        assert hasattr(pilot.app.screen, name), SEE + f"Screen.{name}"


async def test_palette_takes_a_page_key_before_it_is_drawn() -> None:
    async with Guarded().run_test() as pilot:
        palette = SteadyPalette()
        await pilot.app.push_screen(palette)
        commands = palette.query_one(CommandList)
        commands.add_option("one")
        commands.highlighted = 0
        await palette.run_action("command_list('page_down')")
        palette.dismiss()
        palette.dismiss()
        await pilot.pause()
        assert pilot.app.screen is not palette


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
