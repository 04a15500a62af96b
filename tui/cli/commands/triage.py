"""``onrecord triage``: the next undecided claims. The commands that decide on them: :mod:`tui.cli.commands.assess`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from tui.cli.answers import Answer, read_command, text
from tui.cli.options import WholeNumberWithin, the_case
from tui.text.paragraphs import BLANK, Paragraph

if TYPE_CHECKING:
    from db.queries.cases import Case
    from db.store.reader import Reader
    from tui.text.paragraphs import Paragraph


@read_command("triage")
@click.option(
    "--next",
    "most",
    metavar="N",
    type=WholeNumberWithin(0, 1000),
    default=1,
    help="How many claims to print. Default: 1.",
)
def list_undecided(record: Reader, most: int, case: str | None) -> Answer:
    """Print the next undecided claims, with their words.

    A claim is undecided while its status is new. onrecord status, assess, rate and tag decide.
    """
    from db.serialize.records import encode_triage

    found = the_case(record, case)
    return text(_queue_text(record, found, most), lambda: encode_triage(record, found.id, most))


def _queue_text(record: Reader, case: Case, most: int) -> Iterator[Paragraph]:
    """The numbers of decided and undecided claims, then each claim as ``onrecord claim`` prints it."""
    from db.queries.claims import claims
    from db.queries.triage_queue import CaseQueue, first_undecided
    from tui.cli.text.document import claim_text

    counts = CaseQueue(case.id).decided(record)
    yield Paragraph(f"{case.title}: {counts.done:,} decided, {counts.left:,} left.", heading=True)
    for claim in claims(record, first_undecided(record, case.id, most)):
        yield BLANK
        yield from claim_text(record, claim)
