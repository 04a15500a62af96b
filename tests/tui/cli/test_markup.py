"""Proposals and mark-up by command: what is written, previews, and refusals."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.errors import NotFound, Refused
from tests.support.cli_runner import CommandLine, file_hashes

ARTICLE = """Barge aground at Port Ellery

The harbour master, Mina Orlov, said the barge was drifting. “We had warned of the sandbank twice,” Orlov said.

Coast Wire, an agency, quoted a pilot as saying that nobody was hurt. He denied this on Friday.
"""


@pytest.fixture
def run(tmp_path: Path) -> CommandLine:
    run = CommandLine(tmp_path / "desk.db")
    run("add", "case", "A barge", "--tz", "Europe/Athens")
    run("import", "-", "--outlet", "Harbour Times", stdin=ARTICLE)
    run("add", "claim", "the barge was drifting")
    return run


def test_line_is_one_action(run: CommandLine) -> None:
    found = run.json("mark", "R1", "Mina Orlov (official) : +C1", "-w", "the barge was drifting", "--cue", "said")
    assert (found["written"], found["statements"]) == (True, ["S1", "S2"])
    (statement,) = run.json("claim", "C1")["statements"][:1]
    assert run.json("claim", "C1")["for"] == {
        "named": 1,
        "anonymous": 0,
        "not_recorded": 0,
        "withdrawn": 0,
        "withdrawn_on": None,
    }
    report = run.json("report", "R1")
    (passed_on,) = report["statements"]
    assert (passed_on["source"], passed_on["via"], passed_on["voice"]) == ("Mina Orlov", ["Harbour Times"], "relayed")
    assert passed_on["quotes"][0]["exact"] == "the barge was drifting"
    assert [(each["claim"], each["polarity"], each["certainty"]) for each in passed_on["stances"]] == [
        ("C1", 1, "uncommitted")
    ]
    assert statement["certainty"] == "certain"
    assert run.json("history", "--most", "1")[0]["words"] == "mark up Mina Orlov in R1"
    run("undo")
    assert run.json("report", "R1")["statements"] == []
    assert len(run.json("sources")) == 1


def test_dry_run_writes_nothing(run: CommandLine) -> None:
    before = len(run.json("history"))
    shown = run("mark", "R1", "Coast Wire > Island Gazette : ?C1=possible", "--summary", "s", "--dry-run")
    assert shown.count("would save:") >= 5
    assert "for C1" not in shown
    assert len(run.json("history")) == before


def test_near_name_is_new(run: CommandLine) -> None:
    run("mark", "R1", "Mina Orlov", "-w", "drifting")
    shown = run("mark", "R1", "Mina Orlof", "-w", "the barge", "--dry-run")
    assert "look at: “Mina Orlof” is added as a new source; similar: W2 Mina Orlov." in shown


@pytest.mark.parametrize(
    ("line", "more", "sentence"),
    [
        (" : +C1", (), "There is no name at the beginning"),
        ("Mina Orlov : C1", (), "has no sign"),
        ("Mina Orlov : +C9", (), "There is no claim C9"),
        ("Mina Orlov @ R9 : +C1", (), "There is no report R9"),
        ("S9 : +C1", (), "There is no statement S9"),
        ("she : +C1", (), "“she” is not a name."),
        ("Mina Orlov : +C1", ("-w", "not its words"), "is not in the capture"),
        ("Mina Orlov : +C1", ("-w", "the"), "stands in the capture more than once"),
    ],
)
def test_bad_line_writes_nothing(run: CommandLine, line: str, more: tuple[str, ...], sentence: str) -> None:
    before = len(run.json("history"))
    error = run.refused("mark", "R1", line, *more)
    assert sentence in f"{error.message} {error.hint}"
    assert len(run.json("history")) == before


def test_twin_words_by_place(run: CommandLine) -> None:
    start = ARTICLE.index("the barge was")
    run("mark", "R1", "Mina Orlov", "-w", "the", "--start", str(start))
    assert run.json("report", "R1")["statements"][0]["quotes"][0]["exact"] == "the"


def test_proposals_wait(run: CommandLine) -> None:
    done = len(run.json("history"))
    proposals = run.json("proposals", "R1")
    assert [each["state"] for each in proposals] == ["open"] * len(proposals)
    first = next(each for each in proposals if each["text"] == "the barge was drifting")
    assert len(run.json("history")) == done
    assert len(run.json("sources")) == 1
    found = run.json("accept", "R1", str(first["number"]), "+C1")
    assert len(found["statements"]) == 2
    assert run.json("claim", "C1")["for"]["named"] == 1
    assert first["number"] not in [each["number"] for each in run.json("proposals", "R1")]
    assert isinstance(run.refused("accept", "R1", str(first["number"])), Refused)
    run("undo")
    assert run.json("claim", "C1")["for"]["named"] == 0
    assert run.json("proposals", "R1") == proposals


def test_undo_offers_rejected(run: CommandLine) -> None:
    number = str(run.json("proposals", "R1")[0]["number"])
    assert run("reject", "R1", number) == f"reject proposal {number} in R1\n"
    assert number not in [str(each["number"]) for each in run.json("proposals", "R1")]
    assert "rejected" in [each["state"] for each in run.json("proposals", "R1", "--all")]
    run("undo")
    assert number in [str(each["number"]) for each in run.json("proposals", "R1")]
    assert isinstance(run.refused("reject", "R1", "99"), NotFound)


def test_line_gives_other_reading(run: CommandLine) -> None:
    number = str(run.json("proposals", "R1")[0]["number"])
    run("accept", "R1", number, "--line", 'Harbour pilots (group, collective) : -C1 +"a barge lay there"=probable')
    assert [each["name"] for each in run.json("sources")][1:] == ["Harbour pilots"]
    assert [each["text"] for each in run.json("claims")] == ["the barge was drifting", "a barge lay there"]
    assert run.json("denials")[0]["denies"] == ["C1"]
    assert "Both" in run.refused("accept", "R1", "1", "+C1", "--line", "Harbour pilots").message


def test_source_changes_on_accept(run: CommandLine) -> None:
    proposals = run.json("proposals", "R1")
    number = str(next(each["number"] for each in proposals if each["text"] == "the barge was drifting"))
    who = run.json("accept", "R1", number, "--dry-run")["speaker"]
    assert (who["naming"], who["new"]) == ("named", True)
    shown = run.json("accept", "R1", number, "--kind", "group", "--naming", "collective", "--dry-run")
    assert [shown["speaker"][key] for key in ("name", "kind", "naming")] == [who["name"], "group", "collective"]
    found = run.json("accept", "R1", number, "--who", "Harbour pilots", "--naming", "role", "+C1")
    assert found["speaker"]["name"] == "Harbour pilots"
    assert [(each["name"], each["naming"]) for each in run.json("sources")][1:] == [("Harbour pilots", "role")]
    assert "Both" in run.refused("accept", "R1", "1", "--who", "W1", "--line", "Harbour pilots").message


def test_proposals_only_read(run: CommandLine) -> None:
    before = file_hashes(run.store.parent)
    found = run.json("proposals", "R1")
    assert [each["number"] for each in found] == list(range(1, len(found) + 1))
    assert run("--readonly", "proposals", "R1")
    assert file_hashes(run.store.parent) == before
    run("reject", "R1", "1")
    assert [{**each, "state": "open"} for each in run.json("proposals", "R1", "--all")] == found


def test_no_text_no_proposals(run: CommandLine) -> None:
    run("add", "report", "Harbour Times")
    assert run.refused("proposals", "R2").message == "We don't have the text of R2."


@pytest.mark.parametrize("stance", ['-"the hull was breached"', "-“the hull was breached”"])
def test_denied_new_claim_no_option(run: CommandLine, stance: str) -> None:
    run("accept", "R1", "1", stance)
    assert run.json("denials")[0]["denies"] == [run.json("claims")[-1]["key"]]
    assert run.json("claims")[-1]["text"] == "the hull was breached"


@pytest.mark.parametrize(
    ("name", "kind", "naming"),
    [
        ("local officials", "group", "collective"),
        ("a Telegram channel", "outlet", "anonymous"),
        ("مصدر أمني", "person", "anonymous"),
        ("Ahmed Khalaf", "person", "named"),
        ("Anadolu", "outlet", "named"),
    ],
)
def test_added_source_is_named_on_evidence(run: CommandLine, name: str, kind: str, naming: str) -> None:
    run("add", "source", name, "--kind", kind)
    assert run.json("sources")[-1]["naming"] == naming
