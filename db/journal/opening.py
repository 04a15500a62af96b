"""Open a store for writing, or make a new one."""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import suppress
from pathlib import Path

from db.errors import NotAllowed, NotAStore
from db.journal.author import default_author
from db.journal.writer import Writer
from db.store.connection import acquire_open_lock, connect, use_write_ahead_log
from db.store.files import discard_store, give_name, name_taken
from db.store.opening import identify, open_connection
from db.store.sqlite_errors import explained


def open_writer(path: Path, who: str | None = None) -> Writer:
    """Open a store for writing, and bring its schema up to date.

    :param path: the store's file.
    :param who: whose hand the journal names; where not given, as :func:`db.journal.author.default_author` finds.
    :raises OnRecordError: as :func:`db.store.opening.open_reader`, and where the file is not to be written.
    """
    with acquire_open_lock(path, identify):
        if not os.access(path, os.W_OK):
            raise NotAllowed(f"{path} is read-only.", "Copy it to a folder of yours, or change its permissions.")
        connection = open_connection(path)
    with explained(path):
        return _writer(connection, default_author(who))


def open_or_create(path: Path, who: str | None = None) -> Writer:
    """Open a store for writing, or make it where there is no file yet, though several programs do so at once.

    :param path: the store's file.
    :param who: as for :func:`open_writer`.
    :raises OnRecordError: as :func:`open_writer` and :func:`create_store`.
    """
    if not path.exists():
        with suppress(NotAStore):  # another program has made it meanwhile
            return create_store(path, who=default_author(who))
    return open_writer(path, who)


def create_store(path: Path, *, called: Path | None = None, who: str | None = None) -> Writer:
    """Make a new, empty store. An existing file is never touched.

    :param path: where no file is yet, in a folder that exists.
    :param who: whose hand the journal names; None where what is entered is no person's change, as in a demo.
    :param called: the path that sentences name, where it is only on its way there.
    :raises OnRecordError: there is a file already, no such folder, no permission, no room.
    """
    if os.path.lexists(path):
        raise name_taken(path)
    whole = path.with_name(f".onrecord-{secrets.token_hex(8)}.new")
    try:
        with explained(called or path):
            os.close(os.open(whole, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            _writer(connect(whole.absolute().as_uri() + "?mode=rw", whole), who).close()
            give_name(whole, path)
    finally:
        discard_store(whole)
    return open_writer(path, who) if who is not None else _unsigned(path)


def _unsigned(path: Path) -> Writer:
    """A writer whose changes are no person's."""
    with explained(path):
        return _writer(connect(path.absolute().as_uri() + "?mode=rw", path), None)


def _writer(connection: sqlite3.Connection, who: str | None) -> Writer:
    try:
        writer = Writer(connection, who)
        use_write_ahead_log(connection)
        return writer
    except BaseException:
        connection.close()
        raise
