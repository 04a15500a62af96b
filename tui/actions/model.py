"""One action a person can take, and where it applies."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ActionScope(StrEnum):
    """Where an action applies."""

    DESK = "on the desk"
    LIST = "in a list"
    MARK = "at rows that can be marked"
    SHEET = "in a text of several paragraphs"
    CHAIN = "in the report chain"
    VIEW = "in a thing's own view"
    READER = "in the reader"
    TEXT = "in a report's text"
    BEARING = "while choosing claims"
    NEW_CLAIM = "while typing a new claim"
    MARKUP = "in the mark-up line"
    CHANGE = "on what is selected"
    JUDGE = "to judge what is selected"
    JOINING = "while joining claims"
    JOIN_REASON = "while typing why claims are joined"
    TRIAGE = "in quick triage"
    TRIAGE_LINE = "on the line of quick triage"
    RECORD = "wherever the record shows"
    ADD = "in the menu of what to add"
    MENU = "in a menu"
    FORM = "in a form"
    CHOICE = "at a choice in a form"
    OFFERED = "at what a form offers"
    CLASH = "at an edit of what changed meanwhile"
    IMPORT = "while bringing an article in"
    PLACE = "on the line for a path or an address"
    LANDED = "at what became of an import"
    CHANGED = "at changed quotes"
    GRAPH = "in the chain view"
    DRAWING = "among the boxes of the chain view"
    ALARMS = "at alarms"
    TIMELINE = "on the timeline"
    PAST = "on the desk in the past"
    NEXT = "at what to get next"
    SEARCH = "while searching"
    HOME = "on the home screen"
    TASKS = "at the tasks of all cases"
    DRIFT = "at wording drift"
    FILTER = "while filtering"
    KEYS = "in this list of keys"
    EMPTY = "in an empty store"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True, slots=True)
class Action:
    """One action a person can take."""

    id: str
    """Stable name of its binding, for a keymap."""
    action: str
    """The Textual action it runs."""
    keys: str
    """Keys that run it, with commas between."""
    words: str
    """One or two words for the key bar."""
    help: str
    """A sentence for the help and the palette."""
    scope: ActionScope
    twin: str = ""
    """The same on the command line."""
    rank: int = 99
    """Place in the key bar, where room is short; 99 is left out of it."""
    shown: str = ""
    """How the key bar writes its key; the first key where empty."""
    palette: bool = True
    """Whether the palette offers it."""
