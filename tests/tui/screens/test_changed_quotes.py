"""Changed quotes: shown word by word, and settled only by a person's key."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from db.intake.fetch import fetch
from db.intake.read import read_bytes, read_text
from db.journal.opening import create_store, open_writer
from db.journal.writer import Writer
from db.model.enums import Act, Basis, Naming, QuoteForm, SourceKind, Voice
from db.model.ids import CaseId
from db.write.articles import ImportResult, import_article
from db.write.cases import add_case
from db.write.sources import add_source
from db.write.statements import add_quote, add_statement
from tests.support.cli_runner import CommandLine
from tests.support.hostile_store import HOSTILE, terminal_controls
from tests.support.pilot import open_desk, press, screen_lines, screen_text
from tests.support.server import LocalServer
from tests.support.sql import query_rows
from tests.support.textual_private import notifications, screen_strips
from tui.screens.changed_quotes import ChangedQuotesScreen
from tui.screens.detail import DetailScreen

FIRST = """The river was crossed

Team Alpha said on Sunday: “We crossed the river at dawn and lost no one.” A doctor counted 12 dead.

The governor was not in the capital when the bridge was taken, his office said.

Nobody answered the telephone at the ministry on Monday morning."""

LATER = """The river was crossed

A town fell silent. Team Beta said on Sunday: “We crossed the river at noon and lost no one.” A nurse counted 11 dead.

The governor was not in the capital when the bridge was taken, his office said."""

SAID = {
    "Team Alpha": "We crossed the river at dawn and lost no one.",
    "A doctor": "A doctor counted 12 dead",
    "His office": "The governor was not in the capital when the bridge was taken",
    "The ministry": "Nobody answered the telephone at the ministry on Monday morning",
}

SIZES = [(120, 40), (80, 24), (40, 12)]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A page with four quotes: two changed, one moved, one gone."""
    return changed_store(tmp_path / "desk.db", FIRST, SAID, LATER)


@asynccontextmanager
async def at_changed(
    store: Path, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[tuple[Pilot[None], ChangedQuotesScreen]]:
    async with open_desk(store, size) as (pilot, _):
        await press(pilot, "C")
        changed = pilot.app.screen
        assert isinstance(changed, ChangedQuotesScreen)
        yield pilot, changed


@pytest.mark.parametrize("size", SIZES)
async def test_word_by_word_with_speaker(store: Path, size: tuple[int, int]) -> None:
    async with at_changed(store, size) as (pilot, changed):
        blocks = [" ".join(block.content.plain.split()) for block in changed.sheet.blocks]
        (alpha,) = [each for each in blocks if "≠ S1 Team Alpha" in each]
        assert "⟦We crossed the river at ⁻dawn⁻⁺noon⁺ and lost no one.⟧" in alpha
        assert "Team ⁻Alpha⁻⁺Beta⁺ said on Sunday" in alpha
        assert "% alike" in alpha
        (ministry,) = [each for each in blocks if "† S4 The ministry" in each]
        assert SAID["The ministry"] in ministry
        assert not any("S3" in each for each in blocks)
        assert all(len(line) <= size[0] for line in screen_lines(pilot.app))
        assert "accept" in screen_lines(pilot.app)[-1]


async def test_looking_settles_nothing(store: Path) -> None:
    async with at_changed(store) as (pilot, _):
        await press(pilot, "n", "n", "n", "p", "j", "k", "escape")
    assert decided(store) == {"S1": "open", "S2": "open", "S3": "machine", "S4": "machine"}


async def test_enter_accepts_u_undoes(store: Path) -> None:
    async with at_changed(store) as (pilot, changed):
        await press(pilot, "n", "enter")
        assert decided(store)["S2"] == "accepted"
        assert decided(store)["S1"] == "open"
        assert [each.statement_key for each in _places(changed)] == ["S1"]
        await press(pilot, "u")
        assert decided(store)["S2"] == "open"
        assert [each.statement_key for each in _places(changed)] == ["S1", "S2"]
        await press(pilot, "ctrl+r")
        assert decided(store)["S2"] == "accepted"


async def test_x_rejects(store: Path) -> None:
    async with at_changed(store) as (pilot, _):
        await press(pilot, "x")
        assert decided(store)["S1"] == "rejected"
        assert "† S1" in screen_text(pilot.app)
        await press(pilot, "x")
        assert "Nothing to review." in screen_text(pilot.app)
        await press(pilot, "x", "enter")
        assert "There is nothing to review here." in [notice.message for notice in notifications(pilot.app)]
    assert decided(store)["S3"] == decided(store)["S4"] == "machine"


async def test_report_view_leads_there(store: Path) -> None:
    async with open_desk(store, (120, 48)) as (pilot, _):
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, DetailScreen)
        text = screen_text(pilot.app)
        assert "≠ 2 quotes changed in the newest text · † 1 quote no longer in it: enter to review" in text
        assert "⟦→S3⟧" in text
        assert "the newest of 2 captures" in text
        assert "⟦→S1⟧, his" not in text
        await press(pilot, "j")
        while "enter to review" not in pilot.app.screen.sheet.selected.content.plain:  # type: ignore[attr-defined]
            await press(pilot, "j")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ChangedQuotesScreen)
        await press(pilot, "enter", "escape")
        text = screen_text(pilot.app)
        assert "≠ 1 quote changed" in text
        assert "lost no one. ⟦→S1⟧”" in text


