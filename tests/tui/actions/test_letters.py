"""One letter, one meaning: what a letter does on a screen, it does on every screen that has it."""

from __future__ import annotations

import re

import pytest

from tui.actions.registry import COMMANDS, Action, ActionScope, commands
from tui.system.keyboard import KeySequences, is_sequence

MEANINGS = {
    "a": "add|article|new|case|markup",
    "b": "",
    "c": "graph|whole",
    "d": "remove",
    "e": "edit|as_line",
    "f": "filters",
    "h": "left|previous|statement_before",
    "i": "import",
    "j": "down|page",
    "k": "up|page_up",
    "l": "right|next|statement",
    "m": "timeline|back",
    "n": "next",
    "o": "note",
    "p": "previous|back_one",
    "q": "quit|back",
    "r": "read",
    "s": "status|aside",
    "t": "triage",
    "u": "undo",
    "v": "verdict",
    "w": "walk|going_on|play",
    "x": "reject|export",
    "y": "copy",
    "z": "archived",
    "A": "alarms",
    "C": "changed",
    "D": "drift|back",
    "E": "fold",
    "F": "next|back",
    "G": "bottom|end|last",
    "H": "home|back",
    "I": "summary",
    "J": "judge",
    "K": "case|look",
    "L": "tasks|back",
    "M": "mark_through|through",
    "N": "note",
    "O": "task",
    "P": "present|back",
    "Q": "store",
    "R": "rate",
    "S": "sort",
    "T": "theme",
    "U": "count",
    "V": "open",
    "W": "reason|why",
    "X": "turn",
    "Y": "copies",
    "Z": "archive|done",
}
"""What each letter means, by the last parts of the ids of its actions: ways to say it on one screen or another.

``back`` is the key that opened a screen, which closes it too.
"""

MENUS = {ActionScope.ADD, ActionScope.STORE}
"""Menus, in which each row shows its letter."""

MOTIONS = {"text.right", "text.left", "text.select"}
"""Motions in a report's text that vim hands know: ``w``, ``b`` and ``v``. No claim is at hand there."""


def is_rating(command: Action) -> bool:
    """Whether its letter is the rating itself, A to F."""
    return command.id.startswith("triage.rate_")


@pytest.mark.parametrize("letter", sorted(MEANINGS))
def test_a_letter_means_one_thing(letter: str) -> None:
    other = [
        command.id
        for command in COMMANDS
        if letter in command.keys.split(",")
        and command.scope not in MENUS
        and command.id not in MOTIONS
        and not is_rating(command)
        and not re.fullmatch(MEANINGS[letter], command.id.rpartition(".")[2])
    ]
    assert other == []


def test_every_letter_has_its_meaning() -> None:
    letters = {key for command in COMMANDS for key in command.keys.split(",") if len(key) == 1 and key.isalpha()}
    assert letters <= {*MEANINGS, "B"}


def test_no_key_hides_a_sequence() -> None:
    keys = {command.id: command.keys.split(",") for command in COMMANDS}
    firsts = {
        scope: {key[0] for each in commands(scope) for key in keys[each.id] if is_sequence(key)}
        for scope in ActionScope
    }
    hidden = [each.id for each in COMMANDS if firsts[each.scope] & {*keys[each.id]}]
    assert hidden == []
    assert "g" not in {key for each in keys.values() for key in each}


def test_two_keys_are_one_where_they_are_bound() -> None:
    keys = KeySequences()
    assert [keys.read(key, {"gg", "j"}) for key in "gg"] == ["", "gg"]
    assert [keys.read(key, {"gg", "j"}) for key in "gjg"] == ["", "j", ""]
    assert keys.read("g", {"gg"}) == "gg"
    assert keys.read("g", {"j"}) == "g"


def test_v_stays_until_escape() -> None:
    keys, bound = KeySequences(), {"vc", "vd", "n", "escape"}
    read = [keys.read(key, bound) for key in ("v", "c", "n", "d", "escape", "d", "escape")]
    assert read == ["", "vc", "n", "vd", "", "d", "escape"]
