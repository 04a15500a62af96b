"""Whether an unexpected error comes from the store: a look for a row that can't be read, or a page that is damaged.

A function that turns rows into records trusts their values, and may fail in any way on a row that onrecord would not
have written. Rather than guard each of them, the error is explained afterwards.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from time import monotonic
from typing import TypeVar

from db.errors import DamagedStore, OnRecordError
from db.model import enums
from db.model.declared_types import has_declared_types
from db.model.things import thing_name
from db.store.bad_rows import bad_rows, describe_bad_row, name_stored_row
from db.store.connection import connect
from db.store.reader import Reader

T = TypeVar("T")

SIGNS_OF_DAMAGE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
    sqlite3.DatabaseError,
)
"""What functions raise on values that no row of ours holds, or as bugs."""

LOOK_SECONDS = 3.0
"""The longest look for the damage, since a person waits."""


def damage_behind(
    error: Exception, path: Path, seconds: float = LOOK_SECONDS, steps_between_checks: int = 50_000
) -> DamagedStore | None:
    """The damage of a store that explains an error; None if the store has none, so that the error is a bug.

    :param error: the error that was raised while the store was read or written.
    :param path: the store.
    :param seconds: the longest look for the damage.
    :param steps_between_checks: SQLite's steps after which the time is checked.
    """
    if not isinstance(error, SIGNS_OF_DAMAGE) or not path.is_file():
        return None
    end = monotonic() + seconds
    try:
        with closing(connect(f"{path.absolute().as_uri()}?mode=ro", path)) as connection:
            connection.set_progress_handler(lambda: monotonic() > end, steps_between_checks)
            sentence = _first_damage(Reader(connection))
    except OnRecordError as known:
        return DamagedStore(known.message, known.hint)
    except SIGNS_OF_DAMAGE as failed:  # also a UnicodeDecodeError, of SQLite's message that names a part of the schema
        if getattr(failed, "sqlite_errorcode", 0) != sqlite3.SQLITE_INTERRUPT:
            return DamagedStore(f"{path} is damaged: {failed}.", _HINT)
        return _unknown_term(error, path)
    if sentence is None:
        return None
    return DamagedStore(f"{path} holds something that onrecord can't read. {sentence}", _HINT)


def sound(value: T, path: Path) -> T:
    """What was read from a store, as it is.

    :param value: a record, or any number of them.
    :param path: the store.
    :raises DamagedStore: a record holds a value that its field can't, since a row of the store does.
    """
    if not has_declared_types(value):
        found = damage_behind(TypeError("a value of another type than its field's"), path)
        if found is not None:
            raise found
    return value


_HINT = "Nothing was changed. onrecord check lists all that is wrong; an earlier backup may be intact."


def _unknown_term(error: Exception, path: Path) -> DamagedStore | None:
    """The error for a term that no vocabulary has, where the look for its row took too long; else None."""
    said = re.fullmatch(r"(.+) is not a valid (\w+)", str(error), re.DOTALL) if isinstance(error, ValueError) else None
    if said is None or not hasattr(enums, said[2]):
        return None
    term = re.sub(r"(?<!^)(?=[A-Z])", " ", said[2]).lower()
    return DamagedStore(f"{path} holds a row with a word that onrecord doesn't know: {said[1]} is no {term}.", _HINT)


def _first_damage(record: Reader) -> str | None:
    """A sentence on the first row that can't be read, row that names one that is not there, or damaged page."""
    for bad in bad_rows(record):
        return describe_bad_row(record, bad)
    for table, row, named, _ in record.rows("PRAGMA foreign_key_check"):
        return f"{name_stored_row(record, table, row)} names a {thing_name(named)} that is not there."
    with suppress(IndexError):
        said = str(record.column("PRAGMA quick_check(1)")[0])
        return None if said == "ok" else f"SQLite says: {said}."
    return None
