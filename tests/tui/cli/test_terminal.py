"""The command on a real terminal: tables, colours, and terminals that can't show a desk."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
import unicodedata
from pathlib import Path

import pytest

from db.journal.opening import create_store
from db.journal.writer import Writer
from db.write.cases import add_case
from tests.support.cli_runner import environment, file_hashes, run_piped
from tests.support.patience import HANG
from tests.support.pty import read_all, run_on_terminal
from tests.support.repository import ROOT

COLOUR = re.compile(r"\x1b\[[0-9;]*(?:3[0-7]|4[0-7]|9[0-7])[0-9;]*m")
STYLE = re.compile(r"\x1b\[[0-9;]*m")


def test_terminal_gets_a_table(demo_store: Path) -> None:
    shown = STYLE.sub("", run_on_terminal("claims", "--store", str(demo_store), columns=160).out)
    assert shown.splitlines()[0].split() == ["Key", "Claim", "For", "Against", "Status"]
    assert "2 named · 0 anonymous · 2 not recorded   1 named · 0 anonymous · 0 not recorded" in shown


@pytest.mark.parametrize("list_of", ["cases", "sources", "claims", "denials"])
def test_tables_fit_narrow(demo_store: Path, list_of: str) -> None:
    shown = STYLE.sub("", run_on_terminal(list_of, "--store", str(demo_store), columns=60).out)
    assert max(map(len, shown.splitlines())) <= 60


def test_text_wraps_to_100(demo_store: Path) -> None:
    for columns, widest in (60, 60), (200, 100):
        shown = STYLE.sub("", run_on_terminal("chain", "--store", str(demo_store), columns=columns).out)
        assert widest - 20 < max(map(len, shown.splitlines())) <= widest
        assert shown.split() == run_piped("chain", "--store", str(demo_store)).out.split()


@pytest.mark.parametrize("words", [("claims",), ("chain",), ("denials",)])
def test_no_color_is_obeyed(demo_store: Path, words: tuple[str, ...]) -> None:
    assert not COLOUR.search(run_on_terminal(*words, "--store", str(demo_store), NO_COLOR="1").out)


@pytest.mark.parametrize("words", [(), ("demo",), ("demo", "--walk")])
def test_too_small_is_told(demo_store: Path, words: tuple[str, ...]) -> None:
    store = ("--store", str(demo_store))
    for columns, rows in (19, 24), (80, 5), (1, 1):
        done = run_on_terminal(*words, *store, columns=columns, rows=rows)
        assert done.code == 10
        assert f"The terminal is too small for the desk: {columns} × {rows}" in done.out
        assert "onrecord chain" in done.out
        assert "\x1b" not in done.out


def test_no_terminal_is_told(demo_store: Path) -> None:
    before = file_hashes(demo_store.parent)
    done = run_piped("--store", str(demo_store))
    assert (done.code, done.out) == (10, "")
    said, hint = done.err.splitlines()
    assert said.startswith("onrecord: The desk needs a terminal, but standard ")
    assert "onrecord chain" in hint
    assert file_hashes(demo_store.parent) == before


@pytest.mark.parametrize("words", [(), ("demo",)])
def test_no_keys_no_desk(demo_store: Path, words: tuple[str, ...]) -> None:
    done = run_on_terminal(*words, "--store", str(demo_store), keys=False)
    assert (done.code, "standard input is not one" in done.out) == (10, True)


@pytest.mark.parametrize("term", ["dumb", ""])
def test_dumb_terminal_no_desk(demo_store: Path, term: str) -> None:
    done = run_on_terminal("--store", str(demo_store), TERM=term)
    assert done.code == 10
    assert "onrecord chain" in done.out


def test_missing_usual_store(tmp_path: Path) -> None:
    done = run_piped(XDG_DATA_HOME=str(tmp_path), HOME=str(tmp_path))
    assert done.code == 10
    assert file_hashes(tmp_path) == {}


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_sigterm_leaves_no_store(tmp_path: Path, number: int) -> None:
    outer, inner = pty.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    with subprocess.Popen(
        [sys.executable, "-m", "tui.cli.main", "demo"],
        stdin=inner,
        stdout=inner,
        stderr=inner,
        cwd=ROOT,
        env=environment(TMPDIR=str(tmp_path)),
        start_new_session=True,
    ) as process:
        os.close(inner)
        shown = b""
        while b"al-Harthiya" not in shown:
            shown += os.read(outer, 65_536)
        assert len(list(tmp_path.iterdir())) == 1
        process.send_signal(number)
        after = read_all(outer)
        os.close(outer)
        assert process.wait(timeout=HANG) == 128 + number
    assert "\x1b[?1049l" in after
    assert list(tmp_path.iterdir()) == []


HOSTILE = "a\x1b[2Jb\x9b31m\x07c\x7f[/bold]\u202edrow\u200b\u2066 :smile: \U000e0041\ttab\nline\r\u0085end"


@pytest.fixture
def hostile_store(tmp_path: Path) -> Path:
    """A foreign store whose texts were never cleaned."""
    path = tmp_path / "hostile.db"
    with create_store(path) as writer:
        case = add_case(writer, "A case", tz="UTC")
        with writer.action():
            _fill(writer, case)
    return path


def _fill(writer: Writer, case: int) -> None:
    writer.rows("UPDATE cases SET title = ?, place = ?, summary = ?", HOSTILE, HOSTILE, HOSTILE)
    source = writer.insert("sources", key="W1", name=HOSTILE, short=HOSTILE, kind="outlet", naming="named")
    report = writer.insert(
        "reports", key="R1", case=case, outlet=source, title=HOSTILE, url=HOSTILE, holding="held", published_raw=HOSTILE
    )
    capture = writer.insert(
        "captures",
        report=report,
        captured_at="2026-01-01T00:00:00Z",
        method="paste",
        text=HOSTILE,
        text_sha256="0" * 64,
    )
    statement = writer.insert(
        "statements",
        key="S1",
        case=case,
        source=source,
        report=report,
        act="deny",
        voice="own",
        basis="official",
        summary=HOSTILE,
    )
    writer.insert(
        "quotes",
        statement=statement,
        capture=capture,
        exact=HOSTILE,
        start=0,
        end=len(HOSTILE),
        form="direct",
        cue=HOSTILE,
    )
    claim = writer.insert("claims", key="C1", case=case, text=HOSTILE)
    writer.insert("stances", statement=statement, claim=claim, polarity=-1, certainty="certain")
    writer.insert("chain_steps", case=case, position=1, report=report, note=HOSTILE)


EVERY = [
    ("cases",),
    ("sources",),
    ("claims",),
    ("denials",),
    ("chain",),
    ("claim", "C1"),
    ("source", "W1"),
    ("denial", "S1"),
    ("report", "R1"),
]


def obeyed(text: str) -> list[str]:
    """Characters that a terminal interprets or hides."""
    return [
        letter for letter in text if unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp") and letter not in "\n\t"
    ]


@pytest.mark.parametrize("words", EVERY)
def test_stored_text_is_safe(hostile_store: Path, words: tuple[str, ...]) -> None:
    store = ("--store", str(hostile_store))
    shown = run_on_terminal(*words, *store, columns=200)
    assert shown.code == 0
    assert obeyed(STYLE.sub("", shown.out)) == []
    assert "[/bold]" in shown.out
    assert ":smile:" in shown.out
    in_pipe = run_piped(*words, *store)
    assert in_pipe.code == 0
    assert obeyed(in_pipe.out) == []


@pytest.mark.parametrize("words", EVERY)
def test_json_is_whole_and_safe(hostile_store: Path, words: tuple[str, ...]) -> None:
    out = run_piped(*words, "--json", "--store", str(hostile_store)).out
    assert obeyed(out) == []
    assert "\t" not in out
    assert HOSTILE in everything(json.loads(out))


def everything(value: object) -> set[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        return {value}
    held = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {text for each in held for text in everything(each)}


def test_hostile_paths_are_safe(demo_store: Path, tmp_path: Path) -> None:
    done = run_piped("claims", "--store", str(tmp_path / "a\x1b[31m\nb"))
    assert (done.code, len(done.err.splitlines())) == (3, 2)
    assert obeyed(done.err) == []
    done = run_piped("claim", "C\x9b1\u202e", "--store", str(demo_store))
    assert done.code == 9
    assert obeyed(done.err) == []
