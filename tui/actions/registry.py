"""The one table of actions. Keys, key bar, palette and help are made from it; a test holds README and manual to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from tui.actions.model import Action as Action
from tui.actions.model import ActionScope as ActionScope
from tui.actions.table.desk import AT_DESK
from tui.actions.table.forms import IN_FORMS
from tui.actions.table.home import AT_HOME
from tui.actions.table.other import ELSEWHERE
from tui.actions.table.reader import IN_READER
from tui.actions.table.record import ON_RECORD
from tui.actions.table.selection import ON_SELECTION
from tui.actions.table.store import IN_STORE
from tui.actions.table.triage import IN_TRIAGE
from tui.actions.table.views import IN_VIEWS

if TYPE_CHECKING:
    from textual.binding import BindingType


COMMANDS: tuple[Action, ...] = (
    *AT_DESK,
    *IN_READER,
    *ON_SELECTION,
    *IN_TRIAGE,
    *ON_RECORD,
    *IN_FORMS,
    *IN_VIEWS,
    *AT_HOME,
    *IN_STORE,
    *ELSEWHERE,
)


def commands(*scopes: ActionScope) -> list[Action]:
    """The actions of some scopes, in the order of the table."""
    return [command for command in COMMANDS if command.scope in scopes]


def bindings(*scopes: ActionScope, but: Collection[str] = ()) -> list[BindingType]:
    """Textual bindings for the actions of some scopes.

    :param but: ids of actions to leave out.
    """
    from textual.binding import Binding  # kept out of the command line

    return [
        Binding(command.keys, command.action, command.words, show=False, id=command.id)
        for command in commands(*scopes)
        if command.id not in but
    ]


def key_label(command: Action) -> str:
    """The key of an action as the key bar writes it."""
    return command.shown or _sign_of(command.keys.split(",")[0])


def all_key_labels(command: Action) -> str:
    """All keys of an action as the help writes them."""
    return " ".join(_sign_of(key) for key in command.keys.split(","))


_SIGNS = {
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "question_mark": "?",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "equals_sign": "=",
    "number_sign": "#",
    "plus": "+",
    "minus": "-",
    "slash": "/",
    "comma": ",",
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
}


def _sign_of(key: str) -> str:
    return _SIGNS.get(key, key)


def sort_by_rank(these: Iterable[Action]) -> list[Action]:
    """The actions that a key bar shows, by rank."""
    return sorted((command for command in these if command.rank < 99), key=lambda command: command.rank)
