"""Support of a claim, number by number; judgements of sources; the scope of a denial."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.hostile_store import poison
from tests.support.pilot import on_one_line, open_desk, press, screen_lines, screen_text
from tui.screens.detail import DetailScreen
from tui.screens.form import FormScreen
from tui.text.targets import ThingKind


def line_of(view: object, kind: ThingKind, name: str = "") -> int:
    """The line of a view that opens a thing."""
    assert isinstance(view, DetailScreen)
    return next(
        at
        for at, block in enumerate(view.sheet.blocks)
        if block.target is not None and block.target.kind is kind and name in (block.target.name, "")
    )


async def test_numbers_and_organisations(demo_store: Path) -> None:
    async with open_desk(demo_store, (120, 70)) as (pilot, _):
        await press(pilot, "2", "enter")
        text = on_one_line(screen_text(pilot.app))
        for said in (
            "+ for 2 named · 0 anonymous · 2 not recorded",
            "◆ named Ahmed Khalaf (S1), Ministry of Defence (S8)",
            "◇ not recorded Bas News (S2), “media reports” (S9)",
            "2 origins in 2 organisations",
            "carried by 3 outlets in 3 reports, Beirut article, Bas News, Anadolu",
            "independence Ahmed Khalaf and Ministry of Defence: ≟ not established J to judge",
            "− against 1 named · 0 anonymous · 0 not recorded",
            "◆ named Baghdad Operations Command (S5)",
            "1 origin in 1 organisation",
            "⚠ 5 alarms",
            "⚠ same organisation: Ministry of Defence (S8) says C1 and Baghdad Operations Command (S5) denies it",
        ):
            assert said in text, said


async def test_number_opens_statements(demo_store: Path) -> None:
    async with open_desk(demo_store, (120, 60)) as (pilot, _):
        await press(pilot, "2", "enter", "j", "j", "j", "enter")
        text = on_one_line(screen_text(pilot.app))
        assert "C1 for · 2 named" in text
        assert "Ahmed Khalaf W7, person, named" in text
        assert "Iraqi Ministry of Defence W6, body, named" in text
        assert "└ Anadolu relays it S4, in R3 “the American air defense system" in text
        assert "US forces shot down one of its drones" in text
        assert "Bas News ←" not in text
        await press(pilot, "escape", "j", "enter")
        text = on_one_line(screen_text(pilot.app))
        assert "C1 for · 2 not recorded" in text
        assert "“The embassy’s laser-guided system" in text
        assert "Ahmed Khalaf" not in text
        await press(pilot, "escape", "j", "enter")
        assert "2 origins in 2 organisations" in screen_lines(pilot.app)[0]
        await press(pilot, "escape", "j", "enter")
        assert "carried by 3 outlets" in screen_lines(pilot.app)[0]
        assert "seen only in R1" in on_one_line(screen_text(pilot.app))


async def test_independence_is_judged(demo_store: Path) -> None:
    async with open_desk(demo_store, (120, 60)) as (pilot, _):
        await press(pilot, "2", "enter")
        view = pilot.app.screen
        view.sheet.cursor = line_of(view, ThingKind.INDEPENDENCE)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, FormScreen)
        assert pilot.app.screen.answers["one"].startswith("W7")
        assert pilot.app.screen.answers["other"].startswith("W6")
        await press(pilot, "tab", "tab", "n", "tab", *"same officer", "ctrl+s")
        text = on_one_line(screen_text(pilot.app))
        assert "Ahmed Khalaf and Ministry of Defence: ∝ not independent" in text
        assert ": same officer" in text
        await press(pilot, "u")
        assert "≟ not established" in screen_text(pilot.app)


async def test_reason_is_required(demo_store: Path) -> None:
    async with open_desk(demo_store, (120, 60)) as (pilot, _):
        await press(pilot, "2", "enter")
        pilot.app.screen.sheet.cursor = line_of(pilot.app.screen, ThingKind.INDEPENDENCE)
        await press(pilot, "J", "ctrl+s")
        assert "A judgement needs a reason." in screen_text(pilot.app)
        assert pilot.app.screen._here == 3


async def test_judged_same_and_undo(demo_store: Path) -> None:
    async with open_desk(demo_store, (120, 60)) as (pilot, desk):
        await press(pilot, "1")
        sources = desk.panes[0].listing
        sources.go_to(next(id for id in sources.ids if sources.record_of(id).key == "W7"))
        await press(pilot, "enter")
        assert "≟ not merged with another source: enter to judge" in on_one_line(screen_text(pilot.app))
        await press(pilot, "J", "tab", *"W6", "enter", "s", "tab", *"his ministry", "ctrl+s")
        text = on_one_line(screen_text(pilot.app))
        assert "= the same as Iraqi Ministry of Defence (W6)" in text
        assert ": his ministry" in text
        await press(pilot, "escape", "2", "home", "enter")
        assert "+ for 1 named · 0 anonymous · 2 not recorded" in on_one_line(screen_text(pilot.app))
        await press(pilot, "u")
        assert "+ for 2 named · 0 anonymous · 2 not recorded" in on_one_line(screen_text(pilot.app))


async def test_denial_scope_matrix(demo_store: Path) -> None:
    async with open_desk(demo_store, (120, 60)) as (pilot, _):
        await press(pilot, "3", "enter")
        text = on_one_line(screen_text(pilot.app))
        assert "Scope denies 2, is silent on 6" in text
        assert "C1 − denied · US forces shot down" in text
        assert "C1a · ¬ silent it was shot down by mistake" in text
        assert "∄ unclaimed" not in text
        assert "⚠ denial scope: Baghdad Operations Command (S5) denies C1 and C1d" in text


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (20, 6)])
async def test_walked_at_any_size(demo_store: Path, size: tuple[int, int]) -> None:
    async with open_desk(demo_store, size) as (pilot, _):
        await press(pilot, "2", "enter", *"jjj", "enter", *"jj", "escape", *"jj", "enter", "escape", "escape")
        await press(pilot, "3", "enter", *"jjjjjjjj")


async def test_hostile_text_as_text(demo_store: Path) -> None:
    async with open_desk(poison(demo_store), (100, 40)) as (pilot, _):
        for keys in (("2", "enter"), ("j", "enter"), ("escape", "escape", "3", "enter"), ("escape", "1", "enter", "J")):
            await press(pilot, *keys)
            assert not any(
                ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 for row in screen_lines(pilot.app) for sign in row
            )
