"""Notice that another file took the place of an open store, and keep what is open beside it.

SQLite goes on writing to the file it has open, also when that was deleted or replaced; such changes are lost, and a
log that stays at the old name damages the new file (https://sqlite.org/howtocorrupt.html#unlink). So the files at the
store's path are compared with those that are open before and after each change, and the desk looks at intervals.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from db.dataclass import dataclass, field
from db.errors import OnRecordError, StoreReplaced
from db.store.file_mark import LARGEST_STEP, mark_file
from db.store.files import LOGS, log_path, name_output, unfinished_file
from db.store.location import default_path

FileId = tuple[int, int]
"""Device and inode: the same for every name of a file, and of no other file while it is open."""

_KEPT_OPEN = ("-wal", "-shm")
"""The files beside a store that SQLite never exchanges while a connection is open."""


_PAGES = 4_096
"""Pages copied in one step."""


@dataclass(slots=True)
class OpenedFiles:
    """The files that a connection has open."""

    path: Path
    """The store's path, without links."""
    store: FileId | None
    logs: dict[str, FileId] = field(default_factory=dict)
    """The log and its index by suffix, once they are known."""
    descriptor: int | None = None
    """An open descriptor of the store's file, to read its header."""
    mark: int | None = None
    """The mark in the header when the file was opened (:mod:`db.store.file_mark`)."""
    stays_open: bool = False
    """Whether closing the connection would damage the file that is at the path now."""

    def note_logs(self) -> None:
        """Remember the log and its index. The connection must have used them already."""
        for suffix in _KEPT_OPEN:
            if suffix not in self.logs and (found := file_id(log_path(self.path, suffix))) is not None:
                self.logs[suffix] = found

    def describe_replacement(self) -> str:
        """What took the place of the files that are open, as a sentence; empty where nothing did."""
        now = file_id(self.path)
        if self.store is None or now == self.store:
            if all(file_id(log_path(self.path, suffix)) == id for suffix, id in self.logs.items()):
                return ""
            return f"Another program removed or replaced the log of {self.path} (desk.db-wal and the like)."
        if now is None:
            return f"{self.path} was deleted or moved away while it was open here."
        return f"Another program put another file in the place of {self.path} while it was open here."

    def is_overwritten(self, connection: sqlite3.Connection) -> bool:
        """Whether another file was copied over the open one, which keeps its name and its place on the disk.

        A restore by onrecord changes the mark too, but then it is the connection's own mark that changed.
        """
        if self.descriptor is None or (mark := read_mark(self.descriptor)) == self.mark:
            return False
        own = connection.execute("PRAGMA schema_version").fetchone()[0]
        if self.mark is None or mark is None or abs(mark - self.mark) <= LARGEST_STEP or mark == own:
            self.mark = mark
            return False
        return True


def read_mark(descriptor: int) -> int | None:
    """The mark in the header of an open file; None where it has no header."""
    try:
        header = os.pread(descriptor, 44, 0)
    except (OSError, AttributeError):  # a system without it
        return None
    return int.from_bytes(header[40:], "big") if len(header) == 44 else None


