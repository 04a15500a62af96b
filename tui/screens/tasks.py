"""Tasks of all cases: a key marks one as done or reopens it, and each opens the thing it is on."""

from __future__ import annotations

from collections.abc import Mapping

from textual import on

from db.queries.cases import case_by_id
from db.queries.tasks import TaskOnThing
from tui.actions.registry import ActionScope, bindings
from tui.screens.base.list import ListScreen
from tui.screens.base.requests import open_screen, request_of
from tui.text import wording
from tui.text.marks import Mark
from tui.text.targets import Row, RowKind, ThingKind
from tui.views.blocks import Block
from tui.views.tasks import MOST, tasks_view
from tui.widgets.sheet import Sheet
from tui.workers.notify import notifies_errors
from tui.workers.reads import ReadWorker
from tui.workers.writes import WriteWorker


class TasksScreen(ListScreen):
    """Open tasks, the longest overdue first. One that is marked as done stays in sight, so that it can be reopened."""

    BINDINGS = bindings(ActionScope.TASKS)
    HERE = (ActionScope.TASKS,)
    OFFERS = (ActionScope.TASKS,)
    """Scopes of its actions in the palette."""
    beside_cases = True
    """It belongs to no single case."""

    def __init__(self, reading: ReadWorker, writing: WriteWorker) -> None:
        super().__init__(reading, writing, name="tasks")
        self._most = MOST
        self._tasks: Mapping[int, TaskOnThing] = {}
        self._done_here: list[int] = []

    @property
    def heading(self) -> str:
        """The heading."""
        return "tasks · all cases"

    async def read_list(self) -> tuple[list[Block], str]:
        """Read the tasks."""
        blocks, found = await self._reading.ask("tasks", tasks_view, self._most, tuple(self._done_here))
        self._tasks = {left.task.id: left for left in found.tasks}
        late = f"{Mark.ATTENTION} {found.overdue:,} overdue" if found.overdue else ""
        return blocks, " · ".join(
            each for each in (late, f"{Mark.OPEN} {wording.pluralize(found.open, 'open task')}") if each
        )

    @on(Sheet.BlockOpened)
    @notifies_errors()
    async def _opened(self, event: Sheet.BlockOpened) -> None:
        if event.target.kind is ThingKind.MORE:
            self._most *= 5
            self.load()
            return
        left = self._selected
        if left is None or left.case is None:
            self.app.notify("Its item belongs to no case.", severity="warning")
            return
        case = await self._reading.ask("task-case", case_by_id, left.case)
        if case is not None:
            open_screen(self.app, request_of(self._reading, self._writing, case, event.target))

    async def action_done(self) -> None:
        """Mark the task under the cursor as done, or reopen it."""
        from db.write.annotations import finish_tasks  # kept out of start-up

        left = self._selected
        if left is None or self.is_refused():
            return
        if left.task.id not in self._done_here:
            self._done_here.append(left.task.id)
        await self.change(finish_tasks, [left.task.id], not left.task.is_done)

    async def action_edit(self) -> None:
        """Edit the task under the cursor."""
        from tui.forms.registry import form_to_edit  # kept out of start-up

        left = self._selected
        if left is not None and left.case is not None and not self.is_refused():
            await self.ask(self._reading, form_to_edit, left.case, Row(RowKind.TASK, left.task.id))

    @property
    def _selected(self) -> TaskOnThing | None:
        """The task under the cursor."""
        block = self.sheet.selected
        return self._tasks.get(block.row.id) if block is not None and block.row is not None else None
