"""What the desk costs beside a bare Textual app: ``.venv/bin/python -m tests.bench.start_and_keys``.

Everything is run in turns, bare app and desk, in one run on one machine, so that the ratios mean something where the
seconds do not. Nothing is judged here: the figures are printed, and the exit code is 0.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from resource import struct_rusage
from statistics import median
from tempfile import TemporaryDirectory

from tests.bench.timed_terminal import COLUMNS, ROWS, Watched, used_in_pipe

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
"""The least that Textual can be asked for: some words, and a key that changes them."""

ONRECORD = ("-m", "tui.cli.main")

CTRL_HOME = "\x1b[1;5H"

STEPS = (("n", 2), ("n", 3), ("p", 2), ("p", 1))
"""Keys that walk along the shipped case's three reports and back, each with the step it leads to."""

ROWS_OF_CLAIMS = (("j", "C1a"), ("j", "C1b"), ("k", "C1a"), ("k", "C1"))
"""Keys that walk down the claims from the first one and back, each with the claim it leads to."""


@dataclass
class Row:
    """One thing measured, a value for each round."""

    name: str
    values: list[float] = field(default_factory=list)


@dataclass
class Table:
    """Things measured in turns; the first is what the others are held against, round by round."""

    title: str
    unit: str
    rows: list[Row]

    def figures(self) -> Iterator[dict[str, str | float]]:
        """Of each row the median and its range, and the medians of its ratio to the first and of what it adds."""
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


def words(*texts: str) -> list[re.Pattern[bytes]]:
    """Texts as they are drawn in one piece."""
    return [re.compile(re.escape(text).encode()) for text in texts]


def cursor_on(claim: str) -> list[re.Pattern[bytes]]:
    """A claim's row with the cursor's mark, whatever colours lie between the two."""
    between = rb"(?:\x1b\[[0-9;]*m| |" + "▸".encode() + rb")*"
    return [re.compile("▌".encode() + between + re.escape(claim).encode() + b" ")]


def milliseconds_of_cpu(used: struct_rusage) -> float:
    """Time on the processor, in the program and in the system on its behalf."""
    return (used.ru_utime + used.ru_stime) * 1000


def starts(bare: Path, store: Path, rounds: int) -> list[Table]:
    """From the start to the first words on the terminal, and what a run used until it was left again."""
    commands = (
        ("bare Textual app", (str(bare),), words("hello")),
        ("onrecord --store FILE", (*ONRECORD, "--store", str(store)), words("Report chain")),
        ("onrecord demo", (*ONRECORD, "demo"), words("Report chain")),
    )
    first, cpu, memory = (
        Table(title, unit, [Row(name) for name, _, _ in commands])
        for title, unit in (
            ("Start to first content", "ms"),
            ("Processor time of a start, one screen and leaving", "ms"),
            ("Peak memory of that", "MB"),
        )
    )
    for number in range(rounds + 1):
        for place, (_, command, content) in enumerate(commands):
            with Watched(*command) as run:
                came = run.until(content) * 1000
                used = run.leave()
            if number:  # round 0 warms the disk and writes the bytecode
                first.rows[place].values.append(came)
                cpu.rows[place].values.append(milliseconds_of_cpu(used))
                memory.rows[place].values.append(used.ru_maxrss / 1024)
    return [first, cpu, memory]


def commands_in_a_pipe(store: Path, rounds: int) -> Table:
    """What commands without a screen use, beside the interpreter that does nothing."""
    commands = (
        ("python -c pass", ("-c", "pass")),
        ("onrecord --help", (*ONRECORD, "--help")),
        ("onrecord claims --json", (*ONRECORD, "claims", "--json", "--store", str(store))),
    )
    table = Table("Processor time of a command in a pipe", "ms", [Row(name) for name, _ in commands])
    for number in range(rounds + 1):
        for row, (_, command) in zip(table.rows, commands, strict=True):
            cost = milliseconds_of_cpu(used_in_pipe(*command))
            if number:
                row.values.append(cost)
    return table


