"""The desk at every size of terminal, down to a single cell and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.pilot import open_desk, press, screen_lines, screen_text, settle

SIZES = [
    (120, 40),
    (1, 1),
    (80, 24),
    (2, 40),
    (40, 12),
    (3, 3),
    (200, 60),
    (19, 6),
    (20, 5),
    (20, 6),
    (1, 40),
    (120, 1),
]


async def test_panes_at_120_by_40(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        top = screen_lines(pilot.app)[1]
        assert "1 Sources · 12" in top
        assert "2 Claims · 10" in top
        assert "3 Denials · 1" in top


async def test_tabs_at_80_by_24(demo_store: Path) -> None:
    async with open_desk(demo_store, (80, 24)) as (pilot, _):
        assert "▸1 Sources · 12" in screen_lines(pilot.app)[1]
        assert "INA statement" in screen_text(pilot.app)
        await press(pilot, "2")
        assert "▸2 Claims · 10" in screen_lines(pilot.app)[1]
        assert "US forces shot down an Iraqi military drone over Baghdad" in screen_text(pilot.app)
        assert "◉ Bas News" in screen_text(pilot.app)
        await press(pilot, "tab")
        assert "▸3 Denials · 1" in screen_lines(pilot.app)[1]
        assert "silent on C1a C1b C1c C1e C2 C3" in screen_text(pilot.app)


async def test_click_on_a_tab(demo_store: Path) -> None:
    async with open_desk(demo_store, (80, 24)) as (pilot, desk):
        await pilot.click("#tabs", offset=(20, 0))
        await settle(pilot)
        assert desk.panes[1].listing.has_focus


async def test_all_there_at_40_by_12(demo_store: Path) -> None:
    async with open_desk(demo_store, (40, 12)) as (pilot, _):
        text = screen_text(pilot.app)
        assert "Bas News Agency" in text
        assert "◉ Bas News" in text
        assert "“The embassy’s" in text
        assert "? keys" in text
        await press(pilot, "n", "n")
        assert "INA statement" in screen_text(pilot.app)


@pytest.mark.slow
@pytest.mark.parametrize("opened", ["", "2,enter", "question_mark", "ctrl+p", "slash", "T"])
async def test_resize_and_back(demo_store: Path, opened: str) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, *filter(None, opened.split(",")))
        before = screen_text(pilot.app)
        for width, height in SIZES:
            await pilot.resize_terminal(width, height)
            await settle(pilot)
            assert all(len(line) <= width for line in screen_lines(pilot.app))
        await pilot.resize_terminal(120, 40)
        await settle(pilot)
        if opened in ("ctrl+p", "T"):
            assert pilot.app.is_running, "Textual's own palette folds its list away, but lives"
        else:
            assert screen_text(pilot.app) == before


async def test_keys_at_any_size(demo_store: Path) -> None:
    async with open_desk(demo_store, (1, 1)) as (pilot, desk):
        await press(pilot, "n", "2", "j", "tab", "enter", "escape", "w", "p", "question_mark", "escape")
        await pilot.resize_terminal(120, 40)
        await settle(pilot)
        assert pilot.app.screen is desk
        assert desk.chain.current.label == "Bas News"
