"""Files of stores: give a finished file its name, remove a store with the files SQLite keeps beside it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from db.errors import NotAStore


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
