"""The pane of the report chain: the row of reports, and under it the current step."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.timer import Timer

from db.dataclass import dataclass
from db.errors import OnRecordError
from db.journal.watch import CHAIN, can_change_list, newest_entry_number
from db.model.ids import CaseId, ReportId
from db.queries.chain import Step, StepRelation, chain, filter_chain, step, step_relations
from db.queries.reports import Report, report, reports
from db.store.id_list import Ids
from db.store.progress import Progress
from db.store.reader import Reader
from tui.actions.registry import ActionScope, bindings, keyed
from tui.system.first_drawing import draw_then
from tui.text.marks import Mark
from tui.text.safe import line
from tui.views.blocks import Block
from tui.views.chain_step import previous_blocks, statement_groups, step_blocks
from tui.widgets.chain_row import AROUND, ChainRow, Node
from tui.widgets.filter_frame import FilterFrame, posts_errors
from tui.widgets.sheet import Sheet, count_lines
from tui.workers.reads import ReadWorker

FIRST_STEPS = 4 * AROUND
"""Steps of a large chain that are read before the screen is drawn."""

SIDE_BY_SIDE = 160
"""Columns of the window from which the previous step stands beside the current one."""

LAST_STEP = 10**9
"""The step number that stands for the end of the chain, also while it is being read."""


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step, and the reports to draw around it."""

    step: Step
    nodes: tuple[Node, ...]
    previous: Step | None = None
    """The step before it, where there is room for both."""


class StepSheet(Sheet, inherit_bindings=False):
    """The text of a step. Its home and end keys belong to the chain."""

    class Refitted(Message):
        """It is laid out for another width."""

    def on_resize(self) -> None:
        """Let the chain line up the two steps again."""
        self.post_message(self.Refitted())

    BINDINGS = bindings(ActionScope.LIST, ActionScope.SHEET, but=("move.top", "move.bottom"))


