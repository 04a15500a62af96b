"""Numbers in the header of a store's file, which identify it before SQLite opens it."""

from __future__ import annotations

from db.store.schema_changes import CHANGES

APPLICATION_ID = 0x6F6E5243
"""``onRC`` at offset 68 of the file: tells a store from other SQLite files."""

FIRST_VERSION = 11
"""The schema of the files in ``db/store/sql``."""

SCHEMA_VERSION = FIRST_VERSION + len(CHANGES)
"""``PRAGMA user_version`` (offset 60) of a store with every change of :mod:`db.store.schema_changes`."""

OLDEST_VERSION = 10
"""The oldest schema that this onrecord can bring up to date."""
