"""Near claims offered while a new one is typed; none is taken by itself."""

from __future__ import annotations

from pathlib import Path

from db.store.opening import open_reader
from tests.support.pilot import open_desk, press, screen_text
from tests.support.reader_pilot import create_ferry_store, open_reader_screen, walk_to_words
from tui.screens.choose_claims import ClaimChoiceScreen
from tui.screens.form import FormScreen
from tui.widgets.near_claims import NearClaims
from tui.widgets.pane import Pane


def claims_of(store: Path) -> list[str]:
    with open_reader(store) as record:
        return record.column("SELECT key FROM claims ORDER BY id")


async def test_listed_with_numbers(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "a", "c", *"embassy army")
        seen = screen_text(pilot.app)
        assert "≈ similar claims on record" in seen
        assert "C2 the embassy apologised to the Iraqi army" in seen
        assert "for 1 named" in seen
        await press(pilot, "tab")
        assert not isinstance(pilot.app.focused, NearClaims)


async def test_taking_one_makes_none(demo_store: Path) -> None:
    before = claims_of(demo_store)
    async with open_desk(demo_store, (80, 24)) as (pilot, desk):
        await press(pilot, "2", "a", "c", *"embassy army", "down")
        assert isinstance(pilot.app.focused, NearClaims)
        await press(pilot, "enter")
        assert pilot.app.screen is desk
        pane = desk.query_one("#pane-claim", Pane)
        row = pane.listing.record_of(pane.listing.selected or 0)
        assert row is not None
        assert row.claim.key == "C2"
        await press(pilot, "a", "c")
        assert "embassy army" not in screen_text(pilot.app)
    assert claims_of(demo_store) == before


async def test_new_one_all_the_same(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "a", "c", *"embassy army", "down", "up", *" x", "ctrl+s")
    assert claims_of(demo_store)[-1] == "C6"


async def test_down_passes_to_field(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "a", "c", *"embassy army")
        form = pilot.app.screen
        assert isinstance(form, FormScreen)
        count = len(form.query_one(NearClaims).found)
        await press(pilot, *["down"] * (count + 1))
        assert [row.ask.name for row in form.query("FieldRow") if row.has_focus_within] == ["parent"]  # type: ignore[attr-defined]
        await press(pilot, "up", "up")
        assert not isinstance(pilot.app.focused, NearClaims)


async def test_near_for_a_statement(tmp_path: Path) -> None:
    store = create_ferry_store(tmp_path)
    async with open_reader_screen(store) as (pilot, reader):
        await walk_to_words(pilot, reader, "The ferry came in")
        await press(pilot, "enter", "a", *"captain warned")
        screen = pilot.app.screen
        assert isinstance(screen, ClaimChoiceScreen)
        await press(pilot, "down", "plus")
        assert [(each.key, each.text) for each in screen.choices.bearings] == [("C2", None)]
        assert list(screen.choices.new) == []
        await press(pilot, "enter")
    assert claims_of(store) == ["C1", "C1a", "C2"]
