"""Stores as earlier versions of the schema left them. ``python -m tests.support.frozen_stores`` adds this version's.

A frozen store is never replaced: users have stores like it.
"""

from __future__ import annotations

import lzma
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from db.journal.opening import create_store
from db.maintenance.case_file import add_case_file, shipped_case
from db.store.header import SCHEMA_VERSION

_FOLDER = Path(__file__).parent / "frozen"
_NAME = re.compile(r"schema_(\d+)\.db\.xz")


def frozen_versions() -> list[int]:
    """The versions of the schema of which there is a store, the oldest first."""
    return sorted(int(found[1]) for file in _FOLDER.iterdir() if (found := _NAME.fullmatch(file.name)))


def thaw(version: int, path: Path) -> Path:
    """Put a copy of a frozen store at a path.

    :param version: one of :func:`frozen_versions`.
    """
    path.write_bytes(lzma.decompress(_frozen(version).read_bytes()))
    return path


def freeze() -> Path:
    """Keep a store of this version that holds the example case.

    :returns: the compressed file.
    :raises FileExistsError: the version has one.
    """
    with TemporaryDirectory() as folder, _frozen(SCHEMA_VERSION).open("xb") as file:
        path = Path(folder) / "desk.db"
        with create_store(path) as writer:
            add_case_file(writer, shipped_case())
        file.write(lzma.compress(path.read_bytes(), preset=9 | lzma.PRESET_EXTREME))
    return _frozen(SCHEMA_VERSION)


def _frozen(version: int) -> Path:
    return _FOLDER / f"schema_{version}.db.xz"


if __name__ == "__main__":
    print(freeze())
