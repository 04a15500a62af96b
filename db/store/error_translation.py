"""Translate one error of SQLite or of the system into :mod:`db.errors`, without a look into the store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.errors import DamagedStore, DiskFull, NoSuchStore, NotAllowed, OnRecordError, Refused, StoreBusy
from db.store.retry import is_transient


@contextmanager
def explain_system_errors(path: Path) -> Iterator[None]:
    """Raise errors of the system as :mod:`db.errors`, for files that are no stores yet.

    :param path: the file that a message names.
    """
    try:
        yield
    except OSError as error:
        raise explain_error(error, path) from error


def explain_error(error: Exception, path: Path | str) -> OnRecordError:
    """The error of :mod:`db.errors` for one of SQLite or the system.

    :param error: the error that was raised.
    :param path: the file that the message names.
    """
    if isinstance(error, FileNotFoundError):
        return NoSuchStore(f"There is no folder for {path}.", "Make the folder first, or name another with --store.")
    if isinstance(error, PermissionError):
        return NotAllowed(f"No permission for {path}.", "Choose your own folder with --store.")
    if isinstance(error, OSError):
        if error.errno in (28, 122):  # ENOSPC, EDQUOT
            return DiskFull(f"The disk is full: {path} was not written.", "Make room, then try again.")
        return NotAllowed(f"{path} can't be opened: {error.strerror}.", "Name another file with --store.")
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if isinstance(error, sqlite3.IntegrityError):
        return Refused(_constraint_message(error), "Nothing was saved.")
    if isinstance(error, sqlite3.ProgrammingError):  # a value of a type that SQLite can't store
        return Refused(f"The record refuses that: {error}.", "Nothing was saved.")
    if getattr(error, "sqlite_errorcode", 0) in (sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC):
        return DiskFull(f"{path} could not be written completely: {error}.", "Make room or check the disk; try again.")
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR):
        return DamagedStore(f"{path} is damaged: {error}.", "Use a backup; nothing was changed.")
    if code == sqlite3.SQLITE_FULL:
        return DiskFull(f"The disk is full: {path} was not written.", "Make room, then try again.")
    if isinstance(error, sqlite3.Error) and is_transient(error):
        return StoreBusy(
            f"{path} is in use by another program for too long.",
            "Nothing was saved. Try again once the other program is done.",
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return NotAllowed(f"{path} can't be opened: {error}.", "Check the permissions of the file and its folder.")
    if code == sqlite3.SQLITE_ERROR and "no such " in str(error):
        return DamagedStore(
            f"{path} can't be read: {error}. Its schema is not onrecord's.",
            "onrecord check lists what differs; an earlier backup may be intact.",
        )
    return DamagedStore(f"{path} can't be read: {error}.", "If it was made by another program, name another file.")


def _constraint_message(error: sqlite3.IntegrityError) -> str:
    """The message for a violated constraint. Triggers bring their own message."""
    match getattr(error, "sqlite_errorcode", 0):
        case sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
            return "It names something that is not in the store."
        case sqlite3.SQLITE_CONSTRAINT_UNIQUE:
            return "It is already on record."
        case sqlite3.SQLITE_CONSTRAINT_TRIGGER:
            return str(error)
        case _:
            return f"The record refuses that: {error}."
