"""The alarms screen: counts in the head, the list by kind, rows behind an alarm, setting aside."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.support.hostile_store import poison
from tests.support.pilot import on_one_line, open_desk, press, screen_lines, screen_text
from tui.screens.alarms import AlarmScreen, AlarmsScreen
from tui.screens.detail import DetailScreen


async def test_head_counts(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        assert "10 alarms · 1 denial · □ 3 originals to get" in screen_lines(pilot.app)[0]


async def test_narrow_head_keeps_alarms(demo_store: Path) -> None:
    async with open_desk(demo_store, (80, 24)) as (pilot, _):
        head = screen_lines(pilot.app)[0]
        assert "Drone over al-Harthiya, Baghdad · 16 Dec 2020" in head
        assert "10 alarms · 1 denial" in head
        assert "to get" not in head


async def test_listed_by_kind(demo_store: Path) -> None:
    async with open_desk(demo_store, (120, 60)) as (pilot, _):
        await press(pilot, "A")
        text = on_one_line(screen_text(pilot.app))
        for said in (
            "⚠ echo · 1 many outlets, one recorded origin",
            "Bas News and Anadolu both rest on Ahmed Khalaf (S1)",
            "on C1a C2 echo-for-",
            "⚠ same organisation · 1",
            "Ministry of Defence (S8) says C1 and Baghdad Operations Command (S5) denies it: "
            "both speak in their own voice for one organisation, Ministry of Defence (W6).",
            "⚠ origin not recorded · 2",
            "No origin is recorded for C3: Beirut article (S18) says it, but no source is named.",
            "⚠ missing voice · 2",
            "US embassy (W9) is credited in C2 and C3 and accused in C1, C1b and C1c, "
            "but no statement of its own is on record.",
            "⚠ second hand only · 3",
            "INA (R4) is seen only in Beirut article (R1)",
            "⚠ denial scope · 1",
            "Baghdad Operations Command (S5) denies C1 and C1d, but is silent on C1a, C1b, C1c, C1e, C2 and C3.",
        ):
            assert said in text, said


async def test_enter_opens_its_rows(demo_store: Path) -> None:
    async with open_desk(demo_store, (120, 80)) as (pilot, _):
        await press(pilot, "A", "j", "enter")
        assert isinstance(pilot.app.screen, AlarmScreen)
        text = on_one_line(screen_text(pilot.app))
        assert "⚠ same organisation one organisation says it and denies it" in text
        assert "to do Ask the organisation who speaks for it" in text
        assert "“There is no truth to what was reported" in text
        assert "W6 Iraqi Ministry of Defence" in text
        assert "affiliations: W5 belongs to W6" in text
        claim = next(at for at, block in enumerate(pilot.app.screen.sheet.blocks) if block.lead.plain.startswith("C1"))
        pilot.app.screen.sheet.cursor = claim
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, DetailScreen)
        assert "C1  US forces shot down" in screen_text(pilot.app)
        await press(pilot, "escape", "escape", "escape")
        assert not isinstance(pilot.app.screen, (AlarmScreen, AlarmsScreen, DetailScreen))


async def test_set_aside_and_undo(demo_store: Path) -> None:
    async with open_desk(demo_store, (120, 70)) as (pilot, _):
        await press(pilot, "A", "j", "s", "ctrl+s")
        assert "A judgement needs a reason." in screen_text(pilot.app)
        await press(pilot, *"asked both", "ctrl+s")
        text = on_one_line(screen_text(pilot.app))
        assert "⚠ 9 alarms · △ 1 dismissed" in screen_lines(pilot.app)[0]
        assert "⚠ same organisation" not in text
        assert "△ dismissed · 1" in text
        assert ": asked both" in text[text.index("△ dismissed · 1") :]
        await press(pilot, "u")
        assert "⚠ same organisation · 1" in on_one_line(screen_text(pilot.app))
        await press(pilot, "escape")
        assert "10 alarms" in screen_lines(pilot.app)[0]


async def test_head_follows_set_aside(demo_store: Path) -> None:
    async with open_desk(demo_store, (120, 70)) as (pilot, _):
        await press(pilot, "A", "enter", "s", *"one is enough", "ctrl+s")
        assert "△ dismissed" in screen_lines(pilot.app)[0]
        await press(pilot, "escape", "escape")
        assert "9 alarms" in screen_lines(pilot.app)[0]
        await press(pilot, "A", *"jjjjjjjjjj", "s", *"not so", "ctrl+s", "escape")
        assert "10 alarms" in screen_lines(pilot.app)[0]


async def test_comes_back_on_change(demo_store: Path) -> None:
    async with open_desk(demo_store, (120, 70)) as (pilot, desk):
        await press(pilot, "A", "enter", "s", *"one is enough", "ctrl+s", "escape", "escape")
        assert "9 alarms" in screen_lines(pilot.app)[0]
        await press(pilot, "2")
        listing = desk.panes[1].listing
        listing.go_to(next(id for id in listing.ids if listing.record_of(id).claim.key == "C2"))
        await press(pilot, "e", "end", *" today", "ctrl+s")
        assert "10 alarms" in screen_lines(pilot.app)[0]


async def test_gone_alarm_leaves_lists(demo_store: Path) -> None:
    async with open_desk(demo_store, (120, 70)) as (pilot, _):
        await press(pilot, "A", "j", "enter")
        connection = sqlite3.connect(demo_store)
        connection.execute("UPDATE sources SET is_boundary = 1 WHERE key = 'W6'")
        connection.commit()
        connection.close()
        await press(pilot, "escape", "escape", "A")
        assert "same organisation" not in screen_text(pilot.app)


async def test_panes_count_alarms(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        rows = screen_lines(pilot.app)
        assert any("C1 US forces" in row and "⚠ 5" in row for row in rows)
        assert any("denies C1 C1d" in row and "⚠ 3" in row for row in rows)
    async with open_desk(demo_store, (80, 24)) as (pilot, _):
        await press(pilot, "2")
        assert any("C1 US forces" in row and "⚠ 5" in row for row in screen_lines(pilot.app))


async def test_copy_with_key(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "A", "j", "y")
        assert pilot.app.clipboard.startswith("same organisation: Ministry of Defence (S8) says C1")
        assert pilot.app.clipboard.endswith("[same-house-C1-W6]")


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (20, 6), (3, 3)])
async def test_walked_at_any_size(demo_store: Path, size: tuple[int, int]) -> None:
    async with open_desk(demo_store, size) as (pilot, _):
        await press(pilot, "A", *"jjjj", "enter", *"jjjjjj", "escape", "escape")


async def test_hostile_text_as_text(demo_store: Path) -> None:
    async with open_desk(poison(demo_store), (100, 40)) as (pilot, _):
        await press(pilot, "A")
        for _ in range(6):
            assert not any(
                ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 for row in screen_lines(pilot.app) for sign in row
            )
            await press(pilot, "enter", "ctrl+end")
            assert not any(
                ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 for row in screen_lines(pilot.app) for sign in row
            )
            await press(pilot, "s", "escape", "escape", "j")


def test_imported_when_opened() -> None:
    import subprocess
    import sys

    code = (
        "import sys, tui.app, tui.screens.desk; print([m for m in sys.modules if m.startswith('db.analysis.alarms')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
