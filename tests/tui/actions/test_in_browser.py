"""Where a browser shows the desk, what would act on the server's machine is off, and the interface says so."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pyperclip
import pytest
from textual.pilot import Pilot

from tests.support.pilot import on_one_line, open_app, press, screen_text, wait_until
from tests.support.textual_private import notifications
from tui.actions.in_browser import OFF, browser_refusal
from tui.actions.registry import COMMANDS
from tui.app import OnRecordApp, prepare_app
from tui.manual.pages import source
from tui.screens.desk import DeskScreen
from tui.screens.detail import DetailScreen
from tui.screens.form import FormScreen
from tui.screens.import_article import ImportScreen
from tui.text.targets import RowKind

OFF_IN_BROWSER = {"form.editor", "import.private", "store.backup", "store.table", "store.case", "demo", "export"}


@asynccontextmanager
async def served_desk(store: Path, *, readonly: bool = False) -> AsyncIterator[tuple[Pilot[None], OnRecordApp]]:
    app = prepare_app(store, None, readonly=readonly, served=True)
    async with open_app(app) as pilot:
        yield pilot, app


def notices(app: OnRecordApp) -> str:
    return "\n".join(str(each.message) for each in notifications(app))


def test_off_are_actions_of_the_servers_machine() -> None:
    off = [each for each in COMMANDS if each.off_in_browser]
    assert {each.id for each in off} == OFF_IN_BROWSER
    assert all(browser_refusal(each.action) for each in off)
    assert len({each.action for each in COMMANDS if each.action in {one.action for one in off}}) == len(off)
    assert [each.id for each in COMMANDS if browser_refusal(each.action) and not each.off_in_browser] == []


def test_the_manual_lists_what_is_off() -> None:
    table = source("serve").partition("| off | instead |")[2].partition("\n\n")[0]
    for words in ("ctrl+g", "path", "ctrl+o", "import-table", "backup", "example case", "picture of the screen"):
        assert words in table


@pytest.mark.parametrize("key", ["b", "t", "k"])
async def test_store_menu_says_what_is_off(demo_store: Path, key: str) -> None:
    async with served_desk(demo_store) as (pilot, app):
        await press(pilot, "Q")
        assert on_one_line(screen_text(app)).count(OFF) == 3
        await press(pilot, key)
        assert f"is {OFF}. It would" in notices(app)
        assert isinstance(app.screen, DeskScreen)


async def test_menu_off_by_mouse_or_enter(demo_store: Path) -> None:
    async with served_desk(demo_store) as (pilot, app):
        await press(pilot, "Q", "down", "enter")
        assert f"“back up” is {OFF}." in notices(app)
        assert isinstance(app.screen, DeskScreen)


async def test_help_says_what_is_off(demo_store: Path) -> None:
    async with served_desk(demo_store) as (pilot, app):
        await press(pilot, "question_mark", *"$EDITOR")
        assert f"{OFF}: It would open on the machine" in on_one_line(screen_text(app))


async def test_no_editor_opens(demo_store: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EDITOR", f"touch {tmp_path / 'opened'}")
    async with served_desk(demo_store) as (pilot, app):
        await press(pilot, "2", "o", *"words", "ctrl+g")
        assert f"“editor” is {OFF}." in notices(app)
        await press(pilot, "ctrl+s")
    assert not (tmp_path / "opened").exists()


async def test_a_note_is_edited_in_the_form(demo_store: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EDITOR", f"touch {tmp_path / 'opened'}")
    async with served_desk(demo_store) as (pilot, app):
        await press(pilot, "2", "o", *"words", "ctrl+s", "enter")
        view = app.screen
        assert isinstance(view, DetailScreen)
        view.sheet.cursor = next(
            at for at, each in enumerate(view.sheet.blocks) if each.row and each.row.kind is RowKind.NOTE
        )
        await press(pilot, "e")
        assert isinstance(app.screen, FormScreen)
    assert not (tmp_path / "opened").exists()


async def test_no_file_is_imported(demo_store: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("Nobody may read this from afar.")
    async with served_desk(demo_store) as (pilot, app):
        await press(pilot, "i")
        screen = app.screen
        assert isinstance(screen, ImportScreen)
        assert "no file, in a browser" in screen_text(app)
        screen.place.answer = f"{tmp_path}/s"
        await press(pilot, "tab")
        assert screen.place.answer == f"{tmp_path}/s", "a name of the server's machine is not completed"
        assert "secret" not in screen_text(app)
        screen.place.answer = f"{tmp_path}/secret.txt"
        await press(pilot, "ctrl+s")
        assert "No file can be imported in a browser." in on_one_line(screen_text(app))
        assert app.screen is screen


async def test_a_private_address_is_not_fetched(demo_store: Path) -> None:
    async with served_desk(demo_store) as (pilot, app):
        await press(pilot, "i")
        screen = app.screen
        assert isinstance(screen, ImportScreen)
        screen.place.answer = "http://127.0.0.1:9/"
        await press(pilot, "ctrl+s")
        await wait_until(pilot, lambda: not screen.is_coming)
        await press(pilot, "ctrl+o")
        assert f"“fetch anyway” is {OFF}." in notices(app)
        assert not screen.is_coming


async def test_a_copy_goes_to_the_browser_alone(demo_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyperclip, "copy", lambda _: pytest.fail("the server's own clipboard"))
    async with served_desk(demo_store) as (pilot, app):
        monkeypatch.setattr(type(app), "is_headless", False)
        await press(pilot, "2", "y")
        assert any(each.title == "Copied by the browser" for each in notifications(app))


async def test_an_address_opens_in_the_readers_browser(demo_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    async with served_desk(demo_store) as (pilot, app):
        monkeypatch.setattr(app, "open_url", opened.append)
        assert app.reading is not None
        with monkeypatch.context() as patch:
            patch.setattr(app.reading, "ask", _answer_address)
            await press(pilot, "4", "B")
        assert opened == ["https://news.example/1"]


async def _answer_address(*_: object) -> str:
    return "https://news.example/1"


async def test_reading_says_how_to_write(demo_store: Path) -> None:
    before = demo_store.read_bytes()
    async with served_desk(demo_store, readonly=True) as (pilot, app):
        await press(pilot, "a")
        assert "Nothing can be changed: onrecord serve was started without --write." in notices(app)
    assert demo_store.read_bytes() == before
