"""Foreign keys of the schema: which column names which table's rows, and so which row belongs to which."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from db.dataclass import dataclass

ABOUT_THE_RECORD = frozenset({"actions", "journal", "drafts"})
"""Tables that are about the record, not part of it."""


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A column that names a row of a table."""

    table: str
    column: str
    number: int
    """Its number among the keys of its table, as SQLite counts them."""
    names: str
    """The table whose row it names."""
    is_required: bool
    cascades: bool
    """Whether SQLite takes its row out with the one it names."""


class ForeignKeys:
    """The foreign keys of a store, by the table they are in and by the one they name."""

    def __init__(self, keys: Iterable[ForeignKey]) -> None:
        """Sort them.

        :param keys: in the order of their tables' columns.
        """
        self._of: dict[str, list[ForeignKey]] = {}
        self._naming: dict[str, list[ForeignKey]] = {}
        for key in keys:
            self._of.setdefault(key.table, []).append(key)
            if key.table not in ABOUT_THE_RECORD:
                self._naming.setdefault(key.names, []).append(key)
        self._owners = {table: _owners(own) for table, own in self._of.items() if table not in ABOUT_THE_RECORD}

    @property
    def tables(self) -> list[str]:
        """The tables that have foreign keys."""
        return list(self._of)

    def of(self, table: str) -> list[ForeignKey]:
        """The foreign keys of a table."""
        return self._of.get(table, [])

    def naming(self, table: str) -> list[ForeignKey]:
        """The foreign keys of the record's tables that name rows of a table, by table and column."""
        return self._naming.get(table, [])

    def owners(self, table: str) -> list[ForeignKey]:
        """The keys of a table that name what its rows belong to: a stance belongs to its statement."""
        return self._owners.get(table, [])


def _owners(keys: list[ForeignKey]) -> list[ForeignKey]:
    """The first key that a row must have, and others that it must have on the same table; else all it may have."""
    required = [key for key in keys if key.is_required]
    return [key for key in required if key.names == required[0].names] or keys


def read_foreign_keys(connection: sqlite3.Connection) -> ForeignKeys:
    """Read the foreign keys of a store from its schema."""
    return ForeignKeys(
        ForeignKey(table, column, number, names, bool(required), action == "CASCADE")
        for table, column, number, names, required, action in connection.execute(_FOREIGN_KEYS)
    )


_FOREIGN_KEYS = """
SELECT m.name, f."from", f.id, f."table", i."notnull", f.on_delete
FROM main.sqlite_schema m, pragma_foreign_key_list(m.name, 'main') f
JOIN pragma_table_info(m.name, 'main') i ON i.name = f."from"
WHERE m.type = 'table' ORDER BY m.name, i.cid"""
