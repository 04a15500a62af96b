"""Wherever the record shows: home, search, undo, what opens a screen of its own; and moving steps of the chain."""

from __future__ import annotations

from tui.actions.model import Command, Scope

ON_SCREENS: tuple[Command, ...] = (
    Command(
        "home", "app.home", "g", "home", "Go to the home screen: every case, what needs a person most first.",
        Scope.RECORD, "onrecord cases", 51,
    ),
    Command(
        "search", "app.search", "ctrl+f", "search", "Search claims, exact words, reports' texts, sources, notes.",
        Scope.EVERYWHERE, "onrecord search WORDS", 9, "^f",
    ),
    Command("search.land", "screen.land", "enter", "go there", "Open what the line says, at the very words.",
            Scope.SEARCH, "onrecord search WORDS", 1, "⏎", palette=False),
    Command("search.down", "screen.walk(1)", "down", "down", "Go to the next that was found.",
            Scope.SEARCH, "", 3, palette=False),
    Command("search.up", "screen.walk(-1)", "up", "up", "Go to the one before.", Scope.SEARCH, "", 4, palette=False),
    Command("search.page_down", "screen.page(1)", "pagedown", "further", "Go on by five.",
            Scope.SEARCH, "", 70, palette=False),
    Command("search.page_up", "screen.page(-1)", "pageup", "back", "Go back by five.",
            Scope.SEARCH, "", 71, palette=False),
    Command("search.scope", "screen.scope", "tab", "case or store", "Search the whole store, or the case alone.",
            Scope.SEARCH, "onrecord search --case", 2, "⇥", palette=False),
    Command("search.back", "screen.back", "escape", "leave", "Go back to where it was opened from.",
            Scope.SEARCH, "", 5, "esc", palette=False),
    Command(
        "undo", "undo", "u", "undo", "Undo your last change, also after a restart.",
        Scope.RECORD, "onrecord undo", 12,
    ),
    Command(
        "redo", "redo", "ctrl+r", "redo", "Bring back what was undone.", Scope.RECORD, "onrecord redo", 36, "^r",
    ),
    Command(
        "import", "app.import_article", "i", "import", "Bring an article in: paste it, or name a path or an address.",
        Scope.RECORD, "onrecord import PATH", 11,
    ),
    Command(
        "changed", "app.changed_quotes", "C", "changed", "Decide on quotes whose words a newer text has otherwise.",
        Scope.CHANGE, "onrecord places", 54,
    ),
    Command(
        "alarms", "app.alarms", "A", "alarms", "Look at the alarms of the case, by kind, with the rows behind each.",
        Scope.CHANGE, "onrecord alarms", 10,
    ),
    Command(
        "timeline", "app.timeline", "m", "timeline", "Look at reports and statements in time, and at what was known.",
        Scope.CHANGE, "onrecord timeline", 13,
    ),
    Command(
        "next", "app.next", "G", "get next", "List what to get next, and what it could change.",
        Scope.CHANGE, "onrecord next", 14,
    ),
    Command(
        "chain.earlier", "move_step(-1)", "less_than_sign", "earlier", "Move the current step earlier in the chain.",
        Scope.DESK, "onrecord move R1 --earlier 1", 37,
    ),
    Command(
        "chain.later", "move_step(1)", "greater_than_sign", "later", "Move the current step later in the chain.",
        Scope.DESK, "onrecord move R1 --later 1", 38,
    ),
    Command(
        "chain.put", "add_here('step')", "plus", "put in", "Put a report into the chain, after the current step.",
        Scope.DESK, "onrecord add step R1", 39, "+",
    ),
    Command(
        "chain.take", "take_step", "minus", "take out", "Take the current step out of the chain; it stays on record.",
        Scope.DESK, "onrecord move R1 --out", 39, "-",
    ),
    Command(
        "chain.note", "add_here('note')", "N", "note", "Write what the chain says of the current step.",
        Scope.DESK, "onrecord move R1 --note WORDS", 53,
    ),
)  # fmt: skip
