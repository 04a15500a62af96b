"""On the desk, in its lists and in a thing's own view."""

from __future__ import annotations

from tui.actions.model import Command, Scope

AT_DESK: tuple[Command, ...] = (
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
    Command("sheet.top", "edge(-1)", "home", "top", "Go to the top.", Scope.SHEET, "", palette=False),
    Command("sheet.bottom", "edge(1)", "end", "bottom", "Go to the bottom.", Scope.SHEET, "", palette=False),
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
)  # fmt: skip
