"""The graph screen, walked by keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.journal.opening import create_store, open_writer
from db.model.enums import Ground, RelayMode
from db.write.statements import add_relay
from tests.support.factories import CaseFactory
from tests.support.hostile_store import poison, terminal_controls
from tests.support.pilot import app_of, on_one_line, open_desk, press, screen_lines, screen_text, settle
from tests.support.textual_private import screen_strips
from tui.screens.detail import DetailScreen
from tui.screens.graph import FOLDS, GraphScreen


def view(pilot: object) -> GraphScreen:
    found = pilot.app.screen
    assert isinstance(found, GraphScreen)
    return found


def here(pilot: object) -> list[str]:
    """Keys of the statements in the box under the cursor."""
    graph = view(pilot).graph
    return [node.key for node in graph.drawing.arranged.groups[graph.cursor].members]


async def test_c_draws_selected_claim(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "c")
        text = screen_text(pilot.app)
        assert "Chain view · C1 US forces shot down an Iraqi military drone over Baghdad" in text
        assert "11 statements · 6 relays" in text
        khalaf = next(line for line in text.splitlines() if "◆ Ahmed Khalaf" in line)
        assert khalaf.index("Ahmed Khalaf") < khalaf.index("Anadolu") < khalaf.index("Beirut article")
        assert "── quotes ─▶" in khalaf
        assert "seen only in another report" in text
        assert "relayed by S4 Anadolu quotes" in on_one_line(text)


async def test_c_toggles_claim_and_case(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "c")
        assert "23 statements · 12 relays" in screen_text(pilot.app)
        await press(pilot, "escape", "2", "c", "c")
        assert "23 statements · 12 relays" in screen_text(pilot.app)
        await press(pilot, "c")
        assert "11 statements · 6 relays" in screen_text(pilot.app)


async def test_c_in_a_claim_view(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", *"jjjjjj", "enter", "c")
        assert "Chain view · C2 the embassy apologised" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, DetailScreen)


async def test_walk_moves_the_words(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "c")
        assert here(pilot) == ["S1"]
        await press(pilot, "right")
        assert here(pilot) == ["S4"]
        assert "“the American air defense system" in screen_text(pilot.app)
        await press(pilot, "l")
        assert here(pilot) == ["S12"]
        await press(pilot, "l", "j", "h")
        assert here(pilot) == ["S2"], "from S10 back along its line, over the empty column"
        await press(pilot, "k", "down", "up")
        assert here(pilot) == ["S1"]
        await press(pilot, "end")
        assert here(pilot) == ["S17"]
        await press(pilot, "home")
        assert here(pilot) == ["S1"]


async def test_enter_opens_y_copies(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "c", "y")
        assert app_of(pilot).clipboard.endswith("[S1]")
        await press(pilot, "enter")
        assert "Ahmed Khalaf   W7" in screen_text(pilot.app)
        await press(pilot, "escape", "l", "y")
        assert app_of(pilot).clipboard.startswith("“the American air defense system")
        assert app_of(pilot).clipboard.endswith("seen only in R1 (Beirut article) [S4, R3]")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, DetailScreen)
        assert "R3" in screen_text(pilot.app)


async def test_e_folds_enter_unfolds(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "c", "E")
        assert "⊞ folded to 10" in screen_text(pilot.app)
        assert "⊞ Ministry of Defence" in screen_text(pilot.app)
        groups = view(pilot).graph.drawing.arranged.groups
        view(pilot).graph.cursor = next(at for at, group in enumerate(groups) if group.house == "Ministry of Defence")
        await press(pilot, "enter")
        assert here(pilot) == ["S5"]
        assert "⊞ folded to 13" in screen_text(pilot.app)
        await press(pilot, "E")
        assert "folded" not in screen_lines(pilot.app)[0]


async def test_large_graph_is_folded(tmp_path: Path) -> None:
    with create_store(tmp_path / "large.db") as writer:
        desk = CaseFactory(writer)
        shot, house = desk.claim(), desk.source("House")
        first = desk.says(house, holds=shot)
        for _ in range(FOLDS):
            desk.says(house, holds=shot, relays=first)
    async with open_desk(tmp_path / "large.db") as (pilot, _):
        await press(pilot, "2", "c")
        assert "⊞ folded to 2" in screen_text(pilot.app)
        await press(pilot, "l")
        assert len(here(pilot)) == FOLDS
        await press(pilot, "E", "end")
        assert here(pilot) == [f"S{FOLDS + 1}"]
        assert f"S{FOLDS + 1}" in screen_text(pilot.app)


async def test_unborne_claim_is_told(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        with open_writer(demo_store) as writer:
            from db.write.claims import add_claim

            add_claim(writer, desk._case.id, "nobody says this")
        desk.read_again(None)
        await settle(pilot)
        await press(pilot, "2", "ctrl+end", "c")
        assert "No statements on C6." in screen_text(pilot.app)
        await press(pilot, "l", "j", "pagedown", "home", "enter", "y", "o", "e")
        assert isinstance(pilot.app.screen, GraphScreen)


async def test_loop_is_walked(demo_store: Path) -> None:
    with open_writer(demo_store) as writer:
        ids = dict(writer.rows("SELECT key, id FROM statements"))
        add_relay(writer, ids["S1"], ids["S12"], kind=RelayMode.QUOTES, ground=Ground.EXPLICIT)
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "c")
        assert "◀ ↻ loop ─" in screen_text(pilot.app)
        assert "↻ loop" in screen_text(pilot.app)
        await press(pilot, *"lllhhhjk")
        assert here(pilot)


async def test_change_keeps_cursor(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "c", "l", "l")
        assert here(pilot) == ["S12"]
        await press(pilot, "d")
        await press(pilot, "s") if not isinstance(pilot.app.screen, GraphScreen) else None
        await press(pilot, "u")
        assert here(pilot)
        assert isinstance(pilot.app.screen, GraphScreen)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12), (20, 6), (1, 1), (200, 60)])
async def test_hostile_at_every_size(demo_store: Path, size: tuple[int, int]) -> None:
    poison(demo_store)
    async with open_desk(demo_store, size) as (pilot, _):
        for keys in ("2,c", "l,l", "j,k", "o", "c", "end"):
            await press(pilot, *keys.split(","))
            for strip in screen_strips(pilot.app):
                assert terminal_controls(strip.text) == set()
                assert strip.cell_length == size[0]


async def test_cursor_stays_in_sight(demo_store: Path) -> None:
    for size in (80, 24), (40, 12):
        async with open_desk(demo_store, size) as (pilot, _):
            await press(pilot, "2", "c", "l")
            assert "S4" in screen_text(pilot.app)
            assert "Ahmed Khalaf ← Anadolu" in screen_text(pilot.app)
            await press(pilot, "l")
            assert "S12" in screen_text(pilot.app)


async def test_click_goes_to_a_box(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "c")
        box = view(pilot).graph.drawing.boxes[1]
        await pilot.click("#graph", offset=(box.x + 4, box.y + 2))
        await settle(pilot)
        assert here(pilot) == ["S2"]
