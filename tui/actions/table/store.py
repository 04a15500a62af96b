"""Actions of the store: its menu, the history of changes, near claims, and tasks that take a while."""

from __future__ import annotations

from tui.actions.model import Action, ActionScope, in_scope

IN_STORE: tuple[Action, ...] = (
    *in_scope(ActionScope.STORE,
        Action("store.history", "app.store('history')", "h", "history", "List what was done, by whom and when.",
                "onrecord history", shown="H h", palette=True),
        Action("store.backup", "app.store('backup')", "b", "back up",
                "Copy the store into a new file, while it is in use; the copy is checked.", "onrecord backup FILE",
                shown="H b", palette=True),
        Action("store.check", "app.store('check')", "c", "check", "Check that the store is whole; nothing is changed.",
                "onrecord check", shown="H c", palette=True),
        Action("store.table", "app.store('table')", "t", "import table",
                "Import a table of claims, or of their appearances, after a look and a trial.",
                "onrecord import-table TABLE", shown="H t", palette=True),
        Action("store.near", "app.store('near')", "n", "near claims",
                "List pairs of claims that read alike, to join them.", "onrecord near --all", shown="H n",
                palette=True),
    ),
    *in_scope(ActionScope.HISTORY,
        Action("history.open", "open", "enter", "more", "Read further back, at the last line.", "onrecord history", 1,
                "⏎"),
        Action("history.copy", "app.copy", "y", "copy", "Copy the line: what, who and when.", "onrecord history", 3),
        Action("history.back", "back", "escape,backspace", "back", "Go back.", "", 2, "esc"),
    ),
    *in_scope(ActionScope.NEAR,
        Action("near.open", "open", "enter", "open", "Open the first claim of the pair.", "onrecord claim C1", 1, "⏎"),
        Action("near.join", "join", "equals_sign", "join", "Join the two claims, after a look at both.",
                "onrecord join C7 C3", 2),
        Action("near.copy", "app.copy", "y", "copy", "Copy the pair as a line.", "onrecord near --all", 4),
        Action("near.back", "back", "escape,backspace", "back", "Stop comparing, and go back.", "", 3, "esc"),
    ),
    *in_scope(ActionScope.JOB,
        Action("job.start", "start", "enter", "start", "Start it.", "", 1, "⏎"),
        Action("job.over", "over", "ctrl+o", "replace", "Replace the backup that has this name.",
                "onrecord backup FILE --over", 2, "^o"),
        Action("job.down", "page(1)", "pagedown", "page", "Go a page down in the result."),
        Action("job.up", "page(-1)", "pageup", "page up", "Go a page up in the result."),
        Action("job.leave", "leave", "escape", "back", "Stop it; where nothing runs, close.", "", 3, "esc"),
    ),
)  # fmt: skip
