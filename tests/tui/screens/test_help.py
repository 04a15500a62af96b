"""The help on the desk: marks first, then the keys that work here, then the manual, whose pages open."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.pilot import open_desk, press, screen_text
from tui.manual.pages import topics
from tui.screens.desk import DeskScreen
from tui.screens.help import PARTS, HelpScreen
from tui.screens.manual import ManualScreen
from tui.text.marks import Mark

SIZES = [(120, 40), (80, 24), (40, 12)]


def rows_of(screen: object) -> list[str]:
    """The lines of the help, from its first to its last."""
    assert isinstance(screen, HelpScreen)
    return [block.lead.plain + block.content.plain for block in screen._sheet.blocks]


@pytest.mark.parametrize("size", SIZES)
async def test_help_opens_with_the_marks(demo_store: Path, size: tuple[int, int]) -> None:
    async with open_desk(demo_store, size) as (pilot, _):
        await press(pilot, "question_mark")
        text = screen_text(pilot.app)
        assert PARTS[0] in text
        assert f"{Mark.FOR} " in text
        rows = rows_of(pilot.app.screen)
        assert [row for row in rows if row in PARTS] == [*PARTS]
        explained = rows[: rows.index(PARTS[1])]
        assert {glyph for row in explained for glyph in row.split()} >= {mark.value for mark in Mark}
        assert [mark.name for mark in Mark if not any(mark.meaning in row for row in explained)] == []


@pytest.mark.parametrize("size", SIZES)
async def test_page_down_moves_a_page(demo_store: Path, size: tuple[int, int]) -> None:
    async with open_desk(demo_store, size) as (pilot, _):
        await press(pilot, "question_mark")
        screen = pilot.app.screen
        assert isinstance(screen, HelpScreen)
        sheet = screen._sheet
        page = sheet.scrollable_content_region.height - 1
        await press(pilot, "pagedown")
        assert sheet.scroll_offset.y == page
        await press(pilot, "pagedown")
        assert sheet.scroll_offset.y == 2 * page
        await press(pilot, "pageup", "pageup")
        assert sheet.scroll_offset.y == 0


@pytest.mark.parametrize("size", SIZES)
async def test_tab_goes_to_the_next_part(demo_store: Path, size: tuple[int, int]) -> None:
    async with open_desk(demo_store, size) as (pilot, _):
        await press(pilot, "question_mark")
        for title in (*PARTS[1:], PARTS[0]):
            await press(pilot, "tab")
            lines = screen_text(pilot.app).splitlines()
            first = next(lines[at + 1] for at, line in enumerate(lines) if "type to filter" in line)
            assert first.strip(" │╭╮▌").startswith(title), title


@pytest.mark.parametrize("size", SIZES)
async def test_every_topic_opens_its_page(demo_store: Path, size: tuple[int, int]) -> None:
    async with open_desk(demo_store, size) as (pilot, _):
        await press(pilot, "question_mark", "tab", "tab")
        for name, title in topics().items():
            screen = pilot.app.screen
            assert isinstance(screen, HelpScreen)
            assert screen._sheet.selected is not None
            assert screen._sheet.selected.lead.plain.strip() == name
            await press(pilot, "enter")
            assert isinstance(pilot.app.screen, ManualScreen)
            assert title[:20] in screen_text(pilot.app)
            box = pilot.app.screen.query_one("#manual-box")
            await press(pilot, "pagedown")
            assert box.scroll_offset.y == min(box.max_scroll_y, box.scrollable_content_region.height - 1)
            await press(pilot, "escape", "down")
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, DeskScreen)


async def test_enter_opens_no_page_that_is_out_of_view(demo_store: Path) -> None:
    async with open_desk(demo_store, (80, 24)) as (pilot, _):
        await press(pilot, "question_mark", "enter")
        assert isinstance(pilot.app.screen, HelpScreen)


async def test_filter_finds_marks_keys_and_pages(demo_store: Path) -> None:
    async with open_desk(demo_store, (80, 24)) as (pilot, _):
        await press(pilot, "question_mark", *"alarm")
        rows = rows_of(pilot.app.screen)
        assert any(row.startswith(Mark.ALARM) for row in rows)
        assert any(topics()["alarms"] in row for row in rows)
        assert [row for row in rows if row in PARTS] == [*PARTS]
