"""Near claims by command, joining and splitting."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.support.cli_runner import CommandLine
from tui.cli.main import onrecord as program

TWIN = "US forces shot down a military drone over Baghdad"


@pytest.fixture
def onrecord(demo_store: Path) -> CommandLine:
    return CommandLine(demo_store)


def test_near_by_likeness(onrecord: CommandLine) -> None:
    first, *rest = onrecord.json("near", "the embassy apologized to the army")
    assert (first["key"], first["for"]) == (
        "C2",
        {"named": 1, "anonymous": 0, "not_recorded": 0, "withdrawn": 0, "withdrawn_on": None},
    )
    assert all(0 < each["likeness"] <= first["likeness"] for each in rest)
    assert "C2" not in [each["key"] for each in onrecord.json("near", "C2")]
    assert onrecord("near", "the embassy apologized to the army").splitlines()[1].startswith(f"{first['likeness']}\tC2")
    assert onrecord.json("near", "the embassy apologized", "--least", "100") == []


def test_near_says_what_it_needs(onrecord: CommandLine) -> None:
    for words in (["near"], ["near", "C1", "--all"], ["near", "W1"]):
        assert onrecord.refused(*words).hint


def test_new_claim_warns_of_near(demo_store: Path) -> None:
    done = CliRunner().invoke(program, ["--store", str(demo_store), "add", "claim", TWIN])
    assert done.stdout == f"C6 {TWIN}\n"
    assert done.stderr.startswith("near: C1 US forces shot down an Iraqi military drone")
    far = CliRunner().invoke(program, ["--store", str(demo_store), "add", "claim", "Rain fell in Basra"])
    assert far.stderr == ""


def test_near_all_lists_pairs(onrecord: CommandLine) -> None:
    onrecord("add", "claim", TWIN)
    assert [(pair["key"], pair["other"]) for pair in onrecord.json("near", "--all")] == [("C1", "C6")]
    assert onrecord("join", "C6", "C1", "--because", "word for word") == "join C6 into C1\n"
    assert onrecord.json("near", "--all") == []


def test_join_and_split_are_told(onrecord: CommandLine) -> None:
    onrecord("add", "claim", TWIN)
    onrecord("add", "stance", "S5", "-C6")
    onrecord("join", "C6", "C1", "--because", "word for word")
    assert "C6" not in [each["key"] for each in onrecord.json("claims")]
    into, kept = onrecord.json("claim", "C6")["joined_into"], onrecord.json("claim", "C1")["with_it"]
    assert (into["claim"], into["reason"], into["who"]) == ("C1", "word for word", "Rana")
    assert [each["claim"] for each in kept] == ["C6"]
    assert "Joined with C1" in onrecord("claim", "C6")
    assert "Includes: C6" in onrecord("claim", "C1")
    assert onrecord.refused("join", "C6", "C2").message == "C6 is already joined with C1."
    assert onrecord("split", "C6") == "split C6 from C1\n"
    assert onrecord.json("claim", "C1")["with_it"] == []
    onrecord("undo")
    assert onrecord.json("claim", "C6")["joined_into"]["claim"] == "C1"


def test_changed_kept_if_said(onrecord: CommandLine) -> None:
    onrecord("add", "claim", TWIN)
    onrecord("add", "stance", "S3", "+C6")
    onrecord("join", "C6", "C1")
    onrecord("add", "stance", "S3", "+C1=possible")
    refused = onrecord.refused("split", "C6")
    assert "was changed since" in refused.message
    assert "--keep-edited" in refused.hint
    onrecord("split", "C6", "--keep-edited")
    assert "S3" in [each["statement"] for each in onrecord.json("claim", "C1")["statements"]]
