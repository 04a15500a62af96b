"""Run tests on a newer SQLite than the system's: ``python -m pytest -p tests.support.newer_sqlite TESTS``.

The library is loaded before the module sqlite3 is, with its symbols for all to see, so that sqlite3 itself, with all
its methods, calls it. Programs that tests start have the system's SQLite.
"""

from __future__ import annotations

import ctypes
import os
import sys

from tests.support.sqlite_library import newer_sqlite

_library = newer_sqlite()
assert _library is not None, "pysqlite3 is not installed, or this is not Linux"
assert "_sqlite3" not in sys.modules, "sqlite3 was imported before the newer SQLite"
ctypes.CDLL(str(_library), mode=os.RTLD_GLOBAL | os.RTLD_NOW)

import sqlite3  # noqa: E402  # after the library that it calls


def pytest_report_header() -> str:
    """Say which SQLite the tests run on."""
    return f"SQLite {sqlite3.sqlite_version}"
