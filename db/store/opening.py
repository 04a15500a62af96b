"""Open a store for reading: check that the file is a store with onrecord's schema; upgrade one of an earlier onrecord.

Opening a store for writing, and creating one: :mod:`db.journal.opening`.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from functools import partial
from pathlib import Path
from stat import S_ISREG

from db.errors import DamagedStore, NewerStore, NoSuchStore, NotAllowed, NotAStore, OlderStore, OnRecordError
from db.store.connection import Connection, acquire_open_lock, connect, use_write_ahead_log
from db.store.error_translation import explain_error
from db.store.files import log_path
from db.store.header import APPLICATION_ID, OLDEST_VERSION, SCHEMA_VERSION
from db.store.interruption import STEPS_IN_FOREIGN_SCHEMA
from db.store.log_match import is_log_of_another_file
from db.store.reader import Reader
from db.store.retry import OPENING_PATIENCE, PATIENCE, retry_while_locked
from db.store.schema_digest import foreign_parts, foreign_schema_error
from db.store.sqlite_errors import explain_errors

_HEADER = 100
_MAGIC = b"SQLite format 3\0"


def open_reader(path: Path, *, upgrade: bool = True, rules: bool = False, accept_schema: bool = False) -> Reader:
    """Open a store for reading. The connection can't write.

    :param path: the store's file.
    :param upgrade: whether a store of an earlier onrecord may be upgraded, which writes to it.
    :param rules: whether rows will be checked against their tables' constraints. SQLite checks those only on a
        connection that may write, so the file is opened for writing and the connection set to ``query_only``.
    :param accept_schema: whether a store whose schema is not onrecord's is opened; ``rules`` is ignored for that one.
    :raises ForeignSchema: the schema is not onrecord's, and not accepted.
    :raises OnRecordError: the file is missing, not a store, damaged, too new, too old, or not readable.
    """
    with acquire_open_lock(path, identify):
        mode = "rw" if rules and os.access(path, os.W_OK) else "ro"
        connection, tidy = _open_to_read(path, mode, accept_schema)
        if connection.foreign_parts and mode == "rw":
            connection.close()
            tidy()
            connection, tidy = _open_to_read(path, "ro", accept_schema)
        while connection.execute("PRAGMA user_version").fetchone()[0] < SCHEMA_VERSION:
            foreign = connection.foreign_parts
            connection.close()
            tidy()
            if foreign:
                raise foreign_schema_error(path, foreign)
            _upgrade(path, allowed=upgrade)
            connection, tidy = _open_to_read(path, mode, accept_schema)
    connection.execute("PRAGMA temp_store = MEMORY")  # nothing of a case seen as of a time is written to disk
    connection.execute("PRAGMA query_only = ON")
    connection.stopper.is_reading = True
    if connection.foreign_parts:
        connection.stopper.watch(connection, STEPS_IN_FOREIGN_SCHEMA)
    return Reader(connection, tidy)


def open_as_it_is(path: Path) -> Reader:
    """Open a store for reading without an upgrade, such as to copy it.

    :raises OnRecordError: the file is missing, not a store, damaged, too new, too old, or not readable.
    """
    with acquire_open_lock(path, identify):
        connection, tidy = _open_to_read(path, "ro", accept_schema=False)
    connection.execute("PRAGMA query_only = ON")
    return Reader(connection, tidy)


def _upgrade(path: Path, *, allowed: bool) -> None:
    """Upgrade a store of an earlier onrecord. Its rows stay as they are.

    :raises NotAllowed: the file is read-only, or ``allowed`` is false.
    """
    from db.store.upgrade import upgrade  # late: imports the index of words, which reading doesn't need

    is_writable = os.access(path, os.W_OK)
    if is_writable and not allowed:
        raise NotAllowed(
            f"{path} was written by an earlier onrecord, and has to be written to once to bring it up to date.",
            "Open it without --readonly, or open a copy.",
        )
    if not is_writable:
        raise NotAllowed(
            f"{path} was written by an earlier onrecord and is read-only, so it can't be brought up to date.",
            "Copy it to your own folder, and open the copy.",
        )
    with explain_errors(path), closing(open_connection(path)) as connection:
        upgrade(connection, PATIENCE)
        use_write_ahead_log(connection)


def _open_to_read(path: Path, mode: str, accept_schema: bool) -> tuple[Connection, Callable[[], None]]:
    """A read-only connection, and the function to call once it is closed."""
    uri = path.absolute().as_uri() + f"?mode={mode}"
    tidy = partial(_remove_empty_log, path)
    uri = uri if _can_share_memory(path) else uri + "&immutable=1"
    return _connect_patiently(uri, path, tidy, accept_schema=accept_schema), tidy


def open_connection(path: Path) -> sqlite3.Connection:
    """Open a store for writing, and compare its schema with onrecord's.

    :raises OnRecordError: the schema differs; the store is damaged, too new, too old, or can't be opened.
    """
    return _connect_patiently(path.absolute().as_uri() + "?mode=rw", path)


def open_to_change(path: Path) -> sqlite3.Connection:
    """Open the connection of a writer; :mod:`db.journal.opening` makes the writer.

    :param path: the store's file.
    :raises OnRecordError: as for :func:`open_reader`, or the file is read-only.
    """
    with acquire_open_lock(path, identify):
        if not os.access(path, os.W_OK):
            raise NotAllowed(f"{path} is read-only.", "Copy it to your own folder, or change its permissions.")
        return open_connection(path)


def _connect_patiently(
    uri: str, path: Path, tidy: Callable[[], None] = lambda: None, *, accept_schema: bool = False
) -> Connection:
    """A connection whose schema was compared with onrecord's. If that fails, nothing stays open."""
    with explain_errors(path):
        return retry_while_locked(partial(_try_to_connect, uri, path, tidy, accept_schema), OPENING_PATIENCE)


