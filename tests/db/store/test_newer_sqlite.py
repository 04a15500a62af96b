"""Search, filters and views on a newer SQLite than the system's, which the extra ``test`` installs."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys

import pytest

from tests.support.repository import ROOT
from tests.support.sqlite_library import newer_sqlite

TESTS = (
    "tests/db/queries/test_chain.py",
    "tests/db/queries/test_denials.py",
    "tests/db/queries/test_lists.py",
    "tests/db/queries/test_lookup.py",
    "tests/db/search",
    "tests/db/store/test_fts.py",
    "tests/db/store/test_sql_functions.py",
    "tests/tui/cli/test_search.py",
    "tests/tui/screens/test_search.py",
    "tests/tui/views",
    "tests/tui/widgets/test_filter_frame.py",
)

TAKES_LONG = "tests/db/search/test_query.py::test_any_text_is_fts5_syntax"


@pytest.mark.slow
@pytest.mark.skipif(newer_sqlite() is None, reason="pysqlite3 is not installed, or this is not Linux")
def test_search_filters_and_views_on_newer_sqlite() -> None:
    command = [sys.executable, "-m", "pytest", "-p", "tests.support.newer_sqlite", "-p", "no:xdist", "-o", "addopts="]
    done = subprocess.run(
        [*command, *TESTS, "-rfE", "-m", "not slow", "--deselect", TAKES_LONG],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.search(r"^SQLite (\d+)\.(\d+)", done.stdout, re.MULTILINE)
    assert found is not None, done.stdout + done.stderr
    assert (int(found[1]), int(found[2])) >= max((3, 53), sqlite3.sqlite_version_info[:2])
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr
    assert "passed" in done.stdout
