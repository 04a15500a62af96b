"""Loading an article: progress from a real server or feed, stopping, refusals, changed pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from time import perf_counter

import pytest
from textual.pilot import Pilot

from db.intake.reading_process import ReadingProcess
from db.journal.writer import Writer
from db.model.enums import Act, Basis, QuoteForm, Voice
from db.model.ids import CaptureId, CaseId, ReportId, SourceId
from db.write.statements import add_quote, add_statement
from tests.support.figures import FIGURES
from tests.support.hostile_articles import many_attributes
from tests.support.import_pilot import (
    capture_rows,
    note_text,
    notices_text,
    open_import,
    paste,
    plan_text,
    press_import,
)
from tests.support.pilot import app_of, press, screen_lines, screen_text, settle, wait_until
from tests.support.server import HTML, LocalServer, Visit, head
from tests.support.sql import query_rows
from tests.support.textual_private import notifications
from tui.screens.changed_quotes import ChangedQuotesScreen
from tui.screens.import_article import ImportScreen
from tui.screens.import_result import ImportResultScreen
from tui.screens.reader import ReaderScreen

PAGE = """<html lang="en"><head><title>Ferry hits the pier</title></head><body><article><h1>Ferry hits the pier</h1>
<p>Two people were hurt on Monday when a ferry hit the pier in Lindholm, the harbour office said in a statement.</p>
<p>{}</p></article></body></html>"""

FIRST = PAGE.format("“The ferry came in far too fast,” said Maria Lind, a nurse who saw it all from the quay that day.")
LATER = PAGE.format(
    "“The ferry came in much too slowly,” said Maria Lind, a nurse who saw it all from the quay that day."
)


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer() as serving:
        yield serving


def feed(entries: int) -> str:
    items = "".join(
        f"<item><title>Report {at}</title><link>https://example.org/{at}</link>"
        f"<description>The harbour office said on Monday that ferry {at} was late.</description></item>"
        for at in range(entries)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour News</title>{items}</channel></rss>'


async def test_private_address_on_demand(demo_store: Path, server: LocalServer) -> None:
    url = server.page("/a", FIRST.encode())
    async with open_import(demo_store) as (pilot, asking):
        await press(pilot, "ctrl+o")
        await paste(pilot, url)
        assert "fetch anyway" not in screen_lines(pilot.app)[-1]
        await press(pilot, "enter")
        assert "leads to this machine or a private network (127.0.0.1). ctrl+o fetches it anyway." in note_text(asking)
        assert "fetch anyway" in screen_lines(pilot.app)[-1]
        assert server.asked == []
        await press(pilot, "ctrl+o")
        _came(pilot)
    assert [asked.target for asked in server.asked] == ["/a"]
    assert query_rows(demo_store, "SELECT method, final_url, status FROM captures ORDER BY id DESC LIMIT 1") == [
        ("http", url, 200)
    ]


async def test_leave_is_for_one_address(demo_store: Path, server: LocalServer) -> None:
    async with open_import(demo_store) as (pilot, asking):
        await paste(pilot, server.page("/a", FIRST.encode()))
        await press(pilot, "enter")
        await paste(pilot, "b")
        assert "fetch anyway" not in screen_lines(pilot.app)[-1]
        await press(pilot, "ctrl+o")
        assert asking.place.value.endswith("/ab")
        assert server.asked == []
        await press(pilot, "enter")
        assert "ctrl+o" in note_text(asking)
        assert server.asked == []


async def test_keys_answered_meanwhile(demo_store: Path, server: LocalServer) -> None:
    body = FIRST.encode() + b"<!--" + b"x" * 2_000_000 + b"-->"
    on = Event()

    def half(visit: Visit) -> None:
        visit.send(head("200 OK", [("Content-Type", HTML), ("Content-Length", str(len(body)))]) + body[:1_000_000])
        while not on.wait(0.01) and visit.send(b""):  # else the server would wait for ever when this test fails
            pass
        visit.send(body[1_000_000:])

    url = server.play("/slow", half)
    async with open_import(demo_store) as (pilot, asking):
        await _allowed(pilot, asking, url)
        await wait_until(pilot, lambda: "1.0 of 2.0 MB" in plan_text(asking))
        assert asking.is_coming
        await pilot.press("ctrl+s", "x", "tab")
        assert asking.place.value == url
        assert "esc stops" in plan_text(asking)
        assert "esc back" in screen_lines(pilot.app)[-1]
        on.set()
        await settle(pilot)
        _came(pilot)
    assert len(capture_rows(demo_store)) == 2


async def test_escape_stops_then_leaves(demo_store: Path, server: LocalServer) -> None:
    url = server.play("/never", lambda visit: visit.hold())
    async with open_import(demo_store) as (pilot, asking):
        await _allowed(pilot, asking, url)
        await wait_until(pilot, lambda: len(server.asked) == 1)
        await press(pilot, "escape")
        assert note_text(asking) == "✗ Stopped; nothing was saved."
        assert asking.place.value == url
        assert asking.place.has_focus
        assert not asking.is_coming
        await press(pilot, "escape")
        assert pilot.app.screen is not asking
        assert (await press_import(pilot)).place.value == url
    assert len(capture_rows(demo_store)) == 1


async def test_file_that_never_ends_is_stopped(demo_store: Path, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(many_attributes())
    async with open_import(demo_store) as (pilot, asking):
        await paste(pilot, str(path))
        await pilot.press("enter")
        await wait_until(pilot, lambda: asking.is_coming and _running_process(asking) is not None)
        reading = _running_process(asking)
        assert reading is not None
        await pilot.press("ctrl+s", "x", "tab")
        assert asking.is_coming
        await press(pilot, "escape")
        assert note_text(asking) == "✗ Stopped; nothing was saved."
        assert asking.place.value == str(path)
        await wait_until(pilot, lambda: reading.running is None)
    assert len(capture_rows(demo_store)) == 1


async def test_leaving_ends_the_reading(demo_store: Path, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(many_attributes())
    async with open_import(demo_store) as (pilot, asking):
        await paste(pilot, str(path))
        await pilot.press("enter")
        await wait_until(pilot, lambda: asking.is_coming and _running_process(asking) is not None)
        reading = _running_process(asking)
        assert reading is not None
        await pilot.press("ctrl+q")
    assert reading.is_cancelled


def _running_process(asking: ImportScreen) -> ReadingProcess | None:
    loader = asking._loader
    process = loader.reading if loader is not None else None
    return process if process is not None and process.running is not None else None


async def test_leaving_does_not_wait(demo_store: Path, server: LocalServer) -> None:
    url = server.play("/never", lambda visit: visit.hold())
    async with open_import(demo_store) as (pilot, asking):
        await _allowed(pilot, asking, url)
        await wait_until(pilot, lambda: len(server.asked) == 1)
        await pilot.press("ctrl+q")
    assert len(capture_rows(demo_store)) == 1


@pytest.mark.parametrize(
    ("status", "media", "sentence"),
    [
        ("404 Not Found", HTML, "There is no page at this address (404 Not Found)."),
        ("200 OK", "video/mp4", "This address has no article, but video/mp4."),
    ],
)
async def test_server_refusal_is_told(
    demo_store: Path, server: LocalServer, status: str, media: str, sentence: str
) -> None:
    url = server.page("/a", b"words", status=status, media_type=media)
    async with open_import(demo_store) as (pilot, asking):
        await _allowed(pilot, asking, url)
        await settle(pilot)
        assert sentence in note_text(asking)
        assert asking.place.value == url
    assert len(capture_rows(demo_store)) == 1


async def test_changed_page_leads_on(demo_store: Path, server: LocalServer) -> None:
    url = server.page("/a", FIRST.encode())
    async with open_import(demo_store) as (pilot, asking):
        await _allowed(pilot, asking, url)
        await settle(pilot)
        for words in "The ferry came in far too fast", "Two people were hurt on Monday":
            await app_of(pilot).writing.do(_quote, words)
        while len(pilot.app.screen_stack) > 1:
            await press(pilot, "escape")
        server.page("/a", LATER.encode())
        await _allowed(pilot, await press_import(pilot), url)
        await settle(pilot)
        assert isinstance(pilot.app.screen, ImportResultScreen)
        text = screen_text(pilot.app)
        for line in "R5 new capture", "= 1 in place", "→ 0 moved", "≠ 1 changed", "† 0 gone":
            assert line in text
        await press(pilot, "C")
        assert isinstance(pilot.app.screen, ChangedQuotesScreen)
        assert "⁻far⁻" in screen_text(pilot.app)
        assert "slowly⁺" in screen_text(pilot.app)


async def test_feed_twice_adds_nothing(demo_store: Path, tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(feed(25), "utf-8")
    for told in ("25 articles: 25 new reports", "25 articles: 25 on record already"):
        async with open_import(demo_store) as (pilot, _):
            await paste(pilot, str(path))
            await press(pilot, "enter")
            assert isinstance(pilot.app.screen, ImportResultScreen)
            assert told in screen_text(pilot.app)
            await press(pilot, "enter")
            assert not isinstance(pilot.app.screen, ReaderScreen)
    assert len(capture_rows(demo_store)) == 26


@pytest.mark.parametrize("size", [(120, 40), (40, 12)])
async def test_feed_stops_between(demo_store: Path, tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(feed(30), "utf-8")
    on = Event()
    async with open_import(demo_store, size) as (pilot, asking):
        await paste(pilot, str(path))
        app_of(pilot).writing.later(lambda _: on.wait())
        await pilot.press("enter")
        await wait_until(pilot, lambda: "0 of 30" in plan_text(asking))
        await pilot.press("escape")
        on.set()
        await settle(pilot)
        assert note_text(asking) == (
            "✗ Stopped. 1 were imported before that and stay; u on the desk undoes them one by one."
        )
        assert asking.place.value == str(path)
        assert len(capture_rows(demo_store)) == 2
        await press(pilot, "escape", "u")
        assert "Undone" in [notice.title for notice in notifications(pilot.app)]
    assert len(capture_rows(demo_store)) == 1


@pytest.mark.slow
async def test_five_hundred_articles(
    demo_store: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(feed(500), "utf-8")
    async with open_import(demo_store) as (pilot, _):
        await paste(pilot, str(path))
        began = perf_counter()
        await press(pilot, "enter")
        took = perf_counter() - began
    record_property(FIGURES, f"500 articles of a feed on the desk: {500 / took:,.0f} a second")
    assert len(capture_rows(demo_store)) == 501


async def _allowed(pilot: Pilot[None], asking: ImportScreen, url: str) -> None:
    """Request a page of this machine, and allow it; it is loading when this returns."""
    await paste(pilot, url)
    await press(pilot, "enter")
    assert "ctrl+o" in note_text(asking)
    await pilot.press("ctrl+o")


def _came(pilot: Pilot[None]) -> None:
    """Whether the article has arrived: its text is open, or its notes are."""
    assert isinstance(pilot.app.screen, ReaderScreen | ImportResultScreen), notices_text(pilot.app)


def _quote(writer: Writer, words: str) -> None:
    """Quote the newest capture."""
    capture, report, case, outlet = writer.row(
        """SELECT ca.id, re.id, re."case", re.outlet FROM captures ca JOIN reports re ON re.id = ca.report
           ORDER BY ca.id DESC LIMIT 1"""
    ) or (0, 0, 0, 0)
    statement = add_statement(
        writer,
        CaseId(case),
        SourceId(outlet),
        act=Act.ASSERT,
        voice=Voice.OWN,
        basis=Basis.OFFICIAL,
        report=ReportId(report),
    )
    add_quote(writer, statement, CaptureId(capture), words, form=QuoteForm.DIRECT)
