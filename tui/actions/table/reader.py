"""In a report's text: deciding on what is proposed, choosing claims, the mark-up line."""

from __future__ import annotations

from tui.actions.model import Command, Scope

IN_READER: tuple[Command, ...] = (
    Command(
        "reader.next", "offer(1)", "n,right_square_bracket", "next", "Go to the next open proposal.",
        Scope.READER, "onrecord proposals R1", 1,
    ),
    Command(
        "reader.previous", "offer(-1)", "p,left_square_bracket", "previous", "Go to the open proposal before.",
        Scope.READER, "onrecord proposals R1", 2,
    ),
    Command(
        "reader.any_next", "offer(1, True)", "N", "next of all", "Go to the next proposal, decided ones too.",
        Scope.READER, palette=False,
    ),
    Command(
        "reader.any_previous", "offer(-1, True)", "P", "before of all", "Go to the proposal before, decided ones too.",
        Scope.READER, palette=False,
    ),
    Command(
        "reader.unfold", "unfold", "tab", "unfold", "Show the proposals inside this one, or fold them again.",
        Scope.READER, "", 6, palette=False,
    ),
    Command(
        "reader.accept", "accept", "enter", "accept", "Accept the proposal: choose the claims it bears on, then write.",
        Scope.READER, "onrecord accept R1 3 +C1", 3, "⏎",
    ),
    Command(
        "reader.reject", "reject", "x", "reject", "Reject the proposal; a rejected one is opened again.",
        Scope.READER, "onrecord reject R1 3", 4,
    ),
    Command(
        "reader.edit", "edit", "e", "edit", "Open the mark-up line with what the proposal says.",
        Scope.READER, "", 5,
    ),
    Command(
        "reader.markup", "markup", "m", "mark up", "Turn the selected words into a statement, on one line.",
        Scope.READER, "onrecord mark R1 LINE", 6,
    ),
    Command(
        "reader.summary", "summary", "M", "in our words", "Say in the desk's words what somebody states, on one line.",
        Scope.READER, "onrecord mark R1 LINE --summary WORDS",
    ),
    Command("reader.undo", "undo", "u", "undo", "Undo what was written last.", Scope.READER, "onrecord undo", 6),
    Command("reader.redo", "redo", "ctrl+r", "redo", "Write again what was undone.", Scope.READER, "", 40),
    Command("reader.home", "app.home", "g", "home", "Go to the home screen.", Scope.READER, "onrecord cases", 41),
    Command(
        "reader.back", "back", "escape,backspace", "back", "Drop the selection, or go back to where you came from.",
        Scope.READER, "", 10, "esc", palette=False,
    ),
    Command(
        "reader.copy", "app.copy", "y", "copy", "Copy the selected words, or the proposal's, as a citable line.",
        Scope.READER, "", 11, palette=False,
    ),
    Command("text.down", "row(1)", "down,j", "down", "Go a row down.", Scope.TEXT, palette=False),
    Command("text.up", "row(-1)", "up,k", "up", "Go a row up.", Scope.TEXT, palette=False),
    Command("text.right", "word(1)", "right,l,w", "word", "Go to the next word.", Scope.TEXT, palette=False),
    Command("text.left", "word(-1)", "left,h,b", "word back", "Go to the word before.", Scope.TEXT, palette=False),
    Command(
        "text.select", "select", "v", "select", "Begin to select words at the cursor; again to stop.",
        Scope.TEXT, "", 7, palette=False,
    ),
    Command(
        "text.select_right", "word(1, True)", "shift+right", "select", "Select the next word too.",
        Scope.TEXT, palette=False,
    ),
    Command(
        "text.select_left", "word(-1, True)", "shift+left", "select back", "Select the word before too.",
        Scope.TEXT, palette=False,
    ),
    Command(
        "text.select_down", "row(1, True)", "shift+down", "select down", "Select down to the next row.",
        Scope.TEXT, palette=False,
    ),
    Command(
        "text.select_up", "row(-1, True)", "shift+up", "select up", "Select up to the row before.",
        Scope.TEXT, palette=False,
    ),
    Command(
        "text.letter_more", "letter(1)", "greater_than_sign", "letter more", "Select one letter or sign more.",
        Scope.TEXT, shown=">", palette=False,
    ),
    Command(
        "text.letter_less", "letter(-1)", "less_than_sign", "letter less", "Select one letter or sign less.",
        Scope.TEXT, shown="<", palette=False,
    ),
    Command("text.page_down", "page(1)", "pagedown,space", "page", "Go a page down.", Scope.TEXT, palette=False),
    Command("text.page_up", "page(-1)", "pageup", "page up", "Go a page up.", Scope.TEXT, palette=False),
    Command("text.top", "edge(-1)", "home,ctrl+home", "top", "Go to the first word.", Scope.TEXT, palette=False),
    Command("text.bottom", "edge(1)", "end,ctrl+end", "end", "Go to the last word.", Scope.TEXT, palette=False),
    Command(
        "view.read", "read", "r", "read", "Read a report's text, with who says what marked in it.",
        Scope.VIEW, "onrecord proposals R1", 3, palette=False,
    ),
    Command(
        "judge", "judge", "J", "judge", "Judge whether two sources are one, or two origins independent of each other.",
        Scope.VIEW, "onrecord judge same W1 W2 same --reason WHY, "
        "onrecord judge independent W1 W2 unsure --reason WHY", 13, palette=False,
    ),
    Command("bearing.for", "side(1)", "plus,f,equals_sign", "for", "It is for the claim.", Scope.BEARING, "", 1, "+"),
    Command("bearing.against", "side(-1)", "minus,a", "against", "It is against the claim.", Scope.BEARING, "", 2, "−"),
    Command(
        "bearing.neither", "side(0)", "question_mark,0", "neither", "It bears on the claim, neither way.",
        Scope.BEARING, "", 3, "?",
    ),
    Command("bearing.certain", "certain(1)", "1", "certain", "It is certain.", Scope.BEARING, palette=False),
    Command("bearing.probable", "certain(2)", "2", "probable", "It is probable.", Scope.BEARING, palette=False),
    Command("bearing.possible", "certain(3)", "3", "possible", "It is possible.", Scope.BEARING, palette=False),
    Command(
        "bearing.uncommitted", "certain(4)", "4", "uncommitted", "They commit to nothing.", Scope.BEARING, palette=False
    ),
    Command(
        "bearing.cycle", "cycle", "c", "certainty", "The next lower certainty; 1 to 4 say it at once.",
        Scope.BEARING, "", 5,
    ),
    Command("bearing.new", "new", "n", "new claim", "Type a new claim.", Scope.BEARING, "onrecord add claim", 6),
    Command("bearing.filter", "filter", "slash", "filter", "Filter all claims of the case.", Scope.BEARING, "", 7, "/"),
    Command(
        "bearing.write", "write", "enter", "write", "Write it all in one step, with the claims that are chosen.",
        Scope.BEARING, "", 4, "⏎", palette=False,
    ),
    Command(
        "bearing.back", "back", "escape", "back", "Go back with nothing written; what is chosen stays chosen.",
        Scope.BEARING, "", 8, "esc", palette=False,
    ),
    Command(
        "bearing.plan_down", "scroll_plan(1)", "ctrl+down,ctrl+d", "plan down", "Scroll what will be written.",
        Scope.BEARING, palette=False,
    ),
    Command(
        "bearing.plan_up", "scroll_plan(-1)", "ctrl+up,ctrl+u", "plan up", "Scroll what will be written back.",
        Scope.BEARING, palette=False,
    ),
    Command(
        "newclaim.add", "screen.add", "enter", "add", "Add the claim, with the side that its sign says.",
        Scope.NEW_CLAIM, "", 1, "⏎", palette=False,
    ),
    Command(
        "newclaim.take", "screen.take", "down", "near ones", "Go to the claims on record that are near, to take one.",
        Scope.NEW_CLAIM, "onrecord near WORDS", 3, "↓", palette=False,
    ),
    Command(
        "newclaim.back", "screen.back", "escape", "put away", "Put the line away; what is typed stays in it.",
        Scope.NEW_CLAIM, "", 2, "esc", palette=False,
    ),
    Command(
        "markup.write", "screen.write", "enter", "write", "Write what the line stands for, as it says below it.",
        Scope.MARKUP, "onrecord mark R1 LINE", 1, "⏎", palette=False,
    ),
    Command(
        "markup.take", "screen.take", "tab", "complete", "Take what is offered; else go to the next field.",
        Scope.MARKUP, "", 2, palette=False,
    ),
    Command(
        "markup.previous", "screen.previous_field", "shift+tab", "field before", "Go to the field before.",
        Scope.MARKUP, palette=False,
    ),
    Command("markup.down", "screen.choose(1)", "down", "offers", "Go down what is offered.", Scope.MARKUP, "", 3),
    Command(
        "markup.up", "screen.choose(-1)", "up", "offers up",
        "Go up what is offered; on an empty line, take what was left there before.",
        Scope.MARKUP, palette=False,
    ),
    Command(
        "markup.form", "screen.form", "ctrl+f", "form", "The next form: direct, indirect, mixed, headline.",
        Scope.MARKUP, "", 4, "^f",
    ),
    Command(
        "markup.plan_down", "screen.scroll_plan(1)", "ctrl+down,pagedown", "plan down", "Scroll what will be written.",
        Scope.MARKUP, palette=False,
    ),
    Command(
        "markup.plan_up", "screen.scroll_plan(-1)", "ctrl+up,pageup", "plan up", "Scroll what will be written back.",
        Scope.MARKUP, palette=False,
    ),
    Command(
        "markup.back", "screen.back", "escape", "leave", "Leave the line; it is kept and offered again.",
        Scope.MARKUP, "", 5, "esc", palette=False,
    ),
)  # fmt: skip
