"""The mark-up line: completion, the plan while typing, errors at their place, drafts."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from tests.support.hostile_store import HOSTILE, terminal_controls
from tests.support.pilot import press, screen_lines, screen_text, settle
from tests.support.reader_pilot import FERRY_ARTICLE, create_article_store, open_reader_screen
from tests.support.sql import query_rows
from tests.support.textual_private import notifications, screen_strips
from tui.screens.markup_line import MarkupScreen
from tui.screens.reader import ReaderScreen


def asked(pilot: Pilot[None]) -> MarkupScreen:
    """The open mark-up line."""
    assert isinstance(pilot.app.screen, MarkupScreen)
    return pilot.app.screen


async def mark_up(pilot: Pilot[None], typed: str = "") -> MarkupScreen:
    """Select the first two words, open the line and type something."""
    await press(pilot, "home", "v", "l", "v", "a")
    await pilot.press(*typed)
    await press(pilot)
    return asked(pilot)


async def test_plan_then_enter(tmp_path: Path) -> None:
    store = create_article_store(tmp_path / "s.db")
    async with open_reader_screen(store) as (pilot, reader):
        await mark_up(pilot, "Maria Lind > Northern Agency : +C1 ?C2 ")
        said = screen_text(pilot.app)
        assert "“Two people”" in said
        for part in ("Maria Lind, own voice", "Northern Agency in", "relays it", "quoted from R1, 0–10"):
            assert part in said
        assert query_rows(store, "SELECT count(*) FROM statements") == [(0,)]
        await press(pilot, "enter")
        assert pilot.app.screen is reader
        assert reader.passage.selection is None
        assert "⟦S" in screen_text(pilot.app)
    assert query_rows(store, 'SELECT exact, start, "end" FROM quotes') == [("Two people", 0, 10)]
    assert query_rows(store, "SELECT count(*) FROM statements") == [(3,)]
    assert query_rows(store, "SELECT count(*) FROM relays") == [(2,)]
    own = "SELECT c.key, x.polarity FROM stances x JOIN claims c ON c.id = x.claim JOIN statements st"
    found = query_rows(store, f"{own} ON st.id = x.statement WHERE st.voice = 'own' ORDER BY c.key")
    assert found == [("C1", 1), ("C2", 0)]
    assert query_rows(store, "SELECT words FROM actions ORDER BY id DESC LIMIT 1") == [("mark up Maria Lind in R1",)]


async def test_tab_completes(tmp_path: Path) -> None:
    async with open_reader_screen(create_article_store(tmp_path / "s.db")) as (pilot, _):
        line = await mark_up(pilot, "mar")
        assert "W2 Maria Lind" in screen_text(pilot.app)
        await press(pilot, "tab", *" : +warn")
        assert line.typed.line == "Maria Lind : +warn"
        assert "C2 the captain had been warned" in screen_text(pilot.app)
        await press(pilot, "tab")
        assert line.typed.line.strip() == "Maria Lind : +C2"


async def test_down_walks_offers(tmp_path: Path) -> None:
    async with open_reader_screen(create_article_store(tmp_path / "s.db")) as (pilot, _):
        line = await mark_up(pilot, "Maria Lind : +C1")
        await press(pilot, "down", "tab")
        assert line.typed.line.strip() == "Maria Lind : +C1a"
        await press(pilot, "tab", *"told")
        assert line.typed.cue == "told"
        await press(pilot, "tab", *"in our words")
        assert line.typed.summary == "in our words"


async def test_error_at_its_place(tmp_path: Path) -> None:
    store = create_article_store(tmp_path / "s.db")
    async with open_reader_screen(store) as (pilot, _):
        await mark_up(pilot, "Maria Lind : C1")
        said = screen_lines(pilot.app)
        at = next(number for number, row in enumerate(said) if "Maria Lind : C1" in row)
        assert said[at + 1].index("▲") == said[at].index("C1")
        assert "has no sign" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert asked(pilot)
    assert query_rows(store, "SELECT count(*) FROM statements") == [(0,)]


async def test_unknown_claim_is_told(tmp_path: Path) -> None:
    async with open_reader_screen(create_article_store(tmp_path / "s.db")) as (pilot, _):
        await mark_up(pilot, "Maria Lind : +C77")
        assert "C77" in screen_text(pilot.app)
        assert "✗" in screen_text(pilot.app)


async def test_form_guessed_or_set(tmp_path: Path) -> None:
    store = create_article_store(tmp_path / "s.db")
    async with open_reader_screen(store) as (pilot, reader):
        start = FERRY_ARTICLE.index("ferry came")
        reader.passage.pointer.go_to(start)
        await press(pilot, "v", "l", "l", "l", "l", "v", "a")
        assert "form direct" in screen_text(pilot.app)
        await press(pilot, "ctrl+f")
        assert "form indirect" in screen_text(pilot.app)
        await press(pilot, *"Maria Lind", "enter")
    assert query_rows(store, "SELECT form, exact FROM quotes") == [("indirect", "ferry came in far too")]


async def test_draft_survives_escape(tmp_path: Path) -> None:
    store = create_article_store(tmp_path / "s.db")
    before = query_rows(store, "SELECT count(*) FROM actions")
    async with open_reader_screen(store) as (pilot, reader):
        await mark_up(pilot, "Somebody else : +C")
        await press(pilot, "escape")
        if pilot.app.screen is not reader:
            await press(pilot, "escape")
        assert pilot.app.screen is reader
    async with open_reader_screen(store) as (pilot, _):
        line = await mark_up(pilot)
        assert line.typed.line == "Somebody else : +C", "the same words have their line again"
    async with open_reader_screen(store) as (pilot, _):
        await press(pilot, "end", "v", "a")
        assert "brings back your last text" in screen_text(pilot.app)
        await press(pilot, "up")
        assert asked(pilot).typed.line == "Somebody else : +C", "other words are offered it"
    assert query_rows(store, "SELECT count(*) FROM statements") == [(0,)]
    assert query_rows(store, "SELECT count(*) FROM actions") == before


async def test_written_is_no_draft(tmp_path: Path) -> None:
    store = create_article_store(tmp_path / "s.db")
    async with open_reader_screen(store) as (pilot, reader):
        await mark_up(pilot, "Maria Lind")
        await press(pilot, "escape")
        if pilot.app.screen is not reader:
            await press(pilot, "escape")
        line = await mark_up(pilot)
        assert line.typed.line == "Maria Lind"
        await press(pilot, "enter")
        assert pilot.app.screen is reader
        line = await mark_up(pilot)
        assert line.typed.line == ""


async def test_undo_and_redo_line(tmp_path: Path) -> None:
    store = create_article_store(tmp_path / "s.db")
    async with open_reader_screen(store) as (pilot, reader):
        await mark_up(pilot, 'Somebody New > Northern Agency : +"a new claim"')
        await press(pilot, "enter")
        assert pilot.app.screen is reader
        await press(pilot, "u")
        assert "⟦S" not in screen_text(pilot.app)
        assert query_rows(store, "SELECT count(*) FROM statements") == [(0,)]
        assert query_rows(store, "SELECT count(*) FROM claims") == [(3,)]
        assert query_rows(store, "SELECT count(*) FROM sources") == [(3,)]
        await press(pilot, "ctrl+r")
        assert "⟦S" in screen_text(pilot.app)
    assert query_rows(store, "SELECT count(*) FROM claims") == [(4,)]
    assert query_rows(store, "SELECT name FROM sources ORDER BY id DESC LIMIT 1") == [("Somebody New",)]


async def test_m_without_words(tmp_path: Path) -> None:
    async with open_reader_screen(create_article_store(tmp_path / "s.db")) as (pilot, reader):
        await press(pilot, "a")
        assert pilot.app.screen is reader
        assert any("Select words first" in note.message for note in notifications(pilot.app))


async def test_mouse_selection(tmp_path: Path) -> None:
    store = create_article_store(tmp_path / "s.db")
    async with open_reader_screen(store) as (pilot, reader):
        lines = screen_lines(pilot.app)
        row = next(at for at, each in enumerate(lines) if "hit the pier" in each)
        await pilot.mouse_down(offset=(lines[row].index("hit the pier"), row))
        await pilot.hover(offset=(lines[row].index("pier") + 2, row))
        await pilot.mouse_up(offset=(lines[row].index("pier") + 2, row))
        await press(pilot, "a", *"Maria Lind", "enter")
        assert isinstance(pilot.app.screen, ReaderScreen)
        assert pilot.app.screen is reader
    ((start, end, exact),) = query_rows(store, 'SELECT start, "end", exact FROM quotes')
    assert exact == "hit the pier" == FERRY_ARTICLE[start:end]  # type: ignore[misc]


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
async def test_hostile_words_as_marks(tmp_path: Path, size: tuple[int, int]) -> None:
    store = create_article_store(tmp_path / "s.db", HOSTILE)
    async with open_reader_screen(store, size) as (pilot, reader):
        await press(pilot, "v", "j", "l", "l", "v", "a")
        assert asked(pilot)
        await press(pilot, *"Maria Lind : +C1 ")
        for strip in screen_strips(pilot.app):
            assert terminal_controls(strip.text) == set()
            assert strip.cell_length == size[0]
        words = reader.passage.selection
        assert words is not None
        expected = reader.passage.text[slice(*words)].strip()
        await press(pilot, "enter")
        assert pilot.app.screen is reader
    assert query_rows(store, "SELECT exact FROM quotes") == [(expected,)]


async def test_hostile_paste_as_marks(tmp_path: Path) -> None:
    async with open_reader_screen(create_article_store(tmp_path / "s.db")) as (pilot, _):
        line = await mark_up(pilot)
        line.field.post_message(events.Paste("Maria\x1b]0;OWNED\x07\n\u202eLind [/]"))
        await settle(pilot)
        assert line.typed.line == "Maria]0;OWNED \u202eLind [/]"
        for strip in screen_strips(pilot.app):
            assert terminal_controls(strip.text) == set()


async def test_a_denial_for_a_claim_is_asked_about(tmp_path: Path) -> None:
    store = create_article_store(tmp_path / "s.db")
    async with open_reader_screen(store) as (pilot, reader):
        await mark_up(pilot, "Maria Lind (deny) : +C1 ")
        assert "Maria Lind denies, but is against no claim" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert asked(pilot)
        assert query_rows(store, "SELECT count(*) FROM statements") == [(0,)]
        await press(pilot, "enter")
        assert pilot.app.screen is reader
    assert query_rows(store, "SELECT count(*) FROM statements") == [(2,)]
