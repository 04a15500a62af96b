"""Actions on every screen of the record: undo, search, opening screens; and moving steps of the chain."""

from __future__ import annotations

from tui.actions.model import Action, ActionScope

ON_SCREENS: tuple[Action, ...] = (
    Action(
        "home", "app.home", "g", "home", "Go to the home screen: every case, what needs a person most first.",
        ActionScope.RECORD, "onrecord cases", 51,
    ),
    Action(
        "search", "app.search", "ctrl+f", "search", "Search claims, exact words, reports' texts, sources, notes.",
        ActionScope.EVERYWHERE, "onrecord search WORDS", 9, "^f",
    ),
    Action("search.land", "screen.land", "enter", "go there", "Open what the line says, at the very words.",
            ActionScope.SEARCH, "onrecord search WORDS", 1, "⏎", palette=False),
    Action("search.down", "screen.walk(1)", "down", "down", "Go to the next that was found.",
            ActionScope.SEARCH, "", 3, palette=False),
    Action("search.up", "screen.walk(-1)", "up", "up", "Go to the one before.", ActionScope.SEARCH, "", 4,
            palette=False),
    Action("search.page_down", "screen.page(1)", "pagedown", "further", "Go on by five.",
            ActionScope.SEARCH, "", 70, palette=False),
    Action("search.page_up", "screen.page(-1)", "pageup", "back", "Go back by five.",
            ActionScope.SEARCH, "", 71, palette=False),
    Action("search.scope", "screen.scope", "tab", "case or store", "Search the whole store, or the case alone.",
            ActionScope.SEARCH, "onrecord search --case", 2, "⇥", palette=False),
    Action("search.back", "screen.back", "escape", "leave", "Go back to where it was opened from.",
            ActionScope.SEARCH, "", 5, "esc", palette=False),
    Action(
        "undo", "undo", "u", "undo", "Undo your last change, also after a restart.",
        ActionScope.RECORD, "onrecord undo", 12,
    ),
    Action(
        "redo", "redo", "ctrl+r", "redo", "Bring back what was undone.", ActionScope.RECORD, "onrecord redo", 36, "^r",
    ),
    Action(
        "import", "app.import_article", "i", "import", "Bring an article in: paste it, or name a path or an address.",
        ActionScope.RECORD, "onrecord import PATH", 11,
    ),
    Action(
        "changed", "app.changed_quotes", "C", "changed", "Decide on quotes whose words a newer text has otherwise.",
        ActionScope.CHANGE, "onrecord places", 54,
    ),
    Action(
        "alarms", "app.alarms", "A", "alarms", "Look at the alarms of the case, by kind, with the rows behind each.",
        ActionScope.CHANGE, "onrecord alarms", 10,
    ),
    Action(
        "timeline", "app.timeline", "m", "timeline", "Look at reports and statements in time, and at what was known.",
        ActionScope.CHANGE, "onrecord timeline", 13,
    ),
    Action(
        "next", "app.next", "G", "get next", "List what to get next, and what it could change.",
        ActionScope.CHANGE, "onrecord next", 14,
    ),
    Action(
        "chain.earlier", "move_step(-1)", "less_than_sign", "earlier", "Move the current step earlier in the chain.",
        ActionScope.DESK, "onrecord move R1 --earlier 1", 37,
    ),
    Action(
        "chain.later", "move_step(1)", "greater_than_sign", "later", "Move the current step later in the chain.",
        ActionScope.DESK, "onrecord move R1 --later 1", 38,
    ),
    Action(
        "chain.put", "add_here('step')", "plus", "put in", "Put a report into the chain, after the current step.",
        ActionScope.DESK, "onrecord add step R1", 39, "+",
    ),
    Action(
        "chain.take", "take_step", "minus", "take out", "Take the current step out of the chain; it stays on record.",
        ActionScope.DESK, "onrecord move R1 --out", 39, "-",
    ),
    Action(
        "chain.note", "add_here('note')", "N", "note", "Write what the chain says of the current step.",
        ActionScope.DESK, "onrecord move R1 --note WORDS", 53,
    ),
)  # fmt: skip
