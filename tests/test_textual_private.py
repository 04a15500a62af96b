"""Canaries for private names of Textual: each is there, and no other module uses one."""

from __future__ import annotations

import ast
import asyncio
import gc
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from textwrap import dedent

import pytest
import textual
from textual.app import App, ComposeResult
from textual.css.stylesheet import Stylesheet
from textual.strip import Strip
from textual.widgets import Static

import tui
from tests.support.repository import ROOT
from tests.support.textual_private import (
    draw_when_settled,
    has_dirty_regions,
    is_animating,
    is_handling,
    is_update_due,
    notifications,
    parse_stylesheets_once,
    press_key,
    run_ready,
    running_tasks,
    screen_strips,
    update_screen,
)

TESTS = Path("tests/support/textual_private.py")
APP = Path("tui/system/textual_private.py")
SEE = f"Textual changed: see {TESTS}, "


class Counting(App[None]):
    CSS = "Static { color: red; }"
    BINDINGS = [("n", "next", "Next")]
    presses = 0

    def compose(self) -> ComposeResult:
        yield Static("0 presses")

    def action_next(self) -> None:
        self.presses += 1
        self.query_one(Static).update(f"{self.presses} presses")


REACHES = {
    "screen": (
        "_compositor",
        "_compositor_refresh",
        "_dirty_widgets",
        "_callbacks",
        "_layout_required",
        "_scroll_required",
        "_repaint_required",
        "_recompose_required",
        "_on_timer_update",
    ),
    "screen._compositor": ("_dirty_regions",),
    "app": (
        *("_notifications", "_update_mouse_over", "_press_keys", "_registry", "_batch_count", "_message_queue"),
        *("_exception", "_exception_event", "_disable_notifications"),
    ),
    "app._message_queue.ready_event": ("_waiters",),
    "app.animator": ("_animations", "_scheduled"),
    "app.stylesheet": ("_parse_rules", "_variables"),
    "worker": ("_task",),
    "loop": ("_ready",),
}
"""Where each private name is looked for on a running app."""


def private_attributes(tree: ast.AST) -> Iterator[ast.Attribute]:
    """Attributes that start with one underscore, on anything but ``self``, ``cls`` and ``super()``."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute) or not node.attr.startswith("_") or node.attr.startswith("__"):
            continue
        own = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
        if not own and not (isinstance(node.value, ast.Call) and ast.unparse(node.value) == "super()"):
            yield node


def defined(tree: ast.AST) -> Iterator[str]:
    """Names that a module gives to functions, classes, variables and attributes of ``self``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr


@cache
def parsed(folder: Path) -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text("utf-8")) for path in sorted(folder.rglob("*.py"))}


@cache
def textual_names() -> frozenset[str]:
    """Private names of Textual that no module of ours defines for itself."""
    theirs = {name for tree in parsed(Path(textual.__file__).parent).values() for name in defined(tree)}
    ours = {
        name
        for folder in ("db", "tui", "tests")
        for path, tree in parsed(ROOT / folder).items()
        if path not in (ROOT / APP, ROOT / TESTS)
        for name in defined(tree)
    }
    return frozenset(name for name in theirs - ours if name.startswith("_"))


@pytest.mark.parametrize(
    ("place", "name"), [(place, name) for place, names in REACHES.items() for name in names], ids=str
)
async def test_private_name_is_there(place: str, name: str) -> None:
    async with Counting().run_test() as pilot:
        worker = pilot.app.run_worker(asyncio.sleep(0))
        known = {"app": pilot.app, "screen": pilot.app.screen, "worker": worker, "loop": asyncio.get_running_loop()}
        first, *rest = place.split(".")
        found: object = known[first]
        for part in rest:
            found = getattr(found, part)
        assert hasattr(found, name), f"{SEE}{type(found).__name__}.{name}"


def test_every_reach_has_a_canary() -> None:
    used = {node.attr for node in private_attributes(parsed(ROOT / "tests/support")[ROOT / TESTS])}
    assert used == {name for names in REACHES.values() for name in names}


async def test_key_pressed_and_drawn() -> None:
    with draw_when_settled():
        async with Counting().run_test() as pilot:
            await press_key(pilot.app, "n")
            await run_ready()
            assert pilot.app.query_one(Static).content == "1 presses", f"{SEE}App._press_keys"
            while is_update_due(pilot.app):
                update_screen(pilot.app)
                await run_ready()
            assert has_dirty_regions(pilot.app), f"{SEE}Compositor._dirty_regions"
            assert "1 presses" in screen_strips(pilot.app)[0].text, f"{SEE}Compositor.render_strips"


