"""Findings of a check and its parts, and the tables, columns and rows that each part reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from db.dataclass import dataclass
from db.store.bad_rows import name_stored_row
from db.store.reader import Reader, Row


class CheckPart(StrEnum):
    """A part of the check, in this order."""

    SCHEMA = "schema"
    FILE = "file"
    VALUES = "values"
    REFERENCES = "references"
    TEXT = "text"
    KEYS = "keys"
    ANCHORS = "anchors"
    CAPTURES = "captures"
    JOURNAL = "journal"
    ROWS = "rows"
    SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem."""

    part: CheckPart
    sentence: str
    table: str | None = None
    row: int | None = None
    column: str | None = None


_PAGE = 2_000
_ABOUT = ("sqlite_", "_sqlite", "words")


def record_tables(record: Reader) -> list[str]:
    """The tables with ids, without those of SQLite and of the index of words."""
    names = record.column("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return [
        str(name) for name in names if not str(name).startswith(_ABOUT) and "id" in table_columns(record, str(name))
    ]


def table_columns(record: Reader, table: str) -> dict[str, str]:
    """The columns of a table, with their types."""
    return {str(row[1]): str(row[2]) for row in record.rows(f'PRAGMA table_info("{table}")')}


def read_all_rows(record: Reader, table: str, names: Iterable[str]) -> Iterator[Row]:
    """All rows of a table, read page by page: the id, then the given columns."""
    after: object = -(2**63)
    listed = ", ".join(f'"{name}"' for name in names)
    size = 20 if table == "captures" else _PAGE
    sql = f'SELECT id, {listed} FROM "{table}" WHERE id > ? ORDER BY id LIMIT {size}'
    while page := record.rows(sql, after):
        yield from page
        after = page[-1][0]


def name_row(record: Reader, table: str, id: object) -> str:
    """A row as the subject of a sentence: "Claim C3", "A stance (row 7 of stances)"."""
    return name_stored_row(record, table, id)
