"""``onrecord archive`` and ``unarchive``."""

from __future__ import annotations

from pathlib import Path

import click

from tui.cli.options import as_option, store_option, writing
from tui.cli.output import print_changed


@click.command("archive")
@click.argument("key")
@store_option("The store to write to.")
@as_option
def archive_case(key: str, store: Path | None) -> None:
    """Put a case away: onrecord cases leaves it out unless --archived is given. Nothing in it changes."""
    _set_archived(key, store, away=True)


@click.command("unarchive")
@click.argument("key")
@store_option("The store to write to.")
@as_option
def unarchive_case(key: str, store: Path | None) -> None:
    """Take a case out again that was put away."""
    _set_archived(key, store, away=False)


def _set_archived(key: str, store: Path | None, *, away: bool) -> None:
    with writing(store) as record:
        from db.queries.cases import case
        from db.write.cases import archive

        print_changed(record, archive(record, case(record, key).id, away=away))
