"""Wording drift of a case or a claim: pairs of wordings side by side, with the changes between them."""

from __future__ import annotations

from db.model.ids import ClaimId
from db.queries.cases import Case
from tui.actions.registry import ActionScope, bindings
from tui.screens.base.list import CaseListScreen
from tui.text import wording
from tui.text.marks import Mark
from tui.views.blocks import Block
from tui.views.drift import drift_view
from tui.workers.reads import ReadWorker
from tui.workers.writes import WriteWorker


class DriftScreen(CaseListScreen):
    """Pairs: a statement in several captures, relays with words at both ends, reports whose original nobody has."""

    BINDINGS = bindings(ActionScope.DRIFT, ActionScope.RECORD)
    HERE = (ActionScope.DRIFT, ActionScope.RECORD)
    TITLE_WORDS = "wording drift"

    def __init__(self, reading: ReadWorker, writing: WriteWorker, case: Case, claim: ClaimId | None = None) -> None:
        """Take the claim.

        :param claim: None for the whole case.
        """
        super().__init__(reading, writing, case, name="drift")
        self._claim = claim

    async def read_list(self) -> tuple[list[Block], str]:
        """Read the pairs."""
        blocks, count = await self._reading.ask("drift", drift_view, self._case.id, self._claim)
        return blocks, f"{Mark.DIFFERENT} {wording.pluralize(count, 'pair')}"
