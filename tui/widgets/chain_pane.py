"""The report chain: the row of reports, and under it the reader of the step a person is at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.timer import Timer

from db.chain import Join, Step, chain, chain_matching, joins, step
from db.errors import OnRecordError
from db.reader import Reader
from db.reports import Report, reports
from db.terms import CaseId, ReportId
from tui.blocks import Block
from tui.commands import Scope, bindings
from tui.reading import Reading
from tui.sheets.step import step_blocks
from tui.text import line
from tui.widgets.chain_row import AROUND, ChainRow, Node
from tui.widgets.filtered import Filtered
from tui.widgets.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Stop:
    """A step as it is read for the screen: itself, and the nodes drawn around it."""

    step: Step
    nodes: tuple[Node, ...]


class ChainPane(Filtered):
    """The ordered walk through a case's reports, a step at a time."""

    BINDINGS = bindings(Scope.CHAIN)

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

    def __init__(self, reading: Reading, case: CaseId, *, at_once: bool) -> None:
        self.row = ChainRow()
        self.sheet = Sheet(id="step")
        super().__init__("the chain", self.sheet, id="chain")
        self._reading = reading
        self._case = case
        self._at_once = at_once
        self._walk: list[ReportId] = []
        self._number = 0
        self._stop: Stop | None = None
        self._arrows: Arrows = {}
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """The row of reports and the reader; the filter line comes under them when it is asked for."""
        yield self.row
        yield self.sheet

    def on_mount(self) -> None:
        """Read the first step: of a small case before the screen is first drawn, of a large one after."""
        if not self._at_once:
            self.find("")
            return
        self._walk = self._reading.at_once(chain, self._case)
        if self._walk:
            self._show(self._reading.at_once(_stop, self._walk, 1, self._arrows))
        else:
            self._show_nothing("")

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

    def on_chain_row_chosen(self, event: ChainRow.Chosen) -> None:
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
            if matching:
                walk = await self._reading.ask("chain-find", chain_matching, self._case, matching)
            else:
                walk = await self._reading.ask("chain-find", chain, self._case)
        except OnRecordError as error:
            self.post_message(self.Failed(error))
            return
        self._walk = walk
        self.post_message(self.Found(self))
        if not walk:
            self._show_nothing(matching)
            return
        self.go(walk.index(here.id) + 1 if here and here.id in walk else 1)

    @work(exclusive=True, group="find")
    async def read_again(self, came: int | None) -> None:
        """Read the chain and the step anew; where its report is gone, the step that took its place.

        :param came: the id of a report that is new, to go to where the chain has the keys.
        """
        here, matching = self.current, self.matching
        try:
            if matching:
                walk = await self._reading.ask("chain-find", chain_matching, self._case, matching)
            else:
                walk = await self._reading.ask("chain-find", chain, self._case)
        except OnRecordError as error:
            self.post_message(self.Failed(error))
            return
        self._walk, self._arrows = walk, {}
        self.post_message(self.Found(self))
        wanted = came if came in walk and self.sheet.has_focus else here.id if here else None
        if not walk:
            self._show_nothing(matching)
        elif wanted in walk:
            self._number = walk.index(ReportId(wanted)) + 1
            self._read(self._number, again=here is not None and wanted == here.id)
        else:
            self.go(max(1, self._number))

    @work(exclusive=True, group="step")
    async def _read(self, number: int, *, again: bool = False) -> None:
        try:
            stop = await self._reading.ask("step", _stop, self._walk, number, self._arrows)
        except OnRecordError as error:
            self.post_message(self.Failed(error))
            return
        self._show(stop, again=again)

    def _show(self, stop: Stop, *, again: bool = False) -> None:
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
        words = f"No step holds “{line(matching)}”." if matching else "No report on record: there is no chain to step."
        self.sheet.show([Block(Content(words))])
        self._retitle()

    def _retitle(self) -> None:
        self.border_title = Content("4 Report chain")
        at = f"step {self._number:,} of {len(self._walk):,}" if self._walk else "no step"
        among = f" among those that hold “{line(self.matching)}”" if self.matching and self._walk else ""
        walking = "▶ walking, any key takes over · " if self.walking else ""
        self.border_subtitle = Content(f"{walking}{at}{among}")


Arrows = dict[tuple[ReportId, ReportId], str]
"""What links one report to another, as read so far: a step shares most of its arrows with the step before."""


def _stop(record: Reader, walk: list[ReportId], number: int, arrows: Arrows) -> Stop:
    """Read a step, and the reports that stand around it in the row.

    :param arrows: those that are known; those that are read here are added.
    """
    here = step(record, walk, number)
    if number > 1:
        arrows[walk[number - 2], walk[number - 1]] = _arrow(here.joins)
    first = max(0, number - 1 - AROUND)
    around = walk[first : number + AROUND]
    found = {report.id: report for report in reports(record, around)}
    nodes = []
    for index, id in enumerate(around):
        before = around[index - 1] if index else None
        if before is not None and (before, id) not in arrows:
            arrows[before, id] = _arrow(joins(record, before, id))
        if id in found:
            arrow = arrows[before, id] if before is not None else ""
            nodes.append(Node(id, found[id].label, arrow, first + index))
    return Stop(here, tuple(nodes))


def _arrow(found: tuple[Join, ...]) -> str:
    """What an arrow says: the strongest link."""
    return found[0].kind.value if found else "no link"
