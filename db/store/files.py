"""Files: open one that a person names; write one beside its place and give it its name when it is whole."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EINVAL, EISDIR
from pathlib import Path
from time import time
from typing import BinaryIO

from db.errors import NotAStore
from db.store.error_translation import explain_system_errors

LOGS = ("-wal", "-shm", "-journal")
"""Suffixes of the files that SQLite keeps beside a store."""

_UNFINISHED = re.compile(r"(\.onrecord-[0-9a-f]{16}\.(?:new|part))(?:-wal|-shm|-journal)?")
"""Names that only :func:`unfinished_file` gives, and what SQLite keeps beside such a file."""

_DAY = 86_400
"""Age in seconds at which an unfinished file is removed where the system has no locks to tell whether it is in use."""


@contextmanager
def unfinished_file(path: Path) -> Iterator[Path]:
    """Make an empty, private file beside the place of a file to be. It is removed after the block, unless named.

    What a killed process left in the folder is removed first: each unfinished file is locked by the process that
    fills it, so one without a lock has been left.

    :param path: the place of the file to be; :func:`name_output` puts it there.
    :raises OnRecordError: the folder is missing or can't be written.
    """
    with explain_system_errors(path):
        folder = path.parent.resolve()
        remove_unfinished(folder)
        whole, lock = _create_unfinished(folder)
    try:
        yield whole
    finally:
        discard_store(whole)
        os.close(lock)


def remove_unfinished(folder: Path) -> None:
    """Remove the unfinished files of killed processes from a folder."""
    with suppress(OSError):
        for each in folder.iterdir():
            if found := _UNFINISHED.fullmatch(each.name):
                whole = folder / found[1]
                if not os.path.lexists(whole):
                    discard_store(whole)
                else:
                    _discard_abandoned(whole)


def name_output(whole: Path, path: Path, *, replace: bool) -> None:
    """Give a finished file its name in one step, and flush both to the disk.

    :param whole: the finished file, from :func:`unfinished_file`.
    :param path: its name from now on.
    :param replace: whether it replaces the file of that name.
    :raises OnRecordError: it can't be written, or a file with that name exists.
    """
    with explain_system_errors(path):
        _flush_to_disk(whole)
        place = path.parent.resolve() / path.name
        if replace:
            whole.replace(place)
        else:
            name_new_store(whole, place)
        _flush_to_disk(place.parent)


def open_regular_file(path: Path) -> BinaryIO:
    """Open a file for reading. A pipe or a device, which could give bytes without end or none, is refused at once.

    :param path: its path, or that of a link to it.
    :raises OSError: it can't be opened; :class:`IsADirectoryError` for a folder.
    """
    _require_regular(path.stat().st_mode)
    file = open(path, "rb", opener=_open_without_blocking)  # noqa: SIM115 - the caller closes it
    try:
        _require_regular(os.fstat(file.fileno()).st_mode)
    except BaseException:
        file.close()
        raise
    return file


def _require_regular(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(EISDIR, "it is a folder")
    if not stat.S_ISREG(mode):
        raise OSError(EINVAL, "it is a device or a pipe, not a file")


def _open_without_blocking(path: str, flags: int) -> int:
    """Open a file without blocking, in case a pipe has replaced it since it was checked."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def name_new_store(whole: Path, path: Path) -> None:
    """Give a finished file its name in one step, so that no program sees half a store.

    :param whole: the finished file, in the same folder.
    :param path: its name from now on.
    :raises NotAStore: a file with that name exists.
    """
    try:
        os.link(whole, path)
    except FileExistsError as error:
        raise name_taken_error(path) from error
    except OSError:  # a file system without hard links
        try:
            os.close(
                os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            )  # so that replace() can only overwrite our own file
        except FileExistsError as error:
            raise name_taken_error(path) from error
        try:
            whole.replace(path)
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise


def discard_store(path: Path) -> None:
    """Remove a store that this program made, with the files SQLite keeps beside it.

    :param path: the store's file; it need not exist.
    """
    for suffix in ("", *LOGS):
        with suppress(OSError):  # the error that led here is the one to report
            Path(f"{path}{suffix}").unlink(missing_ok=True)


def log_path(path: Path, suffix: str = "-wal") -> Path:
    """The path of a file that SQLite keeps beside a store. SQLite follows links first.

    :param suffix: one of :data:`LOGS`.
    """
    return Path(f"{path.resolve()}{suffix}")


def name_taken_error(path: Path) -> NotAStore:
    """The error for a new file whose name is taken."""
    return NotAStore(f"{path} exists already; it was not touched.", "Name a file that doesn't exist yet.")


def _create_unfinished(folder: Path) -> tuple[Path, int]:
    """A new file, and the open descriptor that locks it."""
    while True:
        whole = folder / f".onrecord-{os.urandom(8).hex()}.part"
        lock = os.open(whole, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
        is_ours = _try_to_lock(lock) is not False  # else another process is removing it
        with suppress(OSError):  # another process may have removed it before it was locked
            if is_ours and whole.stat().st_ino == os.fstat(lock).st_ino:
                return whole, lock
        os.close(lock)


def _discard_abandoned(whole: Path) -> None:
    """Remove an unfinished file if the process that filled it is gone; the lock is held until it is removed."""
    try:
        handle = os.open(whole, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return
    try:
        found = os.fstat(handle)
        locked = _try_to_lock(handle)
        if stat.S_ISREG(found.st_mode) and (time() - found.st_mtime > _DAY if locked is None else locked):
            discard_store(whole)
    finally:
        os.close(handle)


def _try_to_lock(handle: int) -> bool | None:
    """Lock an open file, and return whether that succeeded; None where there are no such locks."""
    try:
        import fcntl  # not on every system

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):
        return None
    return True


def _flush_to_disk(path: Path) -> None:
    """Make the system write a file or a folder to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
