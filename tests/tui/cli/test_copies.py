"""One wire and its copies on the command line: what is repeated, and what an import turns out to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.cli_runner import CommandLine

CITING = "A drone was shot down over Baghdad, CNN reported, citing a US official."
CNN = "Baghdad, Iraq.\n\nA US official said that a drone was shot down over Baghdad at night."


@pytest.fixture
def run(tmp_path: Path) -> CommandLine:
    command = CommandLine(tmp_path / "desk.db")
    command("add", "case", "A drone", "--tz", "UTC")
    command("add", "claim", "a drone was shot down")
    return command


def accept_all(run: CommandLine, report: str) -> None:
    for each in run.json("proposals", report):
        run("accept", report, str(each["number"]), "+C1")


def support(run: CommandLine) -> dict[str, int]:
    found = run.json("claim", "C1")["for"]
    return {name: found[name] for name in ("named", "anonymous", "not_recorded")}


def bring_in(run: CommandLine, text: str, outlet: str, *options: str) -> dict[str, object]:
    (landed,) = run.json("import", "-", "--outlet", outlet, *options, stdin=text)
    return dict(landed)


def test_cited_report_becomes_the_held_one(run: CommandLine) -> None:
    bring_in(run, CITING, "Paper 1")
    accept_all(run, "R1")
    landed = bring_in(run, CNN, "CNN")
    assert (landed["report"], landed["how"]) == ("R2", "new capture")
    assert "R2 was seen only in R1 until now" in str(landed["notes"])
    accept_all(run, "R2")
    bring_in(run, f"{CITING} More follows.", "Paper 2")
    accept_all(run, "R3")
    assert support(run) == {"named": 0, "anonymous": 1, "not_recorded": 0}
    assert {run.json("report", key)["holding"] for key in ("R1", "R2", "R3")} == {"held"}
    assert [each["kind"] for each in run.json("alarms")] == ["echo"]


@pytest.mark.parametrize(
    ("text", "options"),
    [("The mayor opened a library in Basra.", ()), (CNN, ("--new-report",))],
)
def test_other_article_of_a_cited_outlet_is_new(run: CommandLine, text: str, options: tuple[str, ...]) -> None:
    bring_in(run, CITING, "Paper 1")
    accept_all(run, "R1")
    landed = bring_in(run, text, "CNN", *options)
    assert (landed["report"], landed["how"]) == ("R3", "new report")


def test_accept_says_what_is_repeated(run: CommandLine) -> None:
    for number in (1, 2):
        bring_in(run, f"{CITING} Page {number}.", f"Paper {number}")
    accept_all(run, "R1")
    first = run("accept", "R2", "1", "+C1", "--dry-run")
    assert "S1 CNN in R3, for C1 says this already (same words)" in first
    planned = run.json("accept", "R2", "2", "+C1", "--dry-run")
    assert (planned["repeated"], planned["undecided"]) == ("S3", False)
    assert planned["repeats"] == [{"statement": "S3", "words": "S3 a US official, for C1", "reason": "same words"}]
    assert "new source" not in run("accept", "R2", "2", "+C1", "--same", "S3")
    assert support(run)["anonymous"] == 1


def test_new_writes_another_statement(run: CommandLine) -> None:
    bring_in(run, "The army denied that it shot down a drone. “We shot down no drone,” the army said.", "Paper 1")
    run("accept", "R1", "1", "-C1")
    assert "Both" in run.refused("accept", "R1", "2", "-C1", "--same", "S1", "--new").message
    assert run("accept", "R1", "2", "-C1", "--new").splitlines()[0] == "S3 S4"


# --- copies in one action ---

WIRE = "BAGHDAD. A security source said that the wreckage of the drone fell into the river near the old bridge."


def bring_in_copies(run: CommandLine) -> None:
    bring_in(run, WIRE, "AP")
    bring_in(run, f"By our staff.\n\n{WIRE}", "Courier")
    bring_in(run, f"{WIRE}\n\nMore follows.", "Gazette")
    bring_in(run, WIRE.replace("near the old bridge", "close to the old bridge"), "Herald")
    bring_in(run, "The mayor opened a library. Nobody spoke of the drone that fell.", "Mail")


def test_copies_are_offered_and_marked_in_one_action(run: CommandLine) -> None:
    bring_in_copies(run)
    accepted = run("accept", "R1", "1", "+C1")
    assert (
        "similar words (2 of 3 the same) in R2 R3 R4: "
        "onrecord mark --copies S2 R2 R3 R4, if they are copies" in accepted
    )
    assert run("mark", "--copies", "S2", "R2", "R3", "R4").splitlines()[0] == "S3 S4 S5"
    assert support(run) == {"named": 0, "anonymous": 1, "not_recorded": 0}
    assert [each["kind"] for each in run.json("alarms")] == ["echo"]
    run("undo")
    assert run.json("report", "R2")["statements"] == []
    assert run.json("alarms") == []


def test_all_near_passages_of_the_case(run: CommandLine) -> None:
    bring_in_copies(run)
    run("accept", "R1", "1", "+C1")
    planned = run.json("mark", "--copies", "S2", "--dry-run")
    assert [each["report"] for each in planned["copies"]] == ["R2", "R3", "R4"]
    assert planned["statements"] == []
    run("mark", "--copies", "S2")
    assert "add nothing to the record" in run.refused("mark", "--copies", "S2").message


def test_reports_copy_a_report(run: CommandLine) -> None:
    bring_in_copies(run)
    run("accept", "R1", "1", "+C1")
    assert run.json("mark", "--copies", "R1", "R2", "R3")["statements"] == ["S3", "S4"]
    assert "more than one report" in run.refused("mark", "--copies", "R1").message
    assert "one line" in run.refused("mark", "R1").message


def test_copy_that_was_accepted_apart_is_mended(run: CommandLine) -> None:
    bring_in_copies(run)
    for report in ("R1", "R2"):
        run("accept", report, "1", "+C1", "--new")
    assert support(run)["anonymous"] == 2
    assert "what was marked up of these words in R2 relays S2" in run("mark", "--copies", "S2", "R2")
    assert support(run) == {"named": 0, "anonymous": 1, "not_recorded": 0}


def test_verbatim_copy_counts_once_before_it_is_decided(run: CommandLine) -> None:
    bring_in_copies(run)
    for report in ("R1", "R2", "R3"):
        run("accept", report, "1", "+C1")
    assert support(run) == {"named": 0, "anonymous": 1, "not_recorded": 2}
