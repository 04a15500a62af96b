"""Open a store for writing, or create one."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from db.errors import NotAStore
from db.journal.author import default_author
from db.journal.writer import Writer
from db.store.connection import connect, use_write_ahead_log
from db.store.file_mark import mark_file
from db.store.files import name_output, name_taken_error, unfinished_file
from db.store.opening import open_to_change
from db.store.outputs import refuse_log_name
from db.store.sqlite_errors import explain_errors


def open_writer(path: Path, who: str | None = None) -> Writer:
    """Open a store for writing, and upgrade it if an earlier onrecord wrote it.

    :param path: the store's file.
    :param who: the author of changes; by default as :func:`db.journal.author.default_author` finds.
    :raises OnRecordError: as for :func:`db.store.opening.open_reader`, or the file is read-only.
    """
    return make_writer(open_to_change(path), path, who)


def make_writer(connection: sqlite3.Connection, path: Path, who: str | None = None) -> Writer:
    """A writer on a connection of :func:`db.store.opening.open_to_change`.

    :param who: as for :func:`open_writer`.
    """
    with explain_errors(path), _closing_on_error(connection):
        return _make_writer(connection, default_author(who))


def open_or_create(path: Path, who: str | None = None) -> Writer:
    """Open a store for writing, or create it if there is no file. Several programs may call this at once.

    :param path: the store's file.
    :param who: as for :func:`open_writer`.
    :raises OnRecordError: as :func:`open_writer` and :func:`create_store`.
    """
    if not path.exists():
        with suppress(NotAStore):  # another program created it meanwhile
            return create_store(path, who=default_author(who))
    return open_writer(path, who)


def create_store(path: Path, *, who: str | None = None) -> Writer:
    """Create a new, empty store. An existing file is never touched.

    :param path: the path of the new file, in a folder that exists.
    :param who: the author of changes; None to journal nothing, as for a demo.
    :raises OnRecordError: the file exists, the folder doesn't, no permission, or the disk is full.
    """
    if os.path.lexists(path):
        raise name_taken_error(path)
    refuse_log_name(path)
    with unfinished_file(path) as whole:
        with explain_errors(path):
            fill_new_store(whole, who).close()
        name_output(whole, path, replace=False)
    return open_writer(path, who) if who is not None else _open_without_author(path)


def fill_new_store(whole: Path, who: str | None = None) -> Writer:
    """Make an empty file a store.

    :param whole: the file, which no other program has open.
    :param who: as for :func:`create_store`.
    """
    connection = connect(whole.absolute().as_uri() + "?mode=rw", whole)
    with _closing_on_error(connection):
        mark_file(connection)
        return _make_writer(connection, who)


def _open_without_author(path: Path) -> Writer:
    """A writer that journals nothing."""
    with explain_errors(path):
        connection = connect(path.absolute().as_uri() + "?mode=rw", path)
        with _closing_on_error(connection):
            return _make_writer(connection, None)


def _make_writer(connection: sqlite3.Connection, who: str | None) -> Writer:
    writer = Writer(connection, who)
    use_write_ahead_log(connection)
    return writer


@contextmanager
def _closing_on_error(connection: sqlite3.Connection) -> Iterator[None]:
    """Close a connection if the block fails."""
    try:
        yield
    except BaseException:
        connection.close()
        raise
