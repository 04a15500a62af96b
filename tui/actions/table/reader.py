"""Actions in the reader: deciding on proposals, choosing claims, the markup line."""

from __future__ import annotations

from tui.actions.model import Action, ActionScope

IN_READER: tuple[Action, ...] = (
    Action(
        "reader.next", "offer(1)", "n,right_square_bracket", "next", "Go to the next open proposal.",
        ActionScope.READER, "onrecord proposals R1", 1,
    ),
    Action(
        "reader.previous", "offer(-1)", "p,left_square_bracket", "previous", "Go to the open proposal before.",
        ActionScope.READER, "onrecord proposals R1", 2,
    ),
    Action(
        "reader.any_next", "offer(1, True)", "N", "next of all", "Go to the next proposal, decided ones too.",
        ActionScope.READER, palette=False,
    ),
    Action(
        "reader.any_previous", "offer(-1, True)", "P", "before of all", "Go to the proposal before, decided ones too.",
        ActionScope.READER, palette=False,
    ),
    Action(
        "reader.unfold", "unfold", "tab", "unfold", "Show the proposals inside this one, or fold them again.",
        ActionScope.READER, "", 6, palette=False,
    ),
    Action(
        "reader.accept", "accept", "enter", "accept", "Accept the proposal: choose the claims it bears on, then write.",
        ActionScope.READER, "onrecord accept R1 3 +C1", 3, "⏎",
    ),
    Action(
        "reader.reject", "reject", "x", "reject", "Reject the proposal; a rejected one is opened again.",
        ActionScope.READER, "onrecord reject R1 3", 4,
    ),
    Action(
        "reader.edit", "edit", "e", "edit", "Open the mark-up line with what the proposal says.",
        ActionScope.READER, "", 5,
    ),
    Action(
        "reader.markup", "markup", "m", "mark up", "Turn the selected words into a statement, on one line.",
        ActionScope.READER, "onrecord mark R1 LINE", 6,
    ),
    Action(
        "reader.summary", "summary", "M", "in our words", "Say in the desk's words what somebody states, on one line.",
        ActionScope.READER, "onrecord mark R1 LINE --summary WORDS",
    ),
    Action("reader.undo", "undo", "u", "undo", "Undo what was written last.", ActionScope.READER, "onrecord undo", 6),
    Action("reader.redo", "redo", "ctrl+r", "redo", "Write again what was undone.", ActionScope.READER, "", 40),
    Action("reader.home", "app.home", "g", "home", "Go to the home screen.", ActionScope.READER, "onrecord cases", 41),
    Action(
        "reader.back", "back", "escape,backspace", "back", "Drop the selection, or go back to where you came from.",
        ActionScope.READER, "", 10, "esc", palette=False,
    ),
    Action(
        "reader.copy", "app.copy", "y", "copy", "Copy the selected words, or the proposal's, as a citable line.",
        ActionScope.READER, "", 11, palette=False,
    ),
    Action("text.down", "row(1)", "down,j", "down", "Go a row down.", ActionScope.TEXT, palette=False),
    Action("text.up", "row(-1)", "up,k", "up", "Go a row up.", ActionScope.TEXT, palette=False),
    Action("text.right", "word(1)", "right,l,w", "word", "Go to the next word.", ActionScope.TEXT, palette=False),
    Action("text.left", "word(-1)", "left,h,b", "word back", "Go to the word before.", ActionScope.TEXT, palette=False),
    Action(
        "text.select", "select", "v", "select", "Begin to select words at the cursor; again to stop.",
        ActionScope.TEXT, "", 7, palette=False,
    ),
    Action(
        "text.select_right", "word(1, True)", "shift+right", "select", "Select the next word too.",
        ActionScope.TEXT, palette=False,
    ),
    Action(
        "text.select_left", "word(-1, True)", "shift+left", "select back", "Select the word before too.",
        ActionScope.TEXT, palette=False,
    ),
    Action(
        "text.select_down", "row(1, True)", "shift+down", "select down", "Select down to the next row.",
        ActionScope.TEXT, palette=False,
    ),
    Action(
        "text.select_up", "row(-1, True)", "shift+up", "select up", "Select up to the row before.",
        ActionScope.TEXT, palette=False,
    ),
    Action(
        "text.letter_more", "letter(1)", "greater_than_sign", "letter more", "Select one letter or sign more.",
        ActionScope.TEXT, shown=">", palette=False,
    ),
    Action(
        "text.letter_less", "letter(-1)", "less_than_sign", "letter less", "Select one letter or sign less.",
        ActionScope.TEXT, shown="<", palette=False,
    ),
    Action("text.page_down", "page(1)", "pagedown,space", "page", "Go a page down.", ActionScope.TEXT, palette=False),
    Action("text.page_up", "page(-1)", "pageup", "page up", "Go a page up.", ActionScope.TEXT, palette=False),
    Action("text.top", "edge(-1)", "home,ctrl+home", "top", "Go to the first word.", ActionScope.TEXT, palette=False),
    Action("text.bottom", "edge(1)", "end,ctrl+end", "end", "Go to the last word.", ActionScope.TEXT, palette=False),
    Action(
        "view.read", "read", "r", "read", "Read a report's text, with who says what marked in it.",
        ActionScope.VIEW, "onrecord proposals R1", 3, palette=False,
    ),
    Action(
        "judge", "judge", "J", "judge", "Judge whether two sources are one, or two origins independent of each other.",
        ActionScope.VIEW, "onrecord judge same W1 W2 same --reason WHY, "
        "onrecord judge independent W1 W2 unsure --reason WHY", 13, palette=False,
    ),
    Action("bearing.for", "side(1)", "plus,f,equals_sign", "for", "It is for the claim.", ActionScope.BEARING, "", 1,
            "+"),
    Action("bearing.against", "side(-1)", "minus,a", "against", "It is against the claim.", ActionScope.BEARING, "",
            2, "−"),
    Action(
        "bearing.neither", "side(0)", "question_mark,0", "neither", "It bears on the claim, neither way.",
        ActionScope.BEARING, "", 3, "?",
    ),
    Action("bearing.certain", "certain(1)", "1", "certain", "It is certain.", ActionScope.BEARING, palette=False),
    Action("bearing.probable", "certain(2)", "2", "probable", "It is probable.", ActionScope.BEARING, palette=False),
    Action("bearing.possible", "certain(3)", "3", "possible", "It is possible.", ActionScope.BEARING, palette=False),
    Action(
        "bearing.uncommitted", "certain(4)", "4", "uncommitted", "They commit to nothing.", ActionScope.BEARING,
            palette=False
    ),
    Action(
        "bearing.cycle", "cycle", "c", "certainty", "The next lower certainty; 1 to 4 say it at once.",
        ActionScope.BEARING, "", 5,
    ),
    Action("bearing.new", "new", "n", "new claim", "Type a new claim.", ActionScope.BEARING, "onrecord add claim", 6),
    Action("bearing.filter", "filter", "slash", "filter", "Filter all claims of the case.", ActionScope.BEARING, "",
            7, "/"),
    Action(
        "bearing.write", "write", "enter", "write", "Write it all in one step, with the claims that are chosen.",
        ActionScope.BEARING, "", 4, "⏎", palette=False,
    ),
    Action(
        "bearing.back", "back", "escape", "back", "Go back with nothing written; what is chosen stays chosen.",
        ActionScope.BEARING, "", 8, "esc", palette=False,
    ),
    Action(
        "bearing.plan_down", "scroll_plan(1)", "ctrl+down,ctrl+d", "plan down", "Scroll what will be written.",
        ActionScope.BEARING, palette=False,
    ),
    Action(
        "bearing.plan_up", "scroll_plan(-1)", "ctrl+up,ctrl+u", "plan up", "Scroll what will be written back.",
        ActionScope.BEARING, palette=False,
    ),
    Action(
        "newclaim.add", "screen.add", "enter", "add", "Add the claim, with the side that its sign says.",
        ActionScope.NEW_CLAIM, "", 1, "⏎", palette=False,
    ),
    Action(
        "newclaim.take", "screen.take", "down", "near ones", "Go to the claims on record that are near, to take one.",
        ActionScope.NEW_CLAIM, "onrecord near WORDS", 3, "↓", palette=False,
    ),
    Action(
        "newclaim.back", "screen.back", "escape", "put away", "Put the line away; what is typed stays in it.",
        ActionScope.NEW_CLAIM, "", 2, "esc", palette=False,
    ),
    Action(
        "markup.write", "screen.write", "enter", "write", "Write what the line stands for, as it says below it.",
        ActionScope.MARKUP, "onrecord mark R1 LINE", 1, "⏎", palette=False,
    ),
    Action(
        "markup.take", "screen.take", "tab", "complete", "Take what is offered; else go to the next field.",
        ActionScope.MARKUP, "", 2, palette=False,
    ),
    Action(
        "markup.previous", "screen.previous_field", "shift+tab", "field before", "Go to the field before.",
        ActionScope.MARKUP, palette=False,
    ),
    Action("markup.down", "screen.choose(1)", "down", "offers", "Go down what is offered.", ActionScope.MARKUP, "", 3),
    Action(
        "markup.up", "screen.choose(-1)", "up", "offers up",
        "Go up what is offered; on an empty line, take what was left there before.",
        ActionScope.MARKUP, palette=False,
    ),
    Action(
        "markup.form", "screen.form", "ctrl+f", "form", "The next form: direct, indirect, mixed, headline.",
        ActionScope.MARKUP, "", 4, "^f",
    ),
    Action(
        "markup.plan_down", "screen.scroll_plan(1)", "ctrl+down,pagedown", "plan down", "Scroll what will be written.",
        ActionScope.MARKUP, palette=False,
    ),
    Action(
        "markup.plan_up", "screen.scroll_plan(-1)", "ctrl+up,pageup", "plan up", "Scroll what will be written back.",
        ActionScope.MARKUP, palette=False,
    ),
    Action(
        "markup.back", "screen.back", "escape", "leave", "Leave the line; it is kept and offered again.",
        ActionScope.MARKUP, "", 5, "esc", palette=False,
    ),
)  # fmt: skip
