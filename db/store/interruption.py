"""Stop queries from outside: by a signal, by another thread, or after a time.

SQLite runs a query without Python, so Python handles no signal meanwhile. Each connection calls back every few thousand
steps: signals are handled there, and :class:`Stopper` says whether the query goes on.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    import sqlite3

    from db.store.progress import Progress

STEPS = 20_000
"""Steps of SQLite's virtual machine between two calls: less than a millisecond."""

STEPS_IN_FOREIGN_SCHEMA = 500
"""The same for a schema that is not onrecord's, where one step may take long."""


class Stopper:
    """Whether the query that runs on a connection is to stop."""

    __slots__ = ("deadline", "is_reading", "progress")

    def __init__(self, connection: sqlite3.Connection | None = None) -> None:
        """Begin to watch a connection, where one is given."""
        self.progress: Progress | None = None
        """A progress that stops it."""
        self.deadline: float | None = None
        """When it stops, by the monotonic clock."""
        self.is_reading = False
        """Whether :func:`stop_reading` stops it."""
        if connection is not None:
            self.watch(connection)

    def is_stopped(self) -> bool:
        """Whether the query is to stop."""
        return (
            (self.progress is not None and self.progress.stopped)
            or (self.is_reading and _reading_ends.is_set())
            or (self.deadline is not None and monotonic() > self.deadline)
        )

    def watch(self, connection: sqlite3.Connection, steps: int = STEPS) -> None:
        """Let a connection ask this one.

        :param steps: steps between two questions.
        """
        connection.set_progress_handler(self.is_stopped, steps)


_reading_ends = threading.Event()


@contextmanager
def stopping_reads() -> Iterator[None]:
    """Undo :func:`stop_reading` after the block."""
    try:
        yield
    finally:
        _reading_ends.clear()


def stop_reading() -> None:
    """Stop every query on every connection for reading, as the process ends. What is being written is finished."""
    _reading_ends.set()


class _Lost(threading.local):
    error: BaseException | None = None


lost = _Lost()
"""What a signal handler has raised since the last query of this thread began."""


def raise_from_signal(error: BaseException) -> NoReturn:
    """Raise an error in a signal handler. If that is inside a query, the query ends and raises it.

    SQLite's callback can't pass on an error, so :mod:`db.store.cursor` raises it where the query fails.

    :param error: what to raise.
    """
    lost.error = error
    raise error


def raise_lost() -> None:
    """Raise what a signal handler raised inside the query that has just failed, if any."""
    error, lost.error = lost.error, None
    if error is not None:
        raise error
