"""The one table of actions: every key works, is found, and is told truly."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

from tests.support.pilot import open_desk, press, screen_text, settle
from tui.actions.registry import COMMANDS, Scope, all_keys
from tui.app import OnRecordApp
from tui.screens.alarms import AlarmScreen, AlarmsScreen
from tui.screens.changed_quotes import ChangedScreen
from tui.screens.choose_claims import BearingScreen
from tui.screens.conflict import ClashScreen
from tui.screens.desk import DeskScreen
from tui.screens.detail import ThingScreen
from tui.screens.drift import DriftScreen
from tui.screens.empty import EmptyScreen
from tui.screens.form import FormScreen
from tui.screens.gaps import NextScreen
from tui.screens.graph import GraphScreen
from tui.screens.help import KeysScreen
from tui.screens.home import HomeScreen
from tui.screens.import_article import ImportScreen
from tui.screens.import_result import LandedScreen
from tui.screens.join_claims import JoiningScreen
from tui.screens.markup_line import MarkupScreen
from tui.screens.menu import AddScreen, MenuScreen
from tui.screens.past import PastScreen
from tui.screens.reader import ReaderScreen
from tui.screens.search import SearchScreen
from tui.screens.tasks import TasksScreen
from tui.screens.timeline import TimelineScreen
from tui.screens.triage import TriageScreen
from tui.widgets.article_fields import PlaceLine
from tui.widgets.bars import KeyBar
from tui.widgets.chain_pane import ChainPane
from tui.widgets.filter_frame import FilterLine
from tui.widgets.form_fields import ChoiceField, LineField
from tui.widgets.listing import Listing
from tui.widgets.lookup_field import PickLine
from tui.widgets.relay_graph import RelayGraph
from tui.widgets.sheet import Sheet
from tui.widgets.text_view import Passage

PLACES: dict[Scope, tuple[type[DOMNode], ...]] = {
    Scope.DESK: (DeskScreen,),
    Scope.CHAIN: (DeskScreen,),
    Scope.VIEW: (ThingScreen,),
    Scope.CHANGE: (DeskScreen, ThingScreen),
    Scope.JUDGE: (DeskScreen, ThingScreen),
    Scope.SEARCH: (SearchScreen,),
    Scope.CLASH: (ClashScreen,),
    Scope.RECORD: (DeskScreen, ThingScreen, EmptyScreen),
    Scope.READER: (ReaderScreen,),
    Scope.TEXT: (Passage,),
    Scope.BEARING: (BearingScreen,),
    Scope.NEW_CLAIM: (BearingScreen,),
    Scope.MARKUP: (MarkupScreen,),
    Scope.JOINING: (JoiningScreen,),
    Scope.JOIN_REASON: (JoiningScreen,),
    Scope.ADD: (AddScreen,),
    Scope.MENU: (MenuScreen, AddScreen),
    Scope.FORM: (FormScreen,),
    Scope.CHOICE: (ChoiceField,),
    Scope.OFFERED: (PickLine,),
    Scope.IMPORT: (ImportScreen,),
    Scope.PLACE: (PlaceLine,),
    Scope.LANDED: (LandedScreen,),
    Scope.CHANGED: (ChangedScreen,),
    Scope.ALARMS: (AlarmsScreen, AlarmScreen),
    Scope.GRAPH: (GraphScreen,),
    Scope.DRAWING: (RelayGraph,),
    Scope.TIMELINE: (TimelineScreen,),
    Scope.PAST: (PastScreen,),
    Scope.NEXT: (NextScreen,),
    Scope.HOME: (HomeScreen,),
    Scope.TASKS: (TasksScreen,),
    Scope.DRIFT: (DriftScreen,),
    Scope.LIST: (Listing, Sheet),
    Scope.MARK: (Listing,),
    Scope.SHEET: (Sheet,),
    Scope.TRIAGE: (TriageScreen,),
    Scope.TRIAGE_LINE: (TriageScreen,),
    Scope.FILTER: (FilterLine,),
    Scope.KEYS: (KeysScreen,),
    Scope.EMPTY: (EmptyScreen,),
    Scope.EVERYWHERE: (OnRecordApp,),
}
"""Where the actions of a scope are."""

FORBIDDEN = {"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j"}


def test_every_binding_of_ours_has_an_id_and_comes_from_the_table() -> None:
    ids = {command.id for command in COMMANDS}
    assert len(ids) == len(COMMANDS)
    ours = {ChainPane, LineField, *(place for places in PLACES.values() for place in places)}
    for each in ours:
        made = each.__dict__.get("BINDINGS", ())
        assert all(isinstance(binding, Binding) and binding.id in ids for binding in made)


def test_every_action_of_the_table_is_one_its_place_has() -> None:
    assert set(PLACES) == set(Scope)
    for command in COMMANDS:
        *before, last = command.action.split("(")[0].split(".")
        places = (OnRecordApp,) if before == ["app"] else PLACES[command.scope]
        for place in places:
            assert hasattr(place, f"action_{last}"), (command.id, place)


def test_no_key_is_one_that_terminals_take_for_another() -> None:
    assert not FORBIDDEN & {key for command in COMMANDS for key in command.keys.split(",")}


@pytest.mark.parametrize(
    "together",
    [
        (Scope.DESK, Scope.LIST, Scope.MARK, Scope.CHANGE, Scope.RECORD, Scope.EVERYWHERE),
        (Scope.DESK, Scope.CHAIN, Scope.LIST, Scope.CHANGE, Scope.RECORD, Scope.EVERYWHERE),
        (Scope.VIEW, Scope.LIST, Scope.CHANGE, Scope.RECORD, Scope.EVERYWHERE),
        (Scope.READER, Scope.TEXT, Scope.EVERYWHERE),
        (Scope.BEARING,),
        (Scope.MARKUP,),
        (Scope.JOINING, Scope.LIST, Scope.MARK),
        (Scope.JOIN_REASON,),
        (Scope.ADD, Scope.MENU),
        (Scope.FORM, Scope.CHOICE),
        (Scope.OFFERED,),
        (Scope.IMPORT,),
        (Scope.LANDED, Scope.LIST),
        (Scope.CHANGED, Scope.LIST, Scope.RECORD, Scope.EVERYWHERE),
        (Scope.ALARMS, Scope.LIST, Scope.RECORD, Scope.EVERYWHERE),
        (Scope.TIMELINE, Scope.LIST, Scope.RECORD, Scope.EVERYWHERE),
        (Scope.PAST, Scope.DESK, Scope.CHAIN, Scope.LIST, Scope.EVERYWHERE),
        (Scope.NEXT, Scope.LIST, Scope.RECORD, Scope.EVERYWHERE),
        (Scope.DRIFT, Scope.LIST, Scope.RECORD, Scope.EVERYWHERE),
        (Scope.TRIAGE, Scope.EVERYWHERE),
        (Scope.TRIAGE_LINE,),
        (Scope.HOME, Scope.LIST, Scope.MARK, Scope.EVERYWHERE),
        (Scope.TASKS, Scope.LIST, Scope.EVERYWHERE),
        (Scope.EMPTY, Scope.RECORD, Scope.EVERYWHERE),
    ],
)
def test_no_key_means_two_things_in_one_place(together: tuple[Scope, ...]) -> None:
    keys = Counter(key for command in COMMANDS if command.scope in together for key in command.keys.split(","))
    assert [key for key, times in keys.items() if times > 1] == []


async def test_the_help_shows_every_key_and_filters_them(demo_store: Path) -> None:
    async with open_desk(demo_store, (120, 40)) as (pilot, _):
        await press(pilot, "question_mark")
        assert isinstance(pilot.app.screen, KeysScreen)
        rows = "\n".join(block.lead.plain + block.content.plain for block in pilot.app.screen._sheet.blocks)
        for command in COMMANDS:
            assert command.help in rows
            assert all_keys(command) in rows
            assert command.twin in rows
        await press(pilot, *"citable")
        text = screen_text(pilot.app)
        assert "Copy what is selected as a citable line" in text
        assert "Step to the next report" not in text
        await press(pilot, *"zzz")
        assert "No key has these words" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, KeysScreen)


async def test_the_help_begins_with_the_keys_of_the_screen_it_is_asked_on(demo_store: Path) -> None:
    async with open_desk(demo_store, (120, 40)) as (pilot, _):
        for before, first in ((), Scope.DESK), (("t",), Scope.TRIAGE), (("escape", "2", "enter"), Scope.VIEW):
            await press(pilot, *before, "question_mark")
            assert isinstance(pilot.app.screen, KeysScreen)
            assert pilot.app.screen._sheet.blocks[0].content.plain == first.value
            await press(pilot, "escape")


async def test_the_palette_finds_an_action_by_its_words_and_runs_it(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "ctrl+p", *"next report")
        assert "Step to the next report of the chain." in screen_text(pilot.app)
        await press(pilot, "enter")
        await settle(pilot)
        assert desk.chain.current.label == "Anadolu"


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120, 200])
async def test_the_key_bar_never_cuts_a_key_and_always_names_the_help(demo_store: Path, width: int) -> None:
    async with open_desk(demo_store, (width, 24)) as (_, desk):
        bar = desk.query_one(KeyBar)
        written = bar.render().plain.rstrip()
        assert len(written) <= width
        assert "? keys" in written
        assert written.strip() == "  ".join(
            f"{command.shown or all_keys(command).split(' ')[0]} {command.words}" for command in bar.fitting()
        )


async def test_a_click_on_the_key_bar_does_what_the_key_does(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await pilot.click(KeyBar, offset=(2, 0))
        await settle(pilot)
        assert desk.chain.current.label == "Anadolu"


async def test_keys_alone_reach_every_pane_forwards_and_backwards(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        stops = [*(pane.listing for pane in desk.panes), desk.chain.sheet]
        for key, stop in zip("1234", stops, strict=True):
            await press(pilot, key)
            assert stop.has_focus
        for stop in stops:
            await press(pilot, "tab")
            assert stop.has_focus
        await press(pilot, "shift+tab")
        assert desk.panes[2].listing.has_focus


async def test_quit_quits(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await pilot.press("q")
        await pilot.pause()
        assert pilot.app.return_code == 0
        assert not pilot.app.is_running
