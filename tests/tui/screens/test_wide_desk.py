"""Two steps side by side in a wide window, and one pane enlarged to the whole window."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.pilot import open_desk, press, screen_lines, screen_text, settle
from tui.text.styles import CHANGED


async def test_two_steps_stand_side_by_side(demo_store: Path) -> None:
    async with open_desk(demo_store, (200, 50)) as (pilot, desk):
        assert not desk.chain.previous.display, "the first step has none before it"
        await press(pilot, "n")
        speakers = [text for text in screen_lines(pilot.app) if "S3, in R2" in text and "S4, in R3" in text]
        assert len(speakers) == 1, "both statements of Khalaf begin on one line"
        row = screen_lines(pilot.app).index(speakers[0]) + 1
        words = screen_lines(pilot.app)[row]
        assert "Ahmed Khalaf, an Iraqi police officer" in words
        assert "“the American air defense system" in words
        assert "previous step: Bas News Agency" in screen_text(pilot.app)


async def test_words_that_were_dropped_are_lit(demo_store: Path) -> None:
    async with open_desk(demo_store, (200, 50)) as (pilot, desk):
        await press(pilot, "n")
        block = next(each for each in desk.chain.previous.blocks if "laser-guided" in each.content.plain)
        lit = [block.content.plain[span.start : span.end] for span in block.content.spans if span.style == CHANGED]
        assert "laser-guided" in lit


async def test_no_second_step_in_a_narrower_window(demo_store: Path) -> None:
    async with open_desk(demo_store, (159, 50)) as (pilot, desk):
        await press(pilot, "n")
        assert not desk.chain.previous.display
        await pilot.resize_terminal(160, 50)
        await settle(pilot)
        assert desk.chain.previous.display
        await pilot.resize_terminal(120, 40)
        await settle(pilot)
        assert not desk.chain.previous.display


async def test_previous_step_scrolls_along(demo_store: Path) -> None:
    async with open_desk(demo_store, (160, 24)) as (pilot, desk):
        await press(pilot, "n", "pagedown")
        assert desk.chain.sheet.scroll_offset.y > 0
        assert desk.chain.previous.scroll_offset.y == min(
            desk.chain.sheet.scroll_offset.y, desk.chain.previous.max_scroll_y
        )


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
async def test_a_pane_is_enlarged_and_follows_the_focus(demo_store: Path, size: tuple[int, int]) -> None:
    async with open_desk(demo_store, size) as (pilot, desk):
        before = screen_text(pilot.app)
        await press(pilot, "asterisk")
        assert desk.chain.size.height >= size[1] - 4
        assert "1 Sources" not in screen_text(pilot.app)
        await press(pilot, "2")
        assert desk.panes[1].size.width >= size[0] - 2
        assert desk.panes[1].size.height >= size[1] - 5
        assert "2 Claims" in screen_text(pilot.app)
        await press(pilot, "1", "4", "escape")
        assert screen_text(pilot.app) == before
