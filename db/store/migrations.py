"""The store's schema, as migrations. The SQL is in ``db/store/sql``, to be read, and pasted into ``sqlite3``.

Views hold no rows, so every upgrade makes them again. The other files stay as they are once a store was made by them; a
later change of the schema goes into :mod:`db.store.schema_changes`.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from importlib.resources import files

from sqlite_utils import Database, Migrations

from db.store.fts import index_all
from db.store.header import APPLICATION_ID, FIRST_VERSION, OLDEST_VERSION
from db.store.schema_changes import CHANGES

migrations = Migrations("onrecord")


def migrate(database: Database, changes: Sequence[str] = CHANGES) -> None:
    """Bring a store up to this version of the schema, inside the transaction that is open.

    :param database: an open store of at least :data:`db.store.header.OLDEST_VERSION`, or an empty file.
    :param changes: those since the files, the newest last.
    """
    connection = database.conn
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    if version:
        _drop_views(connection)  # first, since those of an earlier version were not compared and must never run
    if version == OLDEST_VERSION:
        _rename_first_steps(connection)
    migrations.apply(database)
    for change in changes[max(version - FIRST_VERSION, 0) :]:
        for statement in _split_statements(change):
            connection.execute(statement)
    if version:
        _run_file(connection, "views.sql")
    connection.execute(f"PRAGMA user_version = {FIRST_VERSION + len(changes)}")


@migrations()
def tables(database: Database) -> None:
    """Cases, sources, reports, captures, statements, claims, and what people judge of them."""
    _run_file(database.conn, "tables.sql")


@migrations()
def rules(database: Database) -> None:
    """What holds whoever writes."""
    _run_file(database.conn, "rules.sql")


@migrations()
def views(database: Database) -> None:
    """What people read in sqlite3 or Datasette."""
    _run_file(database.conn, "views.sql")


@migrations()
def journal(database: Database) -> None:
    """Who changed what, when each case changed, what tables were imported."""
    _run_file(database.conn, "journal.sql")


@migrations()
def search(database: Database) -> None:
    """The index of words."""
    _run_file(database.conn, "search.sql")
    index_all(database.conn)


_FIRST_STEPS = ("tables", "rules", "views", "journal", "search")
"""The migrations that make the schema of :data:`db.store.header.OLDEST_VERSION`."""


def _rename_first_steps(connection: sqlite3.Connection) -> None:
    """Replace the names of ten earlier migrations, which made the same schema but for the views."""
    connection.execute("DELETE FROM _sqlite_migrations WHERE migration_set = ?", (migrations.name,))
    connection.executemany(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, datetime('now'))",
        [(migrations.name, name) for name in _FIRST_STEPS],
    )


def _drop_views(connection: sqlite3.Connection) -> None:
    """Remove the views of an earlier version."""
    for name in _VIEW.findall(_read_sql("views.sql")):
        connection.execute(f"DROP VIEW IF EXISTS {name}")


_VIEW = re.compile(r"^CREATE VIEW (\w+)", re.MULTILINE)


def _run_file(connection: sqlite3.Connection, name: str) -> None:
    """Run one SQL file inside the transaction that is open."""
    for statement in _split_statements(_read_sql(name)):
        connection.execute(statement)


def _read_sql(name: str) -> str:
    return files("db.store").joinpath("sql", name).read_text("utf-8")


def _split_statements(script: str) -> Iterator[str]:
    """Split a script into statements: ``executescript`` would commit the open transaction."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
    if pending.strip():
        yield pending
