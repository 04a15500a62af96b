"""``onrecord history``, ``undo`` and ``redo``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from tui.cli.answers import Answer, read_command, rows, write_command
from tui.cli.keys import keys_of_case, row_by_key_ever
from tui.cli.options import WholeNumberWithin, key_argument

if TYPE_CHECKING:
    from db.journal.writer import Writer
    from db.store.reader import Reader

_ACTION = click.option(
    "--action", type=int, metavar="N", help="The number of an action in onrecord history --json, instead of the last."
)


@read_command("history")
@key_argument(keys_of_case, required=False)
@click.option(
    "--most", type=WholeNumberWithin(1), metavar="N", default=50, show_default=True, help="How many actions to list."
)
def show_history(record: Reader, key: str | None, most: int, case: str | None) -> Answer:
    """List what was done, by whom and when, the newest first.

    With a KEY, list only what was done to that thing and what belongs to it, even where it was removed.
    """
    from db.journal.log import history, history_of
    from db.serialize.records import encode_action
    from tui.cli.tables import HISTORY

    if key is None:
        found = history(record, most=most)
    else:
        thing = row_by_key_ever(record, key, case)
        found = history_of(record, thing.table, thing.id, most=most)
    return rows(found, HISTORY, partial(encode_action, record))


@write_command("undo", has_case=False)
@_ACTION
def undo_last(record: Writer, action: int | None) -> str:
    """Undo your last change.

    Another person's change is undone only with --action. The undo is itself an entry of the journal.
    """
    from db.journal.undo import undo

    done = undo(record, action=action)
    return f"undone: {done.words} ({done.who}, {done.at})"


@write_command("redo", has_case=False)
@_ACTION
def redo_last(record: Writer, action: int | None) -> str:
    """Redo what you undid last.

    This works until you change something else. With --action it works for that action at any time.
    """
    from db.journal.undo import redo

    done = redo(record, action=action)
    return f"redone: {done.words} ({done.who}, {done.at})"
