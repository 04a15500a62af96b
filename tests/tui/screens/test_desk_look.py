"""What the desk looks like: which pane has the focus, how wide panes are, what a row repeats."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.pilot import open_desk, press, screen_lines, screen_text
from tui.text.marks import Mark


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
