"""The one table of actions. Keys, key bar, palette and help are made from it; a test holds README and manual to it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
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
        Binding(command.keys, command.action, command.words, show=False, id=command.id, priority=command.priority)
        for command in commands(*scopes)
        if command.id not in but
    ]


_keymap: dict[str, str] = {}
"""Keys that a person gave to actions, by id; a process has one desk."""


def use_keymap(keymap: Mapping[str, str]) -> None:
    """Show these keys from now on.

    :param keymap: as :func:`tui.actions.keymap.resolve_keymap` returns it.
    """
    _keymap.clear()
    _keymap.update(keymap)


def keys_of(command: Action) -> list[str]:
    """The keys of an action as they are mapped. Whatever shows or presses a key asks here."""
    return _keymap.get(command.id, command.keys).split(",")


def key_label(command: Action) -> str:
    """The key of an action as the key bar writes it."""
    return (command.id not in _keymap and command.shown) or _sign_of(keys_of(command)[0])


def key_of(id: str) -> str:
    """The key of an action as a sentence has it."""
    return _sign_of(keys_of(_BY_ID[id])[0])


def keyed(words: str) -> str:
    """Words with the keys of the actions that they name: "{undo} undoes" is "u undoes"."""
    return _NAMED.sub(lambda found: key_of(found[1]), words)


def all_key_labels(command: Action) -> str:
    """All keys of an action as the help writes them."""
    return " ".join(_sign_of(key) for key in keys_of(command))


SIGNS = {
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "question_mark": "?",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "equals_sign": "=",
    "number_sign": "#",
    "plus": "+",
    "asterisk": "*",
    "minus": "-",
    "slash": "/",
    "comma": ",",
    "full_stop": ".",
    "dollar_sign": "$",
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
}


def _sign_of(key: str) -> str:
    return SIGNS.get(key, key)


_NAMED = re.compile(r"\{([\w.]+)\}")

_BY_ID = {command.id: command for command in COMMANDS}


def sort_by_rank(these: Iterable[Action]) -> list[Action]:
    """The actions that a key bar shows, by rank."""
    return sorted((command for command in these if command.rank < 99), key=lambda command: command.rank)
