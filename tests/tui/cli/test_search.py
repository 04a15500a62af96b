"""Searching, filtering claims and saving filters by command."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from db.errors import NotFound, Refused, WrongUse
from db.maintenance.demo import open_or_create_demo
from db.store.opening import open_reader
from tests.support.cli_runner import CommandLine
from tui.cli.main import onrecord


@pytest.fixture
def kept(tmp_path: Path) -> CommandLine:
    return CommandLine(open_or_create_demo(tmp_path / "kept.db"))


def test_words_found_in_place(kept: CommandLine) -> None:
    found = kept.json("search", "LASER", "guid")
    kinds = [hit["found"] for hit in found["hits"]]
    assert kinds[0] == "claim"
    assert {"claim", "quote", "capture"} <= set(kinds)
    assert found["left_out"] is None
    with open_reader(kept.store) as record:
        for hit in found["hits"]:
            assert [hit["excerpt"][span["start"] : span["end"]].casefold() for span in hit["lit"]][:2] == [
                "laser",
                "guided",
            ]
            if hit["capture"]:
                (text,) = record.column("SELECT text FROM captures WHERE text_sha256 = ?", hit["capture"])
                assert text[hit["at"]["start"] : hit["at"]["end"]] == "laser"


def test_case_limit_and_without(kept: CommandLine) -> None:
    lines = kept("search", "drone", "-shot", "--case", "K1", "--limit", "2").splitlines()
    assert lines[0].split("\t") == ["case", "found", "key", "about", "start", "end", "excerpt"]
    assert len(lines) == 3
    assert not any("shot" in line for line in lines[1:] if "\tclaim\t" in line)
    assert kept.json("search", "status:new", "embassy")["hits"]
    assert {hit["found"] for hit in kept.json("search", "status:new", "embassy")["hits"]} == {"claim"}


def test_empty_search_refused(kept: CommandLine) -> None:
    assert isinstance(kept.refused("search", "status:new"), WrongUse)
    assert isinstance(kept.refused("search", "*"), WrongUse)
    assert kept("search", 'AND ( NEAR * "-').count("\n") >= 1


def test_claims_are_filtered(kept: CommandLine) -> None:
    assert [row["key"] for row in kept.json("claims", "--filter", "status:new denied:yes")] == ["C1", "C1d"]
    assert [row["key"] for row in kept.json("claims", "--filter", "alarm:echo origins:<2")] == ["C1a", "C2"]
    assert [row["key"] for row in kept.json("claims", "--filter", "drone", "--sort", "newest")] == ["C1e", "C1d", "C1"]


def test_wrong_filter_refused(kept: CommandLine) -> None:
    error = kept.refused("claims", "--filter", "stauts:new")
    assert isinstance(error, WrongUse)
    assert error.exit_code == 2
    assert "There is no filter word “stauts:”" in error.message
    assert "status:" in error.hint
    assert "“tri” is not a value of “status:”" in kept.refused("claims", "--filter", "status:tri").message
    assert "64 words at most" in kept.refused("claims", "--filter", "a " * 1_000).message


def test_hostile_names_as_text(kept: CommandLine) -> None:
    kept("add", "source", "Evil\u202eagency", "--kind", "outlet")
    done = CliRunner().invoke(onrecord, ["--store", str(kept.store), "claims", "--filter", "source:evilagenci"])
    assert done.exit_code == 0
    assert "\u202e" not in done.stderr
    assert "No source is called “evilagenci”." in done.stderr


def test_filter_saved_and_undone(kept: CommandLine) -> None:
    assert "save filter “urgent”" in kept("filter", "urgent", "denied:yes", "-embassy")
    assert kept.json("filters") == [{"name": "urgent", "words": "denied:yes -embassy"}]
    assert [row["key"] for row in kept.json("claims", "--saved", "Urgent")] == ["C1", "C1d"]
    assert [row["key"] for row in kept.json("claims", "--saved", "urgent", "--filter", "military")] == ["C1"]
    assert "change filter “urgent”" in kept("filter", "URGENT", "denied:no")
    assert "rename filter" in kept("filter", "urgent", "--rename", "calm")
    assert "remove filter “calm”" in kept("filter", "calm", "--remove")
    assert kept.json("filters") == []
    for words in ("denied:no", "denied:no", "denied:yes -embassy"):
        kept("undo")
        assert [row["words"] for row in kept.json("filters")] == [words]
    kept("undo")
    assert kept.json("filters") == []
    for _ in range(2):
        kept("redo")
    assert kept.json("filters") == [{"name": "urgent", "words": "denied:no"}]


def test_bad_saved_filter_refused(kept: CommandLine) -> None:
    kept("filter", "one", "drone")
    kept("filter", "two", "drone")
    assert isinstance(kept.refused("filter", "one", "--rename", "TWO"), Refused)
    assert isinstance(kept.refused("filter", "x" * 61, "drone"), Refused)
    assert isinstance(kept.refused("filter", "x", "*"), Refused)
    assert isinstance(kept.refused("filter", "x", "stauts:new"), WrongUse)
    assert isinstance(kept.refused("filter", "x"), WrongUse)
    assert isinstance(kept.refused("filter", "gone", "--remove"), NotFound)
    assert isinstance(kept.refused("claims", "--saved", "gone"), NotFound)
    assert [row["name"] for row in kept.json("filters")] == ["one", "two"]
