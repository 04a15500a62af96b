"""The moves that vim hands know work in every list and text, and so do home and end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desk_states import PLACES
from tests.support.pilot import open_desk, press
from tui.screens.base.claim_queue import ClaimQueueScreen
from tui.widgets.listing import Listing

MOVES = {"home", "end", "gg", "G", "ctrl+d", "ctrl+u"}


@pytest.mark.parametrize(
    "place", ["sources", "claims", "desk", "claim", "reader", "graph", "alarms", "timeline", "next", "triage"]
)
async def test_every_list_has_the_moves(demo_store: Path, place: str) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, *PLACES[place].split())
        assert set(pilot.app.screen.active_bindings) >= MOVES


async def test_moves_in_a_pane(demo_store: Path) -> None:
    async with open_desk(demo_store, (120, 30)) as (pilot, _):
        await press(pilot, "2")
        claims = pilot.app.focused
        assert isinstance(claims, Listing)
        at = []
        for keys in ("G",), ("g", "g"), ("ctrl+d",), ("ctrl+u",), ("end",), ("home",), ("g", "j"):
            await press(pilot, *keys)
            at.append(claims.cursor)
        last = claims.count - 1
        assert (at[0], at[1], at[3], at[4], at[5], at[6]) == (last, 0, 0, last, 0, 1)
        assert 0 < at[2] < last


async def test_moves_in_triage(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "t")
        screen = pilot.app.screen
        assert isinstance(screen, ClaimQueueScreen)
        first = screen.current
        await press(pilot, "G")
        assert screen.current != first
        await press(pilot, "g", "g")
        assert screen.current == first
