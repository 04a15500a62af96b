"""Opening the app: empty stores, missing stores, several cases, themes, and stores damaged while open."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from textual.color import Color

from db.errors import DamagedStore, NotFound, WrongUse
from db.journal.opening import create_store, open_writer
from db.model.declared_types import has_declared_types
from db.model.enums import Verdict
from db.model.ids import ClaimId
from db.model.things import RowKind, Target
from db.queries.keys import keys
from db.store.opening import open_reader
from db.write.assessments import assess
from tests.support.bad_rows import BadValue, write_bad_value
from tests.support.cli_runner import run_piped
from tests.support.pilot import open_desk, press, screen_text, settle
from tests.support.raw_store import breaking
from tests.support.textual_private import notifications
from tests.support.whole_desk import WALK
from tui.app import DEMO, prepare_app
from tui.screens.desk import DeskScreen
from tui.themes import THEMES


async def test_store_without_case(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    create_store(path).close()
    app = prepare_app(path, None)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        text = screen_text(app)
        assert "This store holds no case yet." in text
        assert str(path) in text
        assert "onrecord demo --store my-desk.db" in text
        assert "⏎ example case" in text


async def test_no_store_makes_nothing(tmp_path: Path) -> None:
    app = prepare_app(tmp_path / "none" / "desk.db", None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "There is no store here yet; nothing was created." in screen_text(app)
        await press(pilot, "question_mark", "escape", "y")
        await pilot.press("enter")
        await pilot.pause()
    assert app.return_code == DEMO
    assert list(tmp_path.iterdir()) == []


async def test_ctrl_c_says_how_to_quit(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "ctrl+c")
        assert [notice.message for notice in notifications(pilot.app)] == ["Press ctrl+q to quit."]
        await pilot.press("ctrl+q")
        assert not pilot.app.is_running


def test_unknown_case_and_theme(demo_store: Path) -> None:
    with pytest.raises(NotFound, match="There is no case K7"):
        prepare_app(demo_store, "K7")
    with pytest.raises(WrongUse, match="There is no theme “mauve”"):
        prepare_app(demo_store, None, theme="mauve")


async def test_several_cases_open_home(two_cases: Path) -> None:
    app = prepare_app(two_cases, None)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert "Drone over al-Harthiya" in screen_text(app)
        assert "Another incident" in screen_text(app)


async def test_empty_case_in_every_pane(two_cases: Path) -> None:
    app = prepare_app(two_cases, "K2")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        for words in (
            "no source on record",
            "no claim on record",
            "no denial on record",
            "No reports yet: i imports an article",
        ):
            assert words in screen_text(app)
        await press(
            pilot, "n", "p", "home", "end", "w", "enter", "y", "1", "j", "enter", "y", "2", "slash", "x", "escape"
        )
        assert isinstance(app.screen, DeskScreen)


@pytest.mark.parametrize("theme", [*(theme.name for theme in THEMES), "textual-light", "nord"])
async def test_every_theme_draws(demo_store: Path, theme: str) -> None:
    app = prepare_app(demo_store, None, theme=theme)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert app.theme == theme
        assert "Report chain" in screen_text(app)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, after WCAG 2.2."""
    lighter, darker = sorted((luminance(Color.parse(one)), luminance(Color.parse(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: Color) -> float:
    """Relative luminance, after WCAG 2.2."""
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in colour.normalized]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def blends(theme) -> list[str]:
    """The backgrounds of the cursor and of a lit row, as the style sheet blends them."""
    surface, primary, accent = map(Color.parse, (theme.surface, theme.primary, theme.accent))
    return [surface.blend(primary, 0.20).hex, surface.blend(accent, 0.12).hex]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_themes_are_readable(theme) -> None:
    """Contrast of text by WCAG 2.2, 1.4.3: at least 4.5 to 1, and 7 in the high-contrast theme."""
    least = 7.0 if theme.name.endswith("contrast") else 4.5
    for over in (theme.foreground, theme.primary, theme.accent, theme.success, theme.warning, theme.error,
                 theme.variables["text-muted"]):  # fmt: skip
        for under in theme.background, theme.surface, theme.panel, *blends(theme):
            assert contrast(over, under) >= least, (over, under)


async def test_damaged_store_desk_lives(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        with closing(sqlite3.connect(demo_store)) as raw:
            for view in "denials", "claims_overview", "chain", "denial_statements":
                raw.execute(f"DROP VIEW {view}")
        await press(pilot, "A")
        assert any("can't be read" in each.message for each in notifications(pilot.app))
        await press(pilot, "escape", "p")
        assert pilot.app.is_running
        assert pilot.app.screen is desk


async def test_bad_word_explained_once(demo_store: Path) -> None:
    with breaking(demo_store) as raw:
        raw.execute("UPDATE claims SET status = 'bogus' WHERE id = 3")
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "2", "j", "k")
        said = [each.message for each in notifications(pilot.app)]
        assert [each for each in said if "“bogus” in status: none of new" in each and "onrecord check" in each] == said
        assert len(said) == 1
        assert pilot.app.screen is desk
        claims = desk.panes[1].listing
        bad, whole = shown_key(demo_store, 3), shown_key(demo_store, 2)
        assert f"✗ {bad} can't be read: onrecord check says why" in screen_text(pilot.app)
        assert whole in screen_text(pilot.app), "the others of its page show"
        assert claims.record_of(3) is None
        claims.go_to(3)
        await press(pilot, "enter", "escape", "j", "k")
        assert pilot.app.screen is desk
    done = run_piped("claims", "--store", str(demo_store))
    assert done.code == DamagedStore.exit_code
    assert f"Claim {shown_key(demo_store, 3)} holds “bogus” in status" in done.err


async def test_number_for_a_text_is_marked(demo_store: Path) -> None:
    bad = shown_key(demo_store, 3)
    assert write_bad_value(demo_store, BadValue("claims", "text", b"\xff\x00"), 2) == 3
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "2", "j", "k")
        assert f"✗ {bad} can't be read: onrecord check says why" in screen_text(pilot.app)
        (said,) = {each.message for each in notifications(pilot.app)}
        assert f"Claim {bad} holds 2 bytes in text: not text." in said
        assert shown_key(demo_store, 2) in screen_text(pilot.app), "the others of its page show"
        assert pilot.app.screen is desk


async def test_no_value_of_a_whole_store_is_of_another_type(
    frozen_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    others: list[object] = []
    monkeypatch.setattr(
        "db.store.damage.has_declared_types", lambda value: has_declared_types(value) or others.append(value) or True
    )
    async with open_desk(frozen_store, key="K2") as (pilot, _):
        await press(pilot, *(key for keys in WALK for key in keys))
    assert others == []


def shown_key(store: Path, claim: int) -> str:
    with open_reader(store) as record:
        return keys(record, [Target(RowKind.CLAIM, claim)])[Target(RowKind.CLAIM, claim)]


async def test_bad_verdict_hides_none(demo_store: Path) -> None:
    with open_writer(demo_store, "Rana") as writer:
        assess(writer, [ClaimId(3)], Verdict.DISPUTED)
    with breaking(demo_store) as raw:
        raw.execute("UPDATE assessments SET verdict = 'perhaps'")
    async with open_desk(demo_store, (120, 60)) as (pilot, desk):
        await press(pilot, "2")
        rows = [desk.panes[1].listing.record_of(id) for id in desk.panes[1].listing.ids]
        assert (
            screen_text(pilot.app).count("can't be read: onrecord check says why")
            == sum(row is None for row in rows)
            > 0
        )
        assert sum(row is not None for row in rows) > len(rows) / 2
        await press(pilot, "t", "j")
        assert pilot.app.is_running


def test_cut_store_refused_first(demo_store: Path) -> None:
    whole = demo_store.read_bytes()
    demo_store.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DamagedStore):
        prepare_app(demo_store, None)
