"""Pastes on a real terminal: nothing in one is a key."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.pasting import FIRST_SCREEN, QUITS, SIGNS_A_VERDICT, count_actions, pasted
from tests.support.pty import live_terminal

pytestmark = pytest.mark.slow

COLOURED_LOG = "\x1b[1mOfficials\x1b[0m said it was so. \n" * 2_700
"""100 KB; the desk stalled for a minute at one."""


@pytest.mark.parametrize(
    "text", [SIGNS_A_VERDICT, QUITS, "\udc9b2J\udcff", COLOURED_LOG], ids=["signs", "quits", "bytes", "log"]
)
def test_paste_presses_no_key(demo_store: Path, text: str) -> None:
    before = count_actions(demo_store)
    with live_terminal("--store", str(demo_store)) as desk:
        desk.until(FIRST_SCREEN)
        desk.press(pasted(text))
        desk.until("step 2 of 3", desk.press("n"))
        desk.press("q")
        assert desk.wait_for_end() == 0
    assert count_actions(demo_store) == before
