"""The one door to a store: it tells a store from any other file, opens it, and turns SQLite's errors into sentences."""

from __future__ import annotations

import os
import re
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

from db.errors import (
    DamagedStore,
    DiskFull,
    NewerStore,
    NoSuchStore,
    NotAllowed,
    NotAStore,
    OnRecordError,
    Refused,
    StoreBusy,
)
from db.journal.author import whoever
from db.model import enums as terms
from db.store.connection import at_the_door, connect
from db.store.header import APPLICATION_ID, SCHEMA_VERSION
from db.store.reader import Reader
from db.store.retry import OPENING_PATIENCE, is_passing, patiently

if TYPE_CHECKING:
    from db.journal.writer import Writer

_HEADER = 100
_MAGIC = b"SQLite format 3\0"


def open_reader(path: Path, *, upgrade: bool = True, rules: bool = False) -> Reader:
    """Open a store for reading; nothing in it can change through this door.

    :param path: the store's file.
    :param upgrade: whether one of an earlier onrecord may be brought up to date, which writes to it.
    :param rules: whether rows are to be checked against the rules of their tables: SQLite reads those only of a file
        that it might write, and is told to write nothing.
    :raises OnRecordError: the file is missing, no store, damaged, newer, or not to be read.
    """
    with at_the_door(path, _identify):
        mode = "rw" if rules and os.access(path, os.W_OK) else "ro"
        connection, tidy = _opened_to_read(path, mode)
        while connection.execute("PRAGMA user_version").fetchone()[0] < SCHEMA_VERSION:
            connection.close()
            tidy()
            _bring_up_to_date(path, allowed=upgrade)
            connection, tidy = _opened_to_read(path, mode)
    connection.execute("PRAGMA query_only = ON")
    return Reader(connection, tidy)


def open_writer(path: Path, who: str | None = None) -> Writer:
    """Open a store for writing, and bring its schema up to date.

    :param path: the store's file.
    :param who: whose hand the journal names; where not given, as :func:`db.journal.author.whoever` finds.
    :raises OnRecordError: as :func:`open_reader`, and where the file is not to be written.
    """
    with at_the_door(path, _identify):
        if not os.access(path, os.W_OK):
            raise NotAllowed(f"{path} is read-only.", "Copy it to a folder of yours, or change its permissions.")
        connection = _opened(path.absolute().as_uri() + "?mode=rw", path)
    with explained(path):
        return _writer(connection, whoever(who))


def open_or_create(path: Path, who: str | None = None) -> Writer:
    """Open a store for writing, or make it where there is no file yet, though several programs do so at once.

    :param path: the store's file.
    :param who: as for :func:`open_writer`.
    :raises OnRecordError: as :func:`open_writer` and :func:`create_store`.
    """
    if not path.exists():
        with suppress(NotAStore):  # another program has made it meanwhile
            return create_store(path, who=whoever(who))
    return open_writer(path, who)


def create_store(path: Path, *, called: Path | None = None, who: str | None = None) -> Writer:
    """Make a new, empty store. An existing file is never touched.

    :param path: where no file is yet, in a folder that exists.
    :param who: whose hand the journal names; None where what is entered is no person's change, as in a demo.
    :param called: the path that sentences name, where it is only on its way there.
    :raises OnRecordError: there is a file already, no such folder, no permission, no room.
    """
    if os.path.lexists(path):
        raise _taken(path)
    whole = path.with_name(f".onrecord-{secrets.token_hex(8)}.new")
    try:
        with explained(called or path):
            os.close(os.open(whole, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            _writer(connect(whole.absolute().as_uri() + "?mode=rw", whole), who).close()
            give_name(whole, path)
    finally:
        discard_store(whole)
    return open_writer(path, who) if who is not None else _unsigned(path)


def give_name(whole: Path, path: Path) -> None:
    """Give a finished file its name, unless something has that name by now: nobody ever sees half of one.

    :param whole: the file, in the same folder.
    :raises NotAStore: something has the name.
    """
    try:
        os.link(whole, path)
    except FileExistsError as error:
        raise _taken(path) from error
    except OSError:  # a file system without hard links
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))  # so that what is replaced is ours
        except FileExistsError as error:
            raise _taken(path) from error
        try:
            whole.replace(path)
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise


def _taken(path: Path) -> NotAStore:
    return NotAStore(f"{path} exists already; it was not touched.", "Name a file that doesn't exist yet.")


def _unsigned(path: Path) -> Writer:
    """A writer whose changes are no person's."""
    with explained(path):
        return _writer(connect(path.absolute().as_uri() + "?mode=rw", path), None)


