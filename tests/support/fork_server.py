"""Run the command in a process of its own that need not import it: a copy of one that has (Linux).

``python -m tests.support.fork_server SOCKET`` is the process that is copied. A copy has its own streams, environment
and folder, and ends as any Python program does.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import pkgutil
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

from tests.support.patience import HANG
from tests.support.repository import ROOT

MOST_BYTES = 100_000
"""The most bytes of an order: words, folder and environment."""

_READ_AT_START = ("PYTHON", "LC_", "LANG", "TZ", "TEXTUAL")
"""The first letters of variables that Python or a library reads once, so that a copy would not obey them."""


class ForkServer:
    """The process that is copied, started by the first command. One command runs at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._environment: dict[str, str] = {}

    def start(
        self, words: Sequence[str], cwd: Path, environment: Mapping[str, str], streams: Sequence[int], *, session: bool
    ) -> bool:
        """Start a command; :meth:`wait` must follow.

        :param streams: file descriptors of its standard input, output and error.
        :param session: whether it gets a session of its own.
        :returns: whether it was started. It is not while another runs, and not on all systems or in all environments.
        """
        order = json.dumps([[*words], str(cwd), dict(environment), session]).encode()
        if sys.platform != "linux" or len(order) > MOST_BYTES or not self._lock.acquire(blocking=False):
            return False
        if self._socket is None:
            self._environment = dict(environment)
            self._socket = _start_server(environment)
        changed = {name for name, _ in self._environment.items() ^ environment.items()}
        if any(name.startswith(_READ_AT_START) for name in changed):
            self._lock.release()
            return False
        socket.send_fds(self._socket, [order], streams)
        return True

    def wait(self) -> int:
        """Wait for the command's end.

        :returns: its exit code; negative for a signal, as :class:`subprocess.Popen` has it.
        """
        assert self._socket is not None
        try:
            return int(self._socket.recv(100))
        finally:
            self._lock.release()


FORK_SERVER = ForkServer()


def _start_server(environment: Mapping[str, str]) -> socket.socket:
    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, "-m", "tests.support.fork_server", str(its.fileno())]
    server = subprocess.Popen(
        command, cwd=ROOT, env=environment, pass_fds=[its.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    its.close()
    ours.settimeout(HANG)

    def end() -> None:
        ours.close()
        server.wait()

    atexit.register(end)
    return ours


def serve(orders: socket.socket) -> bool:
    """Start a copy for each order, and reply with its exit code.

    :returns: True in a copy, which is to run the command; False at the end.
    """
    while True:
        order, streams, _, _ = socket.recv_fds(orders, MOST_BYTES, 3)
        if not order:
            return False
        copy = os.fork()
        if copy == 0:
            orders.close()
            words, cwd, environment, session = json.loads(order)
            _take_streams(streams)
            os.chdir(cwd)
            os.environ.clear()
            os.environ.update(environment)
            sys.argv[1:] = words
            if session:
                os.setsid()
            return True
        for stream in streams:
            os.close(stream)
        _, status = os.waitpid(copy, 0)
        orders.send(str(os.waitstatus_to_exitcode(status)).encode())


def _take_streams(streams: Sequence[int]) -> None:
    """Make file descriptors the standard streams, opened as Python opens them at its start."""
    for number, (name, stream) in enumerate(zip(("stdin", "stdout", "stderr"), streams, strict=True)):
        os.dup2(stream, number)
        before = getattr(sys, name)
        opened = open(  # noqa: SIM115  # a standard stream, by its number, stays open
            number,
            "r" if name == "stdin" else "w",
            buffering=1 if name == "stderr" else -1,
            encoding=before.encoding,
            errors=before.errors,
            closefd=False,
        )
        setattr(sys, name, opened)
        setattr(sys, f"__{name}__", opened)
    for stream in streams:
        os.close(stream)


def main() -> None:
    """Import the command and what commands import late, and serve."""
    from tui.cli.main import main as command  # only the process that is copied needs it

    for package in import_module("db"), import_module("tui.cli"):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    gc.freeze()  # a copy ends without going through what it never made
    if serve(socket.socket(fileno=int(sys.argv[1]))):
        command()


if __name__ == "__main__":
    main()
