"""Keys that change the speaker of a proposal before it is written: its kind, how well it is known, or who it is."""

from __future__ import annotations

from abc import abstractmethod

from textual import work

from db.dataclass import replace
from db.markup.name_changes import next_kind, next_naming, next_source
from db.markup.plan import Plan
from db.model.ids import CaseId
from tui.actions.registry import keyed
from tui.screens.base.lower_half import LowerHalf
from tui.state.claim_choices import ClaimChoices
from tui.workers.notify import notifies_errors
from tui.workers.reads import ReadWorker


class SpeakerKeys(LowerHalf):
    """A screen over the lower part of the reader that shows a plan with a speaker."""

    def __init__(self, reading: ReadWorker, case: CaseId, choices: ClaimChoices) -> None:
        """Take the choices so far, the speaker among them."""
        super().__init__()
        self._reading = reading
        self._case = case
        self.choices = choices
        """The choices."""
        self._shown: Plan | None = None
        self._proposed = ""

    @abstractmethod
    def _plan(self) -> object:
        """Plan again, and show it."""

    def action_kind(self) -> None:
        """Give the new speaker the next kind."""
        kind = next_kind(self._shown) if self._shown is not None else None
        if self._can_change(kind):
            self.choices.speaker = replace(self.choices.speaker, kind=kind)
            self._plan()

    def action_naming(self) -> None:
        """Say otherwise how well the new speaker is known."""
        naming = next_naming(self._shown) if self._shown is not None else None
        if self._can_change(naming):
            self.choices.speaker = replace(self.choices.speaker, naming=naming)
            self._plan()

    def _can_change(self, to: object) -> bool:
        """Whether there is a new speaker to change; a notice says that there is none."""
        if to is None:
            self.app.notify(keyed("The speaker is already on record: {edit} edits it there."), markup=False)
        return to is not None

    @work(exclusive=True, group="who")
    @notifies_errors()
    async def action_who(self) -> None:
        """Choose the next similar source on record for the speaker, or a new one."""
        self._proposed = self._proposed or (self._shown.speaker.name if self._shown and self._shown.speaker else "")
        if self._proposed:
            self.choices.speaker = await self._reading.ask(
                "who", next_source, self._case, self._proposed, self.choices.speaker
            )
            self._plan()

    def action_as_line(self) -> None:
        """Edit it as a mark-up line, where you can type the name."""
        self.choices.as_line = True
        self.dismiss(False)
