"""A large case: it fills in after the first screen, and pages as one moves."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.store import create_store
from tests.building import Desk
from tests.tui.piloting import at_desk, press, shown
from tui.widgets.listing import KEPT, PAGE

MANY = 3_000


@pytest.fixture
def large_store(tmp_path: Path) -> Path:
    path = tmp_path / "large.db"
    with create_store(path) as writer, writer.action():
        desk = Desk(writer)
        outlet = desk.source("Outlet", kind="outlet")
        claims = [
            writer.insert("claims", key=f"C{number}", case=desk.case, text=f"claim number {number}")
            for number in range(1, MANY + 1)
        ]
        for number, claim in enumerate(claims, 1):
            source = writer.insert(
                "sources", key=f"W{number + 1}", name=f"Source {number}", kind="person", naming="named"
            )
            report = writer.insert("reports", key=f"R{number}", case=desk.case, outlet=outlet, holding="cited")
            statement = writer.insert(
                "statements",
                key=f"S{number}",
                case=desk.case,
                source=source,
                report=report,
                act="assert",
                voice="own",
                basis="official",
            )
            polarity = -1 if number % 2 else 1
            writer.insert("stances", statement=statement, claim=claim, polarity=polarity, certainty="certain")
    return path


async def test_a_large_case_shows_its_counts_and_any_row_one_goes_to(large_store: Path) -> None:
    async with at_desk(large_store) as (pilot, desk):
        text = shown(pilot.app)
        assert "1 Sources · 3,001" in text
        assert "2 Claims · 3,000" in text
        assert "3 Denials · 1,500" in text
        assert "1,500 denials" in text
        assert "step 1 of 3,000" in text
        await press(pilot, "2", "ctrl+end")
        assert "C3000 claim number 3000" in shown(pilot.app)
        await press(pilot, "end")
        assert "step 3,000 of 3,000" in shown(pilot.app)
        claims = desk.panes[1].listing
        for _ in range(KEPT // PAGE + 4):
            claims.action_page(-8)
            await press(pilot)
        assert len(claims._rows) <= KEPT
        await press(pilot, "2", "ctrl+home")
        assert "C1 claim number 1" in shown(pilot.app)
        assert all(claims.record_of(id) is not None for id in claims.ids[:8])


async def test_a_large_case_filters_in_the_store(large_store: Path) -> None:
    async with at_desk(large_store) as (pilot, desk):
        await press(pilot, "2", "slash", *"299")
        assert [desk.panes[1].listing.record_of(id).claim.key for id in desk.panes[1].listing.ids] == [
            "C299",
            "C1299",
            "C2299",
            *(f"C{number}" for number in range(2990, 3000)),
        ]
        assert "2 Claims · 13 of 3,000" in shown(pilot.app)
