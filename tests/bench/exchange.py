"""Benchmark of exports: ``.venv/bin/python -m tests.bench.exchange``.

Each format, and each list as a table, is written from a case of 10,000 statements, in a process of its own. Printed
are seconds by the clock and of the processor, megabytes of the file, and how much memory grew at most while it was
written, as Linux tells.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from db.exchange.export import Export, TableList, write_export
from db.exchange.formats import FORMATS, format_by_name, load_writer
from db.exchange.selection import Scope
from db.model.ids import CaseId
from db.store.opening import open_reader
from tests.support.large_store import generate

MEGABYTE = 1 << 20


def main() -> None:
    """Write every format that there is, or one."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--claims", type=int, default=2_000, help="five statements each, on average")
    options.add_argument("--format", help="only this one")
    options.add_argument("--list", default=TableList.CLAIMS.value, help=argparse.SUPPRESS)
    options.add_argument("--store", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.store:
        measure(given.store, given.format, TableList(given.list))
        return
    with TemporaryDirectory() as folder:
        store = Path(folder) / "large.db"
        generate(store, given.claims, small_cases=0)
        with open_reader(store) as record:
            statements, captures = (
                record.column(f"SELECT count(*) FROM {table}")[0] for table in ("statements", "captures")
            )
        print(f"{given.claims:,} claims, {statements:,} statements, {captures:,} captures", flush=True)
        for each in FORMATS:
            for listing in TableList if each.is_list else (TableList.CLAIMS,):
                if given.format in (None, each.name):
                    words = ("--store", str(store), "--format", each.name, "--list", listing.value)
                    subprocess.run([sys.executable, "-m", "tests.bench.exchange", *words], check=False)


def measure(store: Path, name: str, listing: TableList) -> None:
    """Write one format, and print what it took."""
    format = format_by_name(name)
    load_writer(format)
    with open_reader(store) as record, (store.parent / f"export{format.suffix}").open("w+b") as out:
        before, start, used = _peak(), perf_counter(), process_time()
        write_export(Export(record, Scope(CaseId(1)), listing=listing), format, out)
        seconds, used, size = perf_counter() - start, process_time() - used, out.seek(0, 2)
    words = f"{name} {listing}" if format.is_list else name
    print(
        f"{words:<20}{seconds:8.2f} s, {used:.2f} of the processor{size / MEGABYTE:10.1f} MB written"
        f"{_peak() - before:10.1f} MB of memory",
        flush=True,
    )


def _peak() -> float:
    """The most memory that this process has had, in megabytes."""
    found = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text())
    assert found
    return int(found[1]) / 1024


if __name__ == "__main__":
    main()
