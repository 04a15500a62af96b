"""Filtering a pane and the chain while typing."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from tests.support.pilot import open_desk, press, screen_text, wait_until


async def test_filters_while_typing(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        sources = desk.panes[0]
        await press(pilot, "1", "slash", "b", "A", "s")
        names = [sources.listing.record_of(id).name for id in sources.listing.ids]
        assert names == ["Bas News Agency", "US embassy in Baghdad"]
        assert "1 Sources · 2 of 12" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert len(sources.listing.ids) == 12
        assert sources.listing.has_focus


async def test_kept_until_escape(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        claims = desk.panes[1]
        await press(pilot, "2", "slash", *"embassy", "enter", "j")
        keys = [claims.listing.record_of(id).claim.key for id in claims.listing.ids]
        assert keys == ["C1b", "C2", "C3"]
        assert claims.listing.has_focus
        await press(pilot, "escape")
        assert len(claims.listing.ids) == 10


async def test_chain_by_outlet_and_words(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "slash", *"green zone")
        assert desk.chain.current.label == "Anadolu"
        assert "step 1 of 1 among those that contain “green zone”" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert desk.chain.current.label == "Anadolu"
        assert "step 2 of 3" in screen_text(pilot.app)


async def test_lights_follow_the_rows(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        sources, claims, _ = desk.panes
        await press(pilot, "2", "slash", *"apolog")
        assert [claims.lit[id] for id in claims.listing.ids] == ["here"]
        assert "against" not in sources.lit.values(), "nobody is against the claim that is left"
        await press(pilot, *"zz")
        assert (dict(sources.lit), dict(claims.lit)) == ({}, {})


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
async def test_no_match_offers_clear(demo_store: Path, size: tuple[int, int]) -> None:
    async with open_desk(demo_store, size) as (pilot, desk):
        for pane, words in (
            ("1", "no source contains “zzz”"),
            ("2", "no claim contains “zzz”"),
            ("3", "no denial contains “zzz”"),
        ):
            await press(pilot, pane, "slash", *"zzz", "enter")
            assert words in screen_text(pilot.app)
            assert "esc back" in screen_text(pilot.app)
            await press(pilot, "escape")
            assert words not in screen_text(pilot.app)
        await press(pilot, "4", "slash", *"zzz", "enter", "w", "n", "y")
        assert "No step contains “zzz”." in screen_text(pilot.app)
        assert not desk.chain.walking


@pytest.mark.parametrize("typed", ["%_", "[/] zzz", """'") AND ("""])
async def test_no_match_breaks_nothing(demo_store: Path, typed: str) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        for pane in "1", "2", "3", "4":
            await press(pilot, pane, "slash")
            pilot.app.screen.focused.value = typed
            await press(pilot, "enter", "j", "enter")
            while pilot.app.screen is not desk:
                await press(pilot, "escape")
            await press(pilot, "escape")
        assert [len(pane.listing.ids) for pane in desk.panes] == [12, 10, 1]
        assert "step 1 of 3" in screen_text(pilot.app)


async def test_quick_typing_is_kept(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await pilot.press("2", "slash", *"embassy")
        await press(pilot)
        assert desk.panes[1].matching == "embassy"
        assert len(desk.panes[1].listing.ids) == 3


async def test_filter_words_explained(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        claims = desk.panes[1]
        await press(pilot, "2", "slash", *"denied:yes")
        await wait_until(pilot, lambda: len(claims.listing.ids) == 2)
        await press(pilot, *["backspace"] * 3, *"perhaps")
        assert "“perhaps” is not a value of “denied:”" in " ".join(screen_text(pilot.app).replace("│", " ").split())
        assert len(claims.listing.ids) == 10, "what was asked last stays"
        await press(pilot, "escape", "slash", *"stat", "tab", *"t", "tab")
        await wait_until(pilot, lambda: claims.matching == "status:triaged")
        await wait_until(pilot, lambda: len(claims.listing.ids) == 0)


async def test_saved_as_a_view(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        claims = desk.panes[1]
        await press(pilot, "2", "slash", *"denied:yes", "enter", "f", "s", *"Denied", "ctrl+s")
        await press(pilot, "escape")
        assert len(claims.listing.ids) == 10
    async with open_desk(demo_store) as (pilot, desk):
        claims = desk.panes[1]
        await press(pilot, "f", "1")
        await wait_until(pilot, lambda: len(claims.listing.ids) == 2)
        assert claims.listing.has_focus
        assert claims.matching == "denied:yes"
        await press(pilot, "f", "d", "1")
        await press(pilot, "f")
        assert "none saved yet" in screen_text(pilot.app)
        await press(pilot, "escape", "u", "f")
        assert "Denied" in screen_text(pilot.app)


async def test_words_of_other_panes(demo_store: Path) -> None:
    def told() -> str:
        return str(sources.query_one(".filter-hint", Static).render())

    def names() -> list[str]:
        return [sources.listing.record_of(id).name for id in sources.listing.ids]

    async with open_desk(demo_store) as (pilot, desk):
        sources, _, denials = desk.panes
        await press(pilot, "1", "slash", *"outlet:bas")
        await wait_until(pilot, lambda: names() == ["Bas News Agency"])
        await press(pilot, *["backspace"] * 10, *"status:")
        assert "“status:” works for claims; for sources use source:" in told()
        await press(pilot, "escape", "slash", *"has:")
        await wait_until(pilot, lambda: "⇥ note · task · tag" in told())
        assert "verdict" not in told()
        assert len(sources.listing.ids) == 12, "a word that is only begun leaves all"
        await press(pilot, *"tag", "escape", "3", "slash", *"rating:none")
        await wait_until(pilot, lambda: "1 of 1" in denials.heading)
        await press(pilot, *["backspace"] * 11, *"source:nobody")
        await wait_until(pilot, lambda: not denials.listing.ids)
        assert "No source is called" in denials.status


async def test_name_goes_into_filter(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "1", "slash", *"outlet:bas", "tab")
        await wait_until(pilot, lambda: desk.panes[0].matching == 'outlet:"Bas News"')
        await wait_until(pilot, lambda: len(desk.panes[0].listing.ids) == 1)
