"""The report chain: the row of reports, and under it the reader of the step a person is at."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.timer import Timer

from db.errors import OnRecordError
from db.journal.watch import CHAIN, can_change_list, newest_entry_number
from db.model.ids import CaseId, ReportId
from db.queries.chain import Step, StepRelation, chain, filter_chain, step, step_relations
from db.queries.reports import Report, reports
from db.store.id_list import Ids
from db.store.progress import Progress
from db.store.reader import Reader
from tui.actions.registry import ActionScope, bindings
from tui.text.safe import line
from tui.views.blocks import Block
from tui.views.chain_step import step_blocks
from tui.widgets.chain_row import AROUND, ChainRow, Node
from tui.widgets.filter_frame import PROGRESS_SECONDS, FilterFrame
from tui.widgets.sheet import Sheet
from tui.workers.reads import ReadWorker

FIRST_STEPS = 4 * AROUND
"""Steps of a large chain that are read before the rest."""

LAST_STEP = 10**9
"""The number of a step beyond any end."""


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step as it is read for the screen: itself, and the nodes drawn around it."""

    step: Step
    nodes: tuple[Node, ...]


class StepSheet(Sheet, inherit_bindings=False):
    """The words of a step: home and end are the chain's, whatever has the keys."""

    BINDINGS = bindings(ActionScope.LIST, ActionScope.SHEET, but=("sheet.top", "sheet.bottom"))


class ChainPane(FilterFrame):
    """The ordered walk through a case's reports, a step at a time."""

    BINDINGS = bindings(ActionScope.CHAIN)

    lit: reactive[Mapping[Any, str]] = reactive({}, repaint=False)
    """Ids of reports that light up, each with the word that says why."""
    walking: reactive[bool] = reactive(False, repaint=False)
    """Whether the chain walks by itself."""

    @dataclass
    class Stepped(Message):
        """Another step is shown."""

        report: Report
        again: bool = False
        """Whether it is the step that was shown before, read anew."""

    def __init__(self, reading: ReadWorker, case: CaseId, *, at_once: bool) -> None:
        self.row = ChainRow()
        self.sheet = StepSheet(id="step")
        super().__init__("the chain", self.sheet, id="chain")
        self._reading = reading
        self._case = case
        self._at_once = at_once
        self._walk: Ids[ReportId] = Ids()
        self._read_at: int | None = None
        self._to_end = False
        self._is_whole = True
        self._number = 0
        self._stop: ShownStep | None = None
        self._arrows: ArrowLabels = {}
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """The row of reports and the reader; the filter line comes under them when it is asked for."""
        yield self.row
        yield self.sheet

    def on_mount(self) -> None:
        """Read the first step: of a small case before the screen is first drawn, of a large one after."""
        most = -1 if self._at_once else FIRST_STEPS
        self._walk = self._reading.at_once(chain, self._case, most=most)
        self._is_whole = self._at_once or len(self._walk) < FIRST_STEPS
        if self._walk:
            self._show(self._reading.at_once(_read_step, self._walk, 1, self._arrows))
        else:
            self._show_nothing("")
        if self._is_whole:
            self._read_at = self._reading.at_once(newest_entry_number)
        else:
            self.call_after_refresh(self.find, "")

    @property
    def current(self) -> Report | None:
        """The report of the step that is shown."""
        return self._stop.step.report if self._stop else None

    @property
    def is_last(self) -> bool:
        """Whether there is no step after the one shown."""
        return self._number >= len(self._walk)

    def go(self, number: int) -> None:
        """Show a step.

        :param number: which, from 1; beyond an end, the end.
        """
        if self._walk:
            self._to_end = number >= LAST_STEP and not self._is_whole
            self._number = max(1, min(number, len(self._walk)))
            self._read(self._number)

    def go_by(self, steps: int) -> None:
        """Step along the chain, from where the last key led."""
        self.go(self._number + steps)

    def start_walk(self, seconds: float) -> None:
        """Walk through the chain by itself, from the first step where the last is shown.

        :param seconds: how long to stay at a step.
        """
        if not self._walk:
            return
        if self.is_last:
            self.go(1)
        self.walking = True
        self._timer = self.set_interval(seconds, self._walk_on)

    def take_over(self) -> bool:
        """Stop the walk, since a person has touched a key.

        :returns: whether it was walking.
        """
        walking = self.walking
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.walking = False
        return walking

    def _walk_on(self) -> None:
        self.go_by(1)
        if self.is_last:
            self.take_over()

    def watch_lit(self) -> None:
        """Hand the lit reports to the row."""
        self.row.lit = self.lit

    def watch_walking(self) -> None:
        """Say that the chain walks by itself."""
        self._retitle()

    def on_chain_row_report_clicked(self, event: ChainRow.ReportClicked) -> None:
        """A click on a report goes to it."""
        event.stop()
        self.go(event.index + 1)

    def find(self, matching: str) -> None:
        """Show the steps that hold a text; all of them for an empty one."""
        self._find(matching)

    @work(exclusive=True, group="find")
    async def _find(self, matching: str) -> None:
        here = self.current
        try:
            is_other = await self._found(matching)
        except OnRecordError as error:
            self.post_message(self.ReadFailed(error))
            return
        self.post_message(self.RowsChanged(self))
        place = self._walk.place(here.id) if here else None
        if not self._walk:
            self._show_nothing(matching)
        elif self._to_end:
            self.go(LAST_STEP)
        elif is_other or place is None or place + 1 != self._number:
            self.go(1 if place is None else place + 1)
        else:
            self._retitle()

    async def _found(self, matching: str) -> bool:
        """Find the steps, and say how far it is; what a person stops keeps the steps as they were.

        :returns: whether the step that is shown must be shown anew.
        """
        walk: Ids[ReportId] = Ids()
        since: list[int] = []
        self.asked, self.stopped = asked, _ = Progress(), ""
        question = partial(_find_steps, self._case, matching, walk, since)
        task = asyncio.ensure_future(self._reading.ask_long(question, progress=asked))
        try:
            while not (await asyncio.wait({task}, timeout=PROGRESS_SECONDS))[0]:
                self._retitle()
            if task.cancelled():
                self.stopped = f"stopped at {asked.words or f'{len(walk):,}'}"
                return False
            task.result()
            same = len(self._walk) <= len(walk) and walk[: self._number + AROUND] == self._walk[: self._number + AROUND]
            grew = same and (len(self._walk) > self._number + AROUND or len(self._walk) == len(walk))
            self._walk, self._read_at, self._is_whole = walk, since[0], True
            return not grew
        finally:
            task.cancel()
            if self.asked is asked:
                self.asked = None

    @work(exclusive=True, group="again")
    async def read_again(self, came: int | None) -> None:
        """Read the chain and the step anew; where its report is gone, the step that took its place.

        :param came: the id of a report that is new, to go to where the chain has the keys.
        """
        try:
            if not self.matching and self._read_at is not None:
                asked = self._reading.ask("since-chain", can_change_list, self._read_at, CHAIN)
                if not await asked:
                    self._arrows = {}
                    if self._walk:
                        self._read(self._number, again=True)
                    return
        except OnRecordError as error:
            self.post_message(self.ReadFailed(error))
            return
        self._find_anew(came)

    @work(exclusive=True, group="find")
    async def _find_anew(self, came: int | None) -> None:
        here, matching = self.current, self.matching
        try:
            await self._found(matching)
        except OnRecordError as error:
            self.post_message(self.ReadFailed(error))
            return
        self._arrows = {}
        self.post_message(self.RowsChanged(self))
        is_new = came is not None and came in self._walk and self.sheet.has_focus
        wanted = came if is_new else here.id if here else None
        place = self._walk.place(wanted) if wanted is not None else None
        if not self._walk:
            self._show_nothing(matching)
        elif place is not None:
            self._number = place + 1
            self._read(self._number, again=here is not None and wanted == here.id)
        else:
            self.go(max(1, self._number))

    @work(exclusive=True, group="step")
    async def _read(self, number: int, *, again: bool = False) -> None:
        try:
            stop = await self._reading.ask("step", _read_step, self._walk, number, self._arrows)
        except OnRecordError as error:
            self.post_message(self.ReadFailed(error))
            return
        self._show(stop, again=again)

    def _show(self, stop: ShownStep, *, again: bool = False) -> None:
        self._stop = stop
        self._number = stop.step.number
        self.row.show(stop.nodes, stop.step.number - 1)
        self.sheet.show(step_blocks(stop.step), stay=again)
        self._retitle()
        self.post_message(self.Stepped(stop.step.report, again))

    def _show_nothing(self, matching: str) -> None:
        """No step is left: say why, and show none."""
        self._stop = None
        self._number = 0
        self.row.show((), 0)
        words = f"No step holds “{line(matching)}”." if matching else "No report on record: i brings an article in."
        self.sheet.show([Block(Content(words))])
        self._retitle()

    def _retitle(self) -> None:
        self.border_title = Content("4 Report chain")
        of = f"{len(self._walk):,}" if self._is_whole else "…"
        at = f"step {self._number:,} of {of}" if self._walk else "no step"
        among = f" among those that hold “{line(self.matching)}”" if self.matching and self._walk else ""
        walking = "▶ walking, any key takes over · " if self.walking else ""
        said = f"{self.said} · " if self.said and self.matching else ""
        self.border_subtitle = Content(f"{said}{walking}{at}{among}")


