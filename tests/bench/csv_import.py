"""Time of a CSV import, compared with ``sqlite-utils insert`` of the same rows.

    python -m tests.bench.csv_import [--rows 100000]

sqlite-utils writes into bare tables, without indexes, rules, journal and full-text search. It inserts the rows that the
import added to the record (sources, reports, statements, stances), and then all rows that the import wrote, with the
journal. Ratios are of processor time, which does not depend on other programs; clock time is printed, too.
"""

from __future__ import annotations

import argparse
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from db.csv_import.mapping import TableRowKind, read_mappings
from db.csv_import.rejects import RejectsFile
from db.csv_import.rows import TableReader
from db.csv_import.run import import_table
from db.journal.opening import create_store
from db.journal.undo import redo, undo
from db.journal.writer import Writer
from db.model.ids import CaseId
from db.write.cases import add_case
from tests.support.csv_tables import MAPPING

OUTLETS = 6_000
RECORD = ("sources", "reports", "statements", "stances")


def main() -> None:
    """Print every figure with its ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000, help="appearances")
    parser.add_argument("--claims", type=int, default=20_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "map.toml").write_text(MAPPING)
        claims, appearances = _write_claims(folder, asked.claims), _write_appearances(folder, asked.rows, asked.claims)
        with create_store(folder / "desk.db", who="bench") as writer:
            add_case(writer, "A case", tz="UTC")
            _import(writer, claims, TableRowKind.CLAIMS)
            took = _import(writer, appearances, TableRowKind.APPEARANCES)
            print(f"import-table, {asked.rows:,} rows of stances: {took}, {asked.rows / took.clock:,.0f} rows/s")
            print(
                f"   the same again, where every row is there: {_import(writer, appearances, TableRowKind.APPEARANCES)}"
            )
            (size,) = writer.column("SELECT page_count * 4096 FROM pragma_page_count")
            print(f"   store {size >> 20} MB, memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MB")
            for name, look_back in (("undo", undo), ("redo", redo)):
                print(f"   {name} of all of it: {_measure(lambda look_back=look_back: look_back(writer))}")  # type: ignore[misc]
        print("sqlite-utils into bare tables, and how fast the import is beside it:")
        every = (*RECORD, "journal", "appearances_brought")
        for what, other in (
            ("insert_all, the rows of the record", _measure_library(folder, "record", RECORD)),
            ("insert_all, every row that was written", _measure_library(folder, "all", every)),
            ("the command, the rows of the record as CSV", _measure_csv_command(folder, RECORD)),
            ("the command, the table itself, nothing made of it", _measure_insert(folder, "appearances", appearances)),
        ):
            print(f"   {what}: {other}; {other.processor / took.processor:.2f} of its speed")


@dataclass(frozen=True, slots=True)
class Duration:
    """A duration in seconds."""

    clock: float
    processor: float
    """Processor time of this process and its children."""

    def __add__(self, other: Duration) -> Duration:
        return Duration(self.clock + other.clock, self.processor + other.processor)

    def __str__(self) -> str:
        return f"{self.clock:.1f} s ({self.processor:.1f} s of processor)"


def _measure(step: Callable[[], object]) -> Duration:
    start, before = perf_counter(), sum(os.times()[:4])
    step()
    return Duration(perf_counter() - start, sum(os.times()[:4]) - before)


def _write_claims(folder: Path, count: int) -> Path:
    path = folder / "claims.csv"
    lines = (f'{n},F,"Claim {n}: bridge {n * 7} was hit by {n * 13} shells, officials say"\n' for n in range(count))
    path.write_text("claim_id,veracity,claim\n" + "".join(lines))
    return path


def _write_appearances(folder: Path, count: int, claims: int) -> Path:
    path = folder / "appearances.csv"
    stances = ("support", "deny", "comment", "query")
    with path.open("w") as file:
        file.write("claim_id,date,url,stance\n")
        for n in range(count):
            url = (
                f"https://outlet{n * 31 % OUTLETS}.example.org/2020/{n % 12 + 1}/an-article-of-a-usual-length-{n}.html"
            )
            file.write(f"{n * 7919 % claims},{n % 12 + 1} {n % 28 + 1} 2020,{url},{stances[n % 4]}\n")
    return path


def _import(writer: Writer, path: Path, rows_are: TableRowKind) -> Duration:
    columns = read_mappings(path.with_name("map.toml"))[rows_are]

    def bring() -> None:
        with TableReader(path) as table, RejectsFile(None, path, table.header) as rejects:
            totals = import_table(writer, CaseId(1), table, rows_are, columns, rejects=rejects)
            assert totals.added + totals.already_there == totals.rows

    return _measure(bring)


def _imported_rows(store: Path, table: str) -> Iterator[dict[str, Any]]:
    """Rows of a table that the import of appearances wrote, as dicts."""
    wanted = "WHERE \"table\" NOT IN ('claims', 'tags', 'cases') AND op = 'insert'" if table == "journal" else ""
    with closing(sqlite3.connect(store)) as connection:
        connection.row_factory = sqlite3.Row
        yield from map(dict, connection.execute(f'SELECT * FROM "{table}" {wanted}'))


def _measure_library(folder: Path, name: str, tables: tuple[str, ...]) -> Duration:
    """The time that ``insert_all`` of sqlite-utils takes for rows in memory."""
    from sqlite_utils import Database

    took = Duration(0, 0)
    database = Database(folder / f"{name}.db")
    for table in tables:
        rows = list(_imported_rows(folder / "desk.db", table))
        if table == "journal":
            rows = rows[: len(rows) // 2]  # the other half is of the redo
        key = {"journal": "seq", "appearances_brought": "identity"}.get(table, "id")
        took += _measure(partial(database.table(table).insert_all, rows, pk=key))
    database.close()
    return took


def _measure_csv_command(folder: Path, tables: tuple[str, ...]) -> Duration:
    import csv

    took = Duration(0, 0)
    for table in tables:
        path = folder / f"{table}.csv"
        with path.open("w", newline="") as file:
            rows = _imported_rows(folder / "desk.db", table)
            first = next(rows)
            writer = csv.DictWriter(file, list(first))
            writer.writeheader()
            writer.writerow(first)
            writer.writerows(rows)
        took += _measure_insert(folder, table, path)
    return took


def _measure_insert(folder: Path, table: str, path: Path) -> Duration:
    words = ["insert", str(folder / "command.db"), table, str(path), "--csv", "--no-detect-types"]
    command = [sys.executable, "-m", "sqlite_utils", *words]
    return _measure(lambda: subprocess.run(command, check=True, capture_output=True))


if __name__ == "__main__":
    main()
