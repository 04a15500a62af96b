"""The commands that print one thing whole: a case, a source, a claim, a denial or a report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.answers import Answer, read_command, text
from tui.cli.keys import claim_keys, denial_keys, report_keys, source_keys
from tui.cli.options import case_keys, case_option, key_argument, open_to_read, store_option, the_case

if TYPE_CHECKING:
    from db.store.reader import Reader


@read_command("case", has_case=False)
@key_argument(case_keys, required=False)
def show_case(record: Reader, key: str | None) -> Answer:
    """Print a case: what it is about, and what it holds."""
    from db.serialize.home import encode_whole_case
    from tui.cli.text.case import case_text

    found = the_case(record, key)
    return text(case_text(record, found), lambda: encode_whole_case(record, found))


@read_command("source")
@key_argument(source_keys)
def show_source(record: Reader, key: str, case: str | None) -> Answer:
    """Print a source: what it belongs to, and what it says."""
    from db.queries.sources import source
    from db.serialize.records import encode_whole_source
    from tui.cli.text.document import source_text

    where = the_case(record, case).id
    found = source(record, key)
    return text(source_text(record, where, found), lambda: encode_whole_source(record, where, found))


@read_command("claim", has_as_of=True)
@key_argument(claim_keys)
def show_claim(record: Reader, key: str, case: str | None) -> Answer:
    """Print a claim, with the words behind it, by origin.

    \b
    Examples:
      onrecord claim C1
      onrecord claim C1 --as-of "2020-12-16 18:00"
    """
    from db.queries.claims import claim
    from db.serialize.records import encode_whole_claim
    from tui.cli.text.document import claim_text

    found = claim(record, the_case(record, case).id, key)
    return text(claim_text(record, found), lambda: encode_whole_claim(record, found))


@read_command("denial", has_as_of=True)
@key_argument(denial_keys)
def show_denial(record: Reader, key: str, case: str | None) -> Answer:
    """Print a denial: what it denies, and what it doesn't.

    A denial has the key of its statement, such as S5.
    """
    from db.queries.denials import denial, denials
    from db.serialize.records import encode_whole_denial
    from tui.cli.text.document import whole_denial_text

    short = denial(record, the_case(record, case).id, key)
    found = denials(record, [short.statement], silences=-1)[0]
    return text(whole_denial_text(record, found), lambda: encode_whole_denial(record, found))


@read_command("report")
@key_argument(report_keys)
def show_report(record: Reader, key: str, case: str | None) -> Answer:
    """Print a report: what we have of it, and what it says."""
    from db.queries.reports import report
    from db.serialize.records import encode_whole_report
    from tui.cli.text.document import report_text

    found = report(record, the_case(record, case).id, key)
    return text(report_text(record, found), lambda: encode_whole_report(record, found))


@click.command("open")
@key_argument(report_keys)
@store_option("The store to read.")
@case_option
def open_report(key: str, store: Path | None, case: str | None) -> None:
    """Open the address of a report in the browser."""
    from db.queries.reading_places import address_of_report
    from db.queries.reports import report
    from tui.cli.output import print_line
    from tui.system.browser import open_in_browser

    with open_to_read(store) as record:
        address = address_of_report(record, report(record, the_case(record, case).id, key).id)
    open_in_browser(address)
    print_line(f"Opening {address}")
