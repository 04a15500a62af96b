"""The commands for alarms, support and judgements of sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.cli_runner import CommandLine
from tests.support.hostile_store import poison

ALARM_KEYS = {"key", "kind", "subject", "sentence", "claims", "statements", "rows", "settle", "set_aside"}


@pytest.fixture
def onrecord(demo_store: Path) -> CommandLine:
    return CommandLine(demo_store)


def test_listed_with_rows_and_way_out(onrecord: CommandLine) -> None:
    found = {row["key"]: row for row in onrecord.json("alarms")}
    assert len(found) == 10
    assert all(set(row) == ALARM_KEYS for row in found.values())
    house = found["same-house-C1-W6"]
    assert house["sentence"] == (
        "Ministry of Defence (S8) says C1 and Baghdad Operations Command (S5) denies it: "
        "both speak in their own voice for one organisation, Ministry of Defence (W6)."
    )
    assert house["claims"] == ["C1"]
    assert house["statements"] == ["S5", "S8"]
    assert {"table": "affiliations", "key": "W5 W6"} in house["rows"]
    assert house["settle"]
    assert house["set_aside"] is None


def test_alarms_of_one_claim(onrecord: CommandLine) -> None:
    found = onrecord.json("alarms", "--claim", "C3")
    assert {row["kind"] for row in found} == {"origin not recorded", "missing voice", "denial scope"}
    assert all("C3" in row["claims"] for row in found)
    assert "no claim C99" in onrecord.refused("alarms", "--claim", "C99").message


def test_pipe_gets_tabs(onrecord: CommandLine) -> None:
    head, *rows = onrecord("alarms").splitlines()
    assert head.split("\t") == ["key", "kind", "claims", "set_aside", "sentence"]
    assert len(rows) == 10
    assert rows[0].split("\t")[1:3] == ["echo", "C1a C2"]


def test_set_aside_and_undo(onrecord: CommandLine) -> None:
    assert "dismiss same organisation C1 W6" in onrecord("set-aside", "Same-House-c1-w6", "--reason", "asked both")
    aside = {row["key"]: row["set_aside"] for row in onrecord.json("alarms")}
    assert aside["same-house-C1-W6"]["reason"] == "asked both"
    assert aside["same-house-C1-W6"]["who"] == "Rana"
    assert "Rana: asked both" in onrecord("alarms")
    onrecord("take-up", "same-house-C1-W6", "--reason", "not settled")
    assert all(row["set_aside"] is None for row in onrecord.json("alarms"))
    onrecord("undo")
    assert any(row["set_aside"] for row in onrecord.json("alarms"))


def test_comes_back_on_change(onrecord: CommandLine) -> None:
    onrecord("set-aside", "same-house-C1-W6", "--reason", "asked both")
    onrecord("edit", "claim", "C1", "--text", "US forces shot down an Iraqi drone")
    assert all(row["set_aside"] is None for row in onrecord.json("alarms"))


def test_bad_set_aside_refused(onrecord: CommandLine) -> None:
    assert "no alarm echo-of-nothing" in onrecord.refused("set-aside", "echo-of-nothing", "--reason", "x").message
    assert "needs a reason" in onrecord.refused("set-aside", "same-house-C1-W6", "--reason", " ").message
    assert "is not dismissed" in onrecord.refused("take-up", "same-house-C1-W6", "--reason", "x").message


def test_support_by_organisation(onrecord: CommandLine) -> None:
    claim = onrecord.json("claim", "C1")
    side = claim["support"]["for"]
    assert [(each["source"], each["standing"], each["statements"]) for each in side["origins"]] == [
        ("W7", "named", ["S1"]),
        ("W6", "named", ["S8"]),
    ]
    assert side["not_recorded"] == ["S2", "S9"]
    assert [each["members"] for each in side["organisations"]] == [["W7"], ["W6"]]
    assert side["outlets"] == ["W1", "W2", "W3"]
    assert side["reports"] == ["R1", "R2", "R3"]
    assert side["independence"] == []
    assert claim["independence"] == "not established"
    assert {row["kind"] for row in claim["alarms"]} == {
        "same house",
        "missing voice",
        "second hand only",
        "denial scope",
    }
    text = " ".join(onrecord("claim", "C1").split())
    assert "For: 2 origins in 2 organisations (" in text
    assert "Same organisation. Ministry of Defence (S8) says C1" in text


def test_last_judgement_counts(onrecord: CommandLine) -> None:
    onrecord("judge", "independent", "W6", "W7", "unsure", "--reason", "not asked yet")
    onrecord("judge", "independent", "W7", "W6", "independent", "--reason", "two services")
    claim = onrecord.json("claim", "C1")
    judged = claim["support"]["for"]["independence"]
    assert [(each["judgement"], each["reason"], each["who"]) for each in judged] == [
        ("independent", "two services", "Rana")
    ]
    assert {judged[0]["one"], judged[0]["other"]} == {"W6", "W7"}
    assert claim["independence"] == "judged"
    assert "independent, says Rana" in " ".join(onrecord("claim", "C1").split())


def test_judged_same_and_undo(onrecord: CommandLine) -> None:
    onrecord("judge", "same", "W6", "Ahmed Khalaf", "same", "--reason", "he speaks for it")
    assert onrecord.json("claim", "C1")["for"]["named"] == 1
    onrecord("judge", "same", "W6", "W7", "different", "--reason", "he does not")
    assert onrecord.json("claim", "C1")["for"]["named"] == 2
    onrecord("undo")
    assert onrecord.json("claim", "C1")["for"]["named"] == 1
    assert "needs two" in onrecord.refused("judge", "same", "W6", "W6", "same", "--reason", "x").message


def test_hostile_text_as_text(demo_store: Path) -> None:
    onrecord = CommandLine(poison(demo_store))
    for words in (("alarms",), ("alarms", "--json"), ("claim", "C1"), ("claim", "C1", "--json")):
        said = onrecord(*words)
        assert not any((ord(sign) < 32 and sign not in "\n\t") or 0x7F <= ord(sign) < 0xA0 for sign in said)


def test_empty_case(tmp_path: Path) -> None:
    onrecord = CommandLine(tmp_path / "new.db")
    onrecord("add", "case", "A case", "--tz", "UTC")
    assert onrecord.json("alarms") == []
