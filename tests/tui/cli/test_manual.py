"""``onrecord help`` lists the pages of the manual, and prints one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.cli_runner import CommandLine
from tests.support.pty import run_on_terminal
from tui.manual.pages import page, topics


def test_help_lists_the_topics(demo_store: Path) -> None:
    rows = [row.split("\t") for row in CommandLine(demo_store)("help").splitlines()]
    assert rows == [["topic", "title"], *([name, title] for name, title in topics().items())]


def test_help_prints_a_page_as_markdown_in_a_pipe(demo_store: Path) -> None:
    assert CommandLine(demo_store)("help", "Triage") == page("triage")


def test_help_draws_a_page_on_a_terminal() -> None:
    drawn = run_on_terminal("help", "triage", columns=90).out
    assert max(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in drawn.splitlines()) <= 90
    assert "\x1b[1m" in drawn
    assert "**" not in drawn
    assert "`" not in drawn


@pytest.mark.parametrize("words", ["claims", "add", "add claim", "ADD Claim"])
def test_help_prints_the_help_of_a_command(demo_store: Path, words: str) -> None:
    run = CommandLine(demo_store)
    assert run("help", *words.split()) == run(*words.lower().split(), "--help")


@pytest.mark.parametrize(("words", "topic"), [("mark up", "mark-up"), ("store", "stores"), ("gloss", "glossary")])
def test_the_beginning_of_one_topic_is_enough(demo_store: Path, words: str, topic: str) -> None:
    assert CommandLine(demo_store)("help", *words.split()) == page(topic)


def test_an_unknown_topic_names_the_nearest(demo_store: Path) -> None:
    error = CommandLine(demo_store).refused("help", "exit-kodes")
    assert "exit-kodes" in error.message
    assert "exit-codes" in error.hint


def test_no_command_below_a_command_is_guessed(demo_store: Path) -> None:
    assert "add nothing" in CommandLine(demo_store).refused("help", "add", "nothing").message
