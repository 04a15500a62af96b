"""The ways out of every screen: escape goes back, ctrl+q quits, and the footer shows both."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desk_states import PLACES, StateFolder
from tests.support.key_storm import burst, go, quiet, stormy
from tests.support.pilot import app_of, screen_text
from tui.actions.registry import key_label
from tui.screens.desk import DeskScreen
from tui.screens.presentation import PresentationScreen
from tui.system.textual_private import SteadyPalette
from tui.widgets.bars import KeyBar


@pytest.mark.parametrize("part", range(4))
async def test_esc_goes_back_and_footers_show_the_ways_out(part: int, tmp_path: Path) -> None:
    app = StateFolder(tmp_path).app("shipped")
    missing = []
    async with stormy(app, (80, 24)) as pilot:
        for place in [*PLACES][part::4]:
            await go(app, place)
            screen = app_of(pilot).screen
            depth = len(app.screen_stack)
            if isinstance(screen, PresentationScreen):  # the card is alone on the screen
                assert "esc goes back" in screen_text(app)
            elif not isinstance(screen, SteadyPalette):
                shown = [key_label(each) for each in screen.query_one(KeyBar).fitting()]
                if not {"q", "^q"} & {*shown} or (depth > 1 and "esc" not in shown):
                    missing.append(f"{place}: {shown}")
            for _ in range(3):
                if len(app.screen_stack) == depth > 1:
                    burst(app, ["escape"])
                    await quiet(app)
            assert len(app.screen_stack) < depth or depth == 1, f"escape stays at {place}"
            assert isinstance(app.screen_stack[0], DeskScreen), place
    assert missing == []


TYPING = ("form", "import", "markup", "search", "keys", "add", "palette", "tag in triage", "filter")


@pytest.mark.parametrize("place", TYPING)
async def test_ctrl_q_quits_while_typing(place: str, tmp_path: Path) -> None:
    app = StateFolder(tmp_path).app("shipped")
    async with stormy(app):
        await go(app, place)
        burst(app, ["ctrl+q"])
        await quiet(app)
        assert not app.is_running
        assert app.return_code == 0
