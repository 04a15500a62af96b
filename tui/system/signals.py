"""Signals that end the process: the desk leaves as with its key, anything else ends at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from db.store.interruption import raise_from_signal, stop_reading, stopping_reads

_leaves: list[Callable[[int], object]] = []
"""How the running desk leaves, given an exit code."""


@contextmanager
def interrupt_on_ctrl_c() -> Iterator[None]:
    """Let ctrl+c raise KeyboardInterrupt, out of a query too."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise_from_signal(KeyboardInterrupt())

    is_default = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if not is_default or threading.current_thread() is not threading.main_thread():
        yield
        return
    signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


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
            raise_from_signal(SystemExit(code))
        stop_reading()
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
        with stopping_reads():
            yield
    finally:
        _leaves.pop()
