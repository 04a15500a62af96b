"""Conflicting edits: both values are shown, a person decides, and nothing is overwritten silently."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot

from db.journal.log import history
from db.journal.opening import open_writer
from db.model.fields import CLAIM, SOURCE
from db.model.ids import CaseId, ClaimId, ReportId, SourceId
from db.queries.claims import claim
from db.store.opening import open_reader
from db.write.chain import note_step
from db.write.claims import add_claim
from db.write.edit import edit
from db.write.remove import remove
from tests.support.pilot import app_of, open_desk, press, screen_text, wait_until
from tests.support.textual_private import notifications
from tui.forms.registry import AddedKind, form_to_add
from tui.screens.conflict import ConflictScreen
from tui.screens.form import FormScreen
from tui.text.targets import Row, RowKind

CASE = CaseId(1)


def text_of(store: Path, key: str = "C1") -> str:
    with open_reader(store) as record:
        return claim(record, CASE, key).text


def said(pilot: Pilot[None]) -> str:
    return "\n".join(f"{each.title}: {each.message}" for each in notifications(pilot.app))


def theirs(store: Path, **changes: object) -> None:
    """A change by a colleague from another program."""
    with open_writer(store, "Maysa") as writer:
        edit(writer, CLAIM, ClaimId(1), **changes)  # type: ignore[arg-type]


async def test_shows_was_theirs_mine(demo_store: Path) -> None:
    before = text_of(demo_store)
    async with open_desk(demo_store) as (pilot, _):
        await press(
            pilot,
            "2",
            "e",
            "end",
            *"!!",
        )
        theirs(demo_store, text="it fell by itself")
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, ConflictScreen)
        seen = screen_text(pilot.app)
        assert re.search(r"Claim C1 was changed while you edited it by Maysa, \d+ \w+ \d{4}, \d\d:\d\d UTC\.", seen)
        assert "≠ claim: changed by both of you" in seen
        for said in before, "it fell by itself", f"{before}!!":
            assert said[:40] in seen
        assert text_of(demo_store) == "it fell by itself"
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, FormScreen)
        assert pilot.app.screen.answers["text"] == f"{before}!!", "what is typed stays"
        await press(pilot, "ctrl+s", "1")
        assert text_of(demo_store) == f"{before}!!"
    with open_reader(demo_store) as record:
        assert [done.who for done in history(record)][1] == "Maysa", "and theirs stays in the journal"


async def test_theirs_can_stand(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "e", "end", *"!!", "tab", "tab", "tab", "right")
        assert pilot.app.screen.answers["background"] == "yes"
        theirs(demo_store, text="it fell by itself")
        await press(pilot, "ctrl+s")
        assert "· background" not in screen_text(pilot.app)
        assert "background: changed only by you" in screen_text(pilot.app)
        await press(pilot, "2")
    with open_reader(demo_store) as record:
        found = claim(record, CASE, "C1")
        assert (found.text, found.is_background) == ("it fell by itself", True)


async def test_their_other_field_stays(demo_store: Path) -> None:
    before = text_of(demo_store)
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "e", "end", "!")
        theirs(demo_store, background=True)
        await press(pilot, "ctrl+s")
        assert "background: changed only by them; theirs is kept" in screen_text(pilot.app)
        await press(pilot, "1")
    with open_reader(demo_store) as record:
        found = claim(record, CASE, "C1")
        assert (found.text, found.is_background) == (f"{before}!", True)


async def test_decision_is_for_what_was_seen(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "e", "end", "!")
        theirs(demo_store, text="it fell by itself")
        await press(pilot, "ctrl+s")
        theirs(demo_store, text="it was blown down")
        await press(pilot, "1")
        assert isinstance(pilot.app.screen, ConflictScreen)
        assert "it was blown down" in screen_text(pilot.app)
        assert text_of(demo_store) == "it was blown down"


async def test_left_form_remembers_start(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "e", "end", "!", "escape")
    theirs(demo_store, text="it fell by itself")
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "e", "ctrl+s")
        assert isinstance(pilot.app.screen, ConflictScreen)
        assert "it fell by itself" in screen_text(pilot.app)
        await press(pilot, "escape", "ctrl+n", "end", "?", "ctrl+s")
    assert text_of(demo_store) == "it fell by itself?", "begun anew, it is filled with what is on record now"


async def test_renamed_parent_no_conflict(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "4", "n", "e", "tab", *"A headline")
        with open_writer(demo_store, "Maysa") as writer:
            edit(writer, SOURCE, SourceId(writer.whole_row("reports", 3)["outlet"]), name="Anadolu, by another name")
        await press(pilot, "ctrl+s")
        assert not isinstance(pilot.app.screen, ConflictScreen | FormScreen)


async def test_removed_meanwhile_is_told(demo_store: Path) -> None:
    with open_writer(demo_store, "Rana") as writer:
        new = add_claim(writer, CASE, "it fell")
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "ctrl+end", "k", "j")
        listing = pilot.app.screen.panes[1].listing  # type: ignore[attr-defined]
        listing.go_to(new)
        await press(pilot, "e", "end", "!")
        with open_writer(demo_store, "Maysa") as writer:
            remove(writer, RowKind.CLAIM, new)
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, FormScreen)
        assert "no longer" in screen_text(pilot.app)
        assert "Maysa" in screen_text(pilot.app)
        assert pilot.app.screen.answers["text"] == "it fell!"


async def test_chain_note_is_asked(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        screen = pilot.app.screen
        form = partial(form_to_add, case=CASE, what=AddedKind.NOTE, on=Row(RowKind.REPORT, 2))
        await screen.ask(screen._reading, form)  # type: ignore[attr-defined]
        await press(pilot, *"mine")
        with open_writer(demo_store, "Maysa") as writer:
            note_step(writer, CASE, ReportId(2), "theirs")
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, ConflictScreen)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_long_difference_scrolls(demo_store: Path, size: tuple[int, int]) -> None:
    async with open_desk(demo_store, size) as (pilot, _):
        await press(pilot, "2", "e", "end", "!")
        theirs(demo_store, text="and then " * 400)
        await press(pilot, "ctrl+s")
        assert "take theirs" in screen_text(pilot.app)
        await press(pilot, *["down"] * 80)
        assert "yours" in screen_text(pilot.app)


async def test_changed_is_not_removed(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        app = app_of(pilot)
        await wait_until(pilot, lambda: app.writing.seen is not None)
        app._watching.stop()  # as if it had not looked yet
        await press(pilot, "2", "j")
        with open_writer(demo_store, "Maysa") as writer:
            edit(writer, CLAIM, ClaimId(2), text="by mistake, they say")
        await press(pilot, "d")
        assert "Claim C1a was changed by Maysa just now" in said(pilot)
        assert text_of(demo_store, "C1a") == "by mistake, they say"
        app.writing.seen = 1
        await press(pilot, "d")
        assert "Saved: remove claim C1a" in said(pilot)


async def test_removed_by_other_is_told(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        app_of(pilot)._watching.stop()
        await press(pilot, "2", "j")
        with open_writer(demo_store, "Maysa") as writer:
            remove(writer, RowKind.CLAIM, ClaimId(2))
        await press(pilot, "d")
        assert "It is no longer in the store since Maysa did “remove claim C1a”" in said(pilot)


async def test_u_undoes_only_own(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "a", "c", *"mine", "ctrl+s")
        with open_writer(demo_store, "Maysa") as writer:
            add_claim(writer, CASE, "hers")
        await press(pilot, "u")
        with open_reader(demo_store) as record:
            assert record.column("SELECT text FROM claims ORDER BY id DESC LIMIT 1") == ["hers"]
        await press(pilot, "u")
        assert "There is nothing of yours to undo. The last change is by Maysa: “add claim C7 “hers””" in said(pilot)


async def test_u_passes_blocked_by(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "a", "c", *"first", "ctrl+s")
        await press(pilot, "a", "c", *"second", "ctrl+s")
        with open_writer(demo_store, "Maysa") as writer:
            edit(writer, CLAIM, claim(writer, CASE, "C7").id, text="hers")
        await press(pilot, "u")
        assert "“add claim C7 “second”” can't be undone" in said(pilot)
        assert "by Maysa, who did “change claim C7 “second””" in said(pilot)
        assert "u again skips it" in said(pilot)
        await press(pilot, "u")
        assert "Undone: add claim C6 “first”" in said(pilot)
        await press(pilot, "ctrl+r")
        assert "Redone: add claim C6 “first”" in said(pilot)
