"""What the desk keeps between starts, outside the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.pilot import open_app, press
from tui.app import prepare_app
from tui.screens.desk import DeskScreen
from tui.screens.home import HomeScreen
from tui.system.kept import KeptDesk, KeptState, read_state, write_state


def test_state_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "state" / "desk.json"
    left = KeptDesk("K1", "R3", "status", (3, 5, 4))
    write_state(path, KeptState().with_desk(tmp_path / "a.db", left, "onrecord-light"))
    kept = read_state(path)
    assert (kept.theme, kept.desk(tmp_path / "a.db"), kept.desk(tmp_path / "b.db")) == (
        "onrecord-light",
        left,
        KeptDesk(),
    )
    assert [each.name for each in path.parent.iterdir()] == ["desk.json"]


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[1]", b"\xff", b'{"theme": 3, "desks": {"a": {"case": [], "columns": [0, "x", 2]}, "b": 3}}']
)
def test_damage_counts_as_nothing(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "desk.json"
    path.write_bytes(raw)
    kept = read_state(path)
    assert kept.theme == ""
    assert all(each == KeptDesk() for each in kept.desks.values())


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    write_state(tmp_path / "file" / "desk.json", KeptState("x"))
    assert read_state(tmp_path / "file" / "desk.json") == KeptState()


def test_old_stores_are_forgotten(tmp_path: Path) -> None:
    state = KeptState()
    for number in range(205):
        state = state.with_desk(tmp_path / f"{number}.db", KeptDesk("K1"), "")
    assert len(state.desks) == 200
    assert state.desk(tmp_path / "0.db") == KeptDesk()
    assert state.desk(tmp_path / "204.db") == KeptDesk("K1")


async def test_the_desk_begins_where_it_was_left(two_cases: Path) -> None:
    app = prepare_app(two_cases, "K1")
    async with open_app(app) as pilot:
        await press(pilot, "n", "S")
    assert app.kept is not None
    assert (app.kept.case, app.kept.order != "") == ("K1", True)
    again = prepare_app(two_cases, None, left=app.kept, kept_theme="onrecord-light")
    async with open_app(again):
        desk = again.screen
        assert isinstance(desk, DeskScreen)
        assert desk.chain.current is not None
        assert (desk.chain.current.label, desk.panes[1].order) == ("Anadolu", app.kept.order)
        assert again.theme == "onrecord-light"


async def test_home_and_cases_that_are_gone_begin_at_home(two_cases: Path) -> None:
    app = prepare_app(two_cases, "K1")
    async with open_app(app) as pilot:
        await press(pilot, "H")
    assert app.kept == KeptDesk()
    for left in KeptDesk(), KeptDesk("K9", "R99", "no such order"):
        again = prepare_app(two_cases, None, left=left, kept_theme="no-such")
        async with open_app(again):
            assert isinstance(again.screen, HomeScreen)