Turn = tuple[str, Sequence[re.Pattern[bytes]]]
"""A key, and the words it leads to."""


def keys(name: str, bare: Watched, desk: Watched, turns: Sequence[Turn]) -> Table:
    """From a key to the last byte of the words it leads to, in turns with a key of the bare app.

    :param bare: the bare app, settled.
    :param desk: the desk, settled where the first of the turns begins.
    """
    table = Table(
        f"Key to repaint: {name}",
        "ms",
        [Row("bare app, a key that updates its words"), Row("the words it leads to"), Row("all that lights up")],
    )
    for key, expected in turns:
        bare.press("n")
        hello = bare.until(words("hello ")) * 1000
        desk.press(key)
        there = desk.until(expected) * 1000
        for row, value in zip(table.rows, (hello, there, desk.settle() * 1000), strict=True):
            row.values.append(value)
    return table


def keys_of_the_desk(bare: Path, store: Path, presses: int) -> list[Table]:
    """Stepping along the chain, then along the claims."""
    steps = [(key, words(f"step {number} of 3")) for key, number in STEPS]
    claims = [(key, cursor_on(claim)) for key, claim in ROWS_OF_CLAIMS]
    with Watched(str(bare)) as hello, Watched(*ONRECORD, "--store", str(store)) as desk:
        hello.until(words("hello"))
        desk.until(words("Report chain"))
        chain = keys("n and p in the chain", hello, desk, list(islice(cycle(steps), presses)))
        desk.press("2")
        desk.press(CTRL_HOME)
        pane = keys("j and k in the claims", hello, desk, list(islice(cycle(claims), presses)))
        hello.leave()
        desk.leave()
    return [chain, pane]


def measured(rounds: int, presses: int) -> list[Table]:
    """Every table, on a store of its own with the case that ships."""
    with TemporaryDirectory(prefix="onrecord-bench-") as folder:
        bare, store = Path(folder) / "hello.py", Path(folder) / "case.db"
        bare.write_text(BARE, "utf-8")
        used_in_pipe(*ONRECORD, "demo", "--text", "--store", str(store))
        return [
            *starts(bare, store, rounds),
            commands_in_a_pipe(store, rounds),
            *keys_of_the_desk(bare, store, presses),
        ]


def printed(table: Table) -> Iterator[str]:
    """A table as aligned lines."""
    yield f"{table.title}, {table.unit}, n = {len(table.rows[0].values)}"
    yield f"  {'':<40}{'median':>8}  {'min–max':>15}{'ratio':>8}{'more':>9}"
    for number, row in enumerate(table.figures()):
        spread = f"{row['min']:.1f}–{row['max']:.1f}"
        beside = f"{row['ratio']:>8.2f}{row['more']:>+9.1f}" if number else ""
        yield f"  {row['name']:<40}{row['median']:>8.1f}  {spread:>15}{beside}"


def at_least_one(text: str) -> int:
    """A count from the command line."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("it takes at least one")
    return number


def main() -> None:
    """Measure, and print what came out."""
    options = argparse.ArgumentParser(description="What the desk costs beside a bare Textual app.")
    options.add_argument("-n", type=at_least_one, default=12, help="rounds that count, after one that does not")
    options.add_argument("-k", type=at_least_one, default=40, help="presses of each pair of keys")
    options.add_argument("--json", action="store_true", help="print JSON")
    chosen = options.parse_args()
    tables = measured(chosen.n, chosen.k)
    if chosen.json:
        found = [{"title": table.title, "unit": table.unit, "rows": list(table.figures())} for table in tables]
        print(json.dumps(found, indent=2))
        return
    print(f"On a terminal of {COLUMNS}×{ROWS}. Ratio and more: against the first row, round by round, medians.")
    print("Textual draws at most 60 times a second: a change right after another waits for the next drawing.")
    for table in tables:
        print("", *printed(table), sep="\n")


if __name__ == "__main__":
    main()
