"""On what is selected: adding, editing, judging, joining."""

from __future__ import annotations

from tui.actions.model import Command, Scope

ON_RECORD: tuple[Command, ...] = (
    Command(
        "add", "add", "a", "add", "Add a source, report, claim …: a menu, what fits here first.",
        Scope.CHANGE, "onrecord add", 5,
    ),
    Command(
        "edit", "edit", "e", "edit", "Edit what is selected.", Scope.CHANGE, "onrecord edit claim C1", 6,
    ),
    Command(
        "remove", "remove", "d,delete", "remove", "Remove what is selected; u brings it back.",
        Scope.CHANGE, "onrecord remove KEY", 35,
    ),
    Command(
        "case", "case", "K", "case", "Look at the case, edit or remove it, see all tasks, open another, begin one.",
        Scope.CHANGE, "onrecord case K1, onrecord cases, onrecord edit case K1", 52,
    ),
    Command(
        "judge.status", "status", "s", "status", "Say how far the desk is with the claim, or with the marked ones.",
        Scope.JUDGE, "onrecord status", 13,
    ),
    Command(
        "judge.verdict", "verdict", "v", "verdict", "Give the claim, or the marked ones, a verdict with a reason.",
        Scope.JUDGE, "onrecord assess", 14,
    ),
    Command(
        "judge.rate", "rate", "R", "rate", "Rate a source (A–F), or what a statement says of a claim (1–6).",
        Scope.JUDGE, "onrecord rate", 30,
    ),
    Command(
        "judge.tag", "tag", "number_sign", "tags", "Change the tags of what is selected, or tag the marked rows.",
        Scope.JUDGE, "onrecord tag", 31,
    ),
    Command(
        "judge.join", "join", "equals_sign", "join", "Join the claim into one that says the same, or set it apart.",
        Scope.JUDGE, "onrecord join C7 C3, onrecord split C7, onrecord near C7", 32,
    ),
    Command("joining.join", "join", "enter", "join", "Join the two, or set the claim apart, as it is shown.",
            Scope.JOINING, "onrecord join C7 C3, onrecord split C7", 1, "⏎", palette=False),
    Command("joining.why", "why", "tab,w", "why", "Type a reason, which stands beside the two.",
            Scope.JOINING, "onrecord join C7 C3 --because WHY", 2, "⇥", palette=False),
    Command("joining.turn", "turn", "x", "keep the other", "Keep the other one of the two.",
            Scope.JOINING, "onrecord join C3 C7", 3, palette=False),
    Command("joining.words", "words", "slash", "other words", "Look for another claim, by words or by its key.",
            Scope.JOINING, "onrecord near WORDS", 4, "/", palette=False),
    Command("joining.back", "back", "escape", "back", "Go back with nothing done.",
            Scope.JOINING, "", 5, "esc", palette=False),
    Command("joining.reason.join", "screen.join", "enter", "do it", "Join the two, or set apart, as it is shown.",
            Scope.JOIN_REASON, "onrecord join C7 C3 --because WHY", 1, "⏎", palette=False),
    Command("joining.reason.back", "screen.back", "escape,tab,shift+tab", "claims", "Go back to the claims.",
            Scope.JOIN_REASON, "", 2, "esc", palette=False),
    Command(
        "judge.note", "note", "o", "note", "Write a note on what is selected.", Scope.JUDGE, "onrecord note", 32,
    ),
    Command(
        "judge.task", "task", "O", "task", "Set a task on what is selected: what, whose, due when.",
        Scope.JUDGE, "onrecord task", 33,
    ),
    Command(
        "triage", "app.triage", "t", "triage", "Go through the undecided claims one by one, a key for each decision.",
        Scope.CHANGE, "onrecord triage", 4,
    ),
)  # fmt: skip
