"""Files: open one that a person names; give a finished store its name, remove a store with SQLite's files beside it."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from errno import EINVAL, EISDIR
from pathlib import Path
from typing import BinaryIO

from db.errors import NotAStore


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
    for suffix in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):  # the error that led here is the one to report
            Path(f"{path}{suffix}").unlink(missing_ok=True)


def name_taken_error(path: Path) -> NotAStore:
    """The error for a new file whose name is taken."""
    return NotAStore(f"{path} exists already; it was not touched.", "Name a file that doesn't exist yet.")