def discard_store(path: Path) -> None:
    """Remove a store of our own making, with the files SQLite keeps beside it.

    :param path: the store's file; nothing happens where there is none.
    """
    for suffix in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):  # what hinders it has been said, or is about to be
            Path(f"{path}{suffix}").unlink(missing_ok=True)


@contextmanager
def explained(path: Path | str, *, rows: bool = True) -> Iterator[None]:
    """Turn what SQLite and the system raise inside into the sentences of :mod:`db.errors`.

    :param path: the file the sentence names.
    :param rows: whether a word that is none of a vocabulary came from a row; else it is the caller's, and stays.
    """
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise explanation(error, path) from error
    except ValueError as error:
        if not rows or (found := unknown_word(error, path)) is None:
            raise
        raise found from error


def unknown_word(error: Exception, path: Path | str) -> DamagedStore | None:
    """The sentence for a word in a row that is none of the vocabulary; None where the error is another.

    :param error: what was raised.
    :param path: the file the sentence names.
    """
    said = re.fullmatch(r"(.+) is not a valid (\w+)", str(error), re.DOTALL) if isinstance(error, ValueError) else None
    if said is None or not hasattr(terms, said[2]):
        return None
    return DamagedStore(
        f"{path} holds a row with a word that onrecord doesn't know: {said[1]} is no {said[2].lower()}.",
        "Nothing was changed. onrecord check names the row; a backup from before may be whole.",
    )


