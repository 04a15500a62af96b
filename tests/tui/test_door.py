"""One module makes safe text, one prints it: nothing else in the source does either."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_type_hints

from tests.support.cli_runner import run_script
from tests.support.repository import ROOT
from tui.cli import output
from tui.text.safe import Safe

SOURCE = sorted((*(ROOT / "tui").rglob("*.py"), *(ROOT / "db").rglob("*.py")))
DOOR = ROOT / "tui" / "text" / "safe.py"
PRINTER = ROOT / "tui" / "cli" / "output.py"

ALSO_WRITING = {ROOT / "tui" / "system" / each for each in ("first_frame.py", "key_waits.py")}
"""The one paints rows that it has checked to hold nothing but text and colours; the other wakes its own reader."""

PRINTING = {"print", "pprint", "breakpoint", "input"}
PRINTING_OF = {
    "click": {"echo", "secho", "echo_via_pager", "confirm", "prompt", "pause", "clear", "progressbar", "style"},
    "sys": {"stdout", "stderr", "__stdout__", "__stderr__", "excepthook"},
    "os": {"write"},
    "rich": {"print", "console", "get_console", "inspect"},
    "warnings": {"warn", "warn_explicit", "showwarning"},
    "logging": {"basicConfig", "StreamHandler", "lastResort"},
    "traceback": {"print_exc", "print_exception", "print_stack", "print_last"},
}
MAY_PRINT = re.compile("|".join(rf"\b{name}\b" for name in (*PRINTING, *PRINTING_OF)))

ASKED_ONLY = {"is_terminal", "isatty", "fileno", "flush", "get", "getattr"}
"""What may be done with a standard stream: ask about it, flush it, or hand it to the operating system."""


def calls_of(path: Path) -> Iterator[tuple[ast.Call, list[ast.AST]]]:
    """Every call of a module, with the nodes around it, the nearest first."""
    tree = ast.parse(path.read_text("utf-8"))
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            above: list[ast.AST] = []
            at: ast.AST = node
            while at in parents:
                above.append(at := parents[at])
            yield node, above


def dotted(node: ast.AST) -> str:
    """A name as it is written: "sys.stdout.write"."""
    return f"{dotted(node.value)}.{node.attr}" if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def test_only_the_door_makes_safe_text() -> None:
    for path in (each for each in SOURCE if each != DOOR and "Safe" in each.read_text("utf-8")):
        for call, _ in calls_of(path):
            name = dotted(call.func)
            assert name.split(".")[-1] != "Safe", f"{path}:{call.lineno} makes safe text"
            if name.split(".")[-1] == "cast":
                assert "Safe" not in ast.dump(call.args[0]), f"{path}:{call.lineno} calls a text safe"


def test_only_the_printer_writes() -> None:
    for path in (
        each for each in SOURCE if each not in {PRINTER, *ALSO_WRITING} and MAY_PRINT.search(each.read_text("utf-8"))
    ):
        check_writes_nothing(path)


def check_writes_nothing(path: Path) -> None:
    for call, _ in calls_of(path):
        name = dotted(call.func)
        first, _, rest = name.partition(".")
        assert name not in PRINTING, f"{path}:{call.lineno} {name}"
        if rest and rest.split(".")[-1] not in ASKED_ONLY:
            assert rest.split(".")[0] not in PRINTING_OF.get(first, ()), f"{path}:{call.lineno} {name}"
        for argument in (*call.args, *(each.value for each in call.keywords)):
            stream = dotted(argument)
            if stream.startswith(("sys.stdout", "sys.stderr", "sys.__std")):
                assert name.split(".")[-1] in ASKED_ONLY, f"{path}:{call.lineno} hands {stream} to {name}"
    tree = ast.parse(path.read_text("utf-8"))
    typing = (node for node in ast.walk(tree) if isinstance(node, ast.If) and dotted(node.test) == "TYPE_CHECKING")
    for_types = {node for block in typing for node in block.body}
    names = {
        f"{node.module}.{each.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node not in for_types
        for each in node.names
    }
    assert not names & {"rich.print", "rich.console.Console", "rich.progress.Progress", "click.echo", "sys.stdout"}


def test_the_printer_takes_safe_text_only() -> None:
    assert get_type_hints(output._write)["text"] is Safe
    assert get_type_hints(output._styled, vars(output) | {"Text": str})["text"] is Safe
    writes = {
        dotted(call.func)
        for call, above in calls_of(PRINTER)
        if dotted(call.func).endswith(".write") and not any(getattr(each, "name", "") == "_write" for each in above)
    }
    assert writes == {"self.unguarded.write", "self.write", "self._stream.write"}, "only the guard, which cleans"


DRAWING = {
    "tui/widgets/strip.py",
    "tui/text/net.py",
    "tui/system/clean_app.py",
    "tui/system/drawn_rows.py",
    "tui/system/textual_private.py",
    "tui/system/first_frame.py",
    "tui/system/remembered_frames.py",
}
"""The last steps of drawing, each of which cleans, or moves the cursor between rows that are clean."""

READING = {"tui/system/pastes.py", "tui/cli/pager.py"}
"""What looks for control sequences in the input, or in what Rich drew, and writes none."""

RAW_DRAWING = re.compile(r"\b(Segment|Strip)\(|get_line_filters|from_markup|\b_driver\b|\blink=|\\x1b|\\033|\\u001b")
"""Lines, filters, markup, the terminal's driver, links and control sequences: only the above have to do with them."""


