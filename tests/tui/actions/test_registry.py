"""The table of actions: every key works, and the help, palette and key bar agree with it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

from tests.support.pilot import open_desk, press, screen_text, settle
from tui.actions.registry import COMMANDS, ActionScope, all_key_labels
from tui.app import OnRecordApp
from tui.screens.alarms import AlarmScreen, AlarmsScreen
from tui.screens.back_up import BackupScreen
from tui.screens.changed_quotes import ChangedQuotesScreen
from tui.screens.check_store import CheckScreen
from tui.screens.choose_claims import ClaimChoiceScreen
from tui.screens.conflict import ConflictScreen
from tui.screens.desk import DeskScreen
from tui.screens.detail import DetailScreen
from tui.screens.drift import DriftScreen
from tui.screens.empty import EmptyScreen
from tui.screens.export import ExportScreen
from tui.screens.form import FormScreen
from tui.screens.gaps import GapsScreen
from tui.screens.graph import GraphScreen
from tui.screens.help import HelpScreen
from tui.screens.history import HistoryScreen
from tui.screens.home import HomeScreen
from tui.screens.import_article import ImportScreen
from tui.screens.import_case import CaseImportScreen
from tui.screens.import_result import ImportResultScreen
from tui.screens.import_table import TableImportScreen
from tui.screens.join_claims import ClaimJoinScreen
from tui.screens.manual import ManualScreen
from tui.screens.markup_line import MarkupScreen
from tui.screens.menu import AddScreen, MenuScreen, StoreMenuScreen
from tui.screens.near_pairs import NearPairsScreen
from tui.screens.past import PastScreen
from tui.screens.presentation import PresentationScreen
from tui.screens.reader import ReaderScreen
from tui.screens.replaced import ReplacedScreen
from tui.screens.search import SearchScreen
from tui.screens.tasks import TasksScreen
from tui.screens.timeline import TimelineScreen
from tui.screens.triage import TriageScreen
from tui.widgets.article_fields import LocationLine
from tui.widgets.bars import KeyBar
from tui.widgets.chain_pane import ChainPane
from tui.widgets.filter_frame import FilterLine
from tui.widgets.form_fields import ChoiceField, LineField
from tui.widgets.listing import Listing
from tui.widgets.lookup_field import LookupLine
from tui.widgets.relay_graph import RelayGraph
from tui.widgets.sheet import Sheet
from tui.widgets.text_view import TextView

PLACES: dict[ActionScope, tuple[type[DOMNode], ...]] = {
    ActionScope.DESK: (DeskScreen,),
    ActionScope.CHAIN: (DeskScreen,),
    ActionScope.VIEW: (DetailScreen,),
    ActionScope.CHANGE: (DeskScreen, DetailScreen),
    ActionScope.JUDGE: (DeskScreen, DetailScreen),
    ActionScope.SEARCH: (SearchScreen,),
    ActionScope.CLASH: (ConflictScreen,),
    ActionScope.REPLACED: (ReplacedScreen,),
    ActionScope.RECORD: (DeskScreen, DetailScreen, EmptyScreen),
    ActionScope.READER: (ReaderScreen,),
    ActionScope.TEXT: (TextView,),
    ActionScope.BEARING: (ClaimChoiceScreen,),
    ActionScope.NEW_CLAIM: (ClaimChoiceScreen,),
    ActionScope.MARKUP: (MarkupScreen,),
    ActionScope.JOINING: (ClaimJoinScreen,),
    ActionScope.JOIN_REASON: (ClaimJoinScreen,),
    ActionScope.ADD: (AddScreen,),
    ActionScope.MENU: (MenuScreen, AddScreen),
    ActionScope.FORM: (FormScreen,),
    ActionScope.CHOICE: (ChoiceField,),
    ActionScope.OFFERED: (LookupLine,),
    ActionScope.IMPORT: (ImportScreen,),
    ActionScope.PLACE: (LocationLine,),
    ActionScope.LANDED: (ImportResultScreen,),
    ActionScope.CHANGED: (ChangedQuotesScreen,),
    ActionScope.ALARMS: (AlarmsScreen, AlarmScreen),
    ActionScope.GRAPH: (GraphScreen,),
    ActionScope.DRAWING: (RelayGraph,),
    ActionScope.TIMELINE: (TimelineScreen,),
    ActionScope.PAST: (PastScreen,),
    ActionScope.NEXT: (GapsScreen,),
    ActionScope.HOME: (HomeScreen,),
    ActionScope.TASKS: (TasksScreen,),
    ActionScope.DRIFT: (DriftScreen,),
    ActionScope.LIST: (Listing, Sheet),
    ActionScope.MARK: (Listing,),
    ActionScope.SHEET: (Sheet,),
    ActionScope.TRIAGE: (TriageScreen,),
    ActionScope.TRIAGE_LINE: (TriageScreen,),
    ActionScope.FILTER: (FilterLine,),
    ActionScope.KEYS: (HelpScreen,),
    ActionScope.MANUAL: (ManualScreen,),
    ActionScope.PRESENT: (PresentationScreen,),
    ActionScope.STORE: (StoreMenuScreen,),
    ActionScope.HISTORY: (HistoryScreen,),
    ActionScope.NEAR: (NearPairsScreen,),
    ActionScope.JOB: (BackupScreen, CheckScreen, TableImportScreen, ExportScreen, CaseImportScreen),
    ActionScope.EXPORT: (ExportScreen,),
    ActionScope.EMPTY: (EmptyScreen,),
    ActionScope.EVERYWHERE: (OnRecordApp,),
}
"""Where the actions of a scope are."""

FORBIDDEN = {"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j"}


def test_bindings_from_the_table() -> None:
    ids = {command.id for command in COMMANDS}
    assert len(ids) == len(COMMANDS)
    ours = {ChainPane, LineField, *(place for places in PLACES.values() for place in places)}
    for each in ours:
        made = each.__dict__.get("BINDINGS", ())
        assert all(isinstance(binding, Binding) and binding.id in ids for binding in made)


def test_every_action_has_a_method() -> None:
    assert set(PLACES) == set(ActionScope)
    for command in COMMANDS:
        *before, last = command.action.split("(")[0].split(".")
        places = (OnRecordApp,) if before == ["app"] else PLACES[command.scope]
        for place in places:
            assert hasattr(place, f"action_{last}"), (command.id, place)


def test_no_ambiguous_key() -> None:
    assert not FORBIDDEN & {key for command in COMMANDS for key in command.keys.split(",")}


@pytest.mark.parametrize(
    "together",
    [
        (
            ActionScope.DESK,
            ActionScope.LIST,
            ActionScope.MARK,
            ActionScope.CHANGE,
            ActionScope.RECORD,
            ActionScope.EVERYWHERE,
        ),
        (
            ActionScope.DESK,
            ActionScope.CHAIN,
            ActionScope.LIST,
            ActionScope.CHANGE,
            ActionScope.RECORD,
            ActionScope.EVERYWHERE,
        ),
        (ActionScope.VIEW, ActionScope.LIST, ActionScope.CHANGE, ActionScope.RECORD, ActionScope.EVERYWHERE),
        (ActionScope.READER, ActionScope.TEXT, ActionScope.EVERYWHERE),
        (ActionScope.BEARING,),
        (ActionScope.MARKUP,),
        (ActionScope.JOINING, ActionScope.LIST, ActionScope.MARK),
        (ActionScope.JOIN_REASON,),
        (ActionScope.ADD, ActionScope.MENU),
        (ActionScope.STORE, ActionScope.MENU),
        (ActionScope.HISTORY, ActionScope.LIST, ActionScope.RECORD, ActionScope.EVERYWHERE),
        (ActionScope.NEAR, ActionScope.LIST, ActionScope.RECORD, ActionScope.EVERYWHERE),
        (ActionScope.JOB, ActionScope.EXPORT),
        (ActionScope.FORM, ActionScope.CHOICE),
        (ActionScope.OFFERED,),
        (ActionScope.IMPORT,),
        (ActionScope.LANDED, ActionScope.LIST),
        (ActionScope.CHANGED, ActionScope.LIST, ActionScope.RECORD, ActionScope.EVERYWHERE),
        (ActionScope.ALARMS, ActionScope.LIST, ActionScope.RECORD, ActionScope.EVERYWHERE),
        (ActionScope.TIMELINE, ActionScope.LIST, ActionScope.RECORD, ActionScope.EVERYWHERE),
        (ActionScope.PAST, ActionScope.DESK, ActionScope.CHAIN, ActionScope.LIST, ActionScope.EVERYWHERE),
        (ActionScope.NEXT, ActionScope.LIST, ActionScope.RECORD, ActionScope.EVERYWHERE),
        (ActionScope.DRIFT, ActionScope.LIST, ActionScope.RECORD, ActionScope.EVERYWHERE),
        (ActionScope.TRIAGE, ActionScope.EVERYWHERE),
        (ActionScope.TRIAGE_LINE,),
        (ActionScope.HOME, ActionScope.LIST, ActionScope.MARK, ActionScope.EVERYWHERE),
        (ActionScope.TASKS, ActionScope.LIST, ActionScope.EVERYWHERE),
        (ActionScope.EMPTY, ActionScope.RECORD, ActionScope.EVERYWHERE),
    ],
)
def test_one_meaning_per_place(together: tuple[ActionScope, ...]) -> None:
    taken = {"move.top", "move.bottom"} if ActionScope.CHAIN in together else set()  # the chain has these keys itself
    here = [command for command in COMMANDS if command.scope in together and command.id not in taken]
    keys = Counter(key for command in here for key in command.keys.split(","))
    assert [key for key, times in keys.items() if times > 1] == []


async def test_help_shows_and_filters(demo_store: Path) -> None:
    async with open_desk(demo_store, (120, 40)) as (pilot, _):
        await press(pilot, "question_mark")
        assert isinstance(pilot.app.screen, HelpScreen)
        rows = "\n".join(block.lead.plain + block.content.plain for block in pilot.app.screen._sheet.blocks)
        for command in COMMANDS:
            assert command.help in rows
            assert all_key_labels(command) in rows
            assert command.twin in rows
        await press(pilot, *"citable")
        text = screen_text(pilot.app)
        assert "Copy what is selected as a citable line" in text
        assert "Go to the next report" not in text
        await press(pilot, *"zzz")
        assert "Nothing here has these words" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, HelpScreen)


async def test_help_lists_the_keys_of_the_screen_first(demo_store: Path) -> None:
    async with open_desk(demo_store, (120, 40)) as (pilot, _):
        for before, first in (
            ((), ActionScope.DESK),
            (("t",), ActionScope.TRIAGE),
            (("escape", "2", "enter"), ActionScope.VIEW),
        ):
            await press(pilot, *before, "question_mark")
            assert isinstance(pilot.app.screen, HelpScreen)
            rows = [block.content.plain for block in pilot.app.screen._sheet.blocks]
            assert rows[rows.index("Keys that work here") + 1] == first.value
            await press(pilot, "escape")


async def test_palette_runs_an_action(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await press(pilot, "ctrl+p", *"next report")
        assert "Go to the next report of the chain." in screen_text(pilot.app)
        await press(pilot, "enter")
        await settle(pilot)
        assert desk.chain.current.label == "Anadolu"


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120, 200])
async def test_key_bar_cuts_no_key(demo_store: Path, width: int) -> None:
    async with open_desk(demo_store, (width, 24)) as (_, desk):
        bar = desk.query_one(KeyBar)
        written = bar.render().plain.rstrip()
        assert len(written) <= width
        assert "? keys" in written
        assert written.strip() == "  ".join(
            f"{command.shown or all_key_labels(command).split(' ')[0]} {command.words}" for command in bar.fitting()
        )


async def test_key_bar_click(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, desk):
        await pilot.click(KeyBar, offset=(2, 0))
        await settle(pilot)
        assert desk.chain.current.label == "Anadolu"


async def test_keys_reach_every_pane(demo_store: Path) -> None:
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


async def test_quit(demo_store: Path) -> None:
    async with open_desk(demo_store) as (pilot, _):
        await pilot.press("q")
        await pilot.pause()
        assert pilot.app.return_code == 0
        assert not pilot.app.is_running
