"""The versions that a bug report needs, read without importing what they belong to."""

from __future__ import annotations

import platform
import sqlite3
from importlib.metadata import PackageNotFoundError, version


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
    try:
        return version(package)
    except PackageNotFoundError:
        return "(not installed)"
