"""At wording drift, where two changed the same, in the list of keys, in an empty store, and everywhere."""

from __future__ import annotations

from tui.actions.model import Command, Scope

ELSEWHERE: tuple[Command, ...] = (
    Command("drift.open", "open", "enter", "open", "Open the claim, or the report that the words are read in.",
            Scope.DRIFT, "onrecord claim|report KEY", 1, "⏎", palette=False),
    Command("drift.copy", "app.copy", "y", "copy", "Copy both wordings, or the change, as a citable line.",
            Scope.DRIFT, "onrecord drift C1", 3, palette=False),
    Command("drift.back", "back", "escape,D,backspace", "back", "Go back to where you came from.",
            Scope.DRIFT, "", 2, "esc", palette=False),
    Command("clash.mine", "keep('mine')", "k", "keep mine", "Write yours where both of you changed it.",
            Scope.CLASH, "onrecord edit", 1, palette=False),
    Command("clash.theirs", "keep('theirs')", "t", "take theirs", "Let theirs stand where both of you changed it.",
            Scope.CLASH, "", 2, palette=False),
    Command("clash.back", "leave", "escape", "back to the form", "Go back to the form; nothing is written.",
            Scope.CLASH, "", 3, "esc", palette=False),
    Command("clash.down", "scroll(1)", "down,j", "down", "Scroll down.", Scope.CLASH, palette=False),
    Command("clash.up", "scroll(-1)", "up", "up", "Scroll up.", Scope.CLASH, palette=False),
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
        "empty.case", "new_case", "n,a", "new case", "Begin a case; the store is made when it is saved.",
        Scope.EMPTY, "onrecord add case", 2,
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
