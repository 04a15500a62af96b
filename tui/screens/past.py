"""The desk as of a moment: everything on it shows what was known then, and nothing can be changed."""

from __future__ import annotations

from textual import on

from db.queries.cases import Case
from tui.actions.registry import ActionScope, bindings
from tui.screens.desk import DeskScreen
from tui.widgets.chain_pane import ChainPane
from tui.workers.notify import notify_error
from tui.workers.past import Moment, NoWriting, past_refusal
from tui.workers.reads import ReadWorker


class PastScreen(DeskScreen):
    """The desk in the past, over the timeline."""

    BINDINGS = bindings(ActionScope.PAST)
    HERE = (ActionScope.PAST, ActionScope.DESK, ActionScope.LIST, ActionScope.EVERYWHERE)

    def __init__(self, reading: ReadWorker, case: Case, moment: Moment) -> None:
        """Take the moment.

        :param reading: reads the store as of the moment; closed with the screen.
        """
        super().__init__(reading, NoWriting(reading.path, moment.words), case)
        self.as_of = moment.words
        self._has_begun = False

    @on(ChainPane.Stepped)
    def _go_to_last_step(self) -> None:
        """Go to the last step that was known."""
        if not self._has_begun:
            self._has_begun = True
            self.action_step_to(-1)

    def on_unmount(self) -> None:
        """Close the connections as of the moment."""
        self._reading.close()

    def action_add(self) -> None:
        """Refuse: nothing is added to the past."""
        notify_error(self.app, past_refusal(self.as_of))

    def action_clear(self) -> None:
        """Clear the filter of the focused pane; without one, go back to the timeline."""
        if self._frame_in_focus().matching:
            super().action_clear()
        else:
            self.action_timeline()

    def action_timeline(self) -> None:
        """Go back to the timeline."""
        self.dismiss()
