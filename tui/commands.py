"""The one table of actions. Keys, key bar, palette and help all come from it; the README is held to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.binding import BindingType


class Scope(StrEnum):
    """Where an action applies."""

    DESK = "on the desk"
    LIST = "in a list"
    MARK = "at rows that can be marked"
    SHEET = "in a text of several paragraphs"
    CHAIN = "in the report chain"
    VIEW = "in a thing's own view"
    READER = "in the reader"
    TEXT = "in a report's text"
    BEARING = "while choosing claims"
    NEW_CLAIM = "while typing a new claim"
    MARKUP = "in the mark-up line"
    CHANGE = "on what is selected"
    JUDGE = "to judge what is selected"
    JOINING = "while joining claims"
    JOIN_REASON = "while typing why claims are joined"
    TRIAGE = "in quick triage"
    TRIAGE_LINE = "on the line of quick triage"
    RECORD = "wherever the record shows"
    ADD = "in the menu of what to add"
    MENU = "in a menu"
    FORM = "in a form"
    CHOICE = "at a choice in a form"
    OFFERED = "at what a form offers"
    CLASH = "at an edit of what changed meanwhile"
    IMPORT = "while bringing an article in"
    PLACE = "on the line for a path or an address"
    LANDED = "at what became of an import"
    CHANGED = "at changed quotes"
    GRAPH = "in the chain view"
    DRAWING = "among the boxes of the chain view"
    ALARMS = "at alarms"
    TIMELINE = "on the timeline"
    PAST = "on the desk in the past"
    NEXT = "at what to get next"
    SEARCH = "while searching"
    HOME = "on the home screen"
    TASKS = "at the tasks of all cases"
    DRIFT = "at wording drift"
    FILTER = "while filtering"
    KEYS = "in this list of keys"
    EMPTY = "in an empty store"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True, slots=True)
class Command:
    """One action a person can take."""

    id: str
    """Stable name of its binding, for a keymap."""
    action: str
    """The Textual action it runs."""
    keys: str
    """Keys that run it, with commas between."""
    words: str
    """One or two words for the key bar."""
    help: str
    """A sentence for the help and the palette."""
    scope: Scope
    twin: str = ""
    """The same on the command line."""
    rank: int = 99
    """Place in the key bar, where room is short; 99 is left out of it."""
    shown: str = ""
    """How the key bar writes its key; the first key where empty."""
    palette: bool = True
    """Whether the palette offers it."""


COMMANDS: tuple[Command, ...] = (
    Command(
        "chain.next", "step(1)", "n,right_square_bracket", "next", "Step to the next report of the chain.",
        Scope.DESK, "onrecord chain", 1,
    ),
    Command(
        "chain.previous", "step(-1)", "p,left_square_bracket", "previous", "Step back to the report before.",
        Scope.DESK, "onrecord chain", 2,
    ),
    Command(
        "chain.first", "step_to(0)", "home", "first", "Go to the first step of the chain.",
        Scope.DESK, "onrecord chain", 60, palette=False,
    ),
    Command(
        "chain.last", "step_to(-1)", "end", "last", "Go to the last step of the chain.",
        Scope.DESK, "onrecord chain", 61, palette=False,
    ),
    Command(
        "chain.right", "screen.step(1)", "right,l", "next", "Step to the next report.",
        Scope.CHAIN, "onrecord chain", palette=False,
    ),
    Command(
        "chain.left", "screen.step(-1)", "left,h", "previous", "Step back to the report before.",
        Scope.CHAIN, "onrecord chain", palette=False,
    ),
    Command(
        "open", "open", "enter", "open", "Open what is selected: a source, a claim, a denial, a report.",
        Scope.DESK, "onrecord source|claim|denial|report KEY", 3, "⏎", palette=False,
    ),
    Command(
        "filter", "filter", "slash", "filter",
        "Filter the pane you are in, as you type; the claims also by words such as status:new.",
        Scope.DESK, "onrecord claims --filter", 4, "/",
    ),
    Command(
        "filters", "filters", "f", "filters", "Filter the claims by a saved filter, or save the one that stands.",
        Scope.DESK, "onrecord filters, onrecord filter NAME", 16,
    ),
    Command(
        "copy", "app.copy", "y", "copy", "Copy what is selected as a citable line: words, speaker, via, report, time.",
        Scope.DESK, "onrecord claim C1, onrecord report R1", 6,
    ),
    Command(
        "read", "read", "r", "read", "Read the text of the step's report, with who says what marked in it.",
        Scope.DESK, "onrecord proposals R1", 5,
    ),
    Command(
        "graph", "graph", "c", "chain view", "Draw who says it, through whom, where we read it: a claim or the case.",
        Scope.DESK, "onrecord graph C1", 6,
    ),
    Command(
        "drift", "drift", "D", "wording drift", "Compare wordings word by word: of the selected claim, or of the case.",
        Scope.DESK, "onrecord drift C1", 15,
    ),
    Command(
        "sort", "sort", "S", "sort", "Sort the claims by the next order: key, status, newest, statements, origins.",
        Scope.DESK, "onrecord claims --sort status", 16,
    ),
    Command(
        "clear", "clear", "escape", "clear", "Stop what the pane looks for, or clear its filter.",
        Scope.DESK, "", 0, "esc", palette=False,
    ),
    Command(
        "walk", "walk", "w", "walk", "Walk through the chain by itself, a few seconds a step; any key takes over.",
        Scope.DESK, "onrecord demo --walk", 7,
    ),
    Command(
        "pane.sources", "pane('sources')", "1", "sources", "Go to the sources.", Scope.DESK, "onrecord sources", 20,
    ),
    Command(
        "pane.claims", "pane('claims')", "2", "claims", "Go to the claims.", Scope.DESK, "onrecord claims", 21,
    ),
    Command(
        "pane.denials", "pane('denials')", "3", "denials", "Go to the denials.", Scope.DESK, "onrecord denials", 22,
    ),
    Command(
        "pane.chain", "pane('chain')", "4", "chain", "Go to the report chain.", Scope.DESK, "onrecord chain", 23,
    ),
    Command(
        "pane.next", "next_pane(1)", "tab", "next pane", "Go to the next pane.", Scope.DESK, "", 30, palette=False,
    ),
    Command(
        "pane.previous", "next_pane(-1)", "shift+tab", "pane before", "Go to the pane before.",
        Scope.DESK, "", palette=False,
    ),
    Command("move.down", "move(1)", "down,j", "down", "Go a row down.", Scope.LIST, "", 40, "j", palette=False),
    Command("move.up", "move(-1)", "up,k", "up", "Go a row up.", Scope.LIST, "", 41, "k", palette=False),
    Command("move.page_down", "page(1)", "pagedown", "page", "Go a page down.", Scope.LIST, "", palette=False),
    Command("move.page_up", "page(-1)", "pageup", "page up", "Go a page up.", Scope.LIST, "", palette=False),
    Command("move.top", "edge(-1)", "ctrl+home", "top", "Go to the first row.", Scope.LIST, "", palette=False),
    Command("move.bottom", "edge(1)", "ctrl+end", "bottom", "Go to the last row.", Scope.LIST, "", palette=False),
    Command("sheet.page", "page(1)", "space", "page", "Go a page down.", Scope.SHEET, "", palette=False),
    Command(
        "mark", "mark", "space", "mark", "Mark the claim for a batch, or unmark it; keys on claims take all that are.",
        Scope.MARK, "onrecord status C1 C2 done", 17, palette=False,
    ),
    Command(
        "mark.down", "mark_on(1)", "shift+down", "mark down", "Mark this row and the next.", Scope.MARK,
        palette=False,
    ),
    Command(
        "mark.up", "mark_on(-1)", "shift+up", "mark up", "Mark this row and the one before.", Scope.MARK, palette=False,
    ),
    Command(
        "mark.through", "mark_through", "M", "mark through", "Mark every row from the one marked last to this one.",
        Scope.MARK, palette=False,
    ),
    Command(
        "filter.keep", "keep_filter", "enter,down", "keep", "Keep the filter and go back to the rows.",
        Scope.FILTER, "", 1, "⏎", palette=False,
    ),
    Command(
        "filter.complete", "complete", "tab", "complete", "Complete the word you are typing, such as status:new.",
        Scope.FILTER, "onrecord claims --filter", 3, "⇥", palette=False,
    ),
    Command(
        "filter.clear", "clear_filter", "escape", "clear", "Clear the filter.", Scope.FILTER, "", 2, "esc",
        palette=False,
    ),
    Command(
        "back", "back", "escape,backspace", "back", "Go back to where you came from.",
        Scope.VIEW, "", 1, "esc", palette=False,
    ),
    Command(
        "view.open", "open", "enter", "open", "Open the source, claim or report of this line.",
        Scope.VIEW, "onrecord source|claim|denial|report KEY", 2, "⏎", palette=False,
    ),
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
    Command("triage.next", "next", "n,right_square_bracket", "next undecided",
            "Go to the next undecided claim; after the last, the first that was left.",
            Scope.TRIAGE, "onrecord triage --next 1", 1, palette=False),
    Command("triage.back_one", "back_one", "p,left_square_bracket", "the one before", "Go back to the claim before.",
            Scope.TRIAGE, "", 2, palette=False),
    Command("triage.down", "move(1)", "j,down", "claim down", "Go to the next claim, decided or not.",
            Scope.TRIAGE, "onrecord claims", 11, palette=False),
    Command("triage.up", "move(-1)", "k,up", "claim up", "Go to the claim before it, decided or not.",
            Scope.TRIAGE, "onrecord claims", 12, palette=False),
    Command("triage.statement", "statement(1)", "l,right,tab", "statement", "Go to the next statement on the claim.",
            Scope.TRIAGE, "onrecord claim C1", 4, "→", palette=False),
    Command("triage.statement_before", "statement(-1)", "h,left,shift+tab", "statement before",
            "Go to the statement before.", Scope.TRIAGE, "onrecord claim C1", palette=False),
    Command("triage.page_down", "page(1)", "pagedown", "page", "Scroll the words down.", Scope.TRIAGE, palette=False),
    Command("triage.page_up", "page(-1)", "pageup", "page up", "Scroll the words up.", Scope.TRIAGE, palette=False),
    Command("triage.corroborated", "verdict('corroborated')", "c", "corroborated", "Call the claim corroborated.",
            Scope.TRIAGE, "onrecord assess C1 corroborated", palette=False),
    Command("triage.disputed", "verdict('disputed')", "d", "disputed", "Call the claim disputed.",
            Scope.TRIAGE, "onrecord assess C1 disputed", palette=False),
    Command("triage.refuted", "verdict('refuted')", "f", "refuted", "Call the claim refuted.",
            Scope.TRIAGE, "onrecord assess C1 refuted", palette=False),
    Command("triage.retracted", "verdict('retracted')", "x", "retracted", "Call the claim retracted.",
            Scope.TRIAGE, "onrecord assess C1 retracted", palette=False),
    Command("triage.unverified", "verdict('unverified')", "v", "unverified", "Call the claim unverified.",
            Scope.TRIAGE, "onrecord assess C1 unverified", palette=False),
    Command("triage.unverifiable", "verdict('unverifiable')", "b", "unverifiable", "Call the claim unverifiable.",
            Scope.TRIAGE, "onrecord assess C1 unverifiable", palette=False),
    Command("triage.superseded", "verdict('superseded')", "s", "superseded", "Call the claim superseded.",
            Scope.TRIAGE, "onrecord assess C1 superseded", palette=False),
    Command("triage.triaged", "status('triaged')", "a", "triaged", "Say that the claim is triaged.",
            Scope.TRIAGE, "onrecord status C1 triaged", palette=False),
    Command("triage.in_progress", "status('in_progress')", "i", "in progress", "Say that the claim is being worked on.",
            Scope.TRIAGE, "onrecord status C1 in_progress", palette=False),
    Command("triage.second_look", "status('second_look')", "e", "second pair of eyes",
            "Say that the claim needs a second pair of eyes.",
            Scope.TRIAGE, "onrecord status C1 second_look", palette=False),
    Command("triage.done", "status('done')", "z", "done", "Say that the desk is done with the claim.",
            Scope.TRIAGE, "onrecord status C1 done", palette=False),
    Command("triage.new", "status('new')", "o", "new again", "Say that the claim is new, and undecided again.",
            Scope.TRIAGE, "onrecord status C1 new", palette=False),
    *(
        Command(f"triage.rate_{digit}", f"digit({digit})", f"{digit}", f"{digit} {words}",
                f"Rate what the statement says of the claim: {digit}, {words}.",
                Scope.TRIAGE, f"onrecord rate S1 C1 {digit}", palette=False)
        for digit, words in enumerate(
            ("confirmed", "probably true", "possibly true", "doubtful", "improbable", "cannot be judged"), 1
        )
    ),
    *(
        Command(f"triage.rate_{letter}", f"letter('{letter}')", letter, f"{letter} {words}",
                f"Rate the source of the statement: {letter}, {words}.",
                Scope.TRIAGE, f"onrecord rate W1 {letter}", palette=False)
        for letter, words in (
            ("A", "completely reliable"), ("B", "usually reliable"), ("C", "fairly reliable"),
            ("D", "not usually reliable"), ("E", "unreliable"), ("F", "cannot be judged"),
        )
    ),
    Command("triage.tag", "tag", "m,number_sign", "tag", "Type a tag for the claim; known tags are offered.",
            Scope.TRIAGE, "onrecord tag", 6, palette=False),
    Command("triage.tag_again", "tag_again", "comma", "tag again", "Put on the claim the tag that was set last.",
            Scope.TRIAGE, "onrecord tag", 14, ",", palette=False),
    Command("triage.reason", "reason", "r", "why", "Say why: of this claim's verdict, else of the one given last.",
            Scope.TRIAGE, "onrecord assess C1 disputed --because WHY", 5, palette=False),
    Command("triage.mark", "mark", "space", "mark", "Mark the claim, or unmark it; a key then takes all marked.",
            Scope.TRIAGE, "onrecord status C1 C2 done", 7, palette=False),
    Command("triage.mark_down", "mark_on(1)", "shift+down,J", "mark down", "Mark this claim and the next.",
            Scope.TRIAGE, palette=False),
    Command("triage.mark_up", "mark_on(-1)", "shift+up,K", "mark up", "Mark this claim and the one before.",
            Scope.TRIAGE, palette=False),
    Command("triage.mark_through", "mark_through", "M", "mark through",
            "Mark every claim from the one marked last to this one.", Scope.TRIAGE, palette=False),
    Command("triage.going_on", "going_on", "g", "go on or stay", "Go on by itself after a decision, or stay.",
            Scope.TRIAGE, "", 9, palette=False),
    Command("triage.open", "open", "enter", "open", "Open the claim's own view, with all that stands behind it.",
            Scope.TRIAGE, "onrecord claim C1", 8, "⏎", palette=False),
    Command("triage.undo", "undo", "u", "undo", "Undo the last change, and come back to its claim.",
            Scope.TRIAGE, "onrecord undo", 3, palette=False),
    Command("triage.redo", "redo", "ctrl+r,U", "redo", "Bring back what was undone.",
            Scope.TRIAGE, "onrecord redo", 15, "^r", palette=False),
    Command("triage.copy", "app.copy", "y", "copy", "Copy the statement, or the claim, as a citable line.",
            Scope.TRIAGE, "onrecord claim C1", 13, palette=False),
    Command("triage.back", "back", "escape,backspace", "leave", "Unmark what is marked; else go back to the desk.",
            Scope.TRIAGE, "", 10, "esc", palette=False),
    Command("triageline.set", "screen.set_line", "enter", "set", "Set what is typed.",
            Scope.TRIAGE_LINE, "", 1, "⏎", palette=False),
    Command("triageline.complete", "screen.complete", "tab,down", "complete", "Take the next tag that is offered.",
            Scope.TRIAGE_LINE, "", 2, "⇥", palette=False),
    Command("triageline.leave", "screen.leave_line", "escape", "leave", "Leave the line; nothing is written.",
            Scope.TRIAGE_LINE, "", 3, "esc", palette=False),
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
    Command("add.article", "choose('article')", "a", "article", "Bring an article in: a paste, a path or an address.",
            Scope.ADD, "onrecord import", palette=False),
    Command("add.source", "choose('source')", "s", "source", "Add whoever speaks or publishes.",
            Scope.ADD, "onrecord add source", palette=False),
    Command("add.affiliation", "choose('affiliation')", "f", "affiliation", "Add that one source belongs to another.",
            Scope.ADD, "onrecord add affiliation", palette=False),
    Command("add.report", "choose('report')", "r", "report", "Add a published work of an outlet.",
            Scope.ADD, "onrecord add report", palette=False),
    Command("add.excerpt", "choose('excerpt')", "x", "excerpt", "Keep some of a report's words.",
            Scope.ADD, "onrecord add excerpt", palette=False),
    Command("add.claim", "choose('claim')", "c", "claim", "Add a proposition, in the desk's own words.",
            Scope.ADD, "onrecord add claim", palette=False),
    Command("add.part", "choose('part')", "p", "part", "Add a part of the selected claim.",
            Scope.ADD, "onrecord add claim --of C1", palette=False),
    Command("add.party", "choose('party')", "w", "party", "Add whom a claim is about.",
            Scope.ADD, "onrecord add party", palette=False),
    Command("add.statement", "choose('statement')", "t", "statement", "Add an act of saying, without its words.",
            Scope.ADD, "onrecord add statement", palette=False),
    Command("add.stance", "choose('stance')", "b", "bearing", "Add how the selected statement bears on a claim.",
            Scope.ADD, "onrecord add stance", palette=False),
    Command("add.case", "choose('case')", "k", "case", "Begin a new case.",
            Scope.ADD, "onrecord add case", palette=False),
    Command("menu.down", "move(1)", "down,tab", "down", "Go a row down.", Scope.MENU, "", 40, palette=False),
    Command("menu.up", "move(-1)", "up,shift+tab", "up", "Go a row up.", Scope.MENU, "", 41, palette=False),
    Command("menu.take", "take", "enter", "choose", "Choose the row; so does its letter.",
            Scope.MENU, "", 1, "⏎", palette=False),
    Command("menu.close", "leave", "escape,q", "close", "Close the menu.", Scope.MENU, "", 2, "esc", palette=False),
    Command("form.next", "next", "tab,down", "next field", "Go to the next field; so does enter.",
            Scope.FORM, "", 2, "⇥", palette=False),
    Command("form.previous", "previous", "shift+tab,up", "field before", "Go to the field before.",
            Scope.FORM, "", 50, palette=False),
    Command("form.enter", "enter", "enter", "next", "Go to the next field; at the last one, save.",
            Scope.FORM, "", palette=False),
    Command("form.save", "save", "ctrl+s,f2", "save", "Save the form.", Scope.FORM, "", 1, "^s", palette=False),
    Command("form.anew", "anew", "ctrl+n", "begin anew", "Let go of what was typed, and begin anew.",
            Scope.FORM, "", 4, "^n", palette=False),
    Command("form.editor", "editor", "ctrl+g", "editor", "Write the longer text in your own editor, $EDITOR.",
            Scope.FORM, "onrecord note", 5, "^g", palette=False),
    Command("form.leave", "leave", "escape", "leave", "Leave the form; what was typed is kept and offered again.",
            Scope.FORM, "", 3, "esc", palette=False),
    Command("choice.right", "turn(1)", "right,space", "next word", "Choose the next word; so does its first letter.",
            Scope.CHOICE, "", palette=False),
    Command("choice.left", "turn(-1)", "left", "word before", "Choose the word before.",
            Scope.CHOICE, "", palette=False),
    Command("offered.down", "mark(1)", "down", "down", "Go to the next that is offered.",
            Scope.OFFERED, "", palette=False),
    Command("offered.up", "mark(-1)", "up", "up", "Go to the one before.", Scope.OFFERED, "", palette=False),
    Command("offered.take", "take", "enter", "take", "Take the one that is marked.",
            Scope.OFFERED, "", palette=False),
    Command("offered.complete", "complete", "tab", "take", "Take the one that is marked, unless it is yet to be made.",
            Scope.OFFERED, "", palette=False),
    Command("offered.fold", "fold", "escape", "fold", "Fold away what is offered.", Scope.OFFERED, "", palette=False),
    Command("import.start", "save", "ctrl+s,f2", "import", "Bring it in; so does enter on the line.",
            Scope.IMPORT, "", 1, "^s", palette=False),
    Command("import.private", "allow_private", "ctrl+o", "fetch all the same",
            "Fetch from an address of this machine or a private network all the same.",
            Scope.IMPORT, "onrecord import --allow-private", 0, "^o", palette=False),
    Command("import.stop", "leave", "escape", "stop", "Stop what is coming in; then leave, and what was typed is kept.",
            Scope.IMPORT, "", 3, "esc", palette=False),
    Command("place.complete", "complete", "tab", "complete", "Go on with a path as far as it is sure; else go on.",
            Scope.PLACE, "", 2, "⇥", palette=False),
    Command("landed.read", "read", "enter,r", "read", "Open the text of the report.",
            Scope.LANDED, "", 1, "⏎", palette=False),
    Command("landed.changed", "changed", "c", "changed", "Decide on the quotes whose words changed.",
            Scope.LANDED, "onrecord places R1", 2, palette=False),
    Command("landed.close", "leave", "escape,q", "close", "Close it.", Scope.LANDED, "", 3, "esc", palette=False),
    Command("changed.accept", "accept", "enter", "accept", "These are the words of the quote, changed.",
            Scope.CHANGED, "onrecord places --accept N", 1, "⏎", palette=False),
    Command("changed.reject", "reject", "x", "reject", "These are not the words of the quote.",
            Scope.CHANGED, "onrecord places --reject N", 2, palette=False),
    Command("changed.next", "go(1)", "n,right_square_bracket", "next", "Go to the next quote.",
            Scope.CHANGED, "", 3, palette=False),
    Command("changed.previous", "go(-1)", "p,left_square_bracket", "previous", "Go to the quote before.",
            Scope.CHANGED, "", 4, palette=False),
    Command("changed.copy", "app.copy", "y", "copy", "Copy the words as they were and as they are now.",
            Scope.CHANGED, "", 13, palette=False),
    Command("changed.back", "back", "escape,backspace", "back", "Go back to where you came from.",
            Scope.CHANGED, "", 5, "esc", palette=False),
    Command("alarms.open", "open", "enter", "open", "Open the rows behind the alarm, or what the line names.",
            Scope.ALARMS, "onrecord alarms, onrecord source|claim|denial|report KEY", 1, "⏎", palette=False),
    Command("alarms.aside", "set_aside", "s", "set aside", "Set the alarm aside with a reason, or take it up again.",
            Scope.ALARMS, "onrecord set-aside KEY --reason WHY, onrecord take-up KEY --reason WHY", 2, palette=False),
    Command("alarms.copy", "app.copy", "y", "copy", "Copy the alarm, or the line you are on, as a citable line.",
            Scope.ALARMS, "onrecord alarms", 6, palette=False),
    Command("alarms.back", "back", "escape,backspace", "back", "Go back to where you came from.",
            Scope.ALARMS, "", 3, "esc", palette=False),
    Command("view.graph", "graph", "c", "chain view", "Draw who says it, through whom, where we read it.",
            Scope.VIEW, "onrecord graph C1", 4, palette=False),
    Command("view.drift", "drift", "D", "wording drift", "Compare the wordings of the claim, else of the case.",
            Scope.VIEW, "onrecord drift C1", 15, palette=False),
    Command("graph.open", "open", "enter", "open", "Open the report of the box, or its source; unfold a folded box.",
            Scope.GRAPH, "onrecord report|source KEY", 2, "⏎", palette=False),
    Command("graph.fold", "fold", "o", "fold", "Fold the graph by organisation, or unfold it.",
            Scope.GRAPH, "onrecord graph --fold", 3),
    Command("graph.whole", "whole", "c", "whole case", "Draw the whole case, or the claim alone again.",
            Scope.GRAPH, "onrecord graph", 4),
    Command("graph.copy", "app.copy", "y", "copy", "Copy the statement of the box as a citable line.",
            Scope.GRAPH, "onrecord claim C1", 5, palette=False),
    Command("graph.back", "back", "escape,backspace", "back", "Go back to where you came from.",
            Scope.GRAPH, "", 1, "esc", palette=False),
    Command("drawing.right", "go(1, 0)", "right,l", "along", "Go along a line to the right: to who passes it on.",
            Scope.DRAWING, "", 4, "←→", palette=False),
    Command("drawing.left", "go(-1, 0)", "left,h", "back along", "Go along a line to the left: to what is passed on.",
            Scope.DRAWING, "", palette=False),
    Command("drawing.down", "go(0, 1)", "down,j", "down", "Go to the box below.", Scope.DRAWING, "", palette=False),
    Command("drawing.up", "go(0, -1)", "up,k", "up", "Go to the box above.", Scope.DRAWING, "", palette=False),
    Command("drawing.page_down", "page(1)", "pagedown,space", "page", "Go a page of boxes down.",
            Scope.DRAWING, "", palette=False),
    Command("drawing.page_up", "page(-1)", "pageup", "page up", "Go a page of boxes up.",
            Scope.DRAWING, "", palette=False),
    Command("drawing.first", "edge(-1)", "home,ctrl+home", "first", "Go to the first box.",
            Scope.DRAWING, "", palette=False),
    Command("drawing.last", "edge(1)", "end,ctrl+end", "last", "Go to the last box.",
            Scope.DRAWING, "", palette=False),
    Command("timeline.go", "go_there", "enter", "as of here", "Show the desk as it was known at this row.",
            Scope.TIMELINE, "onrecord timeline --as-of R3", 1, "⏎", palette=False),
    Command("timeline.next", "stop(1)", "n,right,l,right_square_bracket", "later", "Go to the next report.",
            Scope.TIMELINE, "onrecord timeline --as-of R3", 2, palette=False),
    Command("timeline.previous", "stop(-1)", "p,left,h,left_square_bracket", "earlier", "Go to the report before.",
            Scope.TIMELINE, "onrecord timeline --as-of R3", 3, palette=False),
    Command("timeline.open", "open", "o", "open", "Open the row, as it stands on record now.",
            Scope.TIMELINE, "onrecord report R1", 4, palette=False),
    Command("timeline.back", "back", "escape,m,backspace", "back to now", "Go back to the desk as it is now.",
            Scope.TIMELINE, "", 5, "esc", palette=False),
    Command("past.back", "timeline", "m,backspace", "back", "Go back to the timeline, and from there to now.",
            Scope.PAST, "onrecord timeline", 0, "esc", palette=False),
    Command("next.open", "open", "enter", "open", "Open the report, the source or the claim of the line.",
            Scope.NEXT, "onrecord source|claim|report KEY", 1, "⏎", palette=False),
    Command("next.copy", "app.copy", "y", "copy", "Copy the line as a citable line.",
            Scope.NEXT, "onrecord next", 3, palette=False),
    Command("next.back", "back", "escape,G,backspace", "back", "Go back to where you came from.",
            Scope.NEXT, "", 2, "esc", palette=False),
    Command("home.open", "open", "enter", "open", "Open the case on the desk.",
            Scope.HOME, "onrecord --case K1", 1, "⏎", palette=False),
    Command("home.filter", "filter", "slash", "filter", "Filter the cases by key, title, place, day or summary.",
            Scope.HOME, "onrecord cases | grep", 3, "/"),
    Command("home.sort", "sort(1)", "s", "sort",
            "Sort by the next order. First is what needs a person most: tasks overdue, then undecided claims with "
            "statements for and against, open alarms, undecided claims, last change; what is not counted comes last.",
            Scope.HOME, "onrecord cases --sort needs", 4),
    Command("home.sort_back", "sort(-1)", "S", "sort back", "Sort by the order before.",
            Scope.HOME, "onrecord cases --sort title", palette=False),
    Command("home.new", "new_case", "n,a", "new case", "Begin a case.", Scope.HOME, "onrecord add case", 5),
    Command("home.edit", "edit", "e", "edit", "Rename the case, or change its place, time zone, day or summary.",
            Scope.HOME, "onrecord edit case K1", 6),
    Command("home.archive", "archive", "x", "archive", "Archive the case, or take it out again; nothing in it changes.",
            Scope.HOME, "onrecord archive K1, onrecord unarchive K1", 7),
    Command("home.archived", "archived", "z", "archived", "Show archived cases too, or hide them again.",
            Scope.HOME, "onrecord cases --archived", 8),
    Command("home.alarms", "alarms", "A", "alarms", "Open the case, and look at its alarms.",
            Scope.HOME, "onrecord alarms --case K1", 9),
    Command("home.triage", "triage", "t", "triage", "Open the case, and go through its undecided claims.",
            Scope.HOME, "onrecord triage --case K1", 9),
    Command("home.look", "look", "o", "look at", "Look at the case: what it is about, its tags, notes and tasks.",
            Scope.HOME, "onrecord case K1", 9),
    Command("home.tasks", "app.tasks", "w", "tasks", "List every open task, the longest overdue first.",
            Scope.HOME, "onrecord tasks --open", 9),
    Command("home.count", "count", "c", "count", "Count support and alarms of a large case now; esc stops.",
            Scope.HOME, "onrecord cases --count", 10),
    Command("home.copy", "app.copy", "y", "copy", "Copy the case as a line, with its numbers.",
            Scope.HOME, "onrecord cases", 13, palette=False),
    Command("home.undo", "undo", "u", "undo", "Undo your last change.",
            Scope.HOME, "onrecord undo", 12),
    Command("home.redo", "redo", "ctrl+r", "redo", "Bring back what was undone.",
            Scope.HOME, "onrecord redo", 36, "^r"),
    Command("home.back", "back", "escape,g,backspace", "back",
            "Stop counting a large case, clear the filter, or go back to the case you came from.",
            Scope.HOME, "", 2, "esc", palette=False),
    Command("tasks.open", "open", "enter", "open", "Open what the task is on.",
            Scope.TASKS, "onrecord case|source|claim|denial|report KEY", 1, "⏎", palette=False),
    Command("tasks.done", "done", "d", "done", "Say that the task is done, or that it is not done after all.",
            Scope.TASKS, "onrecord task T1 --done, onrecord task T1 --not-done", 2),
    Command("tasks.edit", "edit", "e", "edit", "Change the task: what, whose, due when.",
            Scope.TASKS, "onrecord task T1 --edit", 3),
    Command("tasks.copy", "app.copy", "y", "copy", "Copy the task as a line.",
            Scope.TASKS, "onrecord tasks", 13, palette=False),
    Command("tasks.undo", "undo", "u", "undo", "Undo your last change.", Scope.TASKS, "onrecord undo", 12),
    Command("tasks.redo", "redo", "ctrl+r", "redo", "Bring back what was undone.",
            Scope.TASKS, "onrecord redo", 36, "^r"),
    Command("tasks.back", "back", "escape,w,backspace", "back", "Go back to where you came from.",
            Scope.TASKS, "", 4, "esc", palette=False),
    Command("drift.open", "open", "enter", "open", "Open the claim, or the report that the words are read in.",
            Scope.DRIFT, "onrecord claim|report KEY", 1, "⏎", palette=False),
    Command("drift.copy", "app.copy", "y", "copy", "Copy both wordings, or the change, as a citable line.",
            Scope.DRIFT, "onrecord drift C1", 3, palette=False),
    Command("drift.back", "back", "escape,D,backspace", "back", "Go back to where you came from.",
            Scope.DRIFT, "", 2, "esc", palette=False),
    Command("clash.mine", "keep('mine')", "k", "keep mine", "Write yours where both of you changed it.",
            Scope.CLASH, "onrecord edit", 1, palette=False),
    Command("clash.theirs", "keep('theirs')", "t", "take theirs", "Let theirs stand where both of you changed it.",
            Scope.CLASH, "", 2, palette=False),
    Command("clash.back", "leave", "escape", "back to the form", "Go back to the form; nothing is written.",
            Scope.CLASH, "", 3, "esc", palette=False),
    Command("clash.down", "scroll(1)", "down,j", "down", "Scroll down.", Scope.CLASH, palette=False),
    Command("clash.up", "scroll(-1)", "up", "up", "Scroll up.", Scope.CLASH, palette=False),
    Command("keys.close", "dismiss", "escape", "close", "Close the list of keys.", Scope.KEYS, palette=False),
    Command("keys.down", "scroll(1)", "down", "down", "Scroll down.", Scope.KEYS, palette=False),
    Command("keys.up", "scroll(-1)", "up", "up", "Scroll up.", Scope.KEYS, palette=False),
    Command("keys.page_down", "scroll(10)", "pagedown", "page", "Scroll a page down.", Scope.KEYS, palette=False),
    Command("keys.page_up", "scroll(-10)", "pageup", "page up", "Scroll a page up.", Scope.KEYS, palette=False),
    Command(
        "view.copy", "app.copy", "y", "copy", "Copy the line you are on, or the whole thing, as a citable line.",
        Scope.VIEW, "onrecord claim C1, onrecord report R1", 6, palette=False,
    ),
    Command(
        "empty.case", "new_case", "n,a", "new case", "Begin a case; the store is made when it is saved.",
        Scope.EMPTY, "onrecord add case", 2,
    ),
    Command(
        "demo", "app.demo", "d", "shipped case", "Open the case that ships, in a temporary file beside this store.",
        Scope.EMPTY, "onrecord demo", 1,
    ),
    Command(
        "theme", "change_theme", "T", "theme", "Choose colours: dark, light, high contrast, and Textual's own.",
        Scope.EVERYWHERE, "onrecord --theme NAME", 50,
    ),
    Command(
        "keys", "keys", "question_mark,f1", "keys", "Show every key; type to filter them.",
        Scope.EVERYWHERE, "onrecord --help", 7, "?",
    ),
    Command(
        "palette", "command_palette", "ctrl+p", "palette", "Find an action by its words.",
        Scope.EVERYWHERE, "onrecord --help", 8, "^p", palette=False,
    ),
    Command("quit", "quit", "q,ctrl+q", "quit", "Quit.", Scope.EVERYWHERE, "", 9),
)  # fmt: skip


def commands(*scopes: Scope) -> list[Command]:
    """The actions that apply in some scopes, in the order of the table."""
    return [command for command in COMMANDS if command.scope in scopes]


def bindings(*scopes: Scope) -> list[BindingType]:
    """Textual bindings for the actions of some scopes, each with its id."""
    from textual.binding import Binding

    return [
        Binding(command.keys, command.action, command.words, show=False, id=command.id) for command in commands(*scopes)
    ]


def written(command: Command) -> str:
    """How the key bar writes a command's key."""
    return command.shown or _spelt(command.keys.split(",")[0])


def all_keys(command: Command) -> str:
    """Every key of a command, as the help writes them."""
    return " ".join(_spelt(key) for key in command.keys.split(","))


_SPELT = {
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "question_mark": "?",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "equals_sign": "=",
    "number_sign": "#",
    "plus": "+",
    "minus": "-",
    "slash": "/",
    "comma": ",",
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
}


def _spelt(key: str) -> str:
    return _SPELT.get(key, key)


def ranked(these: Iterable[Command]) -> list[Command]:
    """The actions a key bar shows, most needed first."""
    return sorted((command for command in these if command.rank < 99), key=lambda command: command.rank)
