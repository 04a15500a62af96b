"""A line to type on that shows nothing a terminal would obey, whatever is filled in or pasted."""

from __future__ import annotations

from textual import events

from db.text.normalize import normalize_text
from tui.system.textual_private import RedrawnInput
from tui.text.safe import in_place


class SafeInput(RedrawnInput):
    """One line of text."""

    def drawn_value(self) -> str:
        """The value with a visible mark in place of what a terminal would obey."""
        return in_place(self.value)

    def on_paste(self, event: events.Paste) -> None:
        """Take all that is pasted, on one line, without what a terminal would obey."""
        event.stop()
        event.prevent_default()
        self.replace(" ".join(normalize_text(event.text).split()), *sorted(self.selection))
