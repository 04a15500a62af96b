"""The commands that print one thing whole: a case, a source, a claim, a denial or a report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.keys import claim_keys, denial_keys, report_keys, source_keys
from tui.cli.options import asked, case_option, json_option, key_argument, reading, store_option

if TYPE_CHECKING:
    from db.store.reader import Reader

_STORE = "The store to read."


def _case_keys(record: Reader, _: str | None) -> Iterator[tuple[str, str]]:
    from db.queries.cases import cases

    yield from ((each.key, each.title) for each in cases(record))


@click.command("case")
@key_argument(_case_keys, required=False)
@store_option(_STORE)
@json_option
def show_case(key: str | None, store: Path | None, as_json: bool) -> None:
    """Print a case: what it is about, how much it holds, its tags, notes and tasks."""
    with reading(store) as record:
        from db.queries.cases import case as find_case
        from db.serialize.home import shaped_case
        from tui.cli.output import print_json, print_text
        from tui.cli.text.case import case_text

        found = find_case(record, key or asked().case)
        print_json(shaped_case(record, found)) if as_json else print_text(case_text(record, found))


@click.command("source")
@key_argument(source_keys)
@store_option(_STORE)
@case_option
@json_option
def show_source(key: str, store: Path | None, case: str | None, as_json: bool) -> None:
    """Print a source: where it belongs, what it says."""
    with reading(store) as record:
        from db.queries.cases import case as find_case
        from db.queries.sources import source
        from db.serialize.records import shaped_source
        from tui.cli.output import print_json, print_text
        from tui.cli.text.document import source_text

        where = find_case(record, case or asked().case).id
        found = source(record, key)
        print_json(shaped_source(record, where, found)) if as_json else print_text(source_text(record, where, found))


@click.command("claim")
@key_argument(claim_keys)
@store_option(_STORE)
@case_option
@json_option
def show_claim(key: str, store: Path | None, case: str | None, as_json: bool) -> None:
    """Print a claim with the words behind it, by origin."""
    with reading(store) as record:
        from db.queries.cases import case as find_case
        from db.queries.claims import claim
        from db.serialize.records import shaped_claim
        from tui.cli.output import print_json, print_text
        from tui.cli.text.document import claim_text

        found = claim(record, find_case(record, case or asked().case).id, key)
        print_json(shaped_claim(record, found)) if as_json else print_text(claim_text(record, found))


@click.command("denial")
@key_argument(denial_keys)
@store_option(_STORE)
@case_option
@json_option
def show_denial(key: str, store: Path | None, case: str | None, as_json: bool) -> None:
    """Print a denial: what it denies and does not deny."""
    with reading(store) as record:
        from db.queries.cases import case as find_case
        from db.queries.denials import denial, denials
        from db.serialize.records import shaped_denial
        from tui.cli.output import print_json, print_text
        from tui.cli.text.document import whole_denial_text

        short = denial(record, find_case(record, case or asked().case).id, key)
        found = denials(record, [short.statement], silences=-1)[0]
        print_json(shaped_denial(record, found)) if as_json else print_text(whole_denial_text(record, found))


@click.command("report")
@key_argument(report_keys)
@store_option(_STORE)
@case_option
@json_option
def show_report(key: str, store: Path | None, case: str | None, as_json: bool) -> None:
    """Print a report: how we know it, what it says."""
    with reading(store) as record:
        from db.queries.cases import case as find_case
        from db.queries.reports import report
        from db.serialize.records import shaped_report
        from tui.cli.output import print_json, print_text
        from tui.cli.text.document import report_text

        found = report(record, find_case(record, case or asked().case).id, key)
        print_json(shaped_report(record, found)) if as_json else print_text(report_text(record, found))
