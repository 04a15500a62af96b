"""The chain view: the relay graph of a claim or of the case, and the statement at the cursor."""

from __future__ import annotations

import asyncio

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static

from db.analysis.graph_groups import (
    GroupedGraph,
    OrganisationBySource,
    StatementGroup,
    group_by_organisation,
    organisation_by_source,
)
from db.analysis.relay_graph import Graph, case_graph, claim_graph
from db.dataclass import dataclass
from db.errors import TooLarge
from db.model.ids import ClaimId, StatementId
from db.queries.cases import Case, require_small_case
from db.queries.claims import claims
from db.store.reader import Reader
from tui.actions.registry import ActionScope, bindings, commands, keyed
from tui.graph_drawing.canvas import Drawing
from tui.graph_drawing.labels import legend_lines
from tui.screens.base.record import CaseScreen
from tui.screens.base.requests import OpenDetail, OpenWords, open_screen, request_of
from tui.screens.base.sized import too_small
from tui.text import wording
from tui.text.marks import Mark
from tui.text.safe import line
from tui.text.targets import Row, RowKind, Thing, ThingKind
from tui.views.graph import cite_group, group_blocks, group_of
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.relay_graph import RelayGraph
from tui.widgets.sheet import Sheet
from tui.workers.notify import notifies_errors
from tui.workers.reads import ReadWorker
from tui.workers.writes import WriteWorker

FOLDS = 120
"""Statements above which a graph is folded at first."""

TALL = 34
"""Rows of the window from which on boxes have three lines even where the graph does not fit."""


