"""A line to type on that shows nothing a terminal would obey, whatever is filled in or pasted."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.widgets import Input

from db.text.normalize import normalize_text
from tui.text.safe import in_place


class SafeInput(Input):
    """One line of text."""

    @property
    def _value(self) -> Text:
        """The value as it is drawn. Textual gives no public way to draw it other than it is."""
        return Text(in_place(self.value), no_wrap=True, overflow="ignore", end="")

    def _on_paste(self, event: events.Paste) -> None:
        """Take all that is pasted, on one line, without what a terminal would obey."""
        event.stop()
        event.prevent_default()
        self.replace(" ".join(normalize_text(event.text).split()), *sorted(self.selection))
