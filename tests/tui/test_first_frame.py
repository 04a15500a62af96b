"""The first frame, painted before Textual is imported: the frame that Textual draws next, or none."""

from __future__ import annotations

import signal
import sys
import termios
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.cli_runner import CommandLine
from tests.support.pty import LiveTerminal, live_terminal
from tests.support.terminal_cells import Cell, TerminalCells
from tui.system.first_frame import ENTERS, LEAVES, frames_folder, is_clean
from tui.system.kept import state_path

pytestmark = pytest.mark.slow

START = (sys.executable, "-m", "tui.cli.start")

MARK = b"\x1b[?2026$p"
"""What Textual asks the terminal when it takes it over."""


@contextmanager
def started(
    tmp_path: Path, *words: str, columns: int = 80, rows: int = 24, command: Sequence[str] = START, **changed: str
) -> Iterator[LiveTerminal]:
    """The desk, with what it keeps in a folder of its own."""
    own = {"XDG_STATE_HOME": str(tmp_path / "state"), **changed}
    with live_terminal(*words, columns=columns, rows=rows, command=command, **own) as desk:
        yield desk


def leave(desk: LiveTerminal) -> None:
    desk.press("\x11")
    assert desk.wait_for_end() == 0


def has_frame(tmp_path: Path) -> bool:
    """Whether a frame is kept; on a busy machine it may take too long to render."""
    frames = tmp_path / "state/onrecord/frames"
    return frames.is_dir() and any(frames.iterdir())


def leave_kept(desk: LiveTerminal, tmp_path: Path, *words: str) -> None:
    """Leave the desk, and start and leave it again until its frame is kept."""
    leave(desk)
    while not has_frame(tmp_path):
        with started(tmp_path, *words) as again:
            again.until(MARK.decode())
            leave(again)


def cells(desk: LiveTerminal, columns: int = 80, rows: int = 24, end: int | None = None) -> list[list[Cell]]:
    terminal = TerminalCells(columns, rows)
    terminal.write(desk.bytes[:end])
    return terminal.cells


@pytest.mark.parametrize(
    ("columns", "rows", "theme", "no_color"),
    [
        (120, 40, "onrecord-dark", ""),
        (80, 24, "onrecord-dark", ""),
        (200, 50, "onrecord-dark", ""),
        (80, 24, "onrecord-light", ""),
        (80, 24, "onrecord-contrast", ""),
        (80, 24, "ansi-dark", ""),
        (80, 24, "onrecord-dark", "1"),
    ],
)
def test_painted_frame_is_the_one_that_textual_draws(
    demo_store: Path, tmp_path: Path, columns: int, rows: int, theme: str, no_color: str
) -> None:
    words, changed = ("--store", str(demo_store), "--theme", theme), {"NO_COLOR": no_color} if no_color else {}
    while not has_frame(tmp_path):
        with started(tmp_path, *words, columns=columns, rows=rows, **changed) as desk:
            desk.until("alarms")
            desk.settle()
            assert ENTERS.encode() not in desk.bytes, "nothing is kept yet"
            whole = cells(desk, columns, rows)
            leave(desk)
    for _ in range(2):  # the first was rendered at the end, the second at the start
        with started(tmp_path, *words, columns=columns, rows=rows, **changed) as desk:
            desk.until(MARK.decode())
            before = desk.bytes.index(b"\x1b[?1000h")
            assert desk.bytes.startswith(ENTERS.encode())
            assert "".join(letter for letter, _ in cells(desk, columns, rows, before)[0]).startswith(" onrecord")
            desk.until("alarms")
            for _ in range(20):  # on a busy machine the rest of it takes a while
                if cells(desk, columns, rows) != whole:
                    desk.settle()
            assert desk.bytes.count(b"\x1b[?1049h") == 1
            assert cells(desk, columns, rows) == whole
            between = desk.bytes[before : desk.bytes.index(b"alarms")]
            assert len(between) < 400, "the desk draws nothing of it again"
            leave(desk)


def test_keys_typed_before_the_desk_reach_it(demo_store: Path, tmp_path: Path) -> None:
    words = ("--store", str(demo_store))
    with started(tmp_path, *words) as desk:
        desk.until("step 1 of 3")
        leave_kept(desk, tmp_path, *words)
    with started(tmp_path, *words) as desk:
        desk.until("Report chain")
        assert MARK not in desk.bytes
        desk.press("nn")
        desk.until("step 3 of 3")
        leave_kept(desk, tmp_path, *words)
    with started(tmp_path, "--store", str(demo_store)) as desk:
        seen = desk.until("step 3 of 3")
        assert MARK not in desk.bytes[:seen], "it is painted as it was left"
        assert "step 1 of 3" not in desk.bytes.decode()
        leave(desk)


def test_store_that_changed_is_not_painted(demo_store: Path, tmp_path: Path) -> None:
    words = ("--store", str(demo_store))
    with started(tmp_path, *words) as desk:
        desk.until("step 1 of 3")
        leave_kept(desk, tmp_path, *words)
    CommandLine(demo_store)("edit", "case", "K1", "--title", "Another title")
    with started(tmp_path, *words) as desk:
        desk.until("Another title")
        assert not desk.bytes.startswith(ENTERS.encode())
        leave_kept(desk, tmp_path, *words)
    with started(tmp_path, *words) as desk:
        desk.until("Another title")
        assert desk.bytes.startswith(ENTERS.encode())
        leave(desk)


