"""The timeline screen, and the desk as of a moment, where nothing is written."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from db.analysis.timeline import Event, EventKind
from db.model.ids import ReportId
from tests.support.cli_runner import CommandLine
from tests.support.hostile_store import poison
from tests.support.pilot import on_one_line, open_desk, press, screen_lines, screen_text, settle
from tests.support.textual_private import notifications
from tui.screens.desk import DeskScreen
from tui.screens.detail import DetailScreen
from tui.screens.past import PastScreen
from tui.screens.reader import ReaderScreen
from tui.screens.timeline import TimelineScreen
from tui.views.timeline import _axis, bar, ticks


def row(pilot: Pilot[None], key: str) -> str:
    """The line of an event."""
    return next(line for line in screen_lines(pilot.app) if line[3:].startswith(f"{key} "))


async def to(pilot: Pilot[None], key: str) -> None:
    """Put the cursor of the timeline on an event."""
    timeline = pilot.app.screen
    assert isinstance(timeline, TimelineScreen)
    timeline.rows.move_to(next(each.id for each in timeline._view.rows if each.event.key == key))
    await settle(pilot)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_row_and_bar_per_event(demo_store: Path, size: tuple[int, int]) -> None:
    async with open_desk(demo_store, size) as (pilot, _):
        await press(pilot, "m")
        assert isinstance(pilot.app.screen, TimelineScreen)
        assert "16 Dec" in screen_lines(pilot.app)[1]
        assert "□ R3" in row(pilot, "R3")
        assert "report" in row(pilot, "R3")
        assert "░░░░" in row(pilot, "R3")
        assert "∞" not in row(pilot, "R3")
        assert "“ S1" in row(pilot, "S1")
        assert "statement" in row(pilot, "S1")
        assert "− S5" in row(pilot, "S5")
        assert "denial" in row(pilot, "S5")
        assert "∞░░░" in row(pilot, "S5")
        await to(pilot, "R1")
        assert "◧ R1" in row(pilot, "R1")
        assert "▓" in row(pilot, "R1")
        assert "░" not in row(pilot, "R1")


async def test_one_axis(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "m")
        ends = {row(pilot, key).rindex("░") for key in ("R2", "R3", "S1", "S5")}
        await to(pilot, "R1")
        assert ends == {row(pilot, "R1").index("▓")}


async def test_bounds_and_given_words(demo_store: Path) -> None:
    async with open_desk(demo_store, (80, 24)) as (pilot, _):
        await press(pilot, "n", "m")
        text = on_one_line(screen_text(pilot.app))
        assert "□ R3 Anadolu report, seen only in R1" in text
        assert "16 Dec 2020, 00:00 to 22:45, “earlier on Wednesday”" in text
        assert "◷ as of R3 Anadolu, 16 Dec 2020: 2 of 4 reports" in text


async def test_keys_move_what_was_known(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "m")
        assert "as of R2 Bas News" in screen_text(pilot.app)
        assert "known" in row(pilot, "R2")
        assert "not yet" in row(pilot, "R3")
        await press(pilot, "right")
        assert "as of R3 Anadolu" in screen_text(pilot.app)
        assert "known" in row(pilot, "R3")
        assert "known" in row(pilot, "S1")
        assert "not yet" in row(pilot, "S5")
        await press(pilot, "n")
        assert "as of R4 INA statement" in screen_text(pilot.app)
        assert "not yet" not in row(pilot, "S5")
        await press(pilot, "n", "n")
        assert "as of R1 Beirut article" in screen_text(pilot.app)
        await press(pilot, "left", "p", "h")
        assert "as of R2 Bas News" in screen_text(pilot.app)


async def test_desk_as_of_anadolu(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        now = screen_text(pilot.app)
        assert "against 1" in on_one_line(now)
        await press(pilot, "n", "m", "enter")
        past = pilot.app.screen
        assert isinstance(past, PastScreen)
        head, text = screen_lines(pilot.app)[0], on_one_line(screen_text(pilot.app))
        assert "as of R3 Anadolu, 16 Dec 2020" in head
        assert "0 denials" in head
        assert "10 alarms" not in head
        assert "alarm" in head
        assert "3 Denials · 0" in text
        assert "no denial on record" in text
        assert "against 1" not in text
        assert "for 1 named · 1 not recorded" in text
        assert past.chain.current.label == "Anadolu"
        assert past.chain.is_last
        assert "step 2 of 2" in text
        await press(pilot, "escape", "escape")
        assert pilot.app.screen is desk
        assert "as of" not in screen_lines(pilot.app)[0]
        assert "10 alarms · 1 denial" in screen_lines(pilot.app)[0]


async def test_head_says_as_of(demo_store: Path) -> None:
    async with open_desk(demo_store, (80, 24)) as (pilot, _):
        await press(pilot, "n", "m", "enter")
        assert "◷ as of R3 Anadolu, 16 Dec 2020" in screen_lines(pilot.app)[0]
        assert "alarm" in screen_lines(pilot.app)[0]
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, DetailScreen)
        assert "◷ as of R3 Anadolu" in screen_lines(pilot.app)[0]
        await press(pilot, "escape", "A")
        assert "◷ as of R3 Anadolu" in screen_lines(pilot.app)[0]
        assert "denies" not in screen_text(pilot.app)
        await press(pilot, "escape", "F")
        assert "◷ as of R3 Anadolu" in screen_lines(pilot.app)[0]
        assert "(R4)" not in screen_text(pilot.app)


async def test_m_leads_to_now(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "m", "enter", "enter", "m")
        assert isinstance(pilot.app.screen, TimelineScreen)
        await press(pilot, "n", "enter")
        assert "as of R3" in screen_lines(pilot.app)[0]
        await press(pilot, "m", "m")
        assert pilot.app.screen is desk


async def test_past_is_not_written(demo_store: Path) -> None:
    before = demo_store.read_bytes()
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "m", "enter")
        for key in ("a", "e", "d", "u", "ctrl+r", "i", "greater_than_sign", "plus", "minus", "N"):
            pilot.app.clear_notifications()
            await press(pilot, key)
            assert isinstance(pilot.app.screen, PastScreen), key
            said = [notice.message for notice in notifications(pilot.app)]
            assert any("You are viewing the past, as of R2 Bas News" in each for each in said), key
            assert any("esc goes back" in each for each in said), key
    assert demo_store.read_bytes() == before


async def test_past_text_is_readable(demo_store: Path) -> None:
    before = demo_store.read_bytes()
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "m", *"nnn", "enter")
        past = pilot.app.screen
        assert isinstance(past, PastScreen)
        pilot.app.push_screen(ReaderScreen(*past.reads, ReportId(1)))
        await settle(pilot)
        assert "◷ as of R1" in screen_lines(pilot.app)[0]
        await press(pilot, "x", "u", "escape")
        assert pilot.app.screen is past
    assert demo_store.read_bytes() == before


async def test_statement_by_its_time(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "m")
        await to(pilot, "S5")
        await press(pilot, "enter")
        assert "as of R4 INA statement" in screen_lines(pilot.app)[0]
        assert "1 denial" in screen_lines(pilot.app)[0]
        await press(pilot, "escape")
        await to(pilot, "S1")
        await press(pilot, "enter")
        assert "as of 16 Dec 2020, 22:45" in screen_lines(pilot.app)[0]


async def test_o_opens_it_of_now(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "m")
        await to(pilot, "S5")
        await press(pilot, "V")
        assert isinstance(pilot.app.screen, DetailScreen)
        assert "as of" not in screen_lines(pilot.app)[0]
        assert "Baghdad Operations Command" in screen_text(pilot.app)


async def test_links_narrow_bars(demo_store: Path) -> None:
    connection = sqlite3.connect(demo_store)
    connection.execute("UPDATE statements SET said_lo = '2020-12-16T10:00:00Z' WHERE key = 'S1'")
    connection.execute(
        "UPDATE statements SET said_lo = '2020-12-18T10:00:00Z', said_hi = '2020-12-18T10:00:00Z' WHERE key = 'S9'"
    )
    connection.commit()
    connection.close()
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "m")
        assert "≠" in screen_lines(pilot.app)[0]
        timeline = pilot.app.screen
        assert isinstance(timeline, TimelineScreen)
        relayed = next(each for each in timeline._view.rows if each.event.key == "S4")
        await to(pilot, "S4")
        assert relayed.event.lo == "2020-12-16T10:00:00Z"
        assert "narrowed by S1" in on_one_line(screen_text(pilot.app))


async def test_no_time_leads_nowhere(demo_store: Path) -> None:
    connection = sqlite3.connect(demo_store)
    connection.execute("UPDATE reports SET published_lo = NULL, published_hi = NULL, published_edtf = NULL")
    connection.execute("UPDATE statements SET said_lo = NULL, said_hi = NULL, said_edtf = NULL")
    connection.commit()
    connection.close()
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "m")
        assert "time not recorded" in row(pilot, "R2")
        await to(pilot, "S1")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, TimelineScreen)
        assert "No time is recorded for this." in [notice.message for notice in notifications(pilot.app)]


async def test_change_keeps_cursor(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "e", "end", *" x", "ctrl+s")
        await press(pilot, "4", "m", "right", "u")
        timeline = pilot.app.screen
        assert isinstance(timeline, TimelineScreen)
        assert (timeline.rows.time.event.kind, timeline.rows.time.event.key) == (EventKind.REPORT, "R3")


async def test_empty_case(tmp_path: Path) -> None:
    from db.journal.opening import create_store

    store = tmp_path / "empty.db"
    create_store(store).close()
    CommandLine(store)("add", "case", "Nothing yet", "--tz", "UTC")
    async with open_desk(store) as (pilot, desk):
        await press(pilot, "m", "n", "enter", "o", "p")
        assert "No report and no statement on record yet." in screen_text(pilot.app)
        await press(pilot, "escape")
        assert pilot.app.screen is desk


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (20, 6), (3, 3)])
async def test_walked_at_any_size(demo_store: Path, size: tuple[int, int]) -> None:
    async with open_desk(demo_store, size) as (pilot, _):
        for key in ("m", "n", "j", "pagedown", "enter", "n", "escape", "p", "escape"):
            await press(pilot, key)
            assert all(cell_len(line) <= size[0] for line in screen_lines(pilot.app))
        assert isinstance(pilot.app.screen, DeskScreen)


async def test_hostile_text_as_text(demo_store: Path) -> None:
    async with open_desk(poison(Path(shutil.copy(demo_store, f"{demo_store}-h"))), (100, 40)) as (pilot, _):
        for key in ("m", "n", "j", "enter", "enter", "m", "escape", "F", "j"):
            await press(pilot, key)
            assert not any(
                ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 for line in screen_lines(pilot.app) for sign in line
            )


def event(lo: str | None, hi: str | None) -> Event:
    return Event(EventKind.REPORT, 1, "R1", "A report", None, lo, hi, None, None, lo is None or lo != hi, ())


@pytest.mark.parametrize(
    ("lo", "hi", "zone", "labels"),
    [
        ("2020-12-16T10:00:00Z", "2020-12-16T10:20:00Z", "Asia/Baghdad", ["16 Dec 13:00", "13:05", "13:10", "13:15"]),
        ("2020-12-16T10:00:00Z", "2020-12-19T10:20:00Z", "UTC", ["17 Dec", "18 Dec", "19 Dec"]),
        ("1991-03-16T10:00:00Z", "2020-12-19T10:20:00Z", "UTC", ["2000", "2010", "2020"]),
        ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "Asia/Tokyo", ["2000", "4000", "6000", "8000"]),
        ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "America/New_York", ["2000", "4000", "6000", "8000"]),
        ("2020-12-16T10:00:00Z", "2020-12-16T10:00:00Z", "UTC", ["16 Dec 09:30", "09:45", "10:00", "10:15"]),
        ("2020-11-01T00:00:00Z", "2021-02-27T10:00:00Z", "UTC", ["26 Nov 2020", "26 Dec", "25 Jan 2021"]),
    ],
)
def test_labels_fit(lo: str, hi: str, zone: str, labels: list[str]) -> None:
    axis = _axis([event(lo, hi)], ZoneInfo(zone))
    assert axis is not None
    assert [each.strip() for each in ticks(axis, 76).split("|")][1:] == labels
    for width in range(40):
        assert len(ticks(axis, width)) == len(bar(event(lo, hi), axis, width)) == width


def test_bar_solid_light_open() -> None:
    whole = event("2020-12-16T00:00:00Z", "2020-12-17T00:00:00Z")
    axis = _axis([whole], ZoneInfo("UTC"))
    assert bar(event(None, "2020-12-16T12:00:00Z"), axis, 21) == "∞░░░░░░░░░░" + " " * 10
    assert bar(event("2020-12-16T12:00:00Z", None), axis, 21) == " " * 10 + "░░░░░░░░░░∞"
    assert bar(event("2020-12-16T12:00:00Z", "2020-12-16T12:00:00Z"), axis, 21) == " " * 10 + "▓" + " " * 10
    assert bar(event(None, None), axis, 21) == "time not recorded    "
    assert bar(event("-0500-01-01T00:00:00Z", None), None, 21) == "time out of range    "


def test_imported_when_opened() -> None:
    import subprocess
    import sys

    late = {"db.as_of.as_of", "db.analysis.timeline", "db.analysis.gaps", "tui.workers.past"}
    code = f"import sys, tui.app, tui.screens.desk; print({late} & {{*sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
