"""The home screen: every case with its counts, in order of need, and the ways to a desk and back."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from db.analysis.case_stats import ClaimSupportCounts, VersionedCaseStats, case_stats
from db.analysis.home import home_rows
from db.journal.opening import create_store, open_writer
from db.model.enums import PartRole, Status
from db.model.fields import CASE, CLAIM
from db.model.ids import CaseId
from db.model.things import RowKind, Target
from db.store.opening import open_reader
from db.store.reader import Reader
from db.write.annotations import add_task
from db.write.assessments import set_status
from db.write.cases import archive
from db.write.edit import edit
from tests.support.factories import CaseFactory
from tests.support.filler import make_case_large
from tests.support.hostile_store import HOSTILE
from tests.support.pilot import app_of, open_desk, press, screen_lines, screen_text, settle, wait_until
from tests.support.textual_private import notifications
from tui.app import OnRecordApp, prepare_app
from tui.screens.alarms import AlarmsScreen
from tui.screens.desk import DeskScreen
from tui.screens.empty import EmptyScreen
from tui.screens.form import FormScreen
from tui.screens.home import HomeScreen


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """Four cases: one with everything to do, one quiet, one empty, one archived."""
    path = tmp_path / "desk.db"
    with create_store(path, who="Rana") as writer:
        desk = CaseFactory(writer)
        edit(writer, CASE, desk.case, title="Port of Aden", day="2026-10-02")
        claims = [desk.claim(f"claim {number}") for number in range(20)]
        edit(writer, CLAIM, claims[1], parent=claims[0], part=PartRole.DETAIL)  # so that the denial is silent on it
        desk.says(holds=claims[0])
        desk.says(denies=claims[0])
        desk.says(holds=claims[1])
        set_status(writer, claims[4:10], Status.DONE)
        add_task(writer, Target(RowKind.CLAIM, claims[0]), "ask", due="2020-01-01")
        add_task(writer, Target(RowKind.CASE, desk.case), "ask again")
        quiet = desk.open_case("Éclat à Lyon")
        set_status(writer, [desk.claim(case=quiet)], Status.DONE)
        desk.open_case("Zeppelin")
        archive(writer, desk.open_case("Old barge"))
    return path


@asynccontextmanager
async def at_home(store: Path, size: tuple[int, int] = (120, 40)) -> AsyncIterator[tuple[Pilot[None], HomeScreen]]:
    app = prepare_app(store, None)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        yield pilot, app.screen


def titles(pilot: Pilot[None]) -> list[str]:
    """The keys of the cases that are listed, in order."""
    home = pilot.app.screen
    assert isinstance(home, HomeScreen)
    return [home.cases.rows[id].case.key for id in home.listing.ids]


def where(pilot: Pilot[None]) -> str:
    """The title of the case whose desk is open."""
    assert isinstance(pilot.app.screen, DeskScreen)
    return pilot.app.screen._case.title


async def test_neediest_case_first(cases: Path) -> None:
    async with at_home(cases) as (pilot, _):
        text = screen_text(pilot.app)
        assert titles(pilot) == ["K1", "K3", "K2"] or titles(pilot) == ["K1", "K2", "K3"]
        assert "4 cases · 1 archived" in screen_lines(pilot.app)[0]
        assert "needs you first: tasks overdue, undecided" in text
        for said in (
            "K1 Port of Aden",
            "2 Oct 2026",
            "14 of 20 undecided",
            "± 1 for and against",
            "! 1 of 2 tasks overdue",
            "▇ 0 on 2+ origins",
            "▄ 2 on one",
            "▁ 18 on none",
            "⚠ 1 alarm",
            "today ",
            "● 1 decided",
            "no claim",
        ):
            assert said in text, said
        assert "Old barge" not in text
        assert "by Rana: " in text, "the last change, of the case at the cursor"


async def test_enter_and_back(cases: Path) -> None:
    async with at_home(cases) as (pilot, _):
        await press(pilot, "enter")
        assert where(pilot) == "Port of Aden"
        await press(pilot, "H")
        home = pilot.app.screen
        assert isinstance(home, HomeScreen)
        assert home.listing.selected == 1, "the cursor is on the case one came from"
        await press(pilot, "escape")
        assert where(pilot) == "Port of Aden"
        await press(pilot, "2", "enter", "H", "escape")
        assert not isinstance(pilot.app.screen, DeskScreen | HomeScreen), "back at the very place one left"
        await press(pilot, "H", "S", "S", "enter")
        assert where(pilot) == "Port of Aden"
        await press(pilot, "H", "slash", *"zepp", "enter", "enter")
        assert where(pilot) == "Zeppelin"
        await press(pilot, "H", "H")
        assert where(pilot) == "Zeppelin"


async def test_one_case_opens_its_desk(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        for keys in ("H",), ("A", "H"), ("F", "H"), ("m", "H"), ("c", "H"), ("r", "H"), ("D", "H"):
            await press(pilot, *keys)
            assert isinstance(pilot.app.screen, HomeScreen), keys
            assert "Drone over al-Harthiya" in screen_text(pilot.app)
            assert app_of(pilot).as_of == ""
            await press(pilot, "enter")
            assert pilot.app.screen is desk, keys


async def test_home_is_of_now(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "m", "enter", "H")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "as of" not in screen_lines(pilot.app)[0]
        await press(pilot, "escape")
        assert "as of" in screen_lines(pilot.app)[0]


async def test_sort_orders_in_turn(cases: Path) -> None:
    async with at_home(cases) as (pilot, _):
        first = titles(pilot)
        seen = {}
        for _ in range(6):
            await press(pilot, "S")
            head = screen_lines(pilot.app)[1].split(" · ")[0].strip()
            seen[head] = titles(pilot)
        assert titles(pilot) == first, "round again"
        assert seen["by title"] == ["K2", "K1", "K3"]
        assert seen["by day of the incident, the latest first"][0] == "K1"
        assert seen["last change first"] == ["K3", "K2", "K1"]
        assert seen["most undecided claims first"][0] == seen["most open alarms first"][0] == "K1"
        await press(pilot, "S", "less_than_sign")
        assert titles(pilot) == first


async def test_filter_ignores_accents(cases: Path) -> None:
    async with at_home(cases) as (pilot, home):
        await press(pilot, "slash", *"eclat")
        assert titles(pilot) == ["K2"]
        await press(pilot, *"xyz")
        assert "no case contains “eclatxyz”" in screen_text(pilot.app)
        await press(pilot, "enter", "enter", "e", "Z", "U", "y", "A")
        assert pilot.app.screen is home, "nothing is selected"
        await press(pilot, "escape")
        assert len(titles(pilot)) == 3


async def test_archive_show_and_undo(cases: Path) -> None:
    async with at_home(cases) as (pilot, _):
        await press(pilot, "Z")
        assert "K1" not in titles(pilot)
        assert "archive case K1 “Port of Aden”" in "".join(each.message for each in notifications(pilot.app))
        await press(pilot, "u")
        assert titles(pilot)[0] == "K1"
        await press(pilot, "ctrl+r")
        assert "K1" not in titles(pilot)
        await press(pilot, "z")
        assert titles(pilot)[0] == "K1"
        assert "▣ archived" in screen_text(pilot.app)
        await press(pilot, "ctrl+home", "Z", "z")
        assert "K1" in titles(pilot)
    with open_reader(cases) as record:
        assert [row.id for row in home_rows(record) if row.case.is_archived] == [4]


async def test_rename_and_begin(cases: Path) -> None:
    async with at_home(cases) as (pilot, home):
        await press(pilot, "e")
        assert isinstance(pilot.app.screen, FormScreen)
        await press(pilot, "end", *" II", "ctrl+s")
        assert pilot.app.screen is home
        assert "Port of Aden II" in screen_text(pilot.app)
        await press(pilot, "a", *"Fire", "tab", "tab", *"UTC", "ctrl+s")
        assert where(pilot) == "Fire"
        await press(pilot, "H")
        assert "Fire" in screen_text(pilot.app)


async def test_alarms_of_the_case(cases: Path) -> None:
    async with open_desk(cases, key="K3") as (pilot, _):
        await press(pilot, "H", "slash", *"aden", "enter", "A")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, AlarmsScreen))
        await settle(pilot)
        assert "Port of Aden" in screen_lines(pilot.app)[0]
        await press(pilot, "escape")
        assert where(pilot) == "Port of Aden"


async def test_copy_with_numbers(cases: Path) -> None:
    async with at_home(cases) as (pilot, _):
        await press(pilot, "y")
        assert pilot.app.clipboard.startswith(
            "K1 Port of Aden (2 Oct 2026): open, 14 of 20 undecided, ! 1 of 2 tasks overdue, "
        )
        assert "▇ 0 on 2+ origins" in pilot.app.clipboard


async def test_counts_are_kept(cases: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_home(cases):
        pass
    monkeypatch.setattr("db.analysis.case_stats.case_stats", _never)
    async with at_home(cases) as (pilot, _):
        assert "▄ 2 on one" in screen_text(pilot.app)
        assert "not counted yet" not in screen_text(pilot.app)


async def test_uncounted_until_counted(cases: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go, real = threading.Event(), case_stats

    def waits(record: Reader, case: CaseId, *, whole: bool = False) -> VersionedCaseStats | None:
        go.wait(20)
        return real(record, case, whole=whole)

    monkeypatch.setattr("db.analysis.case_stats.case_stats", waits)
    app = prepare_app(cases, None)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "Port of Aden" in screen_text(app)
        assert "… not counted yet" in screen_text(app)
        assert "… 3 to count" in screen_lines(app)[0]
        go.set()
        await settle(pilot)
        assert "▄ 2 on one" in screen_text(app)
        go.clear()
        with open_writer(cases, "Omar") as writer:
            set_status(writer, [1], Status.DONE)  # type: ignore[list-item]
        home = app.screen
        assert isinstance(home, HomeScreen)
        home.read_again(None)
        await wait_until(pilot, lambda: "13 of 20 undecided" in screen_text(app))
        assert "▄ 2 on one" not in screen_text(app), "of before the change"
        go.set()
        await settle(pilot)
        assert "▄ 2 on one" in screen_text(app)
        assert "± 1 for and against" not in screen_text(app)


async def test_large_counted_on_request(cases: Path) -> None:
    make_case_large(cases, CaseId(1))
    async with at_home(cases) as (pilot, _):
        text = screen_text(pilot.app)
        assert "A looks: large case" in text
        assert "c counts it" in text
        assert "± 1 for and against" in text
        await pilot.resize_terminal(100, 30)
        await settle(pilot)
        assert "⚠ A looks " in screen_text(pilot.app)
        assert "A looks: …" not in screen_text(pilot.app), "a narrow row says what fits whole"
        await press(pilot, "U")
        assert "▄ 2 on one" in screen_text(pilot.app)


async def test_escape_stops_a_count(cases: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_case_large(cases, CaseId(1))
    monkeypatch.setattr("db.analysis.case_stats._claim_support_counts", _endless)
    async with at_home(cases) as (pilot, home):
        await pilot.press("U")
        await wait_until(pilot, lambda: "counting" in screen_text(pilot.app))
        await press(pilot, "escape")
        assert pilot.app.screen is home
        assert "c counts it" in screen_text(pilot.app)


async def test_quit_amid_a_count(cases: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.analysis.case_stats._claim_support_counts", _endless)
    app = prepare_app(cases, None)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("q")
        await pilot.pause()
    assert app.return_code == 0


def _endless(record: Reader, case: CaseId) -> object:
    """Count the first case for ever, and the others at once."""
    if case != CaseId(1):
        return ClaimSupportCounts(0, 0, 0, 0)
    return record.rows("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n")


def _never(*_: object, **__: object) -> None:
    raise AssertionError("it was counted already")


async def test_removed_case_leads_home(cases: Path) -> None:
    async with open_desk(cases, key="K3") as (pilot, _):
        await press(pilot, "K", "d")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "Zeppelin" not in screen_text(pilot.app)
        await press(pilot, "u")
        assert "Zeppelin" in screen_text(pilot.app)


async def test_empty_store_no_home(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    create_store(path).close()
    app = prepare_app(path, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "H")
        assert isinstance(app.screen, EmptyScreen)
        assert any("There is no case yet" in each.message for each in notifications(app))


async def test_all_archived_is_told(cases: Path) -> None:
    with open_writer(cases, "Rana") as writer:
        for case in 1, 2, 3:
            archive(writer, CaseId(case))
    async with at_home(cases) as (pilot, _):
        assert "all 4 cases are archived: z shows them" in screen_text(pilot.app)
        await press(pilot, "enter", "z")
        assert len(titles(pilot)) == 4


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12), (20, 6), (3, 3)])
async def test_hostile_at_any_size(cases: Path, size: tuple[int, int]) -> None:
    with open_writer(cases, "Rana") as writer, writer.action():
        writer.rows("UPDATE cases SET title = ?, place = ?, day_edtf = ?", HOSTILE, HOSTILE, HOSTILE)
    async with at_home(cases, size) as (pilot, _):
        await press(pilot, *"jjjkz", "S", "ctrl+end", "ctrl+home", "y")
        assert all(letter.isprintable() or letter in "\n" for letter in screen_text(pilot.app))
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, DeskScreen)


async def test_thousand_cases(tmp_path: Path) -> None:
    path = tmp_path / "many.db"
    with create_store(path) as writer, writer.action():
        for number in range(1, 1001):
            writer.insert("cases", key=f"K{number}", title=f"Case {number}", tz="UTC")
    app = prepare_app(path, None)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "Case 1000" in screen_text(app)
        assert isinstance(app, OnRecordApp)
        await pilot.press("ctrl+end")
        await wait_until(pilot, lambda: "K1 Case 1 " in screen_text(app))
        await pilot.press("q")
