"""Actions on the desk, in lists, and in the view of one thing."""

from __future__ import annotations

from tui.actions.model import Action, ActionScope

AT_DESK: tuple[Action, ...] = (
    Action(
        "chain.next", "step(1)", "n,right_square_bracket", "next", "Step to the next report of the chain.",
        ActionScope.DESK, "onrecord chain", 1,
    ),
    Action(
        "chain.previous", "step(-1)", "p,left_square_bracket", "previous", "Step back to the report before.",
        ActionScope.DESK, "onrecord chain", 2,
    ),
    Action(
        "chain.first", "step_to(0)", "home", "first", "Go to the first step of the chain.",
        ActionScope.DESK, "onrecord chain", 60, palette=False,
    ),
    Action(
        "chain.last", "step_to(-1)", "end", "last", "Go to the last step of the chain.",
        ActionScope.DESK, "onrecord chain", 61, palette=False,
    ),
    Action(
        "chain.right", "screen.step(1)", "right,l", "next", "Step to the next report.",
        ActionScope.CHAIN, "onrecord chain", palette=False,
    ),
    Action(
        "chain.left", "screen.step(-1)", "left,h", "previous", "Step back to the report before.",
        ActionScope.CHAIN, "onrecord chain", palette=False,
    ),
    Action(
        "open", "open", "enter", "open", "Open what is selected: a source, a claim, a denial, a report.",
        ActionScope.DESK, "onrecord source|claim|denial|report KEY", 3, "⏎", palette=False,
    ),
    Action(
        "filter", "filter", "slash", "filter",
        "Filter the pane you are in, as you type; the claims also by words such as status:new.",
        ActionScope.DESK, "onrecord claims --filter", 4, "/",
    ),
    Action(
        "filters", "filters", "f", "filters", "Filter the claims by a saved filter, or save the one that stands.",
        ActionScope.DESK, "onrecord filters, onrecord filter NAME", 16,
    ),
    Action(
        "copy", "app.copy", "y", "copy", "Copy what is selected as a citable line: words, speaker, via, report, time.",
        ActionScope.DESK, "onrecord claim C1, onrecord report R1", 6,
    ),
    Action(
        "read", "read", "r", "read", "Read the text of the step's report, with who says what marked in it.",
        ActionScope.DESK, "onrecord proposals R1", 5,
    ),
    Action(
        "graph", "graph", "c", "chain view", "Draw who says it, through whom, where we read it: a claim or the case.",
        ActionScope.DESK, "onrecord graph C1", 6,
    ),
    Action(
        "drift", "drift", "D", "wording drift", "Compare wordings word by word: of the selected claim, or of the case.",
        ActionScope.DESK, "onrecord drift C1", 15,
    ),
    Action(
        "sort", "sort", "S", "sort", "Sort the claims by the next order: key, status, newest, statements, origins.",
        ActionScope.DESK, "onrecord claims --sort status", 16,
    ),
    Action(
        "clear", "clear", "escape", "clear", "Stop what the pane looks for, or clear its filter.",
        ActionScope.DESK, "", 0, "esc", palette=False,
    ),
    Action(
        "walk", "walk", "w", "walk", "Walk through the chain by itself, a few seconds a step; any key takes over.",
        ActionScope.DESK, "onrecord demo --walk", 7,
    ),
    Action(
        "pane.sources", "pane('sources')", "1", "sources", "Go to the sources.", ActionScope.DESK,
            "onrecord sources", 20,
    ),
    Action(
        "pane.claims", "pane('claims')", "2", "claims", "Go to the claims.", ActionScope.DESK, "onrecord claims", 21,
    ),
    Action(
        "pane.denials", "pane('denials')", "3", "denials", "Go to the denials.", ActionScope.DESK,
            "onrecord denials", 22,
    ),
    Action(
        "pane.chain", "pane('chain')", "4", "chain", "Go to the report chain.", ActionScope.DESK, "onrecord chain", 23,
    ),
    Action(
        "pane.next", "next_pane(1)", "tab", "next pane", "Go to the next pane.", ActionScope.DESK, "", 30,
            palette=False,
    ),
    Action(
        "pane.previous", "next_pane(-1)", "shift+tab", "pane before", "Go to the pane before.",
        ActionScope.DESK, "", palette=False,
    ),
    Action("move.down", "move(1)", "down,j", "down", "Go a row down.", ActionScope.LIST, "", 40, "j", palette=False),
    Action("move.up", "move(-1)", "up,k", "up", "Go a row up.", ActionScope.LIST, "", 41, "k", palette=False),
    Action("move.page_down", "page(1)", "pagedown", "page", "Go a page down.", ActionScope.LIST, "", palette=False),
    Action("move.page_up", "page(-1)", "pageup", "page up", "Go a page up.", ActionScope.LIST, "", palette=False),
    Action("move.top", "edge(-1)", "ctrl+home", "top", "Go to the first row.", ActionScope.LIST, "", palette=False),
    Action("move.bottom", "edge(1)", "ctrl+end", "bottom", "Go to the last row.", ActionScope.LIST, "", palette=False),
    Action("sheet.page", "page(1)", "space", "page", "Go a page down.", ActionScope.SHEET, "", palette=False),
    Action("sheet.top", "edge(-1)", "home", "top", "Go to the top.", ActionScope.SHEET, "", palette=False),
    Action("sheet.bottom", "edge(1)", "end", "bottom", "Go to the bottom.", ActionScope.SHEET, "", palette=False),
    Action(
        "mark", "mark", "space", "mark", "Mark the claim for a batch, or unmark it; keys on claims take all that are.",
        ActionScope.MARK, "onrecord status C1 C2 done", 17, palette=False,
    ),
    Action(
        "mark.down", "mark_on(1)", "shift+down", "mark down", "Mark this row and the next.", ActionScope.MARK,
        palette=False,
    ),
    Action(
        "mark.up", "mark_on(-1)", "shift+up", "mark up", "Mark this row and the one before.", ActionScope.MARK,
            palette=False,
    ),
    Action(
        "mark.through", "mark_through", "M", "mark through", "Mark every row from the one marked last to this one.",
        ActionScope.MARK, palette=False,
    ),
    Action(
        "filter.keep", "keep_filter", "enter,down", "keep", "Keep the filter and go back to the rows.",
        ActionScope.FILTER, "", 1, "⏎", palette=False,
    ),
    Action(
        "filter.complete", "complete", "tab", "complete", "Complete the word you are typing, such as status:new.",
        ActionScope.FILTER, "onrecord claims --filter", 3, "⇥", palette=False,
    ),
    Action(
        "filter.clear", "clear_filter", "escape", "clear", "Clear the filter.", ActionScope.FILTER, "", 2, "esc",
        palette=False,
    ),
    Action(
        "back", "back", "escape,backspace", "back", "Go back to where you came from.",
        ActionScope.VIEW, "", 1, "esc", palette=False,
    ),
    Action(
        "view.open", "open", "enter", "open", "Open the source, claim or report of this line.",
        ActionScope.VIEW, "onrecord source|claim|denial|report KEY", 2, "⏎", palette=False,
    ),
)  # fmt: skip
