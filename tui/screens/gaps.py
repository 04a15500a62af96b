"""What to get next in a case, each line with what it could change."""

from __future__ import annotations

import asyncio

from db.model.ids import ReportId
from db.queries.cases import Case
from db.store.progress import Progress
from tui.actions.registry import ActionScope, bindings
from tui.screens.base.list import CaseListScreen
from tui.text import wording
from tui.text.marks import Mark
from tui.text.targets import RowKind
from tui.views.blocks import Block
from tui.views.gaps import next_view
from tui.widgets.bars import TitleBar
from tui.workers.alarms import is_large
from tui.workers.reads import ReadWorker
from tui.workers.writes import WriteWorker

_PROGRESS_SECONDS = 0.2


class GapsScreen(CaseListScreen):
    """Gaps: originals to get, missing voices, claims without an origin, words that are only cited."""

    BINDINGS = bindings(ActionScope.NEXT, ActionScope.RECORD)
    HERE = (ActionScope.NEXT, ActionScope.RECORD)
    TITLE_WORDS = "what to get next"

    def __init__(self, reading: ReadWorker, writing: WriteWorker, case: Case) -> None:
        super().__init__(reading, writing, case, name="next")

    def report_to_get(self) -> ReportId | None:
        """The report that the line is about."""
        row = self.row_with_address()
        return ReportId(row.id) if row is not None and row.kind is RowKind.REPORT else None

    async def read_list(self) -> tuple[list[Block], str]:
        """Read the gaps, those that could change most first."""
        if await is_large(self._reading, self._case.id):
            blocks, count = await self._look_through_large_case()
        else:
            blocks, count = await self._reading.ask("next", next_view, self._case.id)
        return blocks, f"{Mark.OPEN} {wording.pluralize(count, 'thing')} to get"

    async def _look_through_large_case(self) -> tuple[list[Block], int]:
        """Weigh what to get by all alarms of a large case; the head shows the progress. Leaving the screen stops it."""
        progress = Progress()
        task = asyncio.ensure_future(self._reading.ask_long(next_view, self._case.id, progress=progress))
        try:
            while not (await asyncio.wait({task}, timeout=_PROGRESS_SECONDS))[0]:
                words = f"{progress.words} looked through" if progress.words else "looking"
                self.query_one(TitleBar).tally = f"{words} · esc stops"
            return task.result()
        finally:
            task.cancel()
