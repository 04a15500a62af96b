"""A terminal that goes away ends the program, with a signal or without."""

import pytest

from tests.support.pty import live_terminal
from tui.cli.exit import HUNG_UP as NOBODY_READS
from tui.system.textual_private import HUNG_UP

ENDS = (HUNG_UP, NOBODY_READS)

pytestmark = pytest.mark.slow


def test_desk_ends_where_its_terminal_is_gone() -> None:
    """The terminal is not the session's own, so that no signal tells of it."""
    with live_terminal("demo") as desk:
        desk.until("Bas News")
        assert desk.take_away() in ENDS
