"""Connections to a file, counted, so that nobody opens and closes the file itself beside them.

A POSIX lock goes as soon as the process that has it closes *any* descriptor of the file, also one of another thread
(https://sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_). Without its
lock, a connection doesn't keep another program from removing the log it writes to.
"""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from db.store.retry import BUSY_SECONDS, OPENING_PATIENCE, TURN_SECONDS, retry_while_locked

_File = tuple[int, int]
"""A file as the system knows it, whatever it is called."""

_guard = threading.RLock()
_held: Counter[_File] = Counter()


class Connection(sqlite3.Connection):
    """A connection that is counted until it is closed."""

    released: Callable[[], object] = staticmethod(lambda: None)
    """Says that it is closed."""

    def close(self) -> None:
        """Close it."""
        super().close()
        self.released()


def connect(uri: str, path: Path) -> sqlite3.Connection:
    """Open a connection with references kept.

    :param uri: as SQLite takes it.
    :param path: the file that it names.
    """
    file = _take(path)
    try:
        connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, check_same_thread=False, factory=Connection)
    except BaseException:
        _release(file)
        raise
    connection.released = weakref.finalize(connection, _release, file)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Put a store in WAL mode, where it is not: as the last step, so that a new one is told by its file alone."""
    retry_while_locked(lambda: connection.execute("PRAGMA journal_mode = WAL").fetchall(), OPENING_PATIENCE)


@contextmanager
def transaction(connection: sqlite3.Connection, patience: float) -> Iterator[None]:
    """All of it or nothing, and no other program writes meanwhile.

    :param patience: seconds to wait for the turn of this connection, after programs that had the store first.
    """
    connection.execute(f"PRAGMA busy_timeout = {TURN_SECONDS * 1000:.0f}")
    try:
        retry_while_locked(lambda: connection.execute("BEGIN IMMEDIATE"), patience)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000:.0f}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


@contextmanager
def acquire_open_lock(path: Path, look: Callable[[Path], None]) -> Iterator[None]:
    """Look at a file, where no connection to it is open in this process; nobody looks as long as the block lasts.

    :param look: opens and closes the file itself.
    """
    with _guard:
        file = _file(path)
        if file is None or not _held[file]:
            look(path)
            file = _file(path)
        _held[file or (0, 0)] += 1
    try:
        yield
    finally:
        _release(file)


def _take(path: Path) -> _File | None:
    with _guard:
        file = _file(path)
        _held[file or (0, 0)] += 1
        return file


def _release(file: _File | None) -> None:
    with _guard:
        _held[file or (0, 0)] -= 1
        if _held[file or (0, 0)] <= 0:
            del _held[file or (0, 0)]


def _file(path: Path) -> _File | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
