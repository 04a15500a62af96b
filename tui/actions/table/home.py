"""Actions on the home screen and in the list of all tasks."""

from __future__ import annotations

from tui.actions.model import Action, ActionScope, in_scope

AT_HOME: tuple[Action, ...] = (
    *in_scope(ActionScope.HOME,
        Action("home.open", "open", "enter", "open", "Open the case on the desk.", "onrecord --case K1", 1, "⏎"),
        Action("home.filter", "filter", "slash", "filter", "Filter the cases by key, title, place, day or summary.",
                "onrecord cases | grep", 3, "/", palette=True),
        Action("home.sort", "sort(1)", "s", "sort",
                "Sort by the next order. The first puts what needs you most on top: overdue tasks, then undecided "
                "claims with "
                "statements for and against, open alarms, undecided claims, last change; cases not counted come "
                "last.",
                "onrecord cases --sort needs", 4, palette=True),
        Action("home.sort_back", "sort(-1)", "S", "sort back", "Sort by the previous order.",
                "onrecord cases --sort title"),
        Action("home.new", "new_case", "n,a", "new case", "Add a case.", "onrecord add case", 5, palette=True),
        Action("home.edit", "edit", "e", "edit", "Rename the case, or change its place, time zone, day or summary.",
                "onrecord edit case K1", 6, palette=True),
        Action("home.archive", "archive", "x", "archive",
                "Archive the case, or bring it back; nothing in it changes.",
                "onrecord archive K1, onrecord unarchive K1", 7, palette=True),
        Action("home.archived", "archived", "z", "archived", "Show archived cases too, or hide them again.",
                "onrecord cases --archived", 8, palette=True),
        Action("home.alarms", "alarms", "A", "alarms", "Open the case and show its alarms.",
                "onrecord alarms --case K1", 9, palette=True),
        Action("home.triage", "triage", "t", "triage", "Open the case and triage its undecided claims.",
                "onrecord triage --case K1", 9, palette=True),
        Action("home.look", "look", "o", "details", "Show the case: what it is about, its tags, notes and tasks.",
                "onrecord case K1", 9, palette=True),
        Action("home.tasks", "app.tasks", "w", "tasks", "List all open tasks, the longest overdue first.",
                "onrecord tasks --open", 9, palette=True),
        Action("home.count", "count", "c", "count", "Count the origins and alarms of a large case now; esc stops.",
                "onrecord cases --count", 10, palette=True),
        Action("home.copy", "app.copy", "y", "copy", "Copy the case as a line, with its numbers.", "onrecord cases",
                13),
        Action("home.undo", "undo", "u", "undo", "Undo your last change.", "onrecord undo", 12, palette=True),
        Action("home.redo", "redo", "ctrl+r", "redo", "Redo the last undone change.", "onrecord redo", 36, "^r",
                palette=True),
        Action("home.back", "back", "escape,g,backspace", "back",
                "Stop counting, clear the filter, or go back to the previous case.", "", 2, "esc"),
    ),
    *in_scope(ActionScope.TASKS,
        Action("tasks.open", "open", "enter", "open", "Open the item the task is on.",
                "onrecord case|source|claim|denial|report KEY", 1, "⏎"),
        Action("tasks.done", "done", "d", "done", "Mark the task done, or not done.",
                "onrecord task T1 --done, onrecord task T1 --not-done", 2, palette=True),
        Action("tasks.edit", "edit", "e", "edit", "Edit the task: text, person, due day.", "onrecord task T1 --edit",
                3, palette=True),
        Action("tasks.copy", "app.copy", "y", "copy", "Copy the task as a line.", "onrecord tasks", 13),
        Action("tasks.undo", "undo", "u", "undo", "Undo your last change.", "onrecord undo", 12, palette=True),
        Action("tasks.redo", "redo", "ctrl+r", "redo", "Redo the last undone change.", "onrecord redo", 36, "^r",
                palette=True),
        Action("tasks.back", "back", "escape,w,backspace", "back", "Go back.", "", 4, "esc"),
    ),
)  # fmt: skip
