"""Filler that makes a case large: more statements than :data:`SMALL_CASE`, which bear on no claim."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from db.model.ids import CaseId
from db.queries.cases import SMALL_CASE


def make_case_large(store: Path, case: CaseId) -> None:
    """Put one source with many statements into a case, with plain SQL."""
    with closing(sqlite3.connect(store)) as connection, connection:
        source = connection.execute(
            """INSERT INTO sources (ulid, key, name, kind, naming)
               VALUES (printf('%026d', 0), 'W9999', 'Filler', 'person', 'named') RETURNING id"""
        ).fetchone()[0]
        connection.execute(
            """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
               INSERT INTO statements (ulid, key, "case", source, act, voice, basis)
               SELECT printf('%026d', i), 'S' || (9999 + i), ?, ?, 'assert', 'own', 'not_recorded' FROM n""",
            (SMALL_CASE + 1, case, source),
        )