async def test_copy_says_both(store: Path) -> None:
    async with at_changed(store) as (pilot, _):
        await press(pilot, "y")
        assert pilot.app.clipboard.startswith(f"S1: “{SAID['Team Alpha']}” → “We crossed the river at noon")


async def test_others_decision_is_fine(store: Path) -> None:
    async with at_changed(store) as (pilot, _):
        (first, *_rest) = [row[0] for row in query_rows(store, "SELECT id FROM quote_places WHERE decided = 'open'")]
        CommandLine(store)("places", "--reject", str(first))
        await press(pilot, "enter")
        assert decided(store)["S1"] == "accepted"


async def test_hostile_words_as_text(tmp_path: Path) -> None:
    words = f"said {HOSTILE} on the day"
    body = f"It began. The office {words} it fell, and that was all of it."
    clean = read_text(body).text
    quoted = clean[clean.index("said") : clean.index(" it fell")]
    later = body.replace("on the day", "on the morning").replace("It began", HOSTILE)
    path = changed_store(tmp_path / "h.db", body, {HOSTILE: quoted}, later)
    for size in SIZES:
        async with at_changed(path, size) as (pilot, _):
            for strip in screen_strips(pilot.app):
                assert terminal_controls(strip.text) == set()
                assert strip.cell_length == size[0]


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer() as serving:
        yield serving


async def test_report_tells_capture_method(tmp_path: Path, server: LocalServer) -> None:
    page = server.page(
        "/b", f"<html><body><article><p>{'The ferry was late. ' * 30}</p></article></body></html>".encode()
    )
    asked = server.page("/a", b"", status="302 Found", headers=[("Location", page)])
    with create_store(tmp_path / "f.db") as writer:
        case = add_case(writer, "Ferry", tz="UTC")
        got = fetch(asked, allow_private=True)
        (article,) = read_bytes(got.body, media_type=got.media_type, url=got.final_url)
        import_article(writer, case, article, fetched=got)
    async with open_desk(tmp_path / "f.db", (120, 40)) as (pilot, _):
        await press(pilot, "enter")
        text = screen_text(pilot.app)
        assert f"{page} (status 200)" in text
        assert f"{asked} (status 302)" in text
        assert f"read by      {article.tool} {article.tool_version}" in text
    (capture,) = CommandLine(tmp_path / "f.db").json("report", "R1")["captures"]
    assert capture["final_url"] == page
    assert capture["status"] == 200
    assert capture["redirects"] == [{"url": asked, "status": 302}]
    assert (capture["tool"], capture["tool_version"]) == (article.tool, article.tool_version)
    assert len(capture["raw_sha256"]) == 64
    assert f"Redirected by: {asked} (status 302)" in CommandLine(tmp_path / "f.db")("report", "R1")


def changed_store(path: Path, first: str, said: dict[str, str], later: str) -> Path:
    """A store with a page, its quotes with their speakers, and the page as it is now."""
    create_store(path).close()
    with open_writer(path, "Rana") as writer:
        case = add_case(writer, "Crossing of the river", tz="UTC", day="2021-03-01")
        landed = _brought(writer, case, first)
        for who, words in said.items():
            source = add_source(writer, who, kind=SourceKind.PERSON, naming=Naming.NAMED)
            statement = add_statement(
                writer, case, source, act=Act.ASSERT, voice=Voice.OWN, basis=Basis.OFFICIAL, report=landed.report
            )
            add_quote(writer, statement, landed.capture, words, form=QuoteForm.DIRECT)
        _brought(writer, case, later)
    return path


def decided(store: Path) -> dict[object, object]:
    """Who settled each statement's quote."""
    found = query_rows(
        store,
        """SELECT st.key, p.decided FROM quote_places p JOIN quotes q ON q.id = p.quote
           JOIN statements st ON st.id = q.statement""",
    )
    return dict(found)


def _brought(writer: Writer, case: CaseId, text: str) -> ImportResult:
    return import_article(writer, case, replace(read_text(text), url="https://example.org/crossing"))


def _places(changed: ChangedQuotesScreen) -> list[object]:
    assert changed._view is not None
    return list(changed._view.places.values())
