"""The keymap: keys that a person gave to actions. What can't be is explained, and the action keeps its usual keys."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tui.actions.model import Action, ActionScope
from tui.actions.registry import COMMANDS, SIGNS
from tui.text.nearest import nearest_words

TOGETHER: tuple[tuple[ActionScope, ...], ...] = (
    (
        *(ActionScope.DESK, ActionScope.LIST, ActionScope.MARK, ActionScope.CHANGE, ActionScope.JUDGE),
        *(ActionScope.RECORD, ActionScope.EVERYWHERE),
    ),
    (ActionScope.DESK, ActionScope.CHAIN, ActionScope.CHANGE, ActionScope.JUDGE, ActionScope.EVERYWHERE),
    (
        *(ActionScope.VIEW, ActionScope.LIST, ActionScope.SHEET, ActionScope.CHANGE, ActionScope.JUDGE),
        *(ActionScope.RECORD, ActionScope.EVERYWHERE),
    ),
    (ActionScope.READER, ActionScope.TEXT, ActionScope.EVERYWHERE),
    (ActionScope.BEARING, ActionScope.LIST),
    (ActionScope.JOINING, ActionScope.LIST),
    (ActionScope.ADD, ActionScope.MENU),
    (ActionScope.LANDED, ActionScope.LIST),
    (ActionScope.CHANGED, ActionScope.LIST, ActionScope.RECORD, ActionScope.EVERYWHERE),
    (ActionScope.ALARMS, ActionScope.LIST, ActionScope.RECORD, ActionScope.EVERYWHERE),
    (ActionScope.GRAPH, ActionScope.DRAWING, ActionScope.CHANGE, ActionScope.RECORD, ActionScope.EVERYWHERE),
    (ActionScope.TIMELINE, ActionScope.LIST, ActionScope.RECORD, ActionScope.EVERYWHERE),
    (ActionScope.PAST, ActionScope.DESK, ActionScope.LIST, ActionScope.EVERYWHERE),
    (ActionScope.NEXT, ActionScope.LIST, ActionScope.RECORD, ActionScope.EVERYWHERE),
    (ActionScope.DRIFT, ActionScope.LIST, ActionScope.RECORD, ActionScope.EVERYWHERE),
    (ActionScope.TRIAGE, ActionScope.EVERYWHERE),
    (ActionScope.HOME, ActionScope.LIST, ActionScope.EVERYWHERE),
    (ActionScope.TASKS, ActionScope.LIST, ActionScope.EVERYWHERE),
    (ActionScope.EMPTY, ActionScope.RECORD, ActionScope.EVERYWHERE),
)
"""Scopes whose actions apply at the same time, so that they can't share a key."""

TYPING = frozenset(
    (
        *(ActionScope.FORM, ActionScope.FILTER, ActionScope.NEW_CLAIM, ActionScope.MARKUP, ActionScope.JOIN_REASON),
        *(ActionScope.TRIAGE_LINE, ActionScope.OFFERED, ActionScope.IMPORT, ActionScope.PLACE, ActionScope.SEARCH),
        ActionScope.KEYS,
    )
)
"""Scopes in which letters are typed."""

_SAME = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+j": "enter", "ctrl+h": "backspace", "ctrl+[": "escape"}
"""Keys that terminals send as another one."""

_NAMES = frozenset(
    (
        *("tab", "enter", "space", "escape", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown"),
        *("up", "down", "left", "right", *(f"f{number}" for number in range(1, 25)), *SIGNS),
    )
)

BY_SIGN = {sign: name for name, sign in SIGNS.items()}
"""Names of keys by the sign that they type."""


def resolve_keymap(wanted: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Check the keys that a person wants.

    :param wanted: keys by the id of an action, such as ``{"chain.next": "n, ctrl+n"}``.
    :returns: the keys that hold, in the form of the table; and what is wrong, in sentences.
    """
    actions = {action.id: action for action in COMMANDS}
    problems: list[str] = []
    keymap: dict[str, str] = {}
    for id, keys in wanted.items():
        if id not in actions:
            problems.append(f"keymap: there is no action {id}{nearest_words(id, actions)}.")
            continue
        try:
            keymap[id] = ",".join(_parse_keys(keys, actions[id]))
        except ValueError as error:
            problems.append(f"keymap: {id} keeps its keys: {error}.")
    while clash := _first_clash(keymap):
        mapped, other, key = clash
        problems.append(
            f"keymap: {mapped.id} keeps its keys: {sign_of(key)} is the key of {other.id} ({other.help.rstrip('.')})."
        )
        del keymap[mapped.id]
    return keymap, problems


def sign_of(key: str) -> str:
    """A key as a person writes it."""
    return SIGNS.get(key, key)


def _parse_keys(keys: str, action: Action) -> list[str]:
    """The names of keys.

    :raises ValueError: one can't be a key of the action.
    """
    parsed = []
    for each in (part.strip() for part in re.split(r",(?=.)", keys)):
        key = BY_SIGN.get(each, each)
        bare = re.sub(r"^((ctrl|shift|alt|super|meta)\+)+", "", key)
        if key in _SAME:
            raise ValueError(f"{each} is {_SAME[key]} in a terminal")
        is_pair = len(key) == 2 and key.isprintable() and key not in _NAMES
        if not (len(bare) == 1 and bare.isprintable()) and bare not in _NAMES and not is_pair:
            raise ValueError(f"“{each}” is not the name of a key")
        sign = SIGNS.get(key, key)
        if action.scope in TYPING and ((len(sign) == 1 and sign.isascii()) or is_pair):
            raise ValueError(f"{each} is typed there, as text")
        parsed.append(key)
    return parsed


def _first_clash(keymap: Mapping[str, str]) -> tuple[Action, Action, str] | None:
    """A mapped action, another one that applies at the same time, and the key that both would have."""
    for scopes in TOGETHER:
        here = [action for action in COMMANDS if action.scope in scopes]
        owners: dict[str, Action] = {}
        for action in sorted(here, key=lambda each: each.id in keymap):
            for key in keymap.get(action.id, action.keys).split(","):
                other = owners.setdefault(key, action)
                if action.id in keymap and other is not action and other.id != action.id:
                    return action, other, key
    return None