def test_lines_are_drawn_in_one_place() -> None:
    for path in (each for each in SOURCE if str(each.relative_to(ROOT)) not in DRAWING | READING):
        text = path.read_text("utf-8")
        found = RAW_DRAWING.search(text)
        assert found is None, f"{path}: {found}"


LOUD = """
import logging, sys, threading, traceback, warnings
import click
import tui.cli.commands.list
hostile = "\\x1b]52;c;T1dORUQ=\\x07\\u202e\\x9b2J"
def loud(*_):
    click.echo(hostile)
    click.echo(hostile, err=True)
    click.echo(hostile.encode())
    print(hostile)
    print(hostile, file=sys.stderr)
    sys.stdout.writelines([hostile])
    warnings.warn(hostile)
    logging.getLogger(hostile).error(hostile)
    thread = threading.Thread(target=lambda: 1 / {}[hostile])
    thread.start()
    thread.join()
    try:
        raise ValueError(hostile)
    except ValueError:
        traceback.print_exc()
    raise KeyError(hostile)
import db.queries.sources
db.queries.sources.sources = loud
from tui.cli.main import main
main(["sources", "--store", sys.argv[1]])
"""


def test_what_libraries_print_is_cleaned(demo_store: Path) -> None:
    done = run_script(LOUD, str(demo_store), XDG_STATE_HOME=str(demo_store.parent))
    assert done.stdout.count("␛]52;c;T1dORUQ=␇‹RLO›‹U+009B›2J") == 4
    assert done.stderr.count("␛]52;c;T1dORUQ=") >= 5
    assert not {"\x1b", "\x07", "\u202e", "\x9b"} & {*done.stdout, *done.stderr}
    assert done.returncode == 1


MISTYPED = """
import json, sys
from tui.cli.main import main
for words in json.loads(sys.argv[1]):
    try:
        main(words)
    except SystemExit as end:
        print(words[0], end.code)
"""

COMMANDS = """
HOSTILE | --HOSTILE | claims --HOSTILE | claim HOSTILE | add HOSTILE | add case --HOSTILE x | status C1 HOSTILE
--case HOSTILE claims | --store HOSTILE claims | --theme HOSTILE | claims --filter status:HOSTILE
search HOSTILE status:HOSTILE | import HOSTILE | import-table HOSTILE | backup /none/HOSTILE | undo --action HOSTILE
graph HOSTILE | timeline --as-of HOSTILE | mark R1 HOSTILE | HOSTILE --help | judge HOSTILE | --as HOSTILE note C1 x
"""


def test_words_of_the_user_are_quoted_safely(demo_store: Path) -> None:
    commands = [
        [word.replace("HOSTILE", "x\x1b]52;c;T1dORUQ=\x07\x9b2J\u202ey") for word in words.split()]
        for words in COMMANDS.replace("\n", "|").split("|")
        if words.strip()
    ]
    stores = [[] if words[0] == "--store" else ["--store", str(demo_store)] for words in commands]
    done = run_script(MISTYPED, json.dumps([[*store, *words] for store, words in zip(stores, commands, strict=True)]))
    assert done.stdout.count("--store") == len(commands)
    assert done.stderr.count("x␛]52") >= 8
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & {*done.stdout, *done.stderr}
