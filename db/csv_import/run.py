"""Import a table: each row is added or reported, in chunks between which other programs can write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from db.csv_import.appearances import AppearanceImporter
from db.csv_import.base import RowImporter, RowResult, is_header
from db.csv_import.claims import ClaimImporter
from db.csv_import.mapping import Columns, TableRowKind
from db.csv_import.rejects import RejectsFile
from db.csv_import.rows import TableReader, TableRow
from db.csv_import.values import RejectedRow, check_mapping
from db.dataclass import dataclass, field
from db.errors import Refused
from db.journal.writer import Writer
from db.model.ids import CaseId
from db.search.duplicates import near_pairs
from db.store.reader import Reader
from db.store.sqlite_errors import explain_errors
from db.write.validate import case_tz

CHUNK_ROWS = 3_000
"""Rows of a chunk: writing one takes some tenths of a second, in which other programs wait."""

_CHARACTERS = 4 << 20
"""Characters of a chunk, where rows are long."""

COMPARED = 10_000
"""Up to this many claims of a case, look-alikes are counted, which takes a few seconds."""


@dataclass(slots=True)
class ImportTotals:
    """The rows so far. Added, already there and rejected make up all."""

    rows: int = 0
    added: int = 0
    already_there: int = 0
    """Rows already on record, from an earlier run or an earlier row."""
    repeated: int = 0
    """Those of ``already_there`` that an earlier row of this run brought."""
    rejected: int = 0
    line: int = 0
    """The last line that was read."""
    rows_added: Counter[str] = field(default_factory=Counter)
    """Rows added to the record, by table."""
    reasons: dict[str, tuple[int, int, str]] = field(default_factory=dict)
    """By kind of problem: how many rows, the line of the first, and its reason."""


Step = Callable[[ImportTotals, int], None]
"""Called after each chunk with the totals and the bytes read."""


def import_table(
    writer: Writer,
    case: CaseId,
    table: TableReader,
    rows_are: TableRowKind,
    columns: Columns,
    *,
    rejects: RejectsFile,
    totals: ImportTotals | None = None,
    dry: bool = False,
    step: Step = lambda _totals, _bytes_read: None,
    chunk_rows: int = CHUNK_ROWS,
) -> ImportTotals:
    """Import a table. Rows of an earlier run are skipped, so that an interrupted import can be run again.

    The whole run is undone as one. Its chunks are committed one by one, so an interruption leaves whole rows.

    :param table: an open table, before its first row.
    :param rejects: the file of rejected rows.
    :param totals: counts while the import runs, so that they are known also after an interruption.
    :param dry: whether nothing is written.
    :param chunk_rows: rows written as one action, in which other programs wait.
    :raises WrongUse: the mapping doesn't fit the table.
    :raises Refused: there is no such case, or the import was undone while it ran.
    """
    totals = totals or ImportTotals()
    importer = _row_importer(case, table, rows_are, check_mapping(rows_are, columns), case_tz(writer, case), dry)
    run = _ImportRun(writer, importer, table, rejects, totals, step, chunk_rows)
    if dry:
        with writer.trying():
            importer.prepare(writer)
            run.import_rows()
    else:
        with writer.writing_many():
            run.import_rows()
    return totals


def newest_claim_id(record: Reader) -> int:
    """The id of the newest claim."""
    (last,) = record.column("SELECT coalesce(max(id), 0) FROM claims")
    return int(last)


def count_lookalikes(record: Reader, case: CaseId, since: int) -> int | None:
    """Count new claims that are similar to another of the case; None where there are too many to compare.

    :param since: the id of the last claim before the import.
    """
    rows = record.rows('SELECT 1 FROM claims WHERE "case" = ? LIMIT ?', case, COMPARED + 1)
    if len(rows) > COMPARED:
        return None
    pairs = near_pairs(record, case)
    return len({each.id for pair in pairs for each in (pair.one, pair.other) if each.id > since})


def _row_importer(
    case: CaseId, table: TableReader, rows_are: TableRowKind, columns: Columns, tz: str, dry: bool
) -> RowImporter:
    if rows_are is TableRowKind.CLAIMS:
        return ClaimImporter(case, table, columns, dry=dry)
    return AppearanceImporter(case, table, columns, tz, dry=dry)


class _ImportRun:
    """One import, chunk by chunk: rows are collected until a chunk is full, then written as one part of the action."""

    def __init__(
        self,
        writer: Writer,
        importer: RowImporter,
        table: TableReader,
        rejects: RejectsFile,
        totals: ImportTotals,
        step: Step,
        chunk_rows: int,
    ) -> None:
        self._writer = writer
        self._importer = importer
        self._table = table
        self._rejects = rejects
        self._totals = totals
        self._step = step
        self._chunk_rows = chunk_rows
        self._read: list[tuple[TableRow, object]] = []
        self._rejected: list[tuple[TableRow, RejectedRow]] = []
        self._characters = 0
        """Characters of the chunk so far."""
        self._whole: int | None = None
        """The action of the whole run; None until a row is added."""

    def import_rows(self) -> None:
        """Import all rows of the table."""
        for row in self._table.rows():
            self._totals.line = row.line
            try:
                self._read.append((row, _read_row(self._importer, self._table, row)))
            except RejectedRow as why:
                self._rejected.append((row, why))
            self._characters += sum(map(len, row.cells))
            if len(self._read) + len(self._rejected) >= self._chunk_rows or self._characters >= _CHARACTERS:
                self._finish_chunk()
        self._finish_chunk()

    def _finish_chunk(self) -> None:
        """Write the chunk and its rejects, and begin the next."""
        result = self._add_chunk()
        self._totals.rows += len(self._read) + len(self._rejected)
        _add_to_totals(self._totals, result)
        for row, why in sorted([*self._rejected, *result.rejected], key=lambda each: each[0].line):
            _add_rejected(self._totals, self._rejects, row, why)
        self._read.clear()
        self._rejected.clear()
        self._characters = 0
        self._step(self._totals, self._table.lines.read)

    def _add_chunk(self) -> RowResult:
        if self._importer.dry:
            return self._importer.add_rows(self._writer, self._read)
        words = f"import {self._importer.rows_are} of {self._importer.name}"
        with explain_errors(self._writer.path), self._writer.action(words, part_of=self._whole):
            _check_not_undone(self._writer, self._whole)
            result = self._importer.add_rows(self._writer, self._read)
        if result.added:
            self._whole = self._whole or self._writer.last
        return result


def _check_not_undone(writer: Writer, whole: int | None) -> None:
    """Check that the run was not undone meanwhile: further chunks would stay, and could not be undone with it.

    :raises Refused: it was undone.
    """
    last = writer.row(
        "SELECT who, undoes FROM actions WHERE undoes = :whole OR redoes = :whole ORDER BY id DESC", whole=whole
    )
    if last and last[1] is not None:
        raise Refused(
            f"This import was undone by {last[0]} while it ran; nothing of it is left, and it has stopped.",
            "Run it again to import the table after all.",
        )


def _read_row(importer: RowImporter, table: TableReader, row: TableRow) -> object:
    if row.problem:
        raise RejectedRow(row.kind, row.problem)
    if is_header(row, table.header):
        raise RejectedRow("the header again", "This is the header again, not a row.")
    return importer.read(row)


def _add_to_totals(totals: ImportTotals, result: RowResult) -> None:
    totals.added += result.added
    totals.already_there += result.already_there
    totals.repeated += result.repeated
    totals.rows_added.update(result.rows_added)


def _add_rejected(totals: ImportTotals, rejects: RejectsFile, row: TableRow, why: RejectedRow) -> None:
    totals.rejected += 1
    count, line, reason = totals.reasons.get(why.kind, (0, row.line, why.reason))
    totals.reasons[why.kind] = (count + 1, line, reason)
    rejects.add(row.line, why.reason, row.cells)
