"""Put a backup in the place of a store: checked before, whole at every moment, and with the replaced store kept beside.

The backup is copied into the open database as one transaction, so that programs that have it open see the new record
as they see any change. Where the store is missing or damaged, the files are exchanged.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from stat import S_ISREG
from time import monotonic

from db.dataclass import dataclass
from db.errors import DamagedStore, ForeignSchema, NotAllowed, NotAStore, NotWhole, Refused, StoreBusy
from db.maintenance.backup import PAGES, copy_store
from db.maintenance.check import check
from db.maintenance.findings import CheckPart
from db.store.connection import acquire_open_lock, connect, use_write_ahead_log
from db.store.file_mark import mark_file
from db.store.files import LOGS, discard_store, log_path, name_output, unfinished_file
from db.store.log_match import is_log_of_another_file
from db.store.opening import identify, open_as_it_is, open_reader
from db.store.outputs import is_database_file, is_store_file
from db.store.replacement import free_name
from db.store.retry import PATIENCE
from db.store.sqlite_errors import explain_errors

Step = Callable[[int, int, str], None]
"""Called with what is done, how much there is, and a word on what is going on."""

_SHARED_LOCKS = 0x40000002, 510
"""Start and length of the bytes on which every open connection to an SQLite database holds a lock
(https://sqlite.org/src/file/src/os.h)."""


@dataclass(frozen=True, slots=True)
class RestoreResult:
    """A finished restore."""

    path: Path
    bytes: int
    actions: int
    """The number of actions in the journal."""
    kept: Path | None
    """Where the replaced store is; None where there was none."""
    findings: tuple[str, ...]
    """What the check says of the backup, where it was restored all the same."""


def restore(
    store: Path, backup: Path, *, as_it_is: bool = False, step: Step = lambda _done, _of, _words: None
) -> RestoreResult:
    """Put a backup in the place of a store. A process that is killed leaves the old or the new store, whole.

    :param store: the store's path; it may be missing, damaged, or open in other programs.
    :param backup: a store or a backup. It stays as it is; one of an earlier onrecord is upgraded in the store's place.
    :param as_it_is: whether a backup whose rows have findings of :func:`db.maintenance.check.check` is taken.
    :param step: called with the progress; if it raises, the store stays as it is.
    :raises NotWhole: the check found something, and ``as_it_is`` is false.
    :raises OnRecordError: the backup is not a whole store, or the store can't be replaced.
    """
    place = store.resolve()
    _check_places(store, backup)
    with unfinished_file(place) as whole:
        with open_as_it_is(backup) as record:
            copy_store(record, whole, store, step=lambda done, of: step(done, of, "reading"))
        actions, findings = _check_copy(whole, backup, step, as_it_is=as_it_is)
        kept = None
        with explain_errors(store):
            if is_store_file(place) and not is_log_of_another_file(place):
                kept = _copy_into(place, whole, step)
            if kept is None:
                kept = _exchange(place, whole)
            return RestoreResult(store, place.stat().st_size, actions, kept, findings)


def _check_places(store: Path, backup: Path) -> None:
    """Check that the backup is another store, and that what is at the store's place may be replaced."""
    with acquire_open_lock(backup, identify):
        pass
    if not os.path.lexists(store):
        return
    if store.exists() and store.samefile(backup):
        raise Refused(f"{backup} is the store itself.", "Name a backup of it.")
    if store.is_dir():
        raise NotAStore(f"{store} is a folder.", "Name a file in it, such as desk.db.")
    if store.exists() and not S_ISREG(store.stat().st_mode):
        raise NotAStore(f"{store} is a device or a pipe, not a store.", "Name a file with --store.")
    if is_database_file(store) and not is_store_file(store):
        raise NotAStore(
            f"{store} is an SQLite file of another program; it was not touched.", "Name another file with --store."
        )
    if store.exists() and not os.access(store, os.W_OK):
        raise NotAllowed(f"{store} is read-only.", "Change its permissions, or name another file with --store.")


def _check_copy(whole: Path, backup: Path, step: Step, *, as_it_is: bool) -> tuple[int, tuple[str, ...]]:
    """Upgrade and check the copy of the backup.

    :returns: the number of actions in its journal, and what the check found.
    """
    with open_reader(whole, rules=True) as copy, explain_errors(backup):
        findings = check(copy, step).findings
        actions = int(copy.column("SELECT count(*) FROM actions")[0])
    for each in findings:
        if each.part in (CheckPart.FILE, CheckPart.REFERENCES):
            raise DamagedStore(
                f"{backup} is not intact: {each.sentence}", "The store stays as it is. An earlier backup may be whole."
            )
    if findings and not as_it_is:
        raise NotWhole(
            f"The check finds something in {backup}: {findings[0].sentence}",
            f"The store stays as it is. onrecord check --store {backup} says all; --as-it-is restores it all the same.",
        )
    return actions, tuple(each.sentence for each in findings)


# --- into the open database ---


def _copy_into(place: Path, whole: Path, step: Step) -> Path | None:
    """Copy a store into another as one transaction. Readers go on; writers wait.

    :returns: the copy of what was there; None where SQLite can't write into it, since it is damaged.
    """
    kept: list[Path] = []
    began = monotonic()

    def go_on(status: int, left: int, of: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            if monotonic() - began > PATIENCE:
                raise StoreBusy(f"{place} stayed in use by another program.", "Nothing was changed. Try again later.")
            return
        if not kept:  # the write lock is held from here on, so that nobody adds to what is copied
            kept.append(_keep_copy(place))
        step(of - left, of, "replacing")

    try:
        with closing(connect(place.as_uri() + "?mode=rw", place)) as into, open_as_it_is(whole) as record:
            use_write_ahead_log(into)
            pages = int(record.column("PRAGMA page_count")[0])
            record.copy_into(into, min(PAGES, max(1, pages - 1)), go_on)  # two steps at least
            mark_file(into)
            into.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except BaseException as error:
        for each in kept:
            discard_store(each)
        if _is_damage(error):
            return None
        raise
    return kept[0]


def _is_damage(error: BaseException) -> bool:
    """Whether SQLite can't write into a file because of what is in it."""
    codes = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_ERROR)
    return isinstance(error, DamagedStore | ForeignSchema) or (
        isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF in codes
    )


def _keep_copy(place: Path) -> Path:
    """Copy a store beside itself, page by page."""
    path = free_name(place, "replaced")
    with unfinished_file(path) as part:
        with (
            closing(connect(place.as_uri() + "?mode=ro", place)) as record,
            closing(connect(part.as_uri() + "?mode=rw", part)) as copy,
        ):
            record.backup(copy)
        name_output(part, path, replace=False)
    return path


# --- file for file ---


def _exchange(place: Path, whole: Path) -> Path | None:
    """Exchange the files of a store that is missing or damaged for a whole one.

    :returns: the copy of what was there; None where nothing was.
    """
    with _locking_out_others(place):
        kept = None
        if any(log_path(place, suffix).exists() for suffix in ("", *LOGS)):
            kept = free_name(place, "replaced")
            for suffix in ("", "-wal", "-journal"):
                if (file := log_path(place, suffix)).exists():
                    _copy_file(file, Path(f"{kept}{suffix}"))
        for suffix in LOGS:  # before the new file has the name: SQLite would take them for its log
            with suppress(FileNotFoundError):
                log_path(place, suffix).unlink()
        name_output(whole, place, replace=place.exists())
        return kept


def _copy_file(file: Path, to: Path) -> None:
    with unfinished_file(to) as part:
        shutil.copyfile(file, part)
        name_output(part, to, replace=False)


@contextmanager
def _locking_out_others(place: Path) -> Iterator[None]:
    """Hold the lock of SQLite on a file that SQLite itself can't open.

    :raises StoreBusy: another program has it open.
    """
    try:
        import fcntl  # not on every system

        handle = os.open(place, os.O_RDWR)
    except (ImportError, FileNotFoundError):
        yield
        return
    try:
        try:
            start, length = _SHARED_LOCKS
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, length, start)
        except OSError as error:
            raise StoreBusy(
                f"{place} can't be written into, and another program has it open.",
                "Close the desk and other programs first.",
            ) from error
        yield
    finally:
        os.close(handle)
