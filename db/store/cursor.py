"""A cursor whose queries end where a signal handler raises, with what it raised."""

from __future__ import annotations

import sqlite3
from typing import Any

from db.store.interruption import lost, raise_lost


class StoppableCursor(sqlite3.Cursor):
    """A cursor that raises what a signal handler raised during its query."""

    def execute(self, sql: str, values: Any = (), /) -> StoppableCursor:
        """Run one statement."""
        lost.error = None
        try:
            super().execute(sql, values)
        except sqlite3.Error:
            raise_lost()
            raise
        return self

    def executemany(self, sql: str, values: Any, /) -> StoppableCursor:
        """Run one statement with each of many values."""
        lost.error = None
        try:
            super().executemany(sql, values)
        except sqlite3.Error:
            raise_lost()
            raise
        return self

    def fetchall(self) -> list[Any]:
        """All rows that are left."""
        try:
            return super().fetchall()
        except sqlite3.Error:
            raise_lost()
            raise

    def fetchmany(self, size: int | None = 1) -> list[Any]:
        """The next rows."""
        try:
            return super().fetchmany(size)
        except sqlite3.Error:
            raise_lost()
            raise

    def fetchone(self) -> Any:
        """The next row."""
        try:
            return super().fetchone()
        except sqlite3.Error:
            raise_lost()
            raise

    def __next__(self) -> Any:
        """The next row."""
        try:
            return super().__next__()
        except sqlite3.Error:
            raise_lost()
            raise
