"""``onrecord archive`` and ``unarchive``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.cli.answers import describe_change, write_command

if TYPE_CHECKING:
    from db.journal.writer import Writer


@write_command("archive", has_case=False)
@click.argument("key")
def archive_case(record: Writer, key: str) -> str:
    """Archive a case: lists leave it out; nothing else changes.

    onrecord cases --archived lists it.
    """
    return _set_archived(record, key, away=True)


@write_command("unarchive", has_case=False)
@click.argument("key")
def unarchive_case(record: Writer, key: str) -> str:
    """Bring an archived case back into the lists."""
    return _set_archived(record, key, away=False)


def _set_archived(record: Writer, key: str, *, away: bool) -> str:
    from db.queries.cases import case
    from db.write.cases import archive

    return describe_change(record, archive(record, case(record, key).id, away=away))
