"""A short menu: rows with a letter each, one of them marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from db.dataclass import dataclass
from tui.text.marks import Mark
from tui.text.strips import row


@dataclass(frozen=True, slots=True)
class MenuRow:
    """One row of a menu."""

    key: str
    """The key that chooses it."""
    words: str
    """Safe to show."""
    note: str
    """An explanation, safe to show; dimmed, and cut where there is no room."""
    value: Any
    """The value of the choice."""


class Menu(Widget):
    """The rows of a menu."""

    marked: reactive[int] = reactive(0)
    """The row that enter takes."""

    @dataclass
    class Clicked(Message):
        """A person clicked a row."""

        entry: MenuRow

    def __init__(self, entries: Sequence[MenuRow]) -> None:
        super().__init__()
        self.entries = tuple(entries)
        self._column = max((len(entry.words) for entry in entries if entry.note), default=0) + 2

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """One row for each entry."""
        return len(self.entries)

    def render(self) -> RenderResult:
        """Draw letter, words and explanation of each."""
        rows = []
        for at, entry in enumerate(self.entries):
            here = at == self.marked
            words = f"{entry.words:<{self._column}}" if entry.note else entry.words
            pieces = [
                (Mark.SELECTED if here else " ", "$accent"),
                (f"{entry.key} ", "bold $accent"),
                (words, "bold" if here else ""),
                (entry.note, "$text-muted"),
            ]
            rows.append(row([*pieces], "", self.size.width))
        return Content("\n").join(rows)

    def on_click(self, event: events.Click) -> None:
        """Choose the row under the mouse."""
        if event.y < len(self.entries):
            self.post_message(self.Clicked(self.entries[event.y]))
