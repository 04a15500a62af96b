"""``onrecord triage``: the next undecided claims, how many are left, and the commands to decide them."""

from __future__ import annotations

from pathlib import Path

from tests.support.cli_runner import CommandLine


def test_next_claims_and_counts(demo_store: Path) -> None:
    onrecord = CommandLine(demo_store)
    first = onrecord("triage")
    assert "0 decided, 10 left." in first
    assert "C1 US forces shot down an Iraqi military drone" in first
    assert "“" in first
    assert "C1a " not in first.split("To cite")[1]
    onrecord("assess", "C1", "disputed")
    onrecord("status", "C1a", "done")
    found = onrecord.json("triage", "--next", "2")
    assert (found["decided"], found["left"]) == (2, 8)
    assert [each["key"] for each in found["next"]] == ["C1b", "C1c"]
    assert found["next"][0]["statements"]


def test_nothing_left(demo_store: Path) -> None:
    onrecord = CommandLine(demo_store)
    keys = [each["key"] for each in onrecord.json("claims")]
    onrecord("status", *keys, "triaged")
    assert onrecord.json("triage", "--next", "9") == {"decided": len(keys), "left": 0, "next": []}
    assert onrecord("triage").strip().endswith(f"{len(keys)} decided, 0 left.")
