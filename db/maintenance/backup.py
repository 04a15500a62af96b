"""Back up a store while it is in use: one snapshot, checked before it gets its name."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from db.dataclass import dataclass
from db.errors import DamagedStore, NotAStore, Refused
from db.maintenance.check import check
from db.maintenance.findings import CheckPart
from db.store.connection import connect
from db.store.file_mark import mark_file
from db.store.files import log_path, name_output, unfinished_file
from db.store.opening import open_reader
from db.store.outputs import check_output, is_store_file
from db.store.reader import Reader
from db.store.sqlite_errors import explain_errors

PAGES = 512
"""Pages copied between two reports of progress."""

Step = Callable[[int, int], None]
"""Called with the pages that are done and the pages in all."""


@dataclass(frozen=True, slots=True)
class BackupResult:
    """A finished backup."""

    path: Path
    bytes: int
    actions: int
    """The number of actions in its journal."""
    replaced: bool
    """Whether it replaced a file."""


def back_up(
    record: Reader,
    store: Path,
    to: Path,
    *,
    over: bool = False,
    step: Step = lambda _done, _of: None,
    pages: int = PAGES,
) -> BackupResult:
    """Copy a store into a new file. Other programs can write meanwhile; their changes are not in the copy.

    Before the copy gets its name, the file and its foreign keys are checked.

    :param record: the store, opened for reading.
    :param store: its path.
    :param to: the path of the copy.
    :param over: whether an existing file may be replaced.
    :param step: called with the progress; if it raises, the copy is discarded.
    :param pages: pages copied between two calls of ``step``.
    :raises NotAStore: ``to`` exists, or is a folder.
    :raises Refused: ``to`` is the store itself, or a store that is in use.
    :raises DamagedStore: the copy is damaged, because the store is.
    :raises OnRecordError: the copy can't be written.
    """
    replaced = _check_place(store, to, over=over)
    with unfinished_file(to) as part:
        copy_store(record, part, to, step=step, pages=pages)
        actions = _check_copy(part, store, accept_schema=bool(record.foreign_parts))
        name_output(part, to, replace=replaced)
        with explain_errors(to):
            return BackupResult(to, to.stat().st_size, actions, replaced)


def copy_store(
    record: Reader, part: Path, to: Path, *, step: Step = lambda _done, _of: None, pages: int = PAGES
) -> None:
    """Copy a store into an empty file.

    :param part: the file.
    :param to: the name it will get, for error messages.
    :param step: called with the progress.
    :param pages: pages copied between two calls of ``step``.
    """
    with explain_errors(to), closing(connect(part.absolute().as_uri() + "?mode=rw", part)) as copy:
        record.copy_into(copy, pages, lambda _, left, of: step(of - left, of))
        mark_file(copy)
        copy.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _check_place(store: Path, to: Path, *, over: bool) -> bool:
    """Check the path of the copy, and return whether a file will be replaced."""
    hint = "Name another file." if over else "Name another file, or say --over to replace it."
    replaced = check_output(
        to,
        store=store,
        ours=is_store_file if over else None,
        ours_are="a store or a backup of onrecord",
        hint=hint,
        error=NotAStore,
    )
    left = log_path(to)
    if (left.exists() and left.stat().st_size) or (replaced and log_path(to, "-shm").exists()):
        raise Refused(
            f"{left} lies beside: {to} is in use, or was left with changes in its log.",
            "Name another file; what is in the log would be mixed into the copy.",
        )
    return replaced


def _check_copy(part: Path, store: Path, *, accept_schema: bool) -> int:
    """Open and check the copy.

    :returns: the number of actions in its journal.
    """
    with open_reader(part, rules=True, accept_schema=accept_schema) as copy, explain_errors(store):
        only = (CheckPart.FILE, CheckPart.REFERENCES)
        findings = check(copy, only=only, accept_schema=accept_schema).findings
        if findings:
            raise DamagedStore(
                f"The copy is not whole, because {store} is not: {findings[0].sentence}",
                "onrecord check says all that is wrong; no backup was made.",
            )
        return int(copy.column("SELECT count(*) FROM actions")[0])
