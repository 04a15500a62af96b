"""Run commands in this process (:class:`CommandLine`, quick) or in one of their own (:func:`run_piped`).

On a terminal: :mod:`tests.support.pty`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from db.errors import OnRecordError
from tests.support.fork_server import FORK_SERVER
from tests.support.own_folders import own_folders
from tests.support.patience import HANG
from tests.support.repository import ROOT
from tui.cli.main import onrecord


class CommandLine:
    """Runs commands on a store, in the words that a person would type."""

    def __init__(self, store: Path, who: str = "Rana") -> None:
        self.store = store
        self.who = who

    def __call__(self, *words: str, stdin: str | bytes | None = None) -> str:
        """Run a command that succeeds.

        :returns: what it prints.
        """
        done = CliRunner().invoke(
            onrecord, ["--store", str(self.store), "--as", self.who, *words], input=stdin, catch_exceptions=True
        )
        if done.exception is not None and not (isinstance(done.exception, SystemExit) and done.exit_code == 0):
            raise AssertionError(f"{words}: {done.exception!r}\n{done.output}") from done.exception
        return done.stdout

    def json(self, *words: str, stdin: str | bytes | None = None) -> Any:
        """Run a command with ``--json``."""
        return json.loads(self(*words, "--json", stdin=stdin))

    def refused(self, *words: str, stdin: str | bytes | None = None) -> OnRecordError:
        """Run a command that fails with an error.

        :returns: the error that would end the process.
        """
        done = CliRunner().invoke(onrecord, ["--store", str(self.store), "--as", self.who, *words], input=stdin)
        assert isinstance(done.exception, OnRecordError), (words, done.exception, done.output)
        return done.exception


@dataclass(frozen=True)
class Completed:
    """The output and the exit code of a run."""

    code: int
    out: str
    err: str


def environment(**changed: str) -> dict[str, str]:
    """This process's environment with the source on the path, without the person's own store, folders and pager."""
    dropped = {"ONRECORD_STORE", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "PYTHONWARNINGS"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    set_here = {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "NO_PAGER": "1"}
    return {**own_folders(), **kept, **set_here, **changed}


def run_piped(*words: str, cwd: Path | None = None, python: tuple[str, ...] = (), **changed: str) -> Completed:
    """Run the command with its output in pipes.

    :param python: options of Python.
    """
    if not python and (done_by_copy := _run_copy(words, cwd or ROOT, environment(**changed))) is not None:
        return done_by_copy
    done = subprocess.run(
        [sys.executable, *python, "-m", "tui.cli.main", *words],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        cwd=cwd or ROOT,
        env=environment(**changed),
        timeout=HANG,
        check=False,
    )
    return Completed(done.returncode, done.stdout.decode(), done.stderr.decode())


def _run_copy(words: tuple[str, ...], cwd: Path, environment: dict[str, str]) -> Completed | None:
    """Run the command in a copy of a process that has imported it; None where that can't be."""
    (reads_out, out), (reads_err, err) = os.pipe(), os.pipe()
    with Path(os.devnull).open("rb") as nothing:
        started = FORK_SERVER.start(words, cwd, environment, [nothing.fileno(), out, err], session=False)
    os.close(out)
    os.close(err)
    with open(reads_out, "rb") as written, open(reads_err, "rb") as said, ThreadPoolExecutor(1) as beside:  # noqa: PTH123
        if not started:
            return None
        errors = beside.submit(said.read)
        output = written.read()
        return Completed(FORK_SERVER.wait(), output.decode(), errors.result().decode())


def run_script(script: str, *words: str, **changed: str) -> subprocess.CompletedProcess[str]:
    """Run a Python script in a process of its own, with its output in pipes."""
    return subprocess.run(
        [sys.executable, "-c", script, *words],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment(**changed),
        check=False,
    )


def file_hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below a folder, to compare before and after."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        for path in sorted(folder.rglob("*"))
    }


def run_json(store: Path, *words: str) -> object:
    done = run_piped(*words, "--json", "--store", str(store))
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith("\n")
    return json.loads(done.out)
