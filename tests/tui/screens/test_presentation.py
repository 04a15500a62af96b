"""The presentation of a case: cards that fill the screen, by key or by themselves, and the notes that follow."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.errors import NoTerminal, NotFound
from db.store.opening import open_reader
from tests.support.cli_runner import CommandLine
from tests.support.pilot import open_desk, press, screen_text
from tui.screens.presentation import PresentationScreen
from tui.system.presenting import read_place
from tui.text.safe import line


def shown(pilot: object) -> PresentationScreen:
    screen = pilot.app.screen  # type: ignore[attr-defined]
    assert isinstance(screen, PresentationScreen)
    return screen


async def test_cards_lead_from_opening_to_closing(demo_store: Path) -> None:
    async with open_desk(demo_store, (120, 40)) as (pilot, _):
        await press(pilot, "P")
        assert "Drone over al-Harthiya" in screen_text(pilot.app)
        assert "opening" in screen_text(pilot.app)
        seen = []
        for _ in range(4):
            await press(pilot, "n")
            seen.append(screen_text(pilot.app))
        assert ["Bas News" in seen[0], "Anadolu" in seen[1], "no truth to" in seen[2]] == [True] * 3
        assert "step 3 of 3" in seen[2]
        assert "not established" in seen[3]
        await press(pilot, "n")
        assert "the last card" in screen_text(pilot.app)
        await press(pilot, "home", "escape")
        assert not isinstance(pilot.app.screen, PresentationScreen)


async def test_no_quote_is_cut_on_a_small_screen(demo_store: Path) -> None:
    with open_reader(demo_store) as record:
        quotes = record.column(
            """SELECT exact FROM quotes q JOIN statements st ON st.id = q.statement
               WHERE st.report IN (SELECT report FROM chain_steps)"""
        )
    async with open_desk(demo_store, (60, 20)) as (pilot, _):
        await press(pilot, "P")
        read = ""
        while shown(pilot)._card.number < shown(pilot)._card.last:  # type: ignore[union-attr]
            read += " ".join(each.strip() for each in screen_text(pilot.app).splitlines()) + " "
            await press(pilot, "space")
    words = " ".join(read.split())
    assert quotes
    for quote in quotes:
        pieces = line(quote).split()
        assert " ".join(pieces[:4]) in words and " ".join(pieces[-4:]) in words, quote  # noqa: PT018


async def test_auto_play_goes_on_pauses_and_ends(demo_store: Path) -> None:
    async with open_desk(demo_store, (120, 40)) as (pilot, _):
        await press(pilot, "P", "9", "w")
        assert "9 s" in screen_text(pilot.app)
        assert read_place().is_playing  # type: ignore[union-attr]
        shown(pilot)._play_on()
        await press(pilot)
        assert "step 1 of 3" in screen_text(pilot.app)
        await press(pilot, "w")
        assert not shown(pilot).is_playing
        await press(pilot, "end", "w")
        while not shown(pilot)._is_at_end:
            shown(pilot)._play_on()
            await press(pilot)
        shown(pilot)._play_on()
        assert not shown(pilot).is_playing


async def test_notes_follow_the_card(demo_store: Path) -> None:
    run = CommandLine(demo_store)
    assert isinstance(run.refused("walk", "--notes", "--once"), NotFound)
    async with open_desk(demo_store, (120, 40)) as (pilot, _):
        await press(pilot, "P", "n", "n")
        notes = run("walk", "--notes", "--once")
    assert notes.count("Step 2 of 3") == 1
    assert "Step 2 of 3. Anadolu" in notes
    assert "Next: Iraqi News Agency" in notes
    assert read_place().is_over  # type: ignore[union-attr]
    assert isinstance(run.refused("walk", "--notes", "--once"), NotFound)


def test_walk_takes_a_case_on_either_side_of_its_name(demo_store: Path) -> None:
    run = CommandLine(demo_store)
    run("add", "case", "Barge aground", "--tz", "Europe/Athens")
    assert "several cases" in run.refused("walk").message
    assert isinstance(run.refused("walk", "--case", "K9"), NotFound)
    assert isinstance(run.refused("walk", "--case", "K2"), NoTerminal)
    assert isinstance(run.refused("--case", "K2", "walk"), NoTerminal)


def test_a_damaged_place_is_no_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tui.system.presenting._path", lambda: tmp_path / "presenting.json")
    for text in ("", "[]", '{"store": 1}', "\x00"):
        (tmp_path / "presenting.json").write_text(text)
        assert read_place() is None
