"""The check of the store: every part with its progress, then what was found."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from db.errors import OnRecordError
from db.store.progress import QueryStopped
from db.store.reader import Reader
from db.store.sqlite_errors import explain_errors
from tui.screens.base.job import JobScreen, Step
from tui.text import wording
from tui.text.marks import Mark
from tui.text.safe import line
from tui.text.styles import DIM
from tui.views.parts import text_block

if TYPE_CHECKING:
    from db.maintenance.check import CheckResult


class CheckScreen(JobScreen):
    """Starts at once, and reads only."""

    TITLE_WORDS = "Check the store"
    OWN_KEYS = ("job.leave",)

    def __init__(self, path: Path, *, accept_schema: bool) -> None:
        """Take the store.

        :param accept_schema: whether a schema that is not onrecord's is read too.
        """
        super().__init__()
        self._path = path
        self._accept_schema = accept_schema
        self._record: Reader | None = None

    def on_mount(self) -> None:
        """Begin."""
        self._check()

    def stop(self) -> None:
        """Stop in the middle of a part too."""
        super().stop()
        if self._record is not None:
            self._record.interrupt()

    def action_start(self) -> None:
        """Check once more."""
        if not self.is_at_work:
            self._check()

    @work(exclusive=True)
    async def _check(self) -> None:
        self.show([])
        try:
            found = await self.run_in_thread(self._read)
        except QueryStopped:
            self.say("Stopped; nothing was changed.")
            return
        except OnRecordError as error:
            self.say(f"{Mark.WRONG} {line(error.message)} {line(error.hint)}", wrong=True)
            return
        finally:
            self._record = None
        count = wording.pluralize(len(found.findings), "finding")
        journal = wording.pluralize(found.actions, "action")
        if found.is_whole:
            self.say(f"{Mark.DONE} The store is intact: {len(found.parts)} parts checked, {journal} in its journal.")
        else:
            self.say(
                f"{Mark.WRONG} {count} in {len(found.parts)} parts. Back up from before, or send this list.", wrong=True
            )
        wrong = {each.part for each in found.findings}
        parts = [text_block((f"{Mark.WRONG if each in wrong else Mark.DONE} ", ""), str(each)) for each in found.parts]
        said = [text_block((f"{each.part}: ", DIM), line(each.sentence)) for each in found.findings]
        self.show([*said, *parts])

    def _read(self, step: Step) -> CheckResult:
        from db.maintenance.check import check  # kept out of start-up
        from db.store.opening import open_reader

        with explain_errors(self._path), open_reader(self._path, rules=True, accept_schema=self._accept_schema) as at:
            self._record = at
            return check(at, lambda now, of, words: step(now, of, f"checking {words}"), accept_schema=True)
