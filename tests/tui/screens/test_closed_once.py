"""Keys that come in one burst, and clicks that come twice, close a screen once."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from tests.support.pilot import open_desk, press, settle
from tui.screens.base.requests import OpenMenu, open_screen
from tui.screens.desk import DeskScreen
from tui.widgets.menu import Menu, MenuRow


@pytest.mark.parametrize("keys", ["escape escape", "ß ß", "ß escape", "enter escape"])
async def test_keys_of_one_burst_close_a_menu_once(demo_store: Path, keys: str) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        open_screen(pilot.app, OpenMenu("Menu", [MenuRow("ß", "one", "", 1)], lambda _: None))
        await settle(pilot)
        for key in keys.split():  # posted together, as one read of the terminal gives them
            pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await settle(pilot)
        assert pilot.app.is_running
        assert pilot.app.screen is desk


async def test_a_double_click_chooses_once(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        answers: list[object] = []
        row = MenuRow("x", "one", "", 1)
        open_screen(pilot.app, OpenMenu("Menu", [row], answers.append))
        await settle(pilot)
        menu = pilot.app.screen.query_one(Menu)
        for _ in range(2):
            menu.post_message(Menu.Clicked(row))
        await settle(pilot)
        assert answers == [1]
        assert pilot.app.screen is desk


async def test_a_view_that_is_closed_twice_leaves_the_desk(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "2", "enter")
        view = pilot.app.screen
        assert not isinstance(view, DeskScreen)
        view.dismiss()
        view.dismiss()
        await settle(pilot)
        assert pilot.app.screen is desk
