"""Pairs of claims of a case that read alike, found while they are listed."""

from __future__ import annotations

from textual.content import Content

from db.model.ids import CaseId, ClaimId
from db.queries.cases import Case, require_small_case
from db.search.duplicates import LIKE, NearPair, near_pairs
from db.store.reader import Reader
from tui.actions.registry import ActionScope, bindings
from tui.screens.base.list import CaseListScreen
from tui.screens.base.requests import OpenClaimJoin, open_screen
from tui.text import wording
from tui.text.marks import Mark
from tui.text.safe import line
from tui.text.styles import DIM
from tui.text.targets import Thing, ThingKind
from tui.views.blocks import Block
from tui.views.parts import heading_block, text_block
from tui.workers.reads import ReadWorker
from tui.workers.writes import WriteWorker

MOST = 300
"""Pairs that are listed."""


class NearPairsScreen(CaseListScreen):
    """The nearest pairs first; a person says whether two are one."""

    BINDINGS = bindings(ActionScope.NEAR, ActionScope.RECORD)
    HERE = (ActionScope.NEAR, ActionScope.RECORD)
    TITLE_WORDS = "claims that read alike"

    def __init__(self, reading: ReadWorker, writing: WriteWorker, case: Case) -> None:
        super().__init__(reading, writing, case, name="near-pairs")

    async def read_list(self) -> tuple[list[Block], str]:
        """Compare the claims on a connection of their own."""
        self._reading.forget()
        pairs = await self._reading.ask_apart("near-pairs", _read_pairs, self._case.id)
        if not pairs:
            return [text_block(("No two claims read alike.", "bold"))], ""
        head = heading_block("Claims that read alike", "by their words alone; = joins two that say the same")
        return [head, *map(_pair_block, pairs)], wording.pluralize(len(pairs), "pair")

    def action_join(self) -> None:
        """Look at the first claim of the pair beside the near ones, to join it."""
        block = self.sheet.selected
        if block is not None and block.target is not None:
            claim = ClaimId(block.target.id)
            open_screen(self.app, OpenClaimJoin(self._reading, self._writing, self._case, claim))


def _read_pairs(record: Reader, case: CaseId) -> list[NearPair]:
    require_small_case(record, case, "Comparing all claims", "onrecord near --all lists them, however long that takes.")
    return sorted(near_pairs(record, case, LIKE), key=lambda pair: -pair.score)[:MOST]


def _pair_block(pair: NearPair) -> Block:
    return Block(
        Content.assemble(
            (f"{pair.score:.0f} ", DIM),
            (f"{pair.other.key} ", "bold $accent"),
            line(pair.other.text),
            (f"\n   {pair.one.key} ", "bold $accent"),
            line(pair.one.text),
        ),
        target=Thing(ThingKind.CLAIM, pair.other.id),
        citation=f"{pair.other.key}: {pair.other.text} {Mark.LIKE} {pair.one.key}: {pair.one.text}",
        gap=True,
    )
