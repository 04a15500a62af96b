"""Views of things: opening, going back, copying."""

from __future__ import annotations

from pathlib import Path

from tests.support.pilot import open_desk, press, screen_text
from tui.screens.detail import DetailScreen


async def test_claim_by_origin(demo_store: Path) -> None:
    async with open_desk(demo_store, (120, 66)) as (pilot, _):
        await press(pilot, "2", "enter")
        text = screen_text(pilot.app)
        assert "C1  US forces shot down an Iraqi military drone over Baghdad" in text
        assert "+ for        2 named · 0 anonymous · 2 not recorded" in text
        assert "− against    1 named · 0 anonymous · 0 not recorded" in text
        assert "Ahmed Khalaf and Ministry of Defence: ≟ not established" in text
        assert "US embassy in Baghdad  ◌ missing voice: no statement of its own" in text
        order = [
            "◆ named origin  Ahmed Khalaf",
            "└ Anadolu relays it",
            "◇ not recorded, counts as no origin  Bas News",
        ]
        assert [text.index(each) for each in order] == sorted(text.index(each) for each in order)
        assert "“the American air defense system" in text


async def test_source_and_its_words(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "1")
        desk.panes[0].listing.go_to(5)
        await press(pilot, "enter")
        text = screen_text(pilot.app)
        assert "Baghdad Operations Command   W5" in text
        assert "belongs to   part of Iraqi Ministry of Defence" in text
        assert "Republic of Iraq   top level; stop counting above this" in text
        assert "“There is no truth to what was reported" in text


async def test_silent_source_says_so(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "1")
        desk.panes[0].listing.go_to(9)
        await press(pilot, "enter")
        assert "◌ No statement of its own is on record in this case" in screen_text(pilot.app)


async def test_denial_and_silence(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "3", "enter")
        text = screen_text(pilot.app)
        denied = [line.split()[0] for line in text.splitlines() if "− denied" in line]
        silent = [line.split()[0] for line in text.splitlines() if "¬ silent" in line]
        assert denied == ["C1", "C1d"]
        assert silent == ["C1a", "C1b", "C1c", "C1e", "C2", "C3"]


async def test_step_and_article_quotes(demo_store: Path) -> None:
    async with open_desk(demo_store, (120, 60)) as (pilot, desk):
        await press(pilot, "enter")
        assert "□ We don't have its text: get the original." in screen_text(pilot.app)
        await press(pilot, "escape", "1")
        desk.panes[0].listing.go_to(1)
        await press(pilot, "enter", "down", "enter")
        text = screen_text(pilot.app)
        assert "R1  Beirut article" in text
        assert "excerpt, captured 2026-11-22, SHA-256" in text
        assert "militia groups ⟦S2⟧,”" in text
        assert "[…]" in text


async def test_enter_and_escape(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "3", "enter", "down", "down", "down", "enter")
        titles = [each._view.title[:2] for each in pilot.app.screen_stack[1:] if isinstance(each, DetailScreen)]
        assert titles == ["De", "C1"]
        await press(pilot, "escape")
        assert len(pilot.app.screen_stack) == 2
        await press(pilot, "backspace")
        assert pilot.app.screen is desk
        assert desk.panes[2].listing.has_focus


async def test_copy_words_with_way(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "n", "down", "y")
        assert pilot.app.clipboard == (
            "“the American air defense system installed at the Washington Embassy in the Green Zone shot down a drone"
            " belonging to the Baghdad Operations Command by way of error” — Ahmed Khalaf (assert), via Anadolu Agency,"
            " via Outlet with a Beirut dateline (name not recorded); 2020-12-16 (“earlier on Wednesday”),"
            " seen only in R1 (Beirut article) [S4, R3]"
        )


async def test_copy_claim_with_numbers(demo_store: Path) -> None:
    line = "— for: 2 named, 0 anonymous, 2 not recorded; against: 1 named, 0 anonymous, 0 not recorded"
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "y")
        assert pilot.app.clipboard.endswith(line)
        await press(pilot, "3", "y")
        assert pilot.app.clipboard.endswith("denies C1 C1d; silent on C1a C1b C1c C1e C2 C3")
        await press(pilot, "1", "y")
        assert pilot.app.clipboard == "Bas News Agency (outlet, named) [W2]"
        await press(pilot, "enter", "y")
        assert pilot.app.clipboard == "Bas News Agency (outlet, named) [W2]", "the head stands for all of it"
        await press(pilot, "down", "y")
        assert pilot.app.clipboard.endswith("seen only in R1 (Beirut article) [R2]")


async def test_click_and_double_click(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        claims = desk.panes[1].listing
        await pilot.click(claims, offset=(10, 4))
        await press(pilot)
        assert claims.record_of(claims.selected).claim.key == "C1b"
        assert desk.panes[1].lit[claims.selected] == "here"
        await pilot.click(claims, offset=(10, 4), times=2)
        await press(pilot)
        assert isinstance(pilot.app.screen, DetailScreen)


async def test_cursor_follows_page(demo_store: Path) -> None:
    async with open_desk(demo_store, (80, 24)) as (pilot, _):
        await press(pilot, "2", "enter")
        assert isinstance(pilot.app.screen, DetailScreen)
        sheet = pilot.app.screen.sheet
        for key in ("pagedown", "pagedown", "ctrl+end", "pageup", "ctrl+home"):
            await press(pilot, key)
            assert any(each.startswith((" ▌", "▌")) for each in screen_text(pilot.app).splitlines()), key
        assert sheet.cursor == next(at for at, block in enumerate(sheet.blocks) if block.stops)


async def test_home_and_end(demo_store: Path) -> None:
    async with open_desk(demo_store, (80, 24)) as (pilot, desk):
        await press(pilot, "2", "enter", "end")
        sheet = pilot.app.screen.sheet
        assert sheet.scroll_offset.y == sheet.max_scroll_y > 0
        await press(pilot, "home")
        assert sheet.scroll_offset.y == 0
        await press(pilot, "escape", "4", "end")
        assert desk.chain.sheet.has_focus
        assert desk.chain.current.label == "INA statement"


async def test_long_name_stands_apart(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "j", "j", "enter")
        assert "alternative of C1 US forces shot down" in screen_text(pilot.app)
