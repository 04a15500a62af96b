"""The command, run as a person runs it: in a process of its own, in a pipe or on a real terminal."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tests.support.repository import ROOT


@dataclass(frozen=True)
class Ended:
    """What a run printed, and its exit code."""

    code: int
    out: str
    err: str


def environment(**changed: str) -> dict[str, str]:
    """This process's environment with the source on the path, and nothing of the person's own store or colours."""
    dropped = {"ONRECORD_STORE", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "PYTHONWARNINGS"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return {**kept, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", **changed}


def piped(*words: str, cwd: Path | None = None, python: tuple[str, ...] = (), **changed: str) -> Ended:
    """Run the command with its output in pipes."""
    done = subprocess.run(
        [sys.executable, *python, "-m", "tui.cli.main", *words],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        cwd=cwd or ROOT,
        env=environment(**changed),
        timeout=60,
        check=False,
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


def on_terminal(*words: str, columns: int = 80, rows: int = 24, keys: bool = True, **changed: str) -> Ended:
    """Run the command on a terminal of a size.

    :param keys: whether standard input is the terminal too.
    """
    outer, inner = pty.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    with subprocess.Popen(
        [sys.executable, "-m", "tui.cli.main", *words],
        stdin=inner if keys else subprocess.DEVNULL,
        stdout=inner,
        stderr=inner,
        cwd=ROOT,
        env=environment(**changed),
        start_new_session=True,
    ) as process:
        os.close(inner)
        shown = all_of(outer)
        os.close(outer)
        return Ended(process.wait(timeout=60), shown.replace("\r\n", "\n"), "")


def all_of(terminal: int) -> str:
    """What is printed on a terminal until nobody has it open."""
    pieces = []
    while True:
        try:
            piece = os.read(terminal, 65_536)
        except OSError:  # the last one at the other end is gone
            piece = b""
        if not piece:
            return b"".join(pieces).decode()
        pieces.append(piece)


def contents(folder: Path) -> dict[str, str]:
    """Every file below a folder with its SHA-256, to tell that nothing changed."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        for path in sorted(folder.rglob("*"))
    }
