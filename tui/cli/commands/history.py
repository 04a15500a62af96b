"""``onrecord history``, ``undo`` and ``redo``."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.answers import Answer, read_command, rows
from tui.cli.keys import all_keys, ever_keyed
from tui.cli.options import as_option, key_argument, store_option, writing

if TYPE_CHECKING:
    from db.store.reader import Reader

_WRITE = "The store to write to."


@read_command("history")
@key_argument(all_keys, required=False)
@click.option("--most", type=click.IntRange(1), default=50, show_default=True, help="How many actions to list.")
def show_history(record: Reader, key: str | None, most: int, case: str | None) -> Answer:
    """List what was done, by whom and when.

    The newest first; with a KEY, only what was done to that thing and what hangs on it, also
    where it was removed.
    """
    from db.journal.log import history, history_of
    from db.serialize.records import encode_action
    from tui.cli.tables import HISTORY

    if key is None:
        found = history(record, most=most)
    else:
        thing = ever_keyed(record, key, case)
        found = history_of(record, thing.table, thing.id, most=most)
    return rows(found, HISTORY, partial(encode_action, record))


@click.command("undo")
@click.option("--action", type=int, metavar="N", help="Another than the last: its number in onrecord history --json.")
@store_option(_WRITE)
@as_option
def undo_last(action: int | None, store: Path | None) -> None:
    """Take back the last change.

    Your own last that stands; where there is none, the last of anybody's. Taking it back is a
    new entry of the journal.
    """
    with writing(store) as record:
        from db.journal.undo import undo
        from tui.cli.output import print_line

        done = undo(record, action=action)
        print_line(f"undone: {done.words} ({done.who}, {done.at})")


@click.command("redo")
@click.option("--action", type=int, metavar="N", help="Another than the last: its number in onrecord history --json.")
@store_option(_WRITE)
@as_option
def redo_last(action: int | None, store: Path | None) -> None:
    """Bring back what was last undone.

    Only until something else is done, but for one that is named.
    """
    with writing(store) as record:
        from db.journal.undo import redo
        from tui.cli.output import print_line

        done = redo(record, action=action)
        print_line(f"redone: {done.words} ({done.who}, {done.at})")
