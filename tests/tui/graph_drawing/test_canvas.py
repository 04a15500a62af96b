"""Drawings of relay graphs in cells: layout, lines that stay apart, and hostile names."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from db.algorithms.layered_graph import cycle_closing_edges, depths
from db.analysis.graph_groups import (
    GroupEdge,
    GroupedGraph,
    StatementGroup,
    group_by_organisation,
    organisation_by_source,
)
from db.analysis.relay_graph import Graph, GraphNode, NodeStance, Relay, case_graph, claim_graph
from db.model.enums import Certainty, Ground, Naming, Polarity, RelayMode, SourceKind
from db.model.ids import SourceId, StatementId
from db.queries.cases import case
from db.queries.claims import claim
from db.queries.sources import Source
from db.store.reader import Reader
from tests.support.hostile_store import HOSTILE, PAYLOADS, terminal_controls
from tests.support.patience import quick
from tui.cli.text.graph import graph_text
from tui.graph_drawing.canvas import Drawing
from tui.graph_drawing.routing import ColumnGap, Net

C2 = """\
who said it                                through whom                        where we read it
╭╌ S1 □ ≋ echo ╌╌╌╌╌╌╌╌╮                   ╭╌ S3 · R2 □ ╌╌╌╌╌╌╌╌╌╌╮            ╭─ S11 · R1 ───────────╮
┆ ◆ Ahmed Khalaf       ┆─┬── paraphrases ─▶┆ Bas News             ┆── quotes ─▶│ Beirut article       │
╰╌ + for · named ╌╌╌╌╌╌╯ │                 ╰╌ + for · uncommitted ╯            ╰─ + for · uncommitted ╯
                         │
                         │                 ╭╌ S4 · R3 □ ╌╌╌╌╌╌╌╌╌╌╮            ╭─ S12 · R1 ───────────╮
                         ╰─────── quotes ─▶┆ Anadolu              ┆── quotes ─▶│ Beirut article       │
                                           ╰╌ + for · uncommitted ╯            ╰─ + for · uncommitted ╯"""


def node(number: int, polarity: int = 1, name: str = "Source", *, in_ring: bool = False) -> GraphNode:
    source = Source(SourceId(number), f"W{number}", name, name, SourceKind.PERSON, Naming.NAMED, False)
    on = NodeStance("C1", Polarity(polarity), Certainty.CERTAIN)
    return GraphNode(
        StatementId(number), f"S{number}", source, None, None, None, True, (on,), None, False, in_ring, "", 0
    )


def built(count: int, edges: list[tuple[int, int]], name: str = "Source") -> GroupedGraph:
    """A graph of bare nodes."""
    back = cycle_closing_edges(count, edges)
    layers = depths(count, [edge for place, edge in enumerate(edges) if place not in back])
    return GroupedGraph(
        "C1",
        tuple(StatementGroup((node(at + 1, name=name),), "", layers[at]) for at in range(count)),
        tuple(
            GroupEdge(parent, child, (Relay(parent, child, RelayMode.QUOTES, Ground.EXPLICIT, (), place in back),))
            for place, (parent, child) in enumerate(edges)
        ),
    )


def of(record: Reader, key: str) -> Graph:
    here = case(record).id
    return claim_graph(record, here, claim(record, here, key).id)


def test_c2_drawing(record: Reader) -> None:
    drawing = Drawing(group_by_organisation(of(record, "C2")), 10_000)
    assert "\n".join(drawing.text()) == C2


def test_loop_and_flip_are_marked() -> None:
    there = Relay(0, 1, RelayMode.QUOTES, Ground.EXPLICIT, ("C1",), False)
    back = Relay(1, 0, RelayMode.QUOTES, Ground.EXPLICIT, (), True)
    groups = StatementGroup((node(1, in_ring=True),), "", 0), StatementGroup((node(2, -1, in_ring=True),), "", 1)
    found = GroupedGraph("C1", groups, (GroupEdge(0, 1, (there,)), GroupEdge(1, 0, (back,))))
    text = "\n".join(Drawing(found, 200).text())
    for each in "◀ ↻ loop ─", "─ ⇄ flips ─▶", "S1 ↻ loop", "S2 ↻ loop", "+ for", "− against":
        assert each in text


def test_fits_and_holds_every_node(record: Reader) -> None:
    graph = case_graph(record, case(record).id)
    for tall in (True, False):
        for width in (1, 40, 80, 118, 300):
            drawing = Drawing(group_by_organisation(graph), width, tall=tall)
            text = drawing.text()
            assert all(Content(line).cell_length <= drawing.width for line in text)
            assert all(f" {each.key} " in "\n".join(text) for each in graph.nodes)


def test_part_of_line_agrees(record: Reader) -> None:
    drawing = Drawing(group_by_organisation(of(record, "C1")), 118)
    for y in range(drawing.height):
        whole = drawing.line(y, 0, drawing.width)[1].plain
        for left in (0, 13, 50, 90):
            start, part = drawing.line(y, left, min(left + 40, drawing.width))
            assert start <= left
            assert whole[start:].startswith(part.plain)


GRAPHS = st.integers(1, 9).flatmap(
    lambda count: st.tuples(
        st.just(count),
        st.sets(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=24).map(
            lambda pairs: sorted(pair for pair in pairs if pair[0] != pair[1])
        ),
    )
)


@given(GRAPHS)
def test_boxes_and_lines_apart(graph: tuple[int, list[tuple[int, int]]]) -> None:
    drawing = Drawing(built(*graph), 118)
    for one, other in combinations(drawing.boxes, 2):
        assert one.x != other.x or abs(one.y - other.y) > one.height
    text = [drawing.line(y, 0, drawing.width)[1].plain for y in range(drawing.height)]
    for box in drawing.boxes:
        assert text[box.y][box.x] == "╭"
        assert text[box.y + 2][box.x + box.width - 1] == "╯"


@given(st.sets(st.tuples(st.integers(0, 6), st.integers(10, 16), st.booleans()), max_size=20))
def test_lines_share_box_ends_only(hops: set[tuple[int, int, bool]]) -> None:
    rows = {station: 4 * (station % 10) + 2 for station in (*range(7), *range(10, 17))}
    gap = ColumnGap(hops, rows)
    last = 3 + gap.uprights
    gap.place(0, 2, last)
    strokes = gap.strokes()
    for (row, start, end, net), (other_row, other_start, other_end, other) in combinations(strokes.across, 2):
        share = row == other_row and start <= other_end and other_start <= end
        assert not share or net == other or end == other_end == last or meeting(strokes.across, row, net, other, last)
    for (x, top, foot, net), (other_x, other_top, other_foot, other) in combinations(strokes.down, 2):
        share = x == other_x and top <= other_foot and other_top <= foot
        assert not share or net == other or x >= 2 + gap.uprights - 2


def meeting(across: list[tuple[int, int, int, Net]], row: int, one: Net, other: Net, last: int) -> bool:
    """Whether two lines of a row both lead into the box at its end."""
    reach = {net for at, _, end, net in across if end == last and at in (row, row - 1, row + 1)}
    return {one, other} <= reach


def test_deep_diamonds_two_rows() -> None:
    edges, top = [], 0
    for _ in range(8):
        edges += [(top, top + 1), (top, top + 2), (top + 1, top + 3), (top + 2, top + 3)]
        top += 3
    drawing = Drawing(built(top + 1, edges), 118)
    assert drawing.height == 7
    assert len(drawing.boxes) == 25


def test_walk_along_lines() -> None:
    drawing = Drawing(built(5, [(0, 2), (1, 3), (3, 4)]), 118)
    assert drawing.beside(1, 1, 0) == 3
    assert drawing.beside(3, 1, 0) == 4
    assert drawing.beside(4, 1, 0) is None
    assert drawing.beside(3, -1, 0) == 1
    assert {drawing.beside(0, 0, 1), drawing.beside(0, 0, -1)} == {1, None}


def test_thousand_drawn_soon() -> None:
    edges = sorted({((at * 7919) % at, at) for at in range(1, 1_000)} | {(at // 2, at) for at in range(1, 1_000)})
    with quick(8):
        drawing = Drawing(built(1_000, edges), 118)
    lit = drawing.traces(0)
    with quick(20 * 0.2):
        for y in range(min(drawing.height, 600)):
            drawing.line(y, 0, 118, 0, lit)


def test_hostile_names_fit_box() -> None:
    for name in (*PAYLOADS, HOSTILE, "漢字" * 40, ""):
        for tall in (True, False):
            drawing = Drawing(built(3, [(0, 1), (1, 2)], name), 90, tall=tall)
            for y in range(drawing.height):
                content = drawing.line(y, 0, drawing.width)[1]
                assert content.cell_length == drawing.width
                assert terminal_controls(content.plain) == set()


def test_relays_as_sentences(record: Reader) -> None:
    graph = of(record, "C2")
    text = list(graph_text(graph, group_by_organisation(graph, organisation_by_source(record, graph)), None))
    assert "S3 Bas News relays S1 Ahmed Khalaf: paraphrases" in text
    assert "S12 Beirut article relays S4 Anadolu: quotes" in text
