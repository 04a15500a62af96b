"""``onrecord claims --sort``: other orders than by key."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from db.journal.opening import open_writer
from db.model.enums import Status
from db.model.ids import ClaimId
from db.write.assessments import set_status
from tests.support.cli_runner import run_piped


def keys(store: Path, order: str) -> list[str]:
    done = run_piped("claims", "--sort", order, "--json", "--store", str(store))
    return [row["key"] for row in json.loads(done.out)]


def test_by_key_at_first(demo_store: Path) -> None:
    done = run_piped("claims", "--json", "--store", str(demo_store))
    assert [row["key"] for row in json.loads(done.out)] == keys(demo_store, "key")
    assert keys(demo_store, "key")[:3] == ["C1", "C1a", "C1b"]


def test_least_decided_first(demo_store: Path) -> None:
    with open_writer(demo_store, "Ada") as writer:
        (first,) = writer.column("SELECT id FROM claims WHERE key = 'C1'")
        set_status(writer, [ClaimId(first)], Status.DONE)
    assert keys(demo_store, "status")[-1] == "C1"
    assert keys(demo_store, "status")[0] == "C1a"


@pytest.mark.parametrize(("order", "first"), [("statements", "C1"), ("origins", "C1b"), ("newest", "C5")])
def test_by_support(demo_store: Path, order: str, first: str) -> None:
    assert keys(demo_store, order)[0] == first


def test_unknown_order_explained(demo_store: Path) -> None:
    done = run_piped("claims", "--sort", "colour", "--store", str(demo_store))
    assert done.code == 2
    assert "origins" in done.err
