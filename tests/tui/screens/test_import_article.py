"""Importing an article on the desk: pasted or from a file, with a draft kept until it is on record."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App

from db.model.ids import CaptureId, ReportId
from db.write.articles import ImportOutcome, ImportResult
from tests.support.hostile_store import HOSTILE, terminal_controls
from tests.support.import_pilot import (
    PASTED_ARTICLE,
    capture_rows,
    note_text,
    notices_text,
    open_import,
    paste,
    plan_text,
    press_import,
)
from tests.support.pilot import open_desk, press, screen_lines, screen_text, settle, wait_until
from tests.support.sql import query_rows
from tests.support.textual_private import screen_strips
from tui.app import prepare_app
from tui.screens.import_article import ImportScreen
from tui.screens.import_result import ImportResultScreen
from tui.screens.menu import AddScreen
from tui.screens.reader import ReaderScreen
from tui.views.import_result import Came
from tui.widgets.article_fields import MOST_EDITABLE

SIZES = [(120, 40), (80, 24), (40, 12)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("where", ["line", "box"])
async def test_paste_opens_in_reader(demo_store: Path, size: tuple[int, int], where: str) -> None:
    async with open_import(demo_store, size) as (pilot, asking):
        if where == "box":
            await press(pilot, "tab")
        await paste(pilot, PASTED_ARTICLE)
        assert asking.words.answer == PASTED_ARTICLE
        assert asking.words.has_focus
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, ReaderScreen)
        assert "R5 new report: Ferry hits the pier in Lindholm · u undoes" in notices_text(pilot.app)
    assert capture_rows(demo_store)[1:] == [("paste", PASTED_ARTICLE)]


async def test_add_menu_offers_it_first(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "4", "a")
        assert isinstance(pilot.app.screen, AddScreen)
        await press(pilot, "a")
        assert isinstance(pilot.app.screen, ImportScreen)


async def test_palette_offers_it(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "ctrl+p", *"import an article")
        await press(pilot, "enter")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, ImportScreen))


async def test_without_a_case(tmp_path: Path) -> None:
    async with prepare_app(tmp_path / "none.db", None).run_test() as pilot:
        await press(pilot, "i")
        assert "An article needs a case: add one first, with a." in notices_text(pilot.app)
        assert not isinstance(pilot.app.screen, ImportScreen)


async def test_enter_reads_a_file(demo_store: Path, tmp_path: Path) -> None:
    path = tmp_path / "ferry at the pier.txt"
    path.write_text(PASTED_ARTICLE, "utf-8")
    async with open_import(demo_store) as (pilot, asking):
        await paste(pilot, f"'{path}'\n")
        assert "read the file" in plan_text(asking)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ReaderScreen)
        assert "R5" in screen_lines(pilot.app)[0]
    assert capture_rows(demo_store)[1:] == [("file", PASTED_ARTICLE)]
    assert query_rows(demo_store, "SELECT title, holding FROM reports WHERE key = 'R5'") == [
        ("Ferry hits the pier in Lindholm", "held")
    ]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("none.txt", None, "There is no file"),
        ("empty.txt", b"", "It is empty."),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(200), "This is a picture (PNG), not an article."),
        (".", None, "is a folder."),
    ],
)
async def test_unreadable_keeps_typed(
    demo_store: Path, tmp_path: Path, name: str, content: bytes | None, sentence: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    async with open_import(demo_store) as (pilot, asking):
        await paste(pilot, str(path))
        await press(pilot, "enter")
        assert sentence in note_text(asking)
        assert asking.place.value == str(path)
        assert asking.place.has_focus
    assert len(capture_rows(demo_store)) == 1


async def test_library_error_is_told(demo_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(PASTED_ARTICLE, "utf-8")

    def choke(_path: Path, **_: object) -> None:
        raise RecursionError

    monkeypatch.setattr("db.intake.read.read_file", choke)
    async with open_import(demo_store) as (pilot, asking):
        await paste(pilot, f"{tmp_path}/a.txt")
        await press(pilot, "enter")
        assert "Reading it failed unexpectedly (RecursionError)." in note_text(asking)
        assert asking.place.value == f"{tmp_path}/a.txt"


async def test_missing_scheme_is_told(demo_store: Path) -> None:
    async with open_import(demo_store) as (pilot, asking):
        await press(pilot, *"example.org/a", "enter")
        assert "put https:// in front" in note_text(asking)


async def test_empty_and_odd_paths(demo_store: Path) -> None:
    async with open_import(demo_store) as (pilot, asking):
        await press(pilot, "ctrl+s")
        assert "Give a path or an address, or paste the article." in screen_text(pilot.app)
        await paste(pilot, PASTED_ARTICLE)
        await press(pilot, "shift+tab", *"x.txt", "enter")
        assert "Both a path and a pasted text are given." in screen_text(pilot.app)
        assert asking.words.answer == PASTED_ARTICLE
    assert len(capture_rows(demo_store)) == 1


async def test_paste_with_address(demo_store: Path) -> None:
    async with open_import(demo_store) as (pilot, asking):
        await paste(pilot, PASTED_ARTICLE)
        await press(pilot, "shift+tab")
        await paste(pilot, "https://example.org/ferry#top")
        assert "nothing is fetched" in plan_text(asking)
        await press(pilot, "ctrl+s")
    assert query_rows(demo_store, "SELECT url FROM reports WHERE key = 'R5'") == [("https://example.org/ferry",)]
    assert capture_rows(demo_store)[1:] == [("paste", PASTED_ARTICLE)]


async def test_same_words_are_told(demo_store: Path) -> None:
    for expected in ("R5 new report: Ferry", "Lindholm · nothing was saved"):
        async with open_import(demo_store) as (pilot, _):
            await paste(pilot, PASTED_ARTICLE)
            await press(pilot, "ctrl+s")
            assert expected in notices_text(pilot.app)
            assert isinstance(pilot.app.screen, ReaderScreen)
    assert len(capture_rows(demo_store)) == 2


async def test_outlet_taken_or_made(demo_store: Path) -> None:
    async with open_import(demo_store) as (pilot, _):
        await paste(pilot, PASTED_ARTICLE)
        await press(pilot, "tab", *"bas n", "enter", "ctrl+s")
        await press(pilot, "escape")
        await press_import(pilot)
        await paste(pilot, PASTED_ARTICLE + "And more.")
        await press(pilot, "tab", *"The Courier", "escape", "ctrl+s")
    names = "SELECT so.name FROM reports re JOIN sources so ON so.id = re.outlet WHERE re.key IN ('R5', 'R6')"
    assert query_rows(demo_store, names) == [("Bas News Agency",), ("The Courier",)]


async def test_copy_of_known_report(demo_store: Path) -> None:
    async with open_import(demo_store) as (pilot, _):
        await paste(pilot, PASTED_ARTICLE)
        await press(pilot, *["tab"] * 5, *"R2", "enter", "ctrl+s")
    assert query_rows(demo_store, "SELECT holding FROM reports WHERE key = 'R2'") == [("held",)]
    assert query_rows(demo_store, "SELECT count(*) FROM reports") == [(4,)]


async def test_unknown_outlet_key(demo_store: Path) -> None:
    async with open_import(demo_store) as (pilot, _):
        await paste(pilot, PASTED_ARTICLE)
        await press(pilot, "tab", *"W99", "escape", "ctrl+s")
        assert "W99" in screen_text(pilot.app)
        assert isinstance(pilot.app.screen, ImportScreen)
    assert len(capture_rows(demo_store)) == 1


async def test_undone_at_the_desk(demo_store: Path) -> None:
    async with open_import(demo_store) as (pilot, _):
        await paste(pilot, PASTED_ARTICLE)
        await press(pilot, "ctrl+s", "escape", "u")
        assert "import R5" in notices_text(pilot.app)
    assert query_rows(demo_store, "SELECT count(*) FROM reports WHERE key = 'R5'") == [(0,)]


async def test_draft_survives(demo_store: Path) -> None:
    for begins in (True, False):
        async with open_import(demo_store) as (pilot, asking):
            if begins:
                await press(pilot, *"half a pa")
                await paste(pilot, "and\nhalf an article")
                await press(pilot, "escape")
                assert "kept and will be offered again" in notices_text(pilot.app)
                asking = await press_import(pilot)
            assert asking.place.value == "half a pa"
            assert asking.words.answer == "and\nhalf an article"
            assert "restored where you left off" in note_text(asking)
            await press(pilot, "escape")
    async with open_import(demo_store) as (pilot, asking):
        await press(pilot, "ctrl+n")
        assert asking.place.value == asking.words.answer == ""


async def test_no_draft_once_recorded(demo_store: Path) -> None:
    async with open_import(demo_store) as (pilot, _):
        await paste(pilot, PASTED_ARTICLE)
        await press(pilot, "escape")
        assert (await press_import(pilot)).words.answer == PASTED_ARTICLE
        await press(pilot, "ctrl+s", "escape")
        assert (await press_import(pilot)).words.answer == ""


async def test_long_paste_held_whole(demo_store: Path) -> None:
    long = "Somebody said so. " * (MOST_EDITABLE // 10)
    async with open_import(demo_store) as (pilot, asking):
        await paste(pilot, long)
        assert asking.words.answer == long
        assert "are held whole" in screen_text(pilot.app)
        await press(pilot, "x")
        assert asking.words.answer == long
        await press(pilot, "delete")
        assert asking.words.answer == ""
        await press(pilot, *"ab")
        await paste(pilot, "\n" + long)
        assert asking.words.answer == "ab\n" + long
        await press(pilot, "ctrl+s")
    assert capture_rows(demo_store)[1:] == [("paste", "ab\n" + long)]


@pytest.mark.slow
async def test_megabyte_line_pasted(demo_store: Path) -> None:
    long = "Somebody said so. " * 56_000
    async with open_import(demo_store) as (pilot, asking):
        await paste(pilot, long)
        assert asking.words.answer == long
        await press(pilot, "ctrl+s")
    assert capture_rows(demo_store)[1:] == [("paste", long)]


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_text_as_text(demo_store: Path, tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<html><head><title>{HOSTILE}</title></head><body><p>{HOSTILE} said so.</p></body>", "utf-8")
    async with open_import(demo_store, size) as (pilot, asking):
        await paste(pilot, HOSTILE.replace("\n", " "))
        _show_nothing_obeyed(pilot.app)
        await paste(pilot, "\n\n" + HOSTILE)
        _show_nothing_obeyed(pilot.app)
        await press(pilot, "ctrl+s")
        _show_nothing_obeyed(pilot.app)
        asking.words.answer = ""
        asking.place.answer = str(path)
        await press(pilot, "ctrl+s")
        assert pilot.app.screen is not asking
        _show_nothing_obeyed(pilot.app)


async def test_notes_told_first(demo_store: Path, tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes("Le maire a nié les faits, à Évian, où l’été s’achève.\n\nIl a parlé.".encode("cp1252"))
    async with open_import(demo_store) as (pilot, _):
        await paste(pilot, str(path))
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ImportResultScreen)
        assert "Check before you use the text" in screen_text(pilot.app)
        assert "R5 new report" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ReaderScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_notes_as_text(demo_store: Path, size: tuple[int, int]) -> None:
    async with open_import(demo_store, size) as (pilot, asking):
        landed = ImportResult(ImportOutcome.NEW, ReportId(1), "R1", CaptureId(1), None, (HOSTILE,))
        pilot.app.push_screen(
            ImportResultScreen(asking._reading, asking._writing, asking._case, [Came(landed, HOSTILE)])
        )
        await settle(pilot)
        assert "OWNED" in screen_text(pilot.app)
        _show_nothing_obeyed(pilot.app)


async def test_tab_completes_path(demo_store: Path, tmp_path: Path) -> None:
    for name in ("articles-1.txt", "articles-2.txt"):
        (tmp_path / name).write_text(PASTED_ARTICLE, "utf-8")
    async with open_import(demo_store) as (pilot, asking):
        await paste(pilot, f"{tmp_path}/art")
        await press(pilot, "tab")
        await settle(pilot)
        assert asking.place.value == f"{tmp_path}/articles-"
        assert "articles-1.txt  articles-2.txt" in plan_text(asking)
        await press(pilot, "2", "tab")
        assert asking.place.value == f"{tmp_path}/articles-2.txt"
        assert asking.place.has_focus
        await press(pilot, "tab")
        assert asking.words.has_focus


def _show_nothing_obeyed(app: App[None]) -> None:
    for strip in screen_strips(app):
        assert terminal_controls(strip.text) == set()
        assert strip.cell_length == app.size.width


async def test_what_is_known_is_typed(demo_store: Path) -> None:
    async with open_import(demo_store) as (pilot, _):
        await paste(pilot, PASTED_ARTICLE)
        await press(
            pilot, "tab", "tab", *"2020-12-17", "tab", *"A pier", "tab", *"J. Doe", "tab", "tab", *"sv", "ctrl+s"
        )
    rows = query_rows(demo_store, "SELECT title, author, published_edtf, lang FROM reports WHERE key = 'R5'")
    assert rows == [("A pier", "J. Doe", "2020-12-17", "sv")]


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_date_line_of_the_text_is_offered_not_taken(demo_store: Path, size: tuple[int, int]) -> None:
    async with open_import(demo_store, size) as (pilot, asking):
        asking.words.take("A headline\n\nWednesday, 16 December 2020\n\nA drone fell, the police said.\n")
        await press(pilot, "tab", "tab", "tab")
        assert "in the text: Wednesday, 16 December 2020 · ctrl+l" in screen_text(pilot.app)
        assert asking.answers["published"] == ""
        await press(pilot, "ctrl+l")
        assert asking.answers["published"] == "Wednesday, 16 December 2020"
        assert "= 16 Dec 2020" in screen_text(pilot.app)
        await press(pilot, "ctrl+s")
    assert query_rows(demo_store, "SELECT published_edtf FROM reports ORDER BY id DESC LIMIT 1") == [("2020-12-16",)]
