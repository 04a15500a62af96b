"""``onrecord remove`` and ``onrecord move``: removing things, and moving a step of the chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from db.errors import WrongUse
from db.model.ids import StatementId
from tui.cli.answers import describe_done, write_command
from tui.cli.keys import keys_of_case, report_keys, row_by_key
from tui.cli.options import WholeNumberWithin, key_argument, the_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.journal.writer import Writer


@write_command("remove")
@key_argument(keys_of_case)
@click.argument("other", required=False)
@click.option("--all", "whole", is_flag=True, help="Remove what depends on it, too.")
def remove_thing(record: Writer, key: str, other: str | None, whole: bool, case: str | None) -> Iterator[str]:
    """Remove a thing, or what links two things.

    onrecord undo brings it back.

    \b
    Examples:
      onrecord remove C3        the claim, and every stance on it
      onrecord remove S4 C1     the stance of S4 on C1
      onrecord remove S4 S1     the relay or link from S4 to S1
      onrecord remove W5 W6     that W5 belongs to W6
      onrecord remove C1 W3     that C1 is about W3
      onrecord remove S4 WORDS  the quote of S4 that has these words
      onrecord remove N1        the note (T1: the task)
    """
    from db.journal.entries import describe_other_rows
    from db.journal.log import entries_of_action, history
    from db.model.things import RowKind
    from db.write.remove import remove

    thing = row_by_key(record, key, case)
    if other is None:
        remove(record, RowKind(thing.table), thing.id, whole=whole)
    else:
        _remove_between(record, key, other, case)
    yield describe_done(record)
    (done,) = history(record, most=1)
    if with_it := describe_other_rows(entries_of_action(record, done.id)):
        yield f"   with it: {with_it}"


@write_command("move")
@key_argument(report_keys, "report")
@click.option("--earlier", type=WholeNumberWithin(1), metavar="N", help="How many steps earlier.")
@click.option("--later", type=WholeNumberWithin(1), metavar="N", help="How many steps later.")
@click.option("--out", is_flag=True, help="Take it out of the chain; it stays on record.")
@click.option("--note", help="A note on the step; empty for none.")
def move(
    record: Writer,
    report: str,
    earlier: int | None,
    later: int | None,
    out: bool,
    note: str | None,
    case: str | None,
) -> str:
    """Move a REPORT along the report chain, or take it out.

    onrecord add step puts a report in.

    \b
    Examples:
      onrecord move R3 --earlier 1
      onrecord move R3 --out
    """
    from db.queries.lookup import resolve_report
    from db.write.chain import move_step, note_step, take_from_chain

    if sum(each is not None and each is not False for each in (earlier, later, out, note)) != 1:
        raise WrongUse("Say one of --earlier, --later, --out and --note.", "onrecord move R2 --earlier 1")
    where = the_case(record, case).id
    step = resolve_report(record, where, report)
    if out:
        take_from_chain(record, where, step)
    elif note is not None:
        note_step(record, where, step, note)
    else:
        move_step(record, where, step, later or -(earlier or 0))
    return describe_done(record, "Already there; nothing changed.")


def _remove_between(record: Writer, one: str, other: str, case: str | None) -> None:
    """Remove what links two things, or a quote of a statement.

    :raises WrongUse: the two are of kinds that nothing links, or several things link them.
    """
    from db.model.things import RowKind
    from db.queries.statements import quote_with_words
    from db.write.remove import link_row, remove

    first = row_by_key(record, one, case)
    try:
        second = row_by_key(record, other, case)
    except WrongUse:
        if first.table != RowKind.STATEMENT:
            raise
        remove(record, RowKind.QUOTE, quote_with_words(record, StatementId(first.id), other))
        return
    what, id = link_row(record, (RowKind(first.table), first.id), (RowKind(second.table), second.id))
    remove(record, what, id)
