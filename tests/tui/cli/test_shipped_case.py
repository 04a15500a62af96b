"""The shipped case, rebuilt from its article by commands alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.store.opening import open_reader
from tests.support.cli_runner import CommandLine
from tests.support.shipped_case_commands import (
    ARTICLE,
    enter_case,
    enter_claims,
    enter_reports,
    mark_up,
)


@pytest.fixture
def rebuilt(tmp_path: Path) -> CommandLine:
    if not ARTICLE.exists():
        pytest.skip(f"the article itself is not part of the repository, and there is no {ARTICLE}: NOT CHECKED")
    run = CommandLine(tmp_path / "rebuilt.db")
    enter_case(run)
    enter_reports(run)
    enter_claims(run)
    mark_up(run)
    return run


def test_numbers_as_shipped(rebuilt: CommandLine, demo_store: Path) -> None:
    shipped = CommandLine(demo_store)
    assert rebuilt.json("claims") == shipped.json("claims")
    drone = rebuilt.json("claim", "C1")
    assert (drone["for"], drone["against"]) == (
        {"named": 2, "anonymous": 0, "not_recorded": 2, "withdrawn": 0, "withdrawn_on": None},
        {"named": 1, "anonymous": 0, "not_recorded": 0, "withdrawn": 0, "withdrawn_on": None},
    )
    (denial,) = rebuilt.json("denials")
    (original,) = shipped.json("denials")
    kept = ("source", "outlet", "report", "denies", "silent_on")
    assert [denial[name] for name in kept] == [original[name] for name in kept]


def test_chain_as_shipped(rebuilt: CommandLine, demo_store: Path) -> None:
    steps, original = rebuilt.json("chain"), CommandLine(demo_store).json("chain")
    assert [(step["outlet"], step["known_via"], step["published"]) for step in steps] == [
        (step["outlet"], step["known_via"], step["published"]) for step in original
    ]
    for step, other in zip(steps, original, strict=True):
        assert {(quote["exact"], quote["source"], tuple(quote["via"])) for quote in step["quotes"]} == {
            (quote["exact"], quote["source"], tuple(quote["via"])) for quote in other["quotes"]
        }
        assert {(each["claim"], each["polarity"], each["certainty"]) for each in step["stances"]} == {
            (each["claim"], each["polarity"], each["certainty"]) for each in other["stances"]
        }
        assert step["links"] == other["links"]


def test_every_command_undoes(rebuilt: CommandLine) -> None:
    done = rebuilt.json("history", "--most", "1000")
    assert {each["who"] for each in done} == {"Rana"}
    assert len(done) == 50
    for _ in done:
        rebuilt("undo")
    assert rebuilt.json("cases") == []
    with open_reader(rebuilt.store) as record:
        assert record.row("SELECT count(*) FROM sources") == (0,)
        assert record.row("SELECT count(*) FROM captures") == (0,)
