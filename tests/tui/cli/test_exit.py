"""The end of a command: exit codes as in the manual, and never a traceback."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from platformdirs import user_state_path

from db import errors
from tests.support.cli_runner import environment, run_piped, run_script
from tests.support.own_folders import own_folders
from tests.support.repository import ROOT
from tui.cli.exit import HUNG_UP, INTERRUPTED
from tui.manual.pages import page
from tui.system.signals import end_on_signals


def test_manual_has_every_code() -> None:
    documented = {
        int(code): name for code, name in re.findall(r"^\| (\d+) \| (?:`(\w+)`)?", page("exit-codes"), re.MULTILINE)
    }
    assert documented == {0: "", **{each.exit_code: each.__name__ for each in coded()}, INTERRUPTED: "", HUNG_UP: ""}


def test_codes_are_unique() -> None:
    assert len({each.exit_code for each in coded()}) == len(coded())


def coded() -> list[type[errors.OnRecordError]]:
    """The errors with an exit code of their own; subclasses share it."""
    found = [each for each in vars(errors).values() if isinstance(each, type)]
    return [each for each in found if issubclass(each, errors.OnRecordError) and "exit_code" in vars(each)]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nonsense",), "No such command 'nonsense'."),
        (("claim",), "Missing argument 'KEY'."),
        (("claims", "--colour"), "No such option"),
        (("claims", "--store"), "Option '--store' requires an argument."),
        (("claims", "C1\x1b[31m"), "Got unexpected extra argument (C1␛[31m)"),
    ],
)
def test_wrong_use_is_two_lines(words: tuple[str, ...], sentence: str) -> None:
    done = run_piped(*words)
    assert (done.code, done.out) == (2, "")
    said, hint = done.err.splitlines()
    assert said.startswith(f"onrecord: {sentence.rstrip('.')}")
    assert "--help" in hint


@pytest.mark.parametrize(
    ("word", "nearest"), [("claimz", "claim or claims"), ("hlep", "help"), ("imprt", "import"), ("alarm", "alarms")]
)
def test_a_mistyped_command_names_the_nearest(word: str, nearest: str) -> None:
    hint = run_piped(word).err.splitlines()[1]
    assert hint == f"Did you mean {nearest}? onrecord --help lists the commands."


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("near C1 --least 200", "200 is not in the range 1 to 100."),
        ("history --most 0", "0 is not in the range 1 or more."),
        ("search laser --limit x", "'x' is not a valid whole number."),
        ("walk --seconds 0", "0.0 is not in the range 1 to 600."),
    ],
)
def test_bounds_of_a_number_are_in_words(words: str, sentence: str) -> None:
    assert sentence in run_piped(*words.split()).err


def test_wrong_use_names_help() -> None:
    assert run_piped("add", "case").err.splitlines()[1] == "onrecord add case --help shows how it is used."
    assert run_piped("nonsense").err.splitlines()[1] == "onrecord --help shows how it is used."


def into_closed_pipe(*words: str) -> tuple[int, str]:
    """Run a command whose reader has closed the pipe before it prints."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "tui.cli.main", *words],
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment(),
        check=False,
    )
    os.close(writer)
    return done.returncode, done.stderr


