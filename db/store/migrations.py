"""The store's schema, as migrations. The SQL is in ``db/store/sql``, to be read, and pasted into ``sqlite3``.

A later change of the schema is one more function here, after the others, and one more in
:data:`db.store.header.SCHEMA_VERSION`; the files stay as they are once a store was made by them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from importlib.resources import files

from sqlite_utils import Database, Migrations

from db.store.fts import index_all
from db.store.header import APPLICATION_ID, OLDEST_VERSION, SCHEMA_VERSION

migrations = Migrations("onrecord")


def migrate(database: Database) -> None:
    """Bring a store up to this version of the schema, inside the transaction that is open.

    :param database: an open store of at least :data:`db.store.header.OLDEST_VERSION`, or an empty file.
    """
    connection = database.conn
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    if connection.execute("PRAGMA user_version").fetchone()[0] == OLDEST_VERSION:
        _rename_first_steps(connection)
        _remake_views(connection)
    migrations.apply(database)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


@migrations()
def tables(database: Database) -> None:
    """Cases, sources, reports, captures, statements, claims, and what people judge of them."""
    _run(database.conn, "tables.sql")


@migrations()
def rules(database: Database) -> None:
    """What holds whoever writes."""
    _run(database.conn, "rules.sql")


@migrations()
def views(database: Database) -> None:
    """What people read in sqlite3 or Datasette."""
    _run(database.conn, "views.sql")


@migrations()
def journal(database: Database) -> None:
    """Who changed what, when each case changed, what tables were imported."""
    _run(database.conn, "journal.sql")


@migrations()
def search(database: Database) -> None:
    """The index of words."""
    _run(database.conn, "search.sql")
    index_all(database.conn)


_FIRST_STEPS = ("tables", "rules", "views", "journal", "search")
"""The migrations that make the schema of :data:`db.store.header.OLDEST_VERSION`."""


def _rename_first_steps(connection: sqlite3.Connection) -> None:
    """Name the five files in a store whose schema came by ten earlier ones: all but the views is the same."""
    connection.execute("DELETE FROM _sqlite_migrations WHERE migration_set = ?", (migrations.name,))
    connection.executemany(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, datetime('now'))",
        [(migrations.name, name) for name in _FIRST_STEPS],
    )


def _remake_views(connection: sqlite3.Connection) -> None:
    """Put the views of this version in place of earlier ones."""
    for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall():
        connection.execute(f'DROP VIEW "{name}"')
    _run(connection, "views.sql")


def _run(connection: sqlite3.Connection, name: str) -> None:
    """Run one SQL file inside the transaction that is open."""
    for statement in _statements(files("db.store").joinpath("sql", name).read_text("utf-8")):
        connection.execute(statement)


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: ``executescript`` would commit the transaction first."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