class GraphScreen(CaseScreen):
    """Who says it, through whom, and where we read it."""

    BINDINGS = bindings(ActionScope.GRAPH, ActionScope.CHANGE, ActionScope.RECORD)
    LOW = 20
    """Rows below which there is no legend, and a lower text."""

    def __init__(
        self,
        reading: ReadWorker,
        writing: WriteWorker,
        case: Case,
        claim: ClaimId | None,
        at: StatementId | None = None,
    ) -> None:
        """Take the graph.

        :param claim: the claim; None for the whole case.
        :param at: the statement to put the cursor on.
        """
        super().__init__(reading, writing, case)
        self._claim = claim
        self._own = claim
        self._at = at
        self._read: _ClaimGraph | None = None
        self._folded: bool | None = None
        self._open: set[str] = set()
        self.is_gone = False
        """Whether its claim was removed."""
        self.graph = RelayGraph(id="graph")
        self.legend = Static(id="graph-legend", markup=False)
        self.words = Sheet(id="graph-words")

    def compose(self) -> ComposeResult:
        """Head, graph, legend, text, keys."""
        yield TitleBar()
        yield self.graph
        yield self.legend
        yield self.words
        yield KeyBar()
        yield too_small()

    def on_mount(self) -> None:
        """Read the graph."""
        self.query_one(TitleBar).heading = self._case.title
        here = commands(
            ActionScope.GRAPH, ActionScope.DRAWING, ActionScope.CHANGE, ActionScope.RECORD, ActionScope.EVERYWHERE
        )
        self.query_one(KeyBar).offered = tuple(each for each in here if self._own or each.id != "graph.whole")
        self.words.tight = True
        self.graph.focus()
        self._read_graph()

    def fit(self, height: int) -> None:  # noqa: ARG002
        """Wrap the legend, and lay the graph out again."""
        self.legend.update(legend_lines(self.size.width))
        if self._read is not None:
            self.call_after_refresh(self._draw)

    def on_screen_resume(self) -> None:
        """Close, where the claim was removed in the meantime."""
        if self.is_gone and self.is_current:
            self.dismiss()

    def read_again(self, came: Row | None) -> None:  # noqa: ARG002
        """Refresh; the cursor stays at its statement."""
        self._read_graph()

    def selected_row(self) -> Row | None:
        """The statement at the cursor."""
        group = self._here()
        return Row(RowKind.STATEMENT, group.members[0].id) if group is not None else None

    def action_fold(self) -> None:
        """Fold the graph by organisation, or unfold it."""
        if self._read is not None:
            self._folded = not self._folded
            self._open.clear()
            self._draw()

    def action_whole(self) -> None:
        """Draw the whole case, or only the claim."""
        if self._own is not None:
            self._claim = None if self._claim is not None else self._own
            self._folded = None
            self._read_graph()

    def action_open(self) -> None:
        """Open the report of the statement, or its source; unfold a folded box."""
        group = self._here()
        if group is None:
            return
        if len(group.members) > 1:
            self._at = group.members[0].id
            self._open.add(group.house)
            self._draw()
            return
        node = group.members[0]
        source = Thing(ThingKind.SOURCE, node.source.id)
        thing = Thing(ThingKind.REPORT, node.report) if node.report is not None else source
        open_screen(self.app, OpenDetail(*self.reads, thing))

    def action_read(self) -> None:
        """Open the text at the words of the statement at the cursor."""
        group = self._here()
        if group is not None:
            open_screen(self.app, OpenWords(*self.reads, group.members[0].id))

    async def citation(self) -> str:
        """The statement at the cursor as a line to cite."""
        group = self._here()
        return await self._reading.ask("cite", cite_group, group) if group is not None else ""

    @on(RelayGraph.GroupReached)
    def _moved(self) -> None:
        group = self._here()
        self._at = group.members[0].id if group is not None else None
        self._show_words()

    @on(RelayGraph.GroupOpened)
    def _opened(self) -> None:
        self.action_open()

    @on(Sheet.BlockOpened)
    def _block_opened(self, event: Sheet.BlockOpened) -> None:
        open_screen(self.app, request_of(*self.reads, event.target))

    def _here(self) -> StatementGroup | None:
        drawing = self.graph.drawing
        at = self.graph.cursor
        return drawing.arranged.groups[at] if drawing is not None and at >= 0 else None

    @work(exclusive=True, group="graph")
    @notifies_errors(closes=TooLarge)
    async def _read_graph(self) -> None:
        found = await self._reading.ask("graph", _load_graph, self._case, self._claim)
        if found is None:  # the claim was removed
            self.is_gone = True
            self.on_screen_resume()
            return
        self._read = found
        if self._folded is None:
            self._folded = len(found.graph.nodes) > FOLDS
        self._draw()

    @work(exclusive=True, group="draw")
    async def _draw(self) -> None:
        if self._read is None:
            return
        graph = self._read.graph
        found = group_by_organisation(graph, self._read.houses if self._folded else None, frozenset(self._open))
        width = self.graph.size.width - 1
        drawing = await asyncio.to_thread(
            _draw_boxes, found, max(1, width), self.graph.size.height - 1, self.size.height
        )
        about = self._read.name or "the case"
        nothing = f"No statements on {about}." if graph.claim else "No statement is on record in this case."
        self.graph.show(drawing, group_of(found.groups, self._at), nothing=nothing)
        self._fill_head(found, drawing)
        self._show_words()

    def _fill_head(self, found: GroupedGraph, drawing: Drawing) -> None:
        assert self._read is not None
        graph = self._read.graph
        title = f"{graph.claim} {self._read.text}" if graph.claim else line(self._case.title)
        said = [wording.pluralize(len(graph.nodes), "statement"), wording.pluralize(len(graph.relays), "relay")]
        if len(found.groups) < len(graph.nodes):
            said.append(f"{Mark.ORGANISATION} folded to {len(found.groups):,}")
        if graph.more:
            said.append(f"{graph.more:,} more not drawn")
        if drawing.left_out:
            said.append(f"{drawing.left_out:,} long lines not drawn")
        bar = self.query_one(TitleBar)
        bar.heading, bar.tally = f"Chain view · {title}", " · ".join(said)

    @work(exclusive=True, group="words")
    @notifies_errors()
    async def _show_words(self) -> None:
        group = self._here()
        if group is None or self._read is None:
            self.words.show(())
            return
        blocks = await self._reading.ask("graph-words", group_blocks, self._read.graph, group)
        self.words.show(blocks)


def _draw_boxes(found: GroupedGraph, width: int, rows: int, screen: int) -> Drawing:
    """Draw boxes of three lines where they fit or the window is high, else of one line."""
    drawing = Drawing(found, width)
    fits = drawing.height <= rows and drawing.width <= width
    return drawing if fits or screen >= TALL else Drawing(found, width, tall=False)


@dataclass(frozen=True, slots=True)
class _ClaimGraph:
    """A graph that was read."""

    graph: Graph
    houses: OrganisationBySource
    name: str
    text: str
    """Text of the claim, safe to show."""


def _load_graph(record: Reader, case: Case, claim: ClaimId | None) -> _ClaimGraph | None:
    """Read a graph; None where its claim was removed."""
    if claim is None:
        require_small_case(
            record, case.id, "The graph", keyed("Select a claim first ({pane.claims}): {graph} draws its graph.")
        )
        graph = case_graph(record, case.id)
        return _ClaimGraph(graph, organisation_by_source(record, graph), "", "")
    found = claims(record, [claim])
    if not found:
        return None
    graph = claim_graph(record, case.id, claim)
    return _ClaimGraph(graph, organisation_by_source(record, graph), found[0].key, line(found[0].text))
