"""Drafts of forms: kept over an escape, an error, a restart and a lost terminal."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from db.journal.log import history
from db.journal.opening import create_store
from db.store.opening import open_reader
from db.write.drafts import draft
from tests.support.patience import HANG
from tests.support.pilot import app_of, open_desk, press, screen_text, settle, wait_until
from tests.support.textual_private import notifications
from tui.app import prepare_app
from tui.screens.desk import DeskScreen
from tui.screens.empty import EmptyScreen
from tui.screens.form import FormScreen


def form_of(pilot: Pilot[None]) -> FormScreen:
    form = pilot.app.screen
    assert isinstance(form, FormScreen), screen_text(pilot.app)
    return form


async def test_escape_keeps_draft(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "a", "c", *"half a claim", "tab", "tab", "n", "escape")
        assert pilot.app.screen is desk
        await press(pilot, "a", "c")
        assert "restored where you left off · ctrl+n clears the form" in screen_text(pilot.app)
        assert form_of(pilot).answers["text"] == "half a claim"
        assert form_of(pilot).answers["part"] == "necessary"
        await press(pilot, "ctrl+n")
        assert form_of(pilot).answers["text"] == ""
        assert "restored" not in screen_text(pilot.app)
        await press(pilot, "escape", "a", "c")
        assert form_of(pilot).answers["text"] == ""
        assert "restored" not in screen_text(pilot.app)


async def test_draft_over_restart(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "a", "s", *"Reut", "escape")
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "a", "s")
        assert form_of(pilot).answers["name"] == "Reut"
        await press(pilot, "shift+tab", *"ers", "ctrl+s", "a", "s")
        assert form_of(pilot).answers["name"] == ""
    with open_reader(demo_store) as record:
        assert [done.words for done in history(record)] == ["add source W16 “Reuters”"]


async def test_each_form_has_its_own(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "e", *"ZZ", "escape", "j", "e")
        assert form_of(pilot).answers["text"] == "it was shot down by mistake"
        await press(pilot, "escape", "k", "e")
        assert form_of(pilot).answers["text"].endswith("over BaghdadZZ")


async def test_looking_is_no_draft(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "e", "tab", "escape")
    with open_reader(demo_store) as record:
        assert record.rows("SELECT * FROM drafts") == []


async def test_kept_while_typing(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "a", "c", *"gone with the terminal")
    with open_reader(demo_store) as record:
        assert (
            draft(record, "claim", None or record.column("SELECT id FROM cases")[0])["text"] == "gone with the terminal"
        )

    def kept() -> bool:
        with open_reader(demo_store) as record:
            return draft(record, "source", record.column("SELECT id FROM cases")[0]).get("name") == "Reu"

    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "a", "s", *"Reu")
        await wait_until(pilot, kept)


async def test_keys_answered_while_draft_waits(demo_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.screens.form.KEEP_AFTER", 0.01)
    on = Event()
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "a", "c")
        writing = app_of(pilot).writing
        writing.later(lambda _: on.wait(HANG))
        await pilot.press("h")
        await wait_until(pilot, lambda: bool(writing.unkept))
        await pilot.press("i")
        assert form_of(pilot).answers["text"] == "hi"
        assert not on.is_set()
        on.set()
        await settle(pilot)


async def test_refusal_at_its_field(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "a", "r", "ctrl+s")
        assert "✗ A report needs the outlet that published it." in screen_text(pilot.app)
        form = form_of(pilot)
        await press(pilot, *"Anadolu Agency")
        form._rows[1].field.answer = "A title"
        form._rows[6].field.answer = "wednesday"
        await press(pilot, "ctrl+s")
        assert "✗ “wednesday” is not a date. Write 2020-12-16, 16 Dec 2020," in screen_text(pilot.app)
        assert "needs the outlet" not in screen_text(pilot.app)
        assert form._rows[6].has_focus_within
        assert form.answers["title"] == "A title"
        form._rows[6].field.answer = "2020-12-16"
        form._rows[8].field.answer = "R77"
        await press(pilot, "ctrl+s")
        assert "There is no report R77 in this case." in screen_text(pilot.app)
        form._rows[8].field.answer = ""
        await press(pilot, "ctrl+s")
        assert not isinstance(pilot.app.screen, FormScreen)


async def test_store_refusal_is_told(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "a", "w")
        form = form_of(pilot)
        form._rows[1].field.answer = "US forces in Iraq"
        form._rows[2].field.answer = "accused"
        await press(pilot, "ctrl+s")
        assert "✗ It is already on record." in screen_text(pilot.app)
        assert isinstance(pilot.app.screen, FormScreen)
    with open_reader(demo_store) as record:
        assert history(record) == []


async def test_readonly_store_is_told(demo_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.store.opening.os.access", lambda _, mode: mode != os.W_OK)  # root may write to any file
    async with open_desk(demo_store) as (pilot, desk):
        for keys in ("a",), ("e",), ("d",), ("u",), ("less_than_sign",):
            await press(pilot, *keys)
            assert pilot.app.screen is desk
            assert any("is read-only" in each.message for each in notifications(pilot.app))
        await press(pilot, "n")
        assert desk.chain.current.label == "Anadolu"


async def test_n_makes_a_store(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    app = prepare_app(path, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "a", *"Fire at the depot", "escape")
        assert not path.exists(), "nothing is made before something is saved"
        await press(pilot, "a")
        assert form_of(pilot).answers["title"] == "Fire at the depot"
        form_of(pilot)._rows[2].field.answer = ""  # it begins with the zone of the system
        await press(pilot, "ctrl+s")
        assert "A case needs the time zone of its place." in screen_text(app)
        await press(pilot, *"Europe/Atlantis", "ctrl+s")
        assert "“Europe/Atlantis” is not a time zone. Use an IANA name" in screen_text(app)
        form_of(pilot)._rows[2].field.answer = "Europe/Kyiv"
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, DeskScreen)
        assert "Fire at the depot" in screen_text(app)
        await press(pilot, "2", "a", "c", *"it burned", "ctrl+s")
        assert "C1 it burned" in screen_text(app)
        await press(pilot, "u", "u")
        assert isinstance(app.screen, EmptyScreen), "the case that was open is gone"
        await press(pilot, "ctrl+r", "ctrl+r")
        assert isinstance(app.screen, DeskScreen)
        await press(pilot, "2")
        assert "C1 it burned" in screen_text(app)
    with open_reader(path) as record:
        assert [done.words for done in history(record)][-2:] == [
            "add claim C1 “it burned”",
            "add case K1 “Fire at the depot”",
        ]


async def test_empty_store_can_undo(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    create_store(path).close()
    app = prepare_app(path, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "u")
        assert any("There is nothing to undo." in each.message for each in notifications(app))
