"""What to get next in a case: one list, each line saying what it could change, and opening what it is about."""

from __future__ import annotations

from db.queries.cases import Case
from tui.actions.registry import Scope, bindings
from tui.screens.base.list import ListedScreen
from tui.text import wording
from tui.views.blocks import Block
from tui.views.gaps import next_view
from tui.workers.reads import Reading
from tui.workers.writes import Writing


class NextScreen(ListedScreen):
    """Originals to get, voices that are missing, claims without an origin, words that are only cited."""

    BINDINGS = bindings(Scope.NEXT, Scope.RECORD)
    HERE = (Scope.NEXT, Scope.RECORD)
    TITLE_WORDS = "what to get next"

    def __init__(self, reading: Reading, writing: Writing, case: Case) -> None:
        super().__init__(reading, writing, case, name="next")

    async def listed(self) -> tuple[list[Block], str]:
        """What to get, what could change most first."""
        blocks, count = await self._reading.ask("next", next_view, self._case.id)
        return blocks, f"○ {wording.counted(count, 'thing')} to get"
