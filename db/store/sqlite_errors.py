"""Explain errors that are raised while a store is used, also those that only its damage explains."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.errors import OnRecordError
from db.store.error_translation import explain_error


@contextmanager
def explain_errors(path: Path | str) -> Iterator[None]:
    """Raise errors of SQLite and of the system, and those that damage of the store explains, as :mod:`db.errors`.

    :param path: the store, or what a message calls a file.
    """
    try:
        yield
    except OnRecordError:
        raise
    except Exception as error:
        found = error_of_store(error, path)
        if found is None:
            raise
        raise found from error


def error_of_store(error: Exception, path: Path | str) -> OnRecordError | None:
    """The error of :mod:`db.errors` for any error that was raised while a store was used; None if it is a bug.

    :param error: the error that was raised.
    :param path: the store, or what a message calls a file.
    """
    if isinstance(error, OnRecordError):
        return error
    if isinstance(error, sqlite3.Error | OSError):
        return explain_error(error, path)
    from db.store.damage import damage_behind  # kept out of start-up

    return damage_behind(error, path) if isinstance(path, Path) else None
