"""The commands that analyse a case: wording drift, what to get next, the timeline, and the relay graph."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.answers import Answer, all_option, as_of_options, read_command, rows, show_as_of_options, text
from tui.cli.keys import claim_keys, statement_keys
from tui.cli.options import case_option, json_option, key_argument, open_to_read, store_option, the_case
from tui.cli.output import print_block
from tui.system.terminal import is_terminal

if TYPE_CHECKING:
    from db.analysis.drift import Drift
    from db.analysis.relay_graph import Graph
    from db.model.ids import CaseId
    from db.store.reader import Reader


def _drift_keys(record: Reader, case: str | None) -> Iterator[tuple[str, str]]:
    for keys in claim_keys, statement_keys:
        yield from keys(record, case)


@read_command("drift")
@key_argument(_drift_keys, "key", required=False)
@key_argument(statement_keys, "other", required=False)
def compare_wordings(record: Reader, key: str | None, other: str | None, case: str | None) -> Answer:
    """Compare the wordings of statements, word by word.

    With two statements, compare these two. With one, or with a claim, compare it with those around it. With no key,
    compare all that is worth a look in the case.

    \b
    Examples:
      onrecord drift C1
      onrecord drift S3 S4
    """
    from db.serialize.analysis import encode_drift
    from tui.cli.text.analysis import drifts_text

    found = _find_drifts(record, the_case(record, case).id, key, other)
    return text(drifts_text(found), lambda: map(encode_drift, found))


def _find_drifts(record: Reader, case: CaseId, key: str | None, other: str | None) -> Iterator[Drift]:
    from db.analysis.drift import drift, known_names, wording_pairs
    from db.queries.claims import claim
    from db.queries.statements import statement_id_by_key

    if key is not None and other is not None:
        one, two = (statement_id_by_key(record, case, each) for each in (key, other))
        pairs = [pair for pair in wording_pairs(record, case, statement=one) if {pair.one, pair.other} == {one, two}]
        return iter([drift(record, one, two, pair=pairs[0] if pairs and pairs[0].one == one else None)])
    if key is None:
        pairs = wording_pairs(record, case)
    elif key[:1] in "cC":
        pairs = wording_pairs(record, case, claim=claim(record, case, key).id)
    else:
        pairs = wording_pairs(record, case, statement=statement_id_by_key(record, case, key))
    known = known_names(record, case)
    return (drift(record, pair.one, pair.other, pair=pair, known=known) for pair in pairs)


@read_command("next")
@all_option
def list_gaps(record: Reader, whole: bool, case: str | None) -> Answer:
    """List what to get next: originals, missing voices, origins.

    What could change most comes first.
    """
    from db.analysis.gaps import gaps
    from tui.cli.tables import GAPS

    return rows(gaps(record, the_case(record, case).id), GAPS, whole=whole)


@click.command("timeline")
@store_option("The store to read.")
@case_option
@as_of_options[0]
@as_of_options[1]
@json_option
def show_timeline(store: Path | None, case: str | None, as_of: str | None, possible: bool, as_json: bool) -> None:
    """Print reports and statements in the order of time.

    Each stands between the earliest and the latest time that it can have. --as-of shows only what was known then.
    In a case of more than 20,000 statements, statements stand with their reports.

    \b
    Examples:
      onrecord timeline
      onrecord timeline --as-of R3
    """
    with open_to_read(store) as record:
        from db.analysis.timeline_pages import timeline_of_any_case
        from db.serialize.analysis import encode_timeline
        from tui.cli.text.analysis import event_counts, timeline_text

        where = the_case(record, case)
        known = show_as_of_options(record, where, as_of, possible)
        with record.as_of_now():
            pages = timeline_of_any_case(record, where.id)
            paragraphs = timeline_text(where, event_counts(record, where.id), pages, known)
            text(paragraphs, lambda: encode_timeline(pages, known)).print(as_json=as_json)


@read_command("graph")
@key_argument(claim_keys, "claim", required=False)
@click.option("--fold", is_flag=True, help="Draw one box for each organisation.")
def draw_graph(record: Reader, claim: str | None, fold: bool, case: str | None) -> Answer:
    """Draw who says a claim, through whom, and where we read it.

    Without a claim, the whole case is drawn. A dashed box (□) is seen only in another report.
    """
    from db.analysis.relay_graph import case_graph, claim_graph
    from db.queries.claims import claim as find_claim
    from db.serialize.analysis import encode_graph

    where = the_case(record, case).id
    found = find_claim(record, where, claim).id if claim else None
    graph = case_graph(record, where) if found is None else claim_graph(record, where, found)
    return Answer(lambda: encode_graph(graph), lambda: _print_graph(record, graph, fold=fold))


def _print_graph(record: Reader, graph: Graph, *, fold: bool) -> None:
    import shutil

    from db.analysis.graph_groups import group_by_organisation, organisation_by_source
    from tui.cli.text.graph import graph_text

    width = shutil.get_terminal_size().columns if is_terminal(sys.stdout) else None
    for drawn in graph_text(
        graph, group_by_organisation(graph, organisation_by_source(record, graph) if fold else None), width
    ):
        print_block(drawn)
