"""The menu of saved filters: one comes back as a view of the claims, the one that stands is saved, one is removed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from db.errors import OnRecordError
from db.model.ids import CaseId
from db.queries.saved_filters import SavedFilter, saved_filters
from tui.screens.base.record import LETTERS, do_chosen
from tui.screens.menu import MenuScreen
from tui.text.safe import line
from tui.widgets.menu import Entry
from tui.workers.notify import tell

if TYPE_CHECKING:
    from db.journal.writer import Writer
    from tui.forms.model import Form
    from tui.screens.desk import DeskScreen
    from tui.widgets.pane import Pane

_OWN = "sd"
"""Letters that save and remove."""


async def ask_filter(desk: DeskScreen, claims: Pane[Any]) -> None:
    """Ask which filter to look through, or what to do with them.

    :param claims: the pane that is filtered.
    """
    reading, _, case = desk.reads
    try:
        saved = await reading.ask("filters", saved_filters)
    except OnRecordError as error:
        tell(desk.app, error)
        return
    free = [key for key in LETTERS if key not in _OWN]
    entries = [
        Entry(key, line(each.name), line(each.words), partial(_look_through, claims, each))
        for key, each in zip(free, saved, strict=False)
    ]
    words = claims.matching.strip()
    note = line(words) if words else "words such as status:new denied:yes, under a name"
    entries.append(Entry("s", "save …", note, partial(desk.ask, partial(_new, case.id, words), reading)))
    if saved:
        entries.append(Entry("d", "remove …", "one of them; u brings it back", partial(_ask_which, desk, saved)))
    title = "Filters" if saved else "Filters: none is saved yet"
    desk.app.push_screen(MenuScreen(title, entries), do_chosen)


async def _look_through(claims: Pane[Any], chosen: SavedFilter) -> None:
    claims.filter_by(chosen.words)


async def _ask_which(desk: DeskScreen, saved: list[SavedFilter]) -> None:
    entries = [
        Entry(key, line(each.name), line(each.words), partial(desk.change, partial(_removed, each.name)))
        for key, each in zip(LETTERS, saved, strict=False)
    ]
    desk.app.push_screen(MenuScreen("Remove which filter?", entries), do_chosen)


def _new(case: CaseId, words: str, _: Writer) -> Form:
    from tui.forms.saved_filter import new_filter

    return new_filter(case, words)


def _removed(name: str, writer: Writer) -> None:
    from db.write.saved_filters import remove_filter

    remove_filter(writer, name)
