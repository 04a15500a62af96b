"""What the desk looks like: which pane has the focus, how wide panes are, what a row repeats."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.pilot import open_desk, press, screen_lines, screen_text, settle
from tui.text.marks import Mark
from tui.widgets.bars import TitleBar


def heavy_frames(lines: list[str]) -> list[str]:
    """The titles of the frames drawn with heavy lines."""
    titles = []
    for text in lines:
        for part in text.split("┏")[1:]:
            titles.append(part.split("┓")[0].strip("━ ").split(" ·")[0])
    return titles


@pytest.mark.parametrize(
    ("key", "title"), [("1", "1 Sources"), ("2", "2 Claims"), ("3", "3 Denials"), ("4", "4 Report chain")]
)
async def test_focused_frame_is_heavy_without_colour(
    demo_store: Path, monkeypatch: pytest.MonkeyPatch, key: str, title: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, key)
        assert heavy_frames(screen_lines(pilot.app)) == [title]


async def test_one_strong_bar_on_the_desk(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2")
        assert screen_text(pilot.app).count(Mark.SELECTED) == 2, "a claim has two lines"
        await press(pilot, "4")
        assert screen_text(pilot.app).count(Mark.SELECTED) == 1, "the head of the step"
        assert Mark.SELECTED_BESIDE in screen_text(pilot.app)


async def test_filter_line_keeps_the_strong_bar(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "slash")
        assert screen_text(pilot.app).count(Mark.SELECTED) == 2


async def test_tab_is_reversed_with_the_focus_only(demo_store: Path) -> None:
    async with open_desk(demo_store, (80, 24)) as (pilot, desk):
        await press(pilot, "2")
        assert desk._tabs.leads
        await press(pilot, "4")
        assert not desk._tabs.leads
        assert "▸2 Claims" in screen_text(pilot.app)


async def test_empty_denials_leave_their_width(two_cases: Path) -> None:
    async with open_desk(two_cases, key="K2") as (_, desk):
        widths = [pane.size.width for pane in desk.panes]
    assert widths[2] < 24 < widths[1]
    async with open_desk(two_cases, key="K1") as (pilot, desk):
        assert desk.panes[1].size.width < widths[1]
        await press(pilot, "3", "slash", *"xyz")
        assert desk.panes[2].size.width > 24, "a filter that finds nothing moves no frame"


async def test_claim_row_gives_its_relation_once(demo_store: Path) -> None:
    async with open_desk(demo_store, (160, 40)) as (pilot, _):
        row = next(text for text in screen_lines(pilot.app) if " C1 US forces" in text)
        assert "+ C1 US forces" in row
        assert row.partition("⚠ 5")[0].rstrip().endswith("over Baghdad"), "no word repeats the sign"
        await press(pilot, "2", "j", "k")
        row = next(text for text in screen_lines(pilot.app) if " C1 US forces" in text)
        assert "here  ⚠ 5" in row


@pytest.mark.parametrize(("part", "opened"), [("10 alarms", "alarms"), ("3 originals to get", "to get next")])
async def test_counts_in_the_head_open_their_screen(demo_store: Path, part: str, opened: str) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        bar = desk.query_one(TitleBar)
        cell = screen_lines(pilot.app)[0].index(part)
        await pilot.hover(bar, offset=(cell, 0))
        assert part in bar.hovered
        assert bar.styles.pointer == "pointer"
        await pilot.click(bar, offset=(cell, 0))
        await settle(pilot)
        assert opened in screen_lines(pilot.app)[0]


async def test_count_of_denials_goes_to_their_pane(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        bar = desk.query_one(TitleBar)
        await pilot.hover(bar, offset=(2, 0))
        assert bar.styles.pointer == "default", "the name opens nothing"
        await pilot.click(bar, offset=(screen_lines(pilot.app)[0].index("1 denial"), 0))
        await settle(pilot)
        assert desk.panes[2].listing.has_focus


@pytest.mark.parametrize("pane", ["2", "3"])
async def test_views_begin_with_words_at_80_by_24(demo_store: Path, pane: str) -> None:
    async with open_desk(demo_store, (80, 24)) as (pilot, _):
        await press(pilot, pane, "enter")
        assert "“There is no truth" in screen_text(pilot.app)


async def test_claim_view_gives_each_number_once(demo_store: Path) -> None:
    async with open_desk(demo_store, (80, 24)) as (pilot, _):
        await press(pilot, "2", "enter")
        text = screen_text(pilot.app)
        assert text.count("2 named") == 1
        assert text.count("2 not recorded") == 1
