"""The import of a table: which file, which columns, a look at its rows, a trial, and then the import itself."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.widgets import Input

from db.errors import OnRecordError
from db.model.ids import CaseId
from db.queries.cases import Case
from db.store.progress import QueryStopped
from tui.actions.registry import keyed
from tui.screens.base.job import JobScreen, Step
from tui.system.paths import parse_path
from tui.text import wording
from tui.text.marks import Mark
from tui.text.safe import line
from tui.text.styles import DIM
from tui.views.blocks import Block
from tui.views.parts import text_block
from tui.widgets.safe_input import SafeInput
from tui.workers.writes import Changed, WriteWorker

if TYPE_CHECKING:
    from db.csv_import.run import ImportTotals
    from db.journal.writer import Writer

_SHOWN = 3
"""Rows of the table that are shown."""

_HINT = "enter reads the first rows, then tries it, then imports; nothing is written before"


class TableImportScreen(JobScreen):
    """Enter goes one step on each time: read, try, import."""

    TITLE_WORDS = "Import a table of claims, or of their appearances"

    def __init__(self, writing: WriteWorker, case: Case) -> None:
        super().__init__()
        self._writing = writing
        self._case = case
        self.path = SafeInput(placeholder="a path: claims.csv, table.tsv", compact=True, id="job-path")
        """The table."""
        self.columns = SafeInput(
            placeholder="claims id=ID text=Claim, or appearances claim=… stance=… stance:yes=for, or @mapping.toml",
            compact=True,
            id="job-columns",
        )
        """Which column is what."""
        self._read = ""
        self._tried = ("", "")

    def fields(self) -> list[SafeInput]:
        """Path and columns."""
        return [self.path, self.columns]

    def on_mount(self) -> None:
        """Say what will be done."""
        self.path.focus()
        self.say(_HINT)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_start()

    def action_start(self) -> None:
        """Read the first rows; try the import; import."""
        path, columns = self.path.value.strip(), self.columns.value.strip()
        if self.is_at_work:
            return
        if not path:
            self.say(f"{Mark.WRONG} Which table? Name a file.", wrong=True)
        elif self._read != path:
            self._look(path)
        else:
            self._import(path, columns, dry=self._tried != (path, columns))

    @work(exclusive=True)
    async def _look(self, path: str) -> None:
        try:
            header, rows = await self.run_in_thread(lambda _: _first_rows(parse_path(path)))
        except OnRecordError as error:
            self._complain(error)
            return
        from tui.forms.table_columns import guess_line  # kept out of start-up

        self._read = path
        if not self.columns.value.strip():
            self.columns.value = guess_line(header)
        self.columns.focus()
        self.say("Say which column is what; enter tries it, and writes nothing.")
        self.show(_preview(header, rows))

    @work(exclusive=True)
    async def _import(self, path: str, columns: str, *, dry: bool) -> None:
        try:
            totals = await self.run_task(
                self._writing.do(_import_rows, self._case.id, parse_path(path), columns, dry, self.step)
            )
        except QueryStopped:
            self.say(keyed("Stopped. Added rows stay; the same table again goes on from there, and {undo} undoes."))
            self._tell()
            return
        except OnRecordError as error:
            self._complain(error)
            return
        self._tried = (path, columns) if dry else ("", "")
        self.say(
            "Tried: nothing is written yet. enter imports it."
            if dry
            else f"{Mark.DONE} Imported; u on the desk undoes it."
        )
        self.show(_totals(totals, dry=dry))
        if not dry:
            self._tell()

    def _tell(self) -> None:
        """Refresh the screens below."""
        self.app.post_message(Changed(""))

    def _complain(self, error: OnRecordError) -> None:
        self.say(f"{Mark.WRONG} {line(error.message)} {line(error.hint)}", wrong=True)


def _first_rows(path: Path) -> tuple[list[str], list[list[str]]]:
    from db.csv_import.rows import TableReader  # kept out of start-up

    with TableReader(path) as table:
        return list(table.header), [list(row.cells) for row in islice(table.rows(), _SHOWN)]


def _import_rows(writer: Writer, case: CaseId, path: Path, columns: str, dry: bool, step: Step) -> ImportTotals:
    from db.csv_import.rejects import RejectsFile, check_rejects_path, default_rejects_path  # kept out of start-up
    from db.csv_import.rows import TableReader
    from db.csv_import.run import import_table
    from tui.forms.table_columns import read_line

    rows_are, chosen = read_line(columns)
    to = None if dry else default_rejects_path(path)
    if to is not None:
        check_rejects_path(to, path, store=Path(writer.path))
    with TableReader(path) as table, RejectsFile(to, path, table.header, store=Path(writer.path)) as rejects:
        size = table.lines.size

        def report(totals: ImportTotals, read: int) -> None:
            step(read, size, f"{totals.rows:,} rows · {totals.rejected:,} rejected")

        return import_table(writer, case, table, rows_are, chosen, rejects=rejects, dry=dry, step=report)


def _preview(header: list[str], rows: list[list[str]]) -> list[Block]:
    """Each column with its first cells."""
    blocks = []
    for at, name in enumerate(header):
        cells = " · ".join(line(row[at]) for row in rows if at < len(row) and row[at])
        blocks.append(text_block((f"{line(name)}  ", "bold"), (cells[:200], DIM)))
    return blocks


def _totals(totals: ImportTotals, *, dry: bool) -> list[Block]:
    """What became of the rows, or would."""
    added = "would be added" if dry else "added"
    said = (f"{totals.added:,} {added}", f"{totals.already_there:,} already on record", f"{totals.rejected:,} rejected")
    blocks = [text_block((f"{wording.pluralize(totals.rows, 'row')}: {', '.join(said)}", "bold"))]
    for kind, (count, at, reason) in totals.reasons.items():
        blocks.append(text_block((f"{count:,} × {line(kind)}; line {at}: ", DIM), line(reason)))
    return blocks
