"""Open a store for reading: tell it from any other file, and bring one of an earlier onrecord up to date first.

Opening one for writing, or a new one: :mod:`db.journal.opening`.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from stat import S_ISREG

from db.errors import DamagedStore, NewerStore, NoSuchStore, NotAllowed, NotAStore, OlderStore
from db.store.connection import acquire_open_lock, connect, use_write_ahead_log
from db.store.header import APPLICATION_ID, OLDEST_VERSION, SCHEMA_VERSION
from db.store.reader import Reader
from db.store.retry import OPENING_PATIENCE, PATIENCE, retry_while_locked
from db.store.sqlite_errors import explained, explanation

_HEADER = 100
_MAGIC = b"SQLite format 3\0"


def open_reader(path: Path, *, upgrade: bool = True, rules: bool = False) -> Reader:
    """Open a store for reading; nothing in it can change through this door.

    :param path: the store's file.
    :param upgrade: whether one of an earlier onrecord may be brought up to date, which writes to it.
    :param rules: whether rows are to be checked against the rules of their tables: SQLite reads those only of a file
        that it might write, and is told to write nothing.
    :raises OnRecordError: the file is missing, no store, damaged, newer, or not to be read.
    """
    with acquire_open_lock(path, identify):
        mode = "rw" if rules and os.access(path, os.W_OK) else "ro"
        connection, tidy = _opened_to_read(path, mode)
        while connection.execute("PRAGMA user_version").fetchone()[0] < SCHEMA_VERSION:
            connection.close()
            tidy()
            _bring_up_to_date(path, allowed=upgrade)
            connection, tidy = _opened_to_read(path, mode)
    connection.execute("PRAGMA query_only = ON")
    return Reader(connection, tidy)


def _bring_up_to_date(path: Path, *, allowed: bool) -> None:
    """Give a store of an earlier onrecord the tables of this one; what it holds stays as it is.

    :raises NotAllowed: the file is read-only, or is to be taken as such.
    """
    from db.store.upgrade import upgrade  # brings sqlite_utils, which reading must not wait for

    if not allowed or not os.access(path, os.W_OK):
        raise NotAllowed(
            f"{path} was written by an earlier onrecord and is read-only, so it can't be brought up to date.",
            "Copy it to a folder of yours, and open the copy.",
        )
    with explained(path), closing(open_connection(path)) as connection:
        upgrade(connection, PATIENCE)
        use_write_ahead_log(connection)


def _opened_to_read(path: Path, mode: str) -> tuple[sqlite3.Connection, Callable[[], None]]:
    """A read-only connection, and what tidies up after it."""
    uri = path.absolute().as_uri() + f"?mode={mode}"
    tidy = partial(_leave_nothing_beside, path)
    return _opened(uri if _has_room_beside(path) else uri + "&immutable=1", path, tidy), tidy


def open_connection(path: Path) -> sqlite3.Connection:
    """Open a store that may be written to, and read its schema once, so that a file cut short is found here.

    :raises OnRecordError: the store is damaged, newer, or not to be opened.
    """
    return _opened(path.absolute().as_uri() + "?mode=rw", path)


def _opened(uri: str, path: Path, tidy: Callable[[], None] = lambda: None) -> sqlite3.Connection:
    """A connection whose schema was read; where it can't be, nothing stays open."""
    with explained(path):
        return retry_while_locked(partial(_tried, uri, path, tidy), OPENING_PATIENCE)


def _tried(uri: str, path: Path, tidy: Callable[[], None]) -> sqlite3.Connection:
    connection = connect(uri, path)
    try:
        _check_schema(connection, path)
    except BaseException:
        connection.close()
        tidy()
        raise
    return connection


def _leave_nothing_beside(path: Path) -> None:
    """Let SQLite remove the empty log that reading made beside a store, unless somebody else uses it.

    A read-only connection makes the log of a store in WAL mode, and only one that may write can remove it.
    """
    if not Path(f"{path}-wal").exists() or _has_log(path) or not os.access(path, os.W_OK):
        return
    with suppress(sqlite3.Error), closing(connect(path.absolute().as_uri() + "?mode=rw", path)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def _has_room_beside(path: Path) -> bool:
    """Whether SQLite can keep its shared-memory file beside a store in WAL mode.

    In a folder that can't be written and without those files, only an immutable connection opens it; where a log
    holds pages, that connection would not see them, so SQLite's own refusal stands.
    """
    return os.access(path.absolute().parent, os.W_OK) or Path(f"{path}-shm").exists() or _has_log(path)


def identify(path: Path) -> None:
    """Tell a store by the first bytes of the file, before SQLite opens it and so without a trace."""
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
            "onrecord add case begins one; onrecord demo --store FILE makes one with the shipped case.",
        ) from error
    except OSError as error:
        raise explanation(error, path) from error
    if not header:
        raise NotAStore(f"{path} is empty, not an onrecord store.", "Name another file with --store.")
    if not header.startswith(_MAGIC[: len(header)]):
        raise NotAStore(f"{path} is not an onrecord store: it is no SQLite file.", "Name another file with --store.")
    if len(header) < _HEADER:
        raise DamagedStore(f"{path} is cut short: its header is not whole.", "Go back to a copy of it.")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise NotAStore(
            f"{path} is an SQLite file of another program, not an onrecord store.", "Name another file with --store."
        )
    _check_version(int.from_bytes(header[60:64], "big"), path)
    if size < _whole_size(header) and not _has_log(path) and path.stat().st_size < _whole_size(header):
        raise DamagedStore(
            f"{path} is cut short: {size:,} of {_whole_size(header):,} bytes.", "Go back to a copy of it."
        )


def _whole_size(header: bytes) -> int:
    """How many bytes a database's header says it has (https://sqlite.org/fileformat2.html#in_header_database_size)."""
    page = int.from_bytes(header[16:18], "big")
    return (65_536 if page == 1 else page) * int.from_bytes(header[28:32], "big")


def _has_log(path: Path) -> bool:
    """Whether a write-ahead log holds pages that the file itself may not have yet."""
    try:
        return Path(f"{path}-wal").stat().st_size > 0
    except OSError:
        return False


def _check_version(version: int, path: Path) -> None:
    if version > SCHEMA_VERSION:
        raise NewerStore(
            f"{path} was written by a later onrecord (schema {version}; this one knows {SCHEMA_VERSION}).",
            "Upgrade onrecord, then open it again.",
        )


def _check_schema(connection: sqlite3.Connection, path: Path) -> None:
    """Read the schema once, so that a file cut short is found at the door."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    _check_version(version, path)
    # Only here: where the log holds an upgrade, the file's own header still has the version before it.
    if version < OLDEST_VERSION:
        raise OlderStore(
            f"{path} was written by an earlier onrecord (schema {version}) than this one can bring up to date.",
            "Copy it with that version's onrecord backup, "
            f"open the copy with an earlier onrecord of schema {OLDEST_VERSION}, then here.",
        )
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
