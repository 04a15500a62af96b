"""Signals that end the process: the desk leaves as with its key, anything else ends at once."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_leaves: list[Callable[[int], object]] = []
"""How the running desk leaves, given an exit code."""


@contextmanager
def end_on_signals() -> Iterator[None]:
    """Let ctrl+c, SIGTERM and SIGHUP end the block, so that its temporary files are removed.

    They raise SystemExit, or leave the desk where :func:`leave_on_signals` is in force.
    """

    def end(number: int, _: FrameType | None) -> None:
        if hasattr(signal, "SIGCONT"):  # a closed window sends it too, and Textual would resume
            signal.signal(signal.SIGCONT, signal.SIG_IGN)
        code = 128 + number
        if not _leaves:
            sys.exit(code)
        _leaves[-1](code)

    names = [signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]
    before = {number: signal.signal(number, end) for number in names}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def leave_on_signals(leave: Callable[[int], object]) -> Iterator[None]:
    """Let signals leave the desk instead of raising an exception between any two of its steps.

    :param leave: called in the main thread, between any two steps, with the exit code.
    """
    _leaves.append(leave)
    try:
        yield
    finally:
        _leaves.pop()
