"""A store opened for writing: every change a person makes is one transaction through here."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlite_utils import Database
from ulid import ULID

from db.reader import Reader
from db.schema import migrate


class Writer(Reader):
    """The one connection that writes. It also reads, so that an entry can look up what it names."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self._database = Database(connection, execute_plugins=False)
        migrate(self._database)

    @contextmanager
    def action(self) -> Iterator[None]:
        """One action of a person: all of it is written, or nothing."""
        with self._database.atomic():
            yield

    def insert(self, table: str, **columns: object) -> int:
        """Write a row with a new ULID.

        :param table: a table of the schema.
        :param columns: its values by column.
        :returns: the row's id.
        """
        row = {"ulid": str(ULID()), **columns}
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        cursor = self._connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(row.values()))
        return int(cursor.lastrowid or 0)

    def next_key(self, table: str, letter: str, case: int | None = None) -> str:
        """The next free key of a table: the letter and one more than the highest number so far.

        :param table: a table whose rows have keys.
        :param letter: the key's letter: K, W, R, C or S.
        :param case: the case the keys are counted in, or None where they are the store's.
        """
        highest = f'SELECT max(CAST(substr(key, 2) AS INTEGER)) FROM "{table}"'
        found = self.row(highest) if case is None else self.row(f'{highest} WHERE "case" = ?', case)
        return f"{letter}{(found[0] if found and found[0] else 0) + 1}"

    def close(self) -> None:
        """Close the connection; what was confirmed moves from the write-ahead log into the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
