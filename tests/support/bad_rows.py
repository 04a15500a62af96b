"""Rows that onrecord never writes, written past every rule of the schema; the schema stays as it was."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

DERIVED = ("sqlite_", "_sqlite", "words")
"""Beginnings of tables that follow from the record, or belong to SQLite."""

_TERM = re.compile(r'CHECK \("?(\w+)"? IN \(')
_RULES = re.compile(r"(?<!IS )\bNOT NULL\b|\b(?:TEXT|REAL|BLOB)\b|\bINTEGER\b(?! PRIMARY KEY)|\bSTRICT\b,?")
_NOT_TEXT = (b"\xff\xfe\x00", 7, 1.5)
_NOT_UTF8 = "CAST(x'4142ff80c328' AS TEXT)"


@dataclass(frozen=True, slots=True)
class BadValue:
    """A value that a column of a row is given."""

    table: str
    column: str
    value: object
    """What it is; SQL where ``is_sql``."""
    is_sql: bool = False

    def __str__(self) -> str:
        """The place and the value, cut to what a line holds."""
        return f"{self.table}.{self.column} = {self.value!r:.60}"


def bad_values(path: Path) -> list[BadValue]:
    """Every bad value for every column of a store: of the wrong type, unknown, out of range, cut, or leading nowhere.

    :param path: the store.
    """
    with closing(sqlite3.connect(path)) as raw:
        found = raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall()
        tables = [(name, sql) for name, sql in found if not name.startswith(DERIVED)]
        return [bad for name, sql in tables for bad in _of_table(raw, name, sql)]


def _of_table(raw: sqlite3.Connection, table: str, sql: str) -> Iterator[BadValue]:
    if raw.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] == 0:
        return
    terms = set(_TERM.findall(sql))
    keys = {row[3]: row[2] for row in raw.execute(f'PRAGMA foreign_key_list("{table}")')}
    for _, name, kind, required, _, primary in raw.execute(f'PRAGMA table_info("{table}")').fetchall():
        if primary:
            continue
        values: list[object] = ["many", b"\xff\x00", 1.5, 2**63 - 1, -(2**63)] if kind == "INTEGER" else []
        if kind == "INTEGER" and name in keys:
            values = ["many", b"\xff\x00", 999_999, -1, 2**63 - 1]
        elif kind == "INTEGER" and name not in terms:
            values = ["many", b"\xff\x00", 1.5] + ([-(2**62), 2**62] if name in ("start", "end") else [])
        elif kind == "TEXT":
            values = [*_NOT_TEXT, *_bad_texts(table, name, name in terms)]
            yield BadValue(table, name, _NOT_UTF8, is_sql=True)
        elif kind == "REAL":
            values = ["much", b"\xff", float("inf")]
        yield from (BadValue(table, name, value) for value in (*values, *([None] if required else [])))
        if keys.get(name) == table:
            yield BadValue(table, name, "id", is_sql=True)
            yield BadValue(table, name, f'(SELECT id FROM "{table}" o WHERE o."{name}" = "{table}".id)', is_sql=True)


def _bad_texts(table: str, column: str, is_term: bool) -> tuple[str, ...]:
    """Text that is wrong for a column that holds more than free text."""
    if is_term:
        return "bogus", "ASSERT", ""
    if column == "tz":
        return "Mars/Olympus", "../../etc/passwd", "A" * 10_000, ""
    if column.endswith("_edtf"):
        return "not a date", "2020-13-45", "Y17E99999999", "9" * 10_000
    if column.endswith(("_lo", "_hi", "_at")) or column == "at":
        return "9999-99-99T99:99:99Z", "abcd-ef-ghTij:kl:mnZ", "0000-00-00T00:00:00Z", "yesterday"
    if (table, column) in _JSON:
        return "{", "[" * 3_000, '"x"', "7", '[["a"]]', "[[null, 1e999]]", '{"a": {"b": []}}', "null"
    return {"key": ("", "no key", "C99999999999999999999"), "ulid": ("short",), "due": ("9999-99-99",)}.get(column, ())


_JSON = {
    ("captures", "headers"),
    ("captures", "redirects"),
    ("proposals", "content"),
    ("drafts", "values"),
    ("journal", "before"),
    ("journal", "after"),
}


@contextmanager
def without_rules(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a store on which every value can be written. The schema is put back at the end."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for pragma in "synchronous = OFF", "ignore_check_constraints = ON", "writable_schema = ON":
            raw.execute(f"PRAGMA {pragma}")
        kept = raw.execute("SELECT type, name, tbl_name, rootpage, sql FROM sqlite_schema").fetchall()
        version = raw.execute("PRAGMA schema_version").fetchone()[0]
        for type, name, _, _, sql in kept:
            if type == "table" and not name.startswith(DERIVED):
                raw.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (_RULES.sub("", sql), name))
        raw.execute("DELETE FROM sqlite_schema WHERE type = 'trigger'")
        raw.execute(f"PRAGMA schema_version = {version + 1}")
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA synchronous = OFF")
        raw.execute("PRAGMA ignore_check_constraints = ON")
        yield raw
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA synchronous = OFF")
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute("DELETE FROM sqlite_schema")
        raw.executemany("INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES (?, ?, ?, ?, ?)", kept)
        raw.execute(f"PRAGMA schema_version = {version + 2}")


def write_bad_value(path: Path, bad: BadValue, which: int) -> int | None:
    """Give a row a bad value.

    :param which: which of the table's rows, from 0; beyond their number it counts on from the first.
    :returns: its row id; None where a unique index refuses it.
    """
    with without_rules(path) as raw:
        ids = [id for (id,) in raw.execute(f'SELECT {_ID.get(bad.table, "rowid")} FROM "{bad.table}" ORDER BY 1')]
        id = ids[which % len(ids)]
        value = bad.value if bad.is_sql else "?"
        sql = f'UPDATE "{bad.table}" SET "{bad.column}" = {value} WHERE {_ID.get(bad.table, "rowid")} = ?'
        try:
            raw.execute(sql, (id,) if bad.is_sql else (bad.value, id))
        except sqlite3.IntegrityError:
            return None
        return int(id)


_ID = {"claims_brought": "claim", "appearances_brought": "statement"}
"""A column that numbers the rows of a table without row ids."""
