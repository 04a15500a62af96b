"""Actions on the selection: add, edit, assess, join."""

from __future__ import annotations

from tui.actions.model import Action, ActionScope

ON_RECORD: tuple[Action, ...] = (
    Action(
        "add", "add", "a", "add", "Add a source, report, claim …: a menu, what fits here first.",
        ActionScope.CHANGE, "onrecord add", 5,
    ),
    Action(
        "edit", "edit", "e", "edit", "Edit what is selected.", ActionScope.CHANGE, "onrecord edit claim C1", 6,
    ),
    Action(
        "remove", "remove", "d,delete", "remove", "Remove what is selected; u brings it back.",
        ActionScope.CHANGE, "onrecord remove KEY", 35,
    ),
    Action(
        "case", "case", "K", "case", "Look at the case, edit or remove it, see all tasks, open another, begin one.",
        ActionScope.CHANGE, "onrecord case K1, onrecord cases, onrecord edit case K1", 52,
    ),
    Action(
        "judge.status", "status", "s", "status", "Say how far the desk is with the claim, or with the marked ones.",
        ActionScope.JUDGE, "onrecord status", 13,
    ),
    Action(
        "judge.verdict", "verdict", "v", "verdict", "Give the claim, or the marked ones, a verdict with a reason.",
        ActionScope.JUDGE, "onrecord assess", 14,
    ),
    Action(
        "judge.rate", "rate", "R", "rate", "Rate a source (A–F), or what a statement says of a claim (1–6).",
        ActionScope.JUDGE, "onrecord rate", 30,
    ),
    Action(
        "judge.tag", "tag", "number_sign", "tags", "Change the tags of what is selected, or tag the marked rows.",
        ActionScope.JUDGE, "onrecord tag", 31,
    ),
    Action(
        "judge.join", "join", "equals_sign", "join", "Join the claim into one that says the same, or set it apart.",
        ActionScope.JUDGE, "onrecord join C7 C3, onrecord split C7, onrecord near C7", 32,
    ),
    Action("joining.join", "join", "enter", "join", "Join the two, or set the claim apart, as it is shown.",
            ActionScope.JOINING, "onrecord join C7 C3, onrecord split C7", 1, "⏎", palette=False),
    Action("joining.why", "why", "tab,w", "why", "Type a reason, which stands beside the two.",
            ActionScope.JOINING, "onrecord join C7 C3 --because WHY", 2, "⇥", palette=False),
    Action("joining.turn", "turn", "x", "keep the other", "Keep the other one of the two.",
            ActionScope.JOINING, "onrecord join C3 C7", 3, palette=False),
    Action("joining.words", "words", "slash", "other words", "Look for another claim, by words or by its key.",
            ActionScope.JOINING, "onrecord near WORDS", 4, "/", palette=False),
    Action("joining.back", "back", "escape", "back", "Go back with nothing done.",
            ActionScope.JOINING, "", 5, "esc", palette=False),
    Action("joining.reason.join", "screen.join", "enter", "do it", "Join the two, or set apart, as it is shown.",
            ActionScope.JOIN_REASON, "onrecord join C7 C3 --because WHY", 1, "⏎", palette=False),
    Action("joining.reason.back", "screen.back", "escape,tab,shift+tab", "claims", "Go back to the claims.",
            ActionScope.JOIN_REASON, "", 2, "esc", palette=False),
    Action(
        "judge.note", "note", "o", "note", "Write a note on what is selected.", ActionScope.JUDGE, "onrecord note", 32,
    ),
    Action(
        "judge.task", "task", "O", "task", "Set a task on what is selected: what, whose, due when.",
        ActionScope.JUDGE, "onrecord task", 33,
    ),
    Action(
        "triage", "app.triage", "t", "triage", "Go through the undecided claims one by one, a key for each decision.",
        ActionScope.CHANGE, "onrecord triage", 4,
    ),
)  # fmt: skip
