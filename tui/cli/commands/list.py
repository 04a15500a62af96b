"""The commands that list: cases, sources, claims, denials, and the report chain."""

from __future__ import annotations

from pathlib import Path

import click

from tui.cli.options import asked, case_option, json_option, reading, store_option

_STORE = "The store to read."


@click.command("cases")
@click.option(
    "--sort",
    type=click.Choice(["needs", "changed", "title", "day", "undecided", "alarms"]),
    help="needs: what needs a person most, by tasks overdue, undecided claims with statements for and against, open "
    "alarms, undecided claims, last change; else by one of these. The newest case comes first where not given.",
)
@click.option("--archived", is_flag=True, help="Archived cases too.")
@click.option(
    "--count/--no-count",
    default=None,
    help="Count support and alarms of large cases too, however long it takes; or of none, but say what is known.",
)
@store_option(_STORE)
@json_option
def list_cases(store: Path | None, sort: str | None, archived: bool, count: bool | None, as_json: bool) -> None:
    """List the cases of the store: what each holds, what is left to do in it, when it last changed."""
    with reading(store) as record:
        from db.analysis.home import CaseOrder
        from db.serialize.home import shaped_home
        from tui.cli.output import print_json, print_rows
        from tui.cli.tables import CASES

        rows = shaped_home(record, order=CaseOrder(sort) if sort else None, archived=archived, count=count)
        print_json(rows) if as_json else print_rows(rows, CASES)


@click.command("sources")
@store_option(_STORE)
@case_option
@json_option
def list_sources(store: Path | None, case: str | None, as_json: bool) -> None:
    """List who speaks or publishes in a case."""
    with reading(store) as record:
        from db.queries.cases import case as find_case
        from db.serialize.records import shaped_sources
        from tui.cli.output import print_json, print_rows
        from tui.cli.tables import SOURCES

        rows = shaped_sources(record, find_case(record, case or asked().case).id)
        print_json(rows) if as_json else print_rows(rows, SOURCES)


@click.command("claims")
@click.option(
    "--sort",
    type=click.Choice(["key", "status", "newest", "statements", "origins"]),
    default="key",
    help="status: the least decided first; newest: the last entered first; statements: most of them first; "
    "origins: those that rest on the fewest first.",
)
@click.option("--filter", "words", metavar="WORDS", help="Only those that a filter leaves.")
@click.option("--saved", metavar="NAME", help="Only those that a saved filter leaves; with --filter, both.")
@store_option(_STORE)
@case_option
@json_option
def list_claims(
    store: Path | None, case: str | None, sort: str, words: str | None, saved: str | None, as_json: bool
) -> None:
    """List the claims, each with the origins it rests on.

    A filter has plain words, "exact words" and words with a colon; a hyphen before one turns it round, a comma after
    the colon means either. status: verdict: source: outlet: tag: denied:yes alarm:echo origins:<2 before:2020-12-16
    after:2020-12 has:note case: rating:C3.

    \b
    onrecord claims --filter "status:new denied:yes"
    onrecord claims --filter 'drone -tag:old source:"Bas News"' --sort origins
    """
    with reading(store) as record:
        from db.queries.cases import case as find_case
        from db.queries.claim_order import ClaimOrder
        from db.serialize.records import shaped_claims
        from tui.cli.output import print_json, print_rows
        from tui.cli.tables import CLAIMS

        found = find_case(record, case or asked().case).id
        left = None
        if words is not None or saved is not None:
            from tui.cli.commands.search import left_by

            left = left_by(record, found, words, saved)
        rows = shaped_claims(record, found, ClaimOrder(sort), left)
        print_json(rows) if as_json else print_rows(rows, CLAIMS)


@click.command("denials")
@store_option(_STORE)
@case_option
@json_option
def list_denials(store: Path | None, case: str | None, as_json: bool) -> None:
    """List the denials, each with what it does not deny."""
    with reading(store) as record:
        from db.queries.cases import case as find_case
        from db.serialize.records import shaped_denials
        from tui.cli.output import print_json, print_rows
        from tui.cli.tables import DENIALS

        rows = shaped_denials(record, find_case(record, case or asked().case).id)
        print_json(rows) if as_json else print_rows(rows, DENIALS)


@click.command("chain")
@store_option(_STORE)
@case_option
@json_option
def list_chain(store: Path | None, case: str | None, as_json: bool) -> None:
    """Walk the report chain, step by step."""
    with reading(store) as record:
        from db.queries.cases import case as find_case
        from db.serialize.records import shaped_chain
        from tui.cli.output import print_json, print_text
        from tui.cli.text.desk import chain_text

        found = find_case(record, case or asked().case)
        print_json(shaped_chain(record, found.id)) if as_json else print_text(chain_text(record, found))
