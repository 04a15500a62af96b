"""The commands drift, timeline and next: text, JSON, and refusals."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from db.errors import NotFound, Refused, WrongUse
from db.journal.opening import create_store
from tests.support.cli_runner import CommandLine, run_piped
from tests.support.factories import CaseFactory
from tui.text.wording import span


@pytest.fixture
def run(demo_store: Path) -> CommandLine:
    return CommandLine(demo_store)


@pytest.fixture
def new(tmp_path: Path) -> CommandLine:
    run = CommandLine(tmp_path / "new.db")
    run("add", "case", "A drone", "--tz", "UTC")
    return run


# --- drift --------------------------------------------------------------------------------------------------------


def test_drift_names_changes(run: CommandLine) -> None:
    text = " ".join(run("drift", "S3", "S4").split())
    assert text.startswith("S3 and S4: both relay the same statement, S1.")
    assert "S3, seen in R1: ‘Ahmed Khalaf, an Iraqi police officer" in text
    assert "[hedge: by accident] → belonging to the Baghdad Operations Command by way of error" in text
    assert "place: Green Zone" in text


def test_drift_json_shape(run: CommandLine) -> None:
    (found,) = run.json("drift", "S3", "S4")
    assert list(found) == ["one", "other", "why", "parent", "changed", "beside"]
    assert (found["one"], found["other"], found["parent"], found["changed"]) == ("S3", "S4", "S1", True)
    (beside,) = found["beside"]
    assert beside["one"]["read_in"] == beside["other"]["read_in"] == "R1"
    assert beside["why_not"] is None
    assert "".join(piece["before"] for piece in beside["pieces"]) == beside["one"]["exact"]
    assert "".join(piece["after"] for piece in beside["pieces"]) == beside["other"]["exact"]
    last = beside["pieces"][-1]
    assert (last["shift"], last["marks"]) == ("replaced", ["hedge", "name"])
    assert last["gone"] == [{"text": "by accident", "mark": "hedge", "start": 0, "end": 11}]


@pytest.mark.parametrize("words", [(), ("S1",), ("s3",), ("C1a",), ("c2",)])
def test_drift_of_case_claim_statement(run: CommandLine, words: tuple[str, ...]) -> None:
    assert [(found["one"], found["other"]) for found in run.json("drift", *words)] == [("S3", "S4")]


def test_drift_without_pairs(run: CommandLine) -> None:
    assert run("drift", "C3") == "No statement is on record in two wordings here.\n"
    assert run.json("drift", "S20") == []
    assert "Not compared: words on one side only." in run("drift", "S5", "S13")
    assert "No quote recorded." in run("drift", "S20", "S22")


def test_drift_wrong_key_refused(run: CommandLine) -> None:
    for words in (("S99",), ("S3", "S99"), ("S3", "C1"), ("C99",), ("R1",)):
        assert isinstance(run.refused("drift", *words), NotFound)


def test_drift_across_languages(tmp_path: Path) -> None:
    path = tmp_path / "two.db"
    with create_store(path) as writer:
        desk = CaseFactory(writer)
        desk.says(words="it fell", lang="en")
        desk.says(words="سقطت", lang="ar")
    text = CommandLine(path)("drift", "S1", "S2")
    assert "“it fell”" in text
    assert "“سقطت”" in text
    assert "Not compared: different languages." in text


def test_hostile_words_as_text(tmp_path: Path) -> None:
    path = tmp_path / "hostile.db"
    with create_store(path) as writer:
        desk = CaseFactory(writer)
        for words in ("it [/] fell \u202eover", "it [red] rose \u2066under"):
            desk.says(desk.source("a [/] \u202e name"), words=words)
    run = CommandLine(path)
    for words in (("drift", "S1", "S2"), ("timeline",), ("next",)):
        assert not set(run(*words)) & {"\u202e", "\u2066", "\x1b"}
    assert "[/]" in run("drift", "S1", "S2")


# --- timeline -----------------------------------------------------------------------------------------------------


def test_timeline_in_local_time(run: CommandLine) -> None:
    lines = run("timeline").splitlines()
    assert lines[0] == ("Timeline of Drone over al-Harthiya, Baghdad, times of Asia/Baghdad: 4 reports, 23 statements.")
    assert lines[1] == "  16 Dec 2020, 00:00 to 22:45: R2 Bas News; says S2 S3."
    assert lines[2] == "  16 Dec 2020, 00:00 to 22:45, “earlier on Wednesday”: R3 Anadolu; says S4."
    assert "  by 16 Dec 2020, 22:45, narrowed by R1: S20 Washington, statement." in lines


def test_timeline_as_of_report(run: CommandLine) -> None:
    text = " ".join(run("timeline", "--as-of", "R3").split())
    assert "As of R3: 2 of 4 reports and 4 of 23 statements." in text
    assert "Later: 2 reports, 17 statements; possibly known by then: 2 statements." in text
    assert "R4" not in text.replace("As of R3", "")


def test_timeline_possible(run: CommandLine) -> None:
    strict = run.json("timeline", "--as-of", "2020-12-16T12:00")
    assert (strict["events"], strict["as_of"]["moment"]) == ([], "2020-12-16T09:00:00Z")
    assert strict["as_of"]["reports"] == {"known": 0, "possibly": 3, "later": 1, "untimed": 0}
    taken = run.json("timeline", "--as-of", "2020-12-16T12:00", "--possible")
    assert [event["key"] for event in taken["events"] if event["kind"] == "report"] == ["R2", "R3", "R4"]
    assert taken["as_of"]["takes_in_possible"] is True
    assert "As of 16 Dec 2020, 12:00: 3 of 4 reports" in run("timeline", "--as-of", "2020-12-16T12:00", "--possible")


def test_timeline_json_shape(run: CommandLine) -> None:
    found = run.json("timeline")
    assert (found["as_of"], found["contradictions"], len(found["events"])) == (None, [], 27)
    assert found["events"][1] == {
        "kind": "report",
        "key": "R3",
        "label": "Anadolu",
        "report": None,
        "raw": "earlier on Wednesday",
        "edtf": "2020-12-16",
        "lo": "2020-12-15T21:00:00Z",
        "hi": "2020-12-16T19:45:00Z",
        "vague": True,
        "tightened_by": [],
        "contradicts": [],
    }
    as_of = run.json("timeline", "--as-of", "R2")["as_of"]
    assert (as_of["report"], as_of["moment"]) == ("R2", None)


def test_numbers_as_of_a_report(run: CommandLine) -> None:
    now, then = run.json("claims"), run.json("claims", "--as-of", "R3")
    assert {row["key"]: row["for"]["named"] for row in then} != {row["key"]: row["for"]["named"] for row in now}
    assert run.json("claim", "C1", "--as-of", "R3")["against"]["named"] == 0
    assert (len(run.json("denials")), run.json("denials", "--as-of", "R3")) == (1, [])
    assert len(run.json("alarms", "--as-of", "R3")) < len(run.json("alarms"))
    assert isinstance(run.refused("denial", "S5", "--as-of", "R3"), NotFound)
    assert isinstance(run.refused("claims", "--possible"), WrongUse)


def test_what_a_moment_leaves_out_is_said(demo_store: Path) -> None:
    done = run_piped("claims", "--as-of", "R3", "--store", str(demo_store))
    assert "As of R3: 2 of 4 reports and 4 of 23 statements." in done.err
    assert "As of" not in done.out


def test_timeline_bad_time_refused(run: CommandLine) -> None:
    assert isinstance(run.refused("timeline", "--as-of", "soon"), Refused)
    assert isinstance(run.refused("timeline", "--as-of", "R9"), NotFound)
    assert isinstance(run.refused("timeline", "--possible"), WrongUse)


def test_timeline_empty_case(new: CommandLine) -> None:
    assert new("timeline") == "Timeline of A drone, times of UTC: 0 reports, 0 statements.\n"


def test_bounds_in_words() -> None:
    zone = ZoneInfo("Asia/Baghdad")
    early, late, next_day = "2020-12-16T06:00:00Z", "2020-12-16T19:45:00Z", "2020-12-17T06:00:00Z"
    assert span(early, early, zone) == "16 Dec 2020, 09:00"
    assert span(early, late, zone) == "16 Dec 2020, 09:00 to 22:45"
    assert span(early, next_day, zone) == "16 Dec 2020, 09:00 to 17 Dec 2020, 09:00"
    assert span(early, None, zone) == "from 16 Dec 2020, 09:00"
    assert span(None, late, zone) == "by 16 Dec 2020, 22:45"
    assert span(None, None, zone) == "time not recorded"


# --- next ---------------------------------------------------------------------------------------------------------


def test_next_by_effect(run: CommandLine) -> None:
    lines = run("next").splitlines()
    assert lines[0].split("\t") == ["kind", "key", "sentence", "could_change", "alarms", "weight", "settled_by"]
    assert lines[1].split("\t")[:4] == [
        "original",
        "R2",
        "Get the report of Bas News (R2). It is seen only in Beirut article (R1).",
        "C1 C1a C1b C1e C2",
    ]


def test_next_json_shape(run: CommandLine) -> None:
    found = run.json("next")
    assert {row["kind"] for row in found} == {"original", "voice", "origin", "citation"}
    assert [row["weight"] for row in found] == sorted((row["weight"] for row in found), reverse=True)
    (us_forces,) = [row for row in found if row["key"] == "W10"]
    assert us_forces["could_change"] == ["C1"]
    assert us_forces["alarms"] == ["missing voice W10"]
    assert us_forces["settled_by"] is None


def test_next_empty_case(new: CommandLine) -> None:
    assert new.json("next") == []
