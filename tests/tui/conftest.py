"""Stores that only the command line's tests need."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.entry.people import record_case
from db.store import open_writer


@pytest.fixture
def two_cases(demo_store: Path) -> Path:
    """The shipped case, and an empty one beside it."""
    with open_writer(demo_store) as writer:
        record_case(writer, "Another incident", tz="UTC")
    return demo_store
