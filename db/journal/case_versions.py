"""Which cases a change touches, and how often each was changed: what was counted of a case is told by it to be of now.

What belongs to no one case, such as a source that speaks in several, is kept under :data:`SHARED`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from db.journal.entries import Entry, Op
from db.store.reader import Reader

SHARED = 0
"""Stands for what cases share."""

Row = tuple[str, int]
"""A table, and the id of one of its rows."""

_ON = {f"on_{thing[:-1]}": thing for thing in ("cases", "sources", "reports", "statements", "claims")}

_BELONGS: dict[str, dict[str, str]] = {
    "cases": {},
    "sources": {"case": "cases"},
    "reports": {"case": "cases"},
    "statements": {"case": "cases"},
    "claims": {"case": "cases"},
    "chain_steps": {"case": "cases"},
    "alarms_set_aside": {"case": "cases"},
    "affiliations": {"member": "sources"},
    "same_sources": {"a": "sources", "b": "sources"},
    "independence": {"a": "sources", "b": "sources"},
    "captures": {"report": "reports"},
    "proposals": {"capture": "captures"},
    "quotes": {"statement": "statements"},
    "quote_places": {"quote": "quotes"},
    "relays": {"child": "statements"},
    "statement_links": {"statement": "statements"},
    "stances": {"statement": "statements"},
    "claim_parties": {"claim": "claims"},
    "assessments": {"claim": "claims"},
    "claim_joins": {"claim": "claims"},
    "joined_stances": {"join": "claim_joins"},
    "ratings": {"source": "sources", "claim": "claims"},
    "tags": _ON,
    "notes": _ON,
    "tasks": _ON,
    "filters": {},
}
"""For each table the columns that say what a row belongs to, and the tables that they name."""

_COUNT_UP = """
INSERT INTO case_changes ("case", version, at, action) VALUES (:case, 1, :at, :action)
ON CONFLICT ("case") DO UPDATE SET version = version + 1, at = coalesce(excluded.at, at),
                                   action = coalesce(excluded.action, action)"""


def affected_cases(entry: Entry) -> Iterator[Row]:
    """What a changed row belongs to, as far as that can be told before all of the action is done."""
    columns = _BELONGS.get(entry.table)
    if columns is None:
        yield "cases", SHARED
        return
    if entry.table == "cases" or entry.op is Op.UPDATE:
        yield entry.table, entry.row
    named = False
    for values in (entry.before or {}, entry.after or {}):
        for column, table in columns.items():
            if values.get(column) is not None:
                named = True
                yield table, values[column]
    if not named and entry.table == "sources" and "case" in (entry.before or entry.after or {}):
        yield "cases", SHARED


def cases_of_row(record: Reader, rows: Iterable[Row]) -> set[int]:
    """The cases that rows belong to; :data:`SHARED` among them where one belongs to none alone.

    A row that is gone is passed over: where it went in the same action, what it belonged to is among them by itself.

    :param rows: as :func:`affected_cases` gives them.
    """
    found: set[int] = set()
    looked: set[Row] = set()
    wanted = set(rows)
    while wanted:
        looked |= wanted
        ids: dict[str, list[int]] = {}
        for table, id in wanted:
            if table == "cases":
                found.add(id)
            else:
                ids.setdefault(table, []).append(id)
        wanted = {row for table, each in ids.items() for row in _belonging(record, table, each)} - looked
    return found


def bump_case_versions(record: Reader, rows: Iterable[Row], at: str | None = None, action: int | None = None) -> None:
    """Say of every case that rows belong to that it was changed, inside the transaction that changes them.

    :param record: open for writing.
    :param at: UTC, ``YYYY-MM-DDTHH:MM:SSZ``; None for what is no person's change, such as what rules propose.
    :param action: the action in the journal.
    """
    for case in sorted(cases_of_row(record, rows)):
        record.rows(_COUNT_UP, case=case, at=at, action=action)


def _belonging(record: Reader, table: str, ids: list[int]) -> Iterator[Row]:
    """What rows of one table belong to. A judgement of sources, or a source, that names no case is shared."""
    listed = f"[{','.join(map(str, ids))}]"
    for column, owner in _BELONGS[table].items():
        sql = f'SELECT DISTINCT "{column}" FROM "{table}" WHERE id IN (SELECT value FROM json_each(?))'
        for owned in record.column(sql, listed):
            if owned is not None:
                yield owner, owned
            elif table == "sources":
                yield "cases", SHARED
