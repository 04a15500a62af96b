"""The command that says what is to be decided next. What decides it is :mod:`tui.shell.judging`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.shell.options import case_option, json_option, reading, store_option, the_case

if TYPE_CHECKING:
    from db.cases import Case
    from db.reader import Reader
    from tui.paragraphs import Paragraph


@click.command("triage")
@click.option("--next", "most", metavar="N", type=click.IntRange(0, 1000), default=1, help="How many claims; one else.")
@store_option("The store to read.")
@case_option
@json_option
def list_undecided(most: int, store: Path | None, case: str | None, as_json: bool) -> None:
    """Print the next undecided claims, with their words.

    A claim is undecided while it is new: onrecord status, assess, rate and tag decide.
    """
    with reading(store) as record:
        from tui.printing import print_json, print_text

        found = the_case(record, case)
        if as_json:
            from db.shaped_triage import shaped_triage

            print_json(shaped_triage(record, found.id, most))
        else:
            print_text(_text(record, found, most))


def _text(record: Reader, case: Case, most: int) -> Iterator[Paragraph]:
    """How far the case is, then each claim as ``onrecord claim`` prints it."""
    from db.claims import claims
    from db.triage import CaseQueue, next_undecided
    from tui.paragraphs import Paragraph
    from tui.plain import BLANK
    from tui.plain_things import claim_text
    from tui.text import line

    counts = CaseQueue(case.id).decided(record)
    yield Paragraph(f"{line(case.title)}: {counts.done:,} decided, {counts.left:,} left.", heading=True)
    for claim in claims(record, next_undecided(record, case.id, most)):
        yield BLANK
        yield from claim_text(record, claim)
