"""Text that is taller than the terminal goes through a pager, and nothing else does."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest

from tests.support.cli_runner import Completed, run_piped
from tests.support.pty import live_terminal, run_on_terminal
from tui.cli.output import paged_output, print_json, print_notice

PAGER = "sh -c 'echo PAGED; cat; echo LEFT'"
"""A pager that says when it begins and ends."""


def run_paged(store: Path, *words: str, rows: int = 12, pager: str = PAGER, **changed: str) -> Completed:
    """Run a command on a terminal with a pager."""
    settings = {"NO_PAGER": "", "PAGER": pager, "ONRECORD_STORE": str(store), "NO_COLOR": "1", **changed}
    return run_on_terminal(*words, columns=100, rows=rows, **settings)


@pytest.mark.parametrize(
    "words",
    [
        ("chain",),
        ("graph", "C1"),
        ("sources",),
        ("sources", "--json"),
        ("claims", "--help"),
        ("--help",),
        ("help", "triage"),
    ],
)
def test_long_text_is_paged_whole(demo_store: Path, words: tuple[str, ...]) -> None:
    paged = run_paged(demo_store, *words)
    straight = run_paged(demo_store, *words, pager="cat")
    assert "PAGED" not in straight.out
    assert (paged.code, paged.out) == (0, f"PAGED\n{straight.out}LEFT\n")


def test_long_text_of_the_demo_is_paged(demo_store: Path) -> None:
    assert run_paged(demo_store, "demo", "--text").out.startswith("PAGED\n")


def test_text_that_fits_is_not_paged(demo_store: Path) -> None:
    for words in ("sources",), ("chain",), ("sources", "--help"):
        assert "PAGED" not in run_paged(demo_store, *words, rows=400).out


def test_wrapped_lines_count_as_rows(demo_store: Path) -> None:
    words = ("denials", "--json")
    lines = run_piped(*words, ONRECORD_STORE=str(demo_store)).out.count("\n")
    assert run_paged(demo_store, *words, rows=lines + 1).out.startswith("PAGED\n")


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        (("--no-pager", "chain"), {}),
        (("--no-pager", "--help"), {}),
        (("chain",), {"NO_PAGER": "1"}),
        (("chain",), {"PAGER": ""}),
        (("chain",), {"PAGER": "no-such-pager"}),
        (("chain",), {"PAGER": "'"}),
        (("chain",), {"TERM": "dumb"}),
    ],
)
def test_there_are_ways_out(demo_store: Path, words: tuple[str, ...], changed: dict[str, str]) -> None:
    done = run_paged(demo_store, *words, **changed)
    assert done.code == 0
    assert "PAGED" not in done.out
    assert len(done.out.splitlines()) > 12


def test_a_pipe_has_no_pager(demo_store: Path) -> None:
    done = run_piped("chain", NO_PAGER="", PAGER=PAGER, ONRECORD_STORE=str(demo_store))
    assert "PAGED" not in done.out


def test_less_obeys_colours_and_ends_by_itself(demo_store: Path) -> None:
    done = run_paged(demo_store, "chain", pager="sh -c 'echo $LESS; cat'")
    assert done.out.startswith("FRX\n")
    assert run_paged(demo_store, "chain", pager="sh -c 'echo $LESS; cat'", LESS="S").out.startswith("S\n")


def test_closing_the_pager_early_is_no_error(demo_store: Path) -> None:
    done = run_paged(demo_store, "chain", pager="sh -c 'read line; echo CLOSED'")
    assert (done.code, done.out) == (0, "CLOSED\n")


def test_ctrl_c_in_the_pager_ends_nothing(demo_store: Path) -> None:
    done = run_paged(demo_store, "chain", pager="sh -c 'cat >/dev/null; kill -INT $PPID; sleep 0.2; echo LEFT'")
    assert (done.code, done.out) == (0, "LEFT\n")


@pytest.mark.slow
def test_the_desk_needs_no_pager(demo_store: Path) -> None:
    with live_terminal("--store", str(demo_store), NO_PAGER="", PAGER=PAGER) as terminal:
        terminal.until("al-Harthiya")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert b"PAGED" not in terminal.bytes


class Terminal(StringIO):
    """A terminal in memory."""

    def isatty(self) -> bool:
        return True


def test_messages_come_after_what_is_held_back(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    for name, value in (("PAGER", "sh -c cat"), ("NO_PAGER", ""), ("TERM", "xterm"), ("LINES", "24")):
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdout", terminal)
    monkeypatch.setattr("sys.stderr", terminal)
    with paged_output():
        print_notice("before")
        print_json(["text"])
        print_notice("after")
        assert terminal.getvalue() == "before\n"
    assert terminal.getvalue() == 'before\n["text"]\nafter\n'


def test_an_error_is_no_long_text(demo_store: Path) -> None:
    done = run_paged(demo_store, "claim", "C99", rows=3)
    assert done.code == 9
    assert "PAGED" not in done.out
