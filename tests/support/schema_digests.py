"""Digests of onrecord's schema, for ``db.store.schema_digest.DIGESTS``: ``python -m tests.support.schema_digests``."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from db.journal.opening import create_store, open_writer
from db.store.header import SCHEMA_VERSION
from db.store.schema_digest import digest
from db.store.schema_rows import read_rows
from tests.support.frozen_stores import frozen_versions, thaw


def schema_digests() -> dict[str, str]:
    """The digests of a new store, and of earlier ones that were brought up to date, with what each is of."""
    with TemporaryDirectory() as folder:
        new = Path(folder) / "new.db"
        create_store(new).close()
        found = {digest_of(new): "a new store"}
        for version in frozen_versions():
            if version == SCHEMA_VERSION:
                continue  # that one has to be the same as a new store, not one more that is known
            upgraded = thaw(version, Path(folder) / f"{version}.db")
            open_writer(upgraded).close()
            found.setdefault(digest_of(upgraded), f"a store of schema {version} that was brought up to date")
        return found


def digest_of(path: Path) -> str:
    """The digest of a store's schema."""
    with closing(sqlite3.connect(path)) as raw:
        return digest(read_rows(raw))


if __name__ == "__main__":
    for found, of in schema_digests().items():
        print(f'        "{found}",  # {of}')