def file_id(path: Path) -> FileId | None:
    """The device and inode of a file; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def keep_open_store(connection: sqlite3.Connection, files: OpenedFiles, *, has_change: bool) -> StoreReplaced:
    """Copy the open store to a new file, with the change of the open transaction.

    The transaction is committed first, since SQLite copies no uncommitted pages. By then the log has left the store's
    path, so the commit reaches only files that no other program opens.

    :param files: what the connection has open.
    :param has_change: whether the copy is made for a change, which the sentence then says.
    :returns: the error that says what happened, and where the copy is.
    :raises sqlite3.Error: the change can't be committed.
    """
    what = files.describe_replacement()
    connection.execute("PRAGMA wal_autocheckpoint = 0")  # would write to the store's file
    old_log = _move_log_away(files) if file_id(files.path) != files.store else None
    if connection.in_transaction:
        connection.execute("COMMIT")
    try:
        kept = _copy_beside(connection, files.path)
    except (OnRecordError, OSError, sqlite3.Error) as error:
        return StoreReplaced(f"{what} Nothing more is saved to it.", f"A copy could not be kept: {error}")
    if old_log is not None:
        old_log.unlink(missing_ok=True)  # the copy has what it holds
    if file_id(files.path) == files.store:
        _settle_lost_log(connection, files)
    change = "Your last change and all before it are" if has_change else "All that was on record here is"
    return StoreReplaced(
        f"{what} {change} kept in {kept}.",
        f"To put it back: onrecord --store {files.path} restore {kept}",
        kept=kept,
    )


def leave_overwritten_store(connection: sqlite3.Connection, files: OpenedFiles, *, has_change: bool) -> StoreReplaced:
    """Write nothing more to a file that another was copied over, not even the log when the connection is closed.

    :param has_change: whether a change was about to be written, which the sentence then says.
    :returns: the error that says so.
    """
    if connection.in_transaction:
        connection.rollback()
    log = ""
    if (old_log := _move_log_away(files)) is not None:
        copy = free_name(files.path.with_suffix(".log"), "log-before")
        with suppress(OSError):
            if old_log.stat().st_size:
                import shutil  # few stores are replaced

                shutil.copyfile(old_log, copy)
                copy.chmod(0o600)
                log = f" The log of the store before is in {copy}."
        os.truncate(old_log, 0)  # SQLite has it open, and would write it into the file when it closes
        old_log.unlink()
    what = f"Another file was copied over {files.path} while it was open here: nothing more is written to it"
    if not has_change:
        return StoreReplaced(f"{what}.", f"Continue with the file that is there now.{log}")
    return StoreReplaced(
        f"{what}, and your last change is not in it.",
        f"Continue with the file that is there now, and enter the change again.{log}",
    )


def _never_close(connection: sqlite3.Connection, files: OpenedFiles) -> None:
    """Keep a connection open until the process ends, since closing it would write its log into the file."""
    import ctypes  # for this rare case only

    ctypes.pythonapi.Py_IncRef(ctypes.py_object(connection))
    files.stays_open = True


def _move_log_away(files: OpenedFiles) -> Path | None:
    """Take the log of the replaced store from its path, since it would be mixed into the file that is there now.

    :returns: where it is; None where it is at its path no more.
    """
    moved = free_name(files.path, "old-log")
    for suffix, id in files.logs.items():
        path = log_path(files.path, suffix)
        with suppress(OSError):
            if file_id(path) != id:
                continue
            if suffix == "-wal":
                path.rename(moved)
            else:
                path.unlink()
    return moved if moved.exists() else None


def _settle_lost_log(connection: sqlite3.Connection, files: OpenedFiles) -> None:
    """Bring a store whose log was removed up to date from the log that is still open, unless it has a new log.

    A store with a new log belongs to the programs that opened it since. Closing this connection would write the old
    log into it, so the connection is never closed.
    """
    if not log_path(files.path).exists():
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    else:
        _never_close(connection, files)


def record_replaced_error() -> StoreReplaced:
    """The error for an open store into which a backup was restored, or which was upgraded."""
    return StoreReplaced(
        "Another program restored or upgraded the store while it was open here; this change was not saved.",
        "Open it again, and check what is there now.",
    )


def _copy_beside(connection: sqlite3.Connection, path: Path) -> Path:
    """Copy a database to a new file beside a path, else in the data directory, else in that for temporary files."""
    problem: Exception | None = None
    import tempfile  # few stores are replaced

    for folder in (path.parent, default_path().parent, Path(tempfile.gettempdir())):
        to = free_name(folder / path.name, "kept")
        try:
            if folder == default_path().parent:
                folder.mkdir(parents=True, exist_ok=True)
            with unfinished_file(to) as part:
                with closing(sqlite3.connect(part)) as copy:
                    connection.backup(copy, pages=_PAGES, progress=_check_is_copying)
                    mark_file(copy)
                name_output(part, to, replace=False)
            return to
        except (OnRecordError, OSError, sqlite3.Error) as error:
            problem = error
    assert problem is not None
    raise problem


def _check_is_copying(status: int, _left: int, _of: int) -> None:
    """Stop a copy that waits for a lock: nobody else has these files, so it would wait for ever."""
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise sqlite3.OperationalError("the open store is locked")


def free_name(path: Path, word: str) -> Path:
    """A free name beside a store for a copy of it: ``desk-kept-20261130-174000.db``.

    :param word: what the copy is.
    """
    moment = time.strftime("%Y%m%d-%H%M%S")
    names = (path.with_name(f"{path.stem}-{word}-{moment}{n}{path.suffix}") for n in _numbers())
    return next(each for each in names if not any(os.path.lexists(f"{each}{suffix}") for suffix in ("", *LOGS)))


def _numbers() -> Iterator[str]:
    yield ""
    yield from (f"-{number}" for number in range(2, 10_000))
