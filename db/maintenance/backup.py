"""A copy of a store, made while it is in use: whole, of one moment, verified, and never half under its name."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from db.errors import DamagedStore, NotAStore, Refused
from db.maintenance.check import check
from db.maintenance.findings import Part
from db.store.connection import connect
from db.store.files import discard_store, give_name
from db.store.opening import open_reader
from db.store.reader import Reader
from db.store.sqlite_errors import explained

PAGES = 512
"""Pages copied at a time, between two looks at how far it is."""

Step = Callable[[int, int], None]
"""Is told how many pages are done, of how many."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A copy that was made."""

    path: Path
    bytes: int
    actions: int
    """Actions in its journal."""
    replaced: bool
    """Whether a file was there before."""


def back_up(
    record: Reader, store: Path, to: Path, *, over: bool = False, step: Step = lambda _done, _of: None
) -> BackedUp:
    """Copy a store into a new file. Other programs go on writing; what they write from now on is not in the copy.

    The copy is checked before it has its name: the file, and that what rows name is there.

    :param record: the store, opened for reading.
    :param store: where it is.
    :param to: the new file.
    :param over: whether it may take the place of one that is there.
    :param step: is told how far it is; what it raises ends the copying, and leaves nothing.
    :raises NotAStore: something is there already, or a folder.
    :raises Refused: it is the store itself, or a store that is in use.
    :raises DamagedStore: the copy is not whole, because the store is not.
    :raises OnRecordError: it can't be written.
    """
    replaced = _check_place(store, to, over=over)
    part = to.with_name(f".onrecord-{secrets.token_hex(8)}.part")
    try:
        with explained(to):
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            with closing(connect(part.absolute().as_uri() + "?mode=rw", part)) as copy:
                record.copy_into(copy, PAGES, lambda _, left, of: step(of - left, of))
                copy.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        actions = _check_copy(part, store)
        with explained(to):
            _flush_to_disk(part)
            part.replace(to) if replaced else give_name(part, to)
            _flush_to_disk(to.absolute().parent)
            return BackedUp(to, to.stat().st_size, actions, replaced)
    finally:
        discard_store(part)


def _check_place(store: Path, to: Path, *, over: bool) -> bool:
    """Refuse a place where something is that must stay; say whether a file is replaced."""
    if to.is_dir():
        raise NotAStore(f"{to} is a folder.", "Name a file in it, such as desk-backup.db.")
    there = os.path.lexists(to)
    if there and to.exists() and to.samefile(store):
        raise Refused(f"{to} is the store itself.", "Name another file.")
    if there and not over:
        raise NotAStore(f"{to} exists already; it was not touched.", "Name another file, or say --over to replace it.")
    left = Path(f"{to}-wal")
    if left.exists() and left.stat().st_size:
        raise Refused(
            f"{left} lies beside: {to} is in use, or was left with changes in its log.",
            "Name another file; what is in the log would be mixed into the copy.",
        )
    return there


def _check_copy(part: Path, store: Path) -> int:
    """Look at the copy as a reader would.

    :returns: the actions in its journal.
    """
    with open_reader(part, rules=True) as copy, explained(store):
        findings = check(copy, only=(Part.FILE, Part.REFERENCES)).findings
        if findings:
            raise DamagedStore(
                f"The copy is not whole, because {store} is not: {findings[0].sentence}",
                "onrecord check says all that is wrong; no backup was made.",
            )
        return int(copy.column("SELECT count(*) FROM actions")[0])


def _flush_to_disk(path: Path) -> None:
    """Have the system put it on the disk, and not only in its memory."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
