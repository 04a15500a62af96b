"""The drift screen: pairs side by side, changes marked by sign and word, and pairs not compared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from db.journal.opening import create_store
from tests.support.factories import CaseFactory
from tests.support.hostile_store import HOSTILE, poison, terminal_controls
from tests.support.pilot import on_one_line, open_desk, press, screen_lines, screen_text
from tests.support.raw_store import breaking
from tests.support.reader_pilot import selected_text
from tests.support.textual_private import screen_strips
from tui.screens.desk import DeskScreen
from tui.screens.detail import DetailScreen
from tui.screens.drift import DriftScreen
from tui.screens.reader import ReaderScreen
from tui.views.drift import MOST


def all_of(pilot: Pilot[None]) -> str:
    """Every line of the list, shown or not."""
    drift = pilot.app.screen
    assert isinstance(drift, DriftScreen)
    return on_one_line("\n".join(each.lead.plain + each.content.plain for each in drift.sheet.blocks))


@pytest.fixture
def two(tmp_path: Path) -> Callable[..., Path]:
    """A store where two reports carry one statement whose own words are unknown."""

    def make(*said: tuple[str, str | None], times: int = 1) -> Path:
        path = tmp_path / "two.db"
        with create_store(path) as writer:
            desk = CaseFactory(writer)
            for _ in range(times):
                parent = desk.says()
                for words, lang in said:
                    report = desk.report()
                    child = desk.says(report=report)
                    desk.quote(child, words, report, lang=lang)
                    desk.relay(child, parent)
        return path

    return make


async def test_pair_with_kinds_of_change(demo_store: Path) -> None:
    async with open_desk(demo_store, (120, 60)) as (pilot, _):
        await press(pilot, "D")
        text = on_one_line(screen_text(pilot.app))
        assert "≠ 1 pair" in screen_lines(pilot.app)[0]
        for said in (
            "≠ S3 and S4 both relay the same statement, S1",
            "S3 Ahmed Khalaf ← Bas News ← Beirut article seen in R1 · en",
            "S4 Ahmed Khalaf ← Anadolu ← Beirut article seen in R1 · en",
            "a drone ~by accident.~’",
            "~belonging to the Baghdad Operations Command by way of error~”",
            "~ replaced: by accident. → belonging to the Baghdad Operations Command by way of error",
            "hedge: by accident → by way of error",
            "place: none → Washington",
            "place: none → Green Zone",
            "name: Iraqi Army → none",
        ):
            assert said in text, said


async def test_selected_claim_else_case(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "2", "D")
        assert "C1 US forces shot down" in all_of(pilot)
        assert "S3 and S4" in all_of(pilot)
        await press(pilot, "D", "1", "D")
        assert "C1 US forces shot down" not in all_of(pilot)
        await press(pilot, "escape")
        assert pilot.app.screen is desk


async def test_claim_view_compares_it(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", *"jjjjjjj", "enter")
        assert "C3" in screen_lines(pilot.app)[0]
        await press(pilot, "D")
        assert "C3 the embassy confirmed" in all_of(pilot)
        assert "Nothing to compare. No statement is on record in two wordings for this claim." in all_of(pilot)
        assert "≠ 0 pairs" in screen_lines(pilot.app)[0]
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, DetailScreen)


async def test_enter_opens_its_place(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "D", "enter")
        assert isinstance(pilot.app.screen, DetailScreen)
        assert "C1" in screen_lines(pilot.app)[0]
        await press(pilot, "escape", "j", "enter")
        reader = pilot.app.screen
        assert isinstance(reader, ReaderScreen)
        assert selected_text(reader).startswith("Ahmed Khalaf, an")
        assert "Beirut article" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, DriftScreen)


async def test_copy_pair_or_change(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "D", "y")
        assert pilot.app.clipboard.startswith("S3 Ahmed Khalaf ← Bas News ← Beirut article (R1): ‘Ahmed Khalaf, an")
        assert " → S4 Ahmed Khalaf ← Anadolu ← Beirut article (R1): “the American" in pilot.app.clipboard
        await press(pilot, *"jjjj", "y")
        assert pilot.app.clipboard.startswith("replaced: by accident. → belonging to")
        assert "(hedge: by accident → by way of error; name: none → Baghdad Operations Command)" in pilot.app.clipboard


async def test_dropped_and_added_signs(two: Callable[..., Path]) -> None:
    path = two(("the drone did not fall on 3 houses", "en"), ("the drone reportedly did fall on 3 houses", "en"))
    async with open_desk(path) as (pilot, _):
        await press(pilot, "D")
        text = all_of(pilot)
        assert "⁺ added: reportedly hedge: reportedly" in text
        assert "⁻ dropped: not negation: not" in text
        assert "did ⁻not⁻ fall" in text
        assert "drone ⁺reportedly⁺ did" in text


@pytest.mark.parametrize(
    ("langs", "why"),
    [
        (("en", "ar"), "Not compared: they are in different languages"),
        (("en", None), "Not compared: the language of one or both is not recorded"),
    ],
)
async def test_not_compared_says_why(two: Callable[..., Path], langs: tuple[str | None, str | None], why: str) -> None:
    async with open_desk(two(("it fell", langs[0]), ("سقطت", langs[1])), (80, 24)) as (pilot, _):
        await press(pilot, "D")
        text = all_of(pilot)
        assert "“it fell”" in text
        assert "“سقطت”" in text
        assert why in text
        assert "replaced:" not in text


async def test_same_words_are_told(two: Callable[..., Path]) -> None:
    async with open_desk(two(("it fell", "en"), ("It fell", "en"))) as (pilot, _):
        await press(pilot, "D")
        assert "The same words." in all_of(pilot)
        assert "= S2 and S3" in all_of(pilot)


async def test_excess_pairs_are_counted(two: Callable[..., Path]) -> None:
    async with open_desk(two(("it fell", "en"), ("it rose", "en"), times=MOST + 3)) as (pilot, _):
        await press(pilot, "D")
        assert f"≠ {MOST + 3} pairs" in screen_lines(pilot.app)[0]
        assert "… and 3 more: onrecord drift lists them all." in all_of(pilot)


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (20, 6), (3, 3)])
async def test_walked_at_any_size(demo_store: Path, size: tuple[int, int]) -> None:
    async with open_desk(demo_store, size) as (pilot, _):
        await press(pilot, "D", *"jjjj", "enter", "k", "k", "k", "k", "enter", "escape", "escape")
        assert isinstance(pilot.app.screen, DeskScreen)


async def test_last_change_at_80_by_24(demo_store: Path) -> None:
    async with open_desk(demo_store, (80, 24)) as (pilot, _):
        await press(pilot, "D", *"jjjj")
        assert "hedge: by accident → by way of error" in on_one_line(screen_text(pilot.app))


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
async def test_hostile_text_as_text(demo_store: Path, size: tuple[int, int]) -> None:
    poison(demo_store)
    with breaking(demo_store) as connection:
        said = [f"it {HOSTILE} fell", f"{HOSTILE[::-1]} it [red] fell"]
        for key, words in zip(("S3", "S4"), said, strict=True):
            connection.execute(
                """UPDATE quotes SET exact = ?, lang = '[/]\x1b'
                   WHERE statement = (SELECT id FROM statements WHERE key = ?)""",
                (words.replace("\x00", ""), key),
            )
    async with open_desk(demo_store, size) as (pilot, _):
        for keys in ("D", "jjjj", "y"), ("escape", "2", "D", "jj", "y"):
            for key in keys:
                await press(pilot, *([key] if key == "escape" else key))
            assert isinstance(pilot.app.screen, DriftScreen)
            for strip in screen_strips(pilot.app):
                assert terminal_controls(strip.text) == set()
                assert strip.cell_length == size[0]
            assert terminal_controls(pilot.app.clipboard) <= {"\u200c", "\u200d"}
        assert "[@click=app.quit]x[/]" in all_of(pilot)
        assert "[red]" in all_of(pilot)
        assert "replaced:" in all_of(pilot)
