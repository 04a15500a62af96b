"""The demo: a store with the example case, in a temporary folder or at a given path."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from db.errors import DiskFull, NoSuchStore, OtherCases
from db.journal.opening import fill_new_store
from db.maintenance.case_file import add_case_file, shipped_case
from db.queries.cases import cases
from db.store.files import name_output, name_taken_error, unfinished_file
from db.store.opening import open_reader
from db.store.outputs import refuse_log_name
from db.store.sqlite_errors import explain_errors


@contextmanager
def temporary_demo() -> Iterator[Path]:
    """Create a store with the example case, and remove it after the block."""
    with explain_errors("a temporary store"):
        temporary = TemporaryDirectory(prefix="onrecord-", ignore_cleanup_errors=True)
    with temporary as folder:
        yield open_or_create_demo(Path(folder) / "demo.db")


def open_or_create_demo(path: Path) -> Path:
    """Use the store at a path if it has only the example case, or create one.

    A new file is finished under another name and then renamed; an existing one is never overwritten.

    :param path: a store with the example case, or a path without a file.
    :returns: the path.
    :raises OtherCases: the store has something else than the example case.
    :raises OnRecordError: the file is not a store, or a new one can't be created.
    """
    try:
        _check_demo(path)
    except NoSuchStore:
        _make_demo(path)
    return path


def _check_demo(path: Path) -> None:
    """Refuse a store that holds anything but the example case."""
    with open_reader(path) as record, explain_errors(path):
        found = [(case.title, case.day) for case in cases(record)]
    shipped = tomllib.loads(shipped_case())["case"]
    if found != [(shipped["title"], shipped["day"])]:
        holds = "other cases than the one that ships" if found else "no case"
        raise OtherCases(
            f"{path} is a store that holds {holds}; it was not touched.", "Name a new file for the demo's own store."
        )


def _make_demo(path: Path) -> None:
    """Add the case, and checkpoint the file before it gets its name, since closing alone hides a full disk."""
    if os.path.lexists(path):  # a link that leads nowhere
        raise name_taken_error(path)
    refuse_log_name(path)
    try:
        with unfinished_file(path) as whole:
            with explain_errors(path), fill_new_store(whole) as writer:
                add_case_file(writer, shipped_case())
                writer.rows("PRAGMA wal_checkpoint(TRUNCATE)")
            name_output(whole, path, replace=False)
    except DiskFull as error:
        raise DiskFull(f"There is no room to write {path}.", error.hint) from error
