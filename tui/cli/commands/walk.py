"""Presenting a case before other people, and the presenter's notes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from db.errors import NotFound, OnRecordError
from tui.cli.options import (
    NumberWithin,
    author_option,
    case_option,
    global_options,
    open_to_read,
    store_option,
    store_path,
    the_case,
)
from tui.text.paragraphs import BLANK, Paragraph

if TYPE_CHECKING:
    from db.store.reader import Reader
    from tui.system.presenting import PresentedCard

_LOOKS = 0.2
"""Seconds between two looks at which card is shown."""


@click.command()
@store_option("The store to present.")
@case_option
@click.option("--seconds", type=NumberWithin(1, 600), metavar="N", help="Seconds at a screenful in auto-play.")
@click.option("--notes", is_flag=True, help="Print the notes to the card that another terminal shows, until ctrl+c.")
@click.option("--once", is_flag=True, help="With --notes: print the notes to the present card, and end.")
def walk(store: Path | None, case: str | None, seconds: float | None, notes: bool, once: bool) -> None:
    """Present a case: one card fills the screen.

    The cards are an opening, the steps of the report chain, and a closing. n and p step, w plays, 1 to 9 set
    the seconds, esc goes to the desk. The notes follow in a second terminal.

    \b
    Examples:
      onrecord walk
      onrecord walk --notes                 in a second terminal
    """
    if notes:
        _print_notes(once=once)
        return
    from tui.app import WALK_SECONDS, open_desk
    from tui.system.signals import end_on_signals
    from tui.system.terminal import require_terminal

    with open_to_read(store) as record:
        key = the_case(record, case).key
    require_terminal()
    with end_on_signals():
        open_desk(
            store_path(store).path,
            key,
            present=True,
            walk_seconds=seconds or WALK_SECONDS,
            theme=global_options().theme,
            who=author_option(),
            readonly=global_options().readonly,
        )


def _print_notes(*, once: bool) -> None:
    """Print the notes to each card that is shown, until the presentation is over."""
    from tui.cli.output import disable_pager, print_text
    from tui.system.presenting import read_place  # --help needs no files

    disable_pager()
    before: PresentedCard | None = None
    while True:
        place = read_place()
        if place is None or place.is_over:
            if before is None:
                raise NotFound("No presentation is running.", "onrecord walk, or P on the desk, begins one.")
            return
        if before is None or (place.store, place.card) != (before.store, before.card):
            before = place
            with open_to_read(Path(place.store)) as record:
                print_text(_notes(record, place))
        if once:
            return
        time.sleep(_LOOKS)


def _notes(record: Reader, place: PresentedCard) -> Iterator[Paragraph]:
    """The notes to a card: the time, the note on its step, everything on record about it, and what comes next."""
    from db.queries.cases import case
    from db.queries.chain import chain, step
    from tui.cli.text.desk import step_text

    shown = case(record, place.case)
    steps = chain(record, shown.id)
    number = min(place.card, len(steps) + 1)
    minutes, seconds = divmod(int(max(0.0, time.time() - place.begun)), 60)
    name = "Opening. " if not number else "Closing. " if number > len(steps) else ""
    yield BLANK
    yield Paragraph(f"{name}{minutes}:{seconds:02} since the beginning.", heading=True)
    try:
        if 0 < number <= len(steps):
            yield from step_text(record, step(record, steps, number))
        if number < len(steps):
            after = step(record, steps, number + 1)
            yield Paragraph(f"Next: {after.report.outlet.name}, {after.report.title or after.report.key}.", 2, 2)
        elif number == len(steps):
            yield Paragraph("Next: the closing.", 2, 2)
    except OnRecordError as error:
        yield Paragraph(error.message, 2, 2)
