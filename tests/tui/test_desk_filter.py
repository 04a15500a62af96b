"""Filtering a pane and the chain as one types."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.piloting import at_desk, press, shown


async def test_a_pane_filters_as_one_types_and_escape_brings_all_back(demo_store: Path) -> None:
    async with at_desk(demo_store) as (pilot, desk):
        sources = desk.panes[0]
        await press(pilot, "1", "slash", "b", "A", "s")
        names = [sources.listing.record_of(id).name for id in sources.listing.ids]
        assert names == ["Bas News Agency", "US embassy in Baghdad"]
        assert "1 Sources · 2 of 12" in shown(pilot.app)
        await press(pilot, "escape")
        assert len(sources.listing.ids) == 12
        assert sources.listing.has_focus


async def test_a_kept_filter_stays_while_one_moves_and_goes_with_escape(demo_store: Path) -> None:
    async with at_desk(demo_store) as (pilot, desk):
        claims = desk.panes[1]
        await press(pilot, "2", "slash", *"embassy", "enter", "j")
        keys = [claims.listing.record_of(id).claim.key for id in claims.listing.ids]
        assert keys == ["C1b", "C2", "C3"]
        assert claims.listing.has_focus
        await press(pilot, "escape")
        assert len(claims.listing.ids) == 10


async def test_the_chain_filters_by_outlet_and_words(demo_store: Path) -> None:
    async with at_desk(demo_store) as (pilot, desk):
        await press(pilot, "slash", *"green zone")
        assert desk.chain.current.label == "Anadolu"
        assert "step 1 of 1 that hold “green zone”" in shown(pilot.app)
        await press(pilot, "escape")
        assert desk.chain.current.label == "Anadolu"
        assert "step 2 of 3" in shown(pilot.app)


@pytest.mark.parametrize("typed", ["%_", "[/] zzz", """'") AND ("""])
async def test_a_filter_that_matches_nothing_says_so_and_breaks_nothing(demo_store: Path, typed: str) -> None:
    async with at_desk(demo_store) as (pilot, desk):
        for pane in "1", "2", "3", "4":
            await press(pilot, pane, "slash")
            pilot.app.screen.focused.value = typed
            await press(pilot, "enter", "j", "enter")
            while pilot.app.screen is not desk:
                await press(pilot, "escape")
            await press(pilot, "escape")
        assert [len(pane.listing.ids) for pane in desk.panes] == [12, 10, 1]
        assert "step 1 of 3" in shown(pilot.app)
