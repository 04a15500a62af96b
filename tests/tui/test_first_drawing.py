"""The start of the desk on a real terminal: drawn once, in few bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.pty import live_terminal
from tests.support.terminal_cells import TerminalCells

pytestmark = pytest.mark.slow

MOST_BYTES = 45_000
"""Bytes of a start."""


def test_start_draws_the_desk_once(demo_store: Path) -> None:
    with live_terminal("--store", str(demo_store)) as desk:
        desk.until("step 1 of 3")
        desk.until("alarms")
        assert len(desk.bytes) < MOST_BYTES
        assert desk.bytes.count(b"Report chain") == 1, "one drawing, and then what changes"
        shown = TerminalCells(120, 40)
        shown.write(desk.bytes)
        assert shown.switched == 1
        assert "4 Report chain" in "\n".join(shown.lines)
        desk.press("q")
        assert desk.wait_for_end() == 0
