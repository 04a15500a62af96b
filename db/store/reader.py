"""A store opened for reading: queries that return rows as tuples, from which other modules make records."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, Self, TypeVar

from db.errors import StoreReplaced, TooLarge
from db.store.connection import Connection
from db.store.foreign_keys import ForeignKeys, read_foreign_keys
from db.store.id_list import PIECE, Ids
from db.store.interruption import Stopper
from db.store.progress import Progress
from db.store.replacement import OpenedFiles, keep_open_store
from db.store.sql_functions import decode_stored, register_functions

Row = tuple[Any, ...]
T = TypeVar("T")

PAGE = 500
"""Ids in a page. A query uses a page twice at most, which stays far below SQLite's limit of 32,766 values."""


class Reader:
    """A read-only connection. One thread uses it at a time; any thread may :meth:`interrupt` it."""

    def __init__(self, connection: sqlite3.Connection, after: Callable[[], None] = lambda: None) -> None:
        self._connection = connection
        self._files: OpenedFiles | None = getattr(connection, "files", None)
        self._on_close = after
        self.stopper = connection.stopper if isinstance(connection, Connection) else Stopper(connection)
        """Stops its queries."""
        self.foreign_parts: tuple[str, ...] = connection.foreign_parts if isinstance(connection, Connection) else ()
        """What of the store's schema is not onrecord's, a phrase each; empty where it is onrecord's."""
        prepare_connection(connection)

    @cached_property
    def path(self) -> Path | str:
        """The store's file; "The store" where it is in memory."""
        file = next((row[2] for row in self._connection.execute("PRAGMA database_list") if row[1] == "main"), "")
        return Path(file) if file else "The store"

    @cached_property
    def foreign_keys(self) -> ForeignKeys:
        """The foreign keys of the store, read once a connection."""
        return read_foreign_keys(self._connection)

    def rows(self, sql: str, *values: object, **named: object) -> list[Row]:
        """Every row of a query.

        :param sql: one statement, with a ``?`` for each value, or a ``:name`` for each that is named.
        :param values: values of the question marks.
        :param named: values of the names; a query has one kind or the other.
        """
        return self._connection.execute(sql, named or values).fetchall()

    def row(self, sql: str, *values: object, **named: object) -> Row | None:
        """The first row of a query, or None.

        :param sql: as for :meth:`rows`.
        """
        found: Row | None = self._connection.execute(sql, named or values).fetchone()
        return found

    def column(self, sql: str, *values: object, **named: object) -> list[Any]:
        """The first value of every row.

        :param sql: as for :meth:`rows`.
        """
        return [row[0] for row in self._connection.execute(sql, named or values).fetchall()]

    def ids(
        self, sql: str, *values: object, into: Ids[Any] | None = None, progress: Progress | None = None, **named: object
    ) -> Ids[Any]:
        """The first value of every row, for ids that may be millions.

        :param sql: as for :meth:`rows`.
        :param into: a list to fill; another thread may read it meanwhile.
        :param progress: kept up to date.
        :raises QueryStopped: the query was stopped.
        """
        found: Ids[Any] = Ids() if into is None else into
        cursor = self._connection.execute(sql, named or values)
        while rows := cursor.fetchmany(PIECE):
            found.take([row[0] for row in rows])
            if progress is not None:
                progress.go_on(max(progress.done, len(found)))
        return found

    def pieces(self, sql: str, size: int, **named: object) -> Iterator[list[Any]]:
        """The first value of every row, in pieces. Other queries may run between two pieces.

        :param sql: as for :meth:`rows`.
        :param size: values in a piece.
        """
        for rows in self.row_pieces(sql, size, **named):
            yield [row[0] for row in rows]

    def row_pieces(self, sql: str, size: int, **named: object) -> Iterator[list[Row]]:
        """Every row, in pieces. Other queries may run between two pieces.

        :param sql: as for :meth:`rows`.
        :param size: rows in a piece.
        """
        cursor = self._connection.execute(sql, named)
        while rows := cursor.fetchmany(size):
            yield rows

    def heed(self, progress: Progress | None) -> None:
        """Let a progress stop the query that runs; that query then raises ``sqlite3.OperationalError``.

        :param progress: the one to obey; None to obey none.
        """
        self.stopper.progress = progress

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Stop the queries of the block after a time.

        :raises TooLarge: the time was up.
        """
        self.stopper.deadline = monotonic() + seconds
        try:
            yield
        except Exception as error:
            if monotonic() > self.stopper.deadline:
                raise TooLarge(
                    "The store does not answer: a query takes too long.",
                    "It was stopped; a view in place of a table may never end.",
                ) from error
            raise
        finally:
            self.stopper.deadline = None

    @contextmanager
    def as_of_now(self) -> Iterator[None]:
        """Read one snapshot of the store for the whole block. Other programs can write meanwhile."""
        if self._connection.in_transaction:
            yield
            return
        self._connection.execute("BEGIN")
        try:
            self._connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            yield
        except BaseException:
            self._connection.rollback()
            raise
        self._connection.commit()  # keeps temporary tables that the block has made

    def copy_into(self, other: sqlite3.Connection, pages: int, step: Callable[[int, int, int], object]) -> None:
        """Copy a snapshot of the store into another database. Other programs can write meanwhile.

        :param pages: pages to copy in one step.
        :param step: called after each step with SQLite's status, the pages left, and the pages in all.
        """
        with self.as_of_now():  # without a snapshot, each change by another program restarts the copy
            self._connection.backup(other, pages=pages, progress=step)

    def describe_replacement(self) -> str:
        """What took the place of the store's files since they were opened, as a sentence; empty where nothing did."""
        return self._files.describe_replacement() if self._files is not None else ""

    def is_overwritten(self) -> bool:
        """Whether another file was copied over the store's."""
        return self._files is not None and self._files.is_overwritten(self._connection)

    def keep_copy(self) -> StoreReplaced:
        """Copy a store that was replaced to a new file.

        :returns: the error that says what happened, and where the copy is.
        """
        assert self._files is not None
        return keep_open_store(self._connection, self._files, has_change=False)

    def interrupt(self) -> None:
        """Stop the running query, from any thread; that query raises ``sqlite3.OperationalError``.

        Where none runs, as in a reader that its own thread has closed, nothing happens.
        """
        with suppress(sqlite3.ProgrammingError):
            self._connection.interrupt()

    def close(self) -> None:
        """Close the connection, and remove the files it created beside the store."""
        replaced = self.describe_replacement()
        self._connection.close()
        if not replaced:
            self._on_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def prepare_connection(connection: sqlite3.Connection) -> None:
    """Make a connection read text that is not valid UTF-8, and give its queries the functions they call."""
    connection.text_factory = decode_stored
    register_functions(connection)


def pages(ids: Sequence[T], size: int = PAGE) -> Iterator[Sequence[T]]:
    """Split ids into pages, to go through a long list without holding all of its records.

    :param size: ids in a page.
    """
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def placeholders(ids: Sized) -> str:
    """Question marks for ``IN (…)``, one for each id.

    :param ids: at most a page; SQLite takes 32,766 values in one statement.
    """
    return ",".join("?" * len(ids))


def ids_as_json(ids: Iterable[int]) -> str:
    """Ids as JSON for ``IN (SELECT value FROM json_each(?))``: the SQL is the same for any number of them.

    :param ids: any number.
    """
    return f"[{','.join(map(str, ids))}]"


def order_by_ids(ids: Iterable[int], found: Mapping[int, T]) -> list[T]:
    """Records in a given order of ids. Ids without a record are left out.

    :param ids: the order.
    :param found: records by id.
    """
    return [found[id] for id in ids if id in found]
