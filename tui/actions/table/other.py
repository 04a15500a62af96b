"""Actions at wording drift, at conflicts, in the help, in an empty store, and everywhere."""

from __future__ import annotations

from tui.actions.model import Action, ActionScope

ELSEWHERE: tuple[Action, ...] = (
    Action("drift.open", "open", "enter", "open", "Open the claim, or the report that the words are read in.",
            ActionScope.DRIFT, "onrecord claim|report KEY", 1, "⏎", palette=False),
    Action("drift.copy", "app.copy", "y", "copy", "Copy both wordings, or the change, as a citable line.",
            ActionScope.DRIFT, "onrecord drift C1", 3, palette=False),
    Action("drift.back", "back", "escape,D,backspace", "back", "Go back to where you came from.",
            ActionScope.DRIFT, "", 2, "esc", palette=False),
    Action("clash.mine", "keep('mine')", "k", "keep mine", "Write yours where both of you changed it.",
            ActionScope.CLASH, "onrecord edit", 1, palette=False),
    Action("clash.theirs", "keep('theirs')", "t", "take theirs", "Let theirs stand where both of you changed it.",
            ActionScope.CLASH, "", 2, palette=False),
    Action("clash.back", "leave", "escape", "back to the form", "Go back to the form; nothing is written.",
            ActionScope.CLASH, "", 3, "esc", palette=False),
    Action("clash.down", "scroll(1)", "down,j", "down", "Scroll down.", ActionScope.CLASH, palette=False),
    Action("clash.up", "scroll(-1)", "up", "up", "Scroll up.", ActionScope.CLASH, palette=False),
    Action("keys.close", "dismiss", "escape", "close", "Close the list of keys.", ActionScope.KEYS, palette=False),
    Action("keys.down", "scroll(1)", "down", "down", "Scroll down.", ActionScope.KEYS, palette=False),
    Action("keys.up", "scroll(-1)", "up", "up", "Scroll up.", ActionScope.KEYS, palette=False),
    Action("keys.page_down", "scroll(10)", "pagedown", "page", "Scroll a page down.", ActionScope.KEYS, palette=False),
    Action("keys.page_up", "scroll(-10)", "pageup", "page up", "Scroll a page up.", ActionScope.KEYS, palette=False),
    Action(
        "view.copy", "app.copy", "y", "copy", "Copy the line you are on, or the whole thing, as a citable line.",
        ActionScope.VIEW, "onrecord claim C1, onrecord report R1", 6, palette=False,
    ),
    Action(
        "empty.case", "new_case", "n,a", "new case", "Begin a case; the store is made when it is saved.",
        ActionScope.EMPTY, "onrecord add case", 2,
    ),
    Action(
        "demo", "app.demo", "d", "shipped case", "Open the case that ships, in a temporary file beside this store.",
        ActionScope.EMPTY, "onrecord demo", 1,
    ),
    Action(
        "theme", "change_theme", "T", "theme", "Choose colours: dark, light, high contrast, and Textual's own.",
        ActionScope.EVERYWHERE, "onrecord --theme NAME", 50,
    ),
    Action(
        "keys", "keys", "question_mark,f1", "keys", "Show every key; type to filter them.",
        ActionScope.EVERYWHERE, "onrecord --help", 7, "?",
    ),
    Action(
        "palette", "command_palette", "ctrl+p", "palette", "Find an action by its words.",
        ActionScope.EVERYWHERE, "onrecord --help", 8, "^p", palette=False,
    ),
    Action("quit", "quit", "q,ctrl+q", "quit", "Quit.", ActionScope.EVERYWHERE, "", 9),
)  # fmt: skip
