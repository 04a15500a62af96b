"""A program on a terminal of its own that is timed: when its words arrive, how long a key takes, what it used."""

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
"""Seconds to wait for what must come."""

QUIET = 0.15
"""Seconds without a byte after which a screen counts as settled; a screen is drawn at most every 17 ms."""

_LEAVE = "\x11"
"""Ctrl+q, which ends any Textual app that has not given the key to something else."""


def environment() -> dict[str, str]:
    """This process's environment with the source on the path, and nothing that changes how the apps look."""
    dropped = ("ONRECORD_", "TEXTUAL", "PYTHON", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    return {**kept, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLORTERM": "truecolor"}


class Watched:
    """A Python program that somebody sits in front of, from its start to its end. It answers no terminal query."""

    def __init__(self, *words: str) -> None:
        self._terminal, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._new = b""
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
        """Read until every pattern has come.

        :param words: looked for in the bytes as they are, escapes and all.
        :returns: seconds from the start, or from the last key, to the byte that made them complete.
        """
        while not all(pattern.search(self._new) for pattern in words):
            if not self._read(PATIENCE):
                raise RuntimeError(f"{words} never came: {self._new[-500:]!r}")
        return self._last - self._since

    def first(self) -> float:
        """Read until the first bytes come.

        :returns: seconds from the last key to them.
        """
        while not self._new:
            if not self._read(PATIENCE):
                raise RuntimeError("nothing came")
        return self._last - self._since

    def settle(self, quiet: float = QUIET) -> float:
        """Read until nothing more comes.

        :param quiet: seconds without a byte.
        :returns: seconds from the start, or from the last key, to the last byte.
        """
        while self._read(quiet):
            pass
        return self._last - self._since

    def press(self, keys: str) -> None:
        """Type keys on a screen that has settled; times are counted from here."""
        self.settle()
        self._new = b""
        self._last = self._since = perf_counter()
        os.write(self._terminal, keys.encode())

    def leave(self, *, at_once: bool = False) -> resource.struct_rusage:
        """Leave the program as a person does.

        :param at_once: whatever it is at, rather than on a screen that has settled.
        :returns: what it used in all.
        """
        if at_once:
            os.write(self._terminal, _LEAVE.encode())
        else:
            self.press(_LEAVE)
        while self._read(PATIENCE):
            pass
        if not self._hung_up:
            raise RuntimeError("it never ended")
        return _used(self._process)

    def _read(self, patience: float) -> bool:
        """Take what has come. It waits in the kernel, so that the program has the other core to itself."""
        if not select.select([self._terminal], [], [], patience)[0]:
            return False
        try:
            piece = os.read(self._terminal, 65_536)
        except OSError:  # nobody has the other end open any more
            self._hung_up = True
            return False
        self._last = perf_counter()
        self._new += piece
        return bool(piece)


def used_in_pipe(*words: str) -> resource.struct_rusage:
    """Run a Python program with its output in a pipe.

    :returns: what it used in all.
    """
    process = subprocess.Popen(
        [sys.executable, *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, cwd=ROOT, env=environment()
    )
    assert process.stdout is not None
    with process.stdout as pipe:
        pipe.read()
    used = _used(process)
    if process.returncode:
        raise RuntimeError(f"{words} ended with {process.returncode}")
    return used


def _used(process: subprocess.Popen[bytes]) -> resource.struct_rusage:
    """Wait for a program's end here rather than in :mod:`subprocess`, which does not tell what it used."""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return used
