"""What to get next in a case, each line with what it could change."""

from __future__ import annotations

from db.model.ids import ReportId
from db.queries.cases import Case
from tui.actions.registry import ActionScope, bindings
from tui.screens.base.list import CaseListScreen
from tui.text import wording
from tui.text.marks import Mark
from tui.text.targets import RowKind
from tui.views.blocks import Block
from tui.views.gaps import next_view
from tui.workers.reads import ReadWorker
from tui.workers.writes import WriteWorker


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
        blocks, count = await self._reading.ask("next", next_view, self._case.id)
        return blocks, f"{Mark.OPEN} {wording.pluralize(count, 'thing')} to get"
