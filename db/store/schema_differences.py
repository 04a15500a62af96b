"""Name what in the schema of a store is not onrecord's: each table, view, index and trigger by itself.

Nothing of the schema is run: it is compared with that of a new store in memory.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from functools import cache

from sqlite_utils import Database

from db.dataclass import dataclass
from db.store.header import APPLICATION_ID, FIRST_VERSION, SCHEMA_VERSION
from db.store.migrations import migrate
from db.store.schema_changes import CHANGES
from db.store.schema_rows import SchemaRow, read_rows

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class SchemaObject:
    """A table, view, index or trigger."""

    type: bytes
    name: bytes
    table: bytes
    sql: bytes | None


def name_differences(rows: Iterable[SchemaRow], version: int, encoding: str, application: int) -> tuple[str, ...]:
    """What of a schema is not onrecord's, a phrase each: "view origins differs".

    Comments and blanks may differ, as they do in a store that was brought up to date.

    :param rows: the schema, without what other programs are known to add.
    :param version: the version that the store has.
    :param encoding: the encoding of its text.
    :param application: its application id.
    """
    ours, theirs = _by_name(_own_schema(version)), _by_name(rows)
    has_old_views = version < SCHEMA_VERSION  # an upgrade replaces them before anything reads them
    found = [*_header_differences(encoding, application)]
    for name in sorted(ours.keys() | theirs.keys()):
        phrase = _difference(ours.get(name), theirs.get(name), has_old_views=has_old_views)
        if phrase:
            found.append(phrase)
    return tuple(found)


def _header_differences(encoding: str, application: int) -> Iterator[str]:
    if encoding != "UTF-8":
        yield f"text is kept as {encoding}, not as UTF-8"
    if application != APPLICATION_ID:
        yield "the application id differs"


def _by_name(rows: Iterable[SchemaRow]) -> Mapping[bytes, SchemaObject]:
    """Objects by name, as SQLite compares names; triggers have names of their own."""
    objects = [SchemaObject(*row) for row in rows]
    return {(b"trigger " if each.type == b"trigger" else b"") + each.name.lower(): each for each in objects}


def _difference(ours: SchemaObject | None, theirs: SchemaObject | None, *, has_old_views: bool) -> str:
    """How an object differs; empty if it doesn't, or if that of its table says so already."""
    if theirs is None:
        assert ours is not None
        is_made_anew = ours.sql is None or (ours.type == b"view" and has_old_views)
        return "" if is_made_anew else f"{_title(ours)} is missing"
    if ours is None:
        return f"{_title(theirs)} is not onrecord's" if theirs.sql is not None else ""
    if (ours.type, ours.name) != (theirs.type, theirs.name):
        return f"{_title(theirs)} stands in the place of {_title(ours)}"
    if ours.type == b"view" and has_old_views:
        return ""
    is_same = ours.table == theirs.table and _tokens(ours.sql) == _tokens(theirs.sql)
    return "" if is_same else f"{_title(theirs)} differs"


def _title(object: SchemaObject) -> str:
    """The type and the name of an object, with escapes for everything but ASCII: a letter may look like another."""
    return f"{_escaped(object.type)} {_escaped(object.name)}"


def _escaped(name: bytes) -> str:
    shown = name.decode("utf-8", "backslashreplace").encode("unicode_escape").decode("ascii")
    return shown if len(shown) <= _LONGEST_NAME else f"{shown[:_LONGEST_NAME]}…"


_TOKEN = re.compile(
    rb"""(?P<skipped>--[^\n]*|/\*.*?(?:\*/|\Z)|[ \t\n\f\r]+)"""
    rb"""|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|[A-Za-z0-9_$\x80-\xff]+|.""",
    re.DOTALL,
)
"""A token as SQLite splits SQL (https://sqlite.org/src/file/src/tokenize.c), so that nothing else can look the same."""


def _tokens(sql: bytes | None) -> list[bytes]:
    """The SQL without comments and blanks. SQLite stops reading at a NUL, so SQL with one is not split."""
    if sql is None or b"\0" in sql:
        return [] if sql is None else [sql]
    return [found[0] for found in _TOKEN.finditer(sql) if found["skipped"] is None]


@cache
def _own_schema(version: int) -> tuple[SchemaRow, ...]:
    """The schema of a version, as a new store of it would have it."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(Database(connection, execute_plugins=False), CHANGES[: max(version - FIRST_VERSION, 0)])
        return tuple(read_rows(connection))
