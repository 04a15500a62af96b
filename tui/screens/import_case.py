"""The import of a case that was exported as a file: its path, the progress, and the keys that were given anew."""

from __future__ import annotations

from textual import on, work
from textual.widgets import Input

from db.errors import OnRecordError
from db.exchange.case_import import import_case
from db.store.progress import QueryStopped
from tui.screens.base.job import JobScreen
from tui.system.paths import parse_path
from tui.text.marks import Mark
from tui.text.safe import line
from tui.views.parts import text_block
from tui.widgets.safe_input import SafeInput
from tui.workers.export_progress import StepProgress
from tui.workers.writes import Changed, WriteWorker


class CaseImportScreen(JobScreen):
    """Asks for a path; enter takes the case in."""

    TITLE_WORDS = "Take in a case that was exported as a file"

    def __init__(self, writing: WriteWorker) -> None:
        super().__init__()
        self._writing = writing
        self.path = SafeInput(placeholder="a path: K1.case.jsonl", compact=True, id="job-path")
        """The file."""

    def fields(self) -> list[SafeInput]:
        """The path."""
        return [self.path]

    def on_mount(self) -> None:
        """Say what will be done."""
        self.path.focus()
        self.say("enter takes in all of the case, or nothing; what onrecord export case wrote.")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_start()

    def action_start(self) -> None:
        """Take the case in."""
        if not self.path.value.strip():
            self.say(f"{Mark.WRONG} Name a file.", wrong=True)
        elif not self.is_at_work:
            self._import(self.path.value)

    @work(exclusive=True)
    async def _import(self, path: str) -> None:
        progress = StepProgress(self.step, "taking in")
        try:
            made = await self.run_task(self._writing.make(import_case, parse_path(path), progress))
        except QueryStopped:
            self.say("Stopped; nothing was saved.")
        except OnRecordError as error:
            self.say(f"{Mark.WRONG} {line(error.message)} {line(error.hint)}", wrong=True)
        else:
            done = made.result
            self.say(f"{Mark.DONE} It is {' '.join(done.cases)} here: {done.rows:,} rows. escape closes.")
            self.show([text_block(f"{old} of the file is {new} here.") for old, new in done.renamed])
            self.app.post_message(Changed(made.words))