def _try_to_connect(uri: str, path: Path, tidy: Callable[[], None], accept_schema: bool) -> Connection:
    with ExitStack() as after_failure:
        after_failure.callback(tidy)
        connection = connect(uri, path)
        after_failure.callback(connection.close)
        _check_schema(connection, path, accept_schema)
        if "immutable=1" not in uri:
            connection.files.note_logs()
        after_failure.pop_all()
    return connection


def _remove_empty_log(path: Path) -> None:
    """Let SQLite remove the empty write-ahead log that reading created, unless another program uses it.

    A read-only connection creates the log of a store in WAL mode; only one that may write removes it.
    """
    if not log_path(path).exists() or _has_logged_pages(path) or not os.access(path, os.W_OK):
        return
    with (
        suppress(sqlite3.Error, OnRecordError),
        closing(connect(path.absolute().as_uri() + "?mode=rw", path)) as connection,
    ):
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def _can_share_memory(path: Path) -> bool:
    """Whether SQLite can keep its shared-memory file beside a store in WAL mode.

    If it can't, only an immutable connection can open the store. That one ignores the log, so a store whose log
    holds pages is left to SQLite, which refuses to open it.
    """
    return os.access(path.resolve().parent, os.W_OK) or log_path(path, "-shm").exists() or _has_logged_pages(path)


def identify(path: Path) -> None:
    """Check that a file is a store by its header. SQLite does not open it, so nothing is created beside it.

    :raises OnRecordError: the file is missing, not a store, truncated, or too new.
    """
    try:
        if path.is_dir():
            raise NotAStore(f"{path} is a folder, not a store.", "Name a file in it, such as desk.db.")
        if not S_ISREG(path.stat().st_mode):
            raise NotAStore(f"{path} is a device or a pipe, not a store.", "Name a file with --store.")
        with path.open("rb") as file:
            header = file.read(_HEADER)
            size = os.fstat(file.fileno()).st_size
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NoSuchStore(
            f"There is no store at {path}.",
            "onrecord add case creates one; onrecord demo --store FILE creates one with the example case.",
        ) from error
    except OSError as error:
        raise explain_error(error, path) from error
    if not header:
        raise NotAStore(f"{path} is empty, not an onrecord store.", "Name another file with --store.")
    if not header.startswith(_MAGIC[: len(header)]):
        raise NotAStore(f"{path} is not an onrecord store, nor an SQLite file.", "Name another file with --store.")
    if len(header) < _HEADER:
        raise DamagedStore(f"{path} is cut short: its header is incomplete.", "Use a backup.")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise NotAStore(
            f"{path} is an SQLite file of another program, not an onrecord store.", "Name another file with --store."
        )
    _check_version(int.from_bytes(header[60:64], "big"), path)
    if _has_logged_pages(path) and is_log_of_another_file(path):
        raise DamagedStore(
            f"{path} and its log don't belong together: a file was put here while the log of the one before was left.",
            f"onrecord restore puts a backup here properly. To open the file alone, move {log_path(path)} away.",
        )
    if size < _size_by_header(header) and not _has_logged_pages(path) and path.stat().st_size < _size_by_header(header):
        raise DamagedStore(f"{path} is cut short: {size:,} of {_size_by_header(header):,} bytes.", "Use a backup.")


def _size_by_header(header: bytes) -> int:
    """The size of a database in bytes by its header (https://sqlite.org/fileformat2.html#in_header_database_size)."""
    page = int.from_bytes(header[16:18], "big")
    return (65_536 if page == 1 else page) * int.from_bytes(header[28:32], "big")


def _has_logged_pages(path: Path) -> bool:
    """Whether there is a write-ahead log with pages that the file itself may not have yet."""
    try:
        return log_path(path).stat().st_size > 0
    except OSError:
        return False


def _check_version(version: int, path: Path) -> None:
    if version > SCHEMA_VERSION:
        raise NewerStore(
            f"{path} was written by a later onrecord (schema {version}; this one knows {SCHEMA_VERSION}).",
            "Upgrade onrecord, then open it again.",
        )


def _check_schema(connection: Connection, path: Path, accept_schema: bool) -> None:
    """Check the version, and compare the schema before any table or view is read."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    _check_version(version, path)
    # Not by the header: while the log holds an upgrade, the header still has the version before it.
    if version < OLDEST_VERSION:
        raise OlderStore(
            f"{path} was written by an earlier onrecord (schema {version}) than this one can bring up to date.",
            "Copy it with that version's onrecord backup, "
            f"open the copy with an earlier onrecord of schema {OLDEST_VERSION}, then here.",
        )
    connection.foreign_parts = foreign_parts(connection)
    if connection.foreign_parts and not accept_schema:
        raise foreign_schema_error(path, connection.foreign_parts)
