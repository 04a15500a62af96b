"""Time of start and keys, compared with a bare Textual app: ``.venv/bin/python -m tests.bench.start_and_keys``.

Bare app and desk run in turns on one machine, so that ratios are comparable between machines. It prints figures without
limits, and the exit code is 0.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from resource import struct_rusage
from statistics import median
from subprocess import check_output
from tempfile import TemporaryDirectory

from tests.bench.timed_terminal import COLUMNS, ROWS, TimedProgram, environment, run_in_pipe
from tests.support.repository import ROOT
from tui.system.remembered_frames import forget_frames

BARE = """
from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    BINDINGS = [("n", "next", "Next")]
    presses = 0

    def compose(self) -> ComposeResult:
        yield Static("hello")

    def action_next(self) -> None:
        self.presses += 1
        self.query_one(Static).update(f"hello {self.presses:04}")


Hello().run()
"""
"""A minimal Textual app: some words, and a key that changes them."""

ONRECORD = ("-m", "tui.cli.start")

TAKEN = "\x1b[?2004h"
"""What a Textual app writes once it has taken the terminal: rows may have been painted before."""

STARTED = 0.6
"""Seconds without output after which a start is over."""

CTRL_HOME = "\x1b[1;5H"

STEPS = (("n", 2), ("n", 3), ("p", 2), ("p", 1))
"""Keys that step along the example case's three reports and back, each with the step it leads to."""

ROWS_OF_CLAIMS = (("j", "C1a"), ("j", "C1b"), ("k", "C1a"), ("k", "C1"))
"""Keys that move down the claims from the first one and back, each with the claim it leads to."""


@dataclass
class MeasuredRow:
    """One figure, with a value for each round."""

    name: str
    values: list[float] = field(default_factory=list)


@dataclass
class MeasuredTable:
    """Figures measured in turns. The others are compared with the first, round by round."""

    title: str
    unit: str
    rows: list[MeasuredRow]

    def figures(self) -> Iterator[dict[str, str | float]]:
        """For each row the median and range, and the medians of ratio and difference to the first row."""
        first = self.rows[0].values
        for row in self.rows:
            pairs = list(zip(row.values, first, strict=True))
            yield {
                "name": row.name,
                "median": median(row.values),
                "min": min(row.values),
                "max": max(row.values),
                "ratio": median(value / base for value, base in pairs),
                "more": median(value - base for value, base in pairs),
            }


def word_patterns(*texts: str) -> list[re.Pattern[bytes]]:
    """Patterns for texts that are drawn in one piece."""
    return [re.compile(re.escape(text).encode()) for text in texts]


def cursor_pattern(claim: str) -> list[re.Pattern[bytes]]:
    """The pattern of a claim's row with the mark of the cursor, with any colours between the two."""
    between = rb"(?:\x1b\[[0-9;]*m| |" + "▸".encode() + rb")*"
    return [re.compile("▌".encode() + between + re.escape(claim).encode() + b" ")]


def cpu_milliseconds(used: struct_rusage) -> float:
    """User and system time of a process, in milliseconds."""
    return (used.ru_utime + used.ru_stime) * 1000


def measure_starts(bare: Path, store: Path, rounds: int) -> list[MeasuredTable]:
    """Measure a start: first rows, keys, bytes, resources, and the time that leaving takes.

    The store's first start has no frame from the one before, as after a change by another program.
    """
    desk = (*ONRECORD, "--store", str(store))
    commands = (
        ("bare Textual app", (str(bare),), "hello", "hello 0001"),
        ("onrecord --store FILE, first time", desk, "Report chain", "step 2 of 3"),
        ("onrecord --store FILE, again", desk, "Report chain", "step 2 of 3"),
        ("onrecord demo", (*ONRECORD, "demo"), "Report chain", "step 2 of 3"),
    )
    tables = [
        MeasuredTable(title, unit, [MeasuredRow(name) for name, *_ in commands])
        for title, unit in (
            ("Start to first rows", "ms"),
            ("Start to the answer to a key typed at once", "ms"),
            ("Bytes of a start", "kB"),
            ("Leaving by its key", "ms"),
            ("Processor time of a start, one screen and leaving", "ms"),
            ("Peak memory of that", "MB"),
        )
    ]
    for number in range(rounds + 1):
        for place, (name, command, content, answer) in enumerate(commands):
            if name.endswith("first time"):
                forget_frames(store)
            with TimedProgram(*command) as run:
                came = run.until(word_patterns(content)) * 1000
                run.until(word_patterns(TAKEN))
                run.settle(STARTED)
                written = run.written / 1000
                used, left = run.leave_timed()
            with TimedProgram(*command) as run:
                run.type_at_once("n")
                answered = run.until(word_patterns(answer)) * 1000
                run.settle(STARTED)
                run.press("p")
                run.leave()
            if number:  # round 0 warms the disk and writes the bytecode
                values = (came, answered, written, left * 1000, cpu_milliseconds(used), used.ru_maxrss / 1024)
                for table, value in zip(tables, values, strict=True):
                    table.rows[place].values.append(value)
    return tables


