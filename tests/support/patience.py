"""Limits of time that hold on any machine: processor time, of which a task takes as much where others run beside it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, process_time, sleep

HANG = 400.0
"""Seconds by the clock after which something hangs, however busy the machine is."""


class Patience:
    """Whether a wait is over: after some processor time of a process, or after :data:`HANG`."""

    def __init__(self, seconds: float = 30.0, process: int | None = None) -> None:
        """Begin to wait.

        :param seconds: processor time.
        :param process: the id of the process that it is of; None for this one.
        """
        self._seconds = seconds
        self._process = process
        self.renew()

    def renew(self) -> None:
        """Begin anew, since something came."""
        self._begun, self._hangs = self._used(), monotonic() + HANG

    @property
    def is_over(self) -> bool:
        """Whether what was expected should have come by now."""
        return self._used() - self._begun > self._seconds or monotonic() > self._hangs

    def _used(self) -> float:
        return process_time() if self._process is None else processor_time(self._process)


def processor_time(process: int) -> float:
    """The processor time of another process in seconds; 0 where it has ended or the system doesn't say."""
    with suppress(OSError, AttributeError, OverflowError):
        return time.clock_gettime((~process << 3) | 2)  # its CPUCLOCK_SCHED, as clock_getcpuclockid(3) makes it
    return 0.0


@contextmanager
def quick(seconds: float) -> Iterator[None]:
    """Assert that a block takes less processor time, in this process and in those that it has started."""
    begun = _used_with_children()
    yield
    assert _used_with_children() - begun < seconds


def let_work(process: int, seconds: float, is_over: Callable[[], object] = lambda: False) -> None:
    """Wait until another process has used some processor time from now on.

    :param is_over: ends the wait, such as when the process has ended.
    """
    patience = Patience(seconds, process)
    while not patience.is_over and not is_over():
        sleep(0.001)


def _used_with_children() -> float:
    tasks = Path("/proc/self/task").glob("*/children")  # empty where the system is not Linux
    running = [int(each) for task in tasks for each in task.read_text("ascii").split()]
    return sum(os.times()[:4]) + sum(processor_time(each) for each in running)


def wait_until(is_so: Callable[[], object], process: int | None = None) -> None:
    """Wait until a condition holds.

    :param process: the id of the process that brings it about; None for this one.
    """
    patience = Patience(process=process)
    while not is_so():
        assert not patience.is_over
        sleep(0.01)
