"""A large case: the first page at once, the rest later, and pages read while moving."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from textual.pilot import Pilot

from db.analysis.alarms import pages as alarm_pages
from db.journal.opening import create_store, open_writer
from db.model.enums import Status
from db.model.ids import CaseId, ClaimId
from db.store.id_list import Ids
from db.store.progress import Progress
from db.store.reader import Reader
from db.write.assessments import set_status
from tests.support.factories import CaseFactory
from tests.support.large_store import generate
from tests.support.pilot import app_of, open_desk, press, screen_lines, screen_text, settle, wait_until
from tests.support.textual_private import notifications
from tui.app import prepare_app
from tui.screens import alarms as alarm_screens
from tui.screens import desk_panes as panes
from tui.screens.alarms import AlarmScreen, AlarmsScreen
from tui.screens.desk import DeskScreen
from tui.screens.timeline import TimelineScreen
from tui.state import filters as filtering
from tui.widgets.listing import CACHED_ROWS, PAGE_ROWS
from tui.workers import alarms as looking
from tui.workers.writes import Changed

MANY = 3_000


@pytest.fixture(scope="module")
def large_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three thousand claims, each with a source and a statement of its own, half of which deny it; tests only read."""
    path = tmp_path_factory.mktemp("large") / "large.db"
    with create_store(path) as writer, writer.action():
        desk = CaseFactory(writer)
        outlet = desk.source("Outlet", kind="outlet")
        claims = [
            writer.insert("claims", key=f"C{number}", case=desk.case, text=f"claim number {number}")
            for number in range(1, MANY + 1)
        ]
        for number, claim in enumerate(claims, 1):
            source = writer.insert(
                "sources", key=f"W{number + 1}", name=f"Source {number}", kind="person", naming="named"
            )
            report = writer.insert("reports", key=f"R{number}", case=desk.case, outlet=outlet, holding="cited")
            statement = writer.insert(
                "statements",
                key=f"S{number}",
                case=desk.case,
                source=source,
                report=report,
                act="assert",
                voice="own",
                basis="official",
            )
            polarity = -1 if number % 2 else 1
            writer.insert("stances", statement=statement, claim=claim, polarity=polarity, certainty="certain")
    return path


