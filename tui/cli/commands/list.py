"""The commands that list cases, sources, claims, denials, and the report chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.cli.answers import Answer, read_command, rows, text
from tui.cli.options import the_case

if TYPE_CHECKING:
    from db.store.reader import Reader


@read_command("cases", has_case=False)
@click.option(
    "--sort",
    type=click.Choice(["needs", "changed", "title", "day", "undecided", "alarms"]),
    help="The order. needs: what needs you most comes first, by overdue tasks, then undecided claims with statements "
    "for and against, then open alarms, undecided claims and the last change.",
)
@click.option("--archived", is_flag=True, help="List archived cases, too.")
@click.option(
    "--count/--no-count",
    default=None,
    help="Count the support and alarms of large cases, too, however long it takes; or count nothing.",
)
def list_cases(record: Reader, sort: str | None, archived: bool, count: bool | None) -> Answer:
    """List the cases, with what is left to do in each.

    The newest case comes first, unless --sort says otherwise.
    """
    from db.analysis.home import CaseOrder
    from db.serialize.home import encode_cases
    from tui.cli.tables import CASES

    order = CaseOrder(sort) if sort else None
    return rows(encode_cases(record, order=order, archived=archived, count=count), CASES)


@read_command("sources")
def list_sources(record: Reader, case: str | None) -> Answer:
    """List everyone who speaks or publishes in a case."""
    from db.serialize.records import encode_sources
    from tui.cli.tables import SOURCES

    return rows(encode_sources(record, the_case(record, case).id), SOURCES)


@read_command("claims", has_as_of=True)
@click.option(
    "--sort",
    type=click.Choice(["key", "status", "newest", "statements", "origins"]),
    default="key",
    help="The order. status: the least decided first; newest: the last added first; statements: the most first; "
    "origins: the fewest first.",
)
@click.option("--filter", "words", metavar="WORDS", help="List only claims that match a filter.")
@click.option("--saved", metavar="NAME", help="List only claims that match a saved filter.")
def list_claims(record: Reader, case: str | None, sort: str, words: str | None, saved: str | None) -> Answer:
    """List the claims, with the origins that each rests on.

    A filter is made of plain words, "exact words", and words with a colon: status: verdict: source: outlet: tag:
    rating: case: denied: alarm: origins: before: after: has:. A hyphen before a word means not; a comma after the
    colon means or. onrecord help search explains them.

    \b
    Examples:
      onrecord claims --sort origins
      onrecord claims --filter "status:new denied:yes"
      onrecord claims --filter 'drone -tag:old source:"Bas News"'
    """
    from db.queries.claim_order import ClaimOrder
    from db.serialize.records import encode_claims
    from tui.cli.tables import CLAIMS

    where = the_case(record, case).id
    left = None
    if words is not None or saved is not None:
        from tui.cli.commands.search import filtered_claims

        left = filtered_claims(record, where, words, saved)
    return rows(encode_claims(record, where, ClaimOrder(sort), left), CLAIMS)


@read_command("denials", has_as_of=True)
def list_denials(record: Reader, case: str | None) -> Answer:
    """List the denials, with what each leaves undenied."""
    from db.queries.denials import all_denials
    from tui.cli.tables import DENIALS

    return rows(all_denials(record, the_case(record, case).id), DENIALS)


@read_command("chain")
def list_chain(record: Reader, case: str | None) -> Answer:
    """Print the report chain, step by step."""
    from db.serialize.records import encode_chain
    from tui.cli.text.desk import chain_text

    found = the_case(record, case)
    return text(chain_text(record, found), lambda: encode_chain(record, found.id))
