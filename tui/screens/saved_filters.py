"""The menu of saved filters: apply one to the claims, save the current one, or remove one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from db.errors import OnRecordError
from db.model.ids import CaseId
from db.queries.saved_filters import SavedFilter, saved_filters
from tui.actions.registry import keyed
from tui.screens.base.record import LETTERS, RecordScreen, run_chosen
from tui.screens.base.requests import OpenMenu, open_screen
from tui.text.safe import line
from tui.widgets.menu import MenuRow
from tui.workers.notify import notify_error

if TYPE_CHECKING:
    from tui.widgets.pane import Pane
    from tui.workers.reads import ReadWorker

_OWN = "sd"
"""Letters of the entries that save and remove."""


async def ask_filter(screen: RecordScreen, reading: ReadWorker, case: CaseId, claims: Pane[Any]) -> None:
    """Open the menu of saved filters.

    :param screen: the screen that asks.
    :param claims: the pane to filter.
    """
    try:
        saved = await reading.ask("filters", saved_filters)
    except OnRecordError as error:
        notify_error(screen.app, error)
        return
    free = [key for key in LETTERS if key not in _OWN]
    entries = [
        MenuRow(key, line(each.name), line(each.words), partial(_apply_filter, claims, each))
        for key, each in zip(free, saved, strict=False)
    ]
    words = claims.matching.strip()
    note = line(words) if words else "filter words such as status:new denied:yes, under a name"
    entries.append(MenuRow("s", "save …", note, partial(_ask_name, screen, reading, case, words)))
    if saved:
        entries.append(
            MenuRow(
                "d",
                "remove …",
                keyed("one of them; {undo} brings it back"),
                partial(_ask_which_to_remove, screen, saved),
            )
        )
    title = "Filters" if saved else "Filters: none saved yet"
    open_screen(screen.app, OpenMenu(title, entries, run_chosen))


async def _apply_filter(claims: Pane[Any], chosen: SavedFilter) -> None:
    claims.filter_by(chosen.words)


async def _ask_name(screen: RecordScreen, reading: ReadWorker, case: CaseId, words: str) -> None:
    from tui.forms.saved_filter import filter_form  # kept out of start-up

    await screen.show_form(filter_form(case, words), reading)


async def _ask_which_to_remove(screen: RecordScreen, saved: list[SavedFilter]) -> None:
    from db.write.saved_filters import remove_filter  # kept out of start-up

    entries = [
        MenuRow(key, line(each.name), line(each.words), partial(screen.change, remove_filter, each.name))
        for key, each in zip(LETTERS, saved, strict=False)
    ]
    open_screen(screen.app, OpenMenu("Remove which filter?", entries, run_chosen))
