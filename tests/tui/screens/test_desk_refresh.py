"""The desk after a change: current rows, and the cursor, filter and scroll unchanged."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from db.journal.log import history
from db.journal.opening import create_store, open_writer
from db.model.enums import LinkKind, Method
from db.model.ids import CaseId, ReportId, StatementId
from db.store.opening import open_reader
from db.write.captures import add_capture
from db.write.cases import add_case
from db.write.claims import add_claim
from db.write.statements import add_link
from tests.support.factories import CaseFactory
from tests.support.pilot import app_of, open_desk, press, screen_text, settle
from tests.support.textual_private import notifications
from tui.app import prepare_app
from tui.screens.desk import DeskScreen
from tui.screens.detail import DetailScreen
from tui.screens.form import FormScreen
from tui.screens.menu import AddScreen, MenuScreen


def said(pilot: Pilot[None]) -> str:
    """The text of the notices."""
    return "\n".join(f"{each.title}: {each.message}" for each in notifications(pilot.app))


def keys_of(desk: DeskScreen) -> list[str]:
    claims = desk.panes[1].listing
    return [claims.record_of(id).claim.key for id in claims.ids if claims.record_of(id)]


async def test_notice_says_how_to_undo(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "a", "c", *"it fell", "ctrl+s")
        assert said(pilot) == "Saved: add claim C6 “it fell”. u undoes"
        await press(pilot, "u")
        assert said(pilot) == "Undone: add claim C6 “it fell”. ctrl+r redoes", "one notice at a time: the last is true"
        await press(pilot, "ctrl+r")
        assert said(pilot) == "Redone: add claim C6 “it fell”. u undoes"


async def test_undo_redo_over_restart(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "2", "a", "c", *"it fell", "ctrl+s")
    async with open_desk(demo_store) as (pilot, desk):
        assert "C6" in keys_of(desk)
        await press(pilot, "u")
        assert "C6" not in keys_of(desk)
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "ctrl+r")
        assert "C6" in keys_of(desk)
        await press(pilot, "ctrl+r")
        assert "There is nothing to redo." in said(pilot)
        await press(pilot, "u", "u")
        assert "There is nothing to undo." in said(pilot)


async def test_cursor_on_the_new_row(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "2", "a", "p", *"by a missile", "ctrl+s")
        claims = desk.panes[1].listing
        assert claims.record_of(claims.selected).claim.key == "C1f"
        assert claims.has_focus
        sources = desk.panes[0].listing
        await press(pilot, "a", "s", *"Reuters", "ctrl+s")
        assert claims.record_of(claims.selected).claim.key == "C1f", "in another pane the cursor stays"
        assert sources.record_of(sources.selected).name == "Reuters"
        assert sources.has_focus
        assert "1 Sources · 13" in screen_text(pilot.app)


async def test_change_keeps_position(demo_store: Path) -> None:
    async with open_desk(demo_store, (120, 20)) as (pilot, desk):
        claims = desk.panes[1].listing
        await press(pilot, "n", "2", "slash", *"the", "enter", *"jjjjj")
        here, scrolled = claims.selected, claims.scroll_offset.y
        assert scrolled > 0
        with open_writer(demo_store) as writer:
            add_claim(writer, CaseId(1), "the other drone")
        await press(pilot, "number_sign", *"urgent", "ctrl+s")
        assert desk.panes[1].matching == "the"
        assert "of 11" in desk.panes[1].heading
        assert (claims.selected, claims.scroll_offset.y, claims.has_focus) == (here, scrolled, True)
        assert desk.chain.current.label == "Anadolu"
        assert desk.panes[1].lit[here] == "here"


async def test_cursor_on_neighbour(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "2", "j", "d")
        claims = desk.panes[1].listing
        assert keys_of(desk)[:3] == ["C1", "C1b", "C1c"]
        assert claims.record_of(claims.selected).claim.key == "C1b"
        assert "Saved: remove claim C1a. u undoes" in said(pilot)
        await press(pilot, "3", "d", "s")
        denials = desk.panes[2].listing
        assert [denials.record_of(id).key for id in denials.ids] == ["S13"], "what passed it on stands for itself now"
        await press(pilot, "d", "s")
        assert "0 denials" in screen_text(pilot.app)
        assert "no denial on record" in screen_text(pilot.app)
        assert dict(desk.panes[1].lit) == {}, "nothing is selected that could light up"
        await press(pilot, "u", "u", "u")
        assert keys_of(desk)[:3] == ["C1", "C1a", "C1b"]
        assert "1 denial " in screen_text(pilot.app)
        assert denials.record_of(denials.selected).key == "S5"


@pytest.mark.parametrize("key", ["d", "delete"])
async def test_refused_removal_is_told(demo_store: Path, key: str) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "1", key)
        assert "Source W2 can't be removed: statements S2, S3 rest on it." in said(pilot)
        assert len(desk.panes[0].listing.ids) == 12
    with open_reader(demo_store) as record:
        assert history(record) == []


async def test_last_row_removed(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "2", "ctrl+end", "d")
        claims = desk.panes[1].listing
        assert claims.record_of(claims.selected).claim.key == "C4"


async def test_stance_alone_is_removed(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "3", "d", "1")
        assert "remove the stance of S5 on C1." in said(pilot)
        denials = desk.panes[2].listing
        assert denials.record_of(denials.ids[0]).denies == ("C1d",)
        await press(pilot, "d", "1")
        assert "S5" not in [denials.record_of(id).key for id in denials.ids], "it denies nothing any more"
        await press(pilot, "u", "u")
        assert [denials.record_of(id).denies for id in denials.ids] == [("C1", "C1d")]


async def test_steps_move_and_go(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):

        def labels() -> list[str]:
            return [node.label for node in desk.chain.row._reports]

        await press(pilot, "n", "less_than_sign")
        assert labels() == ["Anadolu", "Bas News", "INA statement"]
        assert desk.chain.current.label == "Anadolu"
        assert "◉ Anadolu ── same speaker ─▶ • Bas News ── denied by" in screen_text(pilot.app)
        await press(pilot, "less_than_sign", "greater_than_sign", "greater_than_sign")
        assert labels() == ["Bas News", "INA statement", "Anadolu"]
        await press(pilot, "minus")
        assert labels() == ["Bas News", "INA statement"]
        assert desk.chain.current.label == "INA statement", "the last step has taken its place"
        await press(pilot, "u", "u", "u", "u")
        assert labels() == ["Bas News", "Anadolu", "INA statement"]
    with open_reader(demo_store) as record:
        assert len(history(record)) == 8, "a move beyond the end is none"


async def test_moving_sets_the_order(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    with create_store(path) as writer, writer.action():
        desk_of = CaseFactory(writer)
        for name in "first", "second":
            desk_of.report(desk_of.source(name, kind="outlet"))
    async with open_desk(path) as (pilot, desk):
        await press(pilot, "greater_than_sign")
        assert [node.label for node in desk.chain.row._reports] == ["second", "first"]
        await press(pilot, "minus", "minus")
        assert "This is the only step of the chain." in said(pilot)
        await press(pilot, "u", "u")
        assert [node.label for node in desk.chain.row._reports] == ["first", "second"]


async def test_menu_fits_the_selection(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        for pane, first in ("1", "source"), ("2", "claim"), ("3", "stance"), ("4", "report"):
            await press(pilot, pane, "a")
            assert isinstance(pilot.app.screen, AddScreen)
            offered = [entry.words for entry in pilot.app.screen._menu.entries]
            assert offered[0] == first
            assert ("part" in offered) == (pane == "2")
            await press(pilot, "escape")
        await press(pilot, "1", "a", "p", "b")
        assert isinstance(pilot.app.screen, AddScreen), "what is not offered is not chosen"


async def test_menu_by_keys_and_click(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "2", "a", "down", "enter")
        assert "New part of C1" in screen_text(pilot.app)
        await press(pilot, "escape", "a", "up", "enter")
        assert "New case" in screen_text(pilot.app)
        await press(pilot, "escape", "a")
        await pilot.click("Menu", offset=(4, 2))
        await settle(pilot)
        assert "Who a claim is about" in screen_text(pilot.app)
        await press(pilot, "escape", "a", "q")
        assert isinstance(pilot.app.screen, AddScreen), "q is the letter of no row"
        await press(pilot, "escape")
        assert pilot.app.screen is desk


async def test_view_keeps_its_line(demo_store: Path) -> None:
    async with open_desk(demo_store, (120, 60)) as (pilot, desk):
        await press(pilot, "2", "enter", "a", "w", "tab")
        pilot.app.screen.focused.value = "W7"
        await press(pilot, "ctrl+s")
        view = pilot.app.screen
        assert isinstance(view, DetailScreen)
        assert "Ahmed Khalaf  has a statement of its own" in screen_text(pilot.app)
        party = next(at for at, each in enumerate(view.sheet.blocks) if each.row and each.row.kind == "claim_parties")
        view.sheet.cursor = party
        about, neighbour = (view.sheet.blocks[party + at].content.plain for at in (0, 1))
        await press(pilot, "d")
        assert about not in screen_text(pilot.app)
        assert view.sheet.selected.content.plain == neighbour, "its neighbour has taken its place"
        await press(pilot, "u", "escape", "u")
        assert pilot.app.screen is desk


async def test_gone_things_views_close(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "2", "a", "c", *"it fell", "ctrl+s", "enter", "d")
        assert pilot.app.screen is desk
        await press(pilot, "u", "enter")
        assert isinstance(pilot.app.screen, DetailScreen)
        await press(pilot, "a", "p", *"into a river", "ctrl+s", "down", "enter", "u", "u")
        assert pilot.app.screen is desk


async def test_case_menu(two_cases: Path) -> None:
    app = prepare_app(two_cases, "K2")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "K")
        assert isinstance(app.screen, MenuScreen)
        await press(pilot, "1")
        assert "Drone over al-Harthiya" in screen_text(app)
        await press(pilot, "2", "j", "K", "d")
        assert "Case K1 can't be removed" in said(pilot)
        await press(pilot, "K", "1", "K", "d")
        assert "Drone over al-Harthiya" in screen_text(app), "the case that was open has gone"
        await press(pilot, "u", "K", "n", *"A third", "tab", "tab", *"UTC", "ctrl+s")
        assert "A third" in screen_text(app)
        assert isinstance(app.screen, DeskScreen)
        await press(pilot, "K", "e", *"!", "ctrl+s")
        assert "A third!" in screen_text(app)
    with open_reader(two_cases) as record:
        assert record.column("SELECT title FROM cases ORDER BY id") == [
            "Drone over al-Harthiya, Baghdad",
            "Another incident",
            "A third!",
        ]


async def test_walk_begins_once(two_cases: Path) -> None:
    app = prepare_app(two_cases, "K1", walk=True, walk_seconds=60)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "4")
        with open_writer(two_cases) as writer:
            add_case(writer, "Yet another", tz="UTC")
        await press(pilot, "K", "2", "K", "1")
        desk = app.screen
        assert isinstance(desk, DeskScreen)
        assert not desk.chain.walking


async def test_author_is_journaled(demo_store: Path) -> None:
    app = prepare_app(demo_store, None, who="Maysa")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "j", "d")
    with open_reader(demo_store) as record:
        assert [done.who for done in history(record)] == ["Maysa"]


async def test_writing_imported_late(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "n", "2", "j", "enter", "escape", "a", "escape", "K", "escape")
        assert app_of(pilot).writing._writer is None
        await press(pilot, "a", "c")
        assert isinstance(pilot.app.screen, FormScreen)
        assert app_of(pilot).writing._writer is not None


async def test_palette_offers_changes(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "2", "j", "ctrl+p", *"Remove what is sel", "enter")
        assert "C1a" not in keys_of(desk)
        await press(pilot, "ctrl+p", *"Undo the last", "enter")
        assert "C1a" in keys_of(desk)


async def test_loose_capture_removed(demo_store: Path) -> None:
    with open_writer(demo_store) as writer:
        add_capture(writer, ReportId(4), "All of it.", method=Method.PASTE)
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "end", "enter")
        view = pilot.app.screen
        assert isinstance(view, DetailScreen)
        view.sheet.cursor = next(
            at for at, each in enumerate(view.sheet.blocks) if each.row and each.row.kind == "captures"
        )
        await press(pilot, "e")
        assert "A capture can't be edited." in said(pilot)
        await press(pilot, "d")
        assert "□ We don't have its text" in screen_text(pilot.app)
        await press(pilot, "u")
        assert "All of it." in screen_text(pilot.app)


async def test_link_removed_at_either(demo_store: Path) -> None:
    with open_writer(demo_store) as writer:
        add_link(writer, StatementId(5), LinkKind.RESPONDS_TO, StatementId(1))
    async with open_desk(demo_store) as (pilot, _):
        await press(pilot, "3", "d")
        menu = pilot.app.screen
        assert isinstance(menu, MenuScreen)
        (key,) = [entry.key for entry in menu._menu.entries if entry.words == "S5 responds to S1"]
        await press(pilot, key)
        assert "remove that S5 responds to S1" in said(pilot)
