"""The record as a graph, read back by networkx, pydot and a reading of Mermaid's lines."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from db.exchange.export import Export
from db.exchange.masking import make_mask
from db.exchange.record_graph import EDGE_VALUES, NODE_VALUES, graph_edges, graph_nodes
from db.exchange.selection import Scope
from db.store.opening import open_reader
from db.store.reader import Reader
from tests.support.exports import export_bytes
from tests.support.factories import CaseFactory
from tests.support.hostile_store import HOSTILE, poison

pytestmark = pytest.mark.filterwarnings("ignore:.*deprecated - use")  # pydot calls pyparsing by old names

GRAPHS = ("graphml", "gexf", "mermaid", "dot")


def read_graph(name: str, data: bytes) -> Any:
    networkx = pytest.importorskip("networkx", reason="networkx is in the extra validators")
    if name == "graphml":
        return networkx.read_graphml(BytesIO(data), force_multigraph=True)
    return networkx.read_gexf(BytesIO(data))


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_networkx_reads_back_every_node_and_edge(record: Reader, name: str) -> None:
    export = Export(record, Scope())
    graph = read_graph(name, export_bytes(export, name))
    nodes, edges = list(graph_nodes(export)), list(graph_edges(export))
    assert len(nodes) == sum(
        record.column(f"SELECT count(*) FROM {table}")[0] for table in ("sources", "reports", "statements", "claims")
    )
    assert {id: data["kind"] for id, data in graph.nodes(data=True)} == {each.id: each.kind for each in nodes}
    for each in nodes:
        assert graph.nodes[each.id]["label"] == each.label
        assert {key: graph.nodes[each.id].get(key) for key in each.values} == dict(each.values)
    read = sorted((a, b, d["kind"], d.get("polarity")) for a, b, d in graph.edges(data=True) if d["kind"] == "stance")
    kept = [(e.source, e.target, e.kind, int(e.polarity)) for e in edges if e.polarity is not None]
    assert read == sorted(kept)
    assert len(kept) == record.column("SELECT count(*) FROM stances")[0]
    assert sorted((a, b, d["kind"]) for a, b, d in graph.edges(data=True)) == sorted(
        (e.source, e.target, e.kind) for e in edges
    )
    assert len(edges) == graph.number_of_edges()


def test_three_numbers_stay_three_on_a_node(record: Reader) -> None:
    [claim] = [each for each in graph_nodes(Export(record, Scope())) if each.values.get("key") == "C1"]
    numbers = [claim.values[f"for_{name}"] for name in ("named", "anonymous", "not_recorded", "withdrawn")]
    assert numbers == [2, 0, 2, 0]
    assert claim.values["independence"] == "not established"
    assert "Independence not established." in claim.detail
    assert "verdict" not in claim.values


def test_what_is_not_recorded_is_named_in_the_graph(record: Reader) -> None:
    values = [each.values for each in graph_nodes(Export(record, Scope())) if each.kind == "statement"]
    assert (
        sum(each["basis"] == "not recorded" for each in values)
        == (record.column("SELECT count(*) FROM statements WHERE basis = 'not_recorded'")[0])
    )
    assert any("indirect speech, in the words of" in str(each["text"]) for each in values)


def test_values_of_nodes_and_edges_are_declared(record: Reader) -> None:
    export = Export(record, Scope())
    for values, declared in (
        *((each.values, NODE_VALUES) for each in graph_nodes(export)),
        *((each.values, EDGE_VALUES) for each in graph_edges(export)),
    ):
        assert [key for key, value in values.items() if not isinstance(value, declared[key])] == []


@pytest.mark.slow
def test_pydot_reads_back_nodes_edges_and_polarity(record: Reader) -> None:
    pydot = pytest.importorskip("pydot", reason="pydot is in the extra validators")
    export = Export(record, Scope())
    [graph] = pydot.graph_from_dot_data(export_bytes(export, "dot").decode())
    nodes = {each.get_name().strip('"'): each for each in graph.get_nodes()}
    for each in graph_nodes(export):
        assert unescape(nodes[each.id].get_label().strip('"')).split("\\n")[0] == each.label.replace('"', '\\"')
        assert nodes[each.id].get("kind").strip('"') == each.kind
    read = sorted(
        (e.get_source().strip('"'), e.get_destination().strip('"'), e.get("polarity")) for e in _stances(graph)
    )
    kept = [(e.source, e.target, str(int(e.polarity))) for e in graph_edges(export) if e.polarity is not None]
    assert read == sorted(kept)


def _stances(graph: Any) -> list[Any]:
    return [each for each in graph.get_edges() if each.get("kind").strip('"') == "stance"]


_MERMAID_NODE = re.compile(r'  (\w+)(?:\(\["|\[\["|\["|\{\{")([^"]*)(?:"\]\)|"\]\]|"\]|"\}\})')
_MERMAID_EDGE = re.compile(r'  (\w+) (-->|-\.->)\|"([^"]*)"\| (\w+)')


def _mermaid(data: bytes) -> tuple[dict[str, str], list[tuple[str, str, str, str]]]:
    """Nodes with their labels, and edges; every line is one or the other."""
    nodes, edges = {}, []
    first, flowchart, *lines = data.decode().split("\n")[:-1]
    assert first.startswith("%% ")
    assert flowchart == "flowchart LR"
    for line in lines:
        if found := _MERMAID_EDGE.fullmatch(line):
            edges.append(found.groups())
        else:
            node = _MERMAID_NODE.fullmatch(line)
            assert node, line
            nodes[node[1]] = re.sub(r"#(\d+);", lambda code: chr(int(code[1])), node[2].replace("<br>", "\n"))
    return nodes, edges  # type: ignore[return-value]


def test_mermaid_has_every_node_and_edge(record: Reader) -> None:
    export = Export(record, Scope())
    nodes, edges = _mermaid(export_bytes(export, "mermaid"))
    assert nodes == {each.id: f"{each.label}\n{each.detail}" for each in graph_nodes(export)}
    assert [(a, b) for a, _, _, b in edges] == [(e.source, e.target) for e in graph_edges(export)]
    against = record.column("SELECT count(*) FROM stances WHERE polarity = -1")[0]
    assert sum(arrow == "-.->" for _, arrow, _, _ in edges) == against


@pytest.mark.slow  # pydot takes a second
@pytest.mark.parametrize(
    "text",
    [HOSTILE, '"]; click x href "javascript:1" %% `end` <b>&#34;</b> \\" \\', "\ufffe]]>\r\n"],
    ids=["controls", "markup", "xml"],
)
def test_hostile_texts_stay_inside_their_labels(demo_store: Path, text: str) -> None:
    with open_reader(poison(demo_store, text)) as record:
        export = Export(record, Scope())
        nodes, edges = list(graph_nodes(export)), list(graph_edges(export))
        for name in GRAPHS:
            data = export_bytes(export, name)
            assert not re.search("[\0-\x08\x0b-\x1f\x7f-\x9f]", data.decode())
            if name in ("graphml", "gexf"):
                ET.fromstring(data)
                graph = read_graph(name, data)
                assert (set(graph.nodes), graph.number_of_edges()) == ({each.id for each in nodes}, len(edges))
        read, lines = _mermaid(export_bytes(export, "mermaid"))
        assert (set(read), len(lines)) == ({each.id for each in nodes}, len(edges))
        [drawn] = pytest.importorskip("pydot", reason="pydot is in the extra validators").graph_from_dot_data(
            export_bytes(export, "dot").decode()
        )
        assert {each.get_name().strip('"') for each in drawn.get_nodes()} - {"\\n"} == {each.id for each in nodes}


@pytest.mark.parametrize("name", GRAPHS)
def test_graphs_are_the_same_twice_and_hold_no_masked_name(record: Reader, name: str) -> None:
    export = Export(record, Scope(), mask=make_mask(record, private=True))
    data = export_bytes(export, name)
    assert data == export_bytes(Export(record, Scope(), mask=export.mask), name)
    assert b"Khalaf" not in data
    assert b"person 1" in data


def test_withdrawn_statements_stand_beside_the_numbers() -> None:
    with CaseFactory.in_memory() as made:
        claim, speaker = made.claim(), made.source()
        made.link(made.says(speaker), "retracts", made.says(speaker, holds=claim))
        [node] = [each for each in graph_nodes(Export(made.writer, Scope())) if each.kind == "claim"]
        assert (node.values["for_named"], node.values["for_withdrawn"]) == (0, 1)
