"""Claims with many statements in narrow columns."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from db.journal.opening import create_store
from tests.support.factories import CaseFactory
from tests.support.pilot import open_desk, press, screen_text

FOR, AGAINST = 250, 3


@pytest.fixture
def crowded_store(tmp_path: Path) -> Path:
    path = tmp_path / "crowded.db"
    with create_store(path) as writer, writer.action():
        desk = CaseFactory(writer)
        claim = desk.claim("it happened")
        for _ in range(FOR):
            desk.says(holds=claim)
        for _ in range(AGAINST):
            desk.says(denies=claim)
    return path


async def test_each_side_has_statements(crowded_store: Path) -> None:
    async with open_desk(crowded_store) as (pilot, _):
        await press(pilot, "2", "enter")
        text = "\n".join(block.content.plain for block in pilot.app.screen.sheet.blocks)
        assert "− against" in text
        assert text.count("named origin") == 200 + AGAINST
        assert "… and 50 more for: enter shows more" in text
        sheet = pilot.app.screen.sheet
        sheet.cursor = next(at for at, block in enumerate(sheet.blocks) if "more for" in block.content.plain)
        before = sheet.scroll_offset.y
        await press(pilot, "enter")
        text = "\n".join(block.content.plain for block in sheet.blocks)
        assert text.count("named origin") == FOR + AGAINST
        assert "more for" not in text
        assert sheet.scroll_offset.y == before
        assert "named origin" in sheet.blocks[sheet.cursor].content.plain, "the cursor is on the first that was missing"


@pytest.mark.parametrize("width", [40, 60, 80, 100, 110, 120, 200])
async def test_numbers_against_uncut(demo_store: Path, width: int) -> None:
    async with open_desk(demo_store, (width, 30)) as (pilot, _):
        await press(pilot, "2")
        line = next(line for line in screen_text(pilot.app).splitlines() if re.search(r"(for|\+) 2 named", line))
        assert re.search(r"(against|−) 1 named", line), line
        assert re.search(r"2 (not recorded|not rec\.|n\.r\.)", line), line


async def test_line_copied_as_its_thing(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "3", "enter", *["down"] * 7, "y")
        assert pilot.app.clipboard.startswith("C1d the drone was the Baghdad Operations Command's — for: 1 named")
