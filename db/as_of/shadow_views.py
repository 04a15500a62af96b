"""Hide rows from every query of a connection by temporary views. Which rows: :mod:`db.as_of.visibility`.

A temporary view shadows the table of the same name, so that queries need not change. The store's own views refer to
its tables, so they are created again as temporary views. All of it belongs to the connection; the file stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from db.as_of.visibility import TABLES
from db.errors import WrongUse
from db.store.reader import Reader

_HIDDEN_BY = {
    "statements": (("statements", "id"),),
    "quotes": (("statements", "statement"), ("quotes", "id")),
    "relays": (("statements", "child"), ("statements", "parent")),
    "stances": (("statements", "statement"), ("claims", "claim"), ("stances", "id")),
    "statement_links": (("statements", "statement"), ("statements", "other")),
    "claim_parties": (("claims", "claim"),),
    "chain_steps": (("reports", "report"),),
}
"""By table: the kinds of later rows that hide a row of it, and the columns that refer to them."""


@contextmanager
def hide_rows(record: Reader) -> Iterator[None]:
    """Hide the rows that the block puts into the tables of :mod:`db.as_of.visibility`, which are emptied first.

    :param record: open for reading only.
    :raises WrongUse: the store is open for writing.
    """
    with _query_only_lifted(record):
        record.rows("SAVEPOINT hidden")  # there may be a transaction already
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
                for sql in list(_view_sql(record, apart=apart)):
                    record.rows(sql)
        except BaseException:
            record.rows("ROLLBACK TO hidden")
            raise
        finally:
            record.rows("RELEASE hidden")


def show_rows(record: Reader) -> None:
    """Show all rows again.

    :raises WrongUse: the store is open for writing.
    """
    with _query_only_lifted(record):
        for name in _view_names(record):
            record.rows(f'DROP VIEW temp."{name}"')


def has_hidden_rows(record: Reader) -> bool:
    """Whether rows are hidden from this connection, so that stored counts don't hold for it."""
    return bool(_view_names(record))


def _view_names(record: Reader) -> list[str]:
    return record.column("SELECT name FROM temp.sqlite_master WHERE type = 'view'")


_IS_LATER = "EXISTS (SELECT 1 FROM temp.later_{things} l WHERE l.id = t.{column})"

_LIKELY = "likelihood({}, 1.0)"
"""Tells SQLite that few rows are hidden, so that it plans each query as on the table itself."""


_UNTIL = "(SELECT at FROM temp.judged_until)"

_DECIDED_BY_THEN = {
    **dict.fromkeys(("assessments", "ratings", "notes", "tasks"), f"t.at <= {_UNTIL}"),
    "tags": f"""coalesce((SELECT min(a.at) FROM main.journal j JOIN main.actions a ON a.id = j.action
                          WHERE j."table" = 'tags' AND j."row" = t.id AND j.op = 'insert'), '') <= {_UNTIL}""",
}
"""Conditions for decisions made by then. A tag has no time of its own; the journal has the time it was added."""

_STATUS_THEN = f"""
coalesce((SELECT json_extract(j.before, '$.status') FROM main.journal j JOIN main.actions a ON a.id = j.action
          WHERE j."table" = 'claims' AND j."row" = t.id AND j.op = 'update'
            AND json_extract(j.before, '$.status') IS NOT NULL AND a.at > {_UNTIL}
          ORDER BY j.seq LIMIT 1), t.status)"""
"""The status a claim had: the old value of the first change after the moment."""


_JOINED_THEN = "CASE WHEN NOT EXISTS (SELECT 1 FROM temp.later_joins l WHERE l.id = t.id) THEN t.joined_into END"


def _view_sql(record: Reader, *, apart: bool) -> Iterator[str]:
    """The SQL of the views.

    :param apart: whether some claims were joined later. If not, ``joined_into`` is left as it is, so that its
        indexes can be used.
    """
    told = {"status": _STATUS_THEN} | ({"joined_into": _JOINED_THEN} if apart else {})
    for table, by_then in _DECIDED_BY_THEN.items():
        yield f"CREATE TEMP VIEW {table} AS SELECT t.* FROM main.{table} t WHERE {_LIKELY.format(by_then)}"
    columns = ", ".join(
        f"{told[name]} AS {name}" if name in told else f't."{name}"'
        for name in record.column("SELECT name FROM pragma_table_info('claims', 'main') ORDER BY cid")
    )
    shown = f"NOT {_IS_LATER.format(things='claims', column='id')}"
    yield f"CREATE TEMP VIEW claims AS SELECT {columns} FROM main.claims t WHERE {_LIKELY.format(shown)}"
    for table, hiding in _HIDDEN_BY.items():
        shown = " AND ".join(
            _LIKELY.format(f"NOT {_IS_LATER.format(things=things, column=column)}") for things, column in hiding
        )
        yield f"CREATE TEMP VIEW {table} AS SELECT t.* FROM main.{table} t WHERE {shown}"
    is_later = _IS_LATER.format(things="reports", column="id")
    columns = ", ".join(
        f'CASE WHEN NOT {is_later} THEN t."case" END AS "case"' if name == "case" else f't."{name}"'
        for name in record.column("SELECT name FROM pragma_table_info('reports', 'main') ORDER BY cid")
    )
    # A later report with known quotes has no case, so that only joins by its id find it.
    shown = "NOT EXISTS (SELECT 1 FROM temp.later_reports l WHERE l.id = t.id AND NOT l.is_read_in)"
    yield f"CREATE TEMP VIEW reports AS SELECT {columns} FROM main.reports t WHERE {_LIKELY.format(shown)}"
    for sql in record.column("SELECT sql FROM main.sqlite_master WHERE type = 'view' ORDER BY rowid"):
        if begun := re.match(r"CREATE\s+VIEW", sql, re.IGNORECASE):  # what else an accepted schema has is not run
            yield f"CREATE TEMP VIEW{sql[begun.end() :]}"


@contextmanager
def _query_only_lifted(record: Reader) -> Iterator[None]:
    """Let a read-only connection create temporary tables. The store's file is opened read-only all the same."""
    if not record.column("PRAGMA query_only")[0]:
        raise WrongUse(
            "A store open for writing can't be read as of a time.", "Open it for reading to see it as of a time."
        )
    record.rows("PRAGMA query_only = OFF")
    try:
        yield
    finally:
        record.rows("PRAGMA query_only = ON")
