"""``onrecord graph``: the drawing as text, and its nodes and edges as JSON."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from db.analysis.graph_groups import organisation_by_source
from db.analysis.relay_graph import case_graph
from db.journal.opening import create_store, open_writer
from db.journal.undo import undo
from db.model.ids import CaseId
from db.store.reader import Reader
from tests.support.cli_runner import CommandLine
from tests.support.factories import CaseFactory
from tui.cli.answers import Answer, read_command, text
from tui.cli.options import GlobalOptions


def test_claim_with_its_relays(demo_store: Path) -> None:
    shown = CommandLine(demo_store)("graph", "c1")
    assert "who said it" in shown
    assert "┆ ◆ Ahmed Khalaf" in shown
    assert "S4 Anadolu relays S1 Ahmed Khalaf: quotes" in shown


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


def test_answer_is_of_one_moment(tmp_path: Path) -> None:
    store = tmp_path / "desk.db"
    with create_store(store, who="Omar") as writer:
        desk = CaseFactory(writer)
        with writer.action("a statement"):
            desk.says(desk.source("Ministry"))

    @read_command("organisations", has_case=False)
    def list_organisations(record: Reader) -> Answer:
        graph = case_graph(record, CaseId(1))
        with open_writer(store, "Omar") as other:
            undo(other)
        return text((), lambda: sorted(organisation_by_source(record, graph).values()))

    done = CliRunner().invoke(
        list_organisations, ["--json", "--store", str(store)], obj=GlobalOptions(None, None, None)
    )
    assert json.loads(done.output) == ["Ministry"], done.exception
