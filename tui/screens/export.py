"""The export: what goes out and where to, its progress, and what came of it. No file is replaced."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from db.errors import OnRecordError
from db.exchange.export import Export, ExportExtra, export_to_file
from db.exchange.formats import Format, file_name
from db.store.progress import Progress, QueryStopped
from tui.actions.registry import ActionScope, bindings, keyed
from tui.screens.base.job import JobScreen, Step
from tui.system.paths import parse_path
from tui.text.marks import Mark
from tui.text.safe import line
from tui.widgets.safe_input import SafeInput
from tui.workers.export_progress import StepProgress

if TYPE_CHECKING:
    from tui.state.export_choices import ExportChoice

_EXTRAS: tuple[tuple[str, frozenset[ExportExtra]], ...] = (
    ("left out", frozenset()),
    ("notes and tasks go out", frozenset({ExportExtra.NOTES, ExportExtra.TASKS})),
    ("notes, tasks, drafts and journal go out", frozenset(ExportExtra)),
)
"""What goes out only when it is asked for, in the order of the key."""


class ExportScreen(JobScreen):
    """Asks for a path; enter writes the file."""

    BINDINGS = bindings(ActionScope.JOB, ActionScope.EXPORT)
    OWN_KEYS = ("job.start", "export.what", "export.mask", "export.extras", "job.leave")
    OWN_SCOPES = (ActionScope.JOB, ActionScope.EXPORT)

    def __init__(self, path: Path, format: Format, choices: Sequence[ExportChoice], *, accept_schema: bool) -> None:
        """Take what can be exported.

        :param path: the store.
        :param choices: at least one.
        """
        self.TITLE_WORDS = f"Export as {format.name}"
        super().__init__()
        self._path = path
        self._format = format
        self._choices = choices
        self._accept_schema = accept_schema
        self._at = 0
        self._is_masked = False
        self._extras = 0
        self._progress: Progress | None = None
        self._proposed = self._propose_name()
        self.to = SafeInput(self._proposed, placeholder="a path", compact=True, id="job-path")
        """Where the file goes."""
        self._chosen = Static(id="export-chosen")

    def fields(self) -> list[Widget]:
        """The path, and what is chosen."""
        return [self.to, self._chosen]

    def on_mount(self) -> None:
        """Show what is chosen."""
        self.to.focus()
        self._show_choice()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_start()

    def action_what(self) -> None:
        """Choose the next part of the record."""
        self._at = (self._at + 1) % len(self._choices)
        if self.to.value == self._proposed:
            self._proposed = self.to.value = self._propose_name()
        self._show_choice()

    def action_mask(self) -> None:
        """Mask private persons, or don't."""
        self._is_masked = not self._is_masked
        self._show_choice()

    def action_extras(self) -> None:
        """Let more go out, or less."""
        self._extras = (self._extras + 1) % len(_EXTRAS)
        self._show_choice()

    def action_start(self) -> None:
        """Write the file."""
        if not self.to.value.strip():
            self.say(f"{Mark.WRONG} Where to? Name a file.", wrong=True)
        elif not self.is_at_work:
            self._export(parse_path(self.to.value))

    def stop(self) -> None:
        """Let the export stop, also within a query."""
        super().stop()
        if self._progress is not None:
            self._progress.stopped = True

    @work(exclusive=True)
    async def _export(self, to: Path) -> None:
        try:
            size, is_empty = await self.run_in_thread(lambda step: self._write(to, step))
        except QueryStopped:
            self.say("Stopped; no file was made.")
        except OnRecordError as error:
            self.say(f"{Mark.WRONG} {line(error.message)} {line(error.hint)}", wrong=True)
        else:
            what = "nothing is on record for this choice" if is_empty else f"{size:,} bytes"
            self.say(f"{Mark.DONE} {line(str(to))}: {what}. escape closes.")

    def _write(self, to: Path, step: Step) -> tuple[int, bool]:
        """Write the file. Returns its size, and whether nothing was there to export."""
        from db.exchange.masking import NO_MASK, make_mask  # kept out of start-up
        from db.store.opening import open_reader

        choice = self._choices[self._at]
        self._progress = StepProgress(step, "exporting")
        with open_reader(self._path, accept_schema=self._accept_schema) as record:
            export = Export(
                record,
                choice.scope,
                mask=make_mask(record, private=True) if self._is_masked else NO_MASK,
                extras=_EXTRAS[self._extras][1],
                listing=choice.listing,
                order=choice.order,
                progress=self._progress,
            )
            size = export_to_file(export, self._format, to, store=self._path)
            found = export.selection
            return size, not (found.claims or found.statements or found.reports or found.sources)

    def _propose_name(self) -> str:
        """A name in the current folder that no file has yet."""
        choice = self._choices[self._at]
        name = file_name(self._format, choice.of or self._path.stem, choice.listing)
        stem, number, free = name.removesuffix(self._format.suffix), 2, name
        while Path(free).exists():
            free, number = f"{stem}-{number}{self._format.suffix}", number + 1
        return free

    def _show_choice(self) -> None:
        """Show what enter would do."""
        persons = "masked" if self._is_masked else "by name"
        self._chosen.update(
            Content(
                f"what: {line(self._choices[self._at].words)}\n"
                f"private persons: {persons} · notes, tasks, drafts, journal: {_EXTRAS[self._extras][0]}"
            )
        )
        self.say(keyed("enter writes a new file; {export.what} takes another part, {export.mask} masks."))
