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
    assert "R2 was known only through R1 until now" in str(landed["notes"])
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
    first = run("accept", "R2", "0", "+C1", "--dry-run")
    assert "S1 CNN in R3, for C1 says this already (same words)" in first
    planned = run.json("accept", "R2", "1", "+C1", "--dry-run")
    assert (planned["repeated"], planned["undecided"]) == ("S3", False)
    assert planned["repeats"] == [{"statement": "S3", "words": "S3 a US official, for C1", "reason": "same words"}]
    assert "new source" not in run("accept", "R2", "1", "+C1", "--same", "S3")
    assert support(run)["anonymous"] == 1


def test_new_writes_another_statement(run: CommandLine) -> None:
    bring_in(run, "The army denied that it shot down a drone. “We shot down no drone,” the army said.", "Paper 1")
    run("accept", "R1", "0", "-C1")
    assert "both" in run.refused("accept", "R1", "1", "-C1", "--same", "S1", "--new").message
    assert run("accept", "R1", "1", "-C1", "--new").splitlines()[0] == "S3 S4"
