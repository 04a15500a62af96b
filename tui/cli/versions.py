"""The versions that a bug report needs, read without importing what they belong to."""

from __future__ import annotations

import platform
import sqlite3
import sys
from contextlib import suppress
from pathlib import Path


def versions() -> str:
    """onrecord's version, and those of what it stands on."""
    below = ", ".join(
        f"{name} {number}"
        for name, number in (
            ("Textual", _version("textual")),
            ("sqlite-utils", _version("sqlite-utils")),
            ("SQLite", sqlite3.sqlite_version),
            ("Python", platform.python_version()),
        )
    )
    return f"onrecord {_version('onrecord')}\n{below}"


def _version(package: str) -> str:
    """A package's version by the name of the folder that its installer left beside it."""
    start = f"{package.replace('-', '_')}-"
    for folder in sys.path:
        with suppress(OSError):
            for entry in Path(folder).iterdir():
                if entry.name.startswith(start) and entry.suffix == ".dist-info":
                    return entry.stem.removeprefix(start)
    from importlib.metadata import (  # imports much, and most installers leave such a folder
        PackageNotFoundError,
        version,
    )

    try:
        return version(package)
    except PackageNotFoundError:
        return "(not installed)"
