"""``onrecord import-case``: a case as a file, taken into a store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.answers import write_command
from tui.cli.output import progress_bar
from tui.cli.progress import DrawnProgress

if TYPE_CHECKING:
    from db.journal.writer import Writer


@write_command("import-case", has_case=False, makes_store=True, store="The store to take it into.")
@click.argument("file", type=click.Path(path_type=Path, readable=False))
def import_case_file(record: Writer, file: Path) -> Iterator[str]:
    """Take in a case that onrecord export case wrote.

    All of it comes in, under the same names in any store, or nothing. A key that something has here already is
    given anew, which is printed. A case that is here already is refused. onrecord undo takes the whole case back.

    \b
    Example:
      onrecord import-case K1.case.jsonl
    """
    from db.exchange.case_import import import_case

    with progress_bar("taking in", "TextColumn", "BarColumn", "TimeElapsedColumn") as draw:
        done = import_case(record, file, DrawnProgress(draw))
    yield f"{file} is {' '.join(done.cases)} here: {done.rows:,} rows."
    for old, new in done.renamed:
        yield f"{old} of the file is {new} here."