def measure_modules() -> MeasuredTable:
    """Count the modules that a start loads."""
    programs = (
        ("python -c pass", "pass"),
        ("the first frame", "import tui.cli.start, tui.system.first_frame, termios"),
        ("bare Textual app", "import textual.app, textual.widgets; textual.widgets.Static"),
        ("onrecord --version", "import tui.cli.main"),
        ("the desk", "import tui.cli.main, tui.cli.commands.desk, tui.app"),
    )
    table = MeasuredTable("Modules loaded", "modules", [MeasuredRow(name) for name, _ in programs])
    for row, (_, code) in zip(table.rows, programs, strict=True):
        words = [sys.executable, "-c", f"import sys; {code}; print(len(sys.modules))"]
        row.values.append(float(check_output(words, cwd=ROOT, env=environment())))
    return table


def measure_piped_commands(store: Path, rounds: int) -> MeasuredTable:
    """Measure the processor time of commands without a screen, compared with an idle interpreter."""
    commands = (
        ("python -c pass", ("-c", "pass")),
        ("onrecord --help", (*ONRECORD, "--help")),
        ("onrecord claims --json", (*ONRECORD, "claims", "--json", "--store", str(store))),
    )
    table = MeasuredTable("Processor time of a command in a pipe", "ms", [MeasuredRow(name) for name, _ in commands])
    for number in range(rounds + 1):
        for row, (_, command) in zip(table.rows, commands, strict=True):
            cost = cpu_milliseconds(run_in_pipe(*command))
            if number:
                row.values.append(cost)
    return table


KeyTurn = tuple[str, Sequence[re.Pattern[bytes]]]
"""A key, and the patterns of the words it leads to."""


def measure_keys(name: str, bare: TimedProgram, desk: TimedProgram, turns: Sequence[KeyTurn]) -> MeasuredTable:
    """Measure each key to the last byte of the words it leads to, in turns with a key of the bare app.

    :param bare: the bare app, idle.
    :param desk: the desk, idle, where the first turn begins.
    """
    table = MeasuredTable(
        f"Key to repaint: {name}",
        "ms",
        [
            MeasuredRow("bare app, a key that updates its words"),
            MeasuredRow("the words it leads to"),
            MeasuredRow("all that lights up"),
        ],
    )
    for key, expected in turns:
        bare.press("n")
        hello = bare.until(word_patterns("hello ")) * 1000
        desk.press(key)
        there = desk.until(expected) * 1000
        for row, value in zip(table.rows, (hello, there, desk.settle() * 1000), strict=True):
            row.values.append(value)
    return table


def measure_desk_keys(bare: Path, store: Path, presses: int) -> list[MeasuredTable]:
    """Measure stepping along the chain, then along the claims."""
    steps = [(key, word_patterns(f"step {number} of 3")) for key, number in STEPS]
    claims = [(key, cursor_pattern(claim)) for key, claim in ROWS_OF_CLAIMS]
    with TimedProgram(str(bare)) as hello, TimedProgram(*ONRECORD, "--store", str(store)) as desk:
        hello.until(word_patterns("hello"))
        desk.until(word_patterns("Report chain"))
        chain = measure_keys("n and p in the chain", hello, desk, list(islice(cycle(steps), presses)))
        desk.press("2")
        desk.press(CTRL_HOME)
        pane = measure_keys("j and k in the claims", hello, desk, list(islice(cycle(claims), presses)))
        hello.leave()
        desk.leave()
    return [chain, pane]


def measure_all(rounds: int, presses: int) -> list[MeasuredTable]:
    """Measure everything, on a new store with the example case."""
    with TemporaryDirectory(prefix="onrecord-bench-") as folder:
        os.environ["XDG_STATE_HOME"] = folder  # where frames are kept
        bare, store = Path(folder) / "hello.py", Path(folder) / "case.db"
        bare.write_text(BARE, "utf-8")
        run_in_pipe(*ONRECORD, "demo", "--text", "--store", str(store))
        return [
            *measure_starts(bare, store, rounds),
            measure_modules(),
            measure_piped_commands(store, rounds),
            *measure_desk_keys(bare, store, presses),
        ]


def format_table(table: MeasuredTable) -> Iterator[str]:
    """Format a table as aligned lines."""
    yield f"{table.title}, {table.unit}, n = {len(table.rows[0].values)}"
    yield f"  {'':<40}{'median':>8}  {'min–max':>15}{'ratio':>8}{'more':>9}"
    for number, row in enumerate(table.figures()):
        spread = f"{row['min']:.1f}–{row['max']:.1f}"
        beside = f"{row['ratio']:>8.2f}{row['more']:>+9.1f}" if number else ""
        yield f"  {row['name']:<40}{row['median']:>8.1f}  {spread:>15}{beside}"


def positive_int(text: str) -> int:
    """Parse a positive count from the command line."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("it takes at least one")
    return number


def main() -> None:
    """Measure, and print what came out."""
    options = argparse.ArgumentParser(description="What the desk costs beside a bare Textual app.")
    options.add_argument("-n", type=positive_int, default=12, help="rounds that count, after one that does not")
    options.add_argument("-k", type=positive_int, default=40, help="presses of each pair of keys")
    options.add_argument("--json", action="store_true", help="print JSON")
    chosen = options.parse_args()
    tables = measure_all(chosen.n, chosen.k)
    if chosen.json:
        found = [{"title": table.title, "unit": table.unit, "rows": list(table.figures())} for table in tables]
        print(json.dumps(found, indent=2))
        return
    print(f"On a terminal of {COLUMNS}×{ROWS}. Ratio and more: against the first row, round by round, medians.")
    print("Textual draws at most 60 times a second: a change right after another waits for the next drawing.")
    for table in tables:
        print("", *format_table(table), sep="\n")


if __name__ == "__main__":
    main()