@pytest.mark.parametrize("words", [("claims",), ("claims", "--json"), ("chain",), ("demo", "--text")])
def test_closed_pipe_is_quiet(demo_store: Path, words: tuple[str, ...]) -> None:
    assert into_closed_pipe(*words, "--store", str(demo_store)) == (HUNG_UP, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_full_output_is_told(demo_store: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tui.cli.main", "chain", "--store", str(demo_store)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=environment(),
            check=False,
        )
    assert done.returncode == errors.DiskFull.exit_code
    assert done.stderr == (
        "onrecord: The output could not be written: No space left on device.\n"
        "What was written to the store by then stays: onrecord history shows it.\n"
    )


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_closed_streams_no_error(demo_store: Path, closed: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f'"$0" -m tui.cli.main claims --store "$1" {closed}', sys.executable, str(demo_store)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment(),
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_missing_letter_is_a_mark(demo_store: Path) -> None:
    done = run_piped("denial", "S5", "--store", str(demo_store), PYTHONIOENCODING="ascii")
    assert (done.code, done.err) == (0, "")
    assert "?There is no truth" in done.out


def test_json_is_utf_8(demo_store: Path) -> None:
    words = ("chain", "--json", "--store", str(demo_store))
    assert run_piped(*words, PYTHONIOENCODING="ascii") == run_piped(*words)


INTERRUPTING = """
import signal, sys
import db.queries.cases
def stop(*_): raise KeyboardInterrupt
db.queries.cases.case = stop
from tui.cli.main import main
main(["claims", "--store", sys.argv[1]])
"""

BROKEN = """
import sys
import db.queries.cases
def stop(*_): raise ValueError("no such polarity\\x1b[2J")
db.queries.cases.case = stop
from tui.cli.main import main
main(["claims", "--store", sys.argv[1]])
"""

ENDED_FROM_OUTSIDE = """
import os, signal, sys
import db.maintenance.demo
def stop(*_): os.kill(os.getpid(), signal.SIGTERM)
db.maintenance.demo.add_case_file = stop
from tui.cli.main import main
main(["demo", "--text"])
"""


def test_ctrl_c_no_traceback(demo_store: Path) -> None:
    done = run_script(INTERRUPTING, str(demo_store))
    assert (done.returncode, done.stderr.strip()) == (INTERRUPTED, "")


def test_bug_is_two_lines(demo_store: Path) -> None:
    done = run_script(BROKEN, str(demo_store), XDG_STATE_HOME=str(demo_store.parent))
    report = demo_store.parent / "onrecord" / "crash.txt"
    assert done.returncode == 1
    assert done.stderr == (
        "onrecord: A bug ended this: ValueError: no such polarity␛[2J\n"
        f"{report} has the details: send it with what you did.\n"
    )
    for said in (report.read_text(), run_script(BROKEN, str(demo_store), ONRECORD_TRACEBACK="1").stderr):
        assert "Traceback" in said
        assert "polarity␛[2J" in said
        assert "\x1b" not in said
    assert report.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in report.parent.iterdir()] == ["crash.txt"]


def test_reports_of_tests_are_temporary(demo_store: Path) -> None:
    assert own_folders()["XDG_STATE_HOME"] in run_script(BROKEN, str(demo_store)).stderr
    assert str(user_state_path("onrecord", appauthor=False)).startswith(own_folders()["XDG_STATE_HOME"])


def test_report_that_cannot_be_written(demo_store: Path) -> None:
    done = run_script(BROKEN, str(demo_store), XDG_STATE_HOME="/dev/null")
    assert done.returncode == 1
    assert done.stderr.endswith("can't be written to a file: Not a directory. ONRECORD_TRACEBACK=1 prints it.\n")


def test_sigterm_leaves_no_store(tmp_path: Path) -> None:
    done = run_script(ENDED_FROM_OUTSIDE, TMPDIR=str(tmp_path))
    assert done.returncode == 128 + signal.SIGTERM
    assert list(tmp_path.iterdir()) == []


def test_version_of_libraries() -> None:
    done = run_piped("--version")
    assert done.code == 0
    for name in ("onrecord ", "Textual 8.", "sqlite-utils 4.", "SQLite 3.", "Python 3."):
        assert name in done.out


def test_help_has_examples() -> None:
    out = run_piped("--help").out
    for words in ("onrecord demo", "claim C1", "chain --json", "ONRECORD_STORE"):
        assert words in out


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_closed_window_ends_it(number: signal.Signals) -> None:
    gone_on: list[int] = []
    before = signal.signal(signal.SIGCONT, lambda number, _: gone_on.append(number))
    try:
        with pytest.raises(SystemExit) as ended, end_on_signals():
            signal.raise_signal(number)
        signal.raise_signal(signal.SIGCONT)
    finally:
        signal.signal(signal.SIGCONT, before)
    assert ended.value.code == 128 + number
    assert gone_on == []
