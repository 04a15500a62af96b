"""``onrecord graph``: the drawing as text, and its nodes and edges as JSON."""

from __future__ import annotations

from pathlib import Path

from tests.support.cli_runner import CommandLine


def test_claim_with_its_relays(demo_store: Path) -> None:
    text = CommandLine(demo_store)("graph", "c1")
    assert "who says it" in text
    assert "┆ ◆ Ahmed Khalaf" in text
    assert "S4 Anadolu passes on S1 Ahmed Khalaf: quotes" in text


def test_whole_case_and_folded(demo_store: Path) -> None:
    run = CommandLine(demo_store)
    assert "S23" in run("graph")
    assert "⊞ Ministry of Defence" in run("graph", "--fold")


def test_json_nodes_and_edges(demo_store: Path) -> None:
    found = CommandLine(demo_store).json("graph", "C1")
    assert found["claim"] == "C1"
    assert len(found["nodes"]) == 11
    assert {(edge["child"], edge["parent"]) for edge in found["edges"]} >= {("S4", "S1"), ("S12", "S4")}
    whole = CommandLine(demo_store).json("graph")
    assert whole["claim"] is None
    assert len(whole["nodes"]) == 23


def test_unknown_claim_refused(demo_store: Path) -> None:
    assert "no claim C99" in str(CommandLine(demo_store).refused("graph", "C99"))
