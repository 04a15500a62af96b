"""The pages of the manual are all listed, agree with the code, and are found from a wheel."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from pathlib import Path

import pytest

from tests.support.cli_runner import CommandLine
from tests.support.json_shapes import EXAMPLES, FIRST, SHAPES, entries_of
from tests.support.manual import MANUAL, generated_page, named_tables
from tests.support.manual_tables import global_options
from tui.actions.model import ActionScope
from tui.cli.command_table import COMMAND_FUNCTIONS, load_command
from tui.manual.json_keys import KEY_MEANINGS
from tui.manual.pages import near_topics, page, source, topics

FILES = {
    "article.txt": FIRST,
    "page.html": f"<html><title>A drone</title><body><article><p>{FIRST}</p></article></body></html>",
    "map.toml": re.findall(r"```toml\n(.*?)```", source("tables"), re.DOTALL)[0],
    "claims.csv": "claim_id,claim,veracity\n1,a drone was seen over Ellery,T\n",
    "appearances.csv": "claim_id,url,date,stance\n1,https://news.example/1,12 16 2020,support\n",
    "corpus.csv": "claimId,articleId,articleHeadline,articleStance\n1,2,Drone seen,for\n",
}
"""Files that examples name, by their names."""


def test_every_page_is_listed() -> None:
    assert sorted(topics()) == sorted(path.stem for path in MANUAL.glob("*.md"))


@pytest.mark.parametrize("topic", topics())
def test_tables_are_as_the_code_makes_them(topic: str) -> None:
    assert generated_page(source(topic)) == source(topic), "python -m tests.support.manual writes them anew"


@pytest.mark.parametrize("topic", topics())
def test_links_lead_to_files(topic: str) -> None:
    named = re.findall(r"\]\(([^)#]+)\)", source(topic))
    assert [name for name in named if not (MANUAL / name).exists()] == []


@pytest.mark.parametrize("topic", topics())
def test_a_page_has_no_pictures_link_targets_or_comments(topic: str) -> None:
    assert page(topic).startswith(f"# {topics()[topic]}\n\n")
    assert re.findall(r"\]\([\w./-]+\)|<!--.*", page(topic)) == []


@pytest.mark.parametrize("topic", topics())
def test_blank_lines_stand_around_tables(topic: str) -> None:
    assert re.findall(r"^[^|\n].*\n\|.*|^\|.*\n[^|\n].*", page(topic), re.MULTILINE) == []


def test_an_unknown_topic_has_no_page() -> None:
    with pytest.raises(KeyError):
        page("../pages")


@pytest.mark.parametrize(
    ("words", "nearest"), [("timeline", "chain-view-and-timeline"), ("trigae", "triage"), ("CSV", "tables")]
)
def test_near_topics_begin_with_the_nearest(words: str, nearest: str) -> None:
    assert near_topics(words)[0] == nearest


def test_nothing_is_near_to_nonsense() -> None:
    assert near_topics("xyzzy") == []


def arguments_of(topic: str) -> list[list[str]]:
    """What stands after ``onrecord`` in each example of a page, without what it is piped to."""
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", source(topic), re.MULTILINE | re.DOTALL)
    lines = [
        part for language, block in blocks if not language for line in block.splitlines() for part in line.split(" && ")
    ]
    return [shlex.split(line.partition(" | ")[0], comments=True)[1:] for line in lines]


@pytest.mark.parametrize("topic", topics())
def test_examples_run(topic: str, demo_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        Path(name).write_text(text, "utf-8")
    run = CommandLine(demo_store)
    examples = arguments_of(topic)
    assert examples
    for arguments in examples:
        run(*arguments)


def test_the_keys_of_each_scope_are_on_one_page() -> None:
    tables = [table for topic in topics() for table in named_tables(source(topic))]
    shown = Counter(scope for name, scopes in tables for scope in scopes.split() if name == "keys")
    assert shown == {scope.name.lower(): 1 for scope in ActionScope}


def test_every_command_with_json_has_its_shape_on_the_page() -> None:
    with_json = {
        name
        for name in COMMAND_FUNCTIONS
        if any(parameter.name == "as_json" for parameter in load_command(name).params)
    }
    explained = {words for line in source("json").splitlines() if line.startswith("## ") for words in line.split()}
    assert {name for name in with_json if name not in explained} == set()
    shown = {place for name, place in named_tables(source("json")) if name == "json"}
    assert {*EXAMPLES} <= shown


def test_every_meaning_of_a_json_key_is_used() -> None:
    assert {*KEY_MEANINGS} == {entry for place in (*EXAMPLES, *SHAPES) for entry in entries_of(place)}


def test_the_page_of_commands_explains_the_common_options() -> None:
    assert [option for option in global_options() if option not in source("commands")] == []
