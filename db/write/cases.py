"""Putting a case away, and taking it out again. Nothing in it changes, and its commands still find it."""

from __future__ import annotations

from db.journal.writer import Writer
from db.model.ids import CaseId
from db.write.validate import entering


def archive(writer: Writer, case: CaseId, *, away: bool = True) -> bool:
    """Put a case away, so that lists leave it out; undoing takes it out again.

    :param away: False takes it out again.
    :returns: whether anything changed.
    :raises Refused: it is gone.
    """
    with entering(writer):
        row = writer.whole_row("cases", case)
        with writer.action(f"{'archive' if away else 'unarchive'} case {row['key']} “{row['title'][:60]}”"):
            return writer.update("cases", case, archived=int(away))
