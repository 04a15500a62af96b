"""A case without a chain: what its keys ask for is a sentence, not an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.import_pilot import notices_text
from tests.support.pilot import open_desk, press
from tui.screens.desk import DeskScreen


@pytest.mark.parametrize(
    ("key", "says"),
    [("N", "The chain has no step for a note"), ("<", ""), (">", ""), ("n", ""), ("p", ""), ("-", "")],
)
async def test_keys_of_the_chain_leave_the_desk(two_cases: Path, key: str, says: str) -> None:
    async with open_desk(two_cases, key="K2") as (pilot, _):
        await press(pilot, key)
        assert says in notices_text(pilot.app)
        assert isinstance(pilot.app.screen, DeskScreen)


async def test_a_report_is_put_into_an_empty_chain(two_cases: Path) -> None:
    async with open_desk(two_cases, key="K2") as (pilot, _):
        await press(pilot, "+")
        assert not isinstance(pilot.app.screen, DeskScreen)
