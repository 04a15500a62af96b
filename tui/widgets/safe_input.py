"""An input line that never sends control characters to the terminal, whatever is pasted or filled in."""

from __future__ import annotations

from textual import events

from db.text.normalize import normalize_text
from tui.system.textual_private import RedrawnInput
from tui.text.safe import in_place


class SafeInput(RedrawnInput):
    """One line of text."""

    def drawn_value(self) -> str:
        """The value with visible marks in place of control characters."""
        return in_place(self.value)

    def on_paste(self, event: events.Paste) -> None:
        """Insert all of a pasted text as one line, without its control characters."""
        event.stop()
        event.prevent_default()
        self.replace(" ".join(normalize_text(event.text).split()), *sorted(self.selection))
