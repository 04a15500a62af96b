"""Changes of the schema since the files in ``db/store/sql``. Pure data: opening a store counts them."""

from __future__ import annotations

CHANGES: tuple[str, ...] = ()
"""The SQL of each change, the newest last; each is one version of the schema. One that a store has had stays as it is.

A column of ``reports``: ``"ALTER TABLE reports ADD COLUMN section TEXT /* the part of the outlet it stands in */"``.
"""
