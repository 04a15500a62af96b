"""A conflict of two edits of one thing: the old values, theirs and yours; a person decides which are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.actions.registry import ActionScope, bindings, commands
from tui.forms.conflicts import ConflictChoice, Decision, Difference, EditConflict
from tui.screens.base.modal import Modal
from tui.text.marks import Mark
from tui.text.safe import block, line
from tui.widgets.bars import KeyBar

if TYPE_CHECKING:
    from collections.abc import Iterator


class ConflictScreen(Modal[Decision | None]):
    """Asks whose values to keep; escape goes back to the form with nothing written."""

    BINDINGS = bindings(ActionScope.CLASH)

    def __init__(self, found: EditConflict) -> None:
        super().__init__()
        self._found = found

    def compose(self) -> ComposeResult:
        """The differences, and the keys."""
        with VerticalScroll(id="clash-box", can_focus=False):
            yield Static(Content("\n").join(_draw_differences(self._found)), id="clash")
        yield KeyBar()

    def on_mount(self) -> None:
        """Set the heading and the keys."""
        self.query_one("#clash-box").border_title = Content("Changed while you edited it")
        self.query_one(KeyBar).offered = tuple(commands(ActionScope.CLASH))

    def action_keep(self, whose: str) -> None:
        """Keep one side's values where both changed them."""
        self.dismiss(Decision(ConflictChoice(whose), self._found.now))

    def action_scroll(self, rows: int) -> None:
        """Scroll the differences."""
        self.query_one("#clash-box").scroll_relative(y=rows, animate=False)

    def action_leave(self) -> None:
        """Go back to the form."""
        self.dismiss(None)


def _draw_differences(found: EditConflict) -> Iterator[Content]:
    yield Content.assemble((line(found.message), "bold"))
    for each in found.differences:
        yield Content("")
        yield Content.assemble((_heading(each), "bold $warning" if each.by_them and each.by_me else "$text-muted"))
        yield _draw_value("was", each.was)
        if each.by_them:
            yield _draw_value("theirs", each.theirs)
        if each.by_me:
            yield _draw_value("yours", each.mine)


def _heading(each: Difference) -> str:
    label = line(each.label)
    if each.by_them and each.by_me and each.theirs == each.mine:
        return f"{Mark.SAME} {label}: same change by both"
    if each.by_them and each.by_me:
        return f"{Mark.DIFFERENT} {label}: changed by both of you"
    if each.by_them:
        return f"{label}: changed only by them; theirs is kept"
    return f"{label}: changed only by you; yours will be saved"


def _draw_value(name: str, value: str) -> Content:
    shown = block(value) if value.strip() else "nothing"
    rows = shown.split("\n")
    return Content("\n").join(
        Content.assemble((f"  {name if at == 0 else '':<8}", "$text-muted"), row) for at, row in enumerate(rows)
    )
