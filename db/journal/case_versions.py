"""The version of a case: the number of its changes, by which cached counts are known to be current.

Changes of rows that cases share, such as a source that speaks in several, count under :data:`SHARED`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from db.journal.entries import Entry, Op
from db.store.reader import Reader

SHARED = 0
"""The case number under which changes of shared rows count."""

RowId = tuple[str, int]
"""A table and a row id."""

_BUMP = """
INSERT INTO case_changes ("case", version, at, action) VALUES (:case, 1, :at, :action)
ON CONFLICT ("case") DO UPDATE SET version = version + 1, at = coalesce(excluded.at, at),
                                   action = coalesce(excluded.action, action)"""


def affected_cases(record: Reader, entry: Entry) -> Iterator[RowId]:
    """The owners of a changed row, by the entry alone: the action that changes it may still be under way."""
    if entry.table == "cases" or entry.op is Op.UPDATE:
        yield entry.table, entry.row
    named = False
    for values in (entry.before or {}, entry.after or {}):
        for key in record.foreign_keys.owners(entry.table):
            if values.get(key.column) is not None:
                named = True
                yield key.names, values[key.column]
    if not named and entry.table == "sources" and "case" in (entry.before or entry.after or {}):
        yield "cases", SHARED


def cases_of_rows(record: Reader, rows: Iterable[RowId]) -> set[int]:
    """The cases that rows belong to, with :data:`SHARED` for rows that belong to no single case.

    Deleted rows are skipped: if the same action deleted them, their owners are among ``rows``.

    :param rows: as :func:`affected_cases` gives them.
    """
    found: set[int] = set()
    looked: set[RowId] = set()
    wanted = set(rows)
    while wanted:
        looked |= wanted
        ids: dict[str, list[int]] = {}
        for table, id in wanted:
            if table == "cases":
                found.add(id)
            else:
                ids.setdefault(table, []).append(id)
        wanted = {row for table, each in ids.items() for row in _owners(record, table, each)} - looked
    return found


def bump_case_versions(record: Reader, rows: Iterable[RowId], at: str | None = None, action: int | None = None) -> None:
    """Count a change for every case that rows belong to, inside the transaction that changes them.

    :param record: open for writing.
    :param at: UTC, ``YYYY-MM-DDTHH:MM:SSZ``; None if no person made the change, as for proposals of rules.
    :param action: the action that changed them.
    """
    for case in sorted(cases_of_rows(record, rows)):
        record.rows(_BUMP, case=case, at=at, action=action)


def _owners(record: Reader, table: str, ids: list[int]) -> Iterator[RowId]:
    """The owners of rows of one table. A source without a case is shared."""
    listed = f"[{','.join(map(str, ids))}]"
    for key in record.foreign_keys.owners(table):
        sql = f'SELECT DISTINCT "{key.column}" FROM "{table}" WHERE id IN (SELECT value FROM json_each(?))'
        for owned in record.column(sql, listed):
            if owned is not None:
                yield key.names, owned
            elif table == "sources":
                yield "cases", SHARED
