"""Actions in quick triage."""

from __future__ import annotations

from db.model.enums import Reliability, Verdict
from tui.actions.model import Action, ActionScope, in_scope

IN_TRIAGE: tuple[Action, ...] = (
    *in_scope(ActionScope.TRIAGE,
        Action("triage.next", "next", "n,right_square_bracket", "next undecided",
                "Go to the next undecided claim; after the last, to the first you skipped.", "onrecord triage --next 1",
                1),
        Action("triage.back_one", "back_one", "p,left_square_bracket", "previous", "Go back to the previous claim.",
                "", 2),
        Action("triage.down", "move(1)", "j,down", "claim down", "Go to the next claim, decided or not.",
                "onrecord claims", 11),
        Action("triage.up", "move(-1)", "k,up", "claim up", "Go to the previous claim, decided or not.",
                "onrecord claims", 12),
        Action("triage.statement", "statement(1)", "l,right,tab", "statement", "Go to the next statement on the claim.",
                "onrecord claim C1", 4, "→"),
        Action("triage.statement_before", "statement(-1)", "h,left,shift+tab", "previous statement",
                "Go to the previous statement.", "onrecord claim C1"),
        Action("triage.page_down", "page(1)", "pagedown", "page", "Scroll the words down."),
        Action("triage.page_up", "page(-1)", "pageup", "page up", "Scroll the words up."),
        Action("triage.half_down", "half(1)", "ctrl+d", "half a page", "Go half a page down.", shown="^d"),
        Action("triage.half_up", "half(-1)", "ctrl+u", "half a page up", "Go half a page up.", shown="^u"),
        Action("triage.top", "edge(-1)", "home,gg", "first claim", "Go to the first claim, decided or not."),
        Action("triage.bottom", "edge(1)", "end,G", "last claim", "Go to the last claim, decided or not."),
        *(
            Action(f"triage.{verdict}", f"verdict('{verdict}')", key, str(verdict), f"Give the verdict {verdict}.",
                    f"onrecord assess C1 {verdict}")
            for key, verdict in (
                ("vc", Verdict.CORROBORATED), ("vd", Verdict.DISPUTED), ("vf", Verdict.REFUTED),
                ("vx", Verdict.RETRACTED), ("vv", Verdict.UNVERIFIED), ("vb", Verdict.UNVERIFIABLE),
                ("vs", Verdict.SUPERSEDED),
            )
        ),
        Action("triage.repeat", "repeat", "full_stop", "the same again",
                "Give this claim the last verdict or status again.", "", 5, "."),
        Action("triage.edit", "edit", "e", "edit", "Edit the claim.", "onrecord edit claim C1", 17),
        Action("triage.read", "read", "r", "read", "Read the text at the words of the statement.",
                "onrecord proposals R1", 17),
        Action("triage.triaged", "status('triaged')", "va", "triaged", "Set the status to triaged.",
                "onrecord status C1 triaged"),
        Action("triage.in_progress", "status('in_progress')", "vi", "in progress",
                "Set the status to in progress.", "onrecord status C1 in_progress"),
        Action("triage.second_look", "status('second_look')", "v0", "second look",
                "Set the status to second look: someone else should check it.", "onrecord status C1 second_look"),
        Action("triage.done", "status('done')", "vz", "done", "Set the status to done.",
                "onrecord status C1 done"),
        Action("triage.new", "status('new')", "vo", "new", "Set the status back to new.",
                "onrecord status C1 new"),
        *(
            Action(f"triage.rate_{digit}", f"digit({digit})", f"{digit}", f"{digit} {words}",
                    f"Rate what the statement says on the claim: {digit}, {words}.", f"onrecord rate S1 C1 {digit}")
            for digit, words in enumerate(
                ("confirmed", "probably true", "possibly true", "doubtful", "improbable", "cannot be judged"), 1
            )
        ),
        *(
            Action(f"triage.rate_{letter}", f"letter('{letter}')", str(letter), f"{letter} {letter.word}",
                    f"Rate the source of the statement: {letter}, {letter.word}.", f"onrecord rate W1 {letter}")
            for letter in Reliability
        ),
        Action("triage.tag", "tag", "number_sign", "tag", "Type a tag for the claim; known tags are offered.",
                "onrecord tag", 6),
        Action("triage.tag_again", "tag_again", "comma", "tag again", "Tag the claim with the last used tag.",
                "onrecord tag", 14, ","),
        Action("triage.reason", "reason", "W", "why",
                "Give the reason for this claim's verdict, or for the last verdict.",
                "onrecord assess C1 disputed --because WHY", 5),
        Action("triage.mark", "mark", "space", "mark",
                "Mark or unmark the claim; a key then acts on all marked claims.",
                "onrecord status C1 C2 done", 7),
        Action("triage.mark_down", "mark_on(1)", "shift+down", "mark down", "Mark this claim and the next."),
        Action("triage.mark_up", "mark_on(-1)", "shift+up", "mark up", "Mark this claim and the previous one."),
        Action("triage.mark_through", "mark_through", "M", "mark through",
                "Mark every claim from the last marked one to this one."),
        Action("triage.going_on", "going_on", "w", "advance",
                "After a decision, go to the next claim or stay: turn on or off.", "", 9),
        Action("triage.open", "open", "enter", "its text", "Open the text in which the statement's words stand.",
                "onrecord proposals R1", 8, "⏎"),
        Action("triage.look", "look", "K", "claim", "Open the claim, with everything behind it.",
                "onrecord claim C1", 8),
        Action("triage.undo", "undo", "u", "undo", "Undo the last change, and go back to its claim.", "onrecord undo",
                3),
        Action("triage.redo", "redo", "ctrl+r", "redo", "Redo the last undone change.", "onrecord redo", 15, "^r"),
        Action("triage.home", "home", "H", "home", "Go to the home screen.", "onrecord cases", 16, palette=True),
        Action("triage.copy", "app.copy", "y", "copy", "Copy the statement, or the claim, as a citable line.",
                "onrecord claim C1", 13),
        Action("triage.back", "back", "escape,backspace", "back", "Clear the marks; else go back to the desk.",
                "", 10, "esc"),
    ),
    *in_scope(ActionScope.TRIAGE_LINE,
        Action("triageline.set", "screen.set_line", "enter", "set", "Save the text.", "", 1, "⏎"),
        Action("triageline.complete", "screen.complete", "tab,down", "complete", "Take the next suggested tag.",
                "", 2, "⇥"),
        Action("triageline.leave", "screen.leave_line", "escape", "back", "Close the line; nothing is saved.", "", 3,
                "esc"),
    ),
)  # fmt: skip
