"""What the first frame, ``--version``, a reading and a writing command may load. More would make each start slower."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.cli_runner import environment
from tests.support.repository import ROOT

FIRST_FRAME = """
from tui.system import first_frame
import tui.cli.start
first_frame.paint_first_frame([])
first_frame.read_frame(first_frame.frame_path([], (80, 24)), 24)
first_frame.seal(b"rows", "name", ("pyproject.toml", "", "", first_frame.today()))
"""
"""Everything that painting does, without a terminal."""


def loaded(code: str, cwd: Path = ROOT) -> set[str]:
    """The modules that a program loads, besides those of an interpreter that does nothing."""
    program = f"import sys; before = {{*sys.modules}}\n{code}\nprint('\\n'.join({{*sys.modules}} - before))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, cwd=cwd, env=environment(), text=True, check=True
    )
    return {*done.stdout.split()}


def run_command(*words: str) -> str:
    """A program that runs a command in its process, and prints nothing of it."""
    return f"""
import contextlib, io
from tui.cli.main import main
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    main({list(words)!r})
"""


def packages(modules: set[str]) -> set[str]:
    """Our packages, such as ``db.store``, and the packages of others that are not in the standard library."""
    ours = {".".join(name.split(".")[:2]) for name in modules if name.startswith(("db.", "tui."))}
    others = {name.partition(".")[0] for name in modules} - {*sys.stdlib_module_names, "db", "tui", "__mp_main__"}
    return ours | {name for name in others if not name.startswith(("_", "sitecustomize"))}


def test_first_frame_loads_one_module_of_ours() -> None:
    found = loaded(FIRST_FRAME)
    allowed = {"tui", "tui.cli", "tui.cli.start", "tui.system", "tui.system.first_frame", "_sha3", "time", "termios"}
    assert found <= allowed, found - allowed


READING = {"tui.cli", "tui.system", "tui.text", "db.dataclass", "db.errors", "db.model", "db.store", "click"}
"""Packages of a command that reads, besides those of what it reads."""


@pytest.mark.parametrize(
    ("words", "more"),
    [
        (("--version",), set()),
        (("claims", "--json"), {"db.queries", "db.serialize", "db.search", "db.text", "db.journal"}),
        (
            ("add", "source", "Zoë Marsh", "--kind", "person"),
            {"db.queries", "db.write", "db.journal", "db.text", "db.search", "db.serialize", "db.attribution"},
        ),
    ],
)
def test_command_loads_what_it_needs(demo_store: Path, words: tuple[str, ...], more: set[str]) -> None:
    named = words if words == ("--version",) else (*words, "--store", str(demo_store))
    found = packages(loaded(run_command(*named)))
    assert found <= READING | more, found - READING - more


SLOW = {
    *("asyncio", "dataclasses", "email", "importlib.metadata", "logging", "secrets", "socket", "subprocess"),
    *("tempfile", "zipfile", "dateparser", "edtf", "numpy", "platformdirs", "rapidfuzz", "rich", "sqlite_utils"),
    "textual",
}
"""Modules that take milliseconds, and that a common command can do without."""


@pytest.mark.parametrize("words", [("--version",), ("claims",), ("sources", "--json"), ("note", "C1", "It is older.")])
def test_command_loads_nothing_slow(demo_store: Path, words: tuple[str, ...]) -> None:
    assert loaded(run_command("--store", str(demo_store), *words)) & SLOW == set()


def test_desk_loads_no_command_and_no_screen_that_opens_later() -> None:
    found = loaded("import tui.app")
    late = {
        "tui.screens.form",
        "tui.screens.reader",
        "tui.screens.triage",
        "tui.screens.home",
        "tui.screens.import_table",
    }
    assert not found & late
    assert not {
        name for name in found if name.startswith(("tui.cli", "db.write", "db.analysis", "db.intake", "db.markup"))
    }
    assert not packages(found) & {"click", "numpy", "sqlite_utils", "aiohttp", "edtf", "pyperclip"}
