"""The store is replaced under the open desk: the desk says so, keeps what it had, and goes on with what is there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from textual.pilot import Pilot

from db.maintenance.backup import back_up
from db.maintenance.restore import restore
from db.store.opening import open_reader
from tests.support.pilot import app_of, open_desk, press, screen_text, settle, wait_until
from tui.app import REOPEN, OnRecordApp
from tui.screens.replaced import ReplacedScreen


def kept_in(store: Path) -> list[Path]:
    return sorted(store.parent.glob("demo-kept-*.db"))


async def until_said(pilot: Pilot[None]) -> str:
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, ReplacedScreen))
    await settle(pilot)
    return re.sub(r"[│\s]+", "", screen_text(pilot.app))


@pytest.mark.parametrize("deleted", [False, True])
async def test_desk_says_it_without_a_change(demo_store: Path, *, deleted: bool) -> None:
    other = Path(shutil.copy(demo_store, demo_store.with_name("other.db")))
    async with open_desk(demo_store) as (pilot, _):
        demo_store.unlink() if deleted else other.replace(demo_store)
        said = await until_said(pilot)
        assert ("wasdeleted" if deleted else "anotherfileintheplace") in said
        (kept,) = kept_in(demo_store)
        assert kept.name in said
        await press(pilot, "escape", "a", "1")
        assert isinstance(pilot.app.screen, ReplacedScreen), "it stays until the person decides"
        await press(pilot, "enter")
    assert app_of(pilot).return_code == REOPEN
    assert not Path(f"{demo_store}-wal").exists()
    with open_reader(kept) as record:
        assert record.column("SELECT count(*) FROM claims") == [10]


async def test_change_into_replaced_store_is_kept(demo_store: Path) -> None:
    other = Path(shutil.copy(demo_store, demo_store.with_name("other.db")))
    before = other.read_bytes()
    async with open_desk(demo_store) as (pilot, _):
        app_of(pilot)._watching.stop()  # the change comes first
        await wait_until(pilot, lambda: app_of(pilot).writing._held is not None)
        other.replace(demo_store)
        await press(pilot, "2", "s", "t")
        said = await until_said(pilot)
        assert "Yourlastchangeandallbeforeitare" in said
    (kept,) = kept_in(demo_store)
    assert demo_store.read_bytes() == before
    with open_reader(kept) as record:
        assert record.column("SELECT count(*) FROM actions") == [1]


async def test_file_copied_over_is_said(demo_store: Path, tmp_path: Path) -> None:
    with open_reader(demo_store) as record:
        back_up(record, demo_store, tmp_path / "backup.db")
    async with open_desk(demo_store) as (pilot, _):
        await wait_until(pilot, lambda: app_of(pilot).writing._held is not None)
        demo_store.write_bytes((tmp_path / "backup.db").read_bytes())
        said = await until_said(pilot)
        assert "copiedover" in said
        assert "change" not in said, "there was none"
        assert "Thelog" not in said
    assert demo_store.read_bytes() == (tmp_path / "backup.db").read_bytes()
    assert list(demo_store.parent.glob("*log*")) == [], "an empty log is not kept"


async def test_restore_under_the_desk_is_said(demo_store: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup.db"
    with open_reader(demo_store) as record:
        back_up(record, demo_store, backup)
    async with open_desk(demo_store) as (pilot, _):
        restore(demo_store, backup)
        assert "restoredorupgraded" in await until_said(pilot)
        assert kept_in(demo_store) == []


def test_going_on_takes_drafts_along(demo_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tui import app as module

    runs: list[OnRecordApp] = []

    def run(self: OnRecordApp) -> None:
        runs.append(self)
        if len(runs) == 1:
            self.writing.unkept["claim", 1] = {"text": "half typed"}
        self._return_code = REOPEN if len(runs) == 1 else 0
        if self.reading is not None:
            self.reading.close()

    monkeypatch.setattr(OnRecordApp, "run", run)
    module.open_desk(demo_store, None)
    assert [each.writing.unkept for each in runs] == [{("claim", 1): {"text": "half typed"}}] * 2