def test_home_and_the_screen_of_no_store_are_painted(demo_store: Path, tmp_path: Path) -> None:
    CommandLine(demo_store)("add", "case", "A second case", "--tz", "UTC")
    for store, words in ((demo_store, "A second case"), (tmp_path / "none.db", "nothing was created")):
        own = tmp_path / store.stem
        for turn in range(3):
            with started(own, "--store", str(store)) as desk:
                seen = desk.until(words)
                assert turn < 2 or MARK not in desk.bytes[:seen]
                desk.until("alarms" if store == demo_store else MARK.decode())
                leave_kept(desk, own, "--store", str(store))


def test_demo_is_painted_from_its_second_start(tmp_path: Path) -> None:
    for turn in range(2):
        with started(tmp_path, "demo") as desk:
            seen = desk.until("step 1 of 3")
            assert (MARK in desk.bytes[:seen]) is (turn == 0)
            desk.until("step 2 of 3", desk.press("n"))
            leave(desk)


def test_frame_can_be_read_with_its_store_alone(demo_store: Path, tmp_path: Path) -> None:
    with started(tmp_path, "--store", str(demo_store)) as desk:
        desk.until("step 1 of 3")
        leave_kept(desk, tmp_path, "--store", str(demo_store))
    (frame,) = (tmp_path / "state/onrecord/frames").iterdir()
    assert b"Khalaf" not in frame.read_bytes()
    assert frame.stat().st_mode & 0o777 == 0o600
    frame.write_bytes(frame.read_bytes()[:-1] + b"?")
    with started(tmp_path, "--store", str(demo_store)) as desk:
        desk.until("step 1 of 3")
        leave(desk)


FAKE_MAIN = """
import sys, types
sys.argv = ["onrecord", *sys.argv[1:]]
fake = types.ModuleType("tui.cli.main")
def main():
    {}
fake.main = main
sys.modules["tui.cli.main"] = fake
from tui.cli.start import start
start()
"""
"""A start whose imports end in something else than the desk."""


@pytest.fixture
def painted(demo_store: Path, tmp_path: Path) -> Path:
    """A store whose first frame is kept."""
    while not has_frame(tmp_path):
        with started(tmp_path, "--store", str(demo_store)) as desk:
            desk.until("alarms")
            leave(desk)
    return demo_store


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signal_before_the_desk_puts_the_terminal_back(painted: Path, tmp_path: Path, number: int) -> None:
    command = (sys.executable, "-c", FAKE_MAIN.format("import time; time.sleep(600)"))
    with started(tmp_path, "--store", str(painted), command=command) as desk:
        before = desk.attributes()
        desk.until("Report chain")
        desk.until("\x1b[24;1H")
        assert not desk.attributes()[3] & (termios.ECHO | termios.ICANON)
        desk.send(number)
        assert desk.wait_for_end() in (-number, 128 + number)
        assert desk.bytes.endswith(LEAVES.encode())
        assert desk.attributes() == before


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("raise RuntimeError('a bug')", "RuntimeError"),
        ("sys.exit('no desk')", "no desk"),
        (
            "from tui.cli.exit import exit_on_error; from db.errors import NoSuchStore\n"
            "    with exit_on_error(): raise NoSuchStore('It is gone.', '')",
            "It is gone.",
        ),
    ],
)
def test_error_before_the_desk_puts_the_terminal_back(painted: Path, tmp_path: Path, act: str, words: str) -> None:
    command = (sys.executable, "-c", FAKE_MAIN.format(act))
    with started(tmp_path, "--store", str(painted), command=command) as desk:
        before = desk.attributes()
        assert desk.wait_for_end() != 0
        _, _, after = desk.bytes.partition(LEAVES.encode())
        assert desk.bytes.startswith(ENTERS.encode())
        assert words in after.decode(), "it is printed on the usual screen"
        assert desk.attributes() == before


def test_terminal_is_as_before_after_a_painted_start(painted: Path, tmp_path: Path) -> None:
    with started(tmp_path, "--store", str(painted)) as desk:
        before = desk.attributes()
        desk.until("alarms")
        leave(desk)
        assert desk.attributes() == before
        assert desk.bytes.count(b"\x1b[?1049l") == desk.bytes.count(b"\x1b[?1049h") == 1


def test_nothing_is_painted_where_the_terminal_can_not_show_it(painted: Path, tmp_path: Path) -> None:
    with started(tmp_path, "--store", str(painted), TERM="dumb") as desk:
        assert desk.wait_for_end() != 0
        assert b"\x1b" not in desk.bytes
    with started(tmp_path, "--store", str(painted), columns=12, rows=4) as desk:
        assert desk.wait_for_end() != 0
        assert b"\x1b" not in desk.bytes


def test_frames_are_beside_what_the_desk_keeps() -> None:
    assert frames_folder() == str(state_path().parent / "frames")


def test_row_is_clean_with_colours_only() -> None:
    assert is_clean("\x1b[1;38;2;1;2;3mwords\x1b[0m and 漢字")
    for wrong in ("a\x07b", "\x1b]0;title\x07", "\x1b[2Jx", "\x1bPq", "a\nb", "\x1b[31", "\u202eabc"):
        assert not is_clean(wrong), wrong
