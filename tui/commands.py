"""The one table of actions. Keys, key bar, palette and help all come from it; the README is held to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.binding import BindingType


class Scope(StrEnum):
    """Where an action applies."""

    DESK = "on the desk"
    LIST = "in a list"
    CHAIN = "in the report chain"
    VIEW = "in a thing's own view"
    READER = "in the reader"
    TEXT = "in a report's text"
    BEARING = "while choosing claims"
    MARKUP = "in the mark-up line"
    FILTER = "while filtering"
    KEYS = "in this list of keys"
    EMPTY = "in an empty store"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True, slots=True)
class Command:
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
    scope: Scope
    twin: str = ""
    """The same on the command line."""
    rank: int = 99
    """Place in the key bar, where room is short; 99 is left out of it."""
    shown: str = ""
    """How the key bar writes its key; the first key where empty."""
    palette: bool = True
    """Whether the palette offers it."""


COMMANDS: tuple[Command, ...] = (
    Command(
        "chain.next", "step(1)", "n,right_square_bracket", "next", "Step to the next report of the chain.",
        Scope.DESK, "onrecord chain", 1,
    ),
    Command(
        "chain.previous", "step(-1)", "p,left_square_bracket", "previous", "Step back to the report before.",
        Scope.DESK, "onrecord chain", 2,
    ),
    Command(
        "chain.first", "step_to(0)", "home", "first", "Go to the first step of the chain.",
        Scope.DESK, "onrecord chain", 60, palette=False,
    ),
    Command(
        "chain.last", "step_to(-1)", "end", "last", "Go to the last step of the chain.",
        Scope.DESK, "onrecord chain", 61, palette=False,
    ),
    Command(
        "chain.right", "screen.step(1)", "right,l", "next", "Step to the next report.",
        Scope.CHAIN, "onrecord chain", palette=False,
    ),
    Command(
        "chain.left", "screen.step(-1)", "left,h", "previous", "Step back to the report before.",
        Scope.CHAIN, "onrecord chain", palette=False,
    ),
    Command(
        "open", "open", "enter", "open", "Open what is selected: a source, a claim, a denial, a report.",
        Scope.DESK, "onrecord source|claim|denial|report KEY", 3, "⏎", palette=False,
    ),
    Command(
        "filter", "filter", "slash", "filter", "Filter the pane you are in, as you type.",
        Scope.DESK, "onrecord claims | grep", 4, "/",
    ),
    Command(
        "copy", "app.copy", "y", "copy", "Copy what is selected as a citable line: words, speaker, via, report, time.",
        Scope.DESK, "onrecord claim C1, onrecord report R1", 6,
    ),
    Command(
        "read", "read", "r", "read", "Read the text of the step's report, with who says what marked in it.",
        Scope.DESK, "onrecord propose R1", 5,
    ),
    Command(
        "clear", "clear", "escape", "clear", "Clear the filter of the pane you are in.", Scope.DESK, "", 0, "esc",
        palette=False,
    ),
    Command(
        "walk", "walk", "w", "walk", "Walk through the chain by itself, a few seconds a step; any key takes over.",
        Scope.DESK, "onrecord demo --walk", 5,
    ),
    Command(
        "pane.sources", "pane('sources')", "1", "sources", "Go to the sources.", Scope.DESK, "onrecord sources", 20,
    ),
    Command(
        "pane.claims", "pane('claims')", "2", "claims", "Go to the claims.", Scope.DESK, "onrecord claims", 21,
    ),
    Command(
        "pane.denials", "pane('denials')", "3", "denials", "Go to the denials.", Scope.DESK, "onrecord denials", 22,
    ),
    Command(
        "pane.chain", "pane('chain')", "4", "chain", "Go to the report chain.", Scope.DESK, "onrecord chain", 23,
    ),
    Command(
        "pane.next", "next_pane(1)", "tab", "next pane", "Go to the next pane.", Scope.DESK, "", 30, palette=False,
    ),
    Command(
        "pane.previous", "next_pane(-1)", "shift+tab", "pane before", "Go to the pane before.",
        Scope.DESK, "", palette=False,
    ),
    Command("move.down", "move(1)", "down,j", "down", "Go a row down.", Scope.LIST, "", 40, "j", palette=False),
    Command("move.up", "move(-1)", "up,k", "up", "Go a row up.", Scope.LIST, "", 41, "k", palette=False),
    Command("move.page_down", "page(1)", "pagedown,space", "page", "Go a page down.", Scope.LIST, "", palette=False),
    Command("move.page_up", "page(-1)", "pageup", "page up", "Go a page up.", Scope.LIST, "", palette=False),
    Command("move.top", "edge(-1)", "ctrl+home", "top", "Go to the first row.", Scope.LIST, "", palette=False),
    Command("move.bottom", "edge(1)", "ctrl+end", "bottom", "Go to the last row.", Scope.LIST, "", palette=False),
    Command(
        "filter.keep", "keep_filter", "enter,down", "keep", "Keep the filter and go back to the rows.",
        Scope.FILTER, "", 1, "⏎", palette=False,
    ),
    Command(
        "filter.clear", "clear_filter", "escape", "clear", "Clear the filter.", Scope.FILTER, "", 2, "esc",
        palette=False,
    ),
    Command(
        "back", "back", "escape,backspace", "back", "Go back to where you came from.",
        Scope.VIEW, "", 1, "esc", palette=False,
    ),
    Command(
        "view.open", "open", "enter", "open", "Open the source, claim or report of this line.",
        Scope.VIEW, "onrecord source|claim|denial|report KEY", 2, "⏎", palette=False,
    ),
    Command(
        "reader.next", "offer(1)", "n,right_square_bracket", "next", "Go to the next open proposal.",
        Scope.READER, "onrecord propose R1", 1,
    ),
    Command(
        "reader.previous", "offer(-1)", "p,left_square_bracket", "previous", "Go to the open proposal before.",
        Scope.READER, "onrecord propose R1", 2,
    ),
    Command(
        "reader.any_next", "offer(1, True)", "N", "next of all", "Go to the next proposal, decided ones too.",
        Scope.READER, palette=False,
    ),
    Command(
        "reader.any_previous", "offer(-1, True)", "P", "before of all", "Go to the proposal before, decided ones too.",
        Scope.READER, palette=False,
    ),
    Command(
        "reader.unfold", "unfold", "tab", "unfold", "Show the proposals inside this one, or fold them again.",
        Scope.READER, "", 8, palette=False,
    ),
    Command(
        "reader.accept", "accept", "enter", "accept", "Accept the proposal: choose the claims it bears on, then write.",
        Scope.READER, "", 3, "⏎",
    ),
    Command(
        "reader.reject", "reject", "x", "reject", "Reject the proposal; a rejected one is opened again.",
        Scope.READER, "", 4,
    ),
    Command(
        "reader.edit", "edit", "e", "edit", "Open the mark-up line with what the proposal says.",
        Scope.READER, "", 5,
    ),
    Command(
        "reader.markup", "markup", "m", "mark up", "Turn the selected words into a statement, on one line.",
        Scope.READER, "onrecord markup", 6,
    ),
    Command("reader.undo", "undo", "u", "undo", "Undo what was written last.", Scope.READER, "onrecord undo", 9),
    Command("reader.redo", "redo", "ctrl+r", "redo", "Write again what was undone.", Scope.READER, "", 40),
    Command(
        "reader.back", "back", "escape,backspace", "back", "Drop the selection, or go back to where you came from.",
        Scope.READER, "", 10, "esc", palette=False,
    ),
    Command(
        "reader.copy", "app.copy", "y", "copy", "Copy the selected words, or the proposal's, as a citable line.",
        Scope.READER, "", 11, palette=False,
    ),
    Command("text.down", "row(1)", "down,j", "down", "Go a row down.", Scope.TEXT, palette=False),
    Command("text.up", "row(-1)", "up,k", "up", "Go a row up.", Scope.TEXT, palette=False),
    Command("text.right", "word(1)", "right,l,w", "word", "Go to the next word.", Scope.TEXT, palette=False),
    Command("text.left", "word(-1)", "left,h,b", "word back", "Go to the word before.", Scope.TEXT, palette=False),
    Command(
        "text.select", "select", "v", "select", "Begin to select words at the cursor; again to stop.",
        Scope.TEXT, "", 7, palette=False,
    ),
    Command(
        "text.select_right", "word(1, True)", "shift+right", "select", "Select the next word too.",
        Scope.TEXT, palette=False,
    ),
    Command(
        "text.select_left", "word(-1, True)", "shift+left", "select back", "Select the word before too.",
        Scope.TEXT, palette=False,
    ),
    Command(
        "text.select_down", "row(1, True)", "shift+down", "select down", "Select down to the next row.",
        Scope.TEXT, palette=False,
    ),
    Command(
        "text.select_up", "row(-1, True)", "shift+up", "select up", "Select up to the row before.",
        Scope.TEXT, palette=False,
    ),
    Command(
        "text.letter_more", "letter(1)", "greater_than_sign", "letter more", "Select one letter or sign more.",
        Scope.TEXT, shown=">", palette=False,
    ),
    Command(
        "text.letter_less", "letter(-1)", "less_than_sign", "letter less", "Select one letter or sign less.",
        Scope.TEXT, shown="<", palette=False,
    ),
    Command("text.page_down", "page(1)", "pagedown,space", "page", "Go a page down.", Scope.TEXT, palette=False),
    Command("text.page_up", "page(-1)", "pageup", "page up", "Go a page up.", Scope.TEXT, palette=False),
    Command("text.top", "edge(-1)", "home,ctrl+home", "top", "Go to the first word.", Scope.TEXT, palette=False),
    Command("text.bottom", "edge(1)", "end,ctrl+end", "end", "Go to the last word.", Scope.TEXT, palette=False),
    Command(
        "view.read", "read", "r", "read", "Read a report's text, with who says what marked in it.",
        Scope.VIEW, "onrecord propose R1", 3, palette=False,
    ),
    Command("keys.close", "dismiss", "escape", "close", "Close the list of keys.", Scope.KEYS, palette=False),
    Command("keys.down", "scroll(1)", "down", "down", "Scroll down.", Scope.KEYS, palette=False),
    Command("keys.up", "scroll(-1)", "up", "up", "Scroll up.", Scope.KEYS, palette=False),
    Command("keys.page_down", "scroll(10)", "pagedown", "page", "Scroll a page down.", Scope.KEYS, palette=False),
    Command("keys.page_up", "scroll(-10)", "pageup", "page up", "Scroll a page up.", Scope.KEYS, palette=False),
    Command(
        "view.copy", "app.copy", "y", "copy", "Copy the line you are on, or the whole thing, as a citable line.",
        Scope.VIEW, "onrecord claim C1, onrecord report R1", 6, palette=False,
    ),
    Command(
        "demo", "app.demo", "d", "shipped case", "Open the case that ships, in a temporary file beside this store.",
        Scope.EMPTY, "onrecord demo", 1,
    ),
    Command(
        "theme", "change_theme", "T", "theme", "Choose colours: dark, light, high contrast, and Textual's own.",
        Scope.EVERYWHERE, "onrecord --theme NAME", 50,
    ),
    Command(
        "keys", "keys", "question_mark,f1", "keys", "Show every key; type to filter them.",
        Scope.EVERYWHERE, "onrecord --help", 7, "?",
    ),
    Command(
        "palette", "command_palette", "ctrl+p", "palette", "Find an action by its words.",
        Scope.EVERYWHERE, "onrecord --help", 8, "^p", palette=False,
    ),
    Command("quit", "quit", "q,ctrl+q", "quit", "Quit.", Scope.EVERYWHERE, "", 9),
)  # fmt: skip


def commands(*scopes: Scope) -> list[Command]:
    """The actions that apply in some scopes, in the order of the table."""
    return [command for command in COMMANDS if command.scope in scopes]


def bindings(*scopes: Scope) -> list[BindingType]:
    """Textual bindings for the actions of some scopes, each with its id."""
    from textual.binding import Binding

    return [
        Binding(command.keys, command.action, command.words, show=False, id=command.id) for command in commands(*scopes)
    ]


def written(command: Command) -> str:
    """How the key bar writes a command's key."""
    return command.shown or _spelt(command.keys.split(",")[0])


def all_keys(command: Command) -> str:
    """Every key of a command, as the help writes them."""
    return " ".join(_spelt(key) for key in command.keys.split(","))


_SPELT = {
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "question_mark": "?",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "slash": "/",
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
}


def _spelt(key: str) -> str:
    return _SPELT.get(key, key)


def ranked(these: Iterable[Command]) -> list[Command]:
    """The actions a key bar shows, most needed first."""
    return sorted((command for command in these if command.rank < 99), key=lambda command: command.rank)
