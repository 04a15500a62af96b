"""The desk on a real terminal: the command in a pty, its bytes, its keys."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from tests.support.process import environment
from tests.support.repository import ROOT

PATIENCE = 30.0
"""Seconds to wait for what must come."""


class Live:
    """A run of the command that a person is looking at."""

    def __init__(self, terminal: int, process: subprocess.Popen[bytes]) -> None:
        self._terminal = terminal
        self._process = process
        self.bytes = b""
        """All it has written so far."""

    def until(self, words: str, since: int = 0) -> int:
        """Read until some words come.

        :param since: how many bytes to pass over.
        :returns: how many bytes have come.
        """
        end = monotonic() + PATIENCE
        while words.encode() not in self.bytes[since:]:
            assert monotonic() < end, f"“{words}” never came: {self.bytes[since:][-2000:]!r}"
            assert self._read(0.2) or self._process.poll() is None, f"it ended: {self.bytes[-2000:]!r}"
        return len(self.bytes)

    def press(self, keys: str) -> int:
        """Type keys.

        :returns: how many bytes had come by then.
        """
        os.write(self._terminal, keys.encode())
        return len(self.bytes)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size, as a window does."""
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._process.send_signal(28)  # SIGWINCH

    def ended(self) -> int:
        """Read to the end.

        :returns: the exit code.
        """
        end = monotonic() + PATIENCE
        while self._process.poll() is None:
            assert monotonic() < end, "it never ended"
            self._read(0.1)
        while self._read(0.0):
            pass
        return self._process.wait()

    def _read(self, patience: float) -> bool:
        if not select.select([self._terminal], [], [], patience)[0]:
            return False
        try:
            piece = os.read(self._terminal, 65_536)
        except OSError:  # the other end is gone
            return False
        self.bytes += piece
        return bool(piece)


@contextmanager
def live(*words: str, columns: int = 120, rows: int = 40, **changed: str) -> Iterator[Live]:
    """Run the command on a terminal of its own."""
    outer, inner = pty.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "tui.cli.main", *words],
        stdin=inner,
        stdout=inner,
        stderr=inner,
        cwd=ROOT,
        env=environment(COLORTERM="truecolor", **changed),
        start_new_session=True,
    )
    os.close(inner)
    try:
        yield Live(outer, process)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        os.close(outer)
