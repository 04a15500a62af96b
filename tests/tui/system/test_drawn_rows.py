"""Of an update of the screen, only what differs is written to the terminal."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip

from tests.support.pty import live_terminal
from tests.support.terminal_cells import TerminalCells
from tui.system.drawn_rows import DrawnPiece, DrawnRows

CONSOLE = Console(color_system="truecolor")
SIZE = Size(12, 3)
STYLES = [Style.parse(each) for each in ("", "bold", "red", "on blue", "#102030 on #405060")]


def strip(text: str, style: str = "") -> Strip:
    return Strip([Segment(text, Style.parse(style))])


def whole(*rows: str) -> list[DrawnPiece]:
    return [(y, 0, strip(row.ljust(SIZE.width))) for y, row in enumerate(rows)]


def test_same_rows_write_nothing() -> None:
    drawn = DrawnRows()
    assert drawn.change(whole("one", "two", "three"), SIZE, CONSOLE)
    assert drawn.change(whole("one", "two", "three"), SIZE, CONSOLE) == ""


def test_only_the_row_that_differs_is_written() -> None:
    drawn = DrawnRows()
    drawn.change(whole("one", "two", "three"), SIZE, CONSOLE)
    assert drawn.change(whole("one", "2", "three"), SIZE, CONSOLE) == "\x1b[2;1H2           "


def test_only_the_piece_that_differs_is_written() -> None:
    drawn = DrawnRows()
    drawn.change([(0, 0, strip("left ", "bold")), (0, 5, strip("right  "))], SIZE, CONSOLE)
    assert drawn.change([(0, 0, strip("left ", "red"))], SIZE, CONSOLE) == "\x1b[1;1H\x1b[31mleft \x1b[0m"


def test_another_size_and_a_lost_terminal_are_written_anew() -> None:
    drawn = DrawnRows()
    drawn.change(whole("one", "two", "three"), SIZE, CONSOLE)
    drawn.forget()
    assert "one" in drawn.change(whole("one", "two", "three"), SIZE, CONSOLE)
    assert "one" in drawn.change([(0, 0, strip("one".ljust(9)))], Size(9, 3), CONSOLE)


def test_painted_rows_are_not_written_again() -> None:
    drawn = DrawnRows()
    drawn.begin_with(["one".ljust(12), "zwei".ljust(12), "three".ljust(12)])
    assert drawn.change(whole("one", "two", "three"), SIZE, CONSOLE) == "\x1b[2;1Htwo         "
    assert drawn.change(whole("one", "zwei", "three"), SIZE, CONSOLE) == "\x1b[2;1Hzwei        "


def random_strip(random: Random, width: int) -> Strip:
    """A strip of some colours, with wide characters and combined ones."""
    letters = [random.choice(("a", "b", " ", "漢", "e\u0301")) for _ in range(width)]
    segments = [Segment(letter, random.choice(STYLES)) for letter in letters]
    made = Strip(segments).crop(0, width)
    return made if made.cell_length == width else Strip([*made, Segment(" " * (width - made.cell_length))])


@pytest.mark.parametrize("seed", range(20))
def test_terminal_shows_what_whole_updates_would(seed: int) -> None:
    random = Random(seed)
    drawn, spared, plain = DrawnRows(), TerminalCells(*SIZE), TerminalCells(*SIZE)
    for turn in range(30):
        pieces: list[DrawnPiece] = []
        for y in range(SIZE.height):
            cuts = sorted({0, SIZE.width, *random.sample(range(1, SIZE.width), 2)})
            pieces += [
                (y, start, random_strip(random, end - start))
                for start, end in pairwise(cuts)
                if turn == 0 or random.random() < 0.4
            ]
        for y, x, piece in pieces:
            plain.write(f"\x1b[{y + 1};{x + 1}H{piece.render(CONSOLE)}".encode())
        spared.write(drawn.change(pieces, SIZE, CONSOLE).encode())
        assert spared.lines == plain.lines
        assert spared.cells == plain.cells


@pytest.mark.slow
def test_desk_is_drawn_again_after_a_stop() -> None:
    """The shell has written over the screen while the desk was stopped."""
    with live_terminal("demo") as desk:
        desk.until("step 1 of 3")
        desk.until("Report chain", desk.stop_and_continue())
        desk.press("q")
        assert desk.wait_for_end() == 0
