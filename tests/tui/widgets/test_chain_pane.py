"""Stepping the report chain of the example case."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import MouseScrollDown

from tests.support.pilot import open_desk, press, screen_text, settle, wait_until


def labels(desk) -> list[str]:
    return [node.label for node in desk.chain.row._reports]


def lit(pane) -> dict[str, str]:
    """The highlighted rows of a pane, by name or key."""
    named = {}
    for id, why in pane.lit.items():
        row = pane.listing.record_of(id)
        if row is not None:
            found = getattr(row, "claim", row)
            named[getattr(found, "short", None) or found.key] = why
    return named


async def test_steps_in_order(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        seen = [desk.chain.current.label]
        for key in ("n", "right_square_bracket"):
            await press(pilot, key)
            seen.append(desk.chain.current.label)
        assert seen == ["Bas News", "Anadolu", "INA statement"]
        for key in ("p", "left_square_bracket"):
            await press(pilot, key)
            seen.append(desk.chain.current.label)
        assert seen[3:] == ["Anadolu", "Bas News"]


async def test_arrows_need_the_focus(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "right")
        assert desk.chain.current.label == "Anadolu"
        await press(pilot, "h")
        assert desk.chain.current.label == "Bas News"
        await press(pilot, "1", "right", "l")
        assert desk.chain.current.label == "Bas News"
        await press(pilot, "n")
        assert desk.chain.current.label == "Anadolu"


async def test_home_and_end_stop(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "end")
        assert desk.chain.current.label == "INA statement"
        await press(pilot, "n")
        assert desk.chain.current.label == "INA statement"
        await press(pilot, "home", "p")
        assert desk.chain.current.label == "Bas News"


async def test_fast_keys_lose_no_step(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await pilot.press("n", "n", "p", "n")
        await settle(pilot)
        assert desk.chain.current.label == "INA statement"


async def test_step_shows_everything(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _desk):
        await press(pilot, "n")
        text = screen_text(pilot.app)
        assert "Anadolu Agency · 16 Dec 2020, “earlier on Wednesday”" in text
        assert "□ seen only in R1, the Beirut article" in text
        assert "“the American air defense system installed at the Washington Embassy" in text
        assert "cue “quoted as saying”" in text
        assert "Ahmed Khalaf ← Anadolu ← Beirut article" in text
        assert "+ for C1 C1a C1c C1d C1e C2 uncommitted" in text
        assert "↳ same speaker as the previous step: Ahmed Khalaf" in text
        assert "≠ new here: American" in text
        assert "≠ gone since the previous step: laser-guided" in text
        assert "step 2 of 3" in text
        await press(pilot, "n")
        text = screen_text(pilot.app)
        assert "Baghdad Operations Command ← INA ← Beirut article" in text
        assert "↳ denies C1, C1d, which the previous step carries" in text
        assert "− against C1 C1d certain" in text


async def test_row_says_the_links(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        assert labels(desk) == ["Bas News", "Anadolu", "INA statement"]
        assert "◉ Bas News ── same speaker ─▶ • Anadolu ── denied by ─▶ • INA statement" in screen_text(pilot.app)


async def test_step_lights_the_panes(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        sources, claims, denials = desk.panes
        assert lit(sources) == {"Bas News": "speaks", "Ahmed Khalaf": "speaks"}
        assert lit(claims) == dict.fromkeys(("C1", "C1a", "C1b", "C1e", "C2"), "for")
        assert lit(denials) == {"S5": "denies it"}
        await press(pilot, "n", "n")
        assert lit(sources) == {"Baghdad Operations Command": "speaks", "INA": "publishes"}
        assert lit(claims) == {"C1": "against", "C1d": "against"}
        assert lit(denials) == {"S5": "made here"}
        assert sources.listing.record_of(sources.listing.selected).name == "Baghdad Operations Command"


async def test_pane_lights_the_chain(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        sources, claims, _ = desk.panes
        await press(pilot, "2", "j", "j", "j")
        assert claims.listing.record_of(claims.listing.selected).claim.key == "C1c"
        assert lit(sources)["Ahmed Khalaf"] == "for"
        assert lit(sources)["US embassy"] == "accused"
        assert {node.label: desk.chain.row.lit.get(node.report) for node in desk.chain.row._reports} == {
            "Bas News": None,
            "Anadolu": "relays",
            "INA statement": None,
        }
        assert "◎ Anadolu relays" in screen_text(pilot.app)
        await press(pilot, "3")
        assert lit(claims)["C1"] == "denied"
        assert lit(claims)["C3"] == "silent"
        assert "C4" not in lit(claims)
        assert "◎ INA statement denies" in screen_text(pilot.app)
        await press(pilot, "4")
        assert lit(claims)["C1b"] == "for", "back in the chain, the step lights up again"


async def test_walk_ends_at_its_end(demo_store: Path) -> None:
    async with open_desk(demo_store, walk=True, walk_seconds=0.05) as (pilot, desk):
        await wait_until(pilot, lambda: desk.chain.current.label == "INA statement")
        await wait_until(pilot, lambda: not desk.chain.walking)


@pytest.mark.parametrize(
    ("key", "goes_to"), [("p", "Bas News"), ("w", "Bas News"), ("x", "Bas News"), ("n", "Anadolu")]
)
async def test_key_stops_the_walk(demo_store: Path, key: str, goes_to: str) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "w")
        assert desk.chain.walking
        assert "▷ auto-play, any key stops it" in screen_text(pilot.app)
        await press(pilot, key)
        assert not desk.chain.walking
        assert desk.chain.current.label == goes_to


async def test_click_stops_the_walk(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "w")
        await pilot.click("#pane-claim")
        await settle(pilot)
        assert not desk.chain.walking


async def test_wheel_stops_the_walk(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "w")
        turned = MouseScrollDown(None, 60, 30, 0, 1, button=0, shift=False, meta=False, ctrl=False)
        pilot.app.post_message(turned)
        await settle(pilot)
        assert not desk.chain.walking


async def test_walk_starts_over(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "end", "w")
        assert desk.chain.current.label == "Bas News"


async def test_click_goes_to_a_report(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        start, _, _ = desk.chain.row._edges[2]
        await pilot.click("#chain-row", offset=(start + 2, 0))
        await settle(pilot)
        assert desk.chain.current.label == "INA statement"
