"""Import a table: each row is added or reported, in chunks between which other programs can write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from db.csv_import.appearances import Appearances
from db.csv_import.base import RowImporter, RowResult, is_header
from db.csv_import.claims import Claims
from db.csv_import.mapping import Columns, RowsAre
from db.csv_import.rejects import Rejects
from db.csv_import.rows import TableReader, TableRow
from db.csv_import.values import Rejected, checked
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
class Totals:
    """The rows so far. Those that landed, were there and were rejected add up to all."""

    rows: int = 0
    landed: int = 0
    there: int = 0
    """Rows on record already, from an earlier run or an earlier row."""
    twice: int = 0
    """Those of ``there`` that an earlier row of this run brought."""
    rejected: int = 0
    line: int = 0
    """The last line that was read."""
    made: Counter[str] = field(default_factory=Counter)
    """Rows added to the record, by table."""
    reasons: dict[str, tuple[int, int, str]] = field(default_factory=dict)
    """By kind of problem: how many rows, the line of the first, and its reason."""


Step = Callable[[Totals, int], None]
"""Called after each chunk with the totals and the bytes read."""


def import_table(
    writer: Writer,
    case: CaseId,
    table: TableReader,
    rows_are: RowsAre,
    columns: Columns,
    *,
    rejects: Rejects,
    totals: Totals | None = None,
    dry: bool = False,
    step: Step = lambda _totals, _bytes_read: None,
    chunk_rows: int = CHUNK_ROWS,
) -> Totals:
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
    totals = totals or Totals()
    landing = _row_importer(case, table, rows_are, checked(rows_are, columns), case_tz(writer, case), dry)
    if dry:
        with writer.trying():
            landing.prepare(writer)
            _import_rows(writer, landing, table, rejects, totals, step, chunk_rows)
    else:
        with writer.writing_many():
            _import_rows(writer, landing, table, rejects, totals, step, chunk_rows)
    return totals


def newest_claim(record: Reader) -> int:
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
    case: CaseId, table: TableReader, rows_are: RowsAre, columns: Columns, tz: str, dry: bool
) -> RowImporter:
    if rows_are is RowsAre.CLAIMS:
        return Claims(case, table, columns, dry=dry)
    return Appearances(case, table, columns, tz, dry=dry)


def _import_rows(
    writer: Writer,
    landing: RowImporter,
    table: TableReader,
    rejects: Rejects,
    totals: Totals,
    step: Step,
    chunk_rows: int,
) -> None:
    whole: int | None = None
    told = f"import {landing.rows_are} of {landing.name}"
    read: list[tuple[TableRow, object]] = []
    rejected: list[tuple[TableRow, Rejected]] = []
    size = 0

    def land() -> None:
        nonlocal whole, size
        if landing.dry:
            out = landing.land(writer, read)
        else:
            with explain_errors("The store"), writer.action(told, part_of=whole):
                _check_not_undone(writer, whole)
                out = landing.land(writer, read)
            if out.landed:
                whole = whole or writer.last
        totals.rows += len(read) + len(rejected)
        _add_to_totals(totals, out)
        rejected.extend(out.rejected)
        for row, why in sorted(rejected, key=lambda each: each[0].line):
            _add_rejected(totals, rejects, row, why)
        rejects.flush()
        read.clear()
        rejected.clear()
        size = 0
        step(totals, table.lines.read)

    for row in table.rows():
        totals.line = row.line
        try:
            read.append((row, _read_row(landing, table, row)))
        except Rejected as why:
            rejected.append((row, why))
        size += sum(map(len, row.cells))
        if len(read) + len(rejected) >= chunk_rows or size >= _CHARACTERS:
            land()
    land()


def _check_not_undone(writer: Writer, whole: int | None) -> None:
    """Check that the run was not undone meanwhile: further chunks would stay, and could not be undone with it.

    :raises Refused: it was undone.
    """
    last = writer.row(
        "SELECT who, undoes FROM actions WHERE undoes = :whole OR redoes = :whole ORDER BY id DESC", whole=whole
    )
    if last and last[1] is not None:
        raise Refused(
            f"This import was taken back by {last[0]} while it ran; nothing of it is left, and it goes no further.",
            "Run it again to bring the table in after all.",
        )


def _read_row(landing: RowImporter, table: TableReader, row: TableRow) -> object:
    if row.problem:
        raise Rejected(row.kind, row.problem)
    if is_header(row, table.header):
        raise Rejected("the header again", "This is the header again, not a row.")
    return landing.read(row)


def _add_to_totals(totals: Totals, out: RowResult) -> None:
    totals.landed += out.landed
    totals.there += out.there
    totals.twice += out.twice
    totals.made.update(out.made)


def _add_rejected(totals: Totals, rejects: Rejects, row: TableRow, why: Rejected) -> None:
    totals.rejected += 1
    count, line, reason = totals.reasons.get(why.kind, (0, row.line, why.reason))
    totals.reasons[why.kind] = (count + 1, line, reason)
    rejects.add(row.line, why.reason, row.cells)