async def test_running_work_is_seen() -> None:
    async with Counting().run_test() as pilot:
        go_on = asyncio.Event()
        worker = pilot.app.run_worker(go_on.wait())
        await run_ready()
        assert len(running_tasks(pilot.app)) == 1, f"{SEE}Worker._task"
        go_on.set()
        await worker.wait()
        assert running_tasks(pilot.app) == [], f"{SEE}Worker._task"


async def test_busy_widget_is_seen() -> None:
    go_on = asyncio.Event()

    class Waiting(Counting):
        async def action_next(self) -> None:
            await go_on.wait()

    async with Waiting().run_test() as pilot:
        await run_ready()
        assert not is_handling(pilot.app), f"{SEE}MessagePump._message_queue"
        await press_key(pilot.app, "n")
        assert is_handling(pilot.app), f"{SEE}MessagePump._message_queue"
        go_on.set()
        await run_ready()
        assert not is_handling(pilot.app), f"{SEE}MessagePump._message_queue"


async def test_animation_is_seen() -> None:
    async with Counting().run_test() as pilot:
        assert not is_animating(pilot.app)
        pilot.app.query_one(Static).styles.animate("opacity", 0.5, duration=60)
        assert is_animating(pilot.app), f"{SEE}Animator._animations"
        await pilot.app.query_one(Static).stop_animation("opacity", complete=True)


async def test_notifications_are_listed() -> None:
    async with Counting().run_test() as pilot:
        pilot.app.notify("words")
        await run_ready()
        assert [notice.message for notice in notifications(pilot.app)] == ["words"], f"{SEE}App._notifications"


def test_stylesheet_parsed_once() -> None:
    with parse_stylesheets_once():
        sheets = [Stylesheet() for _ in range(2)]
        for sheet in sheets:
            sheet.add_source("Static { color: red; }", read_from=("a", "b"))
            sheet.parse()
        first, second = (sheet.rules for sheet in sheets)
    assert first, f"{SEE}Stylesheet._parse_rules"
    assert all(one is other for one, other in zip(first, second, strict=True)), f"{SEE}Stylesheet._parse_rules"


def kept_lines(words: str) -> list[str]:
    gc.collect()
    return [each.text for each in gc.get_objects() if type(each) is Strip and words in each.text]


async def draw_once() -> list[str]:
    async with Counting().run_test() as pilot:
        await pilot.pause()
        return kept_lines("0 presses")


async def test_drawn_lines_go_with_their_app() -> None:
    assert await asyncio.create_task(draw_once())
    assert kept_lines("0 presses") == [], f"{SEE}StylesCache.get_inner_outer"


def test_no_reach_from_elsewhere() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno} {ast.unparse(node)}"
        for folder in ("tui", "tests", "screenshots")
        for path, tree in parsed(ROOT / folder).items()
        if path not in (ROOT / APP, ROOT / TESTS)
        for node in private_attributes(tree)
        if node.attr in textual_names() and ast.unparse(node.value) != "os"
    ]
    assert found == [], f"Textual's private names belong in {APP} or {TESTS}"


def test_no_private_import() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.module}"
        for folder in ("tui", "tests", "screenshots")
        for path, tree in parsed(ROOT / folder).items()
        if path not in (ROOT / APP, ROOT / TESTS)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("textual")
        if "._" in (node.module or "") or any(each.name.startswith("_") for each in node.names)
    ]
    assert found == []


def test_no_private_override() -> None:
    found = []
    for module in pkgutil.walk_packages(tui.__path__, "tui."):
        if module.name == "tui.system.textual_private":
            continue
        loaded = importlib.import_module(module.name)
        for _, each in inspect.getmembers(loaded, inspect.isclass):
            if each.__module__ != module.name:
                continue
            bases = [base for base in each.__mro__ if base.__module__.startswith("textual.")]
            found += [
                f"{module.name}.{each.__name__}.{name}"
                for name in private_names(each)
                if any(name in vars(base) for base in bases)
            ]
    assert found == [], f"overrides of Textual's private names belong in {APP}"


def private_names(each: type) -> set[str]:
    """Private names that the source of a class defines; Textual adds some of its own to every class."""
    tree = ast.parse(dedent(inspect.getsource(each)))
    return {name for name in defined(tree) if name.startswith("_") and not name.startswith("__")}
