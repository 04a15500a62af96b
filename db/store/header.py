"""Numbers in the header of a store's file, which identify it before SQLite opens it."""

from __future__ import annotations

APPLICATION_ID = 0x6F6E5243
"""``onRC`` at offset 68 of the file: tells a store from other SQLite files."""

SCHEMA_VERSION = 11
"""``PRAGMA user_version`` (offset 60) of a store with every migration of :mod:`db.store.migrations`."""

OLDEST_VERSION = 10
"""The oldest schema that this onrecord can bring up to date."""
