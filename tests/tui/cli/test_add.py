"""Commands that add, edit and remove: output, refusals, and the author in the journal."""

from __future__ import annotations

import getpass
from pathlib import Path

import pytest

from db.errors import NotFound, Refused, WrongUse
from tests.support.cli_runner import CommandLine, run_piped


@pytest.fixture
def run(demo_store: Path) -> CommandLine:
    return CommandLine(demo_store)


def test_case_makes_its_store(tmp_path: Path) -> None:
    run = CommandLine(tmp_path / "new.db")
    assert run("add", "case", "A drone", "--tz", "Asia/Baghdad", "--day", "2020-12-16") == "K1 A drone\n"
    assert run("add", "source", "Bas News", "--kind", "outlet") == "W1 Bas News\n"
    assert run("add", "report", "bas news", "--title", "It fell") == "R1 It fell\n"
    assert run("add", "claim", "it fell") == "C1 it fell\n"
    assert run("add", "claim", "by mistake", "--of", "C1", "--part", "detail") == "C1a by mistake\n"
    assert run(
        "add", "statement", "W1", "--act", "report", "--report", "R1", "--summary", "s", "+C1", "-C1a"
    ).startswith("S1")
    stances = [(each["claim"], each["polarity"]) for each in run.json("chain")[0]["stances"]]
    assert stances == [("C1", 1), ("C1a", -1)]


def test_source_in_case_or_shared(run: CommandLine) -> None:
    before = {each["name"] for each in run.json("sources")}
    run("add", "source", "Port Ellery Police", "--kind", "body")
    run("add", "source", "Republic of Elleria", "--kind", "body", "--boundary", "--shared")
    assert {each["name"] for each in run.json("sources")} - before == {"Port Ellery Police"}
    run("add", "party", "C1", "affected", "Republic of Elleria")
    assert {each["name"] for each in run.json("sources")} - before == {"Port Ellery Police", "Republic of Elleria"}


def test_first_case_in_data_dir(tmp_path: Path) -> None:
    done = run_piped("add", "case", "A drone", "--tz", "UTC", XDG_DATA_HOME=str(tmp_path), ONRECORD_AS="Lea")
    assert (done.code, done.out) == (0, "K1 A drone\n")
    assert "\tLea\tadd case K1 “A drone”\t" in run_piped("history", XDG_DATA_HOME=str(tmp_path)).out


def test_only_case_makes_a_store(tmp_path: Path) -> None:
    run = CommandLine(tmp_path / "none.db")
    assert "There is no store" in run.refused("add", "claim", "x").message
    assert not run.store.exists()


@pytest.mark.parametrize(
    ("words", "environment", "who"),
    [
        (("--as", "Rana", "undo", "--action", "1"), {}, "Rana"),
        (("undo", "--action", "1", "--as", "Omar"), {"ONRECORD_AS": "Lea"}, "Omar"),
        (("undo", "--action", "1"), {"ONRECORD_AS": "Lea"}, "Lea"),
        (("undo", "--action", "1"), {"ONRECORD_AS": " "}, getpass.getuser()),
    ],
)
def test_journal_names_the_person(
    demo_store: Path, words: tuple[str, ...], environment: dict[str, str], who: str
) -> None:
    CommandLine(demo_store, "First")("add", "claim", "one")
    assert run_piped(*words, "--store", str(demo_store), **environment).code == 0
    assert [each["who"] for each in CommandLine(demo_store).json("history")] == [who, "First"]


def test_undo_leaves_what_others_did(demo_store: Path) -> None:
    CommandLine(demo_store, "First")("add", "claim", "one")
    refused = run_piped("undo", "--as", "Lea", "--store", str(demo_store))
    assert refused.code != 0
    assert "nothing of yours to undo. The last change is by First: “add claim C6 “one””" in refused.err
    assert "onrecord undo --action 1 undoes it." in refused.err
    assert [each["who"] for each in CommandLine(demo_store).json("history")] == ["First"]


def test_undo_and_redo_are_told(run: CommandLine) -> None:
    run("add", "claim", "it fell by itself")
    assert run("undo").startswith("undone: add claim C6 “it fell by itself” (Rana, ")
    assert run("redo").startswith("redone: add claim C6 “it fell by itself” (Rana, ")
    run("undo")
    assert "nothing to undo" in run.refused("undo").message


def test_history_of_one_thing(run: CommandLine) -> None:
    run("add", "claim", "one")
    run("add", "claim", "two")
    run("add", "stance", "S1", "-C6=probable")
    assert [each["words"] for each in run.json("history", "c6")] == ["set the stances of S1", "add claim C6 “one”"]
    (first, *_) = run.json("history", "--most", "1")
    assert first["changes"][0]["after"]["certainty"] == "probable"


def test_history_of_removed_thing(run: CommandLine) -> None:
    run("add", "claim", "one")
    run("remove", "C6")
    assert [each["words"] for each in run.json("history", "c6")] == ["remove claim C6", "add claim C6 “one”"]
    assert isinstance(run.refused("history", "C7"), NotFound)
    run("remove", "K1", "--all")
    assert run.json("history", "K1")[0]["words"] == "remove case K1"


