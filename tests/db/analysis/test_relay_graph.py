"""The relay graph of a claim and of a case."""

from __future__ import annotations

from db.analysis.graph_groups import group_by_organisation, organisation_by_source
from db.analysis.relay_graph import Graph, case_graph, claim_graph
from db.model.enums import AffiliationKind, OriginStanding
from db.queries.cases import case
from db.queries.claims import claim
from db.serialize.analysis import encode_graph
from db.store.reader import Reader
from db.write.sources import add_affiliation
from tests.support.factories import CaseFactory


def of(record: Reader, key: str) -> Graph:
    here = case(record).id
    return claim_graph(record, here, claim(record, here, key).id)


def passing(graph: Graph) -> set[tuple[str, str]]:
    """The relays of a graph, by key."""
    return {(graph.nodes[relay.child].key, graph.nodes[relay.parent].key) for relay in graph.relays}


def test_shipped_c1_paths(record: Reader) -> None:
    graph = of(record, "C1")
    assert passing(graph) == {
        ("S4", "S1"),
        ("S12", "S4"),
        ("S10", "S2"),
        ("S13", "S5"),
        ("S16", "S8"),
        ("S17", "S9"),
    }
    layers = {node.key: node.layer for node in graph.nodes}
    assert {key for key, layer in layers.items() if layer == 0} == {"S1", "S2", "S5", "S8", "S9"}
    assert layers["S4"] == 1
    assert {key for key, layer in layers.items() if layer == 2} == {"S10", "S12", "S13", "S16", "S17"}
    assert {node.key for node in graph.nodes if node.is_read} == {"S10", "S12", "S13", "S16", "S17"}
    assert {node.key: node.standing for node in graph.nodes if node.standing} == {
        "S1": OriginStanding.NAMED,
        "S2": OriginStanding.NOT_RECORDED,
        "S5": OriginStanding.NAMED,
        "S8": OriginStanding.NAMED,
        "S9": OriginStanding.NOT_RECORDED,
    }


def test_relay_silent_on_c1_left_out(record: Reader) -> None:
    assert "S3" not in {node.key for node in of(record, "C1").nodes}
    assert ("S3", "S1") in passing(of(record, "C2"))


def test_shipped_echo_one_origin(record: Reader) -> None:
    marked = {node.key: node.echo for node in of(record, "C2").nodes if node.echo}
    assert list(marked) == ["S1"]
    assert "both rest on Ahmed Khalaf (S1)" in marked["S1"]
    assert not any(node.echo for node in of(record, "C1").nodes)


def test_case_graph_is_complete(record: Reader) -> None:
    graph = case_graph(record, case(record).id)
    assert len(graph.nodes) == 23
    assert len(graph.relays) == record.column("SELECT count(*) FROM relays")[0]


def test_relay_flips_denial(desk: CaseFactory) -> None:
    shot = desk.claim()
    denial = desk.says(denies=shot)
    told = desk.says(holds=shot, relays=denial)
    plain = desk.says(holds=shot, relays=told)
    graph = claim_graph(desk.writer, desk.case, shot)
    flips = {(graph.nodes[relay.child].id, relay.flips) for relay in graph.relays}
    assert flips == {(told, ("C1",)), (plain, ())}


def test_loop_has_one_back_relay(desk: CaseFactory) -> None:
    shot = desk.claim()
    first, second, third = (desk.says(holds=shot) for _ in range(3))
    outside = desk.says(holds=shot)
    for child, parent in ((second, first), (third, second), (first, third), (outside, third)):
        desk.relay(child, parent)
    graph = claim_graph(desk.writer, desk.case, shot)
    assert len(graph.relays) == 4
    assert sum(relay.closes for relay in graph.relays) == 1
    assert [node.id for node in graph.nodes if node.in_ring] == [first, second, third]


def test_unborne_claim_is_empty(desk: CaseFactory) -> None:
    assert claim_graph(desk.writer, desk.case, desk.claim()).nodes == ()
    assert case_graph(desk.writer, desk.case).nodes == ()


def test_excess_is_counted(desk: CaseFactory) -> None:
    shot = desk.claim()
    first = desk.says(holds=shot)
    for _ in range(4):
        desk.says(holds=shot, relays=first)
    graph = claim_graph(desk.writer, desk.case, shot, most=3)
    assert (len(graph.nodes), len(graph.relays), graph.more) == (3, 2, 2)


def test_fold_groups_organisation(record: Reader) -> None:
    graph = case_graph(record, case(record).id)
    folded = group_by_organisation(graph, organisation_by_source(record, graph))
    groups = {(group.house, group.layer): {node.key for node in group.members} for group in folded.groups}
    assert groups["Ministry of Defence", 0] == {"S5", "S6", "S7", "S8"}
    assert sum(len(group.members) for group in folded.groups) == 23
    assert sum(len(strand.relays) for strand in folded.strands) == len(graph.relays)
    opened = group_by_organisation(graph, organisation_by_source(record, graph), {"Ministry of Defence"})
    assert len(opened.groups) == len(folded.groups) + 3


def test_fold_makes_no_loop(desk: CaseFactory) -> None:
    house, left, right = desk.source("House"), desk.source(), desk.source()
    for member in left, right:
        add_affiliation(desk.writer, member, AffiliationKind.PART_OF, house)
    shot = desk.claim()
    first = desk.says(left, holds=shot)
    second = desk.says(holds=shot, relays=first)
    desk.says(right, holds=shot, relays=second)
    graph = claim_graph(desk.writer, desk.case, shot)
    folded = group_by_organisation(graph, organisation_by_source(desk.writer, graph))
    assert not any(strand.closes for strand in folded.strands)
    assert len(folded.strands) == 2


def test_json_uses_keys(record: Reader) -> None:
    shape = encode_graph(of(record, "C2"))
    nodes, edges = list(shape["nodes"]), list(shape["edges"])
    assert [node["statement"] for node in nodes] == ["S1", "S3", "S4", "S11", "S12"]
    assert nodes[2]["bearings"] == [{"claim": "C2", "polarity": 1, "certainty": "uncommitted"}]
    assert edges[0] == {
        "parent": "S1",
        "child": "S3",
        "kind": "paraphrases",
        "ground": "explicit",
        "flips": [],
        "loop": False,
    }
