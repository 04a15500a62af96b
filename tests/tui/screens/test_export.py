"""The key for exports: format, what, where to; masks and extras; stopping; nothing is written over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.pilot import Pilot

from db.exchange.export import Export, ExportExtra
from db.exchange.formats import FORMATS
from db.store.progress import QueryStopped
from tests.support.cli_runner import CommandLine
from tests.support.pilot import open_app, open_desk, press, screen_text
from tests.support.textual_private import notifications
from tui.app import prepare_app
from tui.screens.base.record import LETTERS
from tui.screens.desk import DeskScreen
from tui.screens.export import ExportScreen
from tui.screens.menu import MenuScreen

KEYS = {each.name: key for each, key in zip(FORMATS, LETTERS, strict=False)}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def open_export(pilot: Pilot[None], format: str) -> ExportScreen:
    await press(pilot, "x", KEYS[format])
    screen = pilot.app.screen
    assert isinstance(screen, ExportScreen)
    return screen


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_every_format_is_on_the_menu(demo_store: Path, size: tuple[int, int]) -> None:
    async with open_desk(demo_store, size) as (pilot, desk):
        await press(pilot, "x")
        assert isinstance(pilot.app.screen, MenuScreen)
        shown = screen_text(pilot.app)
        assert [each.name for each in FORMATS if f" {each.name} " not in shown] == []
        await press(pilot, "escape")
        assert pilot.app.screen is desk


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_case_is_written_and_told(demo_store: Path, folder: Path, size: tuple[int, int]) -> None:
    async with open_desk(demo_store, size) as (pilot, desk):
        await open_export(pilot, "case")
        for words in "what: the case K1", "K1.case.jsonl", "private persons: by name", "left out", "⇥ what", "^t mask":
            assert words in screen_text(pilot.app)
        await press(pilot, "enter")
        await pilot.app.workers.wait_for_complete()
        assert "K1.case.jsonl: " in screen_text(pilot.app)
        written = (folder / "K1.case.jsonl").read_bytes()
        await press(pilot, "enter")
        await pilot.app.workers.wait_for_complete()
        assert "exists already; it was not touched" in " ".join(screen_text(pilot.app).split())
        assert (folder / "K1.case.jsonl").read_bytes() == written
        await press(pilot, "escape")
        assert pilot.app.screen is desk
        assert (await open_export(pilot, "case")).to.value == "K1-2.case.jsonl"


async def test_what_is_selected_marked_or_shown_goes_out(demo_store: Path, folder: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "space", "j", "space", "x", KEYS["jsonl"])
        assert "what: the 2 marked claims" in screen_text(pilot.app)
        await press(pilot, "enter")
        await pilot.app.workers.wait_for_complete()
        rows = [json.loads(row) for row in (folder / "K1-claims.jsonl").read_text().splitlines()]
        assert len(rows) == 2
        await press(pilot, "escape", "1", "slash", *"khalaf", "enter", "x", KEYS["jsonl"], "tab")
        assert "what: the 1 source that the list shows" in screen_text(pilot.app)
        await press(pilot, "tab", "tab")
        assert "what: all cases of the store" in screen_text(pilot.app)
        screen = pilot.app.screen
        assert isinstance(screen, ExportScreen)
        assert screen.to.value == f"{demo_store.stem}-sources.jsonl"


async def test_mask_and_extras_reach_the_export(demo_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Export] = []
    monkeypatch.setattr("tui.screens.export.export_to_file", lambda export, *_, **__: seen.append(export) or 7)
    async with open_desk(demo_store) as (pilot, _):
        await open_export(pilot, "jsonl")
        for keys in ([], ["ctrl+t", "ctrl+n"], ["ctrl+n"], ["ctrl+t", "ctrl+n"]):
            await press(pilot, *keys, "enter")
            await pilot.app.workers.wait_for_complete()
    assert [bool(each.mask) for each in seen] == [False, True, True, False]
    notes = {ExportExtra.NOTES, ExportExtra.TASKS}
    assert [each.extras for each in seen] == [set(), notes, {*ExportExtra}, set()]


async def test_escape_stops_and_leaves_no_file(demo_store: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {*folder.iterdir()}
    async with open_desk(demo_store) as (pilot, _):
        screen = await open_export(pilot, "case")
        begun = ExportScreen.step

        def stop_at_once(self: ExportScreen, done: int, of: int, words: str) -> None:
            self.stop()
            begun(self, done, of, words)

        monkeypatch.setattr(ExportScreen, "step", stop_at_once)
        await press(pilot, "enter")
        await pilot.app.workers.wait_for_complete()
        assert "Stopped; no file was made." in screen_text(pilot.app)
        progress = screen._progress
        assert progress is not None
        with pytest.raises(QueryStopped):
            progress.go_on(1)
    assert {each for each in folder.iterdir() if ".db" not in each.name} == {
        each for each in before if ".db" not in each.name
    }


async def test_readonly_exports_nothing(demo_store: Path) -> None:
    async with open_app(prepare_app(demo_store, None, readonly=True)) as pilot:
        await press(pilot, "x")
        assert isinstance(pilot.app.screen, DeskScreen)
        assert any("--readonly" in str(each.message) for each in notifications(pilot.app))


async def test_a_case_as_a_file_comes_into_another_store(demo_store: Path, folder: Path) -> None:
    CommandLine(demo_store)("export", "case")
    other = CommandLine(folder / "other.db")
    other("add", "case", "A bridge fell", "--tz", "UTC")
    async with open_desk(folder / "other.db") as (pilot, desk):
        await press(pilot, "Q", "k", *"K9.case.jsonl", "enter")
        await pilot.app.workers.wait_for_complete()
        assert "There is no file K9.case.jsonl" in screen_text(pilot.app)
        await press(pilot, *["backspace"] * 13, *"K1.case.jsonl", "enter")
        await pilot.app.workers.wait_for_complete()
        assert "It is K2 here" in screen_text(pilot.app)
        assert "K1 of the file is K2 here." in screen_text(pilot.app)
        await press(pilot, "escape")
        assert pilot.app.screen is desk
        await press(pilot, "u")
    assert [row.partition("\t")[0] for row in other("cases").splitlines()] == ["key", "K1"]
