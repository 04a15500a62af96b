"""Ends that answer, the mark of a sorted list, and legends that are whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.import_pilot import notices_text
from tests.support.pilot import open_desk, press, screen_lines, screen_text, wait_until
from tui.graph_drawing.labels import LEGEND


async def test_ends_of_the_chain_answer(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "p")
        assert "step 1 of 3 · this is the first step" in screen_text(pilot.app)
        await press(pilot, "n")
        assert "this is the" not in screen_text(pilot.app)
        await press(pilot, "n", "n")
        assert "step 3 of 3 · this is the last step" in screen_text(pilot.app)


async def test_ends_answer_once_without_a_frame(demo_store: Path) -> None:
    async with open_desk(demo_store, (40, 12)) as (pilot, _):
        await press(pilot, "n", "n")
        assert "last step" not in notices_text(pilot.app)
        await press(pilot, "n", "n", "n")
        assert notices_text(pilot.app).count("This is the last step.") == 1


async def test_auto_play_says_that_it_ends(demo_store: Path) -> None:
    async with open_desk(demo_store, walk=True, walk_seconds=0.01) as (pilot, _):
        await wait_until(pilot, lambda: "step 3 of 3 · auto-play ends at the last step" in screen_text(pilot.app))


async def test_sorted_claims_name_their_order_in_the_head(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        assert any("    C1a it was shot down" in text or "   C1a it was" in text for text in screen_lines(pilot.app))
        await press(pilot, "2", "S")
        assert "2 Claims · 10 · ↓ least decided first" in screen_lines(pilot.app)[1]
        row = next(text for text in screen_lines(pilot.app) if "C1a it was" in text)
        whole = next(text for text in screen_lines(pilot.app) if "C1 US forces" in text)
        assert row.index("C1a") == whole.index("C1 "), "a part stands under any claim now"


async def test_parts_are_not_indented_under_a_filter(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "slash", *"embassy", "enter")
        rows = [text for text in screen_lines(pilot.app) if " C1b " in text or " C2 " in text]
        assert rows[0].index("C1b ") == rows[1].index("C2 ")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_graph_legend_is_whole(demo_store: Path, size: tuple[int, int]) -> None:
    async with open_desk(demo_store, size) as (pilot, _):
        await press(pilot, "2", "c")
        assert [part for part in LEGEND if part not in screen_text(pilot.app)] == []
