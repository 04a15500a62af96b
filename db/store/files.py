"""A store's file as a whole: give a finished one its name, discard one with all that SQLite keeps beside it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from db.errors import NotAStore


def give_name(whole: Path, path: Path) -> None:
    """Give a finished file its name, unless something has that name by now: nobody ever sees half of one.

    :param whole: the file, in the same folder.
    :raises NotAStore: something has the name.
    """
    try:
        os.link(whole, path)
    except FileExistsError as error:
        raise name_taken(path) from error
    except OSError:  # a file system without hard links
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))  # so that what is replaced is ours
        except FileExistsError as error:
            raise name_taken(path) from error
        try:
            whole.replace(path)
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise


def discard_store(path: Path) -> None:
    """Remove a store of our own making, with the files SQLite keeps beside it.

    :param path: the store's file; nothing happens where there is none.
    """
    for suffix in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):  # what hinders it has been said, or is about to be
            Path(f"{path}{suffix}").unlink(missing_ok=True)


def name_taken(path: Path) -> NotAStore:
    """The error for a file that is there already, where a new one was to be."""
    return NotAStore(f"{path} exists already; it was not touched.", "Name a file that doesn't exist yet.")
