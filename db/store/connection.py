"""Connections to a store, counted by file, so that no other code opens and closes the file while one is open.

A process loses its POSIX locks on a file as soon as it closes *any* descriptor of that file, even in another thread
(https://sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_). A connection
that lost its lock can't keep another program from removing the write-ahead log.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import weakref
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from db.store.connection_limits import is_oversized_schema, oversized_schema_error, restrict
from db.store.cursor import StoppableCursor
from db.store.interruption import Stopper
from db.store.replacement import (
    FileId,
    OpenedFiles,
    file_id,
    keep_open_store,
    leave_overwritten_store,
    read_mark,
)
from db.store.retry import BUSY_SECONDS, OPENING_PATIENCE, TURN_SECONDS, retry_while_locked

_lock = threading.RLock()
_open_connections: Counter[FileId] = Counter()
_descriptors: dict[FileId, int] = {}
"""One more descriptor of each open file, to read its header. It is closed when no connection is left to lose a lock."""


class Connection(sqlite3.Connection):
    """A connection that is counted until it is closed."""

    released: Callable[[], object] = staticmethod(lambda: None)
    """Called when the connection is closed."""
    foreign_parts: tuple[str, ...] = ()
    """What of the store's schema is not onrecord's, a phrase each; :mod:`db.store.opening` finds it."""
    files: OpenedFiles
    """The files it has open."""

    def __init__(self, *values: Any, **named: Any) -> None:
        super().__init__(*values, **named)
        self.stopper = Stopper()
        """Stops its queries."""

    def cursor(self, factory: Any = StoppableCursor) -> Any:
        """A cursor whose queries can be stopped by signals."""
        return super().cursor(factory)

    def execute(self, sql: str, values: Any = (), /) -> sqlite3.Cursor:
        """Run one statement."""
        return StoppableCursor(self).execute(sql, values)

    def executemany(self, sql: str, values: Any, /) -> sqlite3.Cursor:
        """Run one statement with each of many values."""
        return StoppableCursor(self).executemany(sql, values)

    def close(self) -> None:
        """Close the connection, and count it as closed."""
        if not self.files.stays_open:
            super().close()
            self.released()


def connect(uri: str, path: Path) -> Connection:
    """Open a connection with foreign keys enforced, within :mod:`db.store.connection_limits`. It reads the schema.

    :param uri: an SQLite URI, with its mode.
    :param path: the file that the URI names.
    :raises ForeignSchema: the schema is too large to be read.
    """
    file = _count_opened(path)
    files = OpenedFiles(path.resolve(), file)
    files.descriptor = _descriptor(path, file)
    files.mark = None if files.descriptor is None else read_mark(files.descriptor)
    try:
        connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, check_same_thread=False, factory=Connection)
    except BaseException:
        _count_closed(file)
        raise
    connection.files = files
    connection.released = weakref.finalize(connection, _count_closed, file)
    try:
        restrict(connection)
        connection.stopper.watch(connection)
    except BaseException as error:
        connection.close()
        if isinstance(error, sqlite3.Error) and is_oversized_schema(error):
            raise oversized_schema_error(path) from error
        raise
    return connection


def use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Put a store in WAL mode, if it is not. Do this last: until then a new store is one file, without a log."""
    retry_while_locked(lambda: connection.execute("PRAGMA journal_mode = WAL").fetchall(), OPENING_PATIENCE)


def empty_log(connection: sqlite3.Connection) -> None:
    """Write the log into the store's file and empty it, unless another program needs it now."""
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000:.0f}")


@contextmanager
def transaction(connection: sqlite3.Connection, patience: float, *, has_change: bool = True) -> Iterator[None]:
    """Run a block as one transaction; no other program writes meanwhile.

    :param patience: seconds to wait for programs that hold the store.
    :param has_change: whether the block is to write something, which an error then says.
    :raises StoreReplaced: another file is in the store's place. The change is not in it; the copy that is kept has it.
    """
    files = connection.files if isinstance(connection, Connection) else None
    try:
        with _committing(connection, files, patience, has_change):
            yield
    except sqlite3.Error as error:
        if files is None or not files.describe_replacement():
            raise
        raise keep_open_store(connection, files, has_change=False) from error


@contextmanager
def savepoint(connection: sqlite3.Connection) -> Iterator[None]:
    """Run a block as a part of the open transaction: if it fails, only what it wrote is rolled back."""
    connection.execute("SAVEPOINT part")
    try:
        yield
    except BaseException:
        if connection.in_transaction:  # some errors, as of a full disk, end the whole transaction
            connection.execute("ROLLBACK TO part")
            connection.execute("RELEASE part")
        raise
    connection.execute("RELEASE part")


@contextmanager
def _committing(
    connection: sqlite3.Connection, files: OpenedFiles | None, patience: float, has_change: bool
) -> Iterator[None]:
    connection.execute(f"PRAGMA busy_timeout = {TURN_SECONDS * 1000:.0f}")
    try:
        retry_while_locked(lambda: connection.execute("BEGIN IMMEDIATE"), patience)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000:.0f}")
    if files is not None:
        files.note_logs()
    before = connection.total_changes
    if files is not None and files.is_overwritten(connection):
        raise leave_overwritten_store(connection, files, has_change=has_change)
    try:
        yield
        if connection.total_changes != before:
            _write_first_page(connection)
        if files is not None and files.describe_replacement():
            raise keep_open_store(connection, files, has_change=True)
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise
    if files is not None and files.describe_replacement():  # while it was committed
        raise keep_open_store(connection, files, has_change=True)


def _write_first_page(connection: sqlite3.Connection) -> None:
    """Have the first page in the log, by which :mod:`db.store.log_match` knows whose log it is."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.execute(f"PRAGMA user_version = {version}")


@contextmanager
def acquire_open_lock(path: Path, look: Callable[[Path], None]) -> Iterator[None]:
    """Read a file without SQLite, unless this process has a connection to it; other threads don't while the block runs.

    :param look: reads the file; it may open and close it.
    """
    with _lock:
        file = file_id(path)
        if file is None or not _open_connections[file]:
            look(path)
            file = file_id(path)
        _open_connections[file or (0, 0)] += 1
    try:
        yield
    finally:
        _count_closed(file)


def _count_opened(path: Path) -> FileId | None:
    with _lock:
        file = file_id(path)
        _open_connections[file or (0, 0)] += 1
        return file


def _count_closed(file: FileId | None) -> None:
    with _lock:
        _open_connections[file or (0, 0)] -= 1
        if _open_connections[file or (0, 0)] <= 0:
            del _open_connections[file or (0, 0)]
            if file in _descriptors:
                os.close(_descriptors.pop(file))


def _descriptor(path: Path, file: FileId | None) -> int | None:
    """A descriptor of a file that has a connection; one serves all."""
    with _lock:
        if file is not None and file not in _descriptors:
            with suppress(OSError):
                _descriptors[file] = os.open(path, os.O_RDONLY)
        return _descriptors.get(file) if file is not None else None
