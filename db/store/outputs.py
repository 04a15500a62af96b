"""The place of an output file: a new file, or one that onrecord wrote. Writing it: :mod:`db.store.files`."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

from db.errors import NoSuchStore, NotAllowed, OnRecordError, Refused, WrongUse
from db.store.files import LOGS, log_path
from db.store.header import APPLICATION_ID

_MAGIC = b"SQLite format 3\0"


def check_output(
    path: Path,
    *,
    store: Path | None = None,
    inputs: Mapping[str, Path | None] | None = None,
    ours: Callable[[Path], bool] | None = None,
    ours_are: str = "",
    hint: str = "Name a new file.",
    option: str = "",
    error: type[OnRecordError] = WrongUse,
) -> bool:
    """Check the place of an output file before anything is read or written.

    :param path: the place, as a person named it.
    :param store: the store that is open; neither it nor its log is ever replaced.
    :param inputs: other files that the command uses, by what they are, such as "the table".
    :param ours: tells whether an existing file may be replaced, since onrecord wrote it; None where none may.
    :param ours_are: what such a file is, such as "a backup".
    :param hint: what to do about a file that exists.
    :param option: the option that names the place, if one does.
    :param error: the class of errors about the place itself.
    :returns: whether a file is there, which will be replaced.
    :raises Refused: it is the store, or its log.
    :raises OnRecordError: it is a folder, a device, a link, an input, or not ours.
    """
    by_option = f" with {option}" if option else ""
    if not path.parent.is_dir():
        raise NoSuchStore(f"There is no folder for {path}.", f"Make the folder first, or name another{by_option}.")
    if not os.access(path.parent, os.W_OK):
        raise NotAllowed(f"No permission for {path}.", f"Choose your own folder{by_option}.")
    _check_is_not_in_use(path, store, inputs or {})
    try:
        kind = path.lstat().st_mode
    except FileNotFoundError:
        return False
    except (OSError, ValueError) as problem:
        raise error(f"{path} can't be written.", hint) from problem
    if stat.S_ISDIR(kind):
        raise error(f"{path} is a folder.", "Name a file in it.")
    if ours is None:
        raise error(f"{path} exists already; it was not touched.", hint)
    if stat.S_ISLNK(kind):
        raise error(f"{path} is a link; it was not followed.", "Name the file itself, or a new one.")
    if not stat.S_ISREG(kind):
        raise error(f"{path} is a device or a pipe, not a file.", hint)
    if not ours(path):
        raise error(f"{path} exists already, and is not {ours_are}; it was not touched.", hint)
    return True


def is_store_file(path: Path) -> bool:
    """Whether a regular file begins as a store does, whole or not."""
    return is_database_file(path) and int.from_bytes(_header(path)[68:72], "big") == APPLICATION_ID


def is_database_file(path: Path) -> bool:
    """Whether a regular file begins as an SQLite file does."""
    return _header(path).startswith(_MAGIC)


def _header(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(72)
    except OSError:
        return b""


def _check_is_not_in_use(path: Path, store: Path | None, inputs: Mapping[str, Path | None]) -> None:
    """Check that an output is none of the files that the command uses, and no log of any database."""
    if store is not None:
        if _is_same_file(path, store):
            raise Refused(f"{path} is the store itself.", "Name another file.")
        if any(_is_same_file(path, log_path(store, suffix)) for suffix in LOGS):
            raise Refused(f"{path} belongs to the store: SQLite keeps it beside it.", "Name another file.")
    for name, other in inputs.items():
        if other is not None and _is_same_file(path, other):
            raise WrongUse(f"{path} is {name} itself.", "Name another file.")
    refuse_log_name(path)


def refuse_log_name(path: Path) -> None:
    """Refuse a new file that SQLite would take for the log of another.

    :raises Refused: it has the name of one.
    """
    for suffix in LOGS:
        if path.name.lower().endswith(suffix) and path.with_name(path.name[: -len(suffix)]).exists():
            raise Refused(f"{path} would be taken for a log by SQLite.", "Name another file.")


def _is_same_file(one: Path, other: Path) -> bool:
    """Whether two paths name one file, by links, other spellings or letter case too."""
    there = os.path.lexists(one), os.path.lexists(other)
    if all(there):
        try:
            return one.samefile(other)
        except OSError:  # a link that leads nowhere
            return os.path.realpath(one) == os.path.realpath(other)
    return not any(there) and os.path.realpath(one).casefold() == os.path.realpath(other).casefold()
