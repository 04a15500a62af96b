"""Digests of onrecord's schema, for ``db.store.schema_digest.DIGESTS``: ``python -m tests.support.schema_digests``."""

from __future__ import annotations

import lzma
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from db.journal.opening import create_store, open_writer
from db.store.schema_digest import digest
from db.store.schema_rows import read_rows

FROZEN = Path(__file__).parent / "frozen" / "schema_10.db.xz"


def schema_digests() -> dict[str, str]:
    """The digests of a new store, and of an earlier one that was brought up to date, with what each is of."""
    with TemporaryDirectory() as folder:
        new, upgraded = Path(folder) / "new.db", Path(folder) / "upgraded.db"
        create_store(new).close()
        upgraded.write_bytes(lzma.decompress(FROZEN.read_bytes()))
        open_writer(upgraded).close()
        return {
            digest_of(new): "a new store",
            digest_of(upgraded): "a store of schema 10 that was brought up to date",
        }


def digest_of(path: Path) -> str:
    """The digest of a store's schema."""
    with closing(sqlite3.connect(path)) as raw:
        return digest(read_rows(raw))


if __name__ == "__main__":
    for found, of in schema_digests().items():
        print(f'        "{found}",  # {of}')