async def test_counts_and_any_row(large_store: Path) -> None:
    async with open_desk(large_store) as (pilot, desk):
        text = screen_text(pilot.app)
        assert "1 Sources · 3,001" in text
        assert "2 Claims · 3,000" in text
        assert "3 Denials · 1,500" in text
        assert "1,500 denials" in text
        assert "step 1 of 3,000" in text
        await press(pilot, "2", "ctrl+end")
        assert "C3000 claim number 3000" in screen_text(pilot.app)
        await press(pilot, "4", "end")
        assert "step 3,000 of 3,000" in screen_text(pilot.app)
        claims = desk.panes[1].listing
        for _ in range(CACHED_ROWS // PAGE_ROWS + 4):
            claims.action_page(-8)
            await press(pilot)
        assert len(claims._rows) <= CACHED_ROWS
        await press(pilot, "2", "ctrl+home")
        assert "C1 claim number 1" in screen_text(pilot.app)
        assert all(claims.record_of(id) is not None for id in claims.ids[:8])


async def test_filter_in_the_store(large_store: Path) -> None:
    async with open_desk(large_store) as (pilot, desk):
        await press(pilot, "2", "slash", *"299")
        assert [desk.panes[1].listing.record_of(id).claim.key for id in desk.panes[1].listing.ids] == [
            "C299",
            *(f"C{number}" for number in range(2990, 3000)),
        ]
        assert "2 Claims · 11 of 3,000" in screen_text(pilot.app)


@pytest.fixture(scope="module")
def larger_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve thousand claims, more than the capped count shows."""
    path = tmp_path_factory.mktemp("larger") / "larger.db"
    generate(path, 12_000, small_cases=0)
    return path


class Held:
    """A query that waits until it is released or stopped."""

    def __init__(self, find: Callable[..., Ids[Any]]) -> None:
        self._find = find
        self.let_go = threading.Event()
        self.begun = threading.Event()
        self.was_stopped = False

    def __call__(self, record: Reader, case: CaseId, matching: str, *, most: int = -1, **how: Any) -> Ids[Any]:
        if most >= 0:
            return self._find(record, case, matching, most=most)
        progress: Progress = how["progress"]
        found = self._find(record, case, matching, **how)
        self.begun.set()
        while not self.let_go.wait(0.01):
            self.was_stopped = progress.stopped
            progress.go_on(len(found), 2 * len(found))
        return found


def held(monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str) -> Held:
    question = Held(getattr(module, name))
    monkeypatch.setattr(module, name, question)
    return question


@asynccontextmanager
async def at_unsettled_desk(store: Path) -> AsyncIterator[tuple[Pilot[None], DeskScreen]]:
    app = prepare_app(store, "K1")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        desk = app.screen
        assert isinstance(desk, DeskScreen)
        yield pilot, desk


async def test_first_page_before_ids(larger_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    question = held(monkeypatch, filtering, "claim_ids")
    async with at_unsettled_desk(larger_store) as (pilot, desk):
        assert "C2 a patrol" in screen_text(pilot.app)
        await wait_until(pilot, lambda: "2 Claims · >10,000" in screen_text(pilot.app))
        await wait_until(pilot, lambda: "50 % · esc stops" in screen_text(pilot.app))
        await pilot.press("2")
        before = desk.panes[1].listing.cursor
        await pilot.press("j", "j")
        assert desk.panes[1].listing.cursor == before + 2, "the keys are free meanwhile"
        question.let_go.set()
        await wait_until(pilot, lambda: "2 Claims · 12,000" in screen_text(pilot.app))
        assert "esc stops" not in screen_text(pilot.app).partition("Report chain")[0] or desk.panes[2].asked is not None
        assert desk.panes[1].listing.cursor == before + 2


async def test_end_awaits_the_rest(larger_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    question = held(monkeypatch, filtering, "claim_ids")
    async with at_unsettled_desk(larger_store) as (pilot, desk):
        await pilot.press("2", "ctrl+end")
        question.let_go.set()
        await wait_until(pilot, lambda: "C12000 " in screen_text(pilot.app))
        assert desk.panes[1].listing.cursor == 11_999


async def test_leaving_stops_query(larger_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    question = held(monkeypatch, panes, "denial_ids")
    async with at_unsettled_desk(larger_store):
        await asyncio.to_thread(question.begun.wait)
    assert question.was_stopped


async def test_escape_stops_sort(larger_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_desk(larger_store, key="K1") as (pilot, desk):
        claims = desk.panes[1]
        before = claims.listing.ids[:5]
        held(monkeypatch, filtering, "claim_ids")
        claims.listing.focus()
        await pilot.press("S")
        await wait_until(pilot, lambda: "least decided first" in screen_text(pilot.app))
        await pilot.press("escape")
        await settle(pilot)
        assert "least decided first" not in screen_text(pilot.app)
        assert (claims.listing.ids[:5], claims.listing.count) == (before, 12_000)
        assert "stopped at" in screen_text(pilot.app)


async def test_sort_keeps_cursor(larger_store: Path) -> None:
    async with open_desk(larger_store, key="K1") as (pilot, desk):
        claims = desk.panes[1]
        await press(pilot, "2", "j", "j", "j")
        here = claims.listing.selected
        await press(pilot, "S")
        assert "least decided first" in screen_text(pilot.app)
        statuses = [claims.listing.record_of(id).judged.status for id in claims.listing.ids[:20]]
        assert set(statuses) == {Status.NEW}
        assert claims.listing.selected == here
        await press(pilot, "S")
        assert "newest first" in screen_text(pilot.app)
        assert claims.listing.ids[0] == max(claims.listing.ids)
        await press(pilot, "S", "S", "S")
        assert claims.listing.ids[:3] == [1, 2, 3]
        assert claims.order == ""


async def test_status_keeps_list(larger_store: Path) -> None:
    async with open_desk(larger_store, key="K1") as (pilot, desk):
        claims = desk.panes[1].listing
        await press(pilot, "2", "ctrl+end")
        ids = claims.ids
        with open_writer(larger_store, "Ada") as writer:
            set_status(writer, [ClaimId(claims.selected)], Status.IN_PROGRESS)
        app_of(pilot).post_message(Changed(""))
        await wait_until(pilot, lambda: claims.record_of(claims.selected).judged.status is Status.IN_PROGRESS)
        assert claims.ids is ids, "which claims there are was not asked again"
        assert claims.cursor == 11_999


@pytest.fixture(scope="module")
def paged_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five hundred claims with 2,500 statements; tests only read."""
    path = tmp_path_factory.mktemp("paged") / "paged.db"
    generate(path, 500, small_cases=0)
    return path


@pytest.fixture
def pages_are_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take a case of more than a hundred statements for large, and read it in small pages."""
    for module, name, value in (
        (looking, "AT_A_LOOK", 100),
        (looking, "MOST_OF_KIND", 30),
        (alarm_screens, "MOST_OF_KIND", 30),
        (alarm_pages, "ALARM_PAGE_LIMITS", alarm_pages.AlarmPageLimits(whole=100, ids=100, claims=20)),
    ):
        monkeypatch.setattr(module, name, value)


async def test_alarms_come_by_pages(paged_store: Path, pages_are_small: None) -> None:
    async with open_desk(paged_store, (120, 80), key="K1") as (pilot, _):
        await press(pilot, "A")
        screen = pilot.app.screen
        assert isinstance(screen, AlarmsScreen)
        await wait_until(pilot, lambda: "looked through" not in screen_lines(pilot.app)[0] and bool(screen.alarm))
        blocks = [(block.lead + block.content).plain for block in screen.sheet.blocks]
        assert any(each.startswith("⚠ echo · >") for each in blocks), "a kind stops where there are enough"
        assert any(each.startswith("⚠ denial scope · >") for each in blocks), "each kind has its first ones"
        assert "onrecord alarms lists all of them" in blocks[-1]
        assert screen.alarm is not None
        named = screen.alarm.key
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, AlarmScreen)
        assert pilot.app.screen.alarm is not None
        assert pilot.app.screen.alarm.key == named


async def test_leaving_alarms_stops_looking(
    paged_store: Path, pages_are_small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    progress, hold, begun = Progress(), threading.Event(), threading.Event()
    begin = Progress.go_on

    def go_on(self: Progress, done: int, of: int | None = None) -> None:
        if self is progress:
            begun.set()
            hold.wait(30)
        begin(self, done, of)

    monkeypatch.setattr(Progress, "go_on", go_on)
    monkeypatch.setattr(alarm_screens, "Progress", lambda: progress)
    async with open_desk(paged_store, key="K1") as (pilot, desk):
        await pilot.press("A")
        await wait_until(pilot, begun.is_set)
        await pilot.press("escape")
        await wait_until(pilot, lambda: pilot.app.screen is desk)
        await wait_until(pilot, lambda: progress.stopped)
        hold.set()


async def test_timeline_comes_by_pages(paged_store: Path, pages_are_small: None) -> None:
    async with open_desk(paged_store, key="K1") as (pilot, _):
        await press(pilot, "m")
        screen = pilot.app.screen
        assert isinstance(screen, TimelineScreen)
        await wait_until(pilot, lambda: screen.rows.count > 0)
        first = screen.rows.count
        assert "reports so far" in screen_lines(pilot.app)[0]
        await press(pilot, "ctrl+end")
        await wait_until(pilot, lambda: screen.rows.count > first)
        assert screen.rows.cursor == first - 1, "the cursor stays at its row"


async def test_gaps_of_large_case(paged_store: Path, pages_are_small: None) -> None:
    async with open_desk(paged_store, key="K1") as (pilot, _):
        await press(pilot, "F")
        await wait_until(pilot, lambda: "things to get" in screen_lines(pilot.app)[0])
        assert "sorted by what could change most" in screen_text(pilot.app)


@pytest.mark.parametrize("key", ["D", "c"])
async def test_too_large_is_told(larger_store: Path, key: str) -> None:
    async with open_desk(larger_store, key="K1") as (pilot, desk):
        await press(pilot, key)
        (notice,) = notifications(pilot.app)
        assert "this one holds more than 20,000 statements" in notice.message
        assert pilot.app.screen is desk, "there is nothing to stay for"


async def test_batch_is_limited(larger_store: Path) -> None:
    async with open_desk(larger_store, key="K1") as (pilot, desk):
        await press(pilot, "2", "ctrl+home", "space", "ctrl+end", "M")
        assert len(desk.panes[1].marked) == 1
        assert "More than 10,000 rows" in next(iter(notifications(pilot.app))).message
