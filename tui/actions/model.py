"""Types of the table of actions: an action with its keys, and the scope where it applies."""

from __future__ import annotations

from enum import StrEnum

from db.dataclass import dataclass, replace


class ActionScope(StrEnum):
    """The screen or situation where an action applies; its value heads its keys in the help."""

    DESK = "on the desk"
    LIST = "in a list"
    MARK = "in a list with marks"
    SHEET = "in a long text"
    CHAIN = "in the report chain"
    VIEW = "in the view of one item"
    READER = "in the reader"
    TEXT = "in a report's text"
    BEARING = "while choosing claims"
    NEW_CLAIM = "while typing a new claim"
    MARKUP = "in the mark-up line"
    CHANGE = "on what is selected"
    JUDGE = "to judge what is selected"
    JOINING = "while joining claims"
    JOIN_REASON = "while typing a reason to join claims"
    TRIAGE = "in quick triage"
    TRIAGE_LINE = "on the input line of quick triage"
    RECORD = "on every screen of a case"
    ADD = "in the add menu"
    MENU = "in a menu"
    FORM = "in a form"
    CHOICE = "on a choice in a form"
    OFFERED = "in the suggestions of a form"
    CLASH = "when someone else changed what you edit"
    REPLACED = "when the store was replaced"
    IMPORT = "while importing an article"
    PLACE = "in the field for a path or an address"
    LANDED = "on the result of an import"
    CHANGED = "on changed quotes"
    GRAPH = "in the chain view"
    DRAWING = "between the boxes of the chain view"
    ALARMS = "on alarms"
    TIMELINE = "on the timeline"
    PAST = "on the desk as of a past time"
    NEXT = "on what to get next"
    SEARCH = "while searching"
    HOME = "on the home screen"
    TASKS = "on the tasks of all cases"
    DRIFT = "on wording drift"
    FILTER = "while filtering"
    KEYS = "in this help"
    MANUAL = "in a page of the manual"
    STORE = "in the menu of the store"
    HISTORY = "in the history of changes"
    NEAR = "at claims that read alike"
    JOB = "at a task over the whole store"
    EXPORT = "while exporting"
    PRESENT = "while presenting"
    EMPTY = "in an empty store"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True, slots=True)
class Action:
    """An action that a person can take."""

    id: str
    """Stable name of its binding, for a keymap."""
    action: str
    """The Textual action it runs."""
    keys: str
    """Its keys, separated by commas."""
    words: str
    """One or two words for the key bar."""
    help: str
    """A sentence for help and palette."""
    twin: str = ""
    """The same action on the command line."""
    rank: int = 99
    """Place in the key bar, lowest first; 99 is left out."""
    shown: str = ""
    """Its key as the key bar writes it; empty for the first key."""
    palette: bool = False
    """Whether the palette offers it."""
    priority: bool = False
    """Whether its key goes before what the focused widget does with it, also where text is typed."""
    off_in_browser: str = ""
    """Why it is off where a browser shows the desk: it would act on the server's machine. Empty where it works."""
    scope: ActionScope = ActionScope.EVERYWHERE
    """Where it applies; :func:`in_scope` sets it for a group."""


def in_scope(scope: ActionScope, *actions: Action) -> tuple[Action, ...]:
    """Actions that apply in one place."""
    return tuple(replace(action, scope=scope) for action in actions)