class ChainPane(FilterFrame):
    """The report chain of a case, one step at a time."""

    BINDINGS = bindings(ActionScope.CHAIN)

    lit: reactive[Mapping[Any, str]] = reactive({}, repaint=False)
    """Ids of lit reports, each with the word that says why."""
    walking: reactive[bool] = reactive(False, repaint=False)
    """Whether the chain steps by itself."""

    @dataclass
    class Stepped(Message):
        """Another step is shown, or the same one was refreshed."""

        report: Report
        again: bool = False
        """Whether it is the same step, refreshed."""

    def __init__(self, reading: ReadWorker, case: CaseId, *, at_once: bool) -> None:
        self.row = ChainRow()
        self.sheet = StepSheet(id="step")
        self.previous = Sheet(id="previous-step")
        """The step before, beside the current one in a wide window."""
        self.previous.can_focus = False
        self.previous.display = False
        super().__init__("the chain", self.sheet, id="chain")
        self._reading = reading
        self._case = case
        self._at_once = at_once
        self._walk: Ids[ReportId] = Ids()
        self._read_at: int | None = None
        self._to_end = False
        self._is_whole = True
        self._number = 0
        self._shown: ShownStep | None = None
        self._arrows: ArrowLabels = {}
        self._timer: Timer | None = None
        self._ended = ""

    def compose(self) -> ComposeResult:
        """The row of reports and the step. The filter line is mounted when it is first opened."""
        yield self.row
        yield Horizontal(self.previous, self.sheet, id="steps")

    def on_mount(self) -> None:
        """Read the first step before the screen is first drawn: with a small case's whole chain, or its first steps."""
        most = -1 if self._at_once else FIRST_STEPS
        self._walk = self._reading.at_once(chain, self._case, most=most)
        self._is_whole = self._at_once or len(self._walk) < FIRST_STEPS
        self.watch(self.sheet, "scroll_y", self._scroll_along, init=False)
        if self._walk:
            self._show(self._reading.at_once(_read_step, self._walk, 1, self._arrows))
        else:
            self._show_nothing("")
        if self._is_whole:
            self._read_at = self._reading.at_once(newest_entry_number)
        else:
            draw_then(self, self.find, "")

    @property
    def _is_wide(self) -> bool:
        """Whether there is room for two steps."""
        return self.app.size.width >= SIDE_BY_SIDE

    @property
    def current(self) -> Report | None:
        """The report of the current step."""
        return self._shown.step.report if self._shown else None

    @property
    def is_last(self) -> bool:
        """Whether the current step is the last."""
        return self._number >= len(self._walk)

    def go(self, number: int) -> None:
        """Go to a step.

        :param number: from 1; clamped to the chain.
        """
        if self._walk:
            self._ended = ""
            self._to_end = number >= LAST_STEP and not self._is_whole
            self._number = max(1, min(number, len(self._walk)))
            self._read(self._number)

    def go_to(self, key: str) -> None:
        """Go to the step of a report; stay where the chain has none, or is not read to its end.

        :param key: the report's key.
        """
        if not self._is_whole:
            return
        try:
            place = self._walk.place(self._reading.at_once(report, self._case, key).id)
        except OnRecordError:
            return  # it was removed
        if place is not None:
            self.go(place + 1)

    def go_by(self, steps: int) -> None:
        """Move along the chain by some steps; at an end, say that it is one."""
        is_at_end = self.is_last and self._is_whole if steps > 0 else self._number == 1
        if self._walk and is_at_end:
            self._answer_end("this is the last step" if steps > 0 else "this is the first step")
        else:
            self.go(self._number + steps)

    def _answer_end(self, words: str) -> None:
        """Say once that there is nothing further: in the frame, or in a notice where it has none."""
        if self._ended == words:
            return
        self._ended = words
        self._retitle()
        if not self.gutter.bottom:
            self.app.notify(f"{words[0].upper()}{words[1:]}.", timeout=2, markup=False)

    def start_walk(self, seconds: float) -> None:
        """Start to step by itself, from the current step, or from the first when at the last.

        :param seconds: the time between two steps.
        """
        if not self._walk:
            return
        if self.is_last:
            self.go(1)
        self.walking = True
        self._timer = self.set_interval(seconds, self._walk_on)

    def take_over(self) -> bool:
        """Stop stepping by itself, as after any key.

        :returns: whether it was doing so.
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
            self._answer_end("auto-play ends at the last step")

    def watch_lit(self) -> None:
        """Pass the lit reports on to the row."""
        self.row.lit = self.lit

    def watch_walking(self) -> None:
        """Show in the frame that the chain steps by itself."""
        self._retitle()

    def on_chain_row_report_clicked(self, event: ChainRow.ReportClicked) -> None:
        """Go to the clicked report."""
        event.stop()
        self.go(event.index + 1)

    def find(self, matching: str) -> None:
        """Show the steps that contain a text; all for an empty one."""
        self._find(matching)

    @work(exclusive=True, group="find")
    @posts_errors
    async def _find(self, matching: str) -> None:
        here = self.current
        is_other = await self._read_steps(matching)
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

    async def _read_steps(self, matching: str) -> bool:
        """Read the ids of the steps, and show the progress. If a person stops it, the steps stay as they were.

        :returns: whether the current step must be read again.
        """
        walk: Ids[ReportId] = Ids()
        since: list[int] = []
        question = partial(_find_steps, self._case, matching, walk, since)
        if not await self.ask_long(self._reading, question, walk, self._retitle):
            return False
        near = self._number + AROUND
        is_same = len(self._walk) <= len(walk) and walk[:near] == self._walk[:near]
        has_same_row = is_same and (len(self._walk) > near or len(self._walk) == len(walk))
        self._walk, self._read_at, self._is_whole = walk, since[0], True
        return not has_same_row

    @work(exclusive=True, group="again")
    @posts_errors
    async def read_again(self, came: int | None) -> None:
        """Refresh the chain and the current step; if its report is gone, show the step in its place.

        :param came: the id of a new report, to go to if the chain has the focus.
        """
        if not self.matching and self._read_at is not None:
            asked = self._reading.ask("since-chain", can_change_list, self._read_at, CHAIN)
            if not await asked:
                self._arrows = {}
                place = self._walk.place(came) if came is not None and self.sheet.has_focus else None
                if place is not None and place + 1 != self._number:
                    self.go(place + 1)
                elif self._walk:
                    self._read(self._number, again=True)
                return
        self._find_anew(came)

    @work(exclusive=True, group="find")
    @posts_errors
    async def _find_anew(self, came: int | None) -> None:
        here, matching = self.current, self.matching
        await self._read_steps(matching)
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
    @posts_errors
    async def _read(self, number: int, *, again: bool = False) -> None:
        question = partial(_read_step, beside=self._is_wide)
        self._show(await self._reading.ask("step", question, self._walk, number, self._arrows), again=again)

    def _show(self, shown: ShownStep, *, again: bool = False) -> None:
        self._shown = shown
        self._number = shown.step.number
        self.row.show(shown.nodes, shown.step.number - 1)
        self._line_up(shown, stay=again)
        self._retitle()
        self.post_message(self.Stepped(shown.step.report, again))

    def _line_up(self, shown: ShownStep, *, stay: bool) -> None:
        """Show a step; in a wide window the one before beside it, each pair of statements on one line."""
        previous = shown.previous if self._is_wide else None
        self.previous.display = previous is not None
        blocks = step_blocks(shown.step)
        if previous is None:
            self.sheet.show(blocks, stay=stay)
            return
        left, right = statement_groups(previous_blocks(previous, shown.step)), statement_groups(blocks)
        widths = [sheet.scrollable_content_region.width for sheet in (self.previous, self.sheet)]
        for one, other in list(zip(left, right, strict=False))[: min(len(left), len(right)) - 1]:
            lines = [
                count_lines(group, width, gaps=not self.sheet.tight)
                for group, width in zip((one, other), widths, strict=True)
            ]
            for group, missing in (one, lines[1] - lines[0]), (other, lines[0] - lines[1]):
                group.extend([Block(Content(" "))] * missing)
        self.previous.tight = self.sheet.tight
        self.previous.show([block for group in left for block in group], stay=True)
        self.sheet.show([block for group in right for block in group], stay=stay)

    def on_step_sheet_refitted(self) -> None:
        """Line the two steps up again, and read the step before where there is room for it now."""
        if self._shown is None:
            return
        if self._is_wide and self._shown.previous is None and self._number > 1:
            self._read(self._number, again=True)
        elif self._shown.previous is not None:
            self._line_up(self._shown, stay=True)

    def _scroll_along(self, line: float) -> None:
        self.previous.scroll_to(y=line, animate=False, force=True, immediate=True)

    def _show_nothing(self, matching: str) -> None:
        """Show that no step is left, and why."""
        self._shown = None
        self._number = 0
        self.previous.display = False
        self.row.show((), 0)
        nothing = keyed("No reports yet: {import} imports an article.")
        words = f"No step contains “{line(matching)}”." if matching else nothing
        self.sheet.show([Block(Content(words))])
        self._retitle()

    def _retitle(self) -> None:
        self.border_title = Content("4 Report chain")
        of = f"{len(self._walk):,}" if self._is_whole else "…"
        at = f"step {self._number:,} of {of}" if self._walk else "no step"
        among = f" among those that contain “{line(self.matching)}”" if self.matching and self._walk else ""
        walking = f"{Mark.PLAYING} auto-play, any key stops it · " if self.walking else ""
        status = f"{self.status} · " if self.status and self.matching else ""
        ended = f" · {self._ended}" if self._ended else ""
        self.border_subtitle = Content(f"{status}{walking}{at}{among}{ended}")


ArrowLabels = dict[tuple[ReportId, ReportId], str]
"""Cached labels of the arrows between two reports: neighbouring steps share most of their arrows."""


def _find_steps(
    case: CaseId, matching: str, into: Ids[ReportId], since: list[int], record: Reader, progress: Progress
) -> None:
    """Read the reports of the chain, all or those that contain a text.

    :param into: gets their ids.
    :param since: gets the newest journal entry of before the read.
    """
    since.append(newest_entry_number(record))
    if matching:
        filter_chain(record, case, matching, into=into, progress=progress)
    else:
        chain(record, case, into=into, progress=progress)
    into.note_places()


def _read_step(
    record: Reader, walk: Ids[ReportId], number: int, arrows: ArrowLabels, *, beside: bool = False
) -> ShownStep:
    """Read a step, and the reports around it.

    :param number: from 1.
    :param arrows: a cache, which is extended.
    :param beside: whether to read the step before, too.
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
    return ShownStep(here, tuple(nodes), step(record, walk, number - 1) if beside and number > 1 else None)


def _arrow_label(found: tuple[StepRelation, ...]) -> str:
    """The label of an arrow: the strongest link."""
    return found[0].kind.value if found else "no link"
