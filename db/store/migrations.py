"""The store's tables, triggers and views, as migrations. The SQL stands in ``db/store/sql``, to be read and pasted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from importlib.resources import files

from sqlite_utils import Database, Migrations

from db.store.fts import index_all
from db.store.header import APPLICATION_ID

migrations = Migrations("onrecord")


def migrate(database: Database) -> None:
    """Bring a store up to this version of the schema. Each step is one transaction.

    :param database: an open store, or an empty file.
    """
    if database.conn.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        database.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrations.apply(database)


@migrations()
def record(database: Database) -> None:
    """Cases, sources, reports, captures, statements, quotes, relays, claims, stances, the chain."""
    _run(database.conn, "0001_record.sql", 1)


@migrations()
def invariants(database: Database) -> None:
    """What must hold whoever writes."""
    _run(database.conn, "0002_invariants.sql", 2)


@migrations()
def views(database: Database) -> None:
    """What a person reads in sqlite3 or Datasette."""
    _run(database.conn, "0003_views.sql", 3)


@migrations()
def intake_and_journal(database: Database) -> None:
    """What articles bring, what rules propose, where quotes stand in later captures, and who changed what."""
    _run(database.conn, "0004_intake_and_journal.sql", 4)


@migrations()
def judgements(database: Database) -> None:
    """Which sources are one, which are independent, which alarms are set aside; counts follow."""
    _run(database.conn, "0005_judgements.sql", 5)


@migrations()
def triage(database: Database) -> None:
    """How far a claim is, what people judge of it, ratings, tags, notes, tasks, joined claims, saved filters."""
    _run(database.conn, "0006_triage.sql", 6)


@migrations()
def search(database: Database) -> None:
    """The words of the store, folded, to search in."""
    _run(database.conn, "0007_search.sql", 7)
    index_all(database.conn)


@migrations()
def home(database: Database) -> None:
    """When each case last changed, and what was last counted of it."""
    _run(database.conn, "0008_home.sql", 8)


@migrations()
def scale(database: Database) -> None:
    """What keeps a key's path short in a large store."""
    _run(database.conn, "0009_scale.sql", 9)


@migrations()
def tables(database: Database) -> None:
    """Which row of which table that was brought in became what."""
    _run(database.conn, "0010_tables.sql", 10)


def _run(connection: sqlite3.Connection, name: str, version: int) -> None:
    """Run one SQL file inside the transaction that is open."""
    for statement in _statements(files("db.store").joinpath("sql", name).read_text("utf-8")):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {version}")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: ``executescript`` would commit the transaction first."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(pending):
            yield pending
            pending = ""
