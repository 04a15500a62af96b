"""Compare the schema of a store with onrecord's: one digest over all of it, so that opening a store stays quick.

Nothing of the schema is run. Naming what differs, where the digest does: :mod:`db.store.schema_differences`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from db.errors import ForeignSchema
from db.store.header import APPLICATION_ID
from db.store.schema_rows import SchemaRow, read_rows

DIGESTS = frozenset(
    {
        "7a1bc898f5bd85c1c54805b3189ba2de48ac0b18",  # a new store
        "e31d7b0fe7249a126a1fd9e382296ed2b40f6e6a",  # a store of schema 10 that was brought up to date
    }
)
"""The digests of onrecord's schema, which ``python -m tests.support.schema_digests`` prints."""

_equal: set[tuple[int, str]] = set()
"""Versions with other digests that :mod:`db.store.schema_differences` found to stand for the same schema. Views of an
earlier version may be any, so what is right for one version is not for another.
"""


def foreign_parts(connection: sqlite3.Connection) -> tuple[str, ...]:
    """What of a schema is not onrecord's, a phrase each; empty where it is onrecord's, exactly.

    :param connection: an open store of any version that this onrecord can read.
    """
    version, encoding, application, rows = _read_schema(connection)
    found = digest(rows)
    if application != APPLICATION_ID or encoding != "UTF-8" or not (found in DIGESTS or (version, found) in _equal):
        from db.store.schema_differences import name_differences  # imports sqlite_utils, for schemas that differ

        differences = name_differences(rows, version, encoding, application)
        if not differences:
            _equal.add((version, found))
        return differences
    return ()


_NAMED = 4
"""Phrases that an error has; a check of the store lists all."""

_IS_ADDED = " is not onrecord's"


def foreign_schema_error(path: Path, parts: Sequence[str]) -> ForeignSchema:
    """The error for a store whose schema is not onrecord's.

    :param path: the file that the message names.
    :param parts: what differs, from :func:`foreign_parts`.
    """
    more = f", and {len(parts) - _NAMED:,} more" if len(parts) > _NAMED else ""
    message = f"The schema of {path} is not onrecord's: {', '.join(parts[:_NAMED])}{more}."
    if all(part.endswith(_IS_ADDED) for part in parts):
        type, name = parts[0].removesuffix(_IS_ADDED).split(maxsplit=1)
        return ForeignSchema(
            message,
            f"What a person added goes out again in sqlite3: DROP {type.upper()} {name}. "
            "--accept-schema opens the store as it is, for reading only.",
        )
    return ForeignSchema(
        message,
        "What it shows may mislead: an earlier backup may be intact. "
        "--accept-schema opens the store as it is, for reading only.",
    )


def _read_schema(connection: sqlite3.Connection) -> tuple[int, str, int, list[SchemaRow]]:
    """The version, the encoding of text, the application id and the rows of a schema, from one snapshot."""
    connection.execute("BEGIN")
    try:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        application: int = connection.execute("PRAGMA application_id").fetchone()[0]
        encoding: str = connection.execute("PRAGMA encoding").fetchone()[0]
        return version, encoding, application, read_rows(connection)
    finally:
        connection.rollback()


def digest(rows: list[SchemaRow]) -> str:
    """The digest of a schema, without what other programs are known to add."""
    values = [value for row in rows for value in row]
    lengths = [len(value) if isinstance(value, bytes) else f"not text: {value}" for value in values]
    text = b"".join(value for value in values if isinstance(value, bytes))
    return str(_sha512()(repr(lengths).encode() + text).hexdigest()[:40])


@cache
def _sha512() -> Any:
    """SHA-512 from the module that ``random`` has loaded already: ``hashlib`` would take some milliseconds."""
    for name in "_sha2", "_sha512", "hashlib":
        try:
            return import_module(name).sha512
        except ImportError:
            continue
    raise ImportError("no SHA-512")
