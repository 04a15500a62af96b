"""Functions in Python that queries call. Each takes a value of any kind, since any row may hold one.

SQLite may call a function with NULL where no row that the query returns has one: it moves calls out of loops and
conditions. The module sqlite3 decodes text as strict UTF-8 before it calls, so a query passes stored text as
``CAST(… AS BLOB)``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import lru_cache

from db.text.normalize import casefold_words

SqlValue = None | int | float | str | bytes
"""A value as SQLite passes it to a function."""


def register_functions(connection: sqlite3.Connection) -> None:
    """Give queries of a connection the function ``folded``: :func:`db.text.normalize.casefold_words` in SQL."""
    register_function(connection, "folded", _casefold_stored)


def register_function(connection: sqlite3.Connection, name: str, function: Callable[[bytes], str]) -> None:
    """Give queries a function of one text, which gets each kind of value as the bytes of its text.

    As for SQLite's own functions of text, NULL results in NULL, and a number is taken as it is written.

    :param function: the same bytes must always result in the same text.
    """

    def call(value: SqlValue) -> str | None:
        if value is None:
            return None
        return function(value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass"))

    connection.create_function(name, 1, call, deterministic=True)


def decode_stored(stored: bytes) -> str:
    """Decode stored text, with U+FFFD for invalid bytes: one broken row must not make the others unreadable."""
    return stored.decode("utf-8", "replace")


def _casefold_stored(stored: bytes) -> str:
    return _casefold_name(stored) if len(stored) <= _SHORT else casefold_words(decode_stored(stored))


_SHORT = 200
"""Up to this many bytes, folded text is kept: each entry of a feed is compared with the names of all outlets."""


@lru_cache(maxsize=10_000)
def _casefold_name(stored: bytes) -> str:
    return casefold_words(decode_stored(stored))
