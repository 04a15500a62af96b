"""The head of the desk: the case, and its numbers of overdue tasks, alarms, denials and originals to get."""

from __future__ import annotations

from typing import Any

from textual import work

from db.model.ids import CaseId
from db.queries.cases import Case, case_counts, is_small, originals_to_get
from db.queries.open_proposals import count_open_proposals
from db.store.reader import Reader
from tui.screens.base.judging import JudgingScreen
from tui.system.first_drawing import draw_then
from tui.text import wording
from tui.text.marks import Mark
from tui.text.targets import ThingKind
from tui.widgets.bars import TitleBar
from tui.widgets.pane import Pane
from tui.workers.alarms import marks_of
from tui.workers.notify import notifies_errors
from tui.workers.reads import ReadWorker
from tui.workers.writes import WriteWorker


class CaseHeadScreen(JudgingScreen):
    """A screen of a case with its numbers in the head."""

    panes: tuple[Pane[Any], ...]
    """Sources, claims, denials."""

    def __init__(self, reading: ReadWorker, writing: WriteWorker, case: Case) -> None:
        super().__init__(reading, writing, case)
        self.as_of = ""
        """The moment it shows, safe to show; empty for now."""
        self.small = reading.at_once(is_small, case.id)
        """Whether the case is small enough to read at once."""
        self.alarms_at: dict[ThingKind, dict[int, int]] = {ThingKind.CLAIM: {}, ThingKind.DENIAL: {}}
        """Numbers of alarms by kind and row id, once they are counted."""
        self.denials: int | None = None
        """The number of denials, once it is counted."""
        self._to_get = 0
        self._overdue = 0
        self._proposals = 0
        self._has_begun_counting = False
        self._alarms = ""

    def begin_head(self) -> None:
        """Fill the head: at once for a small case, as the counts come for a large one."""
        self._fill_head()
        if self.small:
            found = self._reading.at_once(case_counts, self._case.id)
            self.denials, self._to_get = found.denials, found.to_get
            self._fill_tally()
        else:
            draw_then(self, self._count_missing)
        draw_then(self, self._mark_alarms)
        draw_then(self, self._count_overdue)
        draw_then(self, self._count_proposals)

    def show_proposals(self) -> None:
        """Refresh what shows the number of open proposals besides the head."""

    def on_screen_resume(self) -> None:
        """Count the open proposals again: the reader looks through texts, which changes nothing else on record."""
        if self._has_begun_counting:  # the first count waits until the desk is drawn
            self._count_proposals()

    def _fill_head(self) -> None:
        for title in self.query(TitleBar):
            title.heading = f"{self._case.title} · {wording.day(self._case.day)}"

    @work(exclusive=True, group="count")
    @notifies_errors()
    async def _count_missing(self) -> None:
        self._to_get = await self._reading.ask("count", originals_to_get, self._case.id)
        self._fill_tally()

    @work(exclusive=True, group="overdue")
    @notifies_errors()
    async def _count_overdue(self) -> None:
        """Count the overdue tasks, except on a desk in the past."""
        if self.as_of:
            return
        self._overdue = await self._reading.ask("overdue", _count_overdue_tasks, self._case.id)
        self._fill_tally()

    @work(exclusive=True, group="proposals")
    @notifies_errors()
    async def _count_proposals(self) -> None:
        """Count the open proposals, except on a desk in the past."""
        self._has_begun_counting = True
        if not self.as_of:
            before = self._proposals
            self._proposals = await self._reading.ask("open", count_open_proposals, self._case.id)
            self._fill_tally()
            if self._proposals != before:
                self.show_proposals()

    @work(exclusive=True, group="look")
    @notifies_errors()
    async def _mark_alarms(self) -> None:
        """Count the alarms, and mark their rows."""
        marks = await marks_of(self._reading, self._case.id)
        self._alarms = marks.words if marks is not None else "alarms: A computes them"
        self._fill_tally()
        at = {ThingKind.CLAIM: marks.claims, ThingKind.DENIAL: marks.statements} if marks is not None else {}
        for pane in self.panes:
            if pane.subject.kind in self.alarms_at:
                self.alarms_at[pane.subject.kind].clear()
                self.alarms_at[pane.subject.kind].update(at.get(pane.subject.kind, {}))
                pane.listing.refresh()

    def _fill_tally(self) -> None:
        denied = wording.pluralize(self.denials, "denial") if self.denials is not None else ""
        missing = f"{Mark.CITED} {wording.pluralize(self._to_get, 'original')} to get" if self._to_get else ""
        late = f"{Mark.ATTENTION} {wording.pluralize(self._overdue, 'task')} overdue" if self._overdue else ""
        waiting = f"{Mark.OPEN} {wording.waiting_proposals(self._proposals)}: r" if self._proposals else ""
        for title in self.query(TitleBar):  # there is none once the desk has closed during the count
            title.tally = " · ".join(each for each in (late, waiting, self._alarms, denied, missing) if each)
            title.opens = {
                late: "app.tasks",
                waiting: "read",
                self._alarms: "app.alarms",
                denied: "pane('denials')",
                missing: "app.next",
            }


def _count_overdue_tasks(record: Reader, case: CaseId) -> int:
    from db.queries.tasks import count_overdue  # kept out of start-up

    return count_overdue(record, case)
