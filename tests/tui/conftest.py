"""Fixtures for tests of the command line and the desk."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.journal.opening import open_writer
from db.write.cases import add_case


@pytest.fixture
def two_cases(demo_store: Path) -> Path:
    """The shipped case, and an empty one beside it."""
    with open_writer(demo_store) as writer:
        add_case(writer, "Another incident", tz="UTC")
    return demo_store
