"""The command on a pseudo-terminal: run to its end, or interactively with keys and resizing."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.support.cli_runner import Completed, environment
from tests.support.fork_server import FORK_SERVER
from tests.support.patience import HANG, Patience
from tests.support.repository import ROOT

COMMAND = (sys.executable, "-m", "tui.cli.main")
"""The command of the checkout."""


class LiveTerminal:
    """A running command on a terminal, with keys and resizing."""

    def __init__(self, terminal: int, process: subprocess.Popen[bytes]) -> None:
        self._terminal = terminal
        self._process = process
        self.bytes = b""
        """All output so far."""

    def until(self, words: str, since: int = 0) -> int:
        """Read until some words appear.

        :param since: the number of bytes to skip.
        :returns: the number of bytes read so far.
        """
        patience = Patience(process=self._process.pid)
        while words.encode() not in self.bytes[since:]:
            assert not patience.is_over, f"“{words}” never came: {self.bytes[since:][-2000:]!r}"
            assert self._read_output(0.2) or self._process.poll() is None, f"it ended: {self.bytes[-2000:]!r}"
        return len(self.bytes)

    def settle(self) -> None:
        """Read until nothing came for a while."""
        while self._read_output(0.6):
            pass

    def press(self, keys: str) -> int:
        """Type keys.

        :param keys: a lone surrogate stands for a byte that is not UTF-8.
        :returns: the number of bytes read before.
        """
        unsent = keys.encode(errors="surrogateescape")
        while unsent:
            unsent = unsent[os.write(self._terminal, unsent) :]
        return len(self.bytes)

    def resize(self, columns: int, rows: int) -> None:
        """Resize the terminal."""
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._process.send_signal(28)  # SIGWINCH

    def stop_and_continue(self) -> int:
        """Stop the command as ctrl+z would, and let it go on.

        :returns: the number of bytes read before.
        """
        self._process.send_signal(signal.SIGTSTP)
        patience = Patience(process=self._process.pid)
        while os.waitid(os.P_PID, self._process.pid, os.WSTOPPED | os.WNOHANG) is None:
            assert not patience.is_over, "it never stopped"
            self._read_output(0.05)
        while self._read_output(0.0):
            pass
        before = len(self.bytes)
        self._process.send_signal(signal.SIGCONT)
        return before

    def send(self, number: int) -> None:
        """Send a signal to the command."""
        self._process.send_signal(number)

    def attributes(self) -> list[object]:
        """The attributes of the terminal."""
        return termios.tcgetattr(self._terminal)

    def take_away(self) -> int:
        """Close the terminal under the command.

        :returns: the exit code.
        """
        with Path(os.devnull).open("rb") as nothing:
            os.dup2(nothing.fileno(), self._terminal)
        return self._process.wait(HANG)

    def wait_for_end(self) -> int:
        """Read to the end.

        :returns: the exit code.
        """
        patience = Patience(process=self._process.pid)
        while self._process.poll() is None:
            assert not patience.is_over, "it never ended"
            self._read_output(0.1)
        while self._read_output(0.0):
            pass
        return self._process.wait()

    def _read_output(self, patience: float) -> bool:
        if not select.select([self._terminal], [], [], patience)[0]:
            return False
        try:
            piece = os.read(self._terminal, 65_536)
        except OSError:  # the other end is closed
            return False
        self.bytes += piece
        return bool(piece)


@contextmanager
def live_terminal(
    *words: str, columns: int = 120, rows: int = 40, command: Sequence[str] = COMMAND, cwd: Path = ROOT, **changed: str
) -> Iterator[LiveTerminal]:
    """Run the command on a new terminal.

    :param command: the program that runs, by default that of the checkout.
    """
    outer, inner = pty.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    process = subprocess.Popen(
        [*command, *words],
        stdin=inner,
        stdout=inner,
        stderr=inner,
        cwd=cwd,
        env=environment(COLORTERM="truecolor", **changed),
        start_new_session=True,
    )
    os.close(inner)
    try:
        yield LiveTerminal(outer, process)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        os.close(outer)


def run_on_terminal(*words: str, columns: int = 80, rows: int = 24, keys: bool = True, **changed: str) -> Completed:
    """Run the command to its end, on a new terminal.

    :param keys: whether standard input is the terminal, too.
    """
    outer, inner = pty.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    with Path(os.devnull).open("rb") as nothing:
        streams = [inner if keys else nothing.fileno(), inner, inner]
        started = FORK_SERVER.start(words, ROOT, environment(**changed), streams, session=True)
    if started:
        os.close(inner)
        shown = read_all(outer)
        os.close(outer)
        return Completed(FORK_SERVER.wait(), shown.replace("\r\n", "\n"), "")
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
        shown = read_all(outer)
        os.close(outer)
        return Completed(process.wait(timeout=HANG), shown.replace("\r\n", "\n"), "")


def read_all(terminal: int) -> str:
    """Read a terminal until every program has closed it."""
    pieces = []
    while True:
        try:
            piece = os.read(terminal, 65_536)
        except OSError:  # the other end is closed
            piece = b""
        if not piece:
            return b"".join(pieces).decode()
        pieces.append(piece)
