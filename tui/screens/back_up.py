"""The backup: where to, the progress of the copy, and what came of it. No file is replaced unasked."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.widgets import Input

from db.errors import OnRecordError
from db.store.progress import QueryStopped
from tui.screens.base.job import JobScreen, Step
from tui.system.paths import parse_path
from tui.text import wording
from tui.text.marks import Mark
from tui.text.safe import line
from tui.widgets.safe_input import SafeInput

if TYPE_CHECKING:
    from db.maintenance.backup import BackupResult


class BackupScreen(JobScreen):
    """Asks for a path; enter copies."""

    TITLE_WORDS = "Back the store up into a new file"
    OWN_KEYS = ("job.start", "job.over", "job.leave")

    def __init__(self, path: Path, *, accept_schema: bool) -> None:
        """Take the store."""
        super().__init__()
        self._path = path
        self._accept_schema = accept_schema
        self.to = SafeInput(_proposed_name(path), placeholder="a path", compact=True, id="job-path")
        """Where the copy goes."""

    def fields(self) -> list[SafeInput]:
        """The path."""
        return [self.to]

    def on_mount(self) -> None:
        """Say what will be done."""
        self.to.focus()
        self.say("enter copies the store here, also while others write; the copy is checked.")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_start()

    def action_start(self) -> None:
        """Copy the store into a new file."""
        self._begin_copy(over=False)

    def action_over(self) -> None:
        """Copy the store, also over a backup that has this name."""
        self._begin_copy(over=True)

    def _begin_copy(self, *, over: bool) -> None:
        if not self.to.value.strip():
            self.say(f"{Mark.WRONG} Where to? Name a file.", wrong=True)
        elif not self.is_at_work:
            self._copy(parse_path(self.to.value), over)

    @work(exclusive=True)
    async def _copy(self, to: Path, over: bool) -> None:
        try:
            done = await self.run_in_thread(lambda step: self._write(to, over, step))
        except QueryStopped:
            self.say("Stopped; no file was made.")
        except OnRecordError as error:
            replace = " ctrl+o replaces it." if to.is_file() and not over else f" {line(error.hint)}"
            self.say(f"{Mark.WRONG} {line(error.message)}{replace}", wrong=True)
        else:
            size = f"{done.bytes:,} bytes, {wording.pluralize(done.actions, 'action')}"
            self.say(f"{Mark.DONE} {line(str(done.path))}: {size}; checked, and intact. escape closes.")

    def _write(self, to: Path, over: bool, step: Step) -> BackupResult:
        from db.maintenance.backup import back_up  # kept out of start-up
        from db.store.opening import open_reader

        with open_reader(self._path, accept_schema=self._accept_schema) as record:
            return back_up(record, self._path, to, over=over, step=lambda done, of: step(done, of, "copying"))


def _proposed_name(path: Path) -> str:
    """A name beside the store, with the day."""
    return str(path.with_name(f"{path.stem}-{date.today().isoformat()}.db"))
