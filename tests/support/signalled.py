"""The desk on a terminal, ended by a signal at any moment of its life."""

from __future__ import annotations

import fcntl
import math
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from tests.support.cli_runner import environment
from tests.support.patience import Patience
from tests.support.repository import ROOT

DRAWN = b"al-Harthiya"
"""Words on the first screen."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a desk ended."""

    code: int
    """As of :mod:`subprocess`: negative for a signal that the system handled."""
    bytes: bytes
    is_restored: bool
    """Whether the terminal has its first settings again."""
    drawn_after: float
    """Seconds until the first screen was drawn; 0 where it never was."""
    left: tuple[str, ...]
    """Files that it left in its folder of temporary files."""

    def faults(self, number: int, *, may_be_done: bool = False) -> str:
        """What is not as it should be after a signal; empty where all is.

        What Python prints for ctrl+c in its own start is left out. It handles SIGINT before it imports ``site`` and
        looks for the module to run, so no line of ours could catch that; see :func:`is_from_python_start`.

        :param may_be_done: whether the desk may have ended by itself before.
        """
        found = []
        if not (number == signal.SIGINT and is_from_python_start(self.bytes)):
            codes = (-number, 128 + number, *((0,) if may_be_done else ()))
            if self.code not in codes:
                found.append(f"exit code {self.code}")
            if b"Traceback" in self.bytes or b"Exception" in self.bytes or b"Error" in self.bytes:
                found.append(f"printed {self.bytes[-300:]!r}")
        if not self.is_restored:
            found.append("the terminal is raw")
        modes = dict(re.findall(rb"\x1b\[\?(1049|25|1000|1003|2004|1004)([hl])", self.bytes))
        wrong = [mode.decode() for mode, state in modes.items() if (state == b"h") != (mode == b"25")]
        if wrong:
            found.append(f"modes {wrong} stay")
        if self.left:
            found.append(f"left {self.left}")
        return "; ".join(found)


def is_from_python_start(printed: bytes) -> bool:
    """Whether this is a traceback of ctrl+c from before our first line, and nothing else.

    No file of ours is in it: from our first line on, the lowest frame of the main thread is in ``tui/cli/start.py``.
    """
    is_alone = (
        printed.startswith((b"Traceback ", b"Fatal Python error: ", b"Could not import runpy "))
        and printed.count(b"Traceback ") == 1
    )
    ours = str(ROOT).encode()
    return (
        is_alone
        and printed.rstrip().endswith(b"KeyboardInterrupt")
        and not any(b"/".join((ours, package, b"")) in printed for package in (b"db", b"tui"))
    )


def end_desk(number: int, folder: Path, *, after: float, drawn: bool = False, keys: str = "") -> Ended:
    """Start the demo, send it a signal, and wait for its end.

    :param folder: for its temporary files.
    :param after: seconds from the start to the signal.
    :param drawn: count these seconds from the first screen on.
    :param keys: typed just before.
    """
    outer, inner = pty.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    before = termios.tcgetattr(inner)
    begun = monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "tui.cli.start", "demo"],
        stdin=inner,
        stdout=inner,
        stderr=inner,
        cwd=ROOT,
        env=environment(TMPDIR=str(folder)),
        start_new_session=True,
    )
    shown, drawn_after, due, patience = b"", 0.0, None if drawn else begun + after, Patience(60.0, process.pid)
    try:
        while process.poll() is None:
            assert not patience.is_over, f"it never ended: {shown[-500:]!r}"
            wait = 0.05 if due is None else max(0.0, min(0.05, due - monotonic()))
            shown += _read(outer, wait)
            if not drawn_after and DRAWN in shown:
                drawn_after = monotonic() - begun
                due = due if due is not None else monotonic() + after
            if due is not None and monotonic() >= due:
                due = math.inf  # once
                os.write(outer, keys.encode())
                process.send_signal(number)
        while piece := _read(outer, 0.0):
            shown += piece
        same = termios.tcgetattr(inner)[:4] == before[:4]
        return Ended(process.wait(), shown, same, drawn_after, tuple(each.name for each in folder.iterdir()))
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        os.close(outer)
        os.close(inner)


def _read(terminal: int, patience: float) -> bytes:
    if not select.select([terminal], [], [], patience)[0]:
        return b""
    try:
        return os.read(terminal, 65_536)
    except OSError:  # the other end is closed
        return b""


SIGNALS = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT)
