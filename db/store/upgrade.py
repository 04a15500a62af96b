"""Upgrade a store to this version of the schema, and its index of words to these folding rules."""

from __future__ import annotations

import sqlite3

from db.store.connection import transaction
from db.store.fts import has_current_folding, index_all
from db.store.header import SCHEMA_VERSION
from db.store.reader import prepare_connection


def upgrade(connection: sqlite3.Connection, patience: float) -> None:
    """Migrate a store of an earlier version, or an empty file. Several programs may call this at once.

    :param patience: seconds to wait for other programs that write.
    """
    prepare_connection(connection)
    if connection.execute("PRAGMA user_version").fetchone()[0] != SCHEMA_VERSION:
        from sqlite_utils import Database  # late: takes 80 ms, since it imports numpy where that is installed

        from db.store.migrations import migrate  # late: imports sqlite_utils

        with transaction(connection, patience):
            migrate(Database(connection, execute_plugins=False))
    if not has_current_folding(connection):
        with transaction(connection, patience):
            index_all(connection)
