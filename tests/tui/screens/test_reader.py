"""Walking proposals in the reader: in text order, in sight, folded, and kept."""

from __future__ import annotations

from pathlib import Path

from tests.support.pilot import press, screen_lines, screen_text, settle
from tests.support.reader_pilot import FERRY_ARTICLE, create_article_store, open_reader_screen
from tests.support.sql import query_rows
from tui.screens.choose_claims import ClaimChoiceScreen
from tui.screens.reader import ReaderScreen


def current(reader: ReaderScreen) -> str:
    """The content of the current proposal."""
    assert reader.proposals.current is not None
    return " … ".join(span.text for span in reader.proposals.current.proposal.content)


async def test_n_and_p_walk_proposals(tmp_path: Path) -> None:
    async with open_reader_screen(create_article_store(tmp_path / "s.db", FERRY_ARTICLE * 4), (80, 24)) as (
        pilot,
        reader,
    ):
        seen = []
        for _ in range(4):
            await press(pilot, "n")
            seen.append(current(reader))
            assert current(reader).split()[0] in "\n".join(screen_lines(pilot.app)[1:16])
        assert len(set(seen)) > 1
        await press(pilot, "p")
        assert current(reader) == seen[-2]


async def test_stance_keys_toggle(tmp_path: Path) -> None:
    async with open_reader_screen(create_article_store(tmp_path / "s.db")) as (pilot, _):
        await press(pilot, "n", "enter")
        asking = pilot.app.screen
        assert isinstance(asking, ClaimChoiceScreen)
        for key, word in (("plus", "for"), ("minus", "against"), ("0", "neither"), ("0", "")):
            await press(pilot, key)
            said = [str(each) for each in asking.choices.bearings]
            assert [each[0] for each in said] == ([{"for": "+", "against": "-", "neither": "?"}[word]] if word else [])
        await press(pilot, "plus", "tab", "tab")
        assert [each.certainty for each in asking.choices.bearings] == ["possible"]
        await press(pilot, "1")
        assert [each.certainty for each in asking.choices.bearings] == ["certain"]


async def test_accept_without_claims(tmp_path: Path) -> None:
    store = create_article_store(tmp_path / "s.db")
    async with open_reader_screen(store) as (pilot, _):
        await press(pilot, "n", "enter", "enter")
    assert query_rows(store, "SELECT count(*) > 0 FROM statements") == [(1,)]
    assert query_rows(store, "SELECT count(*) FROM stances") == [(0,)]


async def test_undo_redo_over_restart(tmp_path: Path) -> None:
    store = create_article_store(tmp_path / "s.db")
    async with open_reader_screen(store) as (pilot, reader):
        await press(pilot, "n")
        first = current(reader)
        await press(pilot, "enter", "plus", "enter", "u")
        assert "✓ 0 accepted" in screen_lines(pilot.app)[0]
        assert current(reader) == first, "what opened again is what one is at"
    assert query_rows(store, "SELECT count(*) FROM statements") == [(0,)]
    async with open_reader_screen(store) as (pilot, _):
        await press(pilot, "ctrl+r")
        assert "✓ 1 accepted" in screen_lines(pilot.app)[0]
    assert query_rows(store, "SELECT count(*) FROM statements WHERE voice = 'own'") == [(1,)]


async def test_nested_folds_until_tab(tmp_path: Path) -> None:
    text = "The minister said that the envoy told reporters that the bridge had been closed since Monday."
    async with open_reader_screen(create_article_store(tmp_path / "s.db", text)) as (pilot, reader):
        nested = [each for each in reader.proposals.all if each.within is not None]
        assert nested, "the rules nest this"
        assert not [each for each in reader.proposals.shown if each.within is not None]
        await press(pilot, "n")
        assert "↳ 1" in screen_text(pilot.app)
        await press(pilot, "tab", "n")
        assert reader.proposals.current == nested[0]
        await press(pilot, "p", "tab", "n")
        assert reader.proposals.current is not None
        assert reader.proposals.current.within is None


async def test_click_goes_to_proposal(tmp_path: Path) -> None:
    async with open_reader_screen(create_article_store(tmp_path / "s.db")) as (pilot, reader):
        lines = screen_lines(pilot.app)
        row = next(at for at, each in enumerate(lines) if "captain had been" in each)
        await pilot.click(offset=(lines[row].index("captain had been") + 1, row))
        await settle(pilot)
        assert current(reader) == "the captain had been warned"


async def test_proposals_stay_as_left(tmp_path: Path) -> None:
    store = create_article_store(tmp_path / "s.db")
    async with open_reader_screen(store) as (pilot, _):
        await press(pilot, "n", "x")
    before = query_rows(store, "SELECT id, state FROM proposals")
    async with open_reader_screen(store) as (pilot, _):
        assert "╳ 1 rejected" in screen_lines(pilot.app)[0]
    assert query_rows(store, "SELECT id, state FROM proposals") == before
