"""The text view: walked by words, selected by keys and mouse, true to the stored text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from db.journal.opening import create_store
from tests.support.factories import CaseFactory
from tests.support.hostile_store import HOSTILE
from tests.support.patience import quick
from tests.support.pilot import open_desk, press, screen_lines, screen_text, settle, wait_until
from tests.support.reader_pilot import FERRY_ARTICLE, create_article_store, open_reader_screen, selected_text
from tests.support.textual_private import notifications, screen_strips
from tui.text.wrap import LONGEST_TEXT


async def test_r_opens_and_escape(tmp_path: Path) -> None:
    async with open_reader_screen(create_article_store(tmp_path / "s.db")) as (pilot, reader):
        assert "The ferry came in far too fast" in screen_text(pilot.app)
        assert "The Courier" in screen_lines(pilot.app)[0]
        await press(pilot, "escape")
        assert pilot.app.screen is not reader


async def test_r_from_the_report_view(tmp_path: Path) -> None:
    async with open_reader_screen(create_article_store(tmp_path / "s.db")) as (pilot, reader):
        await press(pilot, "escape", "enter", "r")
        assert type(pilot.app.screen) is type(reader)


async def test_text_not_held(tmp_path: Path) -> None:
    with create_store(tmp_path / "s.db") as writer:
        CaseFactory(writer).report()
    async with open_desk(tmp_path / "s.db") as (pilot, desk):
        await press(pilot, "r")
        await wait_until(pilot, lambda: pilot.app.screen is desk)
        assert "We don't have the text of" in "".join(note.message for note in notifications(pilot.app))


async def test_v_selects_from_a_word(tmp_path: Path) -> None:
    async with open_reader_screen(create_article_store(tmp_path / "s.db")) as (pilot, reader):
        await press(pilot, "w", "v", "l", "right", "b")
        assert selected_text(reader) == "people were"
        assert "people were" in screen_text(pilot.app)
        await press(pilot, "v", "a")
        assert "“people were”" in screen_text(pilot.app)


async def test_shift_selects(tmp_path: Path) -> None:
    async with open_reader_screen(create_article_store(tmp_path / "s.db")) as (pilot, reader):
        await press(pilot, "shift+right", "shift+right")
        assert selected_text(reader) == "Two people were"
        await press(pilot, "shift+down")
        start, end = reader.passage.selection or (0, 0)
        assert start == 0
        assert end > FERRY_ARTICLE.index("Maria") - 40
        await press(pilot, "left")
        assert reader.passage.selection is None


async def test_backwards_keeps_its_word(tmp_path: Path) -> None:
    async with open_reader_screen(create_article_store(tmp_path / "s.db")) as (pilot, reader):
        await press(pilot, "l", "l", "l", "shift+left", "shift+left")
        assert selected_text(reader) == "people were hurt"


async def test_letter_more_takes_mark(tmp_path: Path) -> None:
    async with open_reader_screen(create_article_store(tmp_path / "s.db")) as (pilot, reader):
        await press(pilot, "end", "v", "greater_than_sign")
        assert selected_text(reader) == "Agency."
        await press(pilot, "less_than_sign", "less_than_sign")
        assert selected_text(reader) == "Agenc"


async def test_escape_drops_selection(tmp_path: Path) -> None:
    async with open_reader_screen(create_article_store(tmp_path / "s.db")) as (pilot, reader):
        await press(pilot, "v", "l", "escape")
        assert reader.passage.selection is None
        assert pilot.app.screen is reader


async def test_copy_with_its_report(tmp_path: Path) -> None:
    async with open_reader_screen(create_article_store(tmp_path / "s.db")) as (pilot, _):
        await press(pilot, "v", "l", "y")
        await wait_until(pilot, lambda: bool(pilot.app.clipboard))
        assert pilot.app.clipboard.startswith("“Two people” — The Courier")


async def test_mouse_selects_words(tmp_path: Path) -> None:
    async with open_reader_screen(create_article_store(tmp_path / "s.db")) as (pilot, reader):
        lines = screen_lines(pilot.app)
        row = next(at for at, each in enumerate(lines) if "came in far" in each)
        start, end = lines[row].index("erry came"), lines[row].index("too fast") + 1
        await pilot.mouse_down(offset=(start, row))
        await pilot.hover(offset=(end, row))
        await pilot.mouse_up(offset=(end, row))
        await settle(pilot)
        assert selected_text(reader) == "ferry came in far too"


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
@pytest.mark.parametrize(
    "text",
    [
        HOSTILE * 3,
        "漢字カナ交じり文の記事。" * 60,
        "e\u0301te\u0301 a\u0302ge\u0301 " * 80,
        "قال الناطق إن الطائرة \u202eأسقطت\u202c بالخطأ. " * 40,
        "👩‍👩‍👧‍👦 said 👍🏽 \t tab\u200bbed " * 40,
    ],
    ids=["hostile", "wide", "combining", "right-to-left", "emoji"],
)
async def test_any_text_as_stored(tmp_path: Path, text: str, size: tuple[int, int]) -> None:
    async with open_reader_screen(create_article_store(tmp_path / "s.db", text), size) as (pilot, reader):
        stored = reader.passage.text
        await press(pilot, "l", "v", "l", "l", "j")
        start, end = reader.passage.selection or (0, 0)
        assert 0 <= start < end <= len(stored)
        for line in screen_lines(pilot.app):
            assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b-\u200f\ufeff\u2028\u2029]", line)
        for strip in screen_strips(pilot.app):
            assert strip.cell_length == size[0]
        await press(pilot, "escape", "home")
        first = reader.passage.region
        await pilot.mouse_down(offset=(first.x + 4, first.y))
        await pilot.hover(offset=(first.x + 20, first.y))
        await pilot.mouse_up(offset=(first.x + 20, first.y))
        await settle(pilot)
        assert reader.passage.selection is not None
        assert selected_text(reader) == stored[slice(*reader.passage.selection)]


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["Somebody said so. " * 56_000, "漢" * 1_000_000, "word\n" * 200_000], ids=["one line", "wide", "lines"]
)
async def test_megabyte_stays_quick(tmp_path: Path, text: str) -> None:
    async with open_reader_screen(create_article_store(tmp_path / "s.db", text)) as (pilot, reader):
        await wait_until(pilot, lambda: len(reader.passage.pointer.rows) > 100)
        with quick(5):
            for key in ("j", "l", "shift+down", "pagedown", "end", "home"):
                await pilot.press(key)


async def test_too_long_tells_rest(tmp_path: Path) -> None:
    async with open_reader_screen(create_article_store(tmp_path / "s.db", "word " * (LONGEST_TEXT // 5 + 100))) as (
        pilot,
        reader,
    ):
        await wait_until(pilot, lambda: reader.passage.unshown > 0)
        await press(pilot, "end")
        assert "more characters are not shown" in screen_text(pilot.app)


async def test_resize_keeps_the_top(tmp_path: Path) -> None:
    async with open_reader_screen(create_article_store(tmp_path / "s.db", FERRY_ARTICLE * 20)) as (pilot, reader):
        await press(pilot, "pagedown", "pagedown")
        rows = reader.passage.pointer.rows
        first = rows[reader.passage.scroll_offset.y][0]
        await pilot.resize_terminal(60, 40)
        await settle(pilot)
        rows = reader.passage.pointer.rows
        assert rows.row_of(first) == reader.passage.scroll_offset.y