def test_everything_is_editable(run: CommandLine) -> None:
    assert run("edit", "case", "K1", "--title", "Drone") == "change case K1 “Drone over al-Harthiya, Baghdad”\n"
    run("edit", "source", "Bas News", "--naming", "role", "--boundary")
    run("edit", "report", "R2", "--title", "T", "--published", "2020-12", "--holding", "held", "--known-via", "")
    run("edit", "claim", "C2", "--of", "C1", "--part", "detail")
    run("edit", "statement", "S1", "--act", "hedge", "--report", "R3", "--said-words", "later")
    run("edit", "quote", "S2", "laser-guided", "--cue", "said", "--form", "indirect")
    assert run("edit", "claim", "C2", "--of", "C1") == "Already so; nothing changed.\n"
    source = run.json("source", "W2")
    assert (source["naming"], source["boundary"]) == ("role", True)
    report = run.json("report", "R2")
    assert (report["title"], report["holding"], report["known_via"]) == ("T", "held", None)
    assert report["published"]["lo"] == "2020-11-30T21:00:00Z"
    assert report["statements"][0]["quotes"][0]["cue"] == "said"
    run("edit", "claim", "C2", "--of", "", "--part", "")
    assert next(each for each in run.json("claims") if each["key"] == "C2")["parent"] is None
    for _ in range(7):
        run("undo")
    assert run.json("claims") == CommandLine(run.store).json("claims")
    assert "nothing to undo" in run.refused("undo").message


def test_source_words_are_clean(run: CommandLine) -> None:
    run("add", "source", "Re\x1buters", "--kind", "outlet", "--owned-by", "W2")
    assert run.json("history")[0]["words"] == "add source W16 “Reuters”"


def test_links_removed_by_both(run: CommandLine) -> None:
    run("add", "link", "S5", "denies", "S2")
    assert run("remove", "S1", "C1") == "remove the stance of S1 on C1\n"
    assert run("remove", "W5", "W6") == "remove W5 part of W6\n"
    assert run("remove", "C1", "W10") == "remove W10 as accused in C1\n"
    assert run("remove", "S3", "S1") == "remove that S3 paraphrases S1\n"
    assert run("remove", "S5", "S2") == "remove that S5 denies S2\n"
    assert run("remove", "S2", "laser-guided").startswith("remove a quote of S2 “The embassy")
    assert "The two have no link" in run.refused("remove", "S1", "C1").message


def test_dependents_are_told(run: CommandLine) -> None:
    first, second = run("remove", "S6").splitlines()
    assert (first, second) == ("remove statement S6", "   with it: quote, relay")
    assert "with it: claim C1a C1b" in run("remove", "C1", "--all")


def test_several_links_refused(run: CommandLine) -> None:
    run("add", "affiliation", "W5", "speaks_for", "W6")
    assert run.refused("remove", "W5", "W6").message == "Several things link the two: W5 part of W6, W5 speaks for W6."


def test_chain_is_moved_and_filled(run: CommandLine) -> None:
    run("move", "R4", "--earlier", "2")
    assert [step["report"] for step in run.json("chain")] == ["R4", "R2", "R3"]
    run("add", "step", "R1", "--after", "R4", "--note", "where we read it")
    run("move", "R3", "--out")
    run("move", "R2", "--note", "the first")
    chain = run.json("chain")
    assert [(step["report"], step["note"]) for step in chain] == [
        ("R4", None), ("R1", "where we read it"), ("R2", "the first"),
    ]  # fmt: skip
    assert isinstance(run.refused("move", "R2"), WrongUse)


def test_excerpt_from_stdin(run: CommandLine) -> None:
    run("add", "excerpt", "R2", "-", stdin="It fell.\n\nNobody shot it.\n")
    run("add", "quote", "S2", "R2", "Nobody shot it.", "--cue", "said")
    assert run.json("report", "R2")["captures"][0]["text"] == "It fell.\n\n[…]\n\nNobody shot it."
    again = run("add", "excerpt", "R2", "It fell.", "Nobody shot it.")
    assert again == "Already on record; nothing changed.\n"


