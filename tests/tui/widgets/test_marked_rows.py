"""Marking rows of the claims pane for a batch: one by one, as a run, and up to the cursor."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.pilot import open_desk, press, screen_lines, screen_text
from tui.screens.desk import DeskScreen


def keys_of(desk: DeskScreen) -> list[str]:
    """The keys of the marked claims, in the order of marking."""
    claims = desk.panes[1]
    found = [claims.listing.record_of(id) for id in claims.marked]
    return [each.claim.key for each in found if each is not None]


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_space_marks_and_counts(demo_store: Path, size: tuple[int, int]) -> None:
    async with open_desk(demo_store, size) as (pilot, desk):
        await press(pilot, "2", "space", "space", "j", "space")
        assert keys_of(desk) == ["C1", "C1a", "C1c"]
        assert "▐ 3 marked" in screen_text(pilot.app)
        assert any("▐" in line and "C1a" in line for line in screen_lines(pilot.app))
        assert desk.panes[1].listing.chosen == desk.panes[1].marked
        await press(pilot, "k", "space")
        assert keys_of(desk) == ["C1", "C1a"]


async def test_run_and_through(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "2", "shift+down", "shift+down")
        assert keys_of(desk) == ["C1", "C1a", "C1b"]
        await press(pilot, "j", "j", "M")
        assert keys_of(desk) == ["C1", "C1a", "C1b", "C1c", "C1d"]
        await press(pilot, "escape")
        assert keys_of(desk) == []
        assert "marked" not in screen_text(pilot.app)


async def test_unmarked_means_cursor(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "2", "j")
        listing = desk.panes[1].listing
        assert listing.chosen == (listing.selected,)


async def test_filtered_row_left_out(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "2", "space", "ctrl+end", "space", "slash", *"convoys", "enter")
        assert keys_of(desk) == ["C5"]
        assert "▐ 1 marked" in screen_text(pilot.app)
        await press(pilot, "slash", "escape")
        assert keys_of(desk) == ["C1", "C5"]
        await press(pilot, "2", "escape")
        assert keys_of(desk) == []


async def test_other_lists_mark_nothing(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "1", "space", "M", "shift+down")
        assert desk.panes[0].marked == ()
        assert desk.panes[0].listing.cursor > 0
