"""Run a program on a pseudo-terminal, and time its output, its keys and its use of resources."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import resource
import select
import struct
import subprocess
import sys
import termios
from collections.abc import Sequence
from time import perf_counter
from types import TracebackType
from typing import Self

from tests.support.repository import ROOT

COLUMNS, ROWS = 120, 40

PATIENCE = 60.0
"""The timeout for expected output, in seconds."""

QUIET = 0.15
"""Seconds without output after which a screen is idle; Textual draws at most every 17 ms."""

_LEAVE = "\x11"
"""Ctrl+q, by which Textual apps quit."""


def environment() -> dict[str, str]:
    """This process's environment with the source on the path, without variables that change how the apps look."""
    dropped = ("ONRECORD_", "TEXTUAL", "PYTHON", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    return {**kept, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLORTERM": "truecolor"}


class TimedProgram:
    """A Python program on a pseudo-terminal that answers no terminal queries."""

    def __init__(self, *words: str) -> None:
        self._terminal, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._new = b""
        self.written = 0
        """Bytes of output so far."""
        self._hung_up = False
        self._last = self._since = perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, *words],
            stdin=inner,
            stdout=inner,
            stderr=inner,
            cwd=ROOT,
            env=environment(),
            start_new_session=True,
        )
        os.close(inner)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.returncode is None:
            self._process.kill()
            self._process.wait()
        os.close(self._terminal)

    def until(self, words: Sequence[re.Pattern[bytes]]) -> float:
        """Read until every pattern has appeared.

        :param words: patterns for the raw output, with its escape sequences.
        :returns: seconds from the start, or from the last key, to the byte that completed them.
        """
        while not all(pattern.search(self._new) for pattern in words):
            if not self._read_output(PATIENCE):
                raise RuntimeError(f"{words} never came: {self._new[-500:]!r}")
        return self._last - self._since

    def first(self) -> float:
        """Read the first bytes after a key.

        :returns: seconds from the last key to them.
        """
        while not self._new:
            if not self._read_output(PATIENCE):
                raise RuntimeError("nothing came")
        return self._last - self._since

    def settle(self, quiet: float = QUIET) -> float:
        """Read until the screen is idle.

        :param quiet: seconds without output.
        :returns: seconds from the start, or from the last key, to the last byte.
        """
        while self._read_output(quiet):
            pass
        return self._last - self._since

    def press(self, keys: str) -> None:
        """Wait until the screen is idle, and type keys; times are measured from here."""
        self.settle()
        self._new = b""
        self._last = self._since = perf_counter()
        os.write(self._terminal, keys.encode())

    def type_at_once(self, keys: str) -> None:
        """Type keys before the program reads any; times go on from its start."""
        os.write(self._terminal, keys.encode())

    def leave_timed(self) -> tuple[resource.struct_rusage, float]:
        """Quit the program by its key, once its screen is idle.

        :returns: the resources it used, and the seconds that leaving took.
        """
        self.settle()
        began = perf_counter()
        used = self.leave(at_once=True)
        return used, perf_counter() - began

    def leave(self, *, at_once: bool = False) -> resource.struct_rusage:
        """Quit the program by its key.

        :param at_once: whether not to wait for an idle screen.
        :returns: the resources it used.
        """
        if at_once:
            os.write(self._terminal, _LEAVE.encode())
        else:
            self.press(_LEAVE)
        while self._read_output(PATIENCE):
            pass
        if not self._hung_up:
            raise RuntimeError("it never ended")
        return _wait_for_usage(self._process)

    def _read_output(self, patience: float) -> bool:
        """Read available output; False on a timeout. Waiting in ``select`` leaves the processor to the program."""
        if not select.select([self._terminal], [], [], patience)[0]:
            return False
        try:
            piece = os.read(self._terminal, 65_536)
        except OSError:  # the other end is closed
            self._hung_up = True
            return False
        self._last = perf_counter()
        self._new += piece
        self.written += len(piece)
        return bool(piece)


def run_in_pipe(*words: str) -> resource.struct_rusage:
    """Run a Python program with its output in a pipe.

    :returns: the resources it used.
    """
    process = subprocess.Popen(
        [sys.executable, *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, cwd=ROOT, env=environment()
    )
    assert process.stdout is not None
    with process.stdout as pipe:
        pipe.read()
    used = _wait_for_usage(process)
    if process.returncode:
        raise RuntimeError(f"{words} ended with {process.returncode}")
    return used


def _wait_for_usage(process: subprocess.Popen[bytes]) -> resource.struct_rusage:
    """Wait for the end of a process, by ``wait4``: :mod:`subprocess` does not report resources."""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return used