def explanation(error: Exception, path: Path | str) -> OnRecordError:
    """The sentence and the hint for an error of SQLite or the system.

    :param error: what was raised.
    :param path: the file the sentence names.
    """
    if isinstance(error, FileNotFoundError):
        return NoSuchStore(f"There is no folder for {path}.", "Make the folder first, or name another with --store.")
    if isinstance(error, PermissionError):
        return NotAllowed(f"No permission for {path}.", "Choose a folder of yours with --store.")
    if isinstance(error, OSError):
        if error.errno in (28, 122):  # ENOSPC, EDQUOT
            return DiskFull(f"The disk is full: {path} was not written.", "Make room, then try again.")
        return NotAllowed(f"{path} can't be opened: {error.strerror}.", "Name another file with --store.")
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if isinstance(error, sqlite3.IntegrityError):
        return Refused(_broken_rule(error), "Nothing was written.")
    if isinstance(error, sqlite3.ProgrammingError):  # a value of a type that SQLite has no column for
        return Refused(f"The record does not take that: {error}.", "Nothing was written.")
    if getattr(error, "sqlite_errorcode", 0) in (sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC):
        return DiskFull(f"{path} could not be written whole: {error}.", "Make room, or check the disk; then try again.")
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR):
        return DamagedStore(f"{path} is damaged: {error}.", "Go back to a copy of it; nothing was changed.")
    if code == sqlite3.SQLITE_FULL:
        return DiskFull(f"The disk is full: {path} was not written.", "Make room, then try again.")
    if isinstance(error, sqlite3.Error) and is_passing(error):
        return StoreBusy(
            f"{path} is in use by another program, and stayed so while this waited.",
            "Nothing was written. Try again once the other program is done.",
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return NotAllowed(f"{path} can't be opened: {error}.", "Check the permissions of the file and its folder.")
    return DamagedStore(f"{path} can't be read: {error}.", "If it was made by another program, name another file.")


def _broken_rule(error: sqlite3.IntegrityError) -> str:
    """What a constraint refuses, in a sentence; the store's triggers have theirs already."""
    match getattr(error, "sqlite_errorcode", 0):
        case sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
            return "It names something that is not in the store."
        case sqlite3.SQLITE_CONSTRAINT_UNIQUE:
            return "It is on record already."
        case sqlite3.SQLITE_CONSTRAINT_TRIGGER:
            return str(error)
        case _:
            return f"The record does not take that: {error}."


def _bring_up_to_date(path: Path, *, allowed: bool) -> None:
    """Give a store of an earlier onrecord the tables of this one; what it holds stays as it is.

    :raises NotAllowed: the file is read-only, or is to be taken as such.
    """
    if not allowed or not os.access(path, os.W_OK):
        raise NotAllowed(
            f"{path} was written by an earlier onrecord and is read-only, so it can't be brought up to date.",
            "Copy it to a folder of yours, and open the copy.",
        )
    open_writer(path).close()


def _opened_to_read(path: Path, mode: str) -> tuple[sqlite3.Connection, Callable[[], None]]:
    """A read-only connection, and what tidies up after it."""
    uri = path.absolute().as_uri() + f"?mode={mode}"
    tidy = partial(_leave_nothing_beside, path)
    return _opened(uri if _has_room_beside(path) else uri + "&immutable=1", path, tidy), tidy


def _identify(path: Path) -> None:
    """Tell a store by the first bytes of the file, before SQLite opens it and so without a trace."""
    try:
        if path.is_dir():
            raise NotAStore(f"{path} is a folder, not a store.", "Name a file in it, such as desk.db.")
        if not S_ISREG(path.stat().st_mode):
            raise NotAStore(f"{path} is a device or a pipe, not a store.", "Name a file with --store.")
        with path.open("rb") as file:
            header = file.read(_HEADER)
            size = os.fstat(file.fileno()).st_size
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NoSuchStore(
            f"There is no store at {path}.",
            "onrecord add case begins one; onrecord demo --store FILE makes one with the shipped case.",
        ) from error
    except OSError as error:
        raise explanation(error, path) from error
    if not header:
        raise NotAStore(f"{path} is empty, not an onrecord store.", "Name another file with --store.")
    if not header.startswith(_MAGIC[: len(header)]):
        raise NotAStore(f"{path} is not an onrecord store: it is no SQLite file.", "Name another file with --store.")
    if len(header) < _HEADER:
        raise DamagedStore(f"{path} is cut short: its header is not whole.", "Go back to a copy of it.")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise NotAStore(
            f"{path} is an SQLite file of another program, not an onrecord store.", "Name another file with --store."
        )
    _check_version(int.from_bytes(header[60:64], "big"), path)
    if size < _whole_size(header) and not _has_log(path) and path.stat().st_size < _whole_size(header):
        raise DamagedStore(
            f"{path} is cut short: {size:,} of {_whole_size(header):,} bytes.", "Go back to a copy of it."
        )


def _whole_size(header: bytes) -> int:
    """How many bytes a database's header says it has (https://sqlite.org/fileformat2.html#in_header_database_size)."""
    page = int.from_bytes(header[16:18], "big")
    return (65_536 if page == 1 else page) * int.from_bytes(header[28:32], "big")


def _has_log(path: Path) -> bool:
    """Whether a write-ahead log holds pages that the file itself may not have yet."""
    try:
        return Path(f"{path}-wal").stat().st_size > 0
    except OSError:
        return False


def _opened(uri: str, path: Path, tidy: Callable[[], None] = lambda: None) -> sqlite3.Connection:
    """A connection whose schema was read; where it can't be, nothing stays open."""
    with explained(path):
        return patiently(partial(_tried, uri, path, tidy), OPENING_PATIENCE)


def _tried(uri: str, path: Path, tidy: Callable[[], None]) -> sqlite3.Connection:
    connection = connect(uri, path)
    try:
        _check_schema(connection, path)
    except BaseException:
        connection.close()
        tidy()
        raise
    return connection


def _leave_nothing_beside(path: Path) -> None:
    """Let SQLite remove the empty log that reading made beside a store, unless somebody else uses it.

    A read-only connection makes the log of a store in WAL mode, and only one that may write can remove it.
    """
    if not Path(f"{path}-wal").exists() or _has_log(path) or not os.access(path, os.W_OK):
        return
    with suppress(sqlite3.Error), closing(connect(path.absolute().as_uri() + "?mode=rw", path)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def _check_version(version: int, path: Path) -> None:
    if version > SCHEMA_VERSION:
        raise NewerStore(
            f"{path} was written by a later onrecord (schema {version}; this one knows {SCHEMA_VERSION}).",
            "Upgrade onrecord, then open it again.",
        )


def _check_schema(connection: sqlite3.Connection, path: Path) -> None:
    """Read the schema once, so that a file cut short is found at the door."""
    _check_version(connection.execute("PRAGMA user_version").fetchone()[0], path)
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def _has_room_beside(path: Path) -> bool:
    """Whether SQLite can keep its shared-memory file beside a store in WAL mode.

    In a folder that can't be written and without those files, only an immutable connection opens it; where a log
    holds pages, that connection would not see them, so SQLite's own refusal stands.
    """
    return os.access(path.absolute().parent, os.W_OK) or Path(f"{path}-shm").exists() or _has_log(path)


def _writer(connection: sqlite3.Connection, who: str | None) -> Writer:
    from db.journal.writer import Writer  # brings sqlite_utils, which reading must not wait for

    try:
        writer = Writer(connection, who)
        patiently(
            lambda: writer.rows("PRAGMA journal_mode = WAL"), OPENING_PATIENCE
        )  # last, so that a new store is told by its file and not by its log
        return writer
    except BaseException:
        connection.close()
        raise
