"""The command that draws the relay graph of a claim or of a case."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tui.cli.keys import claim_keys
from tui.cli.options import case_option, json_option, key_argument, reading, store_option, the_case


@click.command("graph")
@key_argument(claim_keys, "claim", required=False)
@click.option("--fold", is_flag=True, help="Fold it by organisation.")
@store_option("The store to read.")
@case_option
@json_option
def draw_graph(claim: str | None, fold: bool, store: Path | None, case: str | None, as_json: bool) -> None:
    """Draw who says it, through whom, and where we read it.

    Without a claim, the whole case is drawn. Boxes that are dashed (○) are known only through another report.
    """
    with reading(store) as record:
        from db.analysis.graph_groups import group_by_organisation, houses
        from db.analysis.relay_graph import case_graph, claim_graph
        from db.queries.claims import claim as find_claim
        from db.serialize.analysis_part2 import shaped_graph
        from tui.cli.output import print_json

        where = the_case(record, case).id
        found = find_claim(record, where, claim).id if claim else None
        graph = case_graph(record, where) if found is None else claim_graph(record, where, found)
        if as_json:
            print_json(shaped_graph(graph))
            return
        from tui.cli.text.graph import graph_text

        for line in graph_text(graph, group_by_organisation(graph, houses(record, graph) if fold else None), _width()):
            sys.stdout.write(f"{line}\n")


def _width() -> int | None:
    """Columns of the terminal; None where the output is none."""
    import shutil

    from tui.system.terminal import is_terminal

    return shutil.get_terminal_size().columns if is_terminal(sys.stdout) else None
