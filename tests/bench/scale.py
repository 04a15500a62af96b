"""Time of a key and of a start, and memory, with 1M claims compared with 1k: ``.venv/bin/python -m tests.bench.scale``.

It makes the stores, or uses given ones: ``scale.py 1k.db 100k.db 1m.db``. Every store is measured in turns with a bare
Textual app, so that ratios are comparable between machines. A key is measured to the first byte of the repaint, and to
the last. It prints figures without limits, and the exit code is 0. Quick triage writes to given stores. At the end it
imports a CSV table (tests.bench.csv_import).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.bench.start_and_keys import BARE, ONRECORD, word_patterns
from tests.bench.timed_terminal import COLUMNS, ROWS, TimedProgram
from tests.support.large_store import generate
from tests.support.repository import ROOT

SIZES = (1_000, 100_000, 1_000_000)

CTRL_HOME, CTRL_END, PAGE_DOWN, PAGE_UP, HOME, END = (
    "\x1b[1;5H",
    "\x1b[1;5F",
    "\x1b[6~",
    "\x1b[5~",
    "\x1b[H",
    "\x1b[F",
)
ESCAPE, ENTER, BACKSPACE = "\x1b", "\r", "\x7f"

CALM = 1.0
"""Seconds without output after which background counts are taken to have finished."""


@dataclass(frozen=True, slots=True)
class ScreenKeys:
    """Keys to press in turns on one screen, with the keys that lead to it and back."""

    name: str
    to: Sequence[str]
    keys: Sequence[str]
    back: Sequence[str] = ()


SCREENS = (
    ScreenKeys("chain: n p", ("4", CTRL_HOME), ("n", "n", "n", "p")),
    ScreenKeys("chain: end home", ("4",), (END, HOME)),
    ScreenKeys("claims: j k", ("2", CTRL_HOME), ("j", "j", "j", "k")),
    ScreenKeys("claims: page", ("2", CTRL_HOME), (PAGE_DOWN, PAGE_DOWN, PAGE_DOWN, PAGE_UP)),
    ScreenKeys("claims: end home", ("2",), (CTRL_END, CTRL_HOME)),
    ScreenKeys("claims: j k at the end", ("2", CTRL_END), ("k", "k", "k", "j")),
    ScreenKeys("sources: j k", ("1", CTRL_HOME), ("j", "j", "j", "k")),
    ScreenKeys("sources: page, end", ("1", CTRL_HOME), (PAGE_DOWN, PAGE_DOWN, CTRL_END, CTRL_HOME)),
    ScreenKeys("denials: j k", ("3", CTRL_HOME), ("j", "j", "j", "k")),
    ScreenKeys("denials: page, end", ("3", CTRL_HOME), (PAGE_DOWN, PAGE_DOWN, CTRL_END, CTRL_HOME)),
    ScreenKeys("a claim: enter, escape", ("2", CTRL_HOME), (ENTER, ESCAPE)),
    ScreenKeys("claims: / and letters", ("2", "/"), ("d", "a", "m", BACKSPACE, BACKSPACE, BACKSPACE), (ESCAPE,)),
    ScreenKeys("quick triage: n p", ("t",), ("n", "n", "n", "p"), (ESCAPE,)),
    ScreenKeys("quick triage: a decides", ("t",), ("a",), (ESCAPE,)),
    ScreenKeys("search: letters", ("\x06",), ("d", "r", "o", "n", "e"), (ESCAPE,)),
    ScreenKeys("home: j k", ("g",), ("j", "j", "j", "k"), (ENTER,)),
)


@dataclass(slots=True)
class Measurement:
    """One figure, with a value for each round, by the name of what was measured."""

    name: str
    unit: str
    values: dict[str, list[float]] = field(default_factory=dict)

    def add(self, who: str, value: float) -> None:
        """Add a value."""
        self.values.setdefault(who, []).append(value)

    def figures(self) -> dict[str, float]:
        """The median by name."""
        return {who: median(values) for who, values in self.values.items()}


def open_command(store: Path) -> tuple[str, ...]:
    """The command that opens the large case of a store."""
    return (*ONRECORD, "--store", str(store), "--case", "K1")


def measure_starts(bare: Path, stores: dict[str, Path], rounds: int) -> Iterator[Measurement]:
    """Measure the start to the first rows, and processor time and memory of a short run."""
    first = Measurement("Start to first rows", "ms")
    processor = Measurement("Processor time of that, until it is left again", "ms")
    memory = Measurement("Peak memory when all ids are in", "MB")
    for number in range(rounds + 1):
        for who, command, content in (
            ("bare", (str(bare),), word_patterns("hello")),
            *((name, open_command(store), word_patterns("Report chain", "C2 ")) for name, store in stores.items()),
        ):
            with TimedProgram(*command) as run:
                came = run.until(content) * 1000
                used = run.leave()
            if number:  # round 0 warms the disk
                first.add(who, came)
                processor.add(who, (used.ru_utime + used.ru_stime) * 1000)
    for who, command in (("bare", (str(bare),)), *((name, open_command(store)) for name, store in stores.items())):
        with TimedProgram(*command) as run:
            run.settle(CALM)
            memory.add(who, run.leave().ru_maxrss / 1024)
    yield from (first, processor, memory)


def measure_quits(stores: dict[str, Path]) -> Measurement:
    """Measure ctrl+q to the end of the process, while the claims are being sorted by their origins."""
    found = Measurement("Leaving during a long question", "ms")
    for name, store in stores.items():
        with TimedProgram(*open_command(store)) as run:
            run.until(word_patterns("Report chain"))
            run.settle(CALM)
            run.press("2")
            for _ in range(4):
                run.press("S")
            began = perf_counter()
            run.leave(at_once=True)
            found.add(name, (perf_counter() - began) * 1000)
    return found


def measure_keys(bare: Path, stores: dict[str, Path], presses: int, wanted: str) -> Iterator[Measurement]:
    """Measure each key on each screen, the stores and the bare app in turns."""
    with ExitStack() as stack:
        hello = stack.enter_context(TimedProgram(str(bare)))
        runs = {name: stack.enter_context(TimedProgram(*open_command(store))) for name, store in stores.items()}
        hello.until(word_patterns("hello"))
        for run in runs.values():
            run.until(word_patterns("Report chain"))
            run.settle(CALM)
        for screen in (each for each in SCREENS if wanted in each.name):
            first = Measurement(f"{screen.name}, first byte", "ms")
            whole = Measurement(f"{screen.name}, until it is still", "ms")
            for run in runs.values():
                for key in screen.to:
                    run.press(key)
            for number in range(presses):
                hello.press("n")
                first.add("bare", hello.first() * 1000)
                whole.add("bare", hello.settle() * 1000)
                for name, run in runs.items():
                    run.press(screen.keys[number % len(screen.keys)])
                    first.add(name, run.first() * 1000)
                    whole.add(name, run.settle() * 1000)
            for run in runs.values():
                for key in screen.back:
                    run.press(key)
            yield first
            yield whole
        for run in (hello, *runs.values()):
            run.leave()


def format_line(measured: Measurement, names: Sequence[str]) -> str:
    """Format a figure as a line: medians, and their ratios to the smallest store."""
    found = measured.figures()
    least = found[names[0]]
    beside = " ".join(f"{found[name] / least:>7.2f}" for name in names[1:])
    medians = " ".join(f"{found.get(name, float('nan')):>8.1f}" for name in ("bare", *names))
    return f"{measured.name:<48}{measured.unit:>3} {medians}  {beside}"


def main() -> None:
    """Measure, and print what came out."""
    options = argparse.ArgumentParser(description="What a large store costs beside a small one.")
    options.add_argument("stores", nargs="*", type=Path, help="stores of the generator, the smallest first")
    options.add_argument("-n", type=int, default=5, help="starts of each that count, after one that does not")
    options.add_argument("-k", type=int, default=24, help="presses on each screen")
    options.add_argument("--only", default="", help="screens whose name holds this")
    options.add_argument("--no-starts", action="store_true", help="keys alone")
    options.add_argument("--largest", type=int, default=SIZES[-1], help="claims of the largest store that is made")
    options.add_argument("--no-table", action="store_true", help="leave out bringing a table in")
    options.add_argument("--json", action="store_true", help="print JSON")
    chosen = options.parse_args()
    with TemporaryDirectory(prefix="onrecord-bench-") as folder:
        bare = Path(folder) / "hello.py"
        bare.write_text(BARE, "utf-8")
        stores = {path.stem: path.absolute() for path in chosen.stores}
        for size in () if stores else (each for each in SIZES if each <= chosen.largest):
            generate(Path(folder) / f"{size}.db", size)
            stores[f"{size:,}"] = Path(folder) / f"{size}.db"
        names = list(stores)
        if not chosen.json:
            print(f"On a terminal of {COLUMNS}×{ROWS}; medians, and each beside {names[0]}.")
            print(f"{'':<51} {' '.join(f'{name:>8}' for name in ('bare', *names))}   beside {names[0]}")
        found: list[Measurement] = []
        for part in ([] if chosen.no_starts else [measure_starts(bare, stores, chosen.n), [measure_quits(stores)]]) + [
            measure_keys(bare, stores, chosen.k, chosen.only)
        ]:
            for measured in part:
                found.append(measured)
                if not chosen.json:
                    print(format_line(measured, names), flush=True)
        if chosen.json:
            print(json.dumps([{"name": each.name, "unit": each.unit, **each.figures()} for each in found], indent=2))
        elif not (chosen.no_table or chosen.only):
            print(flush=True)
            subprocess.run([sys.executable, "-m", "tests.bench.csv_import"], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
