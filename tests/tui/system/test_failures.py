"""An error that nothing caught is a notice, with the app alive; a screen that can't be drawn is closed."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events, work
from textual.app import ComposeResult, RenderResult
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static

from db.errors import Refused
from tests.support.patience import Patience
from tests.support.pilot import press, settle, wait_until
from tests.support.textual_private import notifications, run_ready, take_error
from tui.system.failures import ResilientApp, describe_failure


@pytest.fixture(autouse=True)
def reports_in_a_folder_of_the_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


class Boom(Exception):
    """The error of these tests."""


class Fragile(Widget, can_focus=True):
    BINDINGS = [("x", "explode", "")]
    changing = reactive(0, init=False)
    keys = ""
    draws_badly = False

    def render(self) -> RenderResult:
        if self.draws_badly:
            raise Boom
        return "drawn"

    def action_explode(self) -> None:
        raise Boom

    def on_key(self, event: events.Key) -> None:
        self.keys += event.key
        if event.key == "h":
            raise Boom

    def watch_changing(self) -> None:
        raise Boom

    @work
    async def work_badly(self) -> None:
        await asyncio.sleep(0)
        raise Boom


class Sturdy(ResilientApp):
    def compose(self) -> ComposeResult:
        yield Fragile()

    def on_load(self) -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: self.fail(context["exception"]))


def explode() -> None:
    raise Boom


async def explode_later() -> None:
    raise Boom


WAYS: dict[str, Callable[[Fragile], object]] = {
    "action": lambda at: at.app.simulate_key("x"),
    "handler": lambda at: at.app.simulate_key("h"),
    "watcher": lambda at: at.call_next(lambda: setattr(at, "changing", 1)),
    "worker": lambda at: at.work_badly(),
    "timer": lambda at: at.set_timer(0.001, explode),
    "callback": lambda at: at.call_next(explode),
    "callback after drawing": lambda at: at.call_after_refresh(explode),
    "callback in the loop": lambda _: asyncio.get_running_loop().call_soon(explode),
    "message of the app": lambda at: at.app.call_later(explode),
}


@pytest.mark.parametrize("way", WAYS)
async def test_error_is_a_notice(way: str) -> None:
    app = Sturdy()
    async with app.run_test() as pilot:
        at = app.query_one(Fragile)
        at.focus()
        await settle(pilot)
        WAYS[way](at)
        await wait_for(lambda: app.failures)
        assert isinstance(take_error(app), Boom)
        await settle(pilot)
        [notice] = notifications(app)
        assert notice.message.startswith("Something went wrong in test_failures.py, line ")
        assert "crash.txt" in notice.message
        await press(pilot, "k")  # the widget lives on
        assert at.keys.endswith("k")


async def wait_for(true: Callable[[], object]) -> None:
    """Wait until a condition holds; the pilot would raise the error."""
    patience = Patience()
    while not true():
        assert not patience.is_over
        await asyncio.sleep(0.001)


async def run_badly(app: Sturdy) -> None:
    async with app.run_test() as pilot:
        app.query_one(Fragile).call_next(explode)
        await settle(pilot)


async def test_test_fails_at_its_end_of_an_error() -> None:
    with pytest.raises(Boom):
        await run_badly(Sturdy())


class BadScreen(Screen[None]):
    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = what

    def compose(self) -> ComposeResult:
        if self._what == "compose":
            raise Boom
        yield Fragile()

    def on_mount(self) -> None:
        if self._what == "mount":
            raise Boom
        self.query_one(Fragile).draws_badly = self._what == "render"


@pytest.mark.parametrize("what", ["compose", "mount", "render"])
async def test_screen_that_cannot_be_drawn_is_closed(what: str) -> None:
    app = Sturdy()
    async with app.run_test() as pilot:
        first = app.screen
        app.push_screen(BadScreen(what))
        await wait_for(lambda: app.failures)
        take_error(app)
        await wait_for(lambda: app.screen is first)
        await settle(pilot)
        take_error(app)
        assert notifications(app)
        assert app.is_running


async def draw_badly(app: Sturdy) -> None:
    async with app.run_test():
        at = app.query_one(Fragile)
        at.draws_badly = True
        at.refresh()
        await wait_for(lambda: not app.is_running)


async def test_first_screen_that_cannot_be_drawn_ends_the_app() -> None:
    app = Sturdy()
    with pytest.raises(Boom):
        await draw_badly(app)
    assert isinstance(app.ended_by, Boom)
    assert app.return_code == 1


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (Refused("It is refused.", "Do that."), "It is refused. Do that."),
        (sqlite3.OperationalError("database is locked"), "in use by another program"),
        (sqlite3.DatabaseError("database disk image is malformed"), "can't be read"),
        (KeyError("a\x1b[2Jb"), "in an unknown place: KeyError"),
    ],
)
def test_error_in_words(error: Exception, says: str) -> None:
    if isinstance(error, sqlite3.OperationalError):
        error.sqlite_errorcode = sqlite3.SQLITE_BUSY
    assert says in describe_failure(error)


class WaitingScreen(Screen[None]):
    """Asks, and goes on when the answer comes."""

    def __init__(self) -> None:
        super().__init__()
        self.answer = asyncio.Event()
        self.went_on = False

    def compose(self) -> ComposeResult:
        yield Static("words")
        yield Input()

    @work
    async def load(self) -> None:
        await self.answer.wait()
        self.went_on = True
        self.query_one(Static).update("answered")

    async def on_key(self) -> None:
        await self.answer.wait()
        await self.app.animator.wait_until_complete()
        self.query_one(Static).update("answered")


async def test_worker_of_a_closed_screen_does_not_go_on() -> None:
    app = Sturdy()
    async with app.run_test() as pilot:
        screen = WaitingScreen()
        await app.push_screen(screen)
        worker = screen.load()
        await wait_until(pilot, lambda: worker.is_running)
        screen.answer.set()
        screen.dismiss()
        await settle(pilot)
        assert not screen.went_on


async def test_handler_of_a_closed_screen_that_goes_on_is_no_error() -> None:
    app = Sturdy()
    async with app.run_test() as pilot:
        screen = WaitingScreen()
        await app.push_screen(screen)
        screen.post_message(events.Callback(callback=screen.on_key))
        await asyncio.sleep(0)
        screen.dismiss()
        await run_ready()
        screen.answer.set()
        await settle(pilot)
    assert not app.failures


async def test_keys_of_one_burst_go_to_the_screen_on_top() -> None:
    class Opening(Sturdy):
        BINDINGS = [("o", "open", "")]

        def action_open(self) -> None:
            self.push_screen(WaitingScreen())

    app = Opening()
    async with app.run_test() as pilot:
        app.query_one(Fragile).focus()
        await settle(pilot)
        for key in "oab":
            app.post_message(events.Key(key, key))
        await settle(pilot)
        assert app.screen.query_one(Input).value == "ab"


async def test_answer_that_is_cancelled_ends_nothing() -> None:
    class Asking(Sturdy):
        BINDINGS = [("o", "ask", "")]
        asked: asyncio.Future[None] | None = None

        async def action_ask(self) -> None:
            self.asked = asyncio.get_running_loop().create_future()
            await self.asked

    app = Asking()
    async with app.run_test() as pilot:
        app.query_one(Fragile).focus()
        await settle(pilot)
        app.simulate_key("o")
        await wait_for(lambda: app.asked)
        assert app.asked is not None
        app.asked.cancel()  # as where a newer question replaces it
        await settle(pilot)
        await press(pilot, "k")
        assert app.query_one(Fragile).keys.endswith("k")


async def test_keys_and_clicks_while_the_app_ends_are_dropped() -> None:
    app = Sturdy()
    async with app.run_test():
        for event in (
            events.Key("x", "x"),
            events.Paste("x"),
            events.MouseDown(None, 1, 1, 0, 0, 1, False, False, False),
        ):
            app.exit()
            app.post_message(event)
    assert not app.failures