ArrowLabels = dict[tuple[ReportId, ReportId], str]
"""What links one report to another, as read so far: a step shares most of its arrows with the step before."""


def _find_steps(
    case: CaseId, matching: str, into: Ids[ReportId], since: list[int], record: Reader, progress: Progress
) -> None:
    """The steps of the chain, all or those that hold a text. What was done to the record before is in them."""
    since.append(newest_entry_number(record))
    if matching:
        filter_chain(record, case, matching, into=into, progress=progress)
    else:
        chain(record, case, into=into, progress=progress)
    into.note_places()


def _read_step(record: Reader, walk: Ids[ReportId], number: int, arrows: ArrowLabels) -> ShownStep:
    """Read a step, and the reports that stand around it in the row.

    :param arrows: those that are known; those that are read here are added.
    """
    here = step(record, walk, number)
    if number > 1:
        arrows[walk[number - 2], walk[number - 1]] = _arrow_label(here.joins)
    first = max(0, number - 1 - AROUND)
    around = walk[first : number + AROUND]
    found = {report.id: report for report in reports(record, around)}
    nodes = []
    for index, id in enumerate(around):
        before = around[index - 1] if index else None
        if before is not None and (before, id) not in arrows:
            arrows[before, id] = _arrow_label(step_relations(record, before, id))
        if id in found:
            arrow = arrows[before, id] if before is not None else ""
            nodes.append(Node(id, found[id].label, arrow, first + index))
    return ShownStep(here, tuple(nodes))


def _arrow_label(found: tuple[StepRelation, ...]) -> str:
    """What an arrow says: the strongest link."""
    return found[0].kind.value if found else "no link"
