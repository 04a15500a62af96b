"""What is hidden from every query of a connection: views that stand before the tables. What to hide is told elsewhere.

A temporary view goes before the table of its name, so that no query has to know of it. The views of the store see only
its tables, and are therefore made again as temporary ones. All of it is the connection's own: the file stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from db.as_of.visibility import TABLES
from db.errors import WrongUse
from db.store.reader import Reader

_HIDING = {
    "statements": (("statements", "id"),),
    "quotes": (("statements", "statement"), ("quotes", "id")),
    "relays": (("statements", "child"), ("statements", "parent")),
    "stances": (("statements", "statement"), ("claims", "claim"), ("stances", "id")),
    "statement_links": (("statements", "statement"), ("statements", "other")),
    "claim_parties": (("claims", "claim"),),
    "chain_steps": (("reports", "report"),),
}
"""For each table that is hidden in part: what must not be later, and the column that names it."""


@contextmanager
def hide_rows(record: Reader) -> Iterator[None]:
    """Hide what is put into the tables of :mod:`db.as_of.visibility` meanwhile; they are empty at first.

    :param record: open for reading only.
    :raises WrongUse: the store is open for writing.
    """
    with _query_only_lifted(record):
        if not record.column("SELECT 1 FROM temp.sqlite_master LIMIT 1"):
            record.rows("PRAGMA temp_store = MEMORY")  # so that nothing of a case is left on a disk
        record.rows("BEGIN")
        try:
            for name, columns in TABLES.items():
                record.rows(f"CREATE TABLE IF NOT EXISTS temp.{name} {columns}")
                record.rows(f"DELETE FROM temp.{name}")
            yield
            made = record.column("SELECT sql LIKE '%later_joins%' FROM temp.sqlite_master WHERE name = 'claims'")
            apart = bool(record.column("SELECT 1 FROM temp.later_joins LIMIT 1"))
            if made != [apart]:
                for name in _view_names(record):
                    record.rows(f'DROP VIEW temp."{name}"')
                for sql in list(_views(record, apart=apart)):
                    record.rows(sql)
            record.rows("COMMIT")
        except BaseException:
            record.rows("ROLLBACK")
            raise


def unhide(record: Reader) -> None:
    """Hide nothing any more.

    :raises WrongUse: the store is open for writing.
    """
    with _query_only_lifted(record):
        for name in _view_names(record):
            record.rows(f'DROP VIEW temp."{name}"')


def is_hidden(record: Reader) -> bool:
    """Whether anything is hidden from this connection: what was counted of the whole store is then not true of it."""
    return bool(_view_names(record))


def _view_names(record: Reader) -> list[str]:
    return record.column("SELECT name FROM temp.sqlite_master WHERE type = 'view'")


_IS_LATER = "EXISTS (SELECT 1 FROM temp.later_{things} l WHERE l.id = t.{column})"

_SHOWN = "likelihood({}, 1.0)"
"""Tells SQLite not to take a hidden row for a rare one, so that it plans each query as on the table itself."""


_UNTIL = "(SELECT at FROM temp.judged_until)"

_BY_THEN = {
    **dict.fromkeys(("assessments", "ratings", "notes", "tasks"), f"t.at <= {_UNTIL}"),
    "tags": f"""coalesce((SELECT min(a.at) FROM main.journal j JOIN main.actions a ON a.id = j.action
                          WHERE j."table" = 'tags' AND j."row" = t.id AND j.op = 'insert'), '') <= {_UNTIL}""",
}
"""What of the desk's decisions was there by then; a tag has no time of its own, but the journal has when it came."""

_STATUS_THEN = f"""
coalesce((SELECT json_extract(j.before, '$.status') FROM main.journal j JOIN main.actions a ON a.id = j.action
          WHERE j."table" = 'claims' AND j."row" = t.id AND j.op = 'update'
            AND json_extract(j.before, '$.status') IS NOT NULL AND a.at > {_UNTIL}
          ORDER BY j.seq LIMIT 1), t.status)"""
"""The status that a claim had: what the first change of it after the moment changed."""


_JOINED_THEN = "CASE WHEN NOT EXISTS (SELECT 1 FROM temp.later_joins l WHERE l.id = t.id) THEN t.joined_into END"


def _views(record: Reader, *, apart: bool) -> Iterator[str]:
    """The views, as SQL.

    :param apart: whether claims that are joined now were not yet; where none was, the index of those that are kept
        serves as ever.
    """
    told = {"status": _STATUS_THEN} | ({"joined_into": _JOINED_THEN} if apart else {})
    for table, by_then in _BY_THEN.items():
        yield f"CREATE TEMP VIEW {table} AS SELECT t.* FROM main.{table} t WHERE {_SHOWN.format(by_then)}"
    columns = ", ".join(
        f"{told[name]} AS {name}" if name in told else f't."{name}"'
        for name in record.column("SELECT name FROM pragma_table_info('claims', 'main') ORDER BY cid")
    )
    shown = f"NOT {_IS_LATER.format(things='claims', column='id')}"
    yield f"CREATE TEMP VIEW claims AS SELECT {columns} FROM main.claims t WHERE {_SHOWN.format(shown)}"
    for table, hiding in _HIDING.items():
        shown = " AND ".join(
            _SHOWN.format(f"NOT {_IS_LATER.format(things=things, column=column)}") for things, column in hiding
        )
        yield f"CREATE TEMP VIEW {table} AS SELECT t.* FROM main.{table} t WHERE {shown}"
    is_later = _IS_LATER.format(things="reports", column="id")
    columns = ", ".join(
        f'CASE WHEN NOT {is_later} THEN t."case" END AS "case"' if name == "case" else f't."{name}"'
        for name in record.column("SELECT name FROM pragma_table_info('reports', 'main') ORDER BY cid")
    )
    # A later report that known words are read in has no case: only a join by its id finds it.
    shown = "NOT EXISTS (SELECT 1 FROM temp.later_reports l WHERE l.id = t.id AND NOT l.is_read_in)"
    yield f"CREATE TEMP VIEW reports AS SELECT {columns} FROM main.reports t WHERE {_SHOWN.format(shown)}"
    for sql in record.column("SELECT sql FROM main.sqlite_master WHERE type = 'view' ORDER BY rowid"):
        yield re.sub(r"\ACREATE\s+VIEW", "CREATE TEMP VIEW", sql, flags=re.IGNORECASE)


@contextmanager
def _query_only_lifted(record: Reader) -> Iterator[None]:
    """Let a connection that only reads make tables of its own; its file stays closed to writing all the same."""
    if not record.column("PRAGMA query_only")[0]:
        raise WrongUse(
            "A store that is open for writing is read whole.", "Open it for reading to see it as of a moment."
        )
    record.rows("PRAGMA query_only = OFF")
    try:
        yield
    finally:
        record.rows("PRAGMA query_only = ON")
