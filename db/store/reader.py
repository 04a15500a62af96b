"""A store opened for reading: rows as tuples for the modules that make records of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self, TypeVar

from db.store.id_list import PIECE, Ids
from db.store.progress import Progress
from db.text.normalize import casefold_words

Row = tuple[Any, ...]
T = TypeVar("T")

PAGE = 500
"""Ids to a page; a query names a page twice at most, far below the 32,766 values SQLite takes."""


_BETWEEN_LOOKS = 50_000
"""Steps of SQLite's machine between two looks whether a question is still wanted: about a millisecond."""


class Reader:
    """A read-only connection. One thread uses it at a time; any thread may :meth:`interrupt` it."""

    def __init__(self, connection: sqlite3.Connection, after: Callable[[], None] = lambda: None) -> None:
        self._connection = connection
        self._after = after
        prepare(connection)

    def rows(self, sql: str, *values: object, **named: object) -> list[Row]:
        """Every row of a query.

        :param sql: one statement, with a ``?`` for each value, or a ``:name`` for each that is named.
        :param values: what stands for the question marks.
        :param named: what stands for the names; a query has either, never both.
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
        return [row[0] for row in self._connection.execute(sql, named or values)]

    def ids(
        self, sql: str, *values: object, into: Ids[Any] | None = None, progress: Progress | None = None, **named: object
    ) -> Ids[Any]:
        """The first value of every row, where that is an id, and there may be millions.

        :param sql: as for :meth:`rows`.
        :param into: where they go as they come; another thread may look at it meanwhile.
        :param progress: moved on as they come.
        :raises Stopped: the question is no longer wanted.
        """
        found: Ids[Any] = Ids() if into is None else into
        cursor = self._connection.execute(sql, named or values)
        while rows := cursor.fetchmany(PIECE):
            found.take([row[0] for row in rows])
            if progress is not None:
                progress.go_on(max(progress.done, len(found)))
        return found

    def pieces(self, sql: str, size: int, **named: object) -> Iterator[list[Any]]:
        """The first value of every row, some at a time; other questions may be asked between two pieces.

        :param sql: as for :meth:`rows`.
        :param size: values to a piece.
        """
        cursor = self._connection.execute(sql, named)
        while rows := cursor.fetchmany(size):
            yield [row[0] for row in rows]

    def heed(self, progress: Progress | None) -> None:
        """Stop whatever query runs as soon as a question is no longer wanted; it raises ``sqlite3.OperationalError``.

        :param progress: the question's; None once it is answered.
        """
        self._connection.set_progress_handler((lambda: progress.stopped) if progress else None, _BETWEEN_LOOKS)

    @contextmanager
    def as_of_now(self) -> Iterator[None]:
        """Read the store as it is at this moment, though other programs write meanwhile; they are not held up."""
        if self._connection.in_transaction:
            yield
            return
        self._connection.execute("BEGIN")
        try:
            self._connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            yield
        finally:
            self._connection.rollback()

    def copy_into(self, other: sqlite3.Connection, pages: int, step: Callable[[int, int, int], object]) -> None:
        """Copy the store as it is at this moment into another, some pages at a time, though others write meanwhile.

        :param step: is told SQLite's status, the pages that are left, and how many there are.
        """
        with self.as_of_now():  # held through all the steps, or each change of another program would begin it anew
            self._connection.backup(other, pages=pages, progress=step)

    def interrupt(self) -> None:
        """Stop the query that runs now, from any thread; it raises ``sqlite3.OperationalError``."""
        self._connection.interrupt()

    def close(self) -> None:
        """Close the connection, and leave no file of its own beside the store."""
        self._connection.close()
        self._after()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def prepare(connection: sqlite3.Connection) -> None:
    """Let a connection read text that is not UTF-8, and queries compare words as :func:`casefold_words` has them."""
    connection.text_factory = _text
    connection.create_function("folded", 1, _folded, deterministic=True)


def _text(stored: bytes) -> str:
    """Text of the store, with U+FFFD for bytes that are no UTF-8, so that one broken row hides no other."""
    return stored.decode("utf-8", "replace")


def _folded(stored: bytes) -> str:
    """:func:`db.text.normalize.casefold_words` in a query, for text cast to a blob: sqlite3 passes on UTF-8 only."""
    return casefold_words(_text(stored))


def pages(ids: Sequence[T], size: int = PAGE) -> Iterator[Sequence[T]]:
    """Ids by the page, for a walk through a whole list without holding all of its records.

    :param size: ids to a page.
    """
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def among(ids: Sized) -> str:
    """Question marks for ``IN (…)``, one for each id.

    :param ids: at most a page of them; SQLite takes 32,766 values in one statement.
    """
    return ",".join("?" * len(ids))


def as_json(ids: Iterable[int]) -> str:
    """Ids for ``IN (SELECT value FROM json_each(?))``: however many, the query stays one and is compiled once.

    :param ids: as many as there is room for in memory.
    """
    return f"[{','.join(map(str, ids))}]"


def in_order(ids: Iterable[int], found: Mapping[int, T]) -> list[T]:
    """Records in the order their ids were asked for; ids that are gone are left out.

    :param ids: the order.
    :param found: records by id.
    """
    return [found[id] for id in ids if id in found]
