"""Rows of whole cases, table by table: which there are, read from the schema, and which of them belong to a case.

A row names others by their ULIDs here, never by ids, so that it means the same in any store.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from typing import Any

from db.dataclass import dataclass
from db.exchange.export import Export, ExportExtra
from db.store.reader import Reader, ids_as_json, pages, placeholders

EXTRA_TABLES = {"notes": ExportExtra.NOTES, "tasks": ExportExtra.TASKS, "drafts": ExportExtra.DRAFTS}
"""Tables whose rows leave the store only when they are asked for."""

_ROOTS = ("cases", "sources")
"""Tables whose rows are selected; all others belong to these."""


@dataclass(frozen=True, slots=True)
class PortableTable:
    """One table of the record, as its rows leave a store."""

    name: str
    columns: Mapping[str, str]
    """The declared type of each column but the id, by its name, in the order of the schema."""
    keys: Mapping[str, str]
    """The table that each foreign key names, by its column."""
    required: tuple[str, ...]
    """The foreign keys that a row must have."""
    has_own_key: bool
    """Whether its rows have keys that are unique in the store, as those of cases are."""

    @property
    def own_keys(self) -> list[str]:
        """The foreign keys to rows of the same table."""
        return [column for column, named in self.keys.items() if named == self.name]

    @property
    def belongs_by(self) -> tuple[str, ...]:
        """The foreign keys by which a row belongs to a case: those it must have, else any."""
        return self.required or tuple(self.keys)


def portable_tables(record: Reader) -> list[PortableTable]:
    """The tables whose rows are part of a case; what a table's rows name is in a table before it, or in the same."""
    unplaced = {name: _table(record, name) for name in record.column(_TABLES)}
    placed: list[PortableTable] = []
    while unplaced:
        ready = [each for each in unplaced.values() if not {*each.keys.values()} & (unplaced.keys() - {each.name})]
        placed.append(unplaced.pop(ready[0].name))
    return placed


_TABLES = """
SELECT m.name FROM main.sqlite_schema m JOIN pragma_table_info(m.name, 'main') i ON i.name = 'ulid'
WHERE m.type = 'table' AND m.name NOT IN ('actions', 'filters') ORDER BY m.rowid"""
"""Actions and saved filters belong to a store, and not to a case."""

_OWN_KEYS = """
SELECT 1 FROM pragma_index_list(:table, 'main') l WHERE l."unique"
  AND (SELECT group_concat(i.name) FROM pragma_index_info(l.name, 'main') i) = 'key'"""


def _table(record: Reader, name: str) -> PortableTable:
    columns = {str(row[1]): str(row[2]) for row in record.rows(f'PRAGMA main.table_info("{name}")') if row[1] != "id"}
    keys = record.foreign_keys.of(name)
    return PortableTable(
        name,
        columns,
        {key.column: key.names for key in keys},
        tuple(key.column for key in keys if key.is_required),
        record.row(_OWN_KEYS, table=name) is not None,
    )


Row = dict[str, Any]
"""A row by column, with its table under ``table``. What it names is a ULID, bytes are in base64; NULL is left out."""


def case_rows(export: Export) -> Iterator[Row]:
    """The rows of the selected cases, table by table, in the order in which they were added."""
    ulids: dict[str, dict[int, str]] = {}
    for table in portable_tables(export.record):
        if table.name in EXTRA_TABLES and EXTRA_TABLES[table.name] not in export.extras:
            continue
        own = ulids[table.name] = {}
        for id, row in _rows_of_table(export, table, ulids):
            own[id] = row["ulid"]
            yield row


def _rows_of_table(
    export: Export, table: PortableTable, ulids: Mapping[str, Mapping[int, str]]
) -> Iterator[tuple[int, Row]]:
    ids = _candidates(export, table, ulids)
    own = _ulids(export.record, table.name, ids) if table.own_keys else {}
    known = {**ulids, table.name: own}
    listed = ", ".join(f'"{name}"' for name in ("id", *table.columns))
    for page in pages(ids, 1 if "BLOB" in table.columns.values() else 500):
        export.progress.go_on(export.progress.done + len(page))
        sql = f'SELECT {listed} FROM "{table.name}" WHERE id IN ({placeholders(page)}) ORDER BY id'
        for id, *values in export.record.rows(sql, *page):
            held = dict(zip(table.columns, values, strict=True))
            if table.name in _ROOTS or _belongs(table, held, ulids):
                yield id, _portable_row(table, held, known)


def _candidates(export: Export, table: PortableTable, ulids: Mapping[str, Mapping[int, str]]) -> list[int]:
    """Ids of the rows that name a selected row by the first key that they must have, or by any key."""
    if table.name in _ROOTS:
        return sorted(getattr(export.selection, table.name))
    found: set[int] = set()
    for column in table.required[:1] or table.keys:
        above = ulids.get(table.keys[column], {})
        sql = f'SELECT id FROM "{table.name}" WHERE "{column}" IN (SELECT value FROM json_each(:above))'
        found.update(export.record.column(sql, above=ids_as_json(above)))
    return sorted(found)


def _ulids(record: Reader, table: str, ids: list[int]) -> dict[int, str]:
    return {
        id: ulid
        for page in pages(ids)
        for id, ulid in record.rows(f'SELECT id, ulid FROM "{table}" WHERE id IN ({placeholders(page)})', *page)
    }


def _belongs(table: PortableTable, held: Row, ulids: Mapping[str, Mapping[int, str]]) -> bool:
    """Whether all that a row belongs to is selected."""
    named = {column: held[column] for column in table.belongs_by if held[column] is not None}
    return bool(named) and all(id in ulids.get(table.keys[column], {}) for column, id in named.items())


def _portable_row(table: PortableTable, held: Row, ulids: Mapping[str, Mapping[int, str]]) -> Row:
    row: Row = {"table": table.name}
    for name, value in held.items():
        if name in table.keys and value is not None:
            value = ulids.get(table.keys[name], {}).get(value)  # what it names may belong to another case
        if isinstance(value, bytes):
            value = b64encode(value).decode()
        if value is not None:
            row[name] = value
    return row
