"""Hostile text on the desk: no control characters, no markup, no line too wide, no crash."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Header, Input, Label, Static, TextArea

from tests.attacks.raw_bytes import KEY_TAIL, hostile_store
from tests.support.hostile_store import HOSTILE, PAYLOADS, poison, terminal_controls
from tests.support.pilot import open_desk, press, screen_lines
from tests.support.pty import live_terminal, run_on_terminal
from tests.support.textual_private import notifications, screen_strips
from tui.text.safe import block, line

VIEWS = [
    "",
    "n",
    "n,n",
    "1,enter",
    "2,enter",
    "3,enter",
    "enter",
    "1,home,enter,enter",
    "y",
    "slash,b",
    "question_mark",
]


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
async def test_views_show_no_controls(demo_store: Path, size: tuple[int, int]) -> None:
    poison(demo_store)
    async with open_desk(demo_store, size) as (pilot, desk):
        for keys in VIEWS:
            await press(pilot, *filter(None, keys.split(",")))
            for strip in screen_strips(pilot.app):
                assert terminal_controls(strip.text) == set()
                assert strip.cell_length == size[0]
            while pilot.app.screen is not desk:
                await press(pilot, "escape")
            await press(pilot, "escape", "4", "home")
        assert pilot.app.is_running


async def test_markup_as_it_is(demo_store: Path) -> None:
    poison(demo_store, "[/] [link=https://example.org]x[/link] [@click=app.quit]")
    async with open_desk(demo_store, (200, 60)) as (pilot, _):
        await press(pilot, "2")
        text = "\n".join(screen_lines(pilot.app))
        assert "C2 [/] [link=https://example.org]x[/link] [@click=app.quit]" in text


async def test_huge_line_stays_quick(demo_store: Path) -> None:
    poison(demo_store, "wide 漢字 " * 12_500)
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "j", "enter", "escape", "n", "3", "enter")
        assert all(strip.cell_length == 120 for strip in screen_strips(pilot.app))


async def test_stock_widgets_draw_nothing_raw(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        box = Static(Content(HOSTILE), id="box")
        box.styles.border = ("round", "red")
        box.border_title = box.border_subtitle = Content(HOSTILE)
        box.tooltip = Content(HOSTILE)
        for widget in (
            box,
            Input(HOSTILE),
            Input(placeholder=HOSTILE),
            TextArea(HOSTILE),
            Header(),
            Label(HOSTILE, markup=False),
        ):
            await desk.mount(widget, before=0)
        pilot.app.title = pilot.app.sub_title = HOSTILE
        pilot.app.notify(HOSTILE, title=f"Changed by {HOSTILE}")
        pilot.app.copy_to_clipboard(HOSTILE)
        await press(pilot)
        await pilot.hover("#box")
        await press(pilot, "ctrl+p")
        for strip in screen_strips(pilot.app):
            assert terminal_controls(strip.render(pilot.app.console).replace("\x1b", "")) == set()
            assert not re.search(r"\x1b(?!\[[0-9;]*m)", strip.render(pilot.app.console))
            assert strip.cell_length == cell_len(strip.text) == 120
        assert terminal_controls(pilot.app.clipboard) <= {"\u200c", "\u200d"}
        assert [(notice.title, notice.message) for notice in notifications(pilot.app)] == [
            (f"Changed by {line(HOSTILE)}", block(HOSTILE))
        ]


async def test_copied_line_is_clean(demo_store: Path) -> None:
    poison(demo_store)
    async with open_desk(demo_store) as (pilot, _):
        for pane in "1", "2", "3", "4":
            await press(pilot, pane, "y")
            assert pilot.app.clipboard
            assert terminal_controls(pilot.app.clipboard) <= {"\u200c", "\u200d"}, "spelling keeps its joiners"


@pytest.mark.slow
def test_terminal_gets_no_controls(demo_store: Path) -> None:
    poison(demo_store)
    with live_terminal("--store", str(demo_store)) as desk:
        desk.until("Report chain")
        for keys, leads_to in (
            ("n", "step 2"),
            ("1\r", " back"),
            ("\x7f", "Report chain"),
            ("2\r", " back"),
            ("\x7f", "Report chain"),
            ("3\r", " back"),
            ("\x7f", "Report chain"),
            ("y", "Copied"),
        ):
            desk.until(leads_to, desk.press(keys))
        desk.press("q")
        assert desk.wait_for_end() == 0
        written = desk.bytes
    text = written.decode("utf-8", "replace")
    assert "OWNED" in text, "the words themselves are shown"
    own = re.sub(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[P_^][^\x1b]*\x1b\\|[ -/]*[0-~])", "", text)
    assert {letter for letter in own if unicodedata.category(letter) == "Cc"} <= {"\r", "\n"}
    assert not re.search(r"\x1b[^m]{0,4}OWNED", text)
    assert "\x1b]0;OWNED" not in text
    assert b"\xc2\x9b" not in written
    assert b"\xc2\x9d" not in written
    assert b"\xe2\x80\xae" not in written
    for payload in PAYLOADS[:6]:
        assert payload.encode() not in written
    assert HOSTILE.encode() not in written


@pytest.mark.slow
def test_terminal_gets_no_raw_keys(tmp_path: Path) -> None:
    store = hostile_store(tmp_path, keys=True)
    case = f"K1{KEY_TAIL}"
    with live_terminal("--store", str(store), "--case", case) as desk:
        desk.until("Report chain")
        for keys, leads_to in (("n", "step 2"), ("2\r", " back"), ("\x7f", "Report chain"), ("y", "Copied")):
            desk.until(leads_to, desk.press(keys))
        desk.press("q")
        assert desk.wait_for_end() == 0
        written = desk.bytes
    for words in ("chain", "triage", "claims"):
        done = run_on_terminal("--store", str(store), "--case", case, words)
        assert done.code == 0
        written += done.out.encode()
    assert b"]52;C;T1DORUQ=" in written, "keys are shown"
    for raw in (KEY_TAIL, KEY_TAIL[:6], "\x1b]52;c;T1d", "\u202e", "\x9b", "\x85", "\x1b]0;"):
        assert raw.encode() not in written


@pytest.mark.slow
def test_without_colour(demo_store: Path) -> None:
    with live_terminal("--store", str(demo_store), NO_COLOR="1") as desk:
        seen = desk.until("Report chain")
        desk.press("2j")
        desk.until("it was shot down", seen)
        desk.until("▌")
        desk.press("q")
        assert desk.wait_for_end() == 0
        styles = re.findall(rb"\x1b\[([0-9;]*)m", desk.bytes)
    coloured = [style for style in styles if re.search(rb"(?:^|;)(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;|$)", style)]
    assert coloured == []
    assert any(b"7" in style.split(b";") for style in styles), "the cursor is turned round"


@pytest.mark.slow
def test_resize_to_one_cell(demo_store: Path) -> None:
    with live_terminal("--store", str(demo_store)) as desk:
        desk.until("Report chain")
        for size in (80, 24), (40, 12), (1, 1), (3, 3), (1, 40), (120, 1), (120, 40):
            desk.resize(*size)
        seen = desk.press("n")
        desk.until("quoted as saying", seen)
        desk.press("q")
        assert desk.wait_for_end() == 0
