"""The commands for status, verdicts, ratings, tags, notes and tasks."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from db.errors import NotFound, Refused, WrongUse
from tests.support.cli_runner import CommandLine, run_piped
from tests.support.pty import run_on_terminal


@pytest.fixture
def run(demo_store: Path) -> CommandLine:
    return CommandLine(demo_store)


def editing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lines: str) -> None:
    """Name an editor that runs lines of Python over the file, as ``path``, as if a terminal were there."""
    script = tmp_path / "editor.py"
    script.write_text(f"import pathlib, sys\npath = pathlib.Path(sys.argv[-1])\n{lines}\n", "utf-8")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("tui.cli.commands.annotations.is_terminal", lambda _: True)
    monkeypatch.setenv("VISUAL", f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}")


def test_status_of_many_and_undo(run: CommandLine) -> None:
    assert run("status", "c1", "C1a", "C2", "second_look") == "C1, C1a, C2: needs a second look\n"
    assert {row["key"]: row["status"] for row in run.json("claims")}["C2"] == "second_look"
    assert run("status", "C1", "SECOND_LOOK") == "Already so; nothing changed.\n"
    run("undo")
    assert {row["status"] for row in run.json("claims")} == {"new"}


def test_verdict_who_when_why(run: CommandLine) -> None:
    said = ("--because", "two services say so", "--likelihood", "likely", "--confidence", "low")
    assert run("assess", "C1", "disputed", *said) == "assess C1: disputed\n"
    claim = run.json("claim", "C1")
    assert (claim["status"], claim["verdict"]) == ("triaged", "disputed")
    (given,) = claim["assessments"]
    assert given.pop("at").endswith("Z")
    assert given == {
        "verdict": "disputed",
        "likelihood": "likely",
        "confidence": "low",
        "rationale": "two services say so",
        "who": "Rana",
    }
    run("assess", "C1", "refuted", "--as", "Omar")
    text = run("claim", "C1")
    assert "Verdict: refuted, says Omar on " in text
    assert "Previously: disputed, says Rana on " in text
    assert "\n    Likelihood: likely.\n    Confidence: low.\n" in text, "never in one sentence"


def test_open_part_blocks(run: CommandLine) -> None:
    key = run("add", "claim", "it flew at all", "--of", "C1", "--part", "necessary").split()[0]
    refused = run.refused("assess", "C1", "corroborated")
    assert isinstance(refused, Refused)
    assert f"a necessary part of it is open: {key} has no verdict" in refused.message
    run("assess", "C1", key, "corroborated")
    assert run("assess", key, "disputed") == (
        f"assess {key}: disputed\nC1 is corroborated, but a necessary part of it is open: {key} is disputed.\n"
    )
    assert run.json("claim", "C1")["open_parts"] == [{"claim": key, "verdict": "disputed"}]
    assert f"orroborated, but a necessary part of it is open: {key} is disputed." in run("claim", "C1")


@pytest.mark.parametrize(
    "words", [("assess", "C1", "true"), ("assess", "C1", "disputed", "--likelihood", "maybe"), ("status", "C1", "x")]
)
def test_unknown_word_names_known(run: CommandLine, words: tuple[str, ...]) -> None:
    done = run_piped(*words, "--store", str(run.store))
    assert done.code == 2
    assert words[-1] in done.err
    assert "Traceback" not in done.err


def test_letter_and_digit(run: CommandLine) -> None:
    assert run("rate", "W7", "c", "--because", "was there") == "rate W7 C\n"
    assert run("rate", "S1", "S4", "C1", "3") == "rate S1, S4 on C1 3\n"
    pairs = {row["statement"]: row["rating"]["pair"] for row in run.json("claim", "C1")["statements"]}
    assert (pairs["S1"], pairs["S4"], pairs["S2"]) == ("C3", "–3", None)
    source = run.json("source", "W7")
    assert source["letter"] == "C"
    assert source["ratings"][0]["reason"] == "was there"
    assert "Rated C3, source fairly reliable, statement possibly true." in run("claim", "C1")
    assert "Not rated." in run("claim", "C1")
    assert "Reliability: C fairly reliable, says Rana on " in run("source", "W7")
    run("rate", "W7", "F")
    run("rate", "S1", "C1", "6")
    assert "Rated F6, source cannot be judged, statement cannot be judged." in run("claim", "C1")


@pytest.mark.parametrize(
    "words", [("W7", "3"), ("S1", "3"), ("S1", "C1", "B"), ("C1", "S1", "3"), ("S1", "C1", "7"), ("W7", "S1", "B")]
)
def test_wrong_rating_explained(run: CommandLine, words: tuple[str, ...]) -> None:
    refused = run.refused("rate", *words)
    assert isinstance(refused, WrongUse)
    assert "onrecord rate S3 C1 2" in refused.hint


def test_tags_on_and_off(run: CommandLine) -> None:
    assert run("tag", "C1", "W7", "S5", "R1", "K1", "urgent", "#call back") == (
        "tag C1, W7, S5, R1, K1 “urgent”, “call back”\n"
    )
    for words in ("claim", "C1"), ("source", "W7"), ("denial", "S5"), ("report", "R1"):
        assert run.json(*words)["tags"] == ["call back", "urgent"]
    assert run("tag", "C1", "URGENT") == "Already so; nothing changed.\n"
    assert run("tag", "C1", "W7", "urgent", "--remove") == "take “urgent” off C1, W7\n"
    assert run.json("claim", "C1")["tags"] == ["call back"]
    run("undo")
    run("undo")
    assert run.json("claim", "C1")["tags"] == []


@pytest.mark.parametrize("words", [("C1",), ("urgent",), ("C1", "x" * 10_000), ("N1", "urgent"), ("C1", " ")])
def test_bad_tag_refused(run: CommandLine, words: tuple[str, ...]) -> None:
    before = run("history")
    assert run.refused("tag", *words).hint
    assert run("history") == before


def test_note_added_read_changed(run: CommandLine) -> None:
    assert run("note", "C1", "**seen** in 2019\x1b[2J") == "note N1 on C1\n"
    assert run("note", "K1", "-", stdin="# from\nelsewhere\n") == "note N2 on K1\n"
    assert run("note", "n2") == "# from\nelsewhere\n"
    assert run("note", "N1", "--edit", "otherwise") == "edit note N1\n"
    assert [(row["key"], row["on"], row["case"], row["text"]) for row in run.json("notes")] == [
        ("N2", "K1", "K1", "# from\nelsewhere"),
        ("N1", "C1", "K1", "otherwise"),
    ]
    assert [row["key"] for row in run.json("notes", "--on", "C1")] == ["N1"]
    assert run("remove", "N1") == "remove note N1\n"
    assert isinstance(run.refused("note", "N1"), NotFound)
    run("undo")
    assert "Note N1, Rana on " in run("claim", "C1")


@pytest.mark.parametrize(
    ("words", "stdin"),
    [
        (("C1", ""), None),
        (("C1", "-"), ""),
        (("C1", "-"), b"\xff\xfe"),
        (("C1",), None),
        (("N1", "text"), None),
        (("C1", "text", "--edit"), None),
        (("C1", "-"), b"x" * 900_000),
    ],
)
def test_bad_note_writes_nothing(run: CommandLine, words: tuple[str, ...], stdin: str | bytes | None) -> None:
    run("note", "C1", "first")
    assert run.refused("note", *words, stdin=stdin).hint
    assert [row["text"] for row in run.json("notes")] == ["first"]


def test_note_in_the_editor(run: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    editing(monkeypatch, tmp_path, "path.write_text(path.read_text() + 'more')")
    assert run("note", "C1") == "note N1 on C1\n"
    assert run("note", "N1", "--edit") == "edit note N1\n"
    assert [row["text"] for row in run.json("notes")] == ["more\nmore"]
    assert list(tmp_path.glob("onrecord-*")) == []


def test_editor_on_real_terminal(run: CommandLine, tmp_path: Path) -> None:
    script = tmp_path / "editor.py"
    script.write_text("import sys\nassert sys.stdin.isatty()\nopen(sys.argv[1], 'w').write('typed')\n", "utf-8")
    named = {"EDITOR": f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}", "TMPDIR": str(tmp_path)}
    done = run_on_terminal("note", "C1", "--store", str(run.store), **named)
    assert (done.code, done.out) == (0, "note N1 on C1\n")
    assert [row["text"] for row in run.json("notes")] == ["typed"]
    assert list(tmp_path.glob("onrecord-*")) == []


def test_changed_note_keeps_both(run: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    run("note", "C1", "first")
    theirs = (
        "path.write_text('mine')",
        f"sys.path[:0] = {sys.path!r}",
        "from db.write.annotations import edit_note",
        "from db.journal.opening import open_writer",
        f"with open_writer(pathlib.Path({str(run.store)!r}), 'Omar') as writer: edit_note(writer, 1, 'theirs')",
    )
    editing(monkeypatch, tmp_path, "\n".join(theirs))
    refused = run.refused("note", "N1", "--edit")
    assert "N1 was changed by somebody else" in refused.message
    (kept,) = tmp_path.glob("onrecord-note-N1-*")
    assert str(kept) in refused.hint
    assert kept.read_text() == "mine"
    assert [row["text"] for row in run.json("notes")] == ["theirs"]


def test_tasks_by_due_day(run: CommandLine) -> None:
    assert run("task", "C1", "ask the ministry", "--person", "Omar", "--due", "2999-01-01") == "task T1 on C1\n"
    run("task", "W7", "call him", "--due", "2020-01-01")
    run("task", "K1", "no day")
    run("task", "S5", "over and done", "--due", "2019-01-01")
    assert run("task", "T4", "--done") == "T4: done\n"
    assert run("task", "T4", "--done") == "Already so; nothing changed.\n"
    rows = [(row["key"], row["on"], row["overdue"], row["done"]) for row in run.json("tasks")]
    assert rows == [
        ("T2", "W7", True, False),
        ("T1", "C1", False, False),
        ("T3", "K1", False, False),
        ("T4", "S5", False, True),
    ]
    assert [row["key"] for row in run.json("tasks", "--open")] == ["T2", "T1", "T3"]
    assert "\toverdue\t2020-01-01\t\tcall him\n" in run("tasks")
    assert "Task T1 (open, for Omar, due 1 Jan 2999): ask the ministry." in run("claim", "C1")
    run("task", "T1", "T4", "--not-done")
    run("task", "T1", "--edit", "ask again", "--due", "", "--person", "Lea")
    first = next(row for row in run.json("tasks") if row["key"] == "T1")
    assert (first["text"], first["due"], first["person"]) == ("ask again", None, "Lea")


@pytest.mark.parametrize(
    "words",
    [
        ("C1",),
        ("C1", "one", "two"),
        ("C1", "ask", "--due", "soon"),
        ("C1", "ask", "--done"),
        ("T1",),
        ("T1", "C1", "--done"),
        ("T1", "T1", "--edit", "x"),
        ("C1", "C2", "ask"),
        ("T1", "--edit"),
        ("T9", "--done"),
    ],
)
def test_bad_task_writes_nothing(run: CommandLine, words: tuple[str, ...]) -> None:
    run("task", "C1", "first")
    before = run("tasks"), run("history")
    assert run.refused("task", *words).hint
    assert (run("tasks"), run("history")) == before


def test_task_in_the_editor(run: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    run("task", "C1", "first")
    editing(monkeypatch, tmp_path, "path.write_text('ask\\nagain')")
    assert run("task", "T1", "--edit") == "edit task T1\n"
    assert [row["text"] for row in run.json("tasks")] == ["ask again"]


def test_history_has_decisions(run: CommandLine) -> None:
    run("assess", "C1", "disputed")
    run("note", "C1", "x")
    run("note", "C2", "y")
    assert [row["words"] for row in run.json("history", "C1")] == ["note N1 on C1", "assess C1: disputed"]


def test_numbers_ignore_judgement(run: CommandLine) -> None:
    decided = ("status", "verdict", "tags", "letter")
    before = [{key: row[key] for key in row if key not in decided} for row in run.json("claims")]
    run("assess", "C1", "refuted")
    run("rate", "W7", "E")
    run("rate", "S1", "C1", "5")
    assert [{key: row[key] for key in row if key not in decided} for row in run.json("claims")] == before


def test_every_command_has_help(run: CommandLine) -> None:
    for name in "status", "assess", "rate", "tag", "note", "notes", "task", "tasks":
        assert run(name, "--help").startswith("Usage:"), name