def test_excerpt_is_bounded(run: CommandLine) -> None:
    for text in ("y\n" * 500_001, "y\n\n" * 1_001, "é" * 1_000_001):
        refused = run.refused("add", "excerpt", "R2", "-", stdin=text)
        assert "1,000,000 characters" in refused.message
        assert refused.hint
    run("add", "excerpt", "R2", "-", stdin="y" * 999_999)
    assert "1,000,000 characters" in run.refused("add", "excerpt", "R2", "z").message
    assert "UTF-8" in run.refused("add", "excerpt", "R3", "-", stdin=b"\xff").message


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("add", "claim", " "), "A claim needs words."),
        (("add", "claim", "x", "--part", "detail"), "A part of a claim has a parent"),
        (("add", "source", "\x1b\x07", "--kind", "body"), "A source needs a name"),
        (("add", "source", "x", "--kind", "body", "--part-of", "Atlantis"), "There is no source called “Atlantis”."),
        (("add", "report", "Bas News", "--published", "soon"), "“soon” is not a date."),
        (("add", "report", "Bas News", "--known-via", "R99"), "There is no report R99 in this case."),
        (("add", "affiliation", "W5", "part_of", "W5"), "A source can't belong to itself."),
        (("add", "stance", "S1", "C1"), "has no sign"),
        (("add", "stance", "S99", "+C1"), "There is no statement S99 in this case."),
        (("add", "stance", "S1", '+"something new"'), "names no claim on record"),
        (("add", "party", "C1", "accused", "US forces"), "It is already on record."),
        (("add", "relay", "S1", "S1"), "A statement can't relay itself."),
        (("add", "quote", "S1", "R4", "x"), "We don't have the text of R4."),
        (("add", "quote", "S1", "R1", "not its words"), "is not in the capture"),
        (("add", "claim", "x", "--party", "accused"), "is not ROLE=SOURCE"),
        (("edit", "claim", "C1", "--text", " "), "A claim needs words."),
        (("edit", "claim", "C1", "--part", "whole"), "is not one of necessary, detail, alternative"),
        (("edit", "report", "R1", "--known-via", "R2"), "A report can't be seen only in itself."),
        (("remove", "C1"), "parts C1a, C1b, C1c, C1d, C1e rest on it"),
        (("remove", "X1"), "“X1” is not a key."),
        (("remove", "K1"), "Case K1 can't be removed"),
        (("move", "R1", "--later", "1"), "is not a step of the chain"),
        (("redo",), "nothing to redo"),
        (("history", "C99"), "There is no claim C99 in this case."),
    ],
)
def test_bad_use_writes_nothing(run: CommandLine, words: tuple[str, ...], sentence: str) -> None:
    before = run.store.read_bytes()
    error = run.refused(*words)
    assert sentence in error.message
    assert run.json("history") == []
    assert run.store.read_bytes() == before


def test_refused_part_undoes_all(run: CommandLine) -> None:
    names = [each["name"] for each in run.json("sources")]
    assert isinstance(run.refused("add", "claim", "x", "--party", "accused=W3", "--party", "accused=W3"), Refused)
    run.refused("add", "source", "Half", "--kind", "body", "--part-of", "Nowhere")
    assert [each["name"] for each in run.json("sources")] == names
    assert len(run.json("claims")) == 10


def test_remove_all_of_a_case(run: CommandLine) -> None:
    before = run.json("claims")
    run("remove", "K1", "--all")
    assert run.json("cases") == []
    run("undo")
    assert run.json("claims") == before


def test_report_words_together(run: CommandLine) -> None:
    run("add", "excerpt", "R2", "It fell at night.", "Nobody saw it.")
    assert run.json("report", "R2")["holding"] == "excerpt"
    run("mark", "R2", "A farmer", "-w", "It fell at night")
    assert run("add", "excerpt", "R2", "A third passage.") == "keep an excerpt of R2\n"
    run("mark", "R2", "A farmer", "-w", "A third passage")
    run("mark", "R2", "A shepherd", "-w", "It fell at night")
    newest, _ = run.json("report", "R2")["captures"]
    assert [words in newest["text"] for words in ("at night", "saw it", "A third")] == [True] * 3
    assert run.json("places") == []
    assert run("add", "excerpt", "R2", "Nobody saw it.") == "Already on record; nothing changed.\n"


def test_excerpt_keeps_whole_text(run: CommandLine) -> None:
    run("import", "-", "--report", "R2", stdin="The whole text. It fell at night.")
    assert run.refused("add", "excerpt", "R2", "It fell").message == "We already have the whole text of R2."
    assert "no text" in run.refused("add", "excerpt", "R3", " ").message


def test_hostile_words_as_text(run: CommandLine) -> None:
    run("add", "claim", "a\x1b[31mb‮c")
    printed = run("history")
    assert "\x1b" not in printed
    assert "‹RLO›" in printed


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("source", "W1", "--name", ""), "A source needs a name, an office, or the words used for it."),
        (("case", "K1", "--title", ""), "A case needs a title."),
        (("case", "K1", "--tz", ""), "“” is not a time zone."),
        (("claim", "C1", "--text", ""), "A claim needs words."),
        (("report", "R1", "--outlet", ""), "There is no source called “”."),
    ],
)
def test_what_a_thing_needs_is_not_taken_away(run: CommandLine, words: tuple[str, ...], message: str) -> None:
    assert run.refused("edit", *words).message == message
    assert run.json("history") == []


def test_denial_is_added_with_its_words_and_report(run: CommandLine) -> None:
    words = "We had nothing to do with it."
    key = run("add", "denial", "Washington", "C1", "C1a", "--outlet", "Anadolu Agency", "-w", words).split()[0]
    (denial,) = [each for each in run.json("denials") if each["statement"] == key]
    assert denial["denies"] == ["C1", "C1a"]
    assert words in run("denial", key)
    refused = run.refused("add", "denial", "W11", "C1", "-w", words)
    assert refused.message == "Where was the denial read?"


def test_two_statements_are_joined(run: CommandLine) -> None:
    assert "join S3 into S1" in run("join", "S3", "S1")
    assert "There is no statement S3" in run.refused("join", "S3", "S1").message
