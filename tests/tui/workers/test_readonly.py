"""``--readonly``: everything is readable, and every key that would write is refused in one sentence."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from textual.pilot import Pilot

from db.errors import ForeignSchema, NotAllowed, NotWhole
from db.journal.opening import open_writer
from db.model.ids import CaseId
from db.write.claims import add_claim
from tests.support.cli_runner import CommandLine, run_piped
from tests.support.pilot import app_of, press, screen_text, settle, wait_until
from tests.support.textual_private import notifications
from tui.app import prepare_app
from tui.screens.desk import DeskScreen


def said(pilot: Pilot[None]) -> str:
    return "\n".join(f"{each.title}: {each.message}" for each in notifications(pilot.app))


@pytest.mark.parametrize("keys", ["a", "e", "d", "u", "ctrl+r", "i", "less_than_sign", "minus", "K e"])
async def test_writing_keys_refused(demo_store: Path, keys: str) -> None:
    before = demo_store.read_bytes()
    app = prepare_app(demo_store, None, readonly=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert "onrecord ⊘ read-only" in screen_text(app)
        await press(pilot, "n", *keys.split(" "))
        assert "Nothing can be changed: onrecord was started with --readonly." in said(pilot)
        assert isinstance(app.screen, DeskScreen), "no form or menu asks for what would be refused"
    assert demo_store.read_bytes() == before


async def test_accepted_schema_is_readonly(demo_store: Path) -> None:
    with sqlite3.connect(demo_store) as raw:
        raw.execute("CREATE VIEW mine AS SELECT * FROM claims")
    raw.close()
    before = demo_store.read_bytes()
    with pytest.raises(ForeignSchema, match="view mine is not onrecord's") as refused:
        prepare_app(demo_store, None)
    assert "DROP VIEW mine" in refused.value.hint
    app = prepare_app(demo_store, None, accept_schema=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert "onrecord ⊘ read-only, foreign schema" in screen_text(app)
        assert "what is shown may be wrong: view mine is not onrecord's" in said(pilot)
        await press(pilot, "n", "a")
        assert "Nothing can be changed: the schema of its file is not onrecord's." in said(pilot)
        await press(pilot, "m", "down", "escape", "t", "escape", "A", "escape")
        assert app.is_running
    assert demo_store.read_bytes() == before


def test_accepted_schema_is_readable_by_commands(demo_store: Path) -> None:
    with sqlite3.connect(demo_store) as raw:
        raw.execute("CREATE VIEW mine AS SELECT * FROM claims")
    raw.close()
    run = CommandLine(demo_store)
    assert isinstance(run.refused("claims"), ForeignSchema)
    assert isinstance(run.refused("--accept-schema", "add", "claim", "it fell"), ForeignSchema)
    assert isinstance(run.refused("check"), NotWhole)
    assert "C1" in run("--accept-schema", "claims")


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_unreadable_foreign_schema_is_named(demo_store: Path, form: tuple[str, ...]) -> None:
    with sqlite3.connect(demo_store) as raw:
        raw.execute("PRAGMA legacy_alter_table = ON")
        raw.execute("ALTER TABLE claims RENAME COLUMN text TO words")
    raw.close()
    done = run_piped("--accept-schema", "--store", str(demo_store), "claims", *form)
    assert done.out == ""
    assert "no such column" in done.err
    assert "Its schema is not onrecord's." in done.err


async def test_others_changes_show(demo_store: Path) -> None:
    app = prepare_app(demo_store, None, readonly=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "read-only" in screen_text(app)
        await press(pilot, "2")
        with open_writer(demo_store, "Maysa") as writer:
            add_claim(writer, CaseId(1), "it fell")
        await wait_until(pilot, lambda: "11" in app_of(pilot).screen.panes[1].heading)  # type: ignore[attr-defined]


async def test_unwritable_opens_readonly(demo_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.workers.readonly.os.access", lambda *_: False)
    app = prepare_app(demo_store, None)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "a")
        assert "Nothing can be changed: its file is read-only. Copy the file to your own folder" in said(pilot)


@pytest.mark.parametrize(
    "words",
    [
        ("add", "claim", "it fell"),
        ("edit", "claim", "C1", "--text", "it fell"),
        ("remove", "C5"),
        ("undo",),
        ("redo",),
        ("import", "/nowhere.txt"),
        ("tag", "add", "C1", "urgent"),
    ],
)
def test_writing_commands_refused(demo_store: Path, words: tuple[str, ...]) -> None:
    before = demo_store.read_bytes()
    run = CommandLine(demo_store)
    error = run.refused("--readonly", *words)
    assert isinstance(error, NotAllowed)
    assert error.exit_code == 7
    assert "C1" in run("--readonly", "claims")
    assert "is intact" in run("--readonly", "check")
    assert demo_store.read_bytes() == before
